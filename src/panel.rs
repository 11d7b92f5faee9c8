//! The panel's entry point.

use wasm_bindgen::prelude::*;

use crate::browser::host;
use crate::view::{PanelPage, Words};

/// Shows the panel whose token stands in the frame's address.
#[wasm_bindgen]
pub fn panel(words: String) {
    Words::provide(words);
    host::run(|start| Box::new(PanelPage::new(start.hash, start.now, &start.language)));
}
