//! A web server with a few pages of a test's own, on a free port of this machine.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Response, Server};

/// Pages by their path, such as `/shop.html`; served until dropped.
pub struct Site {
    server: Arc<Server>,
    port: u16,
    thread: Option<JoinHandle<()>>,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The document.
    pub html: String,
    /// Headers beside the type, such as a content security policy.
    pub headers: Vec<(&'static str, String)>,
}

impl Page {
    /// A page without headers of its own.
    pub fn new(html: impl Into<String>) -> Self {
        Self { html: html.into(), headers: Vec::new() }
    }

    /// The page with one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl Site {
    /// Serves the pages; an unknown path is a 404.
    pub fn serve<const N: usize>(pages: [(&str, Page); N]) -> Result<Self> {
        let pages: BTreeMap<String, Page> =
            pages.into_iter().map(|(path, page)| (path.to_owned(), page)).collect();
        let server = Server::http("127.0.0.1:0").map_err(|error| anyhow!("serving test pages: {error}"))?;
        let port = server.server_addr().to_ip().context("the server's port")?.port();
        let server = Arc::new(server);
        let thread = thread::spawn({
            let server = Arc::clone(&server);
            move || answer(&server, &pages)
        });
        Ok(Self { server, port, thread: Some(thread) })
    }

    /// The address of a path at a host that leads to this machine: `localhost` or `127.0.0.1`.
    pub fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.port)
    }
}

fn answer(server: &Server, pages: &BTreeMap<String, Page>) {
    for request in server.incoming_requests() {
        let path = request.url().split('?').next().unwrap_or_default().to_owned();
        // A browser that has gone away meanwhile is no failure of the test.
        let _ = match pages.get(&path) {
            None => request.respond(Response::empty(404)),
            Some(page) => request.respond(response(page)),
        };
    }
}

fn response(page: &Page) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut response = Response::from_string(page.html.clone());
    let kind = ("Content-Type", "text/html; charset=utf-8".to_owned());
    for (name, value) in std::iter::once(&kind).chain(&page.headers) {
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    response
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
