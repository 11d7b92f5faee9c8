//! The panel's entry point.

use wasm_bindgen::prelude::*;

use crate::browser::{clock, host};
use crate::view::PanelPage;

/// Shows the panel whose token stands in the frame's address.
#[wasm_bindgen]
pub fn panel() {
    host::run(|window| Box::new(PanelPage::new(host::hash(window), clock::now(), &host::language())));
}
