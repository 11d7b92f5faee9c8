//! The desk: the embedded ERP. It keeps purchase orders, offers them as JSON and as pages, and
//! records what was bought.
//!
//! `rules` say what may happen to an order and know no database; `store` keeps what happened;
//! `purchasing` joins both in one transaction; `api` and `pages` are two faces of that.

pub mod api;
pub mod body;
pub mod cli;
pub mod conformance;
pub mod import;
pub mod pages;
pub mod people;
pub mod purchasing;
pub mod rules;
pub mod scope;
pub mod secret;
pub mod server;
pub mod store;
