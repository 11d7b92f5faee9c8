//! What a person can press on a page, each with what it is called.

use super::ButtonRole;
use super::tree::{At, Tree};
use crate::page::text::chars::{CharKind, DIGIT};
use crate::page::text::words::Word;

/// Something that can be pressed.
#[derive(Debug, Clone)]
pub struct Pressable {
    /// The element.
    pub at: At,
    /// What it is called.
    pub label: String,
}

/// All that is shown and can be pressed, in document order; of nested ones both.
pub fn pressables(tree: &Tree) -> Vec<Pressable> {
    let mut found = Vec::new();
    for at in tree.all() {
        if tree.node(at).shown && tree.pressable(at) {
            found.push(Pressable { at, label: tree.label(at) });
        }
    }
    found
}

/// Stands between the words of a class.
const JOINT: CharKind = |char| matches!(char, '-' | '_');

/// Whether something is greyed out, by itself or by what its classes say.
pub fn barred(tree: &Tree, at: At) -> bool {
    tree.node(at).disabled
        || tree.attribute(at, "class").split_whitespace().any(|class| {
            let class = class.to_ascii_lowercase();
            // Build tools put a number behind: `isDisabled--k2`.
            let bare = match class.rsplit_once(JOINT) {
                Some((name, number)) if number.contains(DIGIT) => name.trim_end_matches(JOINT),
                _ => &class,
            };
            ["disabled", "soldout", "sold-out", "out-of-stock", "outofstock", "unavailable"]
                .iter()
                .any(|mark| bare.ends_with(mark))
        })
}

/// What a button with these words does, as far as its words alone tell.
pub fn role_by_words(label: &str) -> Option<ButtonRole> {
    const ROLES: [(Word, ButtonRole); 6] = [
        (Word::AddToCart, ButtonRole::AddToCart),
        (Word::BuyNow, ButtonRole::BuyNow),
        (Word::Submit, ButtonRole::Submit),
        (Word::Pay, ButtonRole::Pay),
        (Word::ToCheckout, ButtonRole::ToCheckout),
        (Word::UpdateCart, ButtonRole::UpdateCart),
    ];
    ROLES.iter().find(|(word, _)| word.is(label)).map(|(_, role)| *role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;

    #[test]
    fn a_class_bars_whatever_number_a_tool_puts_behind() {
        let bars = |class: &str| {
            let page =
                page("https://shop.example/p/1", &format!("<body><button class={class}>L</button></body>"));
            barred(&Tree::of(&page), 1)
        };
        for class in ["disabled", "is-disabled", "isDisabled--k2", "Sku_soldOut__x3Kf9", "sold-out"] {
            assert!(bars(class), "{class}");
        }
        for class in ["enabled", "disabled-hint", "stock-2"] {
            assert!(!bars(class), "{class}");
        }
    }
}
