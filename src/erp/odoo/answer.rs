//! What Odoo's answers say, and what its errors mean.

use super::super::fault::{data_of, refused};
use super::super::{ErpError, Response};
use super::parse::text;
use crate::json::Value;

/// Longest part of what a server says that is shown.
const SHOWN: usize = 200;

/// The answer of JSON-2.
pub fn answer_of(response: &Response) -> Result<Value, ErpError> {
    match (response.status, data_of(response)) {
        (200, answer) => answer,
        (status, Ok(error)) => Err(error_of(status, &error)),
        (status, Err(_)) => Err(refused(status, String::new())),
    }
}

/// An error by its name and message. What else it has is a traceback with paths, of which nothing is shown.
pub fn error_of(status: u16, error: &Value) -> ErpError {
    let (name, message) = (text(error, "name"), text(error, "message"));
    let said: String = message.chars().take(SHOWN).collect();
    match name.rsplit('.').next().unwrap_or_default() {
        "AccessDenied" | "SessionExpiredException" | "Unauthorized" => ErpError::Key,
        "UserError" | "ValidationError" | "RedirectWarning" | "AccessError" | "Forbidden" => {
            ErpError::Refused(said)
        }
        "MissingError" => ErpError::NotFound,
        "NotFound" | "UnprocessableEntity" => {
            ErpError::NotThisKind(["Odoo has not what is needed: ", &said].concat())
        }
        "" => refused(status, String::new()),
        _ => ErpError::Trouble(["Odoo failed: ", &name.chars().take(SHOWN).collect::<String>()].concat()),
    }
}

/// The context in which the user's language is spoken.
pub fn spoken(context: &Value) -> String {
    match text(context, "lang") {
        "" => "{}".to_owned(),
        lang => Value::only("lang", &lang.to_owned()).to_string(),
    }
}

/// The version that an answer tells, whole and as it is called.
pub fn version_of(told: &Value, parts: &str, name: &str) -> Result<(i64, String), ErpError> {
    let no_odoo = || ErpError::NotThisKind("there is no Odoo at this address".to_owned());
    let major = match told.get(parts).map(Value::as_list).and_then(<[Value]>::first) {
        Some(Value::Integer(major)) => *major,
        // Of Odoo's own servers it is one such as `saas~18`.
        Some(Value::Text(major)) => {
            major.rsplit('~').next().and_then(|major| major.parse().ok()).ok_or_else(no_odoo)?
        }
        _ => return Err(no_odoo()),
    };
    match major {
        16.. => Ok((major, text(told, name).to_owned())),
        _ => Err(ErpError::NotThisKind("it is an Odoo before 16".to_owned())),
    }
}
