//! Cards: other products that a page offers beside its own.

use super::tree::{At, Tree};

/// Whether an element belongs to a card: it stands in a link to another page, or in one of several
/// like elements that each lead to a page of their own.
pub fn in_card(tree: &Tree, at: At) -> bool {
    tree.outer(at, &|outer| tree.tag(outer) == "a" && tree.leads(outer).is_some()).is_some()
        || tree.near_outer(at, 7, &|outer| is_card(tree, outer)).is_some()
}

fn is_card(tree: &Tree, at: At) -> bool {
    let Some(list) = tree.parent(at).filter(|_| is_small(tree, at)) else { return false };
    let Some(target) = first_target(tree, at) else { return false };
    let (mut targets, mut others) = (0, 0);
    for other in tree.children(list) {
        if tree.tag(other) == tree.tag(at)
            && are_alike(tree, at, other)
            && let Some(its) = first_target(tree, other)
        {
            targets += 1;
            others += usize::from(its != target);
        }
    }
    // A header and a footer lead elsewhere too, but not each to one page.
    others >= 2 && targets >= 3 && !holds_only_title(tree, at)
}

/// What holds the page's one and only `h1` is what the page is about.
fn holds_only_title(tree: &Tree, at: At) -> bool {
    let is_title = |inner: At| tree.tag(inner) == "h1" && tree.node(inner).shown;
    matches!(tree.those(tree.all(), &is_title).as_slice(), [only] if tree.contains(at, *only))
}

/// Cards of one list share a class, or have none.
fn are_alike(tree: &Tree, one: At, other: At) -> bool {
    let (own, its) = (tree.attribute(one, "class"), tree.attribute(other, "class"));
    own == its || own.split_whitespace().any(|class| its.split_whitespace().any(|other| other == class))
}

/// A card leads to hardly more than one page.
fn is_small(tree: &Tree, at: At) -> bool {
    let links = tree.leading_in(at);
    if links.len() > 40 {
        return false;
    }
    let mut targets: Vec<&str> = Vec::new();
    for link in links {
        let target = tree.attribute(*link, "href");
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets.len() <= 4
}

fn first_target<'a>(tree: &Tree<'a>, at: At) -> Option<&'a str> {
    tree.leading_in(at).first().map(|link| tree.attribute(*link, "href"))
}
