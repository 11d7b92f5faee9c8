//! JSON over HTTP, to the programs under test.

use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

/// A connection to one server.
#[derive(Debug, Clone)]
pub struct Http {
    agent: Agent,
    origin: String,
    bearer: Option<String>,
}

impl Http {
    /// A connection to an origin such as `http://127.0.0.1:8710`.
    pub fn new(origin: impl Into<String>) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).build().new_agent();
        Self { agent, origin: origin.into(), bearer: None }
    }

    /// The same connection with an API key.
    #[must_use]
    pub fn with_bearer(mut self, key: &str) -> Self {
        self.bearer = Some(format!("Bearer {key}"));
        self
    }

    /// The origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Asks for something; a refusal is an error with what the server said.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        self.accepted("GET", path, None)
    }

    /// Sends something; a refusal is an error with what the server said.
    pub fn send<T: DeserializeOwned>(&self, method: &str, path: &str, body: &impl Serialize) -> Result<T> {
        self.accepted(method, path, Some(serde_json::to_value(body)?))
    }

    /// Sends something and returns the status and what the server said, refusals too.
    pub fn try_send(&self, method: &str, path: &str, body: &impl Serialize) -> Result<(u16, Value)> {
        self.exchange(method, path, Some(serde_json::to_value(body)?))
    }

    fn accepted<T: DeserializeOwned>(&self, method: &str, path: &str, body: Option<Value>) -> Result<T> {
        let (status, reply) = self.exchange(method, path, body)?;
        if status >= 300 {
            bail!("{method} {}{path} was refused with {status}: {reply}", self.origin);
        }
        serde_json::from_value(reply).with_context(|| format!("the answer to {method} {path}"))
    }

    fn exchange(&self, method: &str, path: &str, body: Option<Value>) -> Result<(u16, Value)> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.origin));
        if let Some(bearer) = &self.bearer {
            request = request.header("authorization", bearer);
        }
        let body = match body {
            Some(value) => {
                request = request.header("content-type", "application/json");
                serde_json::to_vec(&value)?
            }
            None => Vec::new(),
        };
        let mut reply =
            self.agent.run(request.body(body)?).with_context(|| format!("{method} {}{path}", self.origin))?;
        let status = reply.status().as_u16();
        let text = reply.body_mut().with_config().limit(200_000_000).read_to_string()?;
        let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ok((status, value))
    }
}
