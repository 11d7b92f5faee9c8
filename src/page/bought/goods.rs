//! Where the lines of a cart, a checkout or an order stand: the smallest parts of a page that hold
//! goods (a link to them, their picture, or a cell for them), a quantity and an amount.

use std::ops::Range;

use crate::page::pieces::Piece;
use crate::page::sheet::Sheet;
use crate::page::text::chars::{LETTER, all_digits, bare_address, without_end};
use crate::page::text::labels::Label;
use crate::page::text::money::amounts;
use crate::page::text::quantity::{named_quantity, price_and_quantity, quantity};
use crate::page::text::words::Word;
use crate::page::tree::At;

/// The parts of the page that are a line each, in the page's order.
pub fn lines_in(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Vec<At> {
    let marks = Marks::of(sheet, part);
    let mut found: Vec<At> = Vec::new();
    for at in part.clone().rev() {
        let inside = sheet.tree.subtree(at);
        let smaller = found.last().is_some_and(|&smaller| inside.contains(&smaller));
        if inside.end <= part.end && !smaller && marks.is_line(sheet, at) {
            found.push(at);
        }
    }
    found.reverse();
    let mut lines = Vec::new();
    for &at in &found {
        lines.push(widest(sheet, at, &found));
    }
    lines
}

/// What makes a line, by the elements that it was seen at.
struct Marks {
    goods: Vec<At>,
    quantities: Vec<At>,
    amounts: Vec<At>,
}

impl Marks {
    fn of(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Self {
        let mut marks = Self { goods: Vec::new(), quantities: Vec::new(), amounts: Vec::new() };
        for at in part.clone() {
            if beside_page(sheet, at) {
                continue;
            }
            if is_goods(sheet, at) {
                marks.goods.push(at);
            }
            if is_quantity_field(sheet, at) {
                marks.quantities.push(at);
            }
        }
        for piece in sheet.pieces_in(part) {
            if piece.struck || beside_page(sheet, piece.at) {
                continue;
            }
            let column = sheet.fields.column(sheet.tree, piece.at);
            if column == Some(Label::Title) && piece.text.contains(LETTER) && !piece.action {
                insert(&mut marks.goods, piece.at);
            }
            if tells_quantity(sheet, piece) {
                insert(&mut marks.quantities, piece.at);
            }
            if tells_amount(sheet, piece) {
                marks.amounts.push(piece.at);
            }
        }
        marks
    }

    fn is_line(&self, sheet: &Sheet<'_, '_>, at: At) -> bool {
        let inside = sheet.tree.subtree(at);
        let any = |marks: &[At]| {
            marks
                .get(marks.partition_point(|&mark| mark < inside.start))
                .is_some_and(|mark| *mark < inside.end)
        };
        let list = matches!(
            sheet.tree.tag(at),
            "body" | "html" | "main" | "table" | "tbody" | "ul" | "ol" | "#text"
        );
        any(&self.goods) && any(&self.quantities) && any(&self.amounts) && !list
    }
}

/// Marks a place; the places stand in order.
fn insert(places: &mut Vec<At>, at: At) {
    let place = places.partition_point(|&before| before < at);
    places.insert(place, at);
}

/// Heads and feet of a page show the cart and other goods in small.
pub fn beside_page(sheet: &Sheet<'_, '_>, at: At) -> bool {
    let beside = |at: At| matches!(sheet.tree.tag(at), "header" | "footer" | "nav" | "aside" | "thead");
    beside(at) || sheet.tree.outer(at, &beside).is_some()
}

/// A link to another page with words or a picture, or a picture; not one that leads to the cart and so on.
fn is_goods(sheet: &Sheet<'_, '_>, at: At) -> bool {
    let tree = sheet.tree;
    match tree.tag(at) {
        "img" => tree.node(at).shown,
        "a" => tree.leads(at).is_some_and(|url| !is_cart(url)) && is_title(&tree.label(at)),
        _ => false,
    }
}

/// Whether an address is the cart's or the checkout's, whatever the link to it is called.
fn is_cart(url: &str) -> bool {
    is_called(url, &["checkout"]) || is_called(url, &CARTS)
}

/// The last part of a cart's address.
pub const CARTS: [&str; 7] = ["cart", "basket", "bag", "warenkorb", "panier", "carrito", "carrello"];

/// Whether the last part of an address is one of these names.
pub fn is_called(url: &str, names: &[&str]) -> bool {
    let last = bare_address(url).trim_end_matches('/').rsplit('/').next();
    last.is_some_and(|last| names.contains(&without_end(last, ".html").to_ascii_lowercase().as_str()))
}

/// Whether words can name goods: not a label, an amount, a quantity or a well-known action.
pub fn is_title(text: &str) -> bool {
    let elsewhere =
        [Word::Cart, Word::Checkout, Word::Orders, Word::OrderDetail, Word::SignIn, Word::SignOut];
    let named =
        elsewhere.iter().any(|word| word.is(text)) || crate::page::text::labels::label_of(text).is_some();
    text.matches(LETTER).count() >= 2 && quantity(text).is_none() && !named
}

/// A field, or a `select`, in which a number stands.
pub fn is_quantity_field(sheet: &Sheet<'_, '_>, at: At) -> bool {
    let node = sheet.tree.node(at);
    let field = match node.tag.as_str() {
        "input" => matches!(sheet.tree.attribute(at, "type"), "" | "number" | "text" | "tel"),
        "select" => true,
        _ => false,
    };
    let number = node.value.as_deref().is_some_and(|value| value.len() <= 9 && quantity(value).is_some());
    field && node.shown && number
}

/// A quantity by its words or its column, or a bare number of a few digits.
pub fn tells_quantity(sheet: &Sheet<'_, '_>, piece: &Piece) -> bool {
    let bare = piece.text.len() <= 6 && all_digits(&piece.text);
    let column = sheet.fields.column(sheet.tree, piece.at);
    match column {
        Some(Label::Quantity) => quantity(&piece.text).is_some(),
        Some(label) if !matches!(label, Label::Title | Label::Variant | Label::Other) => false,
        _ => {
            bare || named_quantity(&piece.text).is_some()
                || price_and_quantity(&piece.text, &sheet.tree.signs).is_some()
        }
    }
}

/// An amount by its currency or its column.
pub fn tells_amount(sheet: &Sheet<'_, '_>, piece: &Piece) -> bool {
    let found = amounts(&piece.text, &sheet.tree.signs);
    let column = sheet.fields.column(sheet.tree, piece.at);
    let money = matches!(column, Some(Label::Price | Label::Subtotal | Label::Total | Label::Payable));
    found.iter().any(|found| found.marked) || (money && !found.is_empty())
}

/// Takes in what stands around a line and belongs to no other: a tick box before it, a total behind
/// it. Stops at rows, lists, and whatever speaks of the whole order.
fn widest(sheet: &Sheet<'_, '_>, line: At, all: &[At]) -> At {
    let mut at = line;
    while let Some(outer) = sheet.tree.parent(at) {
        let row = matches!(sheet.tree.tag(at), "tr" | "li" | "article");
        let list = matches!(
            sheet.tree.tag(outer),
            "body"
                | "html"
                | "main"
                | "table"
                | "tbody"
                | "ul"
                | "ol"
                | "form"
                | "section"
                | "fieldset"
                | "dl"
        );
        let inside = sheet.tree.subtree(outer);
        let others = all.iter().filter(|&&other| inside.contains(&other)).count() > 1;
        if row || list || others || speaks_of_order(sheet, &inside, &sheet.tree.subtree(at)) {
            break;
        }
        at = outer;
    }
    at
}

fn speaks_of_order(sheet: &Sheet<'_, '_>, outer: &Range<At>, inner: &Range<At>) -> bool {
    let of_line = |label: Label| {
        matches!(
            label,
            Label::Price
                | Label::Quantity
                | Label::Subtotal
                | Label::Title
                | Label::Product
                | Label::Discount
                | Label::Other
        )
    };
    let around = |at: &At| outer.contains(at) && !inner.contains(at);
    let heading = |at: At| matches!(sheet.tree.tag(at), "h1" | "h2");
    sheet.fields.all.iter().any(|field| around(&field.at) && !of_line(field.field.label))
        || sheet.tree.first(outer.clone(), &|at| around(&at) && heading(at)).is_some()
}
