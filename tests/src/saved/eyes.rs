//! A browser without a network that looks at saved pages.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};
use one_click_purchase::page::Handle;
use serde_json::json;
use tiny_http::{Header, Response, Server};

use super::Saved;
use super::look::{Look, Seen, eyes_source};
use crate::browser::{Browser, Kind, Launch};

/// No script of the page runs and nothing is fetched for it; only its inline styles hold.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The browser, with the server that gives it one page at a time.
pub struct Eyes {
    browser: Browser,
    served: Served,
    source: String,
    kept: Option<PathBuf>,
}

impl Eyes {
    /// Starts a headless Chromium that reaches nothing but this program.
    pub fn open() -> Result<Self> {
        let mut launch = Launch::new(Kind::Chromium);
        launch.arguments.push("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1".to_owned());
        let browser = Browser::start(launch)?;
        Ok(Self { browser, served: Served::start()?, source: eyes_source()?, kept: None })
    }

    /// Keeps what it sees in a directory, and does not look again at what is kept there. Then only the
    /// reading is done anew, which is quick; selectors are not told.
    pub fn keep(&mut self, directory: PathBuf) -> Result<()> {
        fs::create_dir_all(&directory).with_context(|| format!("making {}", directory.display()))?;
        self.kept = Some(directory);
        Ok(())
    }

    /// Looks at a page and reads it.
    pub fn read(&self, page: &Saved) -> Result<Seen> {
        self.look(page)?.read(page)
    }

    /// Looks at a page.
    pub fn look(&self, page: &Saved) -> Result<Look> {
        let Some(directory) = &self.kept else { return self.look_anew(page) };
        let kept = directory.join(page.path.replace('/', "__")).with_extension("json");
        if let Ok(text) = fs::read_to_string(&kept) {
            return serde_json::from_str(&text).with_context(|| format!("reading {}", kept.display()));
        }
        let look = self.look_anew(page)?;
        fs::write(&kept, serde_json::to_string(&look)?)
            .with_context(|| format!("keeping {}", kept.display()))?;
        Ok(look)
    }

    fn look_anew(&self, page: &Saved) -> Result<Look> {
        let html = fs::read(&page.file).with_context(|| format!("reading {}", page.file.display()))?;
        self.browser.go(&self.served.put(html))?;
        self.browser.script(include_str!("look.js"), json!([self.source, page.url]))
    }

    /// CSS selectors of elements of the page that was read last.
    pub fn selectors(&self, handles: &[Handle]) -> Result<Vec<Option<String>>> {
        if self.kept.is_some() {
            return Ok(vec![None; handles.len()]);
        }
        self.browser.script(include_str!("selectors.js"), json!([handles]))
    }
}

/// Serves the page at hand at any path that ends in `.html`.
struct Served {
    server: Arc<Server>,
    port: u16,
    page: Arc<Mutex<(u32, Vec<u8>)>>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    fn start() -> Result<Self> {
        let server = Server::http("127.0.0.1:0").map_err(|error| anyhow!("serving saved pages: {error}"))?;
        let port = server.server_addr().to_ip().context("the server's port")?.port();
        let (server, page) = (Arc::new(server), Arc::new(Mutex::new((0, Vec::new()))));
        let thread = thread::spawn({
            let (server, page) = (Arc::clone(&server), Arc::clone(&page));
            move || answer(&server, &page)
        });
        Ok(Self { server, port, page, thread: Some(thread) })
    }

    /// Takes a page and gives the address that it has until the next one comes.
    fn put(&self, html: Vec<u8>) -> String {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        *page = (page.0 + 1, html);
        format!("http://127.0.0.1:{}/{}.html", self.port, page.0)
    }
}

fn answer(server: &Server, page: &Mutex<(u32, Vec<u8>)>) {
    for request in server.incoming_requests() {
        let (at, html) = page.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // A browser that has gone away meanwhile is told nothing, which is just as well.
        let _ = if request.url() == format!("/{at}.html") {
            request.respond(with_headers(html))
        } else {
            request.respond(Response::from_data(Vec::new()).with_status_code(404))
        };
    }
}

fn with_headers(html: Vec<u8>) -> Response<std::io::Cursor<Vec<u8>>> {
    // A page that is no UTF-8 says itself what it is.
    let kind = match std::str::from_utf8(&html) {
        Ok(_) => "text/html; charset=utf-8",
        Err(_) => "text/html",
    };
    let mut response = Response::from_data(html);
    for (name, value) in [("Content-Type", kind), ("Content-Security-Policy", POLICY)] {
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    response
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
