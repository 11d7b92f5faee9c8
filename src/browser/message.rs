//! Messages as plain JSON values.
//!
//! Chromium sends messages as JSON and Firefox as structured clones, so everything is turned into
//! plain objects, arrays, texts and numbers first.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::api;

/// A value as a plain JavaScript value.
pub fn to_js<T: Serialize>(value: &T) -> JsValue {
    // Our own types always serialise; `undefined` would be dropped by the receiver.
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// A value from a plain JavaScript value; the error names the member that is wrong.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

/// Asks the background and waits for its answer.
pub async fn ask<Q: Serialize, A: DeserializeOwned>(request: &Q) -> Result<A, String> {
    from_js(api::send(&to_js(request)).await?)
}

/// Tells every open page of the extension that what it shows has changed in the store.
pub async fn announce_change() {
    // Nobody listening is no error.
    let _ = api::send(&api::object(&[("kind", "changed".into())])).await;
}
