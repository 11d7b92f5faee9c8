//! Which order numbers a page tells and where, and which part of the page belongs to each.

use std::ops::Range;

use crate::order::lower_case;
use crate::page::Kind;
use crate::page::evidence::Because;
use crate::page::fields::{elements, rows_below};
use crate::page::headings::headings;
use crate::page::sheet::Sheet;
use crate::page::text::chars::digits_in;
use crate::page::text::fold::fold;
use crate::page::text::labels::{Label, label_of};
use crate::page::text::money;
use crate::page::text::order_number::{is_number, names_number, numbers_in, numbers_in_address};
use crate::page::text::words::Word;
use crate::page::tree::{At, Tree};

/// What kind of page of placed orders this is, where its title and headings do not tell: one order with
/// a total and a time, or in its address; or several orders, each with such a one.
pub fn kind_of_orders(sheet: &Sheet<'_, '_>) -> Option<Kind> {
    let mut found = labelled(sheet, &decoys(sheet), &mut Because::default());
    found.dedup_by(|a, b| a.0 == b.0);
    let told = |labels: &[Label]| {
        sheet.fields.all.iter().filter(|field| labels.contains(&field.field.label)).count()
    };
    let sums = told(&[Label::Payable, Label::Total]);
    let times = told(&[Label::Placed]);
    match found.as_slice() {
        [] => None,
        [(number, _)] => {
            let addressed = numbers_in_address(&sheet.tree.page.url).iter().any(|(_, named)| named == number);
            (addressed || (sums > 0 && times > 0)).then_some(Kind::OrderDetail)
        }
        several => (sums.max(times) >= several.len()).then_some(Kind::OrderList),
    }
}

/// A number with the element that it stands in.
pub type Found = (String, At);

/// Numbers that another label claims: payments, tracking, telephones, products.
pub fn decoys(sheet: &Sheet<'_, '_>) -> Vec<String> {
    let mut decoys = Vec::new();
    for field in &sheet.fields.all {
        if matches!(field.field.label, Label::OtherNumber | Label::Tracking | Label::Contact | Label::Product)
        {
            decoys.extend(numbers_in(&field.field.value));
        }
    }
    decoys
}

/// Whether something stands apart from what a page is about, or below words for several orders, as the
/// earlier orders do that a receipt may show.
pub fn is_of_earlier(sheet: &Sheet<'_, '_>, at: At) -> bool {
    let tree = sheet.tree;
    let is_apart = |at: At| {
        matches!(tree.tag(at), "aside" | "nav")
            || matches!(tree.attribute(at, "role"), "complementary" | "navigation")
    };
    if tree.outer(at, &is_apart).is_some() {
        return true;
    }
    let before = sheet.pieces.within(&(0..at + 1));
    let says_several = |text: &str| text.split(':').next().is_some_and(|first| Word::Orders.is(first));
    let Some(several) = before.iter().rev().find(|piece| says_several(&piece.text)) else { return false };
    // A link to the orders heads nothing, nor does what another heading follows.
    tree.outer(several.at, &|at| tree.tag(at) == "a").is_none()
        && !headings(tree).iter().any(|heading| heading.at > several.at && heading.at < at)
}

/// The numbers that the page labels as order numbers.
pub fn labelled(sheet: &Sheet<'_, '_>, decoys: &[String], because: &mut Because) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for field in &sheet.fields.all {
        if field.field.label != Label::Order {
            continue;
        }
        for number in numbers_in(&field.field.value) {
            if decoys.contains(&number) {
                because.add("order_number_refused", "text", &number);
                continue;
            }
            because.add("order_number", "text", &format!("{} {number}", field.field.words));
            found.push((number, field.at));
        }
    }
    found
}

/// In a list of orders without labels: links to the orders' own pages, and attributes that say so.
pub fn linked(sheet: &Sheet<'_, '_>, decoys: &[String], because: &mut Because) -> Vec<Found> {
    const NAMES: [&str; 5] =
        ["data-order-id", "data-order-no", "data-order-number", "data-order-sn", "data-orderid"];
    let tree = sheet.tree;
    let mut found: Vec<Found> = Vec::new();
    for at in tree.all() {
        let mut numbers: Vec<String> = Vec::new();
        for name in NAMES {
            let value = tree.attribute(at, name);
            if !value.is_empty() {
                numbers.extend(numbers_in(value));
            }
        }
        for (_, number) in numbers_in_address(tree.attribute(at, "href")) {
            numbers.push(number);
        }
        for number in numbers {
            if digits_in(&number) >= 3 && !decoys.contains(&number) {
                because.add("order_number", "control", &number);
                found.push((number, at));
            }
        }
    }
    found
}

/// The one order that everything on a page is about, where its fields and the addresses that it leads to
/// name it at least twice and none beside it.
pub fn tied(tree: &Tree) -> Option<Found> {
    let mut found: Option<Found> = None;
    let mut times = 0;
    for at in tree.all() {
        let mut numbers = numbers_in_address(tree.attribute(at, "href"));
        if tree.tag(at) == "input" && names_number(tree.attribute(at, "name")) {
            let value = tree.attribute(at, "value");
            numbers.push((String::new(), tree.node(at).value.as_deref().unwrap_or(value).to_owned()));
        }
        for (_, number) in numbers {
            if digits_in(&number) < 4 || !is_number(&number) {
                continue;
            }
            match &found {
                Some((other, _)) if *other != number => return None,
                Some(_) => {}
                None => found = Some((number, at)),
            }
            times += 1;
        }
    }
    found.filter(|_| times >= 2)
}

/// In a table of orders without a word for their numbers: the column that is headed `ID` or the like,
/// beside one of times and one of sums.
pub fn numbered(sheet: &Sheet<'_, '_>, decoys: &[String], because: &mut Because) -> Vec<Found> {
    let tree = sheet.tree;
    let mut found: Vec<Found> = Vec::new();
    for &head in sheet.fields.heads() {
        let cells = elements(tree, head);
        let mut labels = Vec::new();
        for &cell in &cells {
            labels.push(label_of(&fold(&tree.text(cell))));
        }
        let has = |label: Label| labels.contains(&Some(label));
        let heads_orders = has(Label::Placed) && (has(Label::Payable) || has(Label::Total));
        let column = cells.iter().position(|&cell| is_number_head(&tree.text(cell)));
        let Some(column) = column.filter(|_| heads_orders) else { continue };
        for row in rows_below(tree, head) {
            let below = elements(tree, row);
            let Some(&cell) = below.get(column).filter(|_| below.len() == cells.len()) else { continue };
            if let [number] = numbers_in(&tree.text(cell)).as_slice()
                && !decoys.contains(number)
            {
                because.add("order_number", "column", number);
                found.push((number.clone(), cell));
            }
        }
    }
    found
}

fn is_number_head(text: &str) -> bool {
    const HEADS: [&str; 14] =
        ["id", "no", "no.", "nr", "nr.", "#", "№", "nº", "n°", "number", "编号", "单号", "番号", "번호"];
    HEADS.contains(&lower_case(text.trim()).as_str())
}

/// Divides the page among its orders: each has the widest part in which no other number stands.
///
/// A receipt that tells amounts for some of its orders only does not divide them: it lists the numbers
/// and then what all of them hold together, which would fall to the last one.
pub fn parts(sheet: &Sheet<'_, '_>, kind: Kind, found: &[Found]) -> Vec<(String, Range<At>)> {
    let mut parts: Vec<(String, Range<At>)> = Vec::new();
    let several = found.iter().any(|(number, _)| found.first().is_some_and(|(first, _)| first != number));
    for (number, at) in found {
        let part = if several { part_of(sheet, found, number, *at) } else { sheet.everything() };
        match parts.iter_mut().find(|(known, _)| known == number) {
            Some((_, known)) if words(sheet, known) < words(sheet, &part) => *known = part,
            Some(_) => {}
            None => parts.push((number.clone(), part)),
        }
    }
    if kind != Kind::OrderList && !parts.iter().all(|(_, part)| tells_money(sheet, part)) && several {
        for (number, part) in &mut parts {
            let place = found.iter().find(|(other, _)| other == number).map(|(_, at)| *at);
            *part = place.map(|at| sheet.tree.subtree(at)).unwrap_or_default();
        }
    }
    parts
}

fn tells_money(sheet: &Sheet<'_, '_>, part: &Range<At>) -> bool {
    sheet.pieces_in(part).iter().any(|piece| money::tells_money(&piece.text, &sheet.tree.signs))
}

fn words(sheet: &Sheet<'_, '_>, part: &Range<At>) -> usize {
    sheet.pieces.within(part).len()
}

fn part_of(sheet: &Sheet<'_, '_>, found: &[Found], number: &str, at: At) -> Range<At> {
    let tree = sheet.tree;
    let other = |part: &Range<At>| found.iter().any(|(other, place)| other != number && part.contains(place));
    let mut alone = None;
    for outer in tree.outward(at) {
        if other(&tree.subtree(outer)) {
            break;
        }
        alone = Some(outer);
    }
    let Some(top) = alone else { return at..at };
    let mut part = tree.subtree(top);
    // A row with the number may head the rows of its goods, which are its siblings.
    if !tells_money(sheet, &part) {
        let list = tree.parent(top).map(|list| tree.subtree(list)).unwrap_or_default();
        while part.end < list.end && !other(&tree.subtree(part.end)) {
            part.end = tree.subtree(part.end).end;
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;
    use crate::page::tree::Tree;

    #[test]
    fn pages_of_orders_are_known_without_a_heading() {
        let kind = |url: &str, html: &str| {
            let page = page(url, &format!("<body>{html}</body>"));
            let tree = Tree::of(&page);
            kind_of_orders(&Sheet::of(&tree))
        };
        let one = "<p>Order number: 2885410663725190012</p>";
        assert_eq!(kind("https://shop.example/orders/2885410663725190012", one), Some(Kind::OrderDetail));
        assert_eq!(kind("https://shop.example/about", one), None);
        assert_eq!(kind("https://shop.example/about", ""), None);
        let row = |number: u32| format!("<div><p>Order number: {number}</p><p>Total: $5.00</p></div>");
        assert_eq!(kind("https://shop.example/me", &(row(1024) + &row(1023))), Some(Kind::OrderList));
    }
}
