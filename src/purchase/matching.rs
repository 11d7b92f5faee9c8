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

/// Whether a label says the same as several options: written one after the other, or in whatever
/// order with signs between them, as in `红色 / XL`.
pub fn same_joined(label: &str, options: &[&str]) -> bool {
    if same(label, &options.join(" ")) {
        return true;
    }
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = label;
    while let Some((part, behind)) = part_before_sign(rest) {
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    // Each of the options is one of the parts, and no part is left.
    parts.len() > 1
        && parts.len() == options.len()
        && options.iter().all(|option| parts.iter().filter(|part| same(part, option)).count() == 1)
        && parts.iter().all(|part| options.iter().filter(|option| same(part, option)).count() == 1)
}

/// What stands before a sign that is set apart by spaces, and what behind it: `1/2 / L` has one.
fn part_before_sign(label: &str) -> Option<(&str, &str)> {
    let mut before = None;
    for (at, char) in label.char_indices() {
        let behind = label.get(at + char.len_utf8()..).unwrap_or_default();
        let apart = behind.starts_with(char::is_whitespace) && before.is_some_and(char::is_whitespace);
        if apart && matches!(plain(char.encode_utf8(&mut [0; 4])).as_str(), "/" | "|" | "·" | ";" | ",") {
            return Some((label.get(..at).unwrap_or_default(), behind));
        }
        before = Some(char);
    }
    None
}

/// The part of a label that tells it from others.
pub fn key_of(label: &str) -> String {
    let text: Vec<char> = lower_case(plain(label).trim()).chars().collect();
    let mut key = String::with_capacity(label.len());
    // Two numbers stay two: by the sign that stands between them, or else by a space.
    let mut between = None;
    for (index, &char) in text.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| text.get(before)).copied();
        let after = text.get(index + 1).copied();
        match kept(char, before, after) {
            None if begins_decimals(&text, index) => {
                if key.ends_with(DIGIT) {
                    key.extend(between);
                }
                // `.5` is `0.5`, and no `5`.
                key.push('0');
                between = Some('.');
            }
            Some(kept) => {
                if kept.is_ascii_digit() && key.ends_with(DIGIT) {
                    key.extend(between);
                }
                between = None;
                key.push(kept);
                // Its capital is two letters.
                if char == 'ß' {
                    key.push('s');
                }
            }
            None if matches!(between, None | Some(' ')) => between = Some(sign_between(char, before, after)),
            None => {}
        }
    }
    key
}

const DIGIT: fn(char) -> bool = |char| char.is_ascii_digit();

/// Whether a point begins a number, as in `.5 mm` or `4x.5`. In `No.5` and `M.2` it ends a word.
fn begins_decimals(text: &[char], index: usize) -> bool {
    let at = |back: usize| index.checked_sub(back).and_then(|at| text.get(at)).copied();
    let follows = match at(1) {
        Some('x') => at(2).is_none_or(|before| !is_letter(before)),
        Some(before) => !is_letter_or_digit(before) && before != '.',
        None => true,
    };
    text.get(index) == Some(&'.') && follows && text.get(index + 1).copied().is_some_and(DIGIT)
}

/// What a character of a label is in its key; nothing where it only sets words apart.
fn kept(char: char, before: Option<char>, after: Option<char>) -> Option<char> {
    match char {
        // The capital of both is I where nobody asks for the language, and has a dot of its own.
        'ı' => Some('i'),
        'ß' => Some('s'),
        '\u{307}' => None,
        // `4×10` and `4 x 10`; alone at the end it takes something away.
        '×' if after.is_some() => Some('x'),
        '*' if before.is_some_and(DIGIT) && after.is_some_and(DIGIT) => Some('x'),
        // A minus, or a grade: `-5`, `A-`.
        '-' if after.is_some_and(DIGIT) && !before.is_some_and(is_letter_or_digit) => Some('-'),
        '-' if after.is_none() && before.is_some_and(is_letter_or_digit) => Some('-'),
        '\'' if before.is_some_and(DIGIT) => Some('′'),
        '+' | '%' | '#' | '&' | '"' | '<' | '>' | '=' | '$' | '^' | '@' | '′' | '″' | '‰' => Some(char),
        _ if is_letter_or_digit(char) => Some(char),
        _ if char.is_ascii() || char.is_whitespace() || sets_apart(char) => None,
        // Other signs, such as `≤`, `♂` and `★`, say what is meant.
        _ => Some(char),
    }
}

/// Quotes, dots, brackets and marks of trade.
fn sets_apart(char: char) -> bool {
    matches!(char, '\u{a1}' | '\u{a7}'..='\u{a9}' | '\u{ab}' | '\u{ae}' | '\u{af}' | '\u{b4}' | '\u{b6}'..='\u{b8}'
        | '\u{bb}' | '\u{bf}' | '×' | '\u{2000}'..='\u{206f}' | '\u{2122}' | '\u{3000}'..='\u{303f}'
        | '\u{fe00}'..='\u{fe0f}')
}

fn sign_between(char: char, before: Option<char>, after: Option<char>) -> char {
    match char {
        '.' | ',' if before.is_some_and(DIGIT) && after.is_some_and(DIGIT) => '.',
        '/' | ':' => char,
        '-' | '~' => '-',
        _ => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_spaces_and_punctuation_do_not_matter() {
        for (one, other) in [
            ("KIRMIZI", "Kırmızı"),
            ("C\u{ad}-1A", "c-1a"),
            ("250\u{2060} ml", "250 ml"),
            ("XL", "xl"),
            ("红色 ", "【红色】"),
            ("ＸＬ", "XL"),
            ("X-Large", "x large"),
            ("1,5 m", "1.5m"),
            ("M4 × 10", "M4x10"),
            ("10*20 cm", "10×20cm"),
            ("36 – 38", "36~38"),
            ("İnce", "ince"),
            ("WEISS", "Weiß"),
            ("Velcro® “wide”", "Velcro wide"),
            ("Red *", "red"),
            (".5 mm", "0.5 mm"),
            (".5 x .25", "0,5 × 0.25"),
            ("No.5", "No 5"),
            ("M.2 SSD", "m 2 ssd"),
            (" A- ", "A-"),
        ] {
            assert!(same(one, other), "{one} = {other}");
        }
    }

    #[test]
    fn what_tells_options_apart_stays() {
        let pairs = [
            ("L", "XL"),
            ("3.5", "35"),
            (".5 mm", "5 mm"),
            ("4x.5", "4x5"),
            ("M4 (.5)", "M4 (5)"),
            ("± .5", "± 5"),
            ("36-38", "3638"),
            ("-5.00", "5.00"),
            ("A+", "A"),
            ("1 2", "12"),
            ("1/2", "12"),
            ("2 × 3", "23"),
            ("5 - 10", "510"),
            ("5~10", "510"),
            ("M5(10)", "M510"),
            ("1, 5", "1.5"),
            ("1½", "11/2"),
            ("10²", "102"),
            ("60°", "60"),
            ("5'", "5\""),
            ("5' ", "5"),
            ("A-", "A"),
            ("≤ 5 A", "≥ 5 A"),
            ("M ♂", "M ♀"),
            ("★", "★★"),
            ("Rosé", "Rose"),
            ("Rose\u{301}", "Rose"),
            ("红", "紅"),
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
        assert!(same_joined("10 / 1,5 m", &["10", "1,5 m"]));
        assert!(same_joined("XL / 红色", &["红色", "XL"]));
        assert!(!same_joined("1/2 / L", &["1", "2", "L"]));
        assert!(!same_joined("L / XL", &["L", "L"]));
    }
}
