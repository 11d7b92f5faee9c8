//! Values to JSON text.

use std::fmt;

use super::Value;

impl fmt::Display for Value {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        append(self, &mut text);
        to.write_str(&text)
    }
}

fn append(value: &Value, to: &mut String) {
    match value {
        Value::Null => to.push_str("null"),
        Value::Bool(true) => to.push_str("true"),
        Value::Bool(false) => to.push_str("false"),
        Value::Integer(number) => to.push_str(&number.to_string()),
        Value::Number(text) => to.push_str(text),
        Value::Text(text) => quote(text, to),
        Value::List(items) => {
            to.push('[');
            for (at, item) in items.iter().enumerate() {
                separate(at, to);
                append(item, to);
            }
            to.push(']');
        }
        Value::Object(object) => {
            to.push('{');
            for (at, (name, member)) in object.members().enumerate() {
                separate(at, to);
                quote(name, to);
                to.push(':');
                append(member, to);
            }
            to.push('}');
        }
    }
}

fn separate(at: usize, to: &mut String) {
    if at > 0 {
        to.push(',');
    }
}

fn quote(text: &str, to: &mut String) {
    to.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte != b'"' && byte != b'\\' && byte >= 0x20 {
            continue;
        }
        to.push_str(text.get(plain..at).unwrap_or_default());
        plain = at + 1;
        match byte {
            b'"' => to.push_str("\\\""),
            b'\\' => to.push_str("\\\\"),
            b'\n' => to.push_str("\\n"),
            _ => {
                to.push_str("\\u00");
                for half in [byte >> 4, byte & 15] {
                    to.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
                }
            }
        }
    }
    to.push_str(text.get(plain..).unwrap_or_default());
    to.push('"');
}
