//! Problems: what the API answers when it does not do something (RFC 9457).

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::purchasing::Failure;
use crate::rules::{FieldError, Refusal};
use crate::scope::Scope;

/// A problem as the caller reads it.
#[derive(Debug, Serialize)]
pub struct Problem {
    /// Which problem it is: an address that ends in its name.
    #[serde(rename = "type")]
    pub kind: String,
    /// The problem in a few words, always the same for the same type.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What happened here, and the way out.
    pub detail: String,
    /// Members that this type of problem has besides.
    #[serde(flatten)]
    pub members: Map<String, Value>,
}

impl Problem {
    /// A problem without members of its own.
    pub fn new(status: StatusCode, name: &str, title: &'static str, detail: impl Into<String>) -> Self {
        let kind = format!("/problems/{name}");
        Self { kind, title, status: status.as_u16(), detail: detail.into(), members: Map::new() }
    }

    /// Something that does not exist.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    /// A path that exists, but not for this method.
    pub fn wrong_method() -> Self {
        let detail = "This address does not take this method; /openapi.json says which it takes.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", "Method not allowed", detail)
    }

    /// A missing, wrong or revoked key.
    pub fn no_key() -> Self {
        let detail = "Send “Authorization: Bearer KEY” with a key from the desk's page “API keys”.";
        Self::new(StatusCode::UNAUTHORIZED, "no-key", "No valid API key", detail)
    }

    /// A key that may not do this, and what it would need.
    pub fn scope(has: Scope, needed: Scope) -> Self {
        let detail = format!(
            "This needs a key with the scope “{needed}”, and this key has the scope “{}”. Make one on the desk's \
             page “API keys”, or by “desk key new --scope {needed}”, and use it in place of this key.",
            has.name(),
            needed = needed.name()
        );
        Self::new(StatusCode::FORBIDDEN, "scope", "The key may not do this", detail)
            .with("scope", json!(needed.name()))
    }

    /// Fields that are wrong.
    pub fn invalid(errors: &[FieldError]) -> Self {
        Self::of_fields("invalid", "Something in the request is wrong", errors)
    }

    /// The database does not answer. What it said goes to the server's terminal only.
    pub fn database(error: &sqlx::Error) -> Self {
        eprintln!("desk: the database failed: {error}");
        let detail = "The desk's database failed; nothing was changed. The server's terminal says more.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "database", "The database failed", detail)
    }

    fn of_fields(name: &str, title: &'static str, errors: &[FieldError]) -> Self {
        let detail: Vec<String> =
            errors.iter().map(|error| format!("{}: {}", error.field, error.detail)).collect();
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, name, title, detail.join("; "));
        problem.with("errors", json!(errors))
    }

    /// The problem with one more member.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    fn conflict(name: &str, title: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, name, title, detail)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Claimed(claim) => {
                let detail = format!("{} is buying this order until {}.", claim.by, claim.until.to_rfc3339());
                Self::conflict("claimed", "Another purchase holds the order", detail)
                    .with("by", json!(claim.by))
                    .with("until", json!(claim.until))
            }
            Refusal::NotOpen(status) => {
                let detail = format!("The order is {}; there is nothing to buy.", status.name());
                Self::conflict("not-open", "The order is not open", detail)
                    .with("order_status", json!(status))
            }
            Refusal::ReportDiffers => {
                let detail = "A report with this id says something else. A new report needs a new id.";
                Self::conflict("report-differs", "The report differs from the one recorded", detail)
            }
            Refusal::NumberTaken { order, number } => {
                let detail = format!(
                    "This supplier order is recorded for {number}. If it serves both, send \"shared\": true."
                );
                Self::conflict("number-taken", "The supplier order number belongs to another order", detail)
                    .with("order", json!(order))
                    .with("number", json!(number))
            }
            Refusal::NumberUsed => {
                let detail = "This supplier order is recorded for these lines already. Undo that report to correct it.";
                Self::conflict("number-used", "The supplier order is already recorded here", detail)
            }
            Refusal::OverCovered(errors) => {
                Self::of_fields("over-covered", "The report covers more than is left", &errors)
            }
            Refusal::Invalid(errors) => Self::invalid(&errors),
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::NoOrder(id) => Self::not_found(format!("There is no order with the id “{id}”.")),
            Failure::NoReport(id) => Self::not_found(format!("There is no report with the id “{id}”.")),
            Failure::Database(error) => Self::database(&error),
        }
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        Self::database(&error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = header::HeaderValue::from_static("Bearer realm=\"desk\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
