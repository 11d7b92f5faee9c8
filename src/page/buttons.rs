//! The supplier's buttons that matter to a purchase: the person presses them, never the extension.

use super::controls::{Pressable, barred, role_by_words};
use super::tree::{At, Tree};
use super::{Button, ButtonRole, Kind};
use crate::page::product::cards::{in_card, is_successor};
use crate::page::text::words::Word;

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
        let at = pressable.at;
        let leads_on = || submits(tree, at) && Word::Continue.is(&pressable.label);
        let Some(role) =
            role_by_words(&pressable.label).or_else(|| leads_on().then_some(ButtonRole::Continue))
        else {
            continue;
        };
        let buys = matches!(role, ButtonRole::BuyNow | ButtonRole::AddToCart);
        if buys && (in_card(tree, at) || is_successor(tree, at)) {
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

/// Whether it submits a form by itself.
fn submits(tree: &Tree, at: At) -> bool {
    let kind = tree.attribute(at, "type");
    let native = match tree.tag(at) {
        "button" => matches!(kind, "" | "submit"),
        "input" => matches!(kind, "submit" | "image"),
        _ => false,
    };
    native && tree.outer(at, &|outer| tree.tag(outer) == "form").is_some()
}

/// The buttons as a reading tells them, once the kind of page is known.
pub fn told(tree: &Tree, kind: Kind, found: &[Placed]) -> Vec<Button> {
    let has = |role| found.iter().any(|button| button.role == role);
    // What leads on may place an order only at the end of a checkout, and where nothing else does.
    let last = kind == Kind::Checkout && !has(ButtonRole::Submit) && !has(ButtonRole::Pay);
    found
        .iter()
        .filter(|button| last || button.role != ButtonRole::Continue)
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

/// Whether the page says in a button's place that the product cannot be bought.
pub fn says_sold_out(tree: &Tree, pressables: &[Pressable]) -> bool {
    pressables.iter().any(|pressable| Word::SoldOut.is(&pressable.label) && !in_card(tree, pressable.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::read::read;
    use crate::page::testpage::page;

    fn roles(html: &str) -> Vec<(ButtonRole, bool)> {
        let reading = read(&page("https://shop.example/p/1", html));
        reading.buttons.iter().map(|button| (button.role, button.disabled)).collect()
    }

    #[test]
    fn a_button_is_told_once_by_its_words() {
        let html = r#"<body><h1>Mug</h1><div role=button><span>立即购买</span></div><button class="big is-disabled">加入购物车</button></body>"#;
        assert_eq!(roles(html), [(ButtonRole::BuyNow, false), (ButtonRole::AddToCart, true)]);
    }

    #[test]
    fn the_buttons_of_other_products_are_left_out() {
        let card = |name: &str| format!("<li><a href=/p/{name}>{name}</a><button>Add to cart</button></li>");
        let html = format!(
            "<body><h1>Mug</h1><button>Add to cart</button><ul>{}{}{}</ul></body>",
            card("a"),
            card("b"),
            card("c")
        );
        assert_eq!(roles(&html), [(ButtonRole::AddToCart, false)]);
    }

    #[test]
    fn order_now_places_the_order_at_a_checkout() {
        let html = "<body><h1>确认订单</h1><p>收货地址：杭州</p><p>应付总额 ¥25.60</p><button>立即支付</button></body>";
        assert_eq!(roles(html), [(ButtonRole::Submit, false)]);
    }
}
