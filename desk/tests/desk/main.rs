//! The desk as its users meet it: the program runs, and requests go over a socket. What concerns
//! the database is told of SQLite and of PostgreSQL alike.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking; the lints' own exception covers test functions, not their helpers"
)]

mod api;
mod broken;
mod browser;
mod claims;
mod client;
mod conformance;
mod guards;
mod import;
mod keeping;
mod keys;
mod openapi;
mod pages;
mod postgres;
mod proxy;
mod reports;

/// Makes of each story two tests, one on each database.
///
/// PostgreSQL is started from the programs on this machine; where there are none, its tests fail
/// and say so, unless `DESK_TEST_WITHOUT_POSTGRES` is set: then they say that they were skipped.
macro_rules! on_both {
    ($($story:ident)*) => {
        mod sqlite {
            $(#[test]
            fn $story() {
                super::$story(&crate::client::Desk::on_sqlite());
            })*
        }
        mod postgres {
            $(#[test]
            fn $story() {
                if let Some(desk) = crate::client::Desk::on_postgres() {
                    super::$story(&desk);
                }
            })*
        }
    };
}
pub(crate) use on_both;
