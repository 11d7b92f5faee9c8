//! Reads what people write, and refuses what is wrong in it, with its place.

use std::fmt;

use super::{Json, Misfit, Value, fit, line_of, parse};

/// What is wrong with a text, and where.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Wrong {
    /// The line, counted from 1.
    pub line: u32,
    /// The way to it and what should be there, such as `layouts.0.price: wanted a selector`.
    pub what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("line ")?;
        to.write_str(&self.line.to_string())?;
        to.write_str(": ")?;
        to.write_str(&self.what)
    }
}

impl std::error::Error for Wrong {}

/// Reads a value of ours, in which every member must be known; `misfit` tells what fits its type and is wrong
/// all the same.
///
/// # Errors
/// Names the first place that is wrong.
pub fn checked<T: Json>(text: &str, misfit: &dyn Fn(&T) -> Option<Misfit>) -> Result<T, Wrong> {
    let wrong = |misfit: Misfit| Wrong { line: line_of(text, misfit.path()), what: misfit.to_string() };
    let read: T = fit_known(parse(text).map_err(wrong)?).map_err(wrong)?;
    match misfit(&read) {
        Some(misfit) => Err(wrong(misfit)),
        None => Ok(read),
    }
}

/// A value of ours from a JSON value in which every member must be known.
///
/// # Errors
/// Names the first member that is missing, not as it should be, or unknown.
pub fn fit_known<T: Json>(value: Value) -> Result<T, Misfit> {
    let read: T = fit(value.clone())?;
    // Whatever was not taken in is no member of it: a mistyped name must not pass unseen.
    let mut path = String::new();
    match is_unknown(&value, &read.to_value(), &mut path) {
        true => Err(Misfit::at(path, "no member of this name")),
        false => Ok(read),
    }
}

/// Whether a value has a member that another has not; the path then leads to it.
fn is_unknown(value: &Value, known: &Value, path: &mut String) -> bool {
    let before = path.len();
    let mut enter = |name: &str, value: &Value, known: &Value| {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        let unknown = is_unknown(value, known, path);
        if !unknown {
            path.truncate(before);
        }
        unknown
    };
    match (value, known) {
        (Value::Object(object), _) => {
            for (name, member) in object.members() {
                let unknown = match known.get(name) {
                    _ if matches!(member, Value::Null) => false,
                    Some(known) => enter(name, member, known),
                    None => enter(name, &Value::Bool(true), &Value::Null),
                };
                if unknown {
                    return true;
                }
            }
            false
        }
        (Value::List(items), Value::List(known)) => {
            for (at, (item, known)) in items.iter().zip(known).enumerate() {
                if enter(&at.to_string(), item, known) {
                    return true;
                }
            }
            false
        }
        // What stands for a member that is not known, see above.
        (Value::Bool(true), Value::Null) => true,
        _ => false,
    }
}
