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

/// Provides what shops call things, for texts that are pasted. The list is not made to wait for it.
#[wasm_bindgen]
pub fn popup_lexicon(text: String) {
    crate::page::provide_words(text);
}
