//! The clock and random ids.

use std::cell::Cell;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::call::{Call, done};
use crate::erp::{Clock, Later, Ticking};
use crate::order::Time;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["globalThis", "crypto"], js_name = randomUUID)]
    fn random_uuid() -> String;
    #[wasm_bindgen(js_namespace = ["globalThis", "performance"], js_name = now)]
    fn performance_now() -> f64;
    #[wasm_bindgen(js_namespace = ["globalThis"], js_name = setTimeout)]
    fn set_timeout(then: &js_sys::Function, milliseconds: u32);
}

/// Now, in the zone of this computer.
pub fn now() -> Time {
    let date = js_sys::Date::new_0();
    #[allow(clippy::cast_possible_truncation, reason = "minutes of a zone are small whole numbers")]
    let west = date.get_timezone_offset() as i32;
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds fit 53 bits for the next 200,000 years")]
    let milliseconds = date.get_time() as i64;
    let utc = chrono::DateTime::from_timestamp_millis(milliseconds).unwrap_or_default();
    let zone = chrono::FixedOffset::west_opt(west.saturating_mul(60));
    zone.map_or_else(|| utc.fixed_offset(), |zone| utc.with_timezone(&zone))
}

thread_local! {
    static TICKING: Cell<Ticking> = Cell::default();
}

/// Milliseconds since the first time that this was asked: never set back, and what the computer slept counts.
pub fn ticks() -> u64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few days of milliseconds, counted from zero"
    )]
    let running = performance_now() as u64;
    let mut ticking = TICKING.get();
    let ticks = ticking.at(running, now().timestamp_millis());
    TICKING.set(ticking);
    ticks
}

/// Waits.
pub async fn wait(milliseconds: u32) {
    let waited = Promise::new(&mut |then, _| set_timeout(&then, milliseconds));
    // A timer does not fail.
    let _ = Call::new(Ok(waited), done).await;
}

/// The clock as the connectors know it.
#[derive(Debug, Clone, Copy)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Time {
        now()
    }

    fn ticks(&self) -> u64 {
        ticks()
    }

    fn wait(&self, milliseconds: u32) -> Later<'_, ()> {
        Box::pin(wait(milliseconds))
    }
}

/// A new random id.
pub fn new_id() -> String {
    random_uuid()
}
