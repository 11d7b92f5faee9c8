//! Texts with something in braces, places in answers, and bodies to send.

use crate::json::{Object, Value};

/// What stands in braces, by name.
pub type Filling<'f> = [(&'f str, &'f str)];

/// A path with what its braces name, each percent-encoded.
pub fn path(template: &str, filling: &Filling<'_>) -> String {
    filled(template, filling, &super::super::encode)
}

fn text(template: &str, filling: &Filling<'_>) -> String {
    filled(template, filling, &str::to_owned)
}

fn filled(template: &str, filling: &Filling<'_>, written: &dyn Fn(&str) -> String) -> String {
    let mut whole = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, after)) = behind.split_once('}') else { break };
        whole.push_str(before);
        for (own, value) in filling {
            if *own == name {
                whole.push_str(&written(value));
            }
        }
        rest = after;
    }
    whole.push_str(rest);
    whole
}

/// A body with what its texts have in braces.
pub fn body(template: &Value, filling: &Filling<'_>) -> Value {
    match template {
        Value::Text(template) => Value::Text(text(template, filling)),
        Value::List(items) => {
            let mut own = Vec::with_capacity(items.len());
            for item in items {
                own.push(body(item, filling));
            }
            Value::List(own)
        }
        Value::Object(object) => {
            let mut own = Object::default();
            for (name, value) in object.members() {
                own.set(name, body(value, filling));
            }
            Value::Object(own)
        }
        other => other.clone(),
    }
}

/// An order with the members of a body in the place of its own.
pub fn merged(order: &Value, body: &Value) -> Value {
    let (Value::Object(order), Value::Object(body)) = (order, body) else { return body.clone() };
    let mut whole = order.clone();
    for (name, value) in body.members() {
        let own = order.get(name).unwrap_or(&Value::Null);
        whole.set(name, merged(own, value));
    }
    Value::Object(whole)
}

/// What stands at a place; nothing where there is none, and where the place is empty.
pub fn at<'v>(value: &'v Value, place: &str) -> Option<&'v Value> {
    let path = place.strip_prefix('/')?;
    let mut here = value;
    if path.is_empty() {
        return Some(here);
    }
    for name in path.split('/') {
        here = match here {
            Value::List(items) => items.get(name.parse::<usize>().ok()?)?,
            _ => here.get(name)?,
        };
    }
    Some(here)
}

/// The text, number or truth at a place as text; empty where there is none.
pub fn text_at(value: &Value, place: &str) -> String {
    match at(value, place) {
        Some(Value::Text(text)) => text.clone(),
        Some(value @ (Value::Integer(_) | Value::Number(_) | Value::Bool(_))) => value.to_string(),
        _ => String::new(),
    }
}
