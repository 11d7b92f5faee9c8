//! The module of the connectors, which `extension/connectors.js` loads.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::call::{Call, Outcome, Settled, told};
use crate::erp::{Connectors, Later};

#[wasm_bindgen(raw_module = "../connectors.js")]
extern "C" {
    fn call(asked: &str) -> Promise;
}

/// The module.
#[derive(Debug)]
pub struct Module;

fn text(settled: Settled) -> Outcome<String> {
    told(settled)?.as_string().ok_or_else(|| "no answer of the connectors".to_owned())
}

impl Connectors for Module {
    fn call(&self, asked: String) -> Later<'_, Result<String, String>> {
        Box::pin(Call::new(Ok(call(&asked)), text))
    }
}
