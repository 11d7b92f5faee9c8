//! HTTP as the connectors need it, injected so that they run and are tested without a browser.

use std::fmt;
use std::pin::Pin;

use crate::json::Json;

/// A future of one size, whatever it does: what waits for it does not grow by it.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Sends a request to the one origin that the connection was granted. Never follows a redirect.
#[allow(async_fn_in_trait, reason = "the extension has one thread; no future crosses threads")]
pub trait Http {
    /// Sends it and reads the whole answer.
    async fn send(&self, request: Request) -> Result<Response, HttpError>;
}

/// [`Http`] without its type, so that no connector is made anew for each.
pub trait Wire {
    /// Sends it and reads the whole answer.
    fn carry(&self, request: Request) -> Later<'_, Result<Response, HttpError>>;
}

impl<H: Http> Wire for H {
    fn carry(&self, request: Request) -> Later<'_, Result<Response, HttpError>> {
        Box::pin(self.send(request))
    }
}

/// The methods in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Does something.
    Post,
    /// Writes, and may be repeated.
    Put,
    /// Writes a part.
    Patch,
}

impl Method {
    /// The method's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
        }
    }
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The origin that was granted.
    pub origin: String,
    /// Path and query, beginning with `/`.
    pub path: String,
    /// Headers, the key among them.
    pub headers: Vec<(String, String)>,
    /// A JSON body.
    pub body: Option<String>,
    /// Whether the person's own session there goes with it, instead of a key: the origin's cookies.
    pub session: bool,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// `content-type` and `date`, where the server sent them; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as text, at most 16 MiB.
    pub body: String,
}

impl Response {
    /// A header by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub enum HttpError {
    /// The server could not be reached, or the connection broke.
    Unreachable(String),
    /// It sent a redirect, which is never followed: the key belongs to one origin.
    Redirected,
    /// The answer is over the limit.
    TooLarge,
    /// The answer is no text in UTF-8.
    NotUtf8,
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) => write!(f, "no answer: {why}"),
            Self::Redirected => f.write_str("the server redirects; enter the address that it leads to"),
            Self::TooLarge => f.write_str("the answer is over 16 MiB"),
            Self::NotUtf8 => f.write_str("it answers in another encoding than UTF-8"),
        }
    }
}

impl std::error::Error for HttpError {}

/// A text as one part of a path or query: everything but letters, digits and `-._~` percent-encoded.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
