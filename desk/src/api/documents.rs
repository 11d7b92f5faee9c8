//! What describes the API: the OpenAPI document.

use axum::Router;
use axum::http::header;
use axum::routing::get;

use crate::server::Desk;

/// The OpenAPI 3.1 document of the API.
pub const OPENAPI: &str = include_str!("../../openapi.json");

/// The route of the document, which needs no key.
pub fn documents() -> Router<Desk> {
    Router::new()
        .route("/openapi.json", get(async || ([(header::CONTENT_TYPE, "application/json")], OPENAPI)))
}
