//! Who is asking, told by the cookies of this host.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use std::convert::Infallible;

use crate::Shop;
use crate::look::Look;

/// A visitor of the shop, signed in or not.
pub struct Visitor {
    /// The shop.
    pub shop: Shop,
    /// The account, when signed in.
    pub account: Option<String>,
    /// How many lines the cart holds.
    pub in_cart: usize,
    /// Whether the visitor has passed the check.
    pub passed: bool,
    /// Path and query of this page.
    pub here: String,
}

impl Visitor {
    /// The shop's dress.
    pub fn look(&self) -> &Look {
        self.shop.look()
    }
}

impl FromRequestParts<Shop> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shop: &Shop) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        let value = |name: String| jar.get(&name).map(|cookie| cookie.value().to_owned());
        let store = shop.store();
        let account = value(session_cookie(shop)).and_then(|token| store.sessions.get(&token).cloned());
        let cart = account.as_ref().and_then(|account| store.carts.get(account));
        let passed = value(pass_cookie(shop)).is_some_and(|token| store.passes.contains(&token));
        let here = parts.uri.path_and_query().map_or("/", |here| here.as_str()).to_owned();
        Ok(Self { in_cart: cart.map_or(0, Vec::len), account, passed, here, shop: shop.clone() })
    }
}

/// The name of the cookie that holds the session; cookies ignore ports, so it carries the port.
pub fn session_cookie(shop: &Shop) -> String {
    format!("{}{}", shop.look().field("session"), shop.hosts().port)
}

/// The name of the cookie of those who passed the check.
pub fn pass_cookie(shop: &Shop) -> String {
    format!("{}{}", shop.look().field("pass"), shop.hosts().port)
}

/// A cookie that scripts cannot read and other sites cannot post with.
pub fn cookie(name: String, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).build()
}
