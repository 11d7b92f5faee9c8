//! Signing in on another host, and back by a one-time code.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::buy::Fields;
use super::visitor::{cookie, session_cookie};
use super::{Visitor, page};
use crate::hosts::Role;
use crate::look::hash;
use crate::store::token;
use crate::{Shop, pages};

/// Where to go after signing in: a path of the shop.
#[derive(Deserialize)]
pub struct To {
    #[serde(default)]
    to: String,
}

impl To {
    /// The path; the start page in place of anything that would lead off the shop.
    fn path(&self) -> &str {
        let own = self.to.starts_with('/') && !self.to.starts_with("//") && !self.to.contains('\\');
        if own { &self.to } else { "/" }
    }
}

/// The way back, with its one-time code.
#[derive(Deserialize)]
pub struct Handover {
    code: String,
    #[serde(flatten)]
    to: To,
}

/// Leaves the shop for the sign-in host.
pub async fn leave(State(shop): State<Shop>, Query(to): Query<To>) -> Redirect {
    Redirect::to(&address(&shop, Role::SignIn, "/login", &[("to", to.path())]))
}

/// The sign-in form.
pub async fn form(State(shop): State<Shop>, Query(to): Query<To>) -> Response {
    page(&shop, pages::sign_in(&shop, to.path(), false))
}

/// Takes name and password; any non-empty password will do.
pub async fn enter(State(shop): State<Shop>, Query(to): Query<To>, Form(fields): Form<Fields>) -> Response {
    let (name, password) =
        (fields.get(&shop.look().field("name")), fields.get(&shop.look().field("password")));
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '@');
    let fits = !name.is_empty() && name.chars().count() <= 32 && name.chars().all(plain);
    if !fits || password.is_empty() {
        return page(&shop, pages::sign_in(&shop, to.path(), true));
    }
    let code = token();
    shop.store().codes.insert(code.clone(), name.to_owned());
    let pairs = [("code", code.as_str()), ("to", to.path())];
    // Some ways back have one redirect more, as sites with several sign-in domains have.
    let detour = hash(shop.look().way("detour", u64::MAX), &[to.path()]).is_multiple_of(2);
    let next = match detour {
        true => address(&shop, Role::SignIn, "/login/jump", &pairs),
        false => address(&shop, Role::Shop, "/signin/callback", &pairs),
    };
    Redirect::to(&next).into_response()
}

/// The redirect between.
pub async fn jump(State(shop): State<Shop>, Query(handover): Query<Handover>) -> Redirect {
    let pairs = [("code", handover.code.as_str()), ("to", handover.to.path())];
    Redirect::to(&address(&shop, Role::Shop, "/signin/callback", &pairs))
}

/// Arrives at the shop: trades the code for a session.
pub async fn arrive(State(shop): State<Shop>, jar: CookieJar, Query(handover): Query<Handover>) -> Response {
    let mut store = shop.store();
    let Some(account) = store.codes.remove(&handover.code) else {
        return Redirect::to("/").into_response();
    };
    let session = token();
    store.sessions.insert(session.clone(), account);
    drop(store);
    (jar.add(cookie(session_cookie(&shop), session)), Redirect::to(handover.to.path())).into_response()
}

/// Signs out, everywhere.
pub async fn sign_out(visitor: Visitor) -> Redirect {
    if let Some(account) = &visitor.account {
        visitor.shop.store().sign_out(account);
    }
    Redirect::to("/")
}

fn address(shop: &Shop, role: Role, path: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{}{path}?{query}", shop.hosts().origin(role))
}
