//! The stand: gives the browser its pages, and answers its agent as the background does.
//!
//! The agent's files are those that ship. They run as content scripts of a small extension whose
//! background hands every message on to this program, where the same reading and the same purchase
//! judge that in the extension are compiled to WebAssembly. So a page takes a fraction of a second,
//! and what is tested is all that lies between a page and the person's turn.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

use super::order::Case;
use super::run::Run;
use crate::webdriver::PATIENCE;

/// The stand, as long as it is there.
pub struct Stand {
    server: Arc<Server>,
    port: u16,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    now: Mutex<Now>,
    changed: Condvar,
}

/// What is being bought.
#[derive(Default)]
struct Now {
    documents: Vec<(String, String)>,
    run: Option<Run>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stand {
    /// Opens on a free port.
    pub fn open() -> Result<Self> {
        let server = Server::http("127.0.0.1:0").map_err(|error| anyhow!("opening the stand: {error}"))?;
        let port = server.server_addr().to_ip().context("the stand's port")?.port();
        let (server, shared) = (Arc::new(server), Arc::new(Shared::default()));
        let thread = thread::spawn({
            let (server, shared) = (Arc::clone(&server), Arc::clone(&shared));
            move || server.incoming_requests().for_each(|request| answer(request, &shared))
        });
        Ok(Self { server, port, shared, thread: Some(thread) })
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// Takes up a case: its pages are served and its order is to be bought. Gives the page's address.
    pub fn take_up(&self, case: &Case) -> Result<String> {
        let url = self.url(&case.path());
        let run = Run::start(case.order(url.clone())?);
        *self.shared.lock() = Now { documents: case.documents.clone(), run: Some(run) };
        Ok(url)
    }

    /// Waits until the run fits, and gives what is read off it then.
    pub fn wait<T>(&self, patience: Duration, fits: impl Fn(&mut Run) -> Option<T>) -> Option<T> {
        let end = Instant::now() + patience;
        let mut now = self.shared.lock();
        loop {
            if let Some(found) = now.run.as_mut().and_then(&fits) {
                return Some(found);
            }
            let left = end.checked_duration_since(Instant::now())?;
            now = self.shared.changed.wait_timeout(now, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits as long as a busy machine may take.
    pub fn wait_long<T>(&self, fits: impl Fn(&mut Run) -> Option<T>) -> Option<T> {
        self.wait(PATIENCE, fits)
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(mut request: Request, shared: &Shared) {
    if *request.method() == Method::Post {
        let mut body = String::new();
        // What does not arrive whole is asked again by the agent.
        let said = match request.as_reader().read_to_string(&mut body) {
            Ok(_) => said(&body, shared),
            Err(_) => "null".to_owned(),
        };
        let _ = request.respond(with_type(said, "application/json"));
        return;
    }
    let path = request.url().to_owned();
    let document = shared.lock().documents.iter().find(|(own, _)| *own == path).map(|(_, html)| html.clone());
    // A browser that has gone on meanwhile is told nothing, which is just as well.
    let _ = match document {
        Some(html) => request.respond(with_type(html, "text/html; charset=utf-8")),
        None => request.respond(Response::from_string("").with_status_code(404)),
    };
}

fn said(message: &str, shared: &Shared) -> String {
    let mut now = shared.lock();
    let said = now.run.as_mut().and_then(|run| run.hear(message));
    drop(now);
    shared.changed.notify_all();
    said.unwrap_or_else(|| "false".to_owned())
}

fn with_type(text: String, kind: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut response = Response::from_string(text);
    for (name, value) in [("Content-Type", kind), ("Access-Control-Allow-Origin", "*")] {
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    response
}
