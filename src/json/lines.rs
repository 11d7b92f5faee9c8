//! Values as JSON text that people read and mend.

use super::Value;

/// So much of a line is filled before a list or an object takes a line for each of its members.
const WIDTH: usize = 100;

/// A value over several lines.
pub fn in_lines(value: &Value) -> String {
    let mut text = String::new();
    append(value, 0, &mut text);
    text
}

fn append(value: &Value, depth: usize, to: &mut String) {
    let whole = value.to_string();
    if whole.chars().count() + 2 * depth <= WIDTH && depth > 0 {
        to.push_str(&whole);
        return;
    }
    match value {
        Value::List(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                begin(if at == 0 { '[' } else { ',' }, depth + 1, to);
                append(item, depth + 1, to);
            }
            end(']', depth, to);
        }
        Value::Object(object) => {
            for (at, (name, member)) in object.members().enumerate() {
                begin(if at == 0 { '{' } else { ',' }, depth + 1, to);
                to.push_str(&Value::text(name).to_string());
                to.push_str(": ");
                append(member, depth + 1, to);
            }
            end('}', depth, to);
        }
        _ => to.push_str(&whole),
    }
}

fn begin(sign: char, depth: usize, to: &mut String) {
    to.push(sign);
    line(depth, to);
}

fn end(sign: char, depth: usize, to: &mut String) {
    line(depth, to);
    to.push(sign);
}

fn line(depth: usize, to: &mut String) {
    to.push('\n');
    for _ in 0..depth {
        to.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn what_is_short_stays_in_its_line() {
        let text = r#"{"name":"x","pages":[{"at":["/a"]}],"none":{}}"#;
        let value = parse(text).unwrap();
        assert_eq!(
            in_lines(&value),
            "{\n  \"name\": \"x\",\n  \"pages\": [{\"at\":[\"/a\"]}],\n  \"none\": {}\n}"
        );
        let long = ["x"; 60].join("\",\"");
        let value = parse(&format!("{{\"long\":[\"{long}\"]}}")).unwrap();
        assert_eq!(parse(&in_lines(&value)), Ok(value.clone()));
        assert!(in_lines(&value).lines().count() > 60);
    }
}
