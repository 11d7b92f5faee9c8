//! Where a quantity is set: a field, a `select`, a stepper of two buttons, or nothing but a fixed one.

use super::cards::in_card;
use super::controls::{Pressable, barred};
use super::tree::{At, Tree};
use super::words::{Word, plain};
use super::{Handle, QuantityControl, QuantityKind};
use crate::order::Quantity;

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
    let shown: Vec<Found> = tree
        .subtree(scope)
        .filter(|at| tree.node(*at).shown)
        .filter_map(|at| quantity_at(tree, at, pressables))
        .filter(|found| !in_card(tree, found.at))
        .collect();
    if !shown.is_empty() {
        return shown;
    }
    tree.subtree(scope).filter_map(|at| fixed(tree, at)).take(1).collect()
}

/// The quantity control that an element is.
pub fn quantity_at(tree: &Tree, at: At, pressables: &[Pressable]) -> Option<Found> {
    match tree.tag(at) {
        "input" => field(tree, at, pressables),
        "select" => select(tree, at),
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
    let (minus, plus) = beside(tree, at, pressables);
    let steps = minus.is_some() && plus.is_some();
    let mut score = i32::from(
        kind == "number"
            || tree.attribute(at, "role") == "spinbutton"
            || !tree.attribute(at, "aria-valuenow").is_empty(),
    ) * 2;
    score += i32::from(number.is_some()) + i32::from(steps) * 5 + named(tree, at);
    if score < 4 {
        return None;
    }
    let read_only = tree.node(at).attributes.contains_key("readonly") || tree.node(at).disabled;
    let control = QuantityControl {
        handle: tree.node(at).handle,
        kind: match (read_only, steps) {
            (false, _) => QuantityKind::Field,
            (true, true) => QuantityKind::Stepper,
            (true, false) => QuantityKind::Fixed,
        },
        value: number,
        min: bound(tree, at, &["min", "aria-valuemin", "data-min"]),
        max: bound(tree, at, &["max", "aria-valuemax", "data-max"]),
        step: bound(tree, at, &["step", "data-step"]),
        minus,
        plus,
    };
    Some(Found { at, control })
}

fn select(tree: &Tree, at: At) -> Option<Found> {
    let options: Vec<Quantity> =
        tree.children(at).filter_map(|option| whole(tree.attribute(option, "value"))).collect();
    let all = tree.children(at).count();
    if options.len() < all || all == 0 || named(tree, at) < 3 {
        return None;
    }
    let control = QuantityControl {
        handle: tree.node(at).handle,
        kind: QuantityKind::Select,
        value: tree.node(at).value.as_deref().and_then(whole),
        min: options.iter().min().copied(),
        max: options.iter().max().copied(),
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
    let (minus, plus) = beside(tree, at, pressables);
    let (minus, plus) = (minus?, plus?);
    let own = if node.tag == "#text" { tree.parent(at)? } else { at };
    let control = QuantityControl {
        handle: tree.node(own).handle,
        kind: QuantityKind::Stepper,
        value: Some(value),
        minus: Some(minus),
        plus: Some(plus),
        ..QuantityControl::default()
    };
    Some(Found { at: own, control })
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
    let marks = ["name", "id", "class", "data-testid"]
        .map(|key| tree.attribute(at, key).to_ascii_lowercase())
        .join(" ");
    if ["qty", "quantity", "menge", "anzahl", "buy-num", "buynum", "cantidad", "quantite"]
        .iter()
        .any(|mark| marks.contains(mark))
    {
        return 4;
    }
    // The words just before it: `数量 [1]`, `<dt>Quantity</dt><dd>…`.
    let before = tree.ancestors(at).take(3).map(|outer| tree.text(outer)).find(|text| !text.is_empty());
    match before {
        Some(text) if text.chars().count() <= 40 && Word::Quantity.strip(&text).is_some() => 4,
        _ => 0,
    }
}

/// The buttons that lower and raise a number: called so, or the nearest on both sides of it.
fn beside(tree: &Tree, at: At, pressables: &[Pressable]) -> (Option<Handle>, Option<Handle>) {
    for around in tree.ancestors(at).take(3) {
        let near: Vec<&Pressable> = pressables
            .iter()
            .filter(|one| tree.contains(around, one.at) && !tree.contains(one.at, at))
            .collect();
        if near.len() > 6 {
            break;
        }
        let find =
            |words: fn(&str) -> bool| near.iter().find(|one| words(&called(tree, one))).map(|one| one.at);
        let (minus, plus) = (find(is_minus), find(is_plus));
        if let (Some(minus), Some(plus)) = (minus, plus) {
            let handle =
                |at: At| (!barred(tree, at)).then(|| tree.node(at).handle).or(Some(tree.node(at).handle));
            return (handle(minus), handle(plus));
        }
    }
    (None, None)
}

fn called(tree: &Tree, one: &Pressable) -> String {
    if !one.label.is_empty() {
        return one.label.clone();
    }
    ["aria-label", "title", "class", "name", "id"].map(|key| tree.attribute(one.at, key)).join(" ")
}

fn is_minus(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    matches!(label.as_str(), "-" | "−" | "–" | "－" | "—" | "﹣" | "➖" | "‹" | "<" | "▼")
        || label.chars().count() < 60
            && ["减", "減", "decrease", "decrement", "minus", "reduce", "less", "lower", "remove one"]
                .iter()
                .any(|word| label.contains(word))
}

fn is_plus(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    matches!(label.as_str(), "+" | "＋" | "﹢" | "➕" | "›" | ">" | "▲")
        || label.chars().count() < 60
            && ["加", "增", "increase", "increment", "plus", "more", "raise", "add one"]
                .iter()
                .any(|word| label.contains(word))
            && !Word::AddToCart.is(&label)
}

fn whole(text: &str) -> Option<Quantity> {
    let text = text.trim().replace(',', "");
    let short = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    short.then(|| text.parse().ok()).flatten()
}

fn bound(tree: &Tree, at: At, names: &[&str]) -> Option<Quantity> {
    names
        .iter()
        .find_map(|name| tree.attribute(at, name).trim().parse::<Quantity>().ok())
        .filter(|bound| !bound.is_sign_negative())
}

#[cfg(test)]
mod tests {
    use super::super::controls::pressables;
    use super::super::testpage::page;
    use super::*;

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
}
