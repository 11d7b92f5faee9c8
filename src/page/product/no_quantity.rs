//! Pages on which no quantity can be set: each press of their button buys one.

use super::beside::{called, is_minus, is_plus};
use super::cards::in_card;
use super::place::ProductPlace;
use super::quantity::numbered;
use crate::order::Quantity;
use crate::page::controls::{Pressable, barred};
use crate::page::text::chars::all_digits;
use crate::page::text::words::Word;
use crate::page::tree::{At, Tree};
use crate::page::{QuantityControl, QuantityKind};

/// Larger numbers are post codes and the like.
const DIGITS: usize = 4;
/// Longer texts are sentences.
const SHORT: usize = 40;

/// The button as what sets the quantity; nothing where anything on the page may be a place for it.
pub fn by_button(tree: &Tree, place: &ProductPlace, pressables: &[Pressable]) -> Option<QuantityControl> {
    let action = place.action.filter(|action| place.rows.is_empty() && !barred(tree, *action))?;
    let counts = |at: At| may_count(tree, at, place) && !in_card(tree, at);
    if tree.first(tree.subtree(place.scope), &counts).is_some() {
        return None;
    }
    // An option may be called `Stainless` or `Standard plus`.
    let is_option = |at: At| place.axes.iter().any(|axis| tree.contains(axis.at, at));
    for one in pressables {
        if is_option(one.at) {
            continue;
        }
        let label = called(tree, one);
        let steps = is_minus(&label) || is_plus(&label);
        if steps && tree.contains(place.scope, one.at) && !in_card(tree, one.at) {
            return None;
        }
    }
    let (handle, value) = (tree.node(action).handle, Some(Quantity::ONE));
    Some(QuantityControl { handle, kind: QuantityKind::Button, value, ..QuantityControl::default() })
}

/// Whether something shown holds a small number, takes one, or is called a quantity.
fn may_count(tree: &Tree, at: At, place: &ProductPlace) -> bool {
    let node = tree.node(at);
    if !node.shown {
        return false;
    }
    let attribute = |name: &str| tree.attribute(at, name);
    match tree.tag(at) {
        "input" => match attribute("type") {
            "number" | "range" => true,
            "" | "text" | "tel" => {
                let value = node.value.as_deref().unwrap_or_default().trim();
                let small = !value.is_empty() && value.len() <= DIGITS && all_digits(value);
                small || is_called(&tree.name_of_field(at))
            }
            _ => false,
        },
        "select" => {
            let is_small = |most: Quantity| most < Quantity::from(10_i64.pow(DIGITS as u32));
            let counts = || numbered(tree, at).and_then(|found| found.control.max).is_some_and(is_small);
            // Before the heading stand the lists of the page's head, such as where to ship to.
            let is_behind = place.title.is_none_or(|title| at > title.at);
            !place.axes.iter().any(|axis| axis.at == at)
                && (is_called(&tree.name_of_field(at)) || is_behind && counts())
        }
        _ => {
            attribute("role") == "spinbutton"
                || !attribute("aria-valuenow").is_empty()
                || is_called(&node.text)
        }
    }
}

/// Whether a text begins with the word for a quantity, and tells no bound or stock of it.
fn is_called(text: &str) -> bool {
    let tells = |word: &Word| word.within(text);
    !text.is_empty()
        && text.chars().count() <= SHORT
        && Word::Quantity.strip(text).is_some()
        && ![Word::Minimum, Word::AtLeast, Word::Step, Word::SoldBy, Word::PackOf, Word::Stock]
            .iter()
            .any(tells)
}

#[cfg(test)]
mod tests {
    use crate::page::QuantityKind;
    use crate::page::read::read;
    use crate::page::testpage::page;

    fn kind(inner: &str, button: &str) -> Option<QuantityKind> {
        let html = format!("<body><section><h1>Mug</h1><p>¥12.80</p>{inner}{button}</section></body>");
        read(&page("https://shop.example/p/1", &html)).product?.quantity.map(|quantity| quantity.kind)
    }

    #[test]
    fn a_page_without_a_place_for_a_quantity_sells_one_with_each_press() {
        let add = "<button>Add to cart</button>";
        for inner in [
            "",
            "<label>Size<select><option value=1>S</option><option value=2>M</option></select></label>",
            "<p><input name=postcode value=10115><button>OK</button></p>",
            "<p><input name=q value=\"\"></p>",
            "<p>Quantità minima: 2</p>",
            "<p><b>Material</b><button aria-pressed=true>Stainless</button><button aria-pressed=false>加厚</button></p>",
            "<p>Stainless: <button>read more of it</button></p>",
        ] {
            assert_eq!(kind(inner, add), Some(QuantityKind::Button), "{inner}");
        }
        for inner in [
            "<p><input type=number value=\"\"></p>",
            "<p><input name=x value=3><input name=y value=4></p>",
            "<p>Quantity: 1</p>",
            "<p><select><option value=3>3</option><option value=6>6</option></select></p>",
            "<p><button>-</button><i>one</i><button>+</button></p>",
            "<p role=spinbutton aria-valuenow=1>1</p>",
        ] {
            assert_eq!(kind(inner, add), None, "{inner}");
        }
        assert_eq!(kind("", "<button disabled>Add to cart</button>"), None, "nothing can be pressed");
        let hidden = "<input type=hidden name=quantity value=1>";
        assert_eq!(kind(hidden, add), Some(QuantityKind::Fixed));
    }

    #[test]
    fn a_list_of_the_head_of_the_page_is_no_place_for_a_quantity() {
        let list = |before: &str, behind: &str| {
            let ship =
                "<select name=ship><option value=1>Berlin</option><option value=2>Wien</option></select>";
            let (before, behind) = (before.replace("SHIP", ship), behind.replace("SHIP", ship));
            let html = format!(
                "<body><nav>{before}</nav><h1>Mug</h1><p>¥12.80</p>{behind}<button>Add to cart</button></body>"
            );
            read(&page("https://shop.example/p/1", &html)).product.unwrap().quantity.map(|one| one.kind)
        };
        assert_eq!(list("SHIP", ""), Some(QuantityKind::Button));
        assert_eq!(list("Quantity SHIP", ""), Some(QuantityKind::Select), "it is called so");
    }
}
