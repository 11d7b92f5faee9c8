//! Every address of the shop, and which host answers it.

mod browse;
mod buy;
mod cart;
mod cashier;
mod checkout;
mod orders;
mod sign_in;
mod visitor;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;

use crate::catalogue::Layout;
use crate::hosts::Role;
use crate::pages;
use crate::{Shop, shuffle};

pub use visitor::Visitor;

/// The pages, guarded by host.
pub fn router(shop: &Shop) -> Router {
    let shop_pages = Router::new()
        .route("/", get(browse::start))
        .route("/offer/{key}", get(browse::product))
        .route("/item.htm", get(browse::product_by_query))
        .route("/product/{key}", get(browse::product))
        .route("/p/{key}", get(browse::product))
        .route("/dp/{key}", get(browse::product))
        .route("/goods/{key}", get(browse::product))
        .route("/detail/{key}", get(browse::product))
        .route("/show/{key}", get(browse::product))
        .route("/api/item/{key}", get(browse::item_data))
        .route("/verify", get(browse::verify).post(browse::pass))
        .route("/signin", get(sign_in::leave))
        .route("/signin/callback", get(sign_in::arrive))
        .route("/signout", post(sign_in::sign_out))
        .route("/trade/buy", post(buy::buy))
        .route("/trade/confirm", get(buy::confirm))
        .route("/api/trade/buy", post(buy::buy_by_script))
        .route("/api/cart/add", post(buy::add_by_script))
        .route("/cart", get(cart::show))
        .route("/cart/add", post(buy::add))
        .route("/cart/update", post(cart::update))
        .route("/cart/delete", post(cart::delete))
        .route("/cart/checkout", post(cart::check_out))
        .route("/checkout/{id}", get(checkout::show).post(checkout::submit))
        .route("/trade/success/{payment}", get(cashier::success))
        .route("/trade/paid", get(cashier::success_by_address))
        .route("/trade/processing/{payment}", get(cashier::processing))
        .route("/orders", get(orders::list))
        .route("/orders/{number}", get(orders::details))
        .layer(from_fn_with_state((shop.clone(), &[Role::Shop] as &[Role]), guard));
    let sign_in = Router::new()
        .route("/login", get(sign_in::form).post(sign_in::enter))
        .route("/login/jump", get(sign_in::jump))
        .layer(from_fn_with_state((shop.clone(), &[Role::SignIn] as &[Role]), guard));
    let cashier = Router::new()
        .route("/cashier/{payment}", get(cashier::show).post(cashier::pay))
        .layer(from_fn_with_state((shop.clone(), &[Role::Shop, Role::Cashier] as &[Role]), guard));
    let framed = Router::new()
        .route("/embed/{id}", get(checkout::framed).post(checkout::submit_framed))
        .route("/embed/pay/{payment}", get(cashier::framed).post(cashier::pay_framed))
        .layer(from_fn_with_state((shop.clone(), &[Role::Checkout] as &[Role]), guard));
    let assets =
        Router::new().route("/static/{file}", get(browse::asset)).route("/img/{file}", get(browse::picture));
    shop_pages.merge(sign_in).merge(cashier).merge(framed).merge(assets).with_state(shop.clone())
}

type Guard = (Shop, &'static [Role]);

async fn guard(State((shop, roles)): State<Guard>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if roles.iter().any(|role| shop.hosts().is(*role, host)) {
        return next.run(request).await;
    }
    let right: Vec<String> = roles.iter().map(|role| shop.hosts().origin(*role)).collect();
    let message = format!("“{host}” does not answer {}; ask {}\n", request.uri().path(), right.join(" or "));
    (StatusCode::MISDIRECTED_REQUEST, message).into_response()
}

/// A page in the seed's dress. Pages may be kept by the back-forward cache, but are asked for anew.
fn page(shop: &Shop, markup: Markup) -> Response {
    let html = shuffle::attributes(&markup.into_string(), shop.look().way("order", u64::MAX));
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// A page under the content policy of its layout: strict for (d), none for the others.
fn page_for(shop: &Shop, layout: Layout, markup: Markup) -> Response {
    let mut response = page(shop, markup);
    if layout == Layout::D {
        protect(response.headers_mut());
    }
    response
}

fn protect(headers: &mut HeaderMap) {
    const STRICT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                          form-action 'self'; connect-src 'self'; base-uri 'none'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(STRICT));
}

/// The page that says what cannot be ordered, and why.
fn refused(visitor: &Visitor, refusal: crate::trade::Refusal, back: &str) -> Response {
    let markup = pages::refused(visitor, refusal, back);
    (StatusCode::CONFLICT, page(&visitor.shop, markup)).into_response()
}

/// The 404 page.
fn missing(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, page(&visitor.shop, pages::gone(visitor))).into_response()
}

/// Sends a visitor to sign in and back.
fn to_sign_in(back: &str) -> Response {
    Redirect::to(&sign_in_path(back)).into_response()
}

fn sign_in_path(back: &str) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("to", back).finish();
    format!("/signin?{query}")
}
