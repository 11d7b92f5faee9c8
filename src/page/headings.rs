//! Headings: what a page says that it is about, in tags or in larger letters.

use super::tree::{At, Tree};
use crate::page::text::chars::LETTER;

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// The element.
    pub at: At,
    /// Its words.
    pub text: String,
    /// How much it stands out: the level of its tag and the size of its letters.
    pub weight: u32,
}

/// The headings of a page, in document order, at most 120 characters each.
pub fn headings(tree: &Tree) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    for at in tree.all() {
        let node = tree.node(at);
        let level = match node.tag.as_str() {
            "h1" => 60,
            "h2" => 30,
            "h3" => 15,
            _ if tree.attribute(at, "role") == "heading" => 20,
            _ if node.font >= 20 && !node.text.is_empty() && !node.struck => 0,
            _ => continue,
        };
        if !node.shown || found.last().is_some_and(|last| tree.contains(last.at, at)) || is_way(tree, at) {
            continue;
        }
        let at = if node.tag == "#text" { tree.parent(at).unwrap_or(at) } else { at };
        let text = tree.text(at);
        // An amount in large letters heads nothing either.
        if !text.contains(LETTER) || text.chars().count() > 200 {
            continue;
        }
        found.push(Heading { at, text, weight: level + u32::from(tree.largest_font(at)) });
    }
    found
}

/// Large letters that lead elsewhere head nothing.
fn is_way(tree: &Tree, at: At) -> bool {
    let leads = |at: At| matches!(tree.tag(at), "a" | "button" | "nav" | "footer");
    leads(at) || tree.outer(at, &leads).is_some()
}
