//! Messages as plain JSON values.
//!
//! Chromium sends messages as JSON and Firefox as structured clones, so everything is turned into
//! plain objects, arrays, texts and numbers first. By way of JSON text, so that every type has one
//! code for messages, documents and an ERP's answers.

use wasm_bindgen::JsValue;

use super::api;
use crate::json::{self, Json};

/// A value as a plain JavaScript value.
pub fn to_js<T: Json>(value: &T) -> JsValue {
    js_sys::JSON::parse(&json::write(value)).unwrap_or(JsValue::UNDEFINED)
}

/// A value from a plain JavaScript value; the error names the member that is wrong.
pub fn from_js<T: Json>(value: &JsValue) -> Result<T, String> {
    json::read(&api::json_of(value)).map_err(|error| error.to_string())
}
