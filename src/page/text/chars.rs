//! Kinds of characters, to search texts by.
//!
//! They are plain function pointers, since a search by a closure is compiled anew for each closure.

use crate::order::{has_text, is_letter, is_letter_or_digit};

/// Whether a character is of a kind.
pub type CharKind = fn(char) -> bool;

/// `0` to `9`.
pub const DIGIT: CharKind = |char| char.is_ascii_digit();
/// A letter of any script.
pub const LETTER: CharKind = is_letter;
/// A letter or digit of any script.
pub const WORD: CharKind = is_letter_or_digit;
/// Neither a letter nor a digit.
pub const NO_WORD: CharKind = |char| !is_letter_or_digit(char);
/// White space.
pub const SPACE: CharKind = char::is_whitespace;

/// A colon, narrow or wide.
pub const COLON: CharKind = |char| matches!(char, ':' | '：');
/// Begins the query or the fragment of an address.
const QUERY: CharKind = |char| matches!(char, '?' | '#');

/// Whether two characters that stand side by side are of one word. The scripts of East Asia and Thai write
/// words without spaces, so there nothing tells.
pub fn joins(one: Option<char>, next: Option<char>) -> bool {
    let spaced = |char: char| {
        is_letter_or_digit(char) && char < '\u{2e80}' && !matches!(char, '\u{0e00}'..='\u{0e7f}')
    };
    one.is_some_and(spaced) && next.is_some_and(spaced)
}

/// Whether every character of a text is a digit, as of an empty one.
pub fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many digits a text has.
pub fn digits_in(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Whether a text has one of these words in it.
pub fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| has_text(text, word))
}

/// An address without its query and fragment.
pub fn bare_address(url: &str) -> &str {
    let end = url.find(QUERY).unwrap_or(url.len());
    url.get(..end).unwrap_or_default()
}

/// A part of a text whose places are counted in characters.
pub fn slice(text: &[char], start: usize, end: usize) -> String {
    text.iter().take(end).skip(start).collect()
}

/// Whether a word stands at a place of a text, in whatever case of ASCII.
pub fn stands_at(text: &[char], at: usize, word: &str) -> bool {
    let mut letters = text.iter().skip(at);
    word.chars().all(|own| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&own)))
}

/// A text without an ending, however often it stands there.
pub fn without_end<'t>(text: &'t str, ending: &str) -> &'t str {
    let mut text = text;
    while let Some(rest) = text.strip_suffix(ending) {
        text = rest;
    }
    text
}
