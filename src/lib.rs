//! One-Click Purchase: buys pending purchase orders at their suppliers and reports them back.
//!
//! The core (everything but `browser` and the entry points) is pure and compiles natively, where
//! its tests run; in the browser the same code is one WebAssembly module for background, popup,
//! panel and options.

pub mod erp;
pub mod json;
pub mod message;
pub mod order;
pub mod outbox;
pub mod page;
pub mod purchase;
pub mod service;
pub mod store;
pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod browser;

#[cfg(target_arch = "wasm32")]
mod background;
#[cfg(target_arch = "wasm32")]
mod options;
#[cfg(target_arch = "wasm32")]
mod panel;
#[cfg(target_arch = "wasm32")]
mod popup;
#[cfg(target_arch = "wasm32")]
mod purchase_page;
