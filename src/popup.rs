//! The popup's entry point.

use wasm_bindgen::prelude::*;

use crate::browser::{clock, host};
use crate::view::PopupPage;

/// Shows the popup.
#[wasm_bindgen]
pub fn popup() {
    host::run(|window| {
        Box::new(PopupPage::new(&host::hash(window), clock::now(), &host::language(), clock::new_id))
    });
}
