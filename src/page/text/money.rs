//! Amounts of money in text: `¥12.80`, `12,80 €`, `US$ 1,280.00`, `12.8-15.0元`, `1.2万`.

use rust_decimal::Decimal;

use super::chars::{CharKind, slice, stands_at};
pub use super::currency_signs::Signs;
use super::currency_signs::{CODES, DECIMAL_POINT, SIGNS};
use super::fold::fold;
use super::numbers::{Number, numbers};
use crate::order::{has_text, is_letter, multiplied};
use crate::page::Amount;

/// An amount as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundAmount {
    /// The amount.
    pub amount: Amount,
    /// A currency stands beside it; without one it may be any number with decimals.
    pub marked: bool,
    /// Its first character with its sign, counted in characters of the folded text.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
    /// It is one end of a range with its neighbour.
    pub ranged: bool,
}

/// The one amount that a text tells; nothing for a range or for several.
pub fn amount(text: &str, signs: &Signs) -> Option<Amount> {
    let all = amounts(text, signs);
    let marked = all.iter().filter(|found| found.marked).count();
    let one = match (marked, all.len()) {
        (1, _) => all.iter().find(|found| found.marked),
        (0, 1) => all.first(),
        _ => None,
    };
    one.filter(|one| !one.ranged).map(|one| one.amount)
}

/// Whether a text holds an amount with a currency.
pub fn tells_money(text: &str, signs: &Signs) -> bool {
    amounts(text, signs).iter().any(|found| found.marked)
}

/// The amounts in a text, in order. A number without a currency counts only with decimals, or
/// where it is the whole text.
pub fn amounts(text: &str, signs: &Signs) -> Vec<FoundAmount> {
    let text: Vec<char> = fold(text.trim()).chars().collect();
    let all = numbers(&text, signs.decimal_comma);
    let mut found: Vec<FoundAmount> = Vec::new();
    let mut seen: Option<(Number, bool)> = None;
    for number in all {
        let tied =
            seen.is_some_and(|(before, _)| is_range(&text, behind_no_cents(&text, before.end), number.start));
        let Some(mut next) = read(&text, number, signs) else {
            seen = None;
            continue;
        };
        let kept = next.marked || number.decimals || (next.start == 0 && next.end == text.len());
        if let (true, Some((_, true)), Some(before)) = (tied, seen, found.last_mut()) {
            (before.ranged, next.ranged) = (true, true);
            if !next.marked {
                (next.amount.currency, next.marked) = (before.amount.currency, before.marked);
            } else if !before.marked {
                (before.amount.currency, before.marked) = (next.amount.currency, true);
            }
        }
        let kept = kept || next.ranged;
        if kept {
            found.push(next);
        }
        seen = Some((number, kept));
    }
    found
}

fn read(text: &[char], number: Number, signs: &Signs) -> Option<FoundAmount> {
    // `129,00 € -40%`: the sign before it is another number's.
    let behind = text.get(number.end + usize::from(text.get(number.end) == Some(&' ')));
    if behind == Some(&'%') {
        return None;
    }
    let (left, start) = sign_before(text, number.start).unzip();
    let whole = behind_no_cents(text, number.end);
    let (right, end) = sign_behind(text, whole + usize::from(myriads(text, number.end).is_some())).unzip();
    let marked = left.is_some() || right.is_some() || whole > number.end;
    let currency = match (left, right) {
        // A code on one side settles a shared sign on the other: `$12.80 USD`.
        (Some("$" | "¥" | "kr") | None, Some(code)) if !matches!(code, "$" | "¥" | "kr") => {
            signs.resolve(code)
        }
        (Some(sign), _) | (None, Some(sign)) => signs.resolve(sign),
        (None, None) => None,
    };
    let point = currency.is_some_and(|currency| has_text(DECIMAL_POINT, currency.code()));
    if number.doubtful && marked && !point {
        return None;
    }
    let mut value = multiplied(number.value, myriads(text, number.end).unwrap_or(Decimal::ONE))?;
    let start = start.unwrap_or(number.start);
    let end = end.unwrap_or(whole);
    if !marked && !stands_alone(text, number) {
        return None;
    }
    if is_negative(text, start) || (start < number.start && text.get(number.start - 1) == Some(&'-')) {
        value = -value;
    }
    Some(FoundAmount { amount: Amount { amount: value, currency }, marked, start, end, ranged: false })
}

/// The character behind `,-`, `:-` or `.-`, which stand for no cents; where none does, the one behind the number.
fn behind_no_cents(text: &[char], end: usize) -> usize {
    let mark = text.get(end).is_some_and(|char| matches!(char, ',' | '.' | ':'));
    let mut behind = end + 1;
    while text.get(behind) == Some(&'-') && behind < end + 3 {
        behind += 1;
    }
    // `10.- 12.11.` are days.
    let next = text.get(behind + usize::from(text.get(behind) == Some(&' ')));
    let goes_on = next.is_some_and(char::is_ascii_digit) || letter_at(text, Some(behind));
    if mark && behind > end + 1 && !goes_on { behind } else { end }
}

/// `1.2万` is twelve thousand.
fn myriads(text: &[char], end: usize) -> Option<Decimal> {
    match text.get(end)? {
        '万' | '萬' => Some(Decimal::new(10_000, 0)),
        '亿' | '億' => Some(Decimal::new(100_000_000, 0)),
        _ => None,
    }
}

/// The sign in front of a number, with its place. Codes are signs too.
fn sign_before(text: &[char], start: usize) -> Option<(&'static str, usize)> {
    let mut end = start;
    while end > 0 && matches!(text.get(end - 1), Some(' ' | '\u{a0}' | '-' | ':')) && start - end < 2 {
        end -= 1;
    }
    let ends = |sign: &str| {
        let at = end.checked_sub(sign.chars().count())?;
        let stands = stands_at(text, at, sign);
        let apart = !starts_with_letter(sign) || !letter_at(text, at.checked_sub(1));
        // In `12.80元 2件` the sign belongs to the number before it.
        let behind = at.checked_sub(1).and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
        (stands && apart && !(behind && end < start)).then_some(at)
    };
    let (sign, at) = first_sign(&ends)?;
    // `USD $12.80`: the code before a shared sign says more.
    match sign {
        "$" | "¥" if at > 0 => Some(code_before(text, at).unwrap_or((sign, at))),
        _ => Some((sign, at)),
    }
}

fn code_before(text: &[char], end: usize) -> Option<(&'static str, usize)> {
    let end = if text.get(end.checked_sub(1)?) == Some(&' ') { end - 1 } else { end };
    let at = end.checked_sub(3)?;
    let code = slice(text, at, end);
    let known = CODES.split_whitespace().find(|known| *known == code)?;
    (!letter_at(text, at.checked_sub(1))).then_some((known, at))
}

/// The sign behind a number, unless it opens the next one.
fn sign_behind(text: &[char], end: usize) -> Option<(&'static str, usize)> {
    let start = end + usize::from(matches!(text.get(end), Some(' ' | '\u{a0}')));
    let ends = |sign: &str| {
        let after = start + sign.chars().count();
        let apart = !starts_with_letter(sign) || !letter_at(text, Some(after));
        let opens = text.get(after).is_some_and(char::is_ascii_digit);
        (stands_at(text, start, sign) && apart && !opens).then_some(after)
    };
    first_sign(&ends)
}

/// The first sign or code for which there is a place, with that place.
fn first_sign(place: &dyn Fn(&str) -> Option<usize>) -> Option<(&'static str, usize)> {
    for (sign, code) in SIGNS {
        if let Some(at) = place(sign) {
            return Some((code, at));
        }
    }
    for code in CODES.split_whitespace() {
        if let Some(at) = place(code) {
            return Some((code, at));
        }
    }
    None
}

fn starts_with_letter(sign: &str) -> bool {
    sign.chars().next().is_some_and(in_words)
}

fn letter_at(text: &[char], at: Option<usize>) -> bool {
    at.and_then(|at| text.get(at)).is_some_and(|char| in_words(*char))
}

/// A letter of a script that sets words apart: Latin, Greek, Cyrillic.
fn in_words(char: char) -> bool {
    char < '\u{530}' && is_letter(char)
}

fn is_negative(text: &[char], start: usize) -> bool {
    let minus = start.checked_sub(1).and_then(|at| text.get(at)) == Some(&'-');
    let before = start.checked_sub(2).and_then(|at| text.get(at));
    minus && !before.is_some_and(|char| char.is_ascii_alphanumeric())
}

/// A number without a currency that is no part of a name, a date, a time, a share or a range of dates.
fn stands_alone(text: &[char], number: Number) -> bool {
    let before = number.start.checked_sub(1).and_then(|at| text.get(at));
    let after = text.get(number.end);
    let ties = |char: Option<&char>| {
        char.is_some_and(|char| {
            char.is_ascii_alphabetic() || matches!(char, '/' | ':' | '_' | '#' | '%' | '×' | '*')
        })
    };
    let dated = |char: Option<&char>| char == Some(&'-') && !number.decimals;
    let later = number.start > 1 && dated(before);
    !(ties(before) || ties(after) || dated(after) || later)
}

/// Whether only a dash, a tilde or `至` and perhaps a sign stand between two numbers.
fn is_range(text: &[char], from: usize, to: usize) -> bool {
    const BESIDE: CharKind = |char| !matches!(char, '-' | '~' | '至' | '到');
    let mut between = slice(text, from, to);
    between.retain(|char| !char.is_whitespace());
    let bare = between.trim_matches(BESIDE);
    matches!(bare, "-" | "~" | "至" | "到") && between.chars().count() <= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Signs = Signs { yen: "CNY", yuan: "CNY", dollar: None, krone: None, decimal_comma: false };

    fn show(amount: Amount) -> String {
        match amount.currency {
            Some(currency) => format!("{} {currency}", amount.amount),
            None => amount.amount.to_string(),
        }
    }

    fn read(text: &str) -> String {
        amount(text, &PLAIN).map_or("none".to_owned(), show)
    }

    #[test]
    fn amounts_are_read_as_shops_write_them() {
        for (text, expected) in [
            ("¥12.80", "12.80 CNY"),
            ("￥ 1,280.00", "1280.00 CNY"),
            ("￥１２．８０", "12.80 CNY"),
            ("12,80 €", "12.80 EUR"),
            ("€1.234,56", "1234.56 EUR"),
            ("1 234,56 zł", "1234.56 PLN"),
            ("US$ 12.80", "12.80 USD"),
            ("US $12.80", "12.80 USD"),
            ("USD $12.80", "12.80 USD"),
            ("$12.80 USD", "12.80 USD"),
            ("CNY 12.80", "12.80 CNY"),
            ("cny12.80", "12.80 CNY"),
            ("12.80CNY", "12.80 CNY"),
            ("12.80元", "12.80 CNY"),
            ("12.80 元/件", "12.80 CNY"),
            ("人民币 12.80元", "12.80 CNY"),
            ("RMB 5", "5 CNY"),
            ("1.2万元", "12000.0 CNY"),
            ("¥1.2万", "12000.0 CNY"),
            ("¥0.125", "0.125 CNY"),
            ("¥1.234", "1.234 CNY"),
            ("1,280円", "1280 JPY"),
            ("£1,280", "1280 GBP"),
            ("CHF 1'280.50", "1280.50 CHF"),
            ("149,00 kr", "149.00"),
            ("1 299,90 TL", "1299.90 TRY"),
            ("฿1,250.00", "1250.00 THB"),
            ("12,900원", "12900 KRW"),
            ("15,50 рублей", "15.50 RUB"),
            ("50 đơn", "none"),
            ("$12.80", "12.80"),
            ("12.80", "12.80"),
            ("1280", "1280"),
            ("-¥5.00", "-5.00 CNY"),
            ("¥-5.00", "-5.00 CNY"),
            ("优惠-¥5.00", "-5.00 CNY"),
            ("实付款:¥12.80(含运费)", "12.80 CNY"),
            ("HK$100", "100 HKD"),
            ("NT$1,200", "1200 TWD"),
            ("549,-", "549"),
            ("€ 549,-", "549 EUR"),
            ("399,–€", "399 EUR"),
            ("CHF 49.-", "49 CHF"),
            ("749:-", "749"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_single_amount_is_none() {
        for text in [
            "",
            "12.8-15.0",
            "¥12.8-15.0",
            "¥12.80 ¥15.00",
            "A12",
            "50%",
            "€ -40 %",
            "2026-11-23",
            "19:17:06",
            "共2件",
            "B07FW264WL",
            "v1.2.3",
            "1.234 €",
            "10.- 12.",
            "18888888888 电话",
            "1/2",
            "10×20",
        ] {
            assert_eq!(read(text), "none", "{text}");
        }
    }

    #[test]
    fn both_ends_of_a_range_have_its_currency() {
        for text in ["¥12.8-15.0", "¥12.8 - ¥15.0", "12.8~15.0元", "12.8至15.0 元", "CNY 12.8 – 15.0"]
        {
            let ends: Vec<_> = amounts(text, &PLAIN).into_iter().map(|found| show(found.amount)).collect();
            assert_eq!(ends, ["12.8 CNY", "15.0 CNY"], "{text}");
        }
    }

    #[test]
    fn several_amounts_come_in_order() {
        let all: Vec<_> = amounts("单价 ¥12.80 ×2 小计 ¥25.60 运费 €3 €4", &PLAIN)
            .into_iter()
            .map(|found| show(found.amount))
            .collect();
        assert_eq!(all, ["12.80 CNY", "25.60 CNY", "3 EUR", "4 EUR"]);
    }

    #[test]
    fn shared_signs_follow_the_page() {
        let signs = |url, lang| Signs::of(url, lang);
        assert_eq!(signs("https://shop.example/", "zh-CN").yen, "CNY");
        assert_eq!(signs("https://shop.example/", "ja").yen, "JPY");
        assert_eq!(signs("https://shop.co.jp/", "en").yen, "JPY");
        assert_eq!(signs("https://shop.example/", "en").dollar, None);
        assert_eq!(signs("https://shop.example/", "en-US").dollar, Some("USD"));
        assert_eq!(signs("https://shop.com.au/", "en").dollar, Some("AUD"));
        assert_eq!(signs("https://shop.com.au/", "en-US").dollar, None);
        assert!(signs("https://shop.de/", "").decimal_comma);
        assert!(!signs("https://shop.de/", "en").decimal_comma);
        assert!(!signs("https://shop.ch/", "de-CH").decimal_comma);
        let german = signs("https://shop.de/", "de");
        assert_eq!(amount("1.234 €", &german).map(show).as_deref(), Some("1234 EUR"));
        assert_eq!(amount("1,234 €", &german), None);
        assert_eq!(amount("1.234,-", &german).map(show).as_deref(), Some("1234"));
        assert_eq!(amount("12,80 €", &german).map(show).as_deref(), Some("12.80 EUR"));
    }
}
