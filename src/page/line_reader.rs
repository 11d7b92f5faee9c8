//! One line of a cart, a checkout or an order, from the part of the page that is this line.

use std::ops::Range;

use rust_decimal::Decimal;

use super::goods::{is_quantity_field, is_title, tells_quantity};
use super::labels::{Label, label_of, labels_in};
use super::money_text::{amount, amounts};
use super::pieces::Piece;
use super::product_id::id_in_address;
use super::quantity::quantity_at;
use super::quantity_text::{price_and_quantity, quantity};
use super::sheet::Sheet;
use super::time_text::is_time;
use super::tree::At;
use super::{Amount, BasketLine, QuantityControl, QuantityKind};
use crate::order::Quantity;

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
        selected: selected(sheet, &part),
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
    let read = |piece: &Piece| {
        let (goods, count) = piece.text.rsplit_once(['×', 'x', '*'])?;
        let quantity = quantity(count).filter(|_| goods.ends_with(' ') || piece.text.contains('×'))?;
        let labels = labels_in(goods);
        let named = labels.iter().find(|found| found.label == Label::Variant);
        let title = goods.get(..named.map_or(goods.len(), |named| named.start))?.trim();
        let variant = named.and_then(|named| goods.get(named.end..)).map(|variant| variant.trim().to_owned());
        is_title(title).then(|| BasketLine {
            title: title.to_owned(),
            variant: variant.into_iter().collect(),
            quantity: Some(quantity),
            selected: true,
            ..BasketLine::default()
        })
    };
    sheet.pieces_in(part).filter(|piece| !piece.action && !piece.struck).filter_map(read).collect()
}

/// The longest words that lead to another page; else what the column of goods says first, a
/// picture's words, or the longest words of the line.
fn title_of(sheet: &Sheet<'_, '_>, part: &Range<At>) -> (String, Option<At>) {
    let tree = sheet.tree;
    let links: Vec<At> = part.clone().filter(|&at| tree.tag(at) == "a" && tree.leads(at).is_some()).collect();
    let named = links.iter().map(|&at| (tree.text(at), at)).filter(|(text, _)| is_title(text));
    if let Some((title, link)) = named.max_by_key(|(text, _)| text.chars().count()) {
        return (title, Some(link));
    }
    // A picture that leads to the goods tells where they are, though not what they are called.
    let link = links.into_iter().find(|&at| tree.subtree(at).any(|inner| tree.tag(inner) == "img"));
    let words: Vec<&Piece> =
        sheet.pieces_in(part).filter(|piece| !piece.action && is_title(&piece.text)).collect();
    let column = words.iter().find(|piece| sheet.fields.column(tree, piece.at) == Some(Label::Title));
    let plain = words
        .iter()
        .filter(|piece| labels_in(&piece.text).is_empty() && amounts(&piece.text, &tree.signs).is_empty());
    let longest = plain.max_by_key(|piece| piece.text.chars().count());
    let alt = part.clone().map(|at| tree.attribute(at, "alt")).find(|alt| is_title(alt));
    let title = column.map(|piece| piece.text.clone()).or_else(|| alt.map(str::to_owned));
    (title.or_else(|| longest.map(|piece| piece.text.clone())).unwrap_or_default(), link)
}

/// The other words of the line that are no amount, quantity, time, label or action.
fn variant_of(sheet: &Sheet<'_, '_>, part: &Range<At>, title: &str) -> Vec<String> {
    let mut variant: Vec<String> = Vec::new();
    for piece in sheet.pieces_in(part) {
        // 规格：红色 is about the red one, not about 规格.
        let labels = labels_in(&piece.text);
        let named = labels.first().filter(|first| first.start == 0 && first.label == Label::Variant);
        let text = piece.text.get(named.map_or(0, |named| named.end)..).unwrap_or_default();
        let money = amounts(text, &sheet.tree.signs).iter().any(|found| found.marked);
        let said = sheet.said(piece).is_some_and(|label| !matches!(label, Label::Title | Label::Variant));
        let pressed = piece.action
            || std::iter::once(piece.at)
                .chain(sheet.tree.ancestors(piece.at))
                .any(|at| part.contains(&at) && sheet.tree.tag(at) == "a");
        let known =
            quantity(text).is_some() || is_time(text) || label_of(text).is_some() || title.contains(text);
        if !(money || said || pressed || known || piece.struck || text.chars().count() > 80)
            && text.chars().any(char::is_alphanumeric)
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
    for piece in sheet.pieces_in(part).filter(|piece| tells_quantity(sheet, piece)) {
        let told = quantity(&piece.text)
            .or_else(|| price_and_quantity(&piece.text, signs).map(|(_, quantity)| quantity));
        let column = sheet.fields.column(sheet.tree, piece.at) == Some(Label::Quantity);
        let bare = piece.text.chars().all(|char| char.is_ascii_digit());
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
    for piece in sheet.pieces_in(part).filter(|piece| !piece.struck) {
        let column = sheet.fields.column(sheet.tree, piece.at);
        let said = sheet.said(piece);
        let found = amounts(&piece.text, &sheet.tree.signs);
        let marked = found.iter().filter(|found| found.marked && !found.ranged).map(|found| found.amount);
        let bare = column.and_then(|_| amount(&piece.text, &sheet.tree.signs));
        let one = marked.clone().next().or(bare);
        match said {
            Some(Label::Price) => price = price.or(one),
            Some(Label::Subtotal | Label::Total | Label::Payable) => total = total.or(one),
            Some(Label::Title | Label::Variant | Label::Other | Label::Quantity) | None => {
                open.extend(marked)
            }
            Some(_) => {}
        }
    }
    let product = |price: Amount| quantity.and_then(|quantity| price.amount.checked_mul(quantity));
    let fits = |price: Amount, total: Amount| product(price) == Some(total.amount);
    open.retain(|amount| amount.amount > Decimal::ZERO);
    if price.is_none() {
        let pair = open.iter().enumerate().find_map(|(at, &first)| {
            let rest = open.get(at + 1..).unwrap_or_default();
            let total = total.or_else(|| rest.iter().copied().find(|&second| fits(first, second)));
            total.filter(|&total| fits(first, total)).map(|total| (first, total))
        });
        if let Some((first, all)) = pair {
            return (Some(first), Some(all));
        }
        // One amount is the price of one, unless it stands where totals stand.
        price = open.first().copied();
    }
    total = total
        .or_else(|| price.and_then(|price| open.iter().copied().skip(1).find(|&open| fits(price, open))));
    (price, total)
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
    let all = NAMES.iter().flat_map(|name| part.clone().map(move |at| sheet.tree.attribute(at, name)));
    all.into_iter().find(|id| !id.is_empty()).map(str::to_owned)
}

/// Ticked for this checkout; a line without a tick box always is.
fn selected(sheet: &Sheet<'_, '_>, part: &Range<At>) -> bool {
    let tree = sheet.tree;
    let box_of = |at: &At| {
        (tree.tag(*at) == "input" && tree.attribute(*at, "type") == "checkbox")
            || tree.attribute(*at, "role") == "checkbox"
    };
    part.clone().find(box_of).is_none_or(|at| tree.node(at).checked)
}

/// Where the line's quantity is set: beside goods and an amount even a field without a name is it.
fn control_of(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Option<QuantityControl> {
    let tree = sheet.tree;
    let shown: Vec<At> = part.clone().filter(|&at| tree.node(at).shown).collect();
    let field = |at: &&At| matches!(tree.tag(**at), "input" | "select");
    // A number between two buttons counts only where no field is, and in no column of prices.
    let elsewhere = |at: At| sheet.fields.column(tree, at).is_some_and(|column| column != Label::Quantity);
    let mut fields = shown.iter().filter(field);
    let others = shown.iter().filter(|at| !field(at) && !elsewhere(**at));
    let named = fields.clone().chain(others).find_map(|&at| quantity_at(tree, at, &sheet.pressables));
    let plain = |at: At| QuantityControl {
        handle: tree.node(at).handle,
        kind: if tree.tag(at) == "select" { QuantityKind::Select } else { QuantityKind::Field },
        value: tree.node(at).value.as_deref().and_then(quantity),
        ..QuantityControl::default()
    };
    named
        .map(|found| found.control)
        .or_else(|| fields.find(|&&at| is_quantity_field(sheet, at)).map(|&at| plain(at)))
}
