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
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    serde_json::from_str(&text.unwrap_or_default()).map_err(|error| error.to_string())
}

/// Asks the background and waits for its answer.
pub async fn ask<Q: Serialize, A: DeserializeOwned>(request: &Q) -> Result<A, String> {
    from_js(&api::send(&to_js(request)).await?)
}

/// Tells every open page of the extension that what it shows has changed in the store.
pub async fn announce_change() {
    // Nobody listening is no error.
    let _ = api::send(&api::object(&[("kind", "changed".into())])).await;
}
