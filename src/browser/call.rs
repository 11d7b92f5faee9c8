//! A call to the browser that answers with a promise, and how its answer is read.
//!
//! One type for all of them instead of an `async fn` for each: the call is made at once, and every
//! place that waits for one shares this future.

use std::pin::Pin;
use std::task::{Context, Poll};

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The answer of a call to the browser, or its error as text.
pub type Outcome<T = JsValue> = Result<T, String>;

/// What the promise gave.
pub type Settled = Result<JsValue, JsValue>;

/// A call that was made.
#[derive(Debug)]
pub struct Call<T = JsValue> {
    /// The error where not even the call succeeded, until it is told.
    answer: Result<JsFuture, Option<JsValue>>,
    read: fn(Settled) -> Outcome<T>,
}

impl<T> Call<T> {
    /// Waits for `promise`; `read` makes the outcome of what it gave.
    pub fn new(promise: Result<Promise, JsValue>, read: fn(Settled) -> Outcome<T>) -> Self {
        Self { answer: promise.map(JsFuture::from).map_err(Some), read }
    }
}

impl<T> Future for Call<T> {
    type Output = Outcome<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome<T>> {
        let settled = match &mut self.answer {
            Ok(answer) => match Pin::new(answer).poll(context) {
                Poll::Ready(settled) => settled,
                Poll::Pending => return Poll::Pending,
            },
            Err(error) => Err(error.take().unwrap_or_default()),
        };
        Poll::Ready((self.read)(settled))
    }
}

/// The text of a JavaScript error.
pub fn text_of(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message")).ok();
    message
        .and_then(|text| text.as_string())
        .or_else(|| error.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}

/// The answer as it is.
pub fn told(settled: Settled) -> Outcome {
    settled.map_err(|error| text_of(&error))
}

/// Only that it was done.
pub fn done(settled: Settled) -> Outcome<()> {
    told(settled).map(drop)
}

/// Whether it was granted, or is so.
pub fn truth(settled: Settled) -> Outcome<bool> {
    told(settled).map(|answer| answer.is_truthy())
}

/// Lets a call run whose failure is no error: nobody listens, or there is nothing to show it on.
pub fn forget(promise: Result<Promise, JsValue>) {
    let call = Call::new(promise, done);
    spawn_local(async move {
        let _ = call.await;
    });
}
