//! A web server with a few pages of a test's own, on a free port of this machine.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Response, Server};

/// Pages by their path, such as `/shop.html`; served until dropped.
pub struct Site {
    server: Arc<Server>,
    port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    thread: Option<JoinHandle<()>>,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The path with its query.
    pub path: String,
    /// Names and values of the headers.
    pub headers: Vec<(String, String)>,
    /// The body, as far as it is text.
    pub body: String,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The document.
    pub html: Vec<u8>,
    /// The status, 200 for most.
    pub status: u16,
    /// Headers beside the type, such as a content security policy.
    pub headers: Vec<(&'static str, String)>,
}

impl Page {
    /// A page without headers of its own.
    pub fn new(html: impl Into<Vec<u8>>) -> Self {
        Self { html: html.into(), status: 200, headers: Vec::new() }
    }

    /// No page of its own but the way to another address.
    pub fn redirect(to: impl Into<String>) -> Self {
        Self { status: 302, ..Self::new("") }.with("Location", to)
    }

    /// The page with one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl Site {
    /// Serves the pages; an unknown path is the page `*`, or a 404 where there is none.
    pub fn serve<const N: usize>(pages: [(&str, Page); N]) -> Result<Self> {
        let pages: BTreeMap<String, Page> =
            pages.into_iter().map(|(path, page)| (path.to_owned(), page)).collect();
        let server = Server::http("127.0.0.1:0").map_err(|error| anyhow!("serving test pages: {error}"))?;
        let port = server.server_addr().to_ip().context("the server's port")?.port();
        let server = Arc::new(server);
        let asked = Arc::<Mutex<Vec<Asked>>>::default();
        let thread = thread::spawn({
            let (server, asked) = (Arc::clone(&server), Arc::clone(&asked));
            move || answer(&server, &pages, &asked)
        });
        Ok(Self { server, port, asked, thread: Some(thread) })
    }

    /// Every request so far, the oldest first; also those for what it does not have.
    pub fn asked(&self) -> Vec<Asked> {
        locked(&self.asked).clone()
    }

    /// The address of a path at a host that leads to this machine: `localhost` or `127.0.0.1`.
    pub fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.port)
    }
}

fn locked(asked: &Mutex<Vec<Asked>>) -> MutexGuard<'_, Vec<Asked>> {
    asked.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(server: &Server, pages: &BTreeMap<String, Page>, asked: &Mutex<Vec<Asked>>) {
    for mut request in server.incoming_requests() {
        let header = |one: &Header| (one.field.to_string(), one.value.to_string());
        let headers = request.headers().iter().map(header).collect();
        let mut body = String::new();
        // What breaks off or is no text is none.
        let _ = request.as_reader().read_to_string(&mut body);
        locked(asked).push(Asked { path: request.url().to_owned(), headers, body });
        let path = request.url().split('?').next().unwrap_or_default().to_owned();
        // A browser that has gone away meanwhile is no failure of the test.
        let _ = match pages.get(&path).or(pages.get("*")) {
            None => request.respond(Response::empty(404)),
            Some(page) => request.respond(response(page)),
        };
    }
}

fn response(page: &Page) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut response = Response::from_data(page.html.clone()).with_status_code(page.status);
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
