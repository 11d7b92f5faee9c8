//! The envelope of stored documents that matter: version and checksum before the JSON, such as
//! `2:9c03b2a4f1d77e50:{"id":…}`.
//!
//! A text that was cut short or changed by anything but the extension is known by its checksum and not taken
//! for what was stored. Version 0 had no envelope: its text is the JSON, and it gets one when it is written
//! next. Version 1 kept the connections as a list, without a lock. A version that is not known here was written by a newer extension, and is never guessed at.

use super::names;

/// The version that is written. A member that may be missing (`#[json(default)]`) is added without counting it
/// up: a document from before has none, and an older extension leaves it out. Whatever else changes the JSON of a
/// sealed document after a release, also one more name of a state, counts it up: whoever reads it gets the way
/// from each version before, and what was written before stays among the tests (`stored-by-version-….json`).
const VERSION: &str = "2";
/// Those before it that had an envelope. Whoever reads the connections knows how they differ.
const BEFORE: &str = "1";

/// Why a stored text is not to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsound {
    /// It is not what was written.
    Damaged,
    /// A newer version of the extension wrote it.
    Newer,
}

impl Unsound {
    /// What is to be said of it, behind the document's place.
    pub fn text(self) -> &'static str {
        match self {
            Self::Damaged => "its checksum does not fit",
            Self::Newer => "a newer version of the extension wrote it",
        }
    }
}

/// Whether documents of this place are sealed. The rest is a copy of the ERP's, or made anew at any time.
pub fn is_sealed(store: &str, key: &str) -> bool {
    match store {
        names::PURCHASES | names::PAST | names::OUTBOX | names::NUMBERS | names::PAIRINGS => true,
        names::SINGLES => matches!(key, "settings" | "connections" | "suppliers"),
        _ => false,
    }
}

/// The key in [`names::COPIES`] of what stood at this place before; nothing where no copy is kept.
pub fn copy_key(store: &str, key: &str) -> Option<String> {
    let kept = match store {
        names::PURCHASES | names::OUTBOX | names::PAIRINGS => true,
        names::SINGLES => matches!(key, "settings" | "connections" | "suppliers"),
        _ => false,
    };
    kept.then(|| [store, "|", key].concat())
}

/// A document's JSON as it is stored.
pub fn seal(text: &str) -> String {
    [VERSION, ":", &sum(text), ":", text].concat()
}

/// The JSON of a stored text, by what it is now.
pub fn open(stored: &str) -> Result<&str, Unsound> {
    let mut parts = stored.splitn(3, ':');
    let (Some(version), Some(own), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
        return unsealed(stored);
    };
    match version {
        VERSION | BEFORE if own == sum(text) => Ok(text),
        VERSION | BEFORE => Err(Unsound::Damaged),
        _ if !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()) => Err(Unsound::Newer),
        _ => unsealed(stored),
    }
}

/// A text of version 0; what begins otherwise is not JSON of ours.
fn unsealed(stored: &str) -> Result<&str, Unsound> {
    match stored.starts_with(['{', '[']) {
        true => Ok(stored),
        false => Err(Unsound::Damaged),
    }
}

/// FNV-1a over words of eight bytes, as sixteen digits. It is there against accidents, not against people.
fn sum(text: &str) -> String {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |word: u64| sum = (sum ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    for word in words {
        take(u64::from_le_bytes(*word));
    }
    take(rest.iter().fold(1, |word, byte| word << 8 | u64::from(*byte)));
    take(text.len() as u64);
    let mut digits = String::with_capacity(16);
    for place in (0..64).step_by(4).rev() {
        digits.push(char::from_digit((sum >> place & 15) as u32, 16).unwrap_or('0'));
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_comes_out_again() {
        for text in ["{}", "[]", r#"{"a":"1:2:3"}"#, r#"{"订单":"衬衫 ¥12.80"}"#, &"[1234567]".repeat(999)]
        {
            let sealed = seal(text);
            assert_eq!(open(&sealed), Ok(text));
            assert_eq!(sealed.len(), text.len() + 19);
        }
    }

    #[test]
    fn what_a_person_made_has_a_copy() {
        for (store, key) in [
            (names::PURCHASES, "p"),
            (names::OUTBOX, "r"),
            (names::PAIRINGS, "k"),
            (names::SINGLES, "connections"),
            (names::SINGLES, "settings"),
            (names::SINGLES, "suppliers"),
        ] {
            assert_eq!(copy_key(store, key), Some([store, "|", key].concat()));
        }
        assert_eq!((copy_key(names::SINGLES, "screen"), copy_key(names::ORDERS, "1")), (None, None));
    }

    #[test]
    fn the_checksum_is_the_same_for_ever() {
        assert_eq!(seal("{}"), "2:104f81962f2a7e1d:{}");
        assert_eq!(seal(r#"{"id":"p1"}"#), "2:3e6a8d0e7b8a5a72:{\"id\":\"p1\"}");
    }

    #[test]
    fn a_text_without_an_envelope_is_of_the_first_version() {
        for text in [r#"{"id":"a:b:c"}"#, "[]", r#"[{"at":"12:00:00"}]"#] {
            assert_eq!(open(text), Ok(text));
        }
    }

    #[test]
    fn what_version_1_wrote_is_read() {
        assert_eq!(open("1:104f81962f2a7e1d:{}"), Ok("{}"));
        assert_eq!(open("1:104f81962f2a7e1d:[]"), Err(Unsound::Damaged));
    }

    #[test]
    fn whatever_is_changed_cut_or_mixed_up_is_damaged() {
        let text = r#"{"id":"p1","stage":{"stage":"Placed"},"total":"12.80"}"#;
        let sealed = seal(text);
        for at in 0..sealed.len() {
            assert_ne!(open(&sealed[..at]), Ok(text), "cut at {at}");
            let mut changed = sealed.clone().into_bytes();
            changed[at] ^= 1;
            let changed = String::from_utf8(changed).unwrap();
            assert!(open(&changed).is_err(), "{changed}");
        }
        for broken in ["", "x", "null", ":::", "\u{0}\u{0}\u{0}"] {
            assert_eq!(open(broken), Err(Unsound::Damaged), "{broken}");
        }
        let mut mixed: Vec<char> = sealed.chars().collect();
        mixed.swap(24, 32);
        assert_eq!(open(&mixed.into_iter().collect::<String>()), Err(Unsound::Damaged));
    }

    #[test]
    fn what_a_newer_version_wrote_is_not_guessed_at() {
        assert_eq!(open("3:0000000000000000:{}"), Err(Unsound::Newer));
        assert_eq!(open("17:x:{}"), Err(Unsound::Newer));
    }
}
