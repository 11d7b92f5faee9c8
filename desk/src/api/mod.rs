//! The JSON API under `/api/v1`, described by `/openapi.json`.

mod documents;
mod import;
mod orders;
pub mod problem;
mod reports;
mod request;

use axum::Router;
use axum::routing::{MethodRouter, get, post, put};

use crate::server::Desk;
pub use documents::{OPENAPI, documents};
use problem::Problem;

/// Files to import may be this large; everything else stays below a megabyte.
pub const LARGEST_IMPORT: usize = 64 << 20;
const LARGEST_BODY: usize = 1 << 20;

/// A route: its method, its path as the OpenAPI document writes it, and what answers.
pub type Route = (&'static str, &'static str, MethodRouter<Desk>);

/// Every route of the API. The router is made of this table, and a test holds the document against it.
pub fn routes() -> Vec<Route> {
    vec![
        ("get", "/me", get(orders::me)),
        ("get", "/orders", get(orders::list)),
        ("get", "/orders/{id}", get(orders::one)),
        ("get", "/orders/{id}/history", get(orders::history)),
        ("post", "/orders/{id}/claim", post(orders::claim)),
        ("post", "/orders/{id}/release", post(orders::release)),
        ("put", "/reports/{id}", put(reports::record)),
        ("post", "/reports/{id}/undo", post(reports::undo)),
        ("post", "/import", post(import::import)),
    ]
}

/// The router of the API.
pub fn router() -> Router<Desk> {
    routes()
        .into_iter()
        .fold(Router::new(), |router, (_, path, answer)| router.route(path, answer))
        .fallback(nothing)
        .method_not_allowed_fallback(async || Problem::wrong_method())
}

/// What every address of the API answers that is none.
pub async fn nothing() -> Problem {
    Problem::not_found("Nothing is at this address; /openapi.json lists what there is.")
}
