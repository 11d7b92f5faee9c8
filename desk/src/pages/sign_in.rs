//! Signing in and out.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::layout::open_page;
use super::request::{Back, Fields, Guest, Posted, own_path, session_cookie, with_status};
use super::show::notice;
use super::trouble::Trouble;
use super::whence::whence;
use crate::body;
use crate::secret;
use crate::server::Desk;
use crate::store::users;

/// The form has at most so many bytes: name and password, and an address to go back to.
const LARGEST_FORM: usize = 16 << 10;
/// A session lasts a week.
const SESSION_SECONDS: i64 = 7 * 86_400;
/// What a password is compared with when there is no such person, so that the answer takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

pub async fn form(guest: Guest, Query(Back { back }): Query<Back>) -> Markup {
    render(&guest, own_path(&back), "", None)
}

pub async fn sign_in(
    State(desk): State<Desk>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    guest: Guest,
    request: Request,
) -> Result<Response, Trouble> {
    let from = whence(from.ip(), request.headers(), &desk.proxies);
    let body = body::read(request.into_body(), LARGEST_FORM).await.ok_or(Trouble::TooLarge)?;
    let fields = Fields::of_body(&body);
    let (name, back) = (fields.get("name"), own_path(fields.get("back")));
    let words = guest.language.words();
    if !desk.attempts.allowed(name, from) {
        let page = render(&guest, back, name, Some(words.sign_in_too_often));
        return Ok(with_status(StatusCode::TOO_MANY_REQUESTS, page));
    }
    // Counted before it is known: whoever asks many times at once gains nothing.
    desk.attempts.failed(name, from);
    let mut reader = desk.store.reader().await?;
    let user = users::by_name(&mut reader, name).await?;
    drop(reader);
    let hash = user.as_ref().map_or(NOBODY, |user| &user.password).to_owned();
    let password = fields.all("password").next().unwrap_or_default().to_owned();
    let (true, Some(user)) = (secret::fits_password(password, hash).await, user) else {
        let page = render(&guest, back, name, Some(words.sign_in_failed));
        return Ok(with_status(StatusCode::UNAUTHORIZED, page));
    };
    desk.attempts.succeeded(name, from);
    let Ok(token) = secret::token() else {
        return Ok(with_status(
            StatusCode::INTERNAL_SERVER_ERROR,
            render(&guest, back, name, Some(words.failed)),
        ));
    };
    let mut change = desk.store.change().await?;
    change.begin_session(&secret::digest(&token), &user.name, SESSION_SECONDS).await?;
    change.commit().await?;
    let cookie = session_cookie(&desk, &token, SESSION_SECONDS);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(back)).into_response())
}

pub async fn sign_out(State(desk): State<Desk>, posted: Posted) -> Result<Response, Trouble> {
    let mut change = desk.store.change().await?;
    change.end_session(&posted.visit.session).await?;
    change.commit().await?;
    Ok(([(header::SET_COOKIE, session_cookie(&desk, "", 0))], Redirect::to("/sign-in")).into_response())
}

fn render(guest: &Guest, back: &str, name: &str, wrong: Option<&str>) -> Markup {
    let words = guest.language.words();
    let content = html! {
        div.narrow {
            h1 { (words.sign_in) }
            @if let Some(wrong) = wrong { (notice("stopped", wrong)) }
            form.stack method="post" action="/sign-in" {
                input type="hidden" name="back" value=(back);
                label { (words.name) input name="name" value=(name) autocomplete="username" required autofocus; }
                label { (words.password) input name="password" type="password" autocomplete="current-password" required; }
                button.primary type="submit" { (words.sign_in) }
            }
        }
    };
    // The address stays that of the form: the language link leads back to it, also after a failure.
    let guest = Guest { language: guest.language, here: format!("/sign-in?back={}", encoded(back)) };
    open_page(&guest, words.sign_in, &content)
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
