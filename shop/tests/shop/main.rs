//! The shop over plain HTTP: what is bought is what the log says, whatever the dress.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails, helpers included"
)]

mod buyer;
mod client;
mod dress;
mod journeys;
mod states;
