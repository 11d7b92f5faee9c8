//! The options' entry point.

use wasm_bindgen::prelude::*;

use crate::browser::{clock, host};
use crate::view::OptionsPage;

/// Shows the options.
#[wasm_bindgen]
pub fn options() {
    host::run(|_| Box::new(OptionsPage::new(clock::now(), &host::language())));
}
