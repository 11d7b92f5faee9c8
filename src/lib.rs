//! One-Click Purchase: buys pending purchase orders at their suppliers and reports them back.
//!
//! The core (everything but `browser` and the entry points) is pure and compiles natively, where
//! its tests run. In the browser the same code is four WebAssembly modules, by the features
//! `background`, `reader`, `connectors` and `pages`: nobody who opens the popup waits for what only the
//! background needs, and the background loads what reads pages and what asks ERPs only where there is one to
//! read or to ask.

pub mod archive;
pub mod erp;
pub mod json;
pub mod message;
pub mod order;
pub mod outbox;
pub mod page;
#[cfg(feature = "planted")]
pub mod planted;
#[cfg(not(feature = "planted"))]
mod planted;
pub mod purchase;
pub mod service;
pub mod store;
pub mod supplier;
pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod browser;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(all(target_arch = "wasm32", feature = "background"))]
mod background;
#[cfg(all(target_arch = "wasm32", feature = "connectors"))]
mod connectors;
#[cfg(all(target_arch = "wasm32", feature = "pages"))]
mod options;
#[cfg(all(target_arch = "wasm32", feature = "pages"))]
mod panel;
#[cfg(all(target_arch = "wasm32", feature = "pages"))]
mod popup;
#[cfg(all(target_arch = "wasm32", feature = "pages"))]
mod purchase_page;
#[cfg(all(target_arch = "wasm32", feature = "reader"))]
mod reader;
