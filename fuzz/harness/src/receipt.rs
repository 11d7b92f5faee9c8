//! What was bought: the text of a receipt in a page, and text that a person pasted.

use chrono::FixedOffset;
use one_click_purchase::page::{Amount, Node, Rect, Snapshot, from_text};
use rust_decimal::Decimal;

use super::snapshot::check;

/// A page after buying, with a line of text for each line.
pub fn receipt(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut page = Snapshot {
        url: "https://shop.example/checkout/done".to_owned(),
        title: "Thank you for your order".to_owned(),
        top: true,
        ready: "complete".to_owned(),
        view: (1280, 800),
        ..Snapshot::default()
    };
    page.nodes.push(Node { tag: "body".to_owned(), shown: true, ..Node::default() });
    for (at, line) in (1_u16..300).zip(text.lines()) {
        page.nodes.push(Node {
            handle: at.into(),
            parent: Some(0),
            tag: if at == 1 { "h1" } else { "p" }.to_owned(),
            text: line.to_owned(),
            shown: true,
            font: 16,
            rect: Rect(0, i32::from(at) * 20, 600, 18),
            ..Node::default()
        });
    }
    let reading = check(&page);
    for placed in &reading.placed {
        for amount in [placed.total, placed.freight].into_iter().flatten() {
            gains_no_digit(amount, text);
        }
    }
}

/// What a person pasted; the first line is the language.
pub fn pasted(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (lang, text) = text.split_once('\n').unwrap_or(("", text));
    let Some(zone) = FixedOffset::east_opt(8 * 3600) else { return };
    let pasted = from_text(text, zone, lang);
    assert_eq!(pasted, from_text(text, zone, lang), "read twice, it is not the same");
    for amount in [pasted.total, pasted.freight].into_iter().flatten() {
        gains_no_digit(amount, text);
    }
    for number in &pasted.numbers {
        assert!(!number.is_empty() && !number.contains(char::is_whitespace), "“{number}” is no order number");
        assert!(pasted.tracking.as_ref() != Some(number), "{number} is tracking and order number");
    }
}

/// The digits of an amount stand in the text, in their order; zeros at its ends may come of how it is written.
fn gains_no_digit(amount: Amount, text: &str) {
    let digits = amount.amount.mantissa().unsigned_abs().to_string();
    let mut wanted = digits.trim_matches('0').chars().peekable();
    for char in text.chars() {
        let digit = match u32::from(char) {
            code @ 0xFF10..=0xFF19 => char::from_digit(code - 0xFF10, 10),
            _ => Some(char),
        };
        if wanted.peek().is_some() && wanted.peek() == digit.as_ref() {
            wanted.next();
        }
    }
    assert!(
        wanted.peek().is_none() || amount.amount == Decimal::ZERO,
        "{} has digits that the text has not",
        amount.amount
    );
}
