//! The module that reads pages, which `extension/reader.js` loads.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::call::{Call, Outcome, Settled, told};
use crate::json::{self, Json};
use crate::page::{ButtonRole, Learnt, Lesson, Reading};
use crate::service::Reader;
use crate::store::Suppliers;

#[wasm_bindgen(raw_module = "../reader.js")]
extern "C" {
    #[wasm_bindgen(js_name = read)]
    fn read_page(snapshot: &str) -> Promise;
    fn role(words: &str) -> Promise;
    fn learn(lesson: &str, snapshot: &str) -> Promise;
    fn know(suppliers: &str);
}

/// The module.
#[derive(Debug)]
pub struct Module;

/// What the module told; nothing where it could tell nothing.
fn answer<T: Json>(settled: Settled) -> Outcome<Option<T>> {
    let text = told(settled)?.as_string();
    text.map(|text| json::read(&text).map_err(|wrong| wrong.to_string())).transpose()
}

fn reading(settled: Settled) -> Outcome<Reading> {
    answer(settled)?.ok_or_else(|| "no snapshot".to_owned())
}

impl Reader for Module {
    fn page(&self, snapshot: &str) -> impl Future<Output = Result<Reading, String>> {
        Call::new(Ok(read_page(snapshot)), reading)
    }

    async fn role(&self, words: &str) -> Option<ButtonRole> {
        Call::new(Ok(role(words)), answer::<ButtonRole>).await.ok()?
    }

    fn learn(&self, lesson: &Lesson, snapshot: &str) -> impl Future<Output = Result<Option<Learnt>, String>> {
        Call::new(Ok(learn(&json::write(lesson), snapshot)), answer::<Learnt>)
    }

    fn know(&self, suppliers: &Suppliers) {
        know(&json::write(suppliers));
    }
}
