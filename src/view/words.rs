//! The words of the extension, in the person's language. `extension/_locales` is their only source.

use std::collections::BTreeMap;

use crate::json::{self, Json};

use crate::message::Problem;
use crate::store::Language;

const ENGLISH: &str = include_str!("../../extension/_locales/en/messages.json");
const CHINESE: &str = include_str!("../../extension/_locales/zh_CN/messages.json");

/// The words of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    language: Language,
    messages: BTreeMap<String, Message>,
}

#[derive(Debug, Clone, PartialEq, Json)]
struct Message {
    message: String,
}

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> Self {
        let source = match language {
            Language::English => ENGLISH,
            Language::Chinese => CHINESE,
        };
        // The files are part of the program, and a test reads both: there is nothing to recover from.
        let messages = json::read(source).unwrap_or_default();
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
        let Some(Message { message }) = self.messages.get(key) else {
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

#[cfg(test)]
#[path = "words_test.rs"]
mod tests;
