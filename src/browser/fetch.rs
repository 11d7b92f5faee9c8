//! HTTP for the ERP connectors: one origin, no redirects, no referrer, and cookies only where a session serves.

use gloo_net::http::{Method as GlooMethod, RequestBuilder};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortSignal, ReadableStream, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestRedirect,
};

use super::api;
use super::call::{self, Call, told};

use crate::erp::{Http, HttpError, Method, Request, Response};

/// An answer may be this long.
const MOST: usize = 16 * 1024 * 1024;

/// An ERP may take so long, in milliseconds; after that it is as good as unreachable, and what was to be
/// sent is sent again.
const PATIENCE: u32 = 60_000;

/// The whole text of an answer. What is too long is given up where it becomes that, and not kept.
async fn text_of(stream: Option<ReadableStream>) -> Result<String, HttpError> {
    let Some(stream) = stream else { return Ok(String::new()) };
    let broken = |error: JsValue| HttpError::Unreachable(call::text_of(&error));
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let read = Call::new(Ok(reader.read()), told).await.map_err(HttpError::Unreachable)?;
        if api::member(&read, "done").is_truthy() {
            return String::from_utf8(bytes).map_err(|_| HttpError::NotUtf8);
        }
        let chunk: Uint8Array = api::member(&read, "value").dyn_into().map_err(broken)?;
        if bytes.len() + chunk.length() as usize > MOST {
            // Whether the server hears that nobody listens any more changes nothing here.
            call::forget(Ok(reader.cancel()));
            return Err(HttpError::TooLarge);
        }
        bytes.append(&mut chunk.to_vec());
    }
}

/// Sends requests with the browser's `fetch`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fetch;

impl Http for Fetch {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let unreachable = |error: gloo_net::Error| HttpError::Unreachable(error.to_string());
        let mut builder = RequestBuilder::new(&format!("{}{}", request.origin, request.path))
            .method(match request.method {
                Method::Get => GlooMethod::GET,
                Method::Post => GlooMethod::POST,
                Method::Put => GlooMethod::PUT,
                Method::Patch => GlooMethod::PATCH,
            })
            // Browsers forward custom headers, and so a key, across a redirect.
            .redirect(RequestRedirect::Manual)
            // The person's own session, where the connection has no key: the origin's cookies and no others.
            .credentials(match request.session {
                true => RequestCredentials::Include,
                false => RequestCredentials::Omit,
            })
            .referrer_policy(ReferrerPolicy::NoReferrer)
            .cache(RequestCache::NoStore)
            .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let sent = match request.body {
            Some(body) => {
                builder.header("Content-Type", "application/json").body(body).map_err(unreachable)?.send()
            }
            None => builder.build().map_err(unreachable)?.send(),
        };
        let answer = sent.await.map_err(unreachable)?;
        if answer.type_() == web_sys::ResponseType::Opaqueredirect {
            return Err(HttpError::Redirected);
        }
        let told: Option<usize> =
            answer.headers().get("content-length").and_then(|length| length.parse().ok());
        if told.is_some_and(|length| length > MOST) {
            return Err(HttpError::TooLarge);
        }
        let body = text_of(answer.body()).await?;
        let mut headers = Vec::new();
        for name in ["content-type", "date"] {
            if let Some(value) = answer.headers().get(name) {
                headers.push((name.to_owned(), value));
            }
        }
        Ok(Response { status: answer.status(), headers, body })
    }
}
