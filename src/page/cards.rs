//! Cards: other products that a page offers beside its own.

use super::tree::{At, Tree};

/// Whether an element belongs to a card: it stands in a link to another page, or in one of several
/// like elements that each lead to a page of their own.
pub fn in_card(tree: &Tree, at: At) -> bool {
    if tree.ancestors(at).any(|outer| tree.leads(outer).is_some() && tree.tag(outer) == "a") {
        return true;
    }
    tree.ancestors(at).take(7).any(|outer| is_card(tree, outer))
}

fn is_card(tree: &Tree, at: At) -> bool {
    let Some(list) = tree.parent(at).filter(|_| is_small(tree, at)) else { return false };
    let Some(target) = first_target(tree, at) else { return false };
    let alike = tree.children(list).filter(|other| tree.tag(*other) == tree.tag(at));
    let targets: Vec<_> = alike.filter_map(|other| first_target(tree, other)).collect();
    let others = targets.iter().filter(|other| **other != target).count();
    // A header and a footer lead elsewhere too, but not each to one page.
    others >= 2 && targets.len() >= 3
}

/// A card leads to hardly more than one page.
fn is_small(tree: &Tree, at: At) -> bool {
    let links = tree.leading_in(at);
    if links.len() > 40 {
        return false;
    }
    let mut targets: Vec<&str> = links.iter().filter_map(|link| tree.leads(*link)).collect();
    targets.sort_unstable();
    targets.dedup();
    targets.len() <= 4
}

fn first_target<'a>(tree: &Tree<'a>, at: At) -> Option<&'a str> {
    tree.leading_in(at).first().and_then(|link| tree.leads(*link))
}
