//! What is done with texts everywhere: letters, lower case, and finding one text in another.
//!
//! The standard library's search of a text for a text prepares for texts of any length: 6 KB that
//! nothing else here needs. Words and marks are short.

/// The text in lower case.
pub fn lower_case(text: &str) -> String {
    if text.chars().all(|char| char.is_ascii() || has_no_case(char)) {
        text.to_ascii_lowercase()
    } else {
        table::lower_case(text)
    }
}

/// Signs, and the scripts of East Asia: most texts of a page hold no other letters.
fn has_no_case(char: char) -> bool {
    matches!(char,
        '\u{a0}'..='\u{bf}' | '×' | '\u{2010}'..='\u{2064}' | '\u{20a0}'..='\u{20cf}' | '\u{2500}'..='\u{27bf}'
        | '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ff20}')
}

/// Whether it is a letter of any script.
pub fn is_letter(char: char) -> bool {
    known_letter(char).unwrap_or_else(|| table::is_letter(char))
}

/// Whether it is a letter or digit of any script.
pub fn is_letter_or_digit(char: char) -> bool {
    match known_letter(char) {
        Some(letter) => letter || char.is_ascii_digit(),
        None => table::is_letter(char) || table::is_number(char),
    }
}

/// Whether it is a letter, for the characters of which most pages consist; the others of these are
/// no numbers either, but for `0` to `9`.
fn known_letter(char: char) -> Option<bool> {
    match char {
        '\0'..='\x7f' => Some(char.is_ascii_alphabetic()),
        '×' | '÷' | '\u{80}'..='\u{a9}' | '\u{2010}'..='\u{205f}' | '\u{20a0}'..='\u{20cf}' => Some(false),
        '\u{2190}'..='\u{23ff}' | '\u{2500}'..='\u{2775}' | '\u{3008}'..='\u{3020}' => Some(false),
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' => Some(false),
        '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => Some(true),
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' => Some(true),
        '\u{ac00}'..='\u{d7a3}' => Some(true),
        _ => None,
    }
}

/// The tables of letters are large, and a browser has them.
#[cfg(target_arch = "wasm32")]
use crate::browser::text as table;

#[cfg(not(target_arch = "wasm32"))]
mod table {
    pub fn lower_case(text: &str) -> String {
        text.to_lowercase()
    }

    pub fn is_letter(char: char) -> bool {
        char.is_alphabetic()
    }

    pub fn is_number(char: char) -> bool {
        char.is_numeric()
    }
}

/// Where a part begins in a text.
pub fn find_text(text: &str, part: &str) -> Option<usize> {
    let Some((first, behind)) = part.as_bytes().split_first() else { return Some(0) };
    let text = text.as_bytes();
    for (at, byte) in text.iter().enumerate() {
        if byte == first && text.get(at + 1..).is_some_and(|rest| rest.starts_with(behind)) {
            return Some(at);
        }
    }
    None
}

/// Whether a text has a part in it.
pub fn has_text(text: &str, part: &str) -> bool {
    find_text(text, part).is_some()
}

/// What stands before and behind the first such mark.
pub fn split_at_text<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let at = find_text(text, mark)?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_where_it_stands_first() {
        for text in ["", "a", "aab", "¥1 × 2 × 3", "https://a.b://c", "红色"] {
            for part in ["", "a", "ab", "×", "://", "红", "色", "aabb"] {
                assert_eq!(find_text(text, part), text.find(part), "{text} {part}");
                assert_eq!(split_at_text(text, part), text.split_once(part), "{text} {part}");
            }
        }
    }

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        for char in char::MIN..=char::MAX {
            assert_eq!(is_letter(char), char.is_alphabetic(), "{char}");
            assert_eq!(is_letter_or_digit(char), char.is_alphanumeric(), "{char}");
        }
    }

    #[test]
    fn every_text_is_lowered_as_unicode_has_it() {
        for char in (char::MIN..=char::MAX).filter(|char| has_no_case(*char)) {
            assert!(char.to_lowercase().eq([char]), "{char}");
        }
        for text in ["Größe ÄÖ", "ΟΔΟΣ", "红色 XL", "￥Ｘ", "İ"] {
            assert_eq!(lower_case(text), text.to_lowercase());
        }
    }
}
