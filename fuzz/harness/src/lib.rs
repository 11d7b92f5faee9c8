//! What the fuzzer calls: for each kind of input that comes from outside, one function that takes any bytes.
//!
//! A function fails by panicking, when something cannot be right: what was written and read again is not the
//! same, an order number stands nowhere in the page, a request leaves the granted origin. `fuzz/fuzz_targets`
//! gives each function to libFuzzer, which needs a build of its own; `tests/replay.rs` gives it all files of
//! `fuzz/corpus`, in every run of the tests.

#![allow(
    clippy::panic,
    reason = "a panic is how a fuzzer is told of what is wrong; nothing of this crate is shipped"
)]

mod erp;
mod lines;
mod receipt;
mod server;
mod snapshot;
mod state;
mod texts;

use one_click_purchase::erp::Kind;
use one_click_purchase::json::{self, Json};

pub use lines::page_of;

/// What takes the bytes.
pub type Target = fn(&[u8]);

/// All targets, by the names of their corpora.
pub const TARGETS: [(&str, Target); 17] = [
    ("snapshot", snapshot::of_the_agent),
    ("reading", snapshot::of_lines),
    ("receipt", receipt::receipt),
    ("pasted", receipt::pasted),
    ("csv", server::csv),
    ("profile", texts::profile),
    ("mapping", texts::mapping),
    ("json", texts::json),
    ("state", state::state),
    ("desk-api", server::api),
    ("erp-desk", |data| erp::replies(Kind::Desk, data)),
    ("erp-tryton", |data| erp::replies(Kind::Tryton, data)),
    ("erp-odoo", |data| erp::replies(Kind::Odoo, data)),
    ("erp-erpnext", |data| erp::replies(Kind::ErpNext, data)),
    ("erp-inventree", |data| erp::replies(Kind::InvenTree, data)),
    ("erp-dolibarr", |data| erp::replies(Kind::Dolibarr, data)),
    ("erp-mapping", |data| erp::replies(Kind::Mapping, data)),
];

/// Gives the bytes to the target of that name.
///
/// # Panics
/// What the target found is wrong, or there is no such target.
pub fn run(target: &str, data: &[u8]) {
    match TARGETS.iter().find(|(name, _)| *name == target) {
        Some((_, takes)) => takes(data),
        None => panic!("there is no target “{target}”"),
    }
}

/// Fails unless a value is the same after its way as JSON text.
fn comes_back<T: Json + PartialEq + std::fmt::Debug>(value: &T) {
    let text = json::write(value);
    match json::read::<T>(&text) {
        Ok(again) => assert_eq!(&again, value, "written as {text}"),
        Err(misfit) => panic!("what was written is not read: {misfit} in {text}"),
    }
}
