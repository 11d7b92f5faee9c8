//! The reader: pages to readings, for the background. Wiring only.

use wasm_bindgen::prelude::*;

use crate::json;
use crate::page;
use crate::store::Suppliers;
use crate::supplier;

/// Called once, with the words of shops and the profiles, before anything is read.
#[wasm_bindgen]
pub fn reader_ready(lexicon: String, profiles: String) {
    page::provide_words(lexicon);
    supplier::provide(profiles);
}

/// Suppliers are known with these changes from now on.
#[wasm_bindgen]
pub fn know(suppliers: &str) {
    let suppliers: Suppliers = json::read(suppliers).unwrap_or_default();
    supplier::arrange(&suppliers.off, &suppliers.own);
}

/// See [`page::read_text`].
#[wasm_bindgen]
pub fn read(snapshot: &str) -> Option<String> {
    page::read_text(snapshot)
}

/// See [`page::role_text`].
#[wasm_bindgen]
pub fn role(words: &str) -> Option<String> {
    page::role_text(words)
}

/// See [`page::learn_text`].
#[wasm_bindgen]
pub fn learn(lesson: &str, snapshot: &str) -> Option<String> {
    page::learn_text(lesson, snapshot)
}
