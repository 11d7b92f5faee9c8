//! Numbers, amounts and times as people read them.

use chrono::{Datelike, Timelike};
use rust_decimal::Decimal;

use super::Words;
use crate::order::{Currency, Money, Quantity, Time, number_text};
use crate::page::Amount;

/// A number without trailing zeros: `12`, `12.5`.
pub fn quantity(quantity: Quantity) -> String {
    number_text(quantity.normalize())
}

/// An amount with its currency, at least two decimals where it has any: `¥12.80`, `12.80 SEK`.
pub fn money(money: &Money) -> String {
    in_currency(money.amount, Some(money.currency))
}

/// An amount as a page shows it; without a currency where the page leaves it open.
pub fn amount(amount: &Amount) -> String {
    in_currency(amount.amount, amount.currency)
}

fn in_currency(amount: Decimal, currency: Option<Currency>) -> String {
    let code = currency.as_ref().map_or("", |currency| currency.code());
    // Signs that several currencies share stand only for one of them.
    let sign = match code {
        "CNY" => "¥",
        "USD" => "US$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "JP¥",
        _ => "",
    };
    let mut amount = amount.normalize();
    if amount.scale() < 2 && code != "JPY" {
        amount.rescale(2);
    }
    match (sign, code) {
        ("", "") => number_text(amount),
        ("", code) => [number_text(amount).as_str(), code].join(" "),
        (sign, _) => [sign, number_text(amount).as_str()].concat(),
    }
}

/// How long ago, in one unit: "5 min ago".
pub fn ago(time: &Time, now: &Time, words: &Words) -> String {
    let minutes = now.signed_duration_since(time).num_minutes();
    let (key, count) = match minutes {
        ..1 => return words.say("ago_now", &[]),
        1..60 => ("ago_minutes", minutes),
        60..1440 => ("ago_hours", minutes / 60),
        _ => ("ago_days", minutes / 1440),
    };
    words.say(key, &[&count.to_string()])
}

/// Day and minute in the zone of `now`: `2026-11-23 10:42`.
pub fn exact(time: &Time, now: &Time) -> String {
    let time = time.with_timezone(now.offset());
    let mut text = padded(time.year().unsigned_abs(), 4);
    for (mark, part) in [('-', time.month()), ('-', time.day()), (' ', time.hour()), (':', time.minute())] {
        text.push(mark);
        text.push_str(&padded(part, 2));
    }
    text
}

/// The day in the zone of `now`: `2026-11-23`.
pub fn day(time: &Time, now: &Time) -> String {
    exact(time, now).get(..10).unwrap_or_default().to_owned()
}

/// The hour and minute in the zone of `now`; with the day when it is another.
pub fn clock(time: &Time, now: &Time) -> String {
    let exact = exact(time, now);
    let same_day = time.with_timezone(now.offset()).date_naive() == now.date_naive();
    if same_day { exact.get(11..).unwrap_or_default().to_owned() } else { exact }
}

fn padded(number: u32, width: usize) -> String {
    let digits = number.to_string();
    ["0".repeat(width.saturating_sub(digits.len())), digits].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Language;

    fn yuan(text: &str) -> Money {
        Money::new(text.parse().unwrap(), "CNY".parse().unwrap())
    }

    #[test]
    fn an_amount_keeps_every_digit_that_counts() {
        assert_eq!(money(&yuan("12.8")), "¥12.80");
        assert_eq!(money(&yuan("0.0350")), "¥0.035");
        assert_eq!(money(&Money::new(Decimal::new(5, 0), "SEK".parse().unwrap())), "5.00 SEK");
        assert_eq!(amount(&Amount { amount: Decimal::new(5, 0), currency: None }), "5.00");
        assert_eq!(money(&Money::new(Decimal::new(1200, 0), "JPY".parse().unwrap())), "JP¥1200");
    }

    #[test]
    fn a_quantity_has_no_trailing_zeros() {
        assert_eq!(quantity(Decimal::new(1200, 2)), "12");
        assert_eq!(quantity(Decimal::new(125, 1)), "12.5");
        assert_eq!(quantity(Decimal::new(100, 0)), "100");
    }

    #[test]
    fn times_are_told_in_the_browsers_zone() {
        let now = Time::parse_from_rfc3339("2026-11-23T10:42:30+08:00").unwrap();
        let then = Time::parse_from_rfc3339("2026-11-23T01:05:00Z").unwrap();
        let words = Words::of(Language::English);
        assert_eq!(exact(&then, &now), "2026-11-23 09:05");
        assert_eq!(clock(&then, &now), "09:05");
        assert_eq!(clock(&(then - chrono::TimeDelta::days(2)), &now), "2026-11-21 09:05");
        assert_eq!(ago(&then, &now, &words), "1 h ago");
        assert_eq!(ago(&now, &now, &words), "just now");
    }
}
