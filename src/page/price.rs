//! The unit price that holds now, and unit prices by quantity.

use rust_decimal::Decimal;

use super::cards::in_card;
use super::chars::has_any;
use super::evidence::Because;
use super::fold::fold;
use super::money_text::{amount, amounts, tells_money};
use super::numbers::{runs, whole_number};
use super::quantity_text::{quantity, without};
use super::structured::Structured;
use super::tree::{At, Tree};
use super::words::Word;
use super::{Amount, Tier};
use crate::order::{Currency, Quantity, has_text, lower_case, multiplied, number_text};

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

/// The currency that all amounts with a currency have in a part of a page.
pub fn currency(tree: &Tree, scope: At) -> Option<Currency> {
    let mut common = None;
    for at in tree.subtree(scope) {
        let node = tree.node(at);
        if !node.shown || node.text.is_empty() {
            continue;
        }
        for one in amounts(&node.text, &tree.signs) {
            match one.amount.currency {
                Some(own) if common.is_some_and(|other| other != own) => return None,
                Some(own) => common = Some(own),
                None => {}
            }
        }
    }
    common
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
        if one.ranged
            || one.amount.amount.is_zero()
            || !one.marked && tree.attribute(at, "itemprop") != "price"
        {
            continue;
        }
        // The innermost element that holds the whole amount speaks for it.
        if let Some(last) = found.last()
            && tree.contains(last.at, at)
            && last.amount.amount == one.amount.amount
        {
            let outer = found.pop().map_or(0, |outer| outer.score);
            let score = score(tree, at, &text, one.amount, place, told).max(outer);
            found.push(Candidate { at, amount: one.amount, score });
            continue;
        }
        // A part of an amount is none: `12` in `¥<b>12</b>.80`.
        if found.iter().any(|whole| tree.contains(whole.at, at) && whole.amount.amount != one.amount.amount) {
            continue;
        }
        let score = score(tree, at, &text, one.amount, place, told);
        found.push(Candidate { at, amount: one.amount, score });
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

/// Classes of prices that do not hold, or are another's.
const OTHER_PRICES: [&str; 11] = [
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

fn score(tree: &Tree, at: At, text: &str, amount: Amount, place: &Where, told: Option<Amount>) -> i32 {
    let mut score = 0;
    let font = tree.largest_font(at);
    score += i32::from(font.saturating_sub(14).min(16)) / 2;
    if told.is_some_and(|told| told.amount == amount.amount) {
        score += 4;
    }
    if has_text(tree.attribute(at, "itemprop"), "price") {
        score += 5;
    }
    let mut marks = String::new();
    for at in tree.outward(at).take(3) {
        marks.push_str(&tree.attributes(at, &["class", "id"]));
        marks.push(' ');
    }
    marks.make_ascii_lowercase();
    if has_text(&marks, "price") {
        score += 3;
    }
    if has_any(&marks, &OTHER_PRICES) {
        score -= 3;
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

/// Unit prices by quantity: `1-9件 ¥12.80`, `≥10 ¥11.50`; at least two places that stand alike.
pub fn tiers(tree: &Tree, scope: At, apart: &[At]) -> Vec<Tier> {
    for list in tree.subtree(scope) {
        if !tree.node(list).shown || apart.iter().any(|apart| tree.contains(*apart, list)) {
            continue;
        }
        let rows = shown_children(tree, list);
        let mut read: Vec<Tier> = Vec::new();
        for &at in &rows {
            read.extend(tier(tree, at));
        }
        let rising = read
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.from < b.from && a.price.amount >= b.price.amount));
        if read.len() >= 2 && rising && read.len() + 2 >= rows.len() && !are_instalments(&read) {
            return read;
        }
        if let Some(read) = columns(tree, list) {
            return read;
        }
    }
    Vec::new()
}

/// `2 × 50.00, 3 × 33.34`: the same sum in more and more parts.
fn are_instalments(tiers: &[Tier]) -> bool {
    let sum = |tier: &Tier| multiplied(tier.from, tier.price.amount).unwrap_or_default();
    let Some(first) = tiers.first().map(sum) else { return false };
    let near = multiplied(first, Decimal::new(5, 2)).unwrap_or_default();
    tiers.iter().all(|tier| (sum(tier) - first).abs() <= near)
}

fn shown_children(tree: &Tree, at: At) -> Vec<At> {
    let mut children = tree.children(at);
    children.retain(|at| tree.node(*at).shown);
    children
}

fn tier(tree: &Tree, at: At) -> Option<Tier> {
    if tree.subtree(at).len() > 14 {
        return None;
    }
    let text = tree.text(at);
    if text.chars().count() > 40 {
        return None;
    }
    let all = amounts(&text, &tree.signs);
    let [price] = all.as_slice() else { return None };
    if !price.marked || price.ranged {
        return None;
    }
    let (before, after) = without(&fold(text.trim()), price.start, price.end);
    let from = from_quantity(&before).or_else(|| from_quantity(&after))?;
    Some(Tier { from, price: price.amount })
}

/// A row of quantities over a row of prices.
fn columns(tree: &Tree, list: At) -> Option<Vec<Tier>> {
    if tree.subtree(list).len() > 100 {
        return None;
    }
    let rows = shown_children(tree, list);
    let [one, other] = rows.as_slice() else { return None };
    let (a, b) = (tree.children(*one), tree.children(*other));
    if a.len() != b.len() || a.len() > 12 {
        return None;
    }
    let marked =
        |cells: &[At]| cells.iter().filter(|cell| tells_money(&tree.text(**cell), &tree.signs)).count();
    let (quantities, prices) = if marked(&b) > marked(&a) { (a, b) } else { (b, a) };
    if marked(&prices) < 2 || marked(&quantities) > 0 {
        return None;
    }
    let mut read: Vec<Tier> = Vec::new();
    for (quantity, price) in quantities.into_iter().zip(prices) {
        if let Some(from) = from_quantity(&tree.text(quantity))
            && let Some(price) = amount(&tree.text(price), &tree.signs)
        {
            read.push(Tier { from, price });
        }
    }
    let rising = read.windows(2).all(|pair| matches!(pair, [a, b] if a.from < b.from));
    (read.len() >= 2 && rising && !are_instalments(&read)).then_some(read)
}

/// The quantity from which a price holds: `1-9件`, `≥10`, `10+`, `10 or more`.
fn from_quantity(text: &str) -> Option<Quantity> {
    const TELLING: [&str; 45] = [
        "≥",
        ">",
        "+",
        "-",
        "~",
        "件",
        "个",
        "個",
        "只",
        "起",
        "以上",
        "点",
        "개",
        "이상",
        "pcs",
        "or more",
        "and up",
        "units",
        "pieces",
        "from",
        "qty",
        "at least",
        "to",
        "ab ",
        "stück",
        "stk",
        "partir",
        "pièce",
        "dès",
        "desde",
        "uds",
        "unidad",
        "da ",
        "pezzi",
        "vanaf",
        "stuks",
        "od ",
        "szt",
        "от ",
        "шт",
        "adet",
        "từ",
        "ชิ้น",
        "fra ",
        "från",
    ];
    let text = fold(text);
    let runs = runs(&text);
    if runs.is_empty() || runs.len() > 2 {
        return None;
    }
    let mut from = None;
    if has_any(&lower_case(&text), &TELLING) {
        from = runs.iter().find_map(|run| whole_number(run));
    }
    from.or_else(|| quantity(&text)).filter(|from| !from.is_zero())
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
    fn the_same_sum_in_more_and_more_parts_is_no_price_by_quantity() {
        let html = "<body><ul><li>2x ¥50.00</li><li>3x ¥33.34</li><li>6x ¥16.67</li></ul></body>";
        let page = page("https://shop.example/p/1", html);
        assert_eq!(tiers(&Tree::of(&page), 0, &[]), []);
    }

    #[test]
    fn two_prices_alike_leave_it_open() {
        assert_eq!(read("<body><h1>Mug</h1><p>Price ¥12.80</p><p>Price ¥13.80</p></body>"), None);
    }

    #[test]
    fn tiers_are_read_from_a_list_and_from_columns() {
        for html in [
            "<body><ul><li>1-9件 ¥12.80</li><li>10-99件 ¥11.50</li><li>≥100件 ¥10.00</li></ul></body>",
            "<body><table><tr><td>1-9</td><td>10-99</td><td>≥100</td></tr><tr><td>¥12.80</td><td>¥11.50</td><td>¥10.00</td></tr></table></body>",
            "<body><div><p>¥12.80 <i>1+</i></p><p>¥11.50 <i>10+</i></p><p>¥10.00 <i>100+</i></p></div></body>",
            "<body><ul><li>od 1 szt. ¥12.80</li><li>od 10 szt. ¥11.50</li><li>od 100 szt. ¥10.00</li></ul></body>",
        ] {
            let page = page("https://shop.example/p/1", html);
            let read: Vec<_> = tiers(&Tree::of(&page), 0, &[])
                .iter()
                .map(|tier| format!("{}:{}", tier.from, tier.price.amount))
                .collect();
            assert_eq!(read, ["1:12.80", "10:11.50", "100:10.00"], "{html}");
        }
    }
}
