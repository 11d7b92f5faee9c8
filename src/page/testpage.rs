//! For tests only: small pages written as HTML-like literals, as the agent would send them.
//!
//! Knows tags, attributes, text and the few things that matter to a reading: `hidden` hides a
//! subtree, `s` and `del` strike it, a `select` has the value of its chosen option. Every element
//! gets a box of its own line; `box="left top width height"` sets another.

use super::{Data, Node, Rect, Snapshot};

const VOID: [&str; 7] = ["area", "br", "hr", "img", "input", "link", "meta"];
const INLINE: [&str; 13] =
    ["a", "b", "button", "del", "em", "i", "img", "input", "label", "s", "small", "span", "strong"];

/// The snapshot of a whole page at that address.
pub fn page(url: &str, html: &str) -> Snapshot {
    let mut page = Page { origin: origin(url), ..Page::default() };
    page.snapshot.url = url.to_owned();
    page.snapshot.ready = "complete".to_owned();
    page.snapshot.top = true;
    page.snapshot.view = (1280, 800);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        page.text(&rest[..start]);
        let end = start + rest[start..].find('>').expect("a tag is closed by >");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            page.close(name.trim());
        } else if tag.starts_with("script") {
            let end = rest.find("</script>").expect("a script is closed");
            let kind = attributes(tag).into_iter().find(|(name, _)| name == "type").map(|(_, kind)| kind);
            page.snapshot.data.push(Data { kind: kind.unwrap_or_default(), text: rest[..end].to_owned() });
            rest = &rest[end + "</script>".len()..];
        } else {
            page.open(tag);
        }
    }
    page.text(rest);
    page.finish()
}

#[derive(Default)]
struct Page {
    snapshot: Snapshot,
    origin: String,
    open: Vec<usize>,
    spaced: bool,
}

impl Page {
    fn open(&mut self, tag: &str) {
        let name = tag.split_whitespace().next().unwrap_or_default().trim_end_matches('/').to_lowercase();
        let mut node = Node { tag: name.clone(), shown: true, ..Node::default() };
        for (key, value) in attributes(tag) {
            let value = match key.as_str() {
                "href" | "src" | "action" => self.absolute(&value),
                _ => value,
            };
            node.attributes.insert(key, value);
        }
        match name.as_str() {
            "html" => self.snapshot.lang = node.attributes.get("lang").map(str::to_owned).unwrap_or_default(),
            "meta" => {
                let of = |key: &str| node.attributes.get(key).map(str::to_owned);
                let name = of("name").or(of("property")).or(of("itemprop")).unwrap_or_default();
                self.snapshot.meta.push((name, of("content").unwrap_or_default()));
                return;
            }
            _ => {}
        }
        let index = self.snapshot.nodes.len();
        node.handle = index as u32 + 1;
        node.parent = self.open.last().map(|&parent| parent as u32);
        let parent = self.open.last().map(|&parent| &self.snapshot.nodes[parent]);
        node.shown = parent.is_none_or(|parent| parent.shown) && node.attributes.get("hidden").is_none();
        node.struck = parent.is_some_and(|parent| parent.struck) || matches!(name.as_str(), "s" | "del");
        node.checked = ["checked", "selected"].iter().any(|key| node.attributes.get(key).is_some());
        node.disabled = node.attributes.get("disabled").is_some();
        node.value = match name.as_str() {
            "input" | "textarea" => Some(node.attributes.get("value").map(str::to_owned).unwrap_or_default()),
            _ => None,
        };
        node.pointer = matches!(name.as_str(), "a" | "button");
        node.inline = INLINE.contains(&name.as_str()) && !self.spaced;
        self.spaced = name == "br";
        node.rect = Rect(0, index as i32 * 20, 200, 20);
        if let Some(set) = node.attributes.get("box") {
            let mut sides = set.split(' ').map(|side| side.parse().expect("a box is four numbers"));
            let mut side = || sides.next().expect("a box is four numbers");
            node.rect = Rect(side(), side(), side(), side());
        }
        self.snapshot.nodes.push(node);
        if !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
            self.open.push(index);
        }
    }

    fn close(&mut self, name: &str) {
        let index = self.open.pop().unwrap_or_else(|| panic!("</{name}> closes nothing"));
        assert_eq!(self.snapshot.nodes[index].tag, name, "tags are closed in order");
        self.spaced = false;
    }

    /// Every piece becomes a `#text` child; those that are alone go into their element at the end.
    fn text(&mut self, text: &str) {
        let text =
            text.replace("&nbsp;", "\u{a0}").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let Some(&parent) = self.open.last() else { return };
        let words = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let edge = |white: bool| if white { " " } else { "" };
        let [before, after] = [
            text.starts_with(|c: char| c.is_ascii_whitespace()),
            text.ends_with(|c: char| c.is_ascii_whitespace()),
        ];
        self.spaced = after;
        if words.is_empty() {
            return;
        }
        let text = format!("{}{words}{}", edge(before), edge(after));
        let mut node = self.snapshot.nodes[parent].clone();
        if node.tag == "title" {
            self.snapshot.title = words;
        }
        (node.tag, node.text, node.parent, node.font) = ("#text".to_owned(), text, Some(parent as u32), 13);
        node.attributes = Default::default();
        node.value = None;
        node.inline = true;
        self.snapshot.nodes.push(node);
    }

    fn absolute(&self, address: &str) -> String {
        match address {
            whole if whole.contains("://") => whole.to_owned(),
            path if path.starts_with('/') => format!("{}{path}", self.origin),
            other => format!("{}/{other}", self.origin),
        }
    }

    fn finish(mut self) -> Snapshot {
        assert!(self.open.is_empty(), "every tag is closed");
        let nodes = std::mem::take(&mut self.snapshot.nodes);
        let children = |parent: usize| nodes.iter().filter(move |node| node.parent == Some(parent as u32));
        let mut places = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let alone = |parent: u32| children(parent as usize).count() == 1;
            let dropped = node.tag == "#text" && node.parent.is_some_and(alone);
            places.push(self.snapshot.nodes.len() as u32);
            if dropped {
                continue;
            }
            let mut kept = node.clone();
            kept.parent = node.parent.map(|parent| places[parent as usize]);
            if let Some(only) =
                children(index).next().filter(|only| only.tag == "#text" && children(index).count() == 1)
            {
                (kept.text, kept.font) = (only.text.trim().to_owned(), only.font);
            }
            if node.tag == "select" {
                let mut options = nodes
                    .iter()
                    .enumerate()
                    .filter(|(_, option)| option.tag == "option" && option.parent == Some(index as u32));
                let first = options.clone().next();
                let chosen = options.find(|(_, option)| option.checked).or(first);
                kept.value = chosen.map(|(at, option)| match option.attributes.get("value") {
                    Some(value) => value.to_owned(),
                    None => children(at).map(|text| text.text.trim()).collect(),
                });
            }
            self.snapshot.nodes.push(kept);
        }
        self.snapshot
    }
}

fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut rest =
        tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest).trim_end_matches('/').trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = match after.strip_prefix('"') {
                Some(quoted) => {
                    quoted.split_once('"').map(|(v, r)| (v.to_owned(), r)).expect("a quote is closed")
                }
                None => after.split_once(' ').map_or((after.to_owned(), ""), |(v, r)| (v.to_owned(), r)),
            };
        }
        all.push((name, value.replace("&amp;", "&")));
        rest = rest.trim_start();
    }
    all
}

fn origin(url: &str) -> String {
    url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

#[test]
fn a_literal_becomes_what_the_agent_would_send() {
    let page = page(
        "https://shop.example/a",
        r#"<html lang=zh><body><p>¥<b>12</b>.80</p><a href="/b?c=1&amp;d=2">x</a><select><option value=3 selected>three</option></select></body></html>"#,
    );
    let texts: Vec<_> = page.nodes.iter().map(|node| (node.tag.as_str(), node.text.as_str())).collect();
    assert_eq!(
        texts[2..],
        [
            ("p", ""),
            ("#text", "¥"),
            ("b", "12"),
            ("#text", ".80"),
            ("a", "x"),
            ("select", ""),
            ("option", "three")
        ]
    );
    assert_eq!(page.nodes[6].attributes.get("href").unwrap(), "https://shop.example/b?c=1&d=2");
    assert_eq!(page.nodes[7].value.as_deref(), Some("3"));
    assert_eq!(page.nodes[3].parent, Some(2));
}
