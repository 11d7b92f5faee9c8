//! What the pages take from a request: who visits, in which language, and the fields of a form.

use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::trouble::Trouble;
use super::words::{Language, Words};
use crate::body;
use crate::secret;
use crate::server::Desk;
use crate::store::sessions;
use crate::store::users::User;

/// A form, but for an import, has at most so many bytes.
const LARGEST_FORM: usize = 1 << 20;
const SESSION: &str = "desk_session";
const LANGUAGE: &str = "desk_language";

/// Somebody who need not be signed in.
pub(super) struct Guest {
    /// The language that they chose or that their browser asks for.
    pub language: Language,
    /// The address they are at, without the host.
    pub here: String,
}

impl Guest {
    fn of(parts: &Parts) -> Self {
        let chosen = cookie(&parts.headers, LANGUAGE).and_then(|tag| Language::tagged(&tag));
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = chosen.or_else(|| Language::accepted(accepted?)).unwrap_or_default();
        let here = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Self { language, here }
    }
}

impl<S: Sync> FromRequestParts<S> for Guest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

/// Somebody who is signed in.
pub(super) struct Visit {
    /// Who.
    pub user: User,
    /// Language and address.
    pub guest: Guest,
    /// What every form of this session carries, and no foreign page knows.
    pub csrf: String,
    /// The digest of the session's token.
    pub session: String,
}

impl Visit {
    /// The words of the visitor's language.
    pub fn words(&self) -> &'static Words {
        self.guest.language.words()
    }
}

impl FromRequestParts<Desk> for Visit {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Trouble> {
        let guest = Guest::of(parts);
        let Some(token) = cookie(&parts.headers, SESSION) else { return Err(Trouble::SignIn(guest.here)) };
        let session = secret::digest(&token);
        let mut reader = desk.store.reader().await?;
        let Some(user) = sessions::user_of(&mut reader, &session).await? else {
            return Err(Trouble::SignIn(guest.here));
        };
        let csrf = secret::digest(&format!("form {token}"));
        Ok(Self { user, guest, csrf, session })
    }
}

/// The fields of a posted form.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields with their texts.
    pub fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The fields of a body as browsers send it.
    pub fn of_body(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// The trimmed text of a field; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default().trim()
    }

    /// Every text of a field that may come several times.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, text)| text.as_str())
    }
}

/// A form that a signed-in person posted from the desk's own page.
pub(super) struct Posted {
    /// Who.
    pub visit: Visit,
    /// What.
    pub fields: Fields,
}

impl FromRequest<Desk> for Posted {
    type Rejection = Trouble;

    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Trouble> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, desk).await?;
        let body = body::read(body, LARGEST_FORM).await.ok_or(Trouble::TooLarge)?;
        let fields = Fields::of_body(&body);
        if !secret::same(fields.get("csrf"), &visit.csrf) {
            return Err(Trouble::Foreign);
        }
        Ok(Self { visit, fields })
    }
}

/// Refuses what another site's page posts, also where no session is needed yet.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    if !request.method().is_safe() && is_foreign(request.headers()) {
        return Trouble::Foreign.into_response();
    }
    next.run(request).await
}

fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let origin = text(header::ORIGIN);
    origin
        .is_some_and(|origin| origin.split_once("://").map(|(_, authority)| authority) != text(header::HOST))
}

/// The cookie that signs in; with an empty token, the one that signs out.
pub(super) fn session_cookie(desk: &Desk, token: &str, seconds: i64) -> String {
    let over_tls = desk.address.as_ref().is_some_and(|address| address.starts_with("https://"));
    let secure = if over_tls { "; Secure" } else { "" };
    format!("{SESSION}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

#[derive(Deserialize)]
pub(super) struct Back {
    #[serde(default)]
    pub back: String,
}

/// Sets the language and goes back.
pub(super) async fn set_language(Path(tag): Path<String>, Query(Back { back }): Query<Back>) -> Response {
    let Some(language) = Language::tagged(&tag) else { return Trouble::NotFound.into_response() };
    let cookie = format!("{LANGUAGE}={}; Path=/; SameSite=Lax; Max-Age=31536000", language.tag());
    ([(header::SET_COOKIE, cookie)], Redirect::to(own_path(&back))).into_response()
}

/// A path of the desk itself, or else the list: nobody is sent elsewhere by what an address says.
pub(super) fn own_path(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if own { path } else { "/orders" }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|cookies| {
        cookies
            .split(';')
            .find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
    })
}

/// A page with a status of its own.
pub(super) fn with_status(status: StatusCode, page: impl IntoResponse) -> Response {
    (status, page).into_response()
}
