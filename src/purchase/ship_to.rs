//! Whether the address that a checkout shows is the warehouse's.
//!
//! Recipient and postcode are looked for as whole words. Where they stand in something longer, as `王明` in `王明华`
//! or a number between those of a telephone's, it is not known whether it is they.

use super::{Check, Checked, Fit, matching};
use crate::order::{PurchaseOrder, has_text, is_letter_or_digit, lower_case};
use crate::page::{Basket, plain};

/// What is written right behind a name where words are not set apart.
const BEHIND_NAME: [&str; 14] =
    ["先生", "女士", "小姐", "老师", "经理", "收", "电话", "手机", "様", "さま", "さん", "御中", "님", "씨"];
/// And right before it.
const BEFORE_NAME: [&str; 9] =
    ["收货人", "收貨人", "收件人", "收货方", "联系人", "姓名", "寄送至", "寄往", "送至"];
/// So many digits with signs or spaces between them are a telephone number.
const PHONE: usize = 10;
/// And so many beside it are one without it.
const PHONE_WITHOUT: usize = 7;

/// A word, or a part of one that is of one kind.
struct Part<'t> {
    kind: Kind,
    text: &'t str,
    /// What stands between it and the part before.
    gap: &'t str,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Digits,
    /// Of a script that sets its words apart.
    Letters,
    /// Of one that does not, or that writes titles onto names.
    Run,
}

/// Compares recipient and postcode with what a basket shows.
pub fn ship_to_check(basket: &Basket, order: &PurchaseOrder) -> Check {
    let warehouse = &order.warehouse;
    let shown = basket.ship_to.as_ref().map(|ship_to| ship_to.text.clone()).unwrap_or_default();
    let postcode = match says(&shown, &warehouse.postcode) {
        // Many pages show none.
        Fit::Differs if !shows_another(&shown, &warehouse.postcode) => Fit::NotChecked,
        fit => fit,
    };
    let fits = [says(&shown, &warehouse.recipient), postcode];
    let nothing_to_compare = warehouse.recipient.is_empty() && warehouse.postcode.is_empty();
    let fit = if shown.is_empty() || nothing_to_compare {
        Fit::NotChecked
    } else if fits.contains(&Fit::Differs) {
        Fit::Differs
    } else if fits.contains(&Fit::NotChecked) {
        Fit::NotChecked
    } else {
        Fit::Same
    };
    let expected = [warehouse.recipient.as_str(), &warehouse.postcode].join(" ").trim().to_owned();
    Check::new(Checked::ShipTo, None, expected, shown, fit)
}

/// Whether a text says something in whole words; not checked where it only says it within others.
fn says(text: &str, wanted: &str) -> Fit {
    let (text, wanted) = (lower_case(&plain(text)), lower_case(&plain(wanted)));
    let (parts, own) = (parts_of(&text), parts_of(&wanted));
    if own.is_empty() {
        return Fit::Same;
    }
    // A number in a longer one is another number.
    let is_number = own.iter().all(|part| part.kind == Kind::Digits);
    let mut within = !is_number && has_text(&matching::key_of(&text), &matching::key_of(&wanted));
    for at in 0..parts.len() {
        match stands_at(&parts, at, &own) {
            Some(true) => return Fit::Same,
            Some(false) => within = true,
            None => {}
        }
    }
    if within { Fit::NotChecked } else { Fit::Differs }
}

/// Whether a text shows a number that may be a postcode like the one that was wanted. One with letters in it is taken
/// for shown, for what may be such a one cannot be told from a house's number.
fn shows_another(text: &str, postcode: &str) -> bool {
    let (text, postcode) = (lower_case(&plain(text)), lower_case(&plain(postcode)));
    let [Part { kind: Kind::Digits, text: wanted, .. }] = parts_of(&postcode)[..] else { return true };
    let parts = parts_of(&text);
    let is_like = |at: usize| {
        let fits = |part: &Part| part.kind == Kind::Digits && part.text.len().abs_diff(wanted.len()) < 2;
        // Telephones are often shown with stars in them.
        let starred = |part: &Part| part.gap.contains('*');
        parts.get(at).is_some_and(|part| fits(part) && !starred(part))
            && !parts.get(at + 1).is_some_and(starred)
            && !is_in_phone(&parts, at, at + 1)
    };
    (0..parts.len()).any(is_like)
}

fn kind_of(char: char) -> Option<Kind> {
    match char {
        '0'..='9' => Some(Kind::Digits),
        '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
            Some(Kind::Run)
        }
        _ if is_letter_or_digit(char) => Some(Kind::Letters),
        _ => None,
    }
}

fn parts_of(text: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|char| kind_of(char).is_some()) {
        let (gap, behind) = rest.split_at(start);
        let Some(kind) = behind.chars().next().and_then(kind_of) else { break };
        let end = behind.find(|char| kind_of(char) != Some(kind)).unwrap_or(behind.len());
        let (text, after) = behind.split_at(end);
        parts.push(Part { kind, text, gap });
        rest = after;
    }
    parts
}

/// Whether a text's parts from one on are those wanted: true in whole words, false within others.
fn stands_at(parts: &[Part], at: usize, own: &[Part]) -> Option<bool> {
    let end = at + own.len();
    let here = parts.get(at..end)?;
    let mut whole = !is_in_phone(parts, at, end);
    for (index, (part, wanted)) in here.iter().zip(own).enumerate() {
        let (first, last) = (index == 0, index + 1 == own.len());
        let (before, after) = match part.kind == Kind::Run && wanted.kind == Kind::Run {
            true => around(part.text, wanted.text, first, last)?,
            false => (part.text == wanted.text).then_some(("", ""))?,
        };
        whole &= before.is_empty() || BEFORE_NAME.iter().any(|label| before.ends_with(label));
        whole &= without_titles(after).is_empty();
    }
    // `A1234` may be another word than `1234`.
    let glued = |part: Option<&Part>, next: Option<&Part>| match (part, next) {
        (Some(part), Some(next)) => next.gap.is_empty() && part.kind != Kind::Run && next.kind != Kind::Run,
        _ => false,
    };
    let before = at.checked_sub(1).and_then(|before| parts.get(before));
    Some(whole && !glued(before, here.first()) && !glued(here.last(), parts.get(end)))
}

/// What stands around a wanted run in another; only the first may have something before it, only the last behind.
fn around<'t>(text: &'t str, wanted: &str, first: bool, last: bool) -> Option<(&'t str, &'t str)> {
    let (before, after) = match (first, last) {
        (true, true) => text.split_once(wanted)?,
        (true, false) => (text.strip_suffix(wanted)?, ""),
        (false, true) => ("", text.strip_prefix(wanted)?),
        (false, false) => (text == wanted).then_some(("", ""))?,
    };
    Some((before, after))
}

fn without_titles(text: &str) -> &str {
    let mut rest = text;
    while let Some(behind) = BEHIND_NAME.iter().find_map(|title| rest.strip_prefix(title)) {
        rest = behind;
    }
    rest
}

/// Whether numbers stand between others that together are a telephone's. One at either end may still be a postcode
/// beside it.
fn is_in_phone(parts: &[Part], at: usize, end: usize) -> bool {
    const SIGN: fn(char) -> bool = |char| matches!(char, ' ' | '-' | '.' | '/' | '(' | ')' | '+');
    let goes_on =
        |part: &Part| part.kind == Kind::Digits && !part.gap.is_empty() && part.gap.chars().all(SIGN);
    let is_number = |part: &Part| part.kind == Kind::Digits;
    if !parts.get(at..end).is_some_and(|own| own.iter().all(is_number)) {
        return false;
    }
    let (mut from, mut to) = (at, end);
    while from > 0 && parts.get(from).is_some_and(goes_on) && parts.get(from - 1).is_some_and(is_number) {
        from -= 1;
    }
    while parts.get(to).is_some_and(goes_on) {
        to += 1;
    }
    let digits = |range: std::ops::Range<usize>| {
        parts.get(range).unwrap_or_default().iter().map(|part| part.text.len()).sum::<usize>()
    };
    let begins = parts.get(from).is_some_and(|first| first.text.starts_with('0') || first.gap.ends_with('+'));
    let is_phone = digits(from..to) >= PHONE && (to - from > 2 || begins);
    let beside = (at == from || end == to) && digits(from..at) + digits(end..to) >= PHONE_WITHOUT;
    is_phone && !beside
}
