//! The unit price that holds now.

use super::Amount;
use super::cards::in_card;
use super::chars::{CharKind, DIGIT, has_any};
use super::currency_signs::told_currency;
use super::evidence::Because;
use super::money_text::{amounts, tells_money};
use super::structured::Structured;
use super::tree::{At, Tree};
use super::words::Word;
use crate::order::{Currency, has_text, number_text};

/// A place where an amount is shown.
struct Candidate {
    at: At,
    amount: Amount,
    score: i32,
}

/// What the search may rest on.
pub struct Where<'s> {
    /// The part of the page that is about the product.
    pub scope: At,
    /// The title.
    pub title: Option<At>,
    /// The button that buys or adds.
    pub action: Option<At>,
    /// The page's own data.
    pub data: Option<&'s Structured>,
    /// Parts that have amounts of their own: rows of variants, options.
    pub apart: &'s [At],
}

/// The unit price that holds now: what the page shows, weighed with what its data says.
pub fn price(tree: &Tree, place: &Where, because: &mut Because) -> Option<Amount> {
    let told = place.data.and_then(|data| data.price);
    match (outstanding(&candidates(tree, place, told)), told) {
        (Some(shown), told) => {
            because.add("price", "text", &tree.text(shown.at));
            let currency = shown.amount.currency.or(told.and_then(|told| told.currency));
            Some(Amount { currency, ..shown.amount })
        }
        (None, Some(told)) => {
            because.add("price", place.data.map_or("meta", |data| data.from), &number_text(told.amount));
            Some(told)
        }
        (None, None) => None,
    }
}

/// The currency that all amounts with a currency have in a part of a page; where no amount there has a
/// sign of any, the one that the page tells for programs, which is then that of all, and said to be.
pub fn currency(tree: &Tree, scope: At) -> (Option<Currency>, bool) {
    let (mut common, mut signed) = (None, false);
    for at in tree.subtree(scope) {
        let node = tree.node(at);
        if !node.shown || node.text.is_empty() {
            continue;
        }
        for one in amounts(&node.text, &tree.signs) {
            signed |= one.marked;
            match one.amount.currency {
                Some(own) if common.is_some_and(|other| other != own) => return (None, false),
                Some(own) => common = Some(own),
                None => {}
            }
        }
    }
    if signed { (common, false) } else { (told_currency(tree.page), true) }
}

/// The first of the best; two amounts that stand out alike leave it open.
fn outstanding(all: &[Candidate]) -> Option<&Candidate> {
    let mut best = all.first()?;
    for other in all {
        if other.score > best.score {
            best = other;
        }
    }
    let rivalled =
        all.iter().any(|other| other.amount.amount != best.amount.amount && other.score + 2 > best.score);
    (best.score >= 4 && !rivalled).then_some(best)
}

fn candidates(tree: &Tree, place: &Where, told: Option<Amount>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for at in tree.subtree(place.scope) {
        let node = tree.node(at);
        let skipped = !node.shown
            || node.struck
            || node.tag == "#text"
            || matches!(node.tag.as_str(), "option" | "select");
        if skipped || place.apart.iter().any(|apart| tree.contains(*apart, at)) {
            continue;
        }
        if tree.subtree(at).len() > 12 {
            continue;
        }
        let text = tree.text_without(at, &|inner| tree.node(inner).struck);
        if text.is_empty() || text.chars().count() > 40 {
            continue;
        }
        let text = joined(&text);
        let all = amounts(&text, &tree.signs);
        let [one] = all.as_slice() else { continue };
        let marks = marks(tree, at);
        if one.ranged
            || one.amount.amount.is_zero()
            || !one.marked && !stands_as_price(tree, at, &text, &marks)
        {
            continue;
        }
        let amount = one.amount;
        // The innermost element that holds the whole amount speaks for it.
        if let Some(last) = found.last()
            && tree.contains(last.at, at)
            && last.amount.amount == amount.amount
            && (one.marked || last.amount.currency.is_none())
        {
            let outer = found.pop().map_or(0, |outer| outer.score);
            let score = score(tree, at, &text, amount, place, told, &marks).max(outer);
            found.push(Candidate { at, amount, score });
            continue;
        }
        // A part of an amount is none: `12` in `¥<b>12</b>.80`.
        if found.iter().any(|whole| tree.contains(whole.at, at) && whole.amount.amount != amount.amount) {
            continue;
        }
        let score = score(tree, at, &text, amount, place, told, &marks);
        found.push(Candidate { at, amount, score });
    }
    found
}

/// `¥12 .80`, whose decimals stand apart, as one amount: without them it would be another price.
fn joined(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let digit = |at: usize| all.get(at).is_some_and(char::is_ascii_digit);
    let mut joined = String::with_capacity(text.len());
    for (at, &char) in all.iter().enumerate() {
        let point = matches!(all.get(at + 1), Some('.' | ',')) && digit(at + 2);
        if !(char == ' ' && at > 0 && digit(at - 1) && point) {
            joined.push(char);
        }
    }
    joined
}

/// Classes and ids of an element and the two around it, in lower case.
fn marks(tree: &Tree, at: At) -> String {
    let mut marks = String::new();
    for at in tree.outward(at).take(3) {
        marks.push_str(&tree.attributes(at, &["class", "id"]));
        marks.push(' ');
    }
    marks.make_ascii_lowercase();
    marks
}

/// A number without a sign of a currency that is nothing else and is called a price, or stands out like one.
fn stands_as_price(tree: &Tree, at: At, text: &str, marks: &str) -> bool {
    const NUMBER: CharKind =
        |char| char.is_ascii_digit() || matches!(char, '.' | ',' | ' ' | '\u{a0}' | '\'');
    let called = has_text(marks, "price") || tree.attribute(at, "itemprop") == "price";
    let large = tree.largest_font(at) >= 24 && !has_any(marks, &COUNTS);
    // Beside other numbers it is a piece of an amount, as in `173<sup>34</sup> Lei`.
    let has_number = |beside: At| beside != at && tree.text(beside).contains(DIGIT);
    let around = tree.parent(at).filter(|parent| tree.subtree(*parent).len() <= 8);
    let is_piece = || around.is_some_and(|around| tree.children(around).into_iter().any(has_number));
    text.chars().all(NUMBER) && (called || large) && !is_piece()
}

/// Classes of large numbers that are no prices.
const COUNTS: [&str; 9] = ["rat", "score", "star", "review", "count", "step", "qty", "quantity", "number"];

/// Classes of the price that holds where another is shown beside it.
const OWN_PRICES: [&str; 10] = [
    "current",
    "actual",
    "final",
    "special",
    "sale",
    "pricenew",
    "price-new",
    "price_new",
    "newprice",
    "new-price",
];

/// Classes of prices that do not hold, or are another's.
const OTHER_PRICES: [&str; 14] = [
    "barred",
    "full-price",
    "before",
    "old",
    "was",
    "list-price",
    "origin",
    "strike",
    "regular",
    "compare",
    "save",
    "discount",
    "shipping",
    "crossed",
];

fn score(
    tree: &Tree,
    at: At,
    text: &str,
    amount: Amount,
    place: &Where,
    told: Option<Amount>,
    marks: &str,
) -> i32 {
    let mut score = 0;
    let font = tree.largest_font(at);
    score += i32::from(font.saturating_sub(14).min(16)) / 2;
    if told.is_some_and(|told| told.amount == amount.amount) {
        score += 4;
    }
    if has_text(tree.attribute(at, "itemprop"), "price") {
        score += 5;
    }
    if has_text(marks, "price") {
        score += 3;
    }
    if has_any(marks, &OTHER_PRICES) {
        score -= 3;
    } else if has_any(marks, &OWN_PRICES) {
        score += 2;
    }
    // A sign says that it is money.
    if amount.currency.is_none() && !tells_money(text, &tree.signs) {
        score -= 2;
    }
    let near = nearby_words(tree, at, text);
    if Word::OldPrice.within(&near) {
        score -= 6;
    } else if Word::OtherAmount.within(&near) {
        score -= 5;
    } else if Word::Price.within(&near) {
        score += 2;
    }
    if let Some(title) = place.title {
        score += if at > title { 2 } else { -2 };
    }
    if let Some(action) = place.action {
        let distance = (tree.node(at).rect.1 - tree.node(action).rect.1).abs();
        score += match distance {
            0..=300 => 2,
            301..=700 => 1,
            701..=1500 => 0,
            _ => -2,
        };
    }
    if in_card(tree, at) {
        score -= 8;
    }
    score
}

/// The words around an amount: its own, or those of the little that stands beside it.
fn nearby_words(tree: &Tree, at: At, text: &str) -> String {
    let mut near = text.to_owned();
    for outer in tree.ancestors(at).take(2) {
        let text = tree.text(outer);
        if text.chars().count() <= 40 {
            near = text;
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::super::testpage::page;
    use super::*;

    fn all_of<'s>() -> Where<'s> {
        Where { scope: 0, title: Some(1), action: None, data: None, apart: &[] }
    }

    fn read(html: &str) -> Option<String> {
        let page = page("https://shop.example/p/1", html);
        price(&Tree::of(&page), &all_of(), &mut Because::default()).map(|price| price.amount.to_string())
    }

    #[test]
    fn the_price_is_neither_the_old_one_nor_the_freight() {
        let html = r#"<body><h1>Mug</h1><p>Price <b class=price>¥12.80</b> <s>¥20.00</s></p><p>原价 ¥30.00</p><p>运费 ¥5.00</p></body>"#;
        assert_eq!(read(html).as_deref(), Some("12.80"));
    }

    #[test]
    fn a_price_in_pieces_is_one_amount() {
        for price in [
            "<i>¥</i><b>12</b><small>.80</small>",
            "<em>¥12</em><sup>.80</sup>",
            "<span>¥</span><span>12</span><span>.80</span>",
        ] {
            let html = format!("<body><h1>Mug</h1><div><span class=price>{price}</span></div></body>");
            assert_eq!(read(&html).as_deref(), Some("12.80"), "{price}");
        }
    }

    #[test]
    fn a_number_without_a_sign_is_a_price_where_it_is_called_one() {
        let page = |inner: &str| format!("<body><h1>Mug</h1><div>{inner}</div><p>4.8</p></body>");
        assert_eq!(read(&page("<b class=actualPrice>17,10</b>")).as_deref(), Some("17.10"));
        assert_eq!(read(&page("<b class=stars>17,10</b>")), None);
        assert_eq!(read(&page("<b class=actualPrice>173<sup>34</sup></b>")).as_deref(), Some("173.34"));
        assert_eq!(read(&page("<b class=price>173<sup>34</sup> Lei</b>")).as_deref(), Some("173.34"));
    }

    #[test]
    fn two_prices_alike_leave_it_open() {
        assert_eq!(read("<body><h1>Mug</h1><p>Price ¥12.80</p><p>Price ¥13.80</p></body>"), None);
    }
}
