//! What stands beside a field: the buttons that lower and raise its number, and the words around it.

use crate::order::lower_case;
use crate::page::controls::Pressable;
use crate::page::text::chars::has_any;
use crate::page::text::words::Word;
use crate::page::tree::{At, Tree};

/// Whether a minus and a plus stand right beside a field, which a script may hear being pressed.
pub fn between_signs(tree: &Tree, at: At) -> bool {
    match neighbours(tree, at) {
        (Some(one), Some(other)) => is_minus(&one) && is_plus(&other) || is_plus(&one) && is_minus(&other),
        _ => false,
    }
}

/// The few words that stand right before and right behind an element, in what holds it.
pub fn neighbours(tree: &Tree, at: At) -> (Option<String>, Option<String>) {
    let Some(around) = tree.parent(at) else { return (None, None) };
    let beside = tree.children(around);
    let Some(place) = beside.iter().position(|own| *own == at) else { return (None, None) };
    let words = |at: Option<&At>| at.filter(|at| tree.subtree(**at).len() <= 8).map(|at| tree.text(*at));
    (words(place.checked_sub(1).and_then(|place| beside.get(place))), words(beside.get(place + 1)))
}

/// The buttons that lower and raise a number: called so, and near it.
pub fn beside(tree: &Tree, at: At, pressables: &[Pressable]) -> Option<(Pressable, Pressable)> {
    for around in tree.ancestors(at).take(3) {
        let (mut minus, mut plus, mut near) = (None, None, 0);
        for one in pressables {
            if !tree.contains(around, one.at) || tree.contains(one.at, at) {
                continue;
            }
            near += 1;
            if near > 6 {
                return None;
            }
            let label = called(tree, one);
            if minus.is_none() && is_minus(&label) {
                minus = Some(one);
            }
            if plus.is_none() && is_plus(&label) {
                plus = Some(one);
            }
        }
        if let (Some(minus), Some(plus)) = (minus, plus) {
            return (!is_others(tree, at, minus.at, plus.at)).then(|| (minus.clone(), plus.clone()));
        }
    }
    None
}

/// Whether the smallest part of the page with both buttons holds another field and not this one: then they are
/// that one's.
fn is_others(tree: &Tree, at: At, minus: At, plus: At) -> bool {
    let Some(around) = tree.around(minus, plus).filter(|around| !tree.contains(*around, at)) else {
        return false;
    };
    let is_field = |at: At| {
        let kind = tree.attribute(at, "type");
        tree.tag(at) == "input" && tree.node(at).shown && matches!(kind, "" | "text" | "number" | "tel")
    };
    tree.first(tree.subtree(around), &is_field).is_some()
}

/// What a button is called, and be it by its classes.
pub fn called(tree: &Tree, one: &Pressable) -> String {
    if !one.label.is_empty() {
        return one.label.clone();
    }
    tree.attributes(one.at, &["aria-label", "title", "class", "name", "id"])
}

/// Whether a button that is called so lowers a number.
pub fn is_minus(label: &str) -> bool {
    let label = lower_case(label.trim());
    matches!(label.as_str(), "-" | "−" | "–" | "－" | "—" | "﹣" | "➖" | "‹" | "<" | "▼")
        || label.chars().count() < 60
            && has_any(&label, &["减", "減", "decrease", "decrement", "minus", "reduce", "remove one"])
        || label.chars().count() < 60 && has_word(&label, &["less", "lower"])
}

/// Whether a button that is called so raises a number.
pub fn is_plus(label: &str) -> bool {
    let label = lower_case(label.trim());
    matches!(label.as_str(), "+" | "＋" | "﹢" | "➕" | "›" | ">" | "▲")
        || label.chars().count() < 60
            && (has_any(&label, &["加", "增", "increase", "increment", "plus", "add one"])
                || has_word(&label, &["more", "raise"]))
            && !Word::AddToCart.is(&label)
}

/// Whether a label is one of these, or one of its classes is named by it: `qty-more`, but not `read more`
/// and not `stainless`.
fn has_word(label: &str, words: &[&str]) -> bool {
    let names = |part: &str| part.split(['-', '_']).any(|word| words.contains(&word));
    words.contains(&label) || label.split_whitespace().any(|part| part.contains(['-', '_']) && names(part))
}
