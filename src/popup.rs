//! The popup's entry point.

use wasm_bindgen::prelude::*;

use crate::browser::{clock, host};
use crate::view::{PopupPage, Words};

/// Shows the popup.
#[wasm_bindgen]
pub fn popup(words: String) {
    Words::provide(words);
    host::run(|start| Box::new(PopupPage::new(&start.hash, start.now, &start.language, clock::new_id)));
}
