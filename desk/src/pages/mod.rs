//! The desk's own pages: rendered here, fast without a script, in both languages.

mod assets;
mod attempts;
mod by_hand;
mod chinese;
mod english;
mod import;
mod keys;
mod layout;
mod list;
mod order;
mod request;
mod show;
mod sign_in;
mod trouble;
mod users;
mod whence;
mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::api::LARGEST_IMPORT;
use crate::server::Desk;
pub use attempts::Attempts;

/// The router of the pages.
pub fn router() -> Router<Desk> {
    let import = get(import::form).post(import::check).layer(DefaultBodyLimit::max(LARGEST_IMPORT));
    Router::new()
        .route("/", get(async || Redirect::to("/orders")))
        .route("/sign-in", get(sign_in::form).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/language/{tag}", get(request::set_language))
        .route("/orders", get(list::list).post(list::change))
        .route("/orders/{id}", get(order::order))
        .route("/orders/{id}/by-hand", get(by_hand::form).post(by_hand::record))
        .route("/reports/{id}/undo", post(order::undo))
        .route("/import", import)
        .route("/keys", get(keys::list).post(keys::add))
        .route("/keys/{id}/revoke", post(keys::revoke))
        .route("/users", get(users::list).post(users::change))
        .layer(middleware::from_fn(request::same_origin))
        .merge(assets::router())
        .fallback(async || trouble::Trouble::NotFound)
}
