//! Packs the words of both languages: `extension/_locales` is their only source, and what the core
//! carries of it is a third of the files' size and needs no parser.

use std::path::Path;
use std::{env, fs};

use serde_json::Value;

/// The languages, in the order of the packed lines.
const LANGUAGES: [&str; 2] = ["en", "zh_CN"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut messages = Vec::new();
    for language in LANGUAGES {
        let path = format!("extension/_locales/{language}/messages.json");
        println!("cargo::rerun-if-changed={path}");
        messages.push(serde_json::from_str::<Value>(&fs::read_to_string(&path)?)?);
    }
    let first = messages.first().and_then(Value::as_object).ok_or("no words")?;
    let mut keys: Vec<&String> = first.keys().collect();
    keys.sort();
    // One line a key: key, English, Chinese.
    let mut packed = String::new();
    for key in keys {
        packed.push_str(key);
        for language in &messages {
            let text = language[key]["message"].as_str().ok_or_else(|| format!("no word {key}"))?;
            if text.contains(['\t', '\n']) {
                return Err(format!("{key} holds what parts the packed words").into());
            }
            packed.push('\t');
            packed.push_str(text);
        }
        packed.push('\n');
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.txt"), packed)?;
    Ok(())
}
