//! One line of a cart, a checkout or an order, from the part of the page that is this line.

use std::ops::Range;

use rust_decimal::Decimal;

use super::boxes::box_before_goods;
use super::goods::{is_quantity_field, is_title, tells_quantity};
use crate::order::{Quantity, has_text, multiplied};
use crate::page::product::quantity::quantity_at;
use crate::page::sheet::Sheet;
use crate::page::text::chars::{CharKind, WORD, all_digits};
use crate::page::text::labels::{Label, label_of, labels_in};
use crate::page::text::money::{amount, amounts, tells_money};
use crate::page::text::product_id::id_in_address;
use crate::page::text::quantity::{price_and_quantity, quantity};
use crate::page::text::time::is_time;
use crate::page::tree::At;
use crate::page::{Amount, BasketLine, QuantityControl, QuantityKind};

/// The line that stands at that element.
pub fn line_at(sheet: &Sheet<'_, '_>, at: At) -> BasketLine {
    let part = sheet.tree.subtree(at);
    let (title, link) = title_of(sheet, &part);
    let control = control_of(sheet, &part);
    let quantity = control.as_ref().and_then(|control| control.value).or_else(|| quantity_of(sheet, &part));
    let (price, total) = prices(sheet, &part, quantity);
    let url = link.and_then(|link| sheet.tree.leads(link)).map(str::to_owned);
    BasketLine {
        id: id_of(sheet, &part).or_else(|| url.as_deref().and_then(id_in_address)),
        variant: variant_of(sheet, &part, &title),
        unsaved: control.as_ref().is_some_and(|control| is_unsaved(sheet, &part, control)),
        selected: box_before_goods(sheet, &part).is_none_or(|at| sheet.tree.node(at).checked),
        title,
        url,
        quantity,
        price,
        total,
        control,
    }
}

/// Goods in words alone, as receipts tell them: `陶瓷杯 规格：红色 × 2`.
pub fn lines_in_words(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Vec<BasketLine> {
    let mut lines = Vec::new();
    for piece in sheet.pieces_in(part) {
        if !piece.action && !piece.struck {
            lines.extend(line_in_words(&piece.text));
        }
    }
    lines
}

fn line_in_words(text: &str) -> Option<BasketLine> {
    counted(text).or_else(|| counted_behind(text))
}

/// `2 x Ceramic cup`, as short lists beside a checkout have it.
fn counted(text: &str) -> Option<BasketLine> {
    const TIMES: CharKind = |char| matches!(char, '×' | 'x' | '*');
    let (count, goods) = text.split_once(TIMES)?;
    let count = count.trim();
    let goods = goods.strip_prefix(' ').map(str::trim).filter(|goods| is_title(goods))?;
    let quantity = quantity(count).filter(|_| all_digits(count) && count.len() <= 6)?;
    Some(BasketLine {
        title: goods.to_owned(),
        quantity: Some(quantity),
        selected: true,
        ..BasketLine::default()
    })
}

fn counted_behind(text: &str) -> Option<BasketLine> {
    const TIMES: CharKind = |char| matches!(char, '×' | 'x' | '*');
    let (goods, count) = text.rsplit_once(TIMES)?;
    let quantity = quantity(count).filter(|_| goods.ends_with(' ') || has_text(text, "×"))?;
    let labels = labels_in(goods);
    let named = labels.iter().find(|found| found.label == Label::Variant);
    let title = goods.get(..named.map_or(goods.len(), |named| named.start))?.trim();
    let variant = named.and_then(|named| goods.get(named.end..)).map(|variant| variant.trim().to_owned());
    is_title(title).then(|| BasketLine {
        title: title.to_owned(),
        variant: Vec::from_iter(variant),
        quantity: Some(quantity),
        selected: true,
        ..BasketLine::default()
    })
}

/// The longest words that lead to another page; else what the column of goods says first, a
/// picture's words, or the longest words of the line.
fn title_of(sheet: &Sheet<'_, '_>, part: &Range<At>) -> (String, Option<At>) {
    let tree = sheet.tree;
    let links = tree.those(part.clone(), &|at| tree.tag(at) == "a" && tree.leads(at).is_some());
    let mut named: Option<(String, At)> = None;
    for &at in &links {
        let text = tree.text(at);
        if is_title(&text) && named.as_ref().is_none_or(|(other, _)| !is_longer(other, &text)) {
            named = Some((text, at));
        }
    }
    if let Some((title, link)) = named {
        return (title, Some(link));
    }
    // A picture that leads to the goods tells where they are, though not what they are called.
    let has_picture = |at: &At| tree.first(tree.subtree(*at), &|inner| tree.tag(inner) == "img").is_some();
    (title_in_words(sheet, part), links.into_iter().find(has_picture))
}

fn title_in_words(sheet: &Sheet<'_, '_>, part: &Range<At>) -> String {
    let tree = sheet.tree;
    let mut longest = "";
    for piece in sheet.pieces_in(part) {
        if piece.action || !is_title(&piece.text) {
            continue;
        }
        if sheet.fields.column(tree, piece.at) == Some(Label::Title) {
            return piece.text.clone();
        }
        if labels_in(&piece.text).is_empty()
            && amounts(&piece.text, &tree.signs).is_empty()
            && !is_longer(longest, &piece.text)
        {
            longest = &piece.text;
        }
    }
    let picture = tree.first(part.clone(), &|at| is_title(tree.attribute(at, "alt")));
    picture.map_or(longest, |at| tree.attribute(at, "alt")).to_owned()
}

fn is_longer(text: &str, other: &str) -> bool {
    text.chars().count() > other.chars().count()
}

/// The other words of the line that are no amount, quantity, time, label or action.
fn variant_of(sheet: &Sheet<'_, '_>, part: &Range<At>, title: &str) -> Vec<String> {
    let mut variant: Vec<String> = Vec::new();
    for piece in sheet.pieces_in(part) {
        // 规格：红色 is about the red one, not about 规格.
        let labels = labels_in(&piece.text);
        let named = labels.first().filter(|first| first.start == 0 && first.label == Label::Variant);
        let text = piece.text.get(named.map_or(0, |named| named.end)..).unwrap_or_default();
        let money = tells_money(text, &sheet.tree.signs);
        let said = sheet.said(piece).is_some_and(|label| !matches!(label, Label::Title | Label::Variant));
        let pressed = piece.action
            || sheet.tree.outward(piece.at).any(|at| part.contains(&at) && sheet.tree.tag(at) == "a");
        let known =
            quantity(text).is_some() || is_time(text) || label_of(text).is_some() || has_text(title, text);
        if !(money || said || pressed || known || piece.struck || text.chars().count() > 80)
            && text.contains(WORD)
            && !variant.iter().any(|other| other == text)
        {
            variant.push(text.to_owned());
        }
    }
    variant
}

fn quantity_of(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Option<Quantity> {
    let signs = &sheet.tree.signs;
    let mut all: Vec<Quantity> = Vec::new();
    for piece in sheet.pieces_in(part) {
        if !tells_quantity(sheet, piece) {
            continue;
        }
        let told = quantity(&piece.text)
            .or_else(|| price_and_quantity(&piece.text, signs).map(|(_, quantity)| quantity));
        let column = sheet.fields.column(sheet.tree, piece.at) == Some(Label::Quantity);
        let bare = all_digits(&piece.text);
        let named = column || !bare || sheet.said(piece) == Some(Label::Quantity);
        match told {
            Some(quantity) if named => return Some(quantity),
            Some(quantity) => all.push(quantity),
            None => {}
        }
    }
    // A bare number is the quantity only where no other one could be.
    match all.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Unit price and total of a line, told apart by labels and columns, else by what multiplies.
fn prices(
    sheet: &Sheet<'_, '_>,
    part: &Range<At>,
    quantity: Option<Quantity>,
) -> (Option<Amount>, Option<Amount>) {
    let (mut price, mut total, mut open) = (None, None, Vec::new());
    for piece in sheet.pieces_in(part) {
        if piece.struck {
            continue;
        }
        let mut marked: Vec<Amount> = Vec::new();
        for found in amounts(&piece.text, &sheet.tree.signs) {
            if found.marked && !found.ranged {
                marked.push(found.amount);
            }
        }
        let mut one = marked.first().copied();
        if one.is_none() && sheet.fields.column(sheet.tree, piece.at).is_some() {
            one = amount(&piece.text, &sheet.tree.signs);
        }
        match sheet.said(piece) {
            Some(Label::Price) => price = price.or(one),
            Some(Label::Subtotal | Label::Total | Label::Payable) => total = total.or(one),
            Some(Label::Title | Label::Variant | Label::Other | Label::Quantity) | None => {
                open.append(&mut marked)
            }
            Some(_) => {}
        }
    }
    open.retain(|amount| amount.amount > Decimal::ZERO);
    // The total among some amounts that a price makes.
    let made = |price: Amount, among: &[Amount]| {
        let product = multiplied(price.amount, quantity?)?;
        among.iter().find(|total| total.amount == product).copied()
    };
    if price.is_none() {
        let mut rest = open.as_slice();
        while let Some((&first, behind)) = rest.split_first() {
            let among = total.as_slice();
            if let Some(all) = made(first, if among.is_empty() { behind } else { among }) {
                return (Some(first), Some(all));
            }
            rest = behind;
        }
        // One amount is the price of one, unless it stands where totals stand.
        price = open.first().copied();
    }
    let others = open.get(1..).unwrap_or_default();
    (price, total.or_else(|| made(price?, others)))
}

fn id_of(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Option<String> {
    const NAMES: [&str; 8] = [
        "data-sku-id",
        "data-skuid",
        "data-sku",
        "data-variant-id",
        "data-offer-id",
        "data-product-id",
        "data-item-id",
        "data-asin",
    ];
    for name in NAMES {
        for at in part.clone() {
            let id = sheet.tree.attribute(at, name);
            if !id.is_empty() {
                return Some(id.to_owned());
            }
        }
    }
    None
}

/// Whether a field holds something else than the shop wrote into it.
fn is_unsaved(sheet: &Sheet<'_, '_>, part: &Range<At>, control: &QuantityControl) -> bool {
    let tree = sheet.tree;
    let field = |at: At| tree.node(at).handle == control.handle && tree.tag(at) == "input";
    let Some(at) = tree.first(part.clone(), &field) else { return false };
    let sent = quantity(tree.attribute(at, "value"));
    sent.is_some() && sent != control.value
}

/// Where the line's quantity is set: beside goods and an amount even a field without a name is it.
fn control_of(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Option<QuantityControl> {
    let tree = sheet.tree;
    let field = |at: At| matches!(tree.tag(at), "input" | "select");
    let fields = tree.those(part.clone(), &|at| tree.node(at).shown && field(at));
    // A number between two buttons counts only where no field is, and in no column of prices.
    let elsewhere = |at: At| sheet.fields.column(tree, at).is_some_and(|column| column != Label::Quantity);
    let others = tree.those(part.clone(), &|at| tree.node(at).shown && !field(at) && !elsewhere(at));
    for &at in fields.iter().chain(&others) {
        if let Some(found) = quantity_at(tree, at, &sheet.pressables) {
            return Some(found.control);
        }
    }
    let at = fields.into_iter().find(|at| is_quantity_field(sheet, *at))?;
    Some(QuantityControl {
        handle: tree.node(at).handle,
        kind: if tree.tag(at) == "select" { QuantityKind::Select } else { QuantityKind::Field },
        value: tree.node(at).value.as_deref().and_then(quantity),
        ..QuantityControl::default()
    })
}
