//! Questions to the tree of a snapshot. Elements are named by their index in [`Snapshot::nodes`].

use std::cell::OnceCell;
use std::ops::Range;

use super::{Attributes, Node, Rect, Snapshot};
use crate::order::has_text;
use crate::page::text::chars::{DIGIT, all_digits};
use crate::page::text::fold::one_spaced;
use crate::page::text::money::Signs;

/// Names one element of a [`Tree`].
pub type At = usize;

static NOTHING: Node = Node {
    handle: 0,
    parent: None,
    tag: String::new(),
    text: String::new(),
    attributes: Attributes::new(),
    label: String::new(),
    inline: false,
    rect: Rect(0, 0, 0, 0),
    value: None,
    checked: false,
    disabled: false,
    shown: false,
    font: 0,
    struck: false,
    pointer: false,
};

/// A snapshot with the ends of its subtrees.
pub struct Tree<'a> {
    /// The snapshot.
    pub page: &'a Snapshot,
    /// What its signs of money mean.
    pub signs: Signs,
    /// For each element the index after its last descendant.
    ends: Vec<At>,
    /// The elements that lead to another page, in document order.
    leading: Vec<At>,
    /// What says that the product is gone, once that was asked.
    pub gone: OnceCell<Vec<At>>,
}

impl<'a> Tree<'a> {
    /// The tree of a snapshot.
    pub fn of(page: &'a Snapshot) -> Self {
        let mut ends: Vec<At> = (1..=page.nodes.len()).collect();
        for (at, node) in page.nodes.iter().enumerate().rev() {
            let end = ends.get(at).copied().unwrap_or(at + 1);
            // A parent stands before its children; anything else is no tree and is left as a root.
            let parent = node.parent.map(|parent| parent as At).filter(|parent| *parent < at);
            if let Some(parent_end) = parent.and_then(|parent| ends.get_mut(parent)) {
                *parent_end = end.max(*parent_end);
            }
        }
        let here = page.url.split('#').next().unwrap_or_default();
        let mut leading = Vec::new();
        for (at, node) in page.nodes.iter().enumerate() {
            if leads_from(here, node) {
                leading.push(at);
            }
        }
        Self { page, signs: Signs::of_page(page, None), ends, leading, gone: OnceCell::new() }
    }

    /// The element; an empty one for an index that is none.
    pub fn node(&self, at: At) -> &'a Node {
        self.page.nodes.get(at).unwrap_or(&NOTHING)
    }

    /// All elements in document order.
    pub fn all(&self) -> Range<At> {
        0..self.page.nodes.len()
    }

    /// An element and everything in it, in document order.
    pub fn subtree(&self, at: At) -> Range<At> {
        at..self.ends.get(at).copied().unwrap_or(at)
    }

    /// Everything in an element, in document order.
    pub fn inside(&self, at: At) -> Range<At> {
        at + 1..self.ends.get(at).copied().unwrap_or(at).max(at + 1)
    }

    /// Whether `inner` is in `outer`, or is it.
    pub fn contains(&self, outer: At, inner: At) -> bool {
        self.subtree(outer).contains(&inner)
    }

    /// The element around it.
    pub fn parent(&self, at: At) -> Option<At> {
        self.node(at).parent.map(|parent| parent as At).filter(|parent| *parent < at)
    }

    /// The elements around it, the nearest first.
    pub fn ancestors(&self, at: At) -> Outward<'_, 'a> {
        Outward { tree: self, next: self.parent(at) }
    }

    /// The element itself and those around it, the nearest first.
    pub fn outward(&self, at: At) -> Outward<'_, 'a> {
        Outward { tree: self, next: Some(at) }
    }

    /// How many elements stand between an element and one around it.
    pub fn steps(&self, from: At, outer: At) -> usize {
        let mut steps = 0;
        for at in self.ancestors(from) {
            if at == outer {
                break;
            }
            steps += 1;
        }
        steps
    }

    /// The nearest element around it that fits.
    pub fn outer(&self, at: At, fits: &dyn Fn(At) -> bool) -> Option<At> {
        self.near_outer(at, usize::MAX, fits)
    }

    /// The nearest element around it that fits, no more than so many steps away.
    pub fn near_outer(&self, at: At, steps: usize, fits: &dyn Fn(At) -> bool) -> Option<At> {
        self.ancestors(at).take(steps).find(|outer| fits(*outer))
    }

    /// The first element in a range that fits.
    pub fn first(&self, mut range: Range<At>, fits: &dyn Fn(At) -> bool) -> Option<At> {
        range.find(|at| fits(*at))
    }

    /// The elements in a range that fit.
    pub fn those(&self, range: Range<At>, fits: &dyn Fn(At) -> bool) -> Vec<At> {
        let mut found = Vec::new();
        for at in range {
            if fits(at) {
                found.push(at);
            }
        }
        found
    }

    /// The elements directly in it.
    pub fn children(&self, at: At) -> Vec<At> {
        let inside = self.inside(at);
        let mut children = Vec::new();
        let mut child = inside.start;
        while child < inside.end {
            children.push(child);
            child = self.subtree(child).end;
        }
        children
    }

    /// The smallest element that holds both.
    pub fn around(&self, one: At, other: At) -> Option<At> {
        self.outward(one).find(|outer| self.contains(*outer, other))
    }

    /// An attribute; empty where it has none.
    pub fn attribute(&self, at: At, name: &str) -> &'a str {
        self.node(at).attributes.get(name).unwrap_or_default()
    }

    /// The first of these attributes that it has and that is not empty.
    pub fn any_attribute(&self, at: At, names: &[&str]) -> Option<&'a str> {
        for name in names {
            let value = self.attribute(at, name);
            if !value.is_empty() {
                return Some(value);
            }
        }
        None
    }

    /// These attributes one after the other, with spaces between them.
    pub fn attributes(&self, at: At, names: &[&str]) -> String {
        let mut all = String::new();
        for name in names {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(self.attribute(at, name));
        }
        all
    }

    /// Its tag name.
    pub fn tag(&self, at: At) -> &'a str {
        &self.node(at).tag
    }

    /// All words that a person sees in it, in order, white space folded.
    pub fn text(&self, at: At) -> String {
        self.text_without(at, &|_| false)
    }

    /// Like [`Tree::text`], leaving out some of the elements in it.
    pub fn text_without(&self, at: At, left_out: &dyn Fn(At) -> bool) -> String {
        let mut words = String::new();
        let mut before: Option<At> = None;
        let mut from = at;
        for piece in self.subtree(at) {
            if piece < from {
                continue;
            }
            if piece != at && (left_out(piece) || matches!(self.tag(piece), "option" | "textarea")) {
                from = self.subtree(piece).end;
                continue;
            }
            let node = self.node(piece);
            if !node.shown || node.text.is_empty() {
                continue;
            }
            let smaller =
                |before: At| self.node(before).font * 3 >= node.font * 4 && self.flows(before, piece, at);
            if is_cents(&words, &node.text) && (node.tag == "sup" || before.is_some_and(smaller)) {
                words.push('.');
            } else if before.is_some_and(|before| !self.flows(before, piece, at)) && !words.ends_with(' ') {
                words.push(' ');
            }
            words.push_str(&node.text);
            before = Some(piece);
        }
        one_spaced(&words)
    }

    /// Whether no break stands between two pieces of text: everything between them and what holds
    /// both flows within a line, or their boxes touch, as the parts of a price in a flex box do.
    fn flows(&self, one: At, other: At, within: At) -> bool {
        let Some(around) = self.around(one, other) else { return false };
        let inline = |at: At| {
            for outer in self.outward(at) {
                if outer == around || outer < within {
                    break;
                }
                if !self.node(outer).inline {
                    return false;
                }
            }
            true
        };
        if inline(one) && inline(other) {
            return true;
        }
        let (a, b) = (self.node(one).rect, self.node(other).rect);
        let overlap = (a.1 + a.3).min(b.1 + b.3) - a.1.max(b.1);
        (b.0 - a.0 - a.2).abs() <= 1 && a.2 > 0 && overlap * 2 > a.3.min(b.3)
    }

    /// What an element is called: its label, else its words.
    pub fn label(&self, at: At) -> String {
        let node = self.node(at);
        if !node.label.is_empty() {
            node.label.clone()
        } else if !node.text.is_empty() {
            node.text.trim().to_owned()
        } else {
            self.text(at)
        }
    }

    /// The size of the largest letters in it.
    pub fn largest_font(&self, at: At) -> u16 {
        let mut largest = 0;
        for inner in self.subtree(at) {
            largest = largest.max(self.node(inner).font);
        }
        largest
    }

    /// Whether a press on it does something, as far as can be told: a native control, a role, or the
    /// outermost element over which the pointer turns into a hand.
    pub fn pressable(&self, at: At) -> bool {
        let node = self.node(at);
        match node.tag.as_str() {
            "#text" | "option" | "label" => return false,
            "button" | "summary" => return true,
            "a" => return true,
            "input" => return matches!(self.attribute(at, "type"), "submit" | "button" | "image"),
            _ => {}
        }
        matches!(
            self.attribute(at, "role"),
            "button" | "link" | "radio" | "option" | "combobox" | "menuitem" | "menuitemradio"
        ) || node.pointer && !self.parent(at).is_some_and(|parent| self.node(parent).pointer)
    }

    /// The address of another page that an element leads to.
    pub fn leads(&self, at: At) -> Option<&'a str> {
        self.leading.binary_search(&at).is_ok().then(|| self.attribute(at, "href"))
    }

    /// The elements in it, itself included, that lead to another page.
    pub fn leading_in(&self, at: At) -> &[At] {
        let within = self.subtree(at);
        let place = |end: At| self.leading.partition_point(|one| *one < end);
        self.leading.get(place(within.start)..place(within.end)).unwrap_or_default()
    }

    /// The element that an attribute such as `aria-labelledby` points to.
    pub fn with_id(&self, id: &str) -> Option<At> {
        if id.is_empty() {
            return None;
        }
        self.first(self.all(), &|at| self.attribute(at, "id") == id)
    }

    /// The `label` that points to a field by its id.
    pub fn label_for(&self, at: At) -> Option<At> {
        let id = self.attribute(at, "id");
        if id.is_empty() {
            return None;
        }
        self.first(self.all(), &|label| self.tag(label) == "label" && self.attribute(label, "for") == id)
    }

    /// What names a field: its label, what the page calls it for screen readers, or its own hint.
    pub fn name_of_field(&self, at: At) -> String {
        let spoken = self.attribute(at, "aria-label");
        if !spoken.is_empty() {
            return spoken.to_owned();
        }
        let caller = self.with_id(self.attribute(at, "aria-labelledby"));
        let around = self.near_outer(at, 4, &|outer| self.tag(outer) == "label");
        for label in [caller, self.label_for(at), around].into_iter().flatten() {
            let text = self.text(label);
            if !text.is_empty() {
                return text;
            }
        }
        self.attribute(at, "placeholder").to_owned()
    }
}

/// From an element outward, as [`Tree::ancestors`] gives it.
pub struct Outward<'t, 'a> {
    tree: &'t Tree<'a>,
    next: Option<At>,
}

impl Iterator for Outward<'_, '_> {
    type Item = At;

    fn next(&mut self) -> Option<At> {
        let at = self.next?;
        self.next = self.tree.parent(at);
        Some(at)
    }
}

/// Whether an element has an address that is no mere place on this page.
fn leads_from(here: &str, node: &Node) -> bool {
    let address = node.attributes.get("href").unwrap_or_default();
    address.starts_with("http") && (!has_text(address, "#") || address.split('#').next() != Some(here))
}

/// Two raised or smaller digits right behind a number are its cents: `173<sup>34</sup>`.
fn is_cents(before: &str, raised: &str) -> bool {
    raised.trim().len() == 2 && all_digits(raised.trim()) && before.ends_with(DIGIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;

    #[test]
    fn a_price_in_pieces_is_one_text() {
        let page = page(
            "https://shop.example/",
            r#"<body><p box="0 0 60 20">¥<b box="8 0 16 20">12</b>.80</p><ul><li>red</li><li>blue</li></ul></body>"#,
        );
        let tree = Tree::of(&page);
        let list = tree.all().find(|at| tree.tag(*at) == "ul").unwrap();
        assert_eq!(tree.text(list), "red blue");
        assert_eq!(tree.children(list).len(), 2);
        assert_eq!(tree.children(0).iter().map(|at| tree.tag(*at)).collect::<Vec<_>>(), ["p", "ul"]);
    }

    #[test]
    fn a_link_to_the_same_page_leads_nowhere() {
        let page = page(
            "https://shop.example/a",
            r##"<body><a href="https://shop.example/a#top">x</a><a href="/b">y</a></body>"##,
        );
        let tree = Tree::of(&page);
        assert_eq!(tree.leads(1), None);
        assert_eq!(tree.leads(2), Some("https://shop.example/b"));
    }
}
