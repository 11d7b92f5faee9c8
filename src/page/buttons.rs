//! The supplier's buttons that matter to a purchase: the person presses them, never the extension.

use super::cards::in_card;
use super::controls::{Pressable, barred, role_by_words};
use super::tree::{At, Tree};
use super::words::Word;
use super::{Button, ButtonRole, Kind, Press, Reading};

/// A button with its place in the tree.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The element.
    pub at: At,
    /// What it does.
    pub role: ButtonRole,
}

/// The buttons of a page, those of other products' cards left out.
pub fn buttons(tree: &Tree, pressables: &[Pressable]) -> Vec<Placed> {
    let mut found: Vec<Placed> = Vec::new();
    for pressable in pressables {
        let Some(role) = role_by_words(&pressable.label) else { continue };
        let at = pressable.at;
        if matches!(role, ButtonRole::BuyNow | ButtonRole::AddToCart) && in_card(tree, at) {
            continue;
        }
        // A link called "checkout" in the header leads there too, but what the person presses in a
        // cart is the button.
        match found.iter_mut().find(|outer| outer.role == role && tree.contains(outer.at, at)) {
            Some(outer) if !is_native(tree, outer.at) && is_native(tree, at) => outer.at = at,
            Some(_) => {}
            None => found.push(Placed { at, role }),
        }
    }
    found
}

fn is_native(tree: &Tree, at: At) -> bool {
    matches!(tree.tag(at), "button" | "input" | "a") || tree.attribute(at, "role") == "button"
}

/// The buttons as a reading tells them, once the kind of page is known.
pub fn told(tree: &Tree, kind: Kind, found: &[Placed]) -> Vec<Button> {
    let has = |role| found.iter().any(|button| button.role == role);
    found
        .iter()
        .map(|button| Button {
            handle: tree.node(button.at).handle,
            role: match button.role {
                // "Order now" at the end of a checkout places the order.
                ButtonRole::BuyNow if kind == Kind::Checkout && !has(ButtonRole::Submit) => {
                    ButtonRole::Submit
                }
                ButtonRole::Pay if kind == Kind::Checkout && !has(ButtonRole::Submit) => ButtonRole::Submit,
                role => role,
            },
            label: tree.label(button.at),
            disabled: barred(tree, button.at),
        })
        .collect()
}

/// What the pressed button does: by the last reading of its document, else by its words.
pub fn role_of_press(reading: Option<&Reading>, press: &Press) -> Option<ButtonRole> {
    let known =
        reading.and_then(|reading| reading.buttons.iter().find(|button| button.handle == press.handle));
    known.map(|button| button.role).or_else(|| role_by_words(&press.label))
}

/// Whether the page says in a button's place that the product cannot be bought.
pub fn says_sold_out(tree: &Tree, pressables: &[Pressable]) -> bool {
    pressables.iter().any(|pressable| Word::SoldOut.is(&pressable.label) && !in_card(tree, pressable.at))
}
