//! Looking around: the start page, product pages, pictures, and the check that some visitors must pass.

use std::time::Duration;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::buy::Fields;
use super::visitor::{cookie, pass_cookie};
use super::{Visitor, missing, page, page_for, to_sign_in};
use crate::pages::{assets, product};
use crate::store::token;
use crate::{Shop, pages, picture};

/// What is searched for.
#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
}

/// The start page.
pub async fn start(visitor: Visitor, Query(search): Query<Search>) -> Response {
    let products = visitor.shop.store().products.clone();
    page(&visitor.shop, pages::start(&visitor, &products, search.q.trim()))
}

/// The product that an address asks for by query.
#[derive(Deserialize)]
pub struct Id {
    #[serde(default)]
    id: String,
}

/// A product page whose address has the product's id in its query.
pub async fn product_by_query(visitor: Visitor, Query(Id { id }): Query<Id>) -> Response {
    product(visitor, Path(id)).await
}

/// A product page.
pub async fn product(visitor: Visitor, Path(key): Path<String>) -> Response {
    let key = key.trim_end_matches(".html");
    let products = visitor.shop.store().products.clone();
    let named = visitor.shop.store().product(key).cloned();
    let Some(found) = named.filter(|product| !product.gone) else {
        return missing(&visitor);
    };
    if found.captcha && !visitor.passed {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("to", &visitor.here).finish();
        return Redirect::to(&format!("/verify?{query}")).into_response();
    }
    if found.members_only && visitor.account.is_none() {
        return to_sign_in(&visitor.here);
    }
    let sku = found.sku(key);
    page_for(&visitor.shop, found.layout, product::page(&visitor, &found, sku, &products))
}

/// What the page's script asks for after loading; the shop takes its time, as shops do.
pub async fn item_data(State(shop): State<Shop>, Path(key): Path<String>) -> Response {
    tokio::time::sleep(Duration::from_millis(shop.look().between("late", 300, 800))).await;
    match shop.store().product(&key) {
        Some(product) => Json(product::data(product)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A style sheet or script in this seed's dress.
pub async fn asset(State(shop): State<Shop>, Path(file): Path<String>) -> Response {
    match assets::find(shop.look(), &file) {
        Some((kind, text)) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A picture.
pub async fn picture(Path(file): Path<String>) -> Response {
    match file.strip_suffix(".svg").and_then(picture::svg) {
        Some(svg) => {
            let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "max-age=3600")];
            (headers, svg).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Where to go after the check.
#[derive(Deserialize)]
pub struct To {
    #[serde(default)]
    to: String,
}

/// The check.
pub async fn verify(visitor: Visitor, Query(To { to }): Query<To>) -> Response {
    page(&visitor.shop, pages::verify(&visitor, &to))
}

/// Passes the check.
pub async fn pass(visitor: Visitor, jar: CookieJar, Form(fields): Form<Fields>) -> Response {
    let token = token();
    visitor.shop.store().passes.insert(token.clone());
    let to = fields.get("to");
    let to = if to.starts_with('/') && !to.starts_with("//") { to } else { "/" };
    (jar.add(cookie(pass_cookie(&visitor.shop), token)), Redirect::to(to)).into_response()
}
