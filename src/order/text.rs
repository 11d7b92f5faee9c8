//! Lower case.

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

#[cfg(test)]
mod tests {
    use super::*;

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
