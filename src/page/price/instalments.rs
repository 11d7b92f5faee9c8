//! Amounts that are paid again and again: `24x ab 21,90 €`, `$18.00/mo.`, `4 payments of $18.00`.

use rust_decimal::Decimal;

use super::NEAR;
use crate::order::lower_case;
use crate::page::text::chars::{DIGIT, all_digits, slice};
use crate::page::text::fold::fold;
use crate::page::text::money::amounts;
use crate::page::text::words::Word;
use crate::page::tree::{At, Tree};

/// Whether the words right around an amount say that it is one of several payments.
pub fn is_instalment(tree: &Tree, at: At, amount: Decimal) -> bool {
    for outer in tree.outward(at).take(3) {
        if tree.subtree(outer).len() > NEAR {
            return false;
        }
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

/// Begins with a time that comes again, as in `/mo.` and `per month`.
fn is_each(behind: &str) -> bool {
    let behind = behind.trim_start();
    Word::Monthly.strip(behind.strip_prefix('/').unwrap_or(behind)).is_some()
}

/// Ends with how many times.
fn is_times(before: &str) -> bool {
    let before = lower_case(before);
    let mut words = before.split_whitespace().rev();
    let mut last = words.next().unwrap_or_default();
    if Word::EachOf.is(last) {
        last = words.next().unwrap_or_default();
    }
    let counted = last.strip_suffix(['x', '×']).unwrap_or_default();
    // The sign may stand apart: `24 x`.
    let apart = matches!(last, "x" | "×") && words.next().is_some_and(all_digits);
    let payments = || Word::Instalments.is(last) && before.contains(DIGIT);
    !counted.is_empty() && all_digits(counted) || apart || payments()
}
