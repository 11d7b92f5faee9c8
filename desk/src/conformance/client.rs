//! Requests as the extension sends them, and what must hold of every answer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use one_click_purchase::json;
use one_click_purchase::order::time::parse_rfc3339;
use one_click_purchase::order::{PurchaseOrder, decimal};
use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;
use ureq::tls::{RootCerts, TlsConfig};

/// Promises about answers, whatever was asked.
pub const OF_EVERY_ANSWER: [&str; 7] =
    ["no-redirect", "content-type", "utf-8", "size", "decimals", "times", "members"];

/// The extension reads no more of one answer.
const MOST: u64 = 16 << 20;
/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a server said.
#[derive(Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Its JSON; null where it is none.
    pub body: Value,
    text: String,
}

/// One server with one key.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    base: String,
    key: String,
    noticed: Mutex<Vec<Noticed>>,
}

/// A promise about answers, and how one breaks it.
type Noticed = (&'static str, String);

impl Client {
    /// The server at an origin.
    pub fn new(origin: &str, key: &str) -> Self {
        // Whom a browser on this machine would trust.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let trusted = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(provider);
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .tls_config(trusted.build())
            .build();
        let base = format!("{}/api/v1", origin.trim_end_matches('/'));
        Self { agent: config.into(), base, key: key.to_owned(), noticed: Mutex::default() }
    }

    /// What was wrong with answers, the first of each promise.
    pub fn noticed(&self) -> Vec<Noticed> {
        self.notices().clone()
    }

    /// A thread that died while it noticed something has noticed that.
    fn notices(&self) -> MutexGuard<'_, Vec<Noticed>> {
        self.noticed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gets a path.
    pub fn get(&self, path: &str) -> Result<Reply, String> {
        self.send("GET", path, None, Some(&self.key))
    }

    /// Posts JSON.
    pub fn post(&self, path: &str, body: &Value) -> Result<Reply, String> {
        self.send("POST", path, Some(body), Some(&self.key))
    }

    /// Puts JSON.
    pub fn put(&self, path: &str, body: &Value) -> Result<Reply, String> {
        self.send("PUT", path, Some(body), Some(&self.key))
    }

    /// Sends a request with this key, or without one.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> Result<Reply, String> {
        let what = format!("{method} {path}");
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        request = request.header("Accept", "application/json");
        if let Some(key) = key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        if body.is_some() {
            request = request.header("Content-Type", "application/json");
        }
        let request = request.body(body.map(Value::to_string).unwrap_or_default());
        let request = request.map_err(|error| format!("{what} cannot be sent: {error}"))?;
        let answer = self.agent.run(request).map_err(|error| format!("{what} got no answer: {error}"))?;
        let status = answer.status().as_u16();
        let header = |name: &str| {
            let value = answer.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (kind, to) = (header("content-type").to_lowercase(), header("location"));
        if (300..400).contains(&status) {
            self.notice("no-redirect", || format!("{what} answers {status} and leads to {to}"));
            return Err(format!("{what} leads to {to} (HTTP {status})"));
        }
        let bytes = answer.into_body().into_with_config().limit(MOST).read_to_vec();
        let bytes = bytes.map_err(|error| {
            if matches!(error, ureq::Error::BodyExceedsLimit(_)) {
                self.notice("size", || format!("{what} answers with more than 16 MiB; send smaller pages"));
            }
            format!("{what} could not be read: {error}")
        })?;
        let text = String::from_utf8(bytes).map_err(|_| {
            self.notice("utf-8", || format!("{what} answers with bytes that are no UTF-8"));
            format!("{what} is not in UTF-8")
        })?;
        self.look_at_kind(&what, status, &kind);
        let body: Value = serde_json::from_str(&text).unwrap_or_default();
        self.look_at(&what, "", &body);
        if body.is_null() {
            self.notice("content-type", || format!("{what} (HTTP {status}) answers with no JSON"));
        }
        Ok(Reply { status, body, text })
    }

    fn look_at_kind(&self, what: &str, status: u16, kind: &str) {
        let (kind, charset) = kind.split_once(';').unwrap_or((kind, ""));
        let wanted = if status < 400 { "application/json" } else { "application/problem+json" };
        if kind.trim() != wanted {
            self.notice("content-type", || format!("{what} (HTTP {status}) is {kind}, not {wanted}"));
        }
        let charset = charset.split_once("charset=").map_or("utf-8", |(_, name)| name).trim_matches('"');
        if charset != "utf-8" {
            self.notice("utf-8", || format!("{what} says that it is in {charset}"));
        }
    }

    /// Looks at decimals and times wherever they stand.
    fn look_at(&self, what: &str, name: &str, value: &Value) {
        match (name, value) {
            ("quantity" | "purchased" | "amount", value) if value.as_str().and_then(decimal).is_none() => {
                self.notice("decimals", || format!("{what}: “{name}” is {value}"));
            }
            ("created" | "changed" | "until" | "placed" | "as_of", value)
                if !value.is_null() && value.as_str().and_then(parse_rfc3339).is_none() =>
            {
                self.notice("times", || format!("{what}: “{name}” is {value}"));
            }
            (_, Value::Object(members)) => {
                members.iter().for_each(|(name, value)| self.look_at(what, name, value));
            }
            (_, Value::Array(items)) => items.iter().for_each(|item| self.look_at(what, name, item)),
            _ => {}
        }
    }

    pub(super) fn notice(&self, promise: &'static str, why: impl FnOnce() -> String) {
        let mut noticed = self.notices();
        if !noticed.iter().any(|(name, _)| *name == promise) {
            noticed.push((promise, why()));
        }
    }

    /// The order that an answer is.
    pub fn order(&self, reply: &Reply) -> Result<PurchaseOrder, String> {
        reply.is_done()?;
        self.read_order(&reply.text)
    }

    /// An order by its JSON, as the extension reads it.
    pub fn read_order(&self, text: &str) -> Result<PurchaseOrder, String> {
        json::read(text).map_err(|misfit| {
            self.notice("members", || format!("an order is not as it should be: {misfit}"));
            format!("its answer is no order: {misfit}")
        })
    }
}

impl Reply {
    /// An error that names the refusal where it did not do what was asked.
    pub fn is_done(&self) -> Result<(), String> {
        match self.status {
            200..=299 => Ok(()),
            status => Err(format!("it is refused with {}", self.named(status))),
        }
    }

    /// The refusal's members where it is this one.
    pub fn refused(&self, status: u16, problem: &str) -> Result<&Value, String> {
        if self.status == status && self.problem() == problem {
            return Ok(&self.body);
        }
        Err(format!("{} came instead of {status} “{problem}”", self.named(self.status)))
    }

    /// The last part of the problem's type.
    fn problem(&self) -> &str {
        let kind = self.body.get("type").and_then(Value::as_str).unwrap_or_default();
        kind.rsplit('/').next().unwrap_or_default()
    }

    fn named(&self, status: u16) -> String {
        match self.problem() {
            "" => format!("HTTP {status}"),
            problem => format!("{status} “{problem}”"),
        }
    }
}
