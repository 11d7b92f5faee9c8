//! What the API takes from a request: the caller, a JSON body, the query.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use chrono::{Duration, Utc};
use serde::de::DeserializeOwned;

use super::LARGEST_BODY;
use super::problem::Problem;
use crate::rules::FieldError;
use crate::scope::Scope;
use crate::secret;
use crate::server::Desk;
use crate::store::keys;

/// In whose name the request comes, by an API key that may read at least, as every key may.
pub struct Caller(pub String);

/// In whose name the request comes, by an API key that may buy.
pub struct Purchaser(pub String);

/// In whose name the request comes, by an API key that may import.
pub struct Importer(pub String);

impl FromRequestParts<Desk> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        key_of(parts, desk, Scope::Read).await.map(Self)
    }
}

impl FromRequestParts<Desk> for Purchaser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        key_of(parts, desk, Scope::Purchase).await.map(Self)
    }
}

impl FromRequestParts<Desk> for Importer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        key_of(parts, desk, Scope::Import).await.map(Self)
    }
}

/// Whose key the request has, if that key may do what is needed.
async fn key_of(parts: &Parts, desk: &Desk, needed: Scope) -> Result<String, Problem> {
    let key = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let key = key.and_then(|value| value.split_once(' '));
    let Some((scheme, key)) = key else { return Err(Problem::no_key()) };
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::no_key());
    }
    let mut reader = desk.store.reader().await?;
    let key = keys::by_hash(&mut reader, &secret::digest(key.trim())).await?;
    drop(reader);
    let key = key.ok_or_else(Problem::no_key)?;
    let hour_ago = Utc::now() - Duration::hours(1);
    if key.used.is_none_or(|used| used < hour_ago) {
        let mut change = desk.store.change().await?;
        change.use_key(&key.id).await?;
        change.commit().await?;
    }
    if !key.scope.covers(needed) {
        return Err(Problem::scope(key.scope, needed));
    }
    Ok(key.who)
}

/// A JSON body.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Desk> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Desk) -> Result<Self, Problem> {
        let bytes = body(request, LARGEST_BODY).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            let detail = format!("The body is not the JSON that is wanted here: {error}.");
            match error.classify() {
                // Well-formed, but with a wrong member.
                serde_json::error::Category::Data => {
                    Problem::invalid(&[FieldError::new("", error.to_string())])
                }
                _ => Problem::new(StatusCode::BAD_REQUEST, "not-json", "The body is no JSON", detail),
            }
        })
    }
}

/// The bytes of a body of at most so many.
pub async fn body(request: Request, most: usize) -> Result<Bytes, Problem> {
    crate::body::read(request.into_body(), most).await.ok_or_else(|| {
        let detail = format!("The body is larger than {most} bytes or broke off. Send less at once.");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large", detail)
    })
}

/// The query of the address.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Desk> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Desk) -> Result<Self, Problem> {
        let query = Query::<T>::try_from_uri(&parts.uri);
        query
            .map(|Query(query)| Self(query))
            .map_err(|error| Problem::invalid(&[FieldError::new("query", error.to_string())]))
    }
}
