//! What the pages load: one style sheet, one small script, one picture.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::server::Desk;

/// The routes of the assets, which need no session.
pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(
            "/desk.css",
            get(async || asset("text/css; charset=utf-8", include_str!("../../assets/desk.css"))),
        )
        .route(
            "/desk.js",
            get(async || asset("text/javascript; charset=utf-8", include_str!("../../assets/desk.js"))),
        )
        .route("/icon.svg", get(async || asset("image/svg+xml", include_str!("../../assets/icon.svg"))))
}

fn asset(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=300")], text)
}
