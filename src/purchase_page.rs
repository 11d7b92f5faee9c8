//! The purchase window's entry point.

use wasm_bindgen::prelude::*;

use crate::browser::host;
use crate::view::{WindowPage, Words};

/// Shows the window of the purchase whose id stands in its address.
#[wasm_bindgen]
pub fn purchase_page(words: String) {
    Words::provide(words);
    host::run(|start| Box::new(WindowPage::new(start.hash, start.now, &start.language)));
}
