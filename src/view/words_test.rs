//! No word is missing, none is unused, and both languages say the same figures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn messages(language: Language) -> BTreeMap<String, String> {
    let folder = if language == Language::English { "en" } else { "zh_CN" };
    let path = root().join("extension/_locales").join(folder).join("messages.json");
    let messages: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let messages = messages.as_object().unwrap().iter();
    messages.map(|(key, entry)| (key.clone(), entry["message"].as_str().unwrap().to_owned())).collect()
}

/// Both languages as `extension/words.js` packs them.
pub fn packed() -> String {
    let chinese = messages(Language::Chinese);
    let line = |(key, english): (String, String)| [&key, "\t", &english, "\t", &chinese[&key], "\n"].concat();
    messages(Language::English).into_iter().map(line).collect()
}

#[test]
fn no_word_holds_what_parts_the_packed_ones() {
    for words in messages(Language::English).values().chain(messages(Language::Chinese).values()) {
        assert!(!words.contains(['\t', '\n']), "{words}");
    }
}

#[test]
fn every_word_is_packed_for_both_languages() {
    for language in [Language::English, Language::Chinese] {
        let packed: Vec<(String, String)> =
            Words::of(language).messages.iter().map(|&(key, words)| (key.into(), words.into())).collect();
        assert_eq!(packed, messages(language).into_iter().collect::<Vec<_>>());
    }
}

/// All files below a directory with one of these endings.
fn files(directory: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            found.push(path);
        }
    }
    found
}

/// Rust without its tests, which may quote what no page says.
fn program(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned()
}

fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    name.starts_with("tests") || name.ends_with("_test.rs") || name.starts_with("samples")
}

/// Whether a text has the shape of a key: small letters, and an underscore between them.
fn is_key(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    plain && text.contains('_') && !text.starts_with('_') && !text.ends_with('_')
}

/// What is quoted in a text, as far as it has the shape of a key.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('"').filter(|part| is_key(part)).map(str::to_owned).collect()
}

/// The keys in the manifest and the extension's own files.
fn named() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut paths = files(&root().join("extension"), &[".html", ".js", ".css"]);
    paths.push(root().join("manifest.json"));
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        keys.extend(
            text.split("__MSG_").skip(1).filter_map(|rest| rest.split("__").next()).map(str::to_owned),
        );
        // What a script says through the browser.
        keys.extend(
            text.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned),
        );
    }
    keys
}

#[test]
fn both_languages_have_the_same_words() {
    let keys = |language| messages(language).into_keys().collect::<BTreeSet<_>>();
    assert_eq!(keys(Language::English), keys(Language::Chinese));
}

#[test]
fn both_languages_say_the_same_figures() {
    let chinese = messages(Language::Chinese);
    for (key, message) in messages(Language::English) {
        let places = |text: &str| -> BTreeSet<char> {
            text.split('$').skip(1).filter_map(|rest| rest.chars().next()).collect()
        };
        assert_eq!(places(&message), places(&chinese[&key]), "{key}");
        assert!(!message.trim().is_empty() && !chinese[&key].trim().is_empty(), "{key}");
    }
}

#[test]
fn no_word_is_missing() {
    let known = messages(Language::English);
    // What looks like a key and is none: serde's names, and a status of an order.
    let others = ["snake_case", "part_purchased"];
    for path in files(&root().join("src/view"), &[".rs"]).into_iter().filter(|path| !is_test(path)) {
        for key in quoted(&program(&path)) {
            assert!(
                known.contains_key(&key) || others.contains(&key.as_str()),
                "{key} in {}",
                path.display()
            );
        }
    }
    for key in named() {
        assert!(known.contains_key(&key), "{key} in the manifest or a page");
    }
    for path in files(&root().join("src"), &[".rs"]).into_iter().filter(|path| !is_test(path)) {
        let text = program(&path);
        for start in ["problem(\"", "word: \"", "say(\""] {
            for key in text.split(start).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(known.contains_key(key), "{key} in {}", path.display());
            }
        }
    }
}

#[test]
fn no_word_is_unused() {
    let mut used = named();
    for path in files(&root().join("src"), &[".rs"]).into_iter().filter(|path| !is_test(path)) {
        used.extend(quoted(&program(&path)));
    }
    for key in messages(Language::English).into_keys() {
        // A single word is quoted like any other; only its shape is no key's.
        let plain = !key.contains('_');
        let said = |path: &PathBuf| program(path).contains(&format!("\"{key}\""));
        let used = used.contains(&key)
            || plain
                && files(&root().join("src/view"), &[".rs"]).iter().filter(|path| !is_test(path)).any(said);
        assert!(used, "{key}");
    }
}

#[test]
fn places_are_filled_in_order() {
    let words = Words::of(Language::English);
    assert_eq!(words.say("found_instead", &["12", "10"]), "12, expected 10");
    assert_eq!(words.say("nowhere", &[]), "nowhere");
    let price = Words::of(Language::Chinese).say("stop_price", &["¥12.80", "¥12.00"]);
    assert_eq!(price, "现价 ¥12.80，限价 ¥12.00。");
}

#[test]
fn the_setting_comes_before_the_browsers_language() {
    assert_eq!(Words::choose(None, "zh-CN"), Language::Chinese);
    assert_eq!(Words::choose(None, "zh_TW"), Language::Chinese);
    assert_eq!(Words::choose(None, "de"), Language::English);
    assert_eq!(Words::choose(Some(Language::English), "zh-CN"), Language::English);
}

#[test]
fn a_problem_says_an_orders_status_in_words() {
    let problem = Problem { word: "not_open".to_owned(), with: vec!["purchased".to_owned()] };
    assert_eq!(Words::of(Language::English).problem(&problem), "The order is Purchased already.");
}
