//! Pages as lines of text, so that whatever the fuzzer changes is still a page.
//!
//! The first line is the address. Each other line is an element: as many `.` as it lies deep, its tag, then
//! parts set apart by `|`: `=text`, `~label`, `#value`, `@left top width height`, `!` with a letter for each of
//! hidden, struck, checked, disabled, pointer and inline, or `name=value` for an attribute. A line that begins
//! with `{` or `[` is a block of JSON-LD, and `%name=content` is a `meta` element.

use one_click_purchase::page::{Data, Node, Rect, Snapshot};

/// More elements than the agent sends in the small pages that are of use here.
const MOST: usize = 400;

/// The snapshot that the lines tell.
pub fn page_of(text: &str) -> Snapshot {
    let mut lines = text.lines();
    let mut page = Snapshot {
        url: lines.next().unwrap_or_default().to_owned(),
        top: true,
        ready: "complete".to_owned(),
        zone: 480,
        view: (1280, 800),
        ..Snapshot::default()
    };
    // The elements that are open, by their depth.
    let mut open: Vec<u32> = Vec::new();
    for line in lines.take(MOST) {
        if line.starts_with(['{', '[']) {
            page.data.push(Data { kind: "application/ld+json".to_owned(), text: line.to_owned() });
        } else if let Some(meta) = line.strip_prefix('%') {
            let (name, content) = meta.split_once('=').unwrap_or((meta, ""));
            page.meta.push((name.to_owned(), content.to_owned()));
        } else {
            element(line, &mut page, &mut open);
        }
    }
    page
}

fn element(line: &str, page: &mut Snapshot, open: &mut Vec<u32>) {
    let behind = line.trim_start_matches('.');
    open.truncate(line.len() - behind.len());
    let mut parts = behind.split('|');
    let index = u32::try_from(page.nodes.len()).unwrap_or(u32::MAX);
    let top = i32::try_from(index).unwrap_or_default() * 20;
    let mut node = Node {
        handle: index + 1,
        parent: open.last().copied(),
        tag: parts.next().unwrap_or_default().to_owned(),
        shown: true,
        font: 16,
        rect: Rect(0, top, 600, 18),
        ..Node::default()
    };
    for part in parts {
        take(part, &mut node);
    }
    match node.tag.as_str() {
        "title" => page.title.clone_from(&node.text),
        "html" => page.lang = node.attributes.get("lang").unwrap_or_default().to_owned(),
        _ => {}
    }
    page.nodes.push(node);
    open.push(index);
}

fn take(part: &str, node: &mut Node) {
    let mut letters = part.chars();
    let first = letters.next();
    let rest = letters.as_str();
    match first {
        Some('=') => rest.clone_into(&mut node.text),
        Some('~') => rest.clone_into(&mut node.label),
        Some('#') => node.value = Some(rest.to_owned()),
        Some('@') => {
            let mut numbers = rest.split(' ').map(|number| number.parse().unwrap_or_default());
            let mut next = || numbers.next().unwrap_or_default();
            node.rect = Rect(next(), next(), next(), next());
        }
        Some('!') => {
            node.shown = !rest.contains('h');
            node.struck = rest.contains('s');
            node.checked = rest.contains('c');
            node.disabled = rest.contains('d');
            node.pointer = rest.contains('p');
            node.inline = rest.contains('i');
        }
        _ => {
            if let Some((name, value)) = part.split_once('=') {
                node.attributes.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
