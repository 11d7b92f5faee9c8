//! What the browser knows about letters, so that the core need not carry Unicode's tables.

/// The text in lower case, as Unicode has it.
pub fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}
