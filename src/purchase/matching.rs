//! When two labels mean the same option.
//!
//! Labels are compared whole, after folding width, case, spaces and punctuation; never by part.
//! What tells numbers apart (`3.5` and `35`, `36-38` and `3638`, `-5` and `5`, `A+` and `A`) stays.

use crate::order::{is_letter, is_letter_or_digit, lower_case};
use crate::page::plain;

/// Whether two labels mean the same.
pub fn same(one: &str, other: &str) -> bool {
    let key = key_of(one);
    !key.is_empty() && key == key_of(other)
}

/// Whether a label says the same as several options written one after the other.
pub fn same_joined(label: &str, options: &[&str]) -> bool {
    same(label, &options.join(" "))
}

/// The part of a label that tells it from others.
pub fn key_of(label: &str) -> String {
    let text: Vec<char> = lower_case(&plain(label)).chars().collect();
    let mut key = String::with_capacity(label.len());
    for (index, &char) in text.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| text.get(before)).copied();
        let after = text.get(index + 1).copied();
        let digit_before = before.is_some_and(|c| c.is_ascii_digit());
        let digit_after = after.is_some_and(|c| c.is_ascii_digit());
        match char {
            c if is_letter_or_digit(c) || matches!(c, '+' | '%' | '#' | '&' | '°' | '′' | '″' | '"') => {
                key.push(c)
            }
            '.' | ',' if digit_before && digit_after => key.push('.'),
            '/' | '×' | '*' | ':' if digit_before && digit_after => key.push(char),
            '-' if digit_after && !before.is_some_and(is_letter) => key.push('-'),
            c if c.is_whitespace() && digit_before && next_is_digit(&text, index) => key.push(' '),
            _ => {}
        }
    }
    key
}

fn next_is_digit(text: &[char], index: usize) -> bool {
    text.iter().skip(index).find(|c| !c.is_whitespace()).is_some_and(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_spaces_and_punctuation_do_not_matter() {
        for (one, other) in
            [("XL", "xl"), ("红色 ", "【红色】"), ("ＸＬ", "XL"), ("X-Large", "x large"), ("1,5 m", "1.5m")]
        {
            assert!(same(one, other), "{one} = {other}");
        }
    }

    #[test]
    fn what_tells_options_apart_stays() {
        let pairs = [
            ("L", "XL"),
            ("3.5", "35"),
            ("36-38", "3638"),
            ("-5.00", "5.00"),
            ("A+", "A"),
            ("1 2", "12"),
            ("1/2", "12"),
            ("红", "红色"),
            ("Mix 2pcs", "Mix 3pcs"),
            ("", ""),
        ];
        for (one, other) in pairs {
            assert!(!same(one, other), "{one} ≠ {other}");
        }
    }

    #[test]
    fn a_row_may_name_the_whole_variant() {
        assert!(same_joined("红色 / XL", &["红色", "XL"]));
        assert!(!same_joined("红色 / XXL", &["红色", "XL"]));
    }
}
