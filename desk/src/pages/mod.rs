//! The desk's own pages.

use axum::Router;

use crate::server::Desk;

/// Who tried to sign in how often.
#[derive(Default)]
pub struct Attempts;

/// The router of the pages.
pub fn router(_: Desk) -> Router<Desk> {
    Router::new()
}
