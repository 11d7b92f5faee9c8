//! The options' entry point.

use wasm_bindgen::prelude::*;

use crate::browser::host;
use crate::view::{OptionsPage, Words};

/// Shows the options.
#[wasm_bindgen]
pub fn options(words: String, profiles: String) {
    Words::provide(words);
    crate::supplier::provide(profiles);
    host::run(|start| Box::new(OptionsPage::new(start.now, &start.language)));
}
