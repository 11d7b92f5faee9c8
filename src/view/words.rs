//! The words of the extension, in the person's language. `extension/_locales` is their only source.

use std::sync::OnceLock;

use crate::message::Problem;
use crate::store::Language;

/// The words of both languages as they were provided.
static PACKED: OnceLock<String> = OnceLock::new();

/// The words of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    language: Language,
    /// Words by key, sorted by it.
    messages: Vec<(&'static str, &'static str)>,
}

impl Words {
    /// Provides the words of both languages, before any are said: one line for each key, sorted by
    /// it, with the key, English and Chinese, parted by tabs. `extension/words.js` packs them, so
    /// that the core carries no second copy of what the browser reads from `_locales`.
    pub fn provide(packed: String) {
        // Provided once for each page; a second time would be the same.
        let _ = PACKED.set(packed);
    }

    /// The words of a language.
    pub fn of(language: Language) -> Self {
        let mut messages = Vec::new();
        for line in packed().lines() {
            let Some((key, both)) = line.split_once('\t') else { continue };
            let Some((english, chinese)) = both.split_once('\t') else { continue };
            let words = if language == Language::English { english } else { chinese };
            messages.push((key, words));
        }
        Self { language, messages }
    }

    /// The language to speak: the person's choice, else the one that fits the browser's.
    pub fn choose(setting: Option<Language>, browser: &str) -> Language {
        let of_browser = if browser.to_ascii_lowercase().starts_with("zh") {
            Language::Chinese
        } else {
            Language::English
        };
        setting.unwrap_or(of_browser)
    }

    /// Their language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Their language as a BCP 47 tag.
    pub fn tag(&self) -> &'static str {
        match self.language {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        }
    }

    /// The words of `key`, with `$1`, `$2` … replaced by the first, second … of `with`. An unknown
    /// key is said as it is: better an odd word on the screen than none.
    pub fn say(&self, key: &str, with: &[&str]) -> String {
        let place = self.messages.partition_point(|(own, _)| *own < key);
        let Some((_, message)) = self.messages.get(place).filter(|(own, _)| *own == key) else {
            return key.to_owned();
        };
        let mut said = String::with_capacity(message.len());
        let mut parts = message.split('$');
        said.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let place = part.chars().next().and_then(|digit| digit.to_digit(10)).unwrap_or_default();
            match (place as usize).checked_sub(1) {
                Some(place) => {
                    said.push_str(with.get(place).copied().unwrap_or_default());
                    said.push_str(part.get(1..).unwrap_or_default());
                }
                None => {
                    said.push('$');
                    said.push_str(part);
                }
            }
        }
        said
    }

    /// A problem in words.
    pub fn problem(&self, problem: &Problem) -> String {
        let with: Vec<String> = problem.with.iter().map(|text| self.status(text)).collect();
        self.say(&problem.word, &with.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The name of an order's status; another text as it is.
    pub fn status(&self, name: &str) -> String {
        let key = match name {
            "pending" => "status_pending",
            "purchasing" => "status_purchasing",
            "part_purchased" => "status_part_purchased",
            "purchased" => "status_purchased",
            "cancelled" => "status_cancelled",
            other => return other.to_owned(),
        };
        self.say(key, &[])
    }
}

#[cfg(not(test))]
fn packed() -> &'static str {
    PACKED.get().map_or("", String::as_str)
}

/// Tests have no browser to read the files.
#[cfg(test)]
fn packed() -> &'static str {
    PACKED.get_or_init(tests::packed)
}

#[cfg(test)]
#[path = "words_test.rs"]
mod tests;
