//! Where a quantity is set: a field, a `select`, a stepper of two buttons, or nothing but a fixed one.

use super::beside::{beside, between_signs, neighbours};
use super::cards::in_card;
use crate::order::{Quantity, added, decimal};
use crate::page::controls::Pressable;
use crate::page::text::chars::{all_digits, has_any};
use crate::page::text::numbers::whole_number;
use crate::page::text::quantity::named_quantity;
use crate::page::text::words::{Word, plain};
use crate::page::tree::{At, Tree};
use crate::page::{QuantityControl, QuantityKind};

/// A quantity control with its place in the tree.
#[derive(Debug, Clone)]
pub struct Found {
    /// The field, `select` or number.
    pub at: At,
    /// What can be done with it.
    pub control: QuantityControl,
}

/// All quantity controls of a part of a page, other products' cards left out.
pub fn quantities(tree: &Tree, scope: At, pressables: &[Pressable]) -> Vec<Found> {
    let mut shown = shown_quantities(tree, scope, pressables);
    shown.retain(|found| !in_card(tree, found.at));
    if shown.is_empty() {
        shown.extend(tree.subtree(scope).find_map(|at| fixed(tree, at)));
    }
    shown
}

/// The quantity controls that a part of a page shows, of whatever product.
pub fn shown_quantities(tree: &Tree, scope: At, pressables: &[Pressable]) -> Vec<Found> {
    let mut shown = Vec::new();
    for at in tree.subtree(scope) {
        if tree.node(at).shown {
            shown.extend(quantity_at(tree, at, pressables));
        }
    }
    shown
}

/// The quantity control that an element is.
pub fn quantity_at(tree: &Tree, at: At, pressables: &[Pressable]) -> Option<Found> {
    match tree.tag(at) {
        "input" => field(tree, at, pressables),
        "select" => select(tree, at),
        _ => stepper(tree, at, pressables),
    }
}

/// The quantity control that an element is that is known to be one.
pub fn control_at(tree: &Tree, at: At, pressables: &[Pressable]) -> Option<Found> {
    match tree.tag(at) {
        "input" if tree.attribute(at, "type") == "hidden" => fixed(tree, at),
        "input" => {
            let number = whole(tree.node(at).value.as_deref().unwrap_or_default());
            Some(typed(tree, at, number, beside(tree, at, pressables)))
        }
        "select" => numbered(tree, at),
        _ => stepper(tree, at, pressables),
    }
}

fn field(tree: &Tree, at: At, pressables: &[Pressable]) -> Option<Found> {
    let kind = tree.attribute(at, "type");
    if !matches!(kind, "" | "text" | "number" | "tel") {
        return None;
    }
    let value = tree.node(at).value.as_deref().unwrap_or_default();
    let number = whole(value);
    if number.is_none() && !value.trim().is_empty() {
        return None;
    }
    let around = beside(tree, at, pressables);
    let steps = around.is_some();
    let mut score = i32::from(
        kind == "number"
            || tree.attribute(at, "role") == "spinbutton"
            || !tree.attribute(at, "aria-valuenow").is_empty(),
    ) * 2;
    score += i32::from(number.is_some()) + i32::from(steps || between_signs(tree, at)) * 5 + named(tree, at);
    if score < 4 && number == Some(Quantity::ONE) && sells_beside(tree, at, pressables) {
        score = 4;
    }
    (score >= 4).then(|| typed(tree, at, number, around))
}

fn typed(tree: &Tree, at: At, value: Option<Quantity>, buttons: Option<(Pressable, Pressable)>) -> Found {
    let read_only = tree.node(at).attributes.get("readonly").is_some() || tree.node(at).disabled;
    let mut control = QuantityControl {
        handle: tree.node(at).handle,
        kind: match (read_only, buttons.is_some()) {
            (false, _) => QuantityKind::Field,
            (true, true) => QuantityKind::Stepper,
            (true, false) => QuantityKind::Fixed,
        },
        value,
        min: bound(tree, at, &["min", "aria-valuemin", "data-min"]),
        max: bound(tree, at, &["max", "aria-valuemax", "data-max"]),
        step: bound(tree, at, &["step", "data-step"]),
        ..QuantityControl::default()
    };
    if let Some(buttons) = &buttons {
        press_by(&mut control, tree, buttons);
    }
    Found { at, control }
}

fn select(tree: &Tree, at: At) -> Option<Found> {
    numbered(tree, at).filter(|_| named(tree, at) >= 3 || counts_up(tree, at))
}

/// Whether a `select` counts pieces, one after the other: `1개`, `2개`, `3개`. Packs go up otherwise.
fn counts_up(tree: &Tree, at: At) -> bool {
    let options = tree.children(at);
    let mut next = None;
    for &option in &options {
        let told = named_quantity(&tree.node(option).text);
        if told.is_none() || told != whole(tree.attribute(option, "value")) || next.is_some() && told != next
        {
            return false;
        }
        next = told.and_then(|told| added(told, Quantity::ONE));
    }
    options.len() >= 3
}

/// Whether the button for the cart stands beside a field, and no other field that is written into: how many
/// go there, whatever its makers called it.
fn sells_beside(tree: &Tree, at: At, pressables: &[Pressable]) -> bool {
    let written = |other: At| {
        other != at
            && tree.node(other).shown
            && match tree.tag(other) {
                "input" => matches!(tree.attribute(other, "type"), "" | "text" | "number" | "tel" | "email"),
                tag => matches!(tag, "textarea" | "select"),
            }
    };
    for around in tree.ancestors(at).take(3) {
        if tree.first(tree.inside(around), &written).is_some() {
            return false;
        }
        let sells = |one: &&Pressable| {
            tree.contains(around, one.at)
                && one.at > at
                && (Word::AddToCart.is(&one.label) || Word::BuyNow.is(&one.label))
        };
        if pressables.iter().any(|one| sells(&one)) {
            return true;
        }
    }
    false
}

/// The quantity that a `select` of numbers is.
pub fn numbered(tree: &Tree, at: At) -> Option<Found> {
    let (mut min, mut max): (Option<Quantity>, Option<Quantity>) = (None, None);
    for option in tree.children(at) {
        let value = whole(tree.attribute(option, "value"))?;
        min = Some(min.map_or(value, |min| min.min(value)));
        max = Some(max.map_or(value, |max| max.max(value)));
    }
    max?;
    let control = QuantityControl {
        handle: tree.node(at).handle,
        kind: QuantityKind::Select,
        value: tree.node(at).value.as_deref().and_then(whole),
        min,
        max,
        ..QuantityControl::default()
    };
    Some(Found { at, control })
}

/// A bare number between a minus and a plus.
fn stepper(tree: &Tree, at: At, pressables: &[Pressable]) -> Option<Found> {
    let node = tree.node(at);
    if node.text.is_empty() || matches!(node.tag.as_str(), "option" | "button" | "a") {
        return None;
    }
    let value = whole(&node.text)?;
    let buttons = beside(tree, at, pressables)?;
    // A price near the buttons is no quantity.
    if (buttons.0.at < at) == (buttons.1.at < at) {
        return None;
    }
    let own = if node.tag == "#text" { tree.parent(at)? } else { at };
    let mut control = QuantityControl {
        handle: tree.node(own).handle,
        kind: QuantityKind::Stepper,
        value: Some(value),
        ..QuantityControl::default()
    };
    press_by(&mut control, tree, &buttons);
    Some(Found { at: own, control })
}

/// The two buttons with what they are called: they are pressed only as long as they are called so.
fn press_by(control: &mut QuantityControl, tree: &Tree, buttons: &(Pressable, Pressable)) {
    let (minus, plus) = buttons;
    (control.minus, control.plus) = (Some(tree.node(minus.at).handle), Some(tree.node(plus.at).handle));
    control.minus_label.clone_from(&minus.label);
    control.plus_label.clone_from(&plus.label);
}

fn fixed(tree: &Tree, at: At) -> Option<Found> {
    let node = tree.node(at);
    let hidden = node.tag == "input" && tree.attribute(at, "type") == "hidden";
    let value = node.value.as_deref().and_then(whole).filter(|value| !value.is_zero())?;
    let called = matches!(plain(tree.attribute(at, "name")).as_str(), "quantity" | "qty" | "amount");
    (hidden && called).then(|| Found {
        at,
        control: QuantityControl {
            handle: node.handle,
            kind: QuantityKind::Fixed,
            value: Some(value),
            ..QuantityControl::default()
        },
    })
}

/// How surely a field is called a quantity.
fn named(tree: &Tree, at: At) -> i32 {
    let name = tree.name_of_field(at);
    if Word::Quantity.is(&name) || Word::Quantity.within(&name) && name.chars().count() < 40 {
        return 5;
    }
    let marks = tree.attributes(at, &["name", "id", "class", "data-testid"]).to_ascii_lowercase();
    if has_any(&marks, &["qty", "quantity", "menge", "anzahl", "buy-num", "buynum", "cantidad", "quantite"]) {
        return 4;
    }
    // The words just before it: `数量 [1]`, `<dt>Quantity</dt><dd>…`.
    let (before, _) = neighbours(tree, at);
    if before.is_some_and(|before| Word::Quantity.is(&before)) {
        return 4;
    }
    for outer in tree.ancestors(at).take(3) {
        let text = tree.text(outer);
        if !text.is_empty() {
            let told = text.chars().count() <= 40 && Word::Quantity.strip(&text).is_some();
            return if told { 4 } else { 0 };
        }
    }
    0
}

fn whole(text: &str) -> Option<Quantity> {
    let text = text.trim().replace(',', "");
    let short = !text.is_empty() && text.len() <= 9 && all_digits(&text);
    if short { whole_number(&text) } else { None }
}

fn bound(tree: &Tree, at: At, names: &[&str]) -> Option<Quantity> {
    let bound = names.iter().find_map(|name| decimal(tree.attribute(at, name).trim()))?;
    (!bound.is_sign_negative()).then_some(bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::controls::pressables;
    use crate::page::testpage::page;

    fn read(html: &str) -> Vec<QuantityControl> {
        let page = page("https://shop.example/p/1", html);
        let tree = Tree::of(&page);
        quantities(&tree, 0, &pressables(&tree)).into_iter().map(|found| found.control).collect()
    }

    #[test]
    fn a_field_is_known_by_its_name_or_its_buttons() {
        for html in [
            r#"<body><label for=q>数量</label><input id=q type=number value=3></body>"#,
            r#"<body><div><button>-</button><input value=3><button>+</button></div></body>"#,
            r#"<body><input name=qty type=text value=3></body>"#,
            r#"<body><dl><dt>Quantity</dt><dd><input value=3 type=number></dd></dl></body>"#,
        ] {
            let found = read(html);
            assert_eq!(
                (found.len(), found[0].kind, found[0].value),
                (1, QuantityKind::Field, Some(3.into())),
                "{html}"
            );
        }
        for html in [
            r#"<body><input type=text name=q value=""></body>"#,
            r#"<body><label>Post code <input value=12345></label></body>"#,
        ] {
            assert_eq!(read(html), [], "{html}");
        }
    }

    #[test]
    fn a_number_between_two_buttons_is_a_stepper() {
        let found = read("<body><div><button>−</button><span>2</span><button>+</button></div></body>");
        assert_eq!((found.len(), found[0].kind, found[0].value), (1, QuantityKind::Stepper, Some(2.into())));
        assert!(found[0].minus.is_some() && found[0].minus < found[0].plus);
    }

    #[test]
    fn a_number_beside_the_buttons_is_none() {
        let found = read(
            "<body><div><p><b>12,800</b></p><div><button>−</button><input value=3><button>+</button></div></div></body>",
        );
        assert_eq!((found.len(), found[0].kind), (1, QuantityKind::Field));
        let labels = (found[0].minus_label.as_str(), found[0].plus_label.as_str());
        assert_eq!(labels, ("−", "+"));
    }

    #[test]
    fn the_buttons_of_one_field_are_not_another_ones() {
        let stepper =
            "<div><button>-</button><input type=tel value=1><button>+</button></div><button>Buy now</button>";
        let found = read(&format!("<body><div>{stepper}<div><label>Zip</label><input></div></div></body>"));
        assert_eq!((found.len(), found[0].value), (1, Some(1.into())));
    }

    #[test]
    fn what_stands_right_beside_a_field_tells_that_it_is_one() {
        for html in [
            "<body><div>個数 <input name=units value=3> <b>ABC</b> <p>A long description of what this is made of.</p></div></body>",
            "<body><div><span>-</span><input type=number value=100><span>+</span></div></body>",
        ] {
            assert_eq!(read(html).len(), 1, "{html}");
        }
        for html in [
            "<body><div>Year <input name=units value=3></div></body>",
            "<body><div><span>-</span><input type=number value=100><span>%</span></div></body>",
        ] {
            assert_eq!(read(html), [], "{html}");
        }
    }

    #[test]
    fn a_select_of_numbers_and_a_hidden_field_are_quantities_too() {
        let found = read(
            "<body><label for=q>Qty</label><select id=q><option value=1>1</option><option value=2 selected>2</option></select></body>",
        );
        assert_eq!(
            (found[0].kind, found[0].value, found[0].max),
            (QuantityKind::Select, Some(2.into()), Some(2.into()))
        );
        let found = read("<body><form><input type=hidden name=quantity value=1></form></body>");
        assert_eq!((found[0].kind, found[0].value), (QuantityKind::Fixed, Some(1.into())));
    }

    #[test]
    fn a_select_that_counts_pieces_is_one_and_one_of_packs_is_none() {
        let select = |counts: [u32; 3]| {
            let option = |count: u32| format!("<option value={count}>{count}개</option>");
            format!("<body><select name=n>{}</select></body>", counts.map(option).concat())
        };
        assert_eq!(read(&select([5, 6, 7])).len(), 1);
        assert_eq!(read(&select([1, 10, 100])), []);
    }

    #[test]
    fn a_one_beside_the_button_for_the_cart_is_a_quantity() {
        let beside = |fields: &str| format!("<body><div>{fields}<button>В корзину</button></div></body>");
        assert_eq!(read(&beside("<input name=volume value=1>")).len(), 1);
        assert_eq!(read(&beside("<input name=volume value=25>")), []);
        assert_eq!(read(&beside("<input name=note><input name=volume value=1>")), []);
    }
}
