//! The places of a page where one amount stands that may be the price.

use rust_decimal::Decimal;

use super::instalments::is_instalment;
use super::{NEAR, Where};
use crate::order::{decimal, has_text};
use crate::page::Amount;
use crate::page::product::cards::{in_card, is_successor};
use crate::page::text::chars::{CharKind, DIGIT, LETTER, all_digits, has_any, slice};
use crate::page::text::fold::fold;
use crate::page::text::money::{FoundAmount, amounts};
use crate::page::tree::{At, Tree};

/// A place where an amount is shown.
pub struct Candidate {
    /// The innermost element that holds the whole amount.
    pub at: At,
    /// The outermost that holds nothing else.
    pub outer: At,
    /// The amount.
    pub amount: Amount,
    /// A currency stands beside it.
    pub marked: bool,
    /// Its words.
    pub text: String,
    /// Classes and ids of it and the two around it, in lower case.
    pub marks: String,
    /// The words around it.
    pub near: String,
    /// It stands in a card, which offers another product.
    pub in_card: bool,
}

/// All of them, in the page's order.
pub fn candidates(tree: &Tree, place: &Where) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for at in tree.subtree(place.scope) {
        let node = tree.node(at);
        let skipped = !node.shown || node.struck || matches!(node.tag.as_str(), "option" | "select");
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
        let mut text = grouped(joined(&text));
        let mut all = amounts(&text, &tree.signs);
        if let Some((whole, signed)) = with_sign_beside(tree, at, &text, &all) {
            (text, all) = (whole, vec![signed]);
        }
        let [one] = all.as_slice() else { continue };
        // Words of an element's own stand for themselves only where the element holds other amounts, too.
        let is_piece = node.tag == "#text";
        if is_piece && (!one.marked || found.last().is_some_and(|last| tree.contains(last.at, at))) {
            continue;
        }
        let marks = marks(tree, if is_piece { tree.parent(at).unwrap_or(at) } else { at });
        // What takes something off, as `XL - -¥3`, is the note of an option, or a discount; and so is what adds.
        if one.ranged
            || is_added(&text, one.start)
            || one.amount.amount <= Decimal::ZERO
            || !one.marked && !stands_as_price(tree, at, &text, &marks)
            || is_instalment(tree, at, one.amount.amount)
            || ends_range(tree, at, one.amount.amount)
            || is_successor(tree, at)
        {
            continue;
        }
        let mut amount = one.amount;
        if let Some(own) = in_data(tree, at, &text) {
            amount.amount = own;
        }
        // The innermost element that holds the whole amount speaks for it.
        let mut outer = at;
        if let Some(last) = found.last()
            && tree.contains(last.at, at)
            && last.amount.amount == amount.amount
            && (one.marked || last.amount.currency.is_none())
        {
            outer = found.pop().map_or(at, |last| last.outer);
        } else if found
            .iter()
            .any(|whole| tree.contains(whole.at, at) && whole.amount.amount != amount.amount)
        {
            // A part of an amount is none: `12` in `¥<b>12</b>.80`.
            continue;
        }
        let (near, in_card) = (String::new(), false);
        found.push(Candidate { at, outer, amount, marked: one.marked, text, marks, near, in_card });
    }
    for one in &mut found {
        one.near = nearby_words(tree, one);
        one.in_card = in_card(tree, one.at) || is_led_to(tree, place, one.at);
    }
    found
}

/// Whether a plus stands before an amount, as in `XL – +7.97元`; but for one that belongs to a number, as in
/// `sold 100+ ¥12`.
fn is_added(text: &str, start: usize) -> bool {
    let before: Vec<char> = fold(text).chars().take(start).filter(|char| *char != ' ').collect();
    matches!(before.as_slice(), [.., last, '+'] if !last.is_ascii_digit()) || before == ['+']
}

/// Whether a link to another page stands right before an amount, under another heading than the product's and
/// behind its button: one more product of a page that shows but one.
fn is_led_to(tree: &Tree, place: &Where, at: At) -> bool {
    let title = place.title.unwrap_or_default();
    let from = place.action.unwrap_or(title).max(title);
    let is_heading = |at: At| tree.node(at).shown && matches!(tree.tag(at), "h2" | "h3" | "h4");
    let named = |link: &At| tree.label(*link).contains(LETTER);
    let before = tree.outward(at).take(3).find_map(|inner| {
        let beside = tree.children(tree.parent(inner)?);
        beside.into_iter().take_while(|own| *own < inner).last()
    });
    from < at
        && before.is_some_and(|before| tree.leading_in(before).iter().any(named))
        && tree.first(from + 1..at, &is_heading).is_some()
}

/// Whether the little around an amount says that it is one end of a range.
fn ends_range(tree: &Tree, at: At, amount: Decimal) -> bool {
    for outer in tree.ancestors(at).take(3) {
        if tree.subtree(outer).len() > 20 {
            break;
        }
        let text = tree.text_without(outer, &|inner| tree.node(inner).struck);
        let is_end = |one: &FoundAmount| one.ranged && one.amount.amount == amount;
        if text.chars().count() <= 80 && amounts(&text, &tree.signs).iter().any(is_end) {
            return true;
        }
    }
    false
}

/// A bare number with the sign that stands right beside it in a text of its own, as in `<b>6 490</b> Ft`.
fn with_sign_beside(tree: &Tree, at: At, text: &str, all: &[FoundAmount]) -> Option<(String, FoundAmount)> {
    const SPACE: CharKind = char::is_whitespace;
    let [bare] = all else { return None };
    let around = tree.parent(at).filter(|_| !bare.marked)?;
    let beside = tree.children(around);
    let place = beside.iter().position(|own| *own == at)?;
    let words = |at: At| if tree.node(at).struck { String::new() } else { tree.text(at) };
    let behind = beside.get(place + 1).map(|next| words(*next)).unwrap_or_default();
    let before = place.checked_sub(1).and_then(|before| beside.get(before)).map(|before| words(*before));
    let sign = behind.split(SPACE).next().unwrap_or_default();
    for whole in [[text, " ", sign].concat(), [&before.unwrap_or_default(), " ", text].concat()] {
        if let [signed] = amounts(&whole, &tree.signs).as_slice()
            && signed.marked
            && signed.amount.amount == bare.amount.amount
        {
            return Some((whole, *signed));
        }
    }
    None
}

/// The words around an amount: its own, or those of the little that stands beside it. Of several amounts
/// in one text each has the words before it.
fn nearby_words(tree: &Tree, own: &Candidate) -> String {
    let mut near = own.text.clone();
    for outer in tree.outward(own.outer).take(3) {
        if tree.subtree(outer).len() > NEAR {
            break;
        }
        let leads = |at: At| matches!(tree.tag(at), "a" | "button") && !tree.contains(at, own.at);
        let text = fold(tree.text_without(outer, &leads).trim());
        if text.chars().count() > 40 {
            continue;
        }
        let all = amounts(&text, &tree.signs);
        match all.iter().position(|one| one.amount.amount == own.amount.amount) {
            _ if all.len() <= 1 => near = text,
            // What stands beside it alone says more than what stands beside several.
            _ if near != own.text => break,
            Some(nth) => {
                let letters: Vec<char> = text.chars().collect();
                let start = nth.checked_sub(1).and_then(|before| all.get(before)).map_or(0, |one| one.end);
                let last = nth + 1 == all.len();
                let end = all.get(nth).filter(|_| !last).map_or(letters.len(), |one| one.end);
                near = slice(&letters, start, end);
            }
            None => break,
        }
    }
    near
}

/// The amount that stands beside the shown one for machines, where its digits are those that are shown:
/// whether `$3.499` has decimals is not left open then.
fn in_data(tree: &Tree, at: At, text: &str) -> Option<Decimal> {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let told = decimal(tree.any_attribute(at, &["content", "data-price"])?.trim())?;
    let (told_digits, shown) = (digits(&told.to_string()), digits(text));
    let rest = told_digits.strip_prefix(&shown).or_else(|| shown.strip_prefix(&told_digits))?;
    (!shown.is_empty() && rest.bytes().all(|byte| byte == b'0')).then_some(told)
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

/// `47 405`, that is nothing else, without the spaces between its groups.
fn grouped(text: String) -> String {
    let mut groups = text.split(' ');
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && all_digits(first));
    let alike = first && groups.all(|group| group.len() == 3 && all_digits(group));
    if alike { text.replace(' ', "") } else { text }
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
    // Beside other numbers it is a piece of an amount, as in `173<sup>34</sup> Lei`, but for one that is
    // struck, which is the price before.
    let has_number =
        |beside: At| beside != at && !tree.node(beside).struck && tree.text(beside).contains(DIGIT);
    let around = tree.parent(at).filter(|parent| tree.subtree(*parent).len() <= 8);
    let is_piece = || around.is_some_and(|around| tree.children(around).into_iter().any(has_number));
    text.chars().all(NUMBER) && (called || large) && !is_piece()
}

/// Classes of large numbers that are no prices.
const COUNTS: [&str; 9] = ["rat", "score", "star", "review", "count", "step", "qty", "quantity", "number"];
