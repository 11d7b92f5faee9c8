//! The connectors: calls of ERPs, for the background. Wiring only.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::browser::clock::BrowserClock;
use crate::browser::fetch::Fetch;
use crate::erp::{Means, Sessions, answer};

thread_local! {
    /// The sessions of connected ERPs, from call to call; whoever starts anew signs in anew.
    static SESSIONS: Rc<Sessions> = Rc::default();
}

/// See [`answer`].
#[wasm_bindgen]
pub fn call(asked: String) -> Promise {
    let sessions = SESSIONS.with(Rc::clone);
    future_to_promise(async move {
        let means = Means { http: &Fetch, clock: &BrowserClock, sessions: &sessions };
        Ok(answer(&asked, means).await.into())
    })
}
