//! Files that people write or bring: profiles of suppliers, mappings of ERPs, JSON of any kind.

use one_click_purchase::erp::check_mapping;
use one_click_purchase::json::{self, Value};
use one_click_purchase::supplier;

use super::{comes_back, erp};

/// A profile to be imported: taken in, it is exported and imported again as the same.
pub fn profile(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match supplier::read(text) {
        Ok(profile) => {
            let exported = json::write(&profile);
            match supplier::read(&exported) {
                Ok(again) => assert_eq!(again, profile, "exported as {exported}"),
                Err(wrong) => panic!("what was exported is refused: {wrong} in {exported}"),
            }
        }
        Err(wrong) => names_a_line(wrong.line, text),
    }
}

/// A mapping as a person writes it, asked for everything at a server that answers the same to everything.
pub fn mapping(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Err(wrong) = check_mapping(text) {
        names_a_line(wrong.line, text);
    }
    erp::mapped(text);
}

/// Any JSON: written and read again it is the same, and numbers keep their digits.
pub fn json(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    json::parse_behind(text, text.len() / 2);
    let Ok(value) = json::parse(text) else { return };
    comes_back(&value);
    // Another reader agrees that it is JSON, and on what stands in it.
    if let Ok(other) = serde_json::from_str::<serde_json::Value>(text) {
        agrees(&value, &other);
    }
}

/// What is wrong is said of a line that the file has.
fn names_a_line(line: u32, text: &str) {
    let lines = text.split('\n').count();
    assert!((1..=lines).contains(&(line as usize)), "line {line} of {lines} is wrong");
}

fn agrees(own: &Value, other: &serde_json::Value) {
    let fits = match (own, other) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Bool(own), serde_json::Value::Bool(other)) => own == other,
        (Value::Text(own), serde_json::Value::String(other)) => own == other,
        // `-0` is a fraction to the other one.
        (Value::Integer(0), serde_json::Value::Number(other)) => other.as_f64() == Some(0.0),
        (Value::Integer(own), serde_json::Value::Number(other)) => other.as_i64() == Some(*own),
        (Value::Number(_), serde_json::Value::Number(_)) => true,
        (Value::List(own), serde_json::Value::Array(other)) => {
            own.iter().zip(other).for_each(|(own, other)| agrees(own, other));
            own.len() == other.len()
        }
        // A name that stands twice is kept twice by one of them.
        (Value::Object(_), serde_json::Value::Object(other)) => {
            other.keys().all(|name| own.get(name).is_some())
        }
        _ => false,
    };
    assert!(fits, "{own} was read, and {other} by another reader");
}
