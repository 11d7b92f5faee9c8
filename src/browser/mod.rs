//! The one place that touches the browser: the extension API, IndexedDB, fetch, the clock, the DOM.
//!
//! Everything else is plain Rust and reaches the browser through the traits that are implemented
//! here. Only compiled for wasm32.

pub mod api;
pub mod call;
#[cfg(feature = "background")]
pub mod cipher;
pub mod clock;
#[cfg(feature = "background")]
pub mod connectors;
pub mod database;
pub mod dom;
#[cfg(feature = "connectors")]
pub mod fetch;
pub mod host;
pub mod message;
#[cfg(feature = "background")]
pub mod platform;
#[cfg(feature = "background")]
pub mod reader;
pub mod text;
