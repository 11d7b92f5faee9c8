//! Amounts that are paid again and again: `24x ab 21,90 €`, `$18.00/mo.`, `4 payments of $18.00`.

use rust_decimal::Decimal;

use super::super::chars::{DIGIT, all_digits, slice};
use super::super::fold::fold;
use super::super::money_text::amounts;
use super::super::tree::{At, Tree};
use crate::order::lower_case;

/// Words behind a slash.
const UNITS: [&str; 11] = ["mo", "mes", "mån", "md", "mies", "mois", "mês", "мес", "měs", "monat", "maand"];
/// Words by themselves.
const TIMES: [&str; 11] = [
    "per mo",
    "per maand",
    "pro monat",
    "par mois",
    "al mes",
    "por mes",
    "a month",
    "im monat",
    "в месяц",
    "za mies",
    "pr. m",
];
/// May stand between how many times and the amount.
const LEADS: [&str; 9] = ["of", "de", "à", "ab", "a", "da", "von", "van", "по"];
/// What is counted.
const PAYMENTS: [&str; 9] =
    ["payments", "instalments", "installments", "raten", "cuotas", "plazos", "rate", "termijnen", "parcelas"];

/// Whether the words right around an amount say that it is one of several payments.
pub fn is_instalment(tree: &Tree, at: At, amount: Decimal) -> bool {
    for outer in tree.outward(at).take(3) {
        let letters: Vec<char> = fold(tree.text(outer).trim()).chars().collect();
        if letters.len() > 160 {
            return false;
        }
        let all = amounts(&slice(&letters, 0, letters.len()), &tree.signs);
        let mut from = 0;
        for (nth, one) in all.iter().enumerate() {
            let next = all.get(nth + 1).map_or(letters.len(), |next| next.start);
            let around = one.amount.amount == amount;
            if around
                && (is_each(&slice(&letters, one.end, next)) || is_times(&slice(&letters, from, one.start)))
            {
                return true;
            }
            from = one.end;
        }
    }
    false
}

/// Begins with a time that comes again.
fn is_each(behind: &str) -> bool {
    let behind = lower_case(behind.trim_start());
    match behind.strip_prefix('/') {
        Some(unit) => UNITS.iter().any(|own| unit.trim_start().starts_with(own)),
        None => TIMES.iter().any(|time| behind.starts_with(time)),
    }
}

/// Ends with how many times.
fn is_times(before: &str) -> bool {
    let before = lower_case(before);
    let mut words = before.split_whitespace().rev();
    let mut last = words.next().unwrap_or_default();
    if LEADS.contains(&last) {
        last = words.next().unwrap_or_default();
    }
    let counted = last.strip_suffix(['x', '×']).unwrap_or_default();
    // The sign may stand apart: `24 x`.
    let apart = matches!(last, "x" | "×") && words.next().is_some_and(all_digits);
    !counted.is_empty() && all_digits(counted) || apart || PAYMENTS.contains(&last) && before.contains(DIGIT)
}
