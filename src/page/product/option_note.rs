//! What stands behind an option in one text with it: `L (+$2.00)`, `XL – sold out`, `M [12 left]`.

use super::sold_out::says_so;
use crate::order::{Quantity, find_text, lower_case, split_at_text};
use crate::page::text::chars::{CharKind, DIGIT, LETTER};
use crate::page::text::fold::{fold, visible};
use crate::page::text::money::{Signs, tells_money};
use crate::page::text::numbers::whole_numbers_at;
use crate::page::text::quantity::behind_piece;
use crate::page::text::words::Word;

/// An option without what stands behind it.
#[derive(Debug, PartialEq, Eq)]
pub struct Bare {
    /// What it is called.
    pub label: String,
    /// The words behind it say that it is sold out.
    pub gone: bool,
}

/// The option without its note; nothing where it has none.
pub fn bare(label: &str, signs: &Signs) -> Option<Bare> {
    let text = fold(&visible(label));
    let mut found: Option<Bare> = None;
    let mut rest = text.trim_end();
    // Two at the most: what it costs, and whether it is there.
    for _ in 0..2 {
        let Some((head, note)) = split(rest) else { break };
        let gone = says_so(note);
        if !(gone || told_stock(note).is_some() || is_more(note, signs)) {
            break;
        }
        rest = head;
        let gone = gone || found.is_some_and(|before| before.gone);
        found = Some(Bare { label: head.to_owned(), gone });
    }
    found
}

/// How many there are of an option, where the note behind it says so: `Navy – Stock: 3`.
pub fn noted_stock(label: &str) -> Option<Quantity> {
    let text = fold(&visible(label));
    let mut rest = text.trim_end();
    for _ in 0..2 {
        let (head, note) = split(rest)?;
        if let Some(stock) = told_stock(note) {
            return Some(stock);
        }
        rest = head;
    }
    None
}

/// The number that stands right beside a word for the stock: `3 left`, `12 pcs in stock`, `库存：30`. Elsewhere
/// in a text such a word may say something else, as `left, 90°` does of a hinge.
pub fn told_stock(text: &str) -> Option<Quantity> {
    const BETWEEN: CharKind = |char| matches!(char, ' ' | '\u{a0}' | '+' | '.');
    const LEADS: CharKind = |char| matches!(char, ' ' | '\u{a0}' | ':');
    let text = lower_case(&fold(text));
    for (stock, behind) in whole_numbers_at(&text) {
        let behind = behind.trim_start_matches(BETWEEN);
        let unit = behind_piece(behind).map(|rest| rest.trim_start_matches(BETWEEN));
        if [Some(behind), unit].into_iter().flatten().any(|rest| Word::Stock.strip(rest).is_some()) {
            return Some(stock);
        }
    }
    let form = Word::Stock.find(&text)?;
    let behind = text.get(find_text(&text, form)? + form.len()..)?;
    // Before a number without a colon it is a side.
    let is_side = form == LEFT && !behind.trim_start().starts_with(':');
    let leads = behind.trim_start_matches(LEADS).starts_with(DIGIT);
    let (stock, _) = whole_numbers_at(behind).into_iter().next()?;
    (leads && !is_side).then_some(stock)
}

/// The word for what remains that is a side, too.
pub const LEFT: &str = "left";

/// The text before a last bracket or a last dash that stands apart, and what is behind it.
fn split(text: &str) -> Option<(&str, &str)> {
    let (at, note) = match text.strip_suffix([')', ']']) {
        Some(inner) => {
            let at = inner.rfind(['(', '['])?;
            (at, inner.get(at + 1..)?)
        }
        None => last_dash(text)?,
    };
    let head = text.get(..at)?.trim_end();
    (head.contains(LETTER) || head.contains(DIGIT)).then_some((head, note.trim()))
}

/// Where the last dash between spaces stands, and what is behind it.
fn last_dash(text: &str) -> Option<(usize, &str)> {
    let mut last = None;
    while let Some((before, behind)) = split_at_text(text.get(last.map_or(0, |(at, _)| at + 1)..)?, " - ") {
        last = Some((last.map_or(0, |(at, _)| at + 1) + before.len(), behind));
    }
    last
}

/// What it costs, more or less or in all: an amount, and a sign before one without a currency.
fn is_more(note: &str, signs: &Signs) -> bool {
    const NUMBER: CharKind =
        |char| char.is_ascii_digit() || matches!(char, '.' | ',' | ' ' | '\u{a0}' | '\'');
    let amount = note.trim_start_matches(['+', '-']).trim_start();
    let signed = amount.len() < note.len();
    tells_money(amount, signs) || signed && amount.contains(DIGIT) && amount.chars().all(NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_a_stock_or_sold_out_behind_a_label_is_no_part_of_it() {
        let signs = Signs::of("https://shop.example/p/1", "en");
        for (label, name, gone) in [
            ("L (+$2.00)", "L", false),
            ("L - $12.80", "L", false),
            ("L – +2.00", "L", false),
            ("XL - sold out", "XL", true),
            ("红色（缺货）", "红色", true),
            ("M [12 in stock]", "M", false),
            ("L (+$2.00) - Sold out", "L", true),
            ("5 - 10 (+$2.00)", "5 - 10", false),
        ] {
            assert_eq!(bare(label, &signs), Some(Bare { label: name.to_owned(), gone }), "{label}");
        }
        for label in [
            "L",
            "5 - 10",
            "M (38)",
            "Red (dark)",
            "(+$2.00)",
            "Light - Blue",
            "Pack of 2 (12)",
            "Hinge (left, 90°)",
            "Hinge (left 90)",
            "Hinge - 2 m left side",
            "Tap (available from 2 sides)",
        ] {
            assert_eq!(bare(label, &signs), None, "{label}");
        }
    }

    #[test]
    fn a_note_tells_how_many_there_are() {
        for (label, stock) in [
            ("Navy – Stock: 3", Some(3)),
            ("M [12 in stock]", Some(12)),
            ("XL (3 left) - $12.80", Some(3)),
            ("L (only 3 pcs left in stock)", Some(3)),
            ("红色（仅剩 3 件）", Some(3)),
            ("红色（库存：30件）", Some(30)),
            ("L (noch 3 Stück verfügbar)", Some(3)),
            ("L (En stock : 3)", Some(3)),
            ("L (осталось 3 шт. на складе)", Some(3)),
            ("赤（在庫3点）", Some(3)),
            ("L (in stock: 1,200)", Some(1200)),
            ("L (only 2 left, hurry!)", Some(2)),
        ] {
            assert_eq!(noted_stock(label), stock.map(Quantity::from), "{label}");
        }
        for label in ["Navy", "Pack of 2 (12)", "L - $12.80", "L (in stock)", "Hinge (left, 90°)"] {
            assert_eq!(noted_stock(label), None, "{label}");
        }
    }
}
