//! What is done with texts everywhere: lower case, and finding one text in another.
//!
//! The standard library's search of a text for a text prepares for texts of any length: 6 KB that
//! nothing else here needs. Words and marks are short.

/// The text in lower case.
pub fn lower_case(text: &str) -> String {
    if text.chars().all(|char| char.is_ascii() || has_no_case(char)) {
        text.to_ascii_lowercase()
    } else {
        by_table(text)
    }
}

/// Signs, and the scripts of East Asia: most texts of a page hold no other letters.
fn has_no_case(char: char) -> bool {
    matches!(char,
        '\u{a0}'..='\u{bf}' | '×' | '\u{2010}'..='\u{2064}' | '\u{20a0}'..='\u{20cf}' | '\u{2500}'..='\u{27bf}'
        | '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ff20}')
}

/// The tables of letters are large, and a browser has them.
#[cfg(target_arch = "wasm32")]
use crate::browser::lower_case as by_table;

#[cfg(not(target_arch = "wasm32"))]
fn by_table(text: &str) -> String {
    text.to_lowercase()
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
    fn every_text_is_lowered_as_unicode_has_it() {
        for char in (char::MIN..=char::MAX).filter(|char| has_no_case(*char)) {
            assert!(char.to_lowercase().eq([char]), "{char}");
        }
        for text in ["Größe ÄÖ", "ΟΔΟΣ", "红色 XL", "￥Ｘ", "İ"] {
            assert_eq!(lower_case(text), text.to_lowercase());
        }
    }
}
