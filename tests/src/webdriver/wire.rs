//! Requests to a WebDriver server and its replies.

use std::fmt;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use ureq::Agent;

/// Longer than any command may take: page loads end after 300 s by the protocol's own default.
const TIMEOUT: Duration = Duration::from_secs(310);

/// A connection to a driver, rooted at an address such as `http://127.0.0.1:9515/session/ID`.
#[derive(Debug, Clone)]
pub struct Wire {
    agent: Agent,
    root: String,
}

impl Wire {
    /// A connection rooted at `root`, without the slash at the end.
    pub fn new(root: impl Into<String>) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(TIMEOUT));
        Self { agent: config.build().new_agent(), root: root.into() }
    }

    /// The same connection, rooted further down.
    pub fn below(&self, path: &str) -> Self {
        Self { agent: self.agent.clone(), root: format!("{}{path}", self.root) }
    }

    /// Asks for something.
    pub fn get(&self, path: &str) -> Result<Value> {
        let url = format!("{}{path}", self.root);
        answer("GET", &url, self.agent.get(&url).call())
    }

    /// Has something done.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let url = format!("{}{path}", self.root);
        answer("POST", &url, self.agent.post(&url).send_json(body))
    }

    /// Has something done that needs no more words.
    pub fn tell(&self, path: &str) -> Result<Value> {
        self.post(path, &json!({}))
    }

    /// Ends something.
    pub fn delete(&self, path: &str) -> Result<Value> {
        let url = format!("{}{path}", self.root);
        answer("DELETE", &url, self.agent.delete(&url).call())
    }
}

fn answer(
    method: &str,
    url: &str,
    reply: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Value> {
    let mut reply = reply.with_context(|| format!("{method} {url}"))?;
    let failed = !reply.status().is_success();
    // Screenshots come as base64 in the reply and are larger than ureq's own limit.
    let body: Value = reply.body_mut().with_config().limit(100_000_000).read_json()?;
    let value = body.get("value").cloned().unwrap_or_default();
    if failed {
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let error = DriverError { error: text("error"), message: text("message") };
        // Any command may wait for a page in vain: which one it was is not in the driver's words.
        return match error.error.as_str() {
            "timeout" | "script timeout" => Err(anyhow::Error::new(error).context(format!("{method} {url}"))),
            _ => Err(error.into()),
        };
    }
    Ok(value)
}

/// What a driver answers when a command fails.
#[derive(Debug)]
pub struct DriverError {
    /// The protocol's name of the error, such as `no such element`.
    pub error: String,
    /// The driver's own words.
    pub message: String,
}

impl DriverError {
    /// Whether what was asked about left its document, and so will never answer again.
    pub fn is_gone(&self) -> bool {
        matches!(
            self.error.as_str(),
            "stale element reference" | "no such shadow root" | "detached shadow root"
        )
    }

    /// Whether a page that is still changing answers so, and may answer otherwise soon.
    pub fn may_pass(&self) -> bool {
        self.is_gone()
            || matches!(
                self.error.as_str(),
                "no such element"
                    | "element not interactable"
                    | "element click intercepted"
                    | "no such frame"
                    | "no such window"
                    | "javascript error"
            )
            || self.error == "unknown error"
                && (self.message.contains("navigation") || self.message.contains("execution context"))
    }
}

impl fmt::Display for DriverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Chromium adds the addresses of its own stack after the first line.
        write!(f, "{}: {}", self.error, self.message.lines().next().unwrap_or_default())
    }
}

impl std::error::Error for DriverError {}
