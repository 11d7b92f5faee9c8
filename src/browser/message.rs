//! Messages as plain JSON values.
//!
//! Chromium sends messages as JSON and Firefox as structured clones, so everything is turned into
//! plain objects, arrays, texts and numbers first. By way of JSON text: a second serde format for
//! the same types (serde-wasm-bindgen) made the module a tenth larger.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::api;

/// A value as a plain JavaScript value.
pub fn to_js<T: Serialize>(value: &T) -> JsValue {
    // Our own types always serialise; `undefined` would be dropped by the receiver.
    let text = serde_json::to_string(value).unwrap_or_default();
    js_sys::JSON::parse(&text).unwrap_or(JsValue::UNDEFINED)
}

/// A value from a plain JavaScript value; the error names the member that is wrong.
pub fn from_js<T: DeserializeOwned>(value: &JsValue) -> Result<T, String> {
    serde_json::from_str(&api::json_of(value)).map_err(|error| error.to_string())
}
