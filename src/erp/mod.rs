//! ERP connectors: one trait, one file for each ERP, over an injected [`Http`].

mod http;

pub use http::{Http, HttpError, Method, Request, Response};

use serde::{Deserialize, Serialize};

/// Kinds of ERP that can be connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The embedded desk, or any server that keeps its contract.
    Desk,
}
