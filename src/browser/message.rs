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
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    json::read(&text.unwrap_or_default()).map_err(|error| error.to_string())
}

/// Asks the background and waits for its answer.
pub async fn ask<Q: Json, A: Json>(request: &Q) -> Result<A, String> {
    from_js(&api::send(&to_js(request)).await?)
}

/// Tells every open page of the extension that what it shows has changed in the store.
pub async fn announce_change() {
    // Nobody listening is no error.
    let _ = api::send(&api::object(&[("kind", "changed".into())])).await;
}
