//! A browser's session: windows, frames, scripts, pictures.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Element, PATIENCE, Wire, until};

/// A tab or window, as the driver names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Window(pub String);

/// One session of a driver. Commands go to the current window and frame; clones are the same session.
#[derive(Debug, Clone)]
pub struct Session {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    wire: Wire,
    pictures: PathBuf,
    taken: AtomicUsize,
}

impl Session {
    /// Opens a session. Pictures of failed waits are put into `pictures`.
    pub fn open(driver: &Wire, capabilities: &Value, pictures: PathBuf) -> Result<Self> {
        let reply = driver.post("/session", &json!({ "capabilities": { "alwaysMatch": capabilities } }))?;
        let id = reply.get("sessionId").and_then(Value::as_str).context("the driver gave no session")?;
        let wire = driver.below(&format!("/session/{id}"));
        Ok(Self { shared: Arc::new(Shared { wire, pictures, taken: AtomicUsize::new(0) }) })
    }

    /// The connection, for what only one browser knows.
    pub fn wire(&self) -> &Wire {
        &self.shared.wire
    }

    /// Ends the session and with it the browser.
    pub fn end(&self) -> Result<()> {
        self.wire().delete("").map(drop)
    }

    /// Goes to an address and waits until it has loaded.
    pub fn go(&self, url: &str) -> Result<()> {
        self.wire().post("/url", &json!({ "url": url })).map(drop)
    }

    /// The address of the current window's top document.
    pub fn url(&self) -> Result<String> {
        text(self.wire().get("/url")?)
    }

    /// The title of the current window.
    pub fn title(&self) -> Result<String> {
        text(self.wire().get("/title")?)
    }

    /// Goes one page back.
    pub fn back(&self) -> Result<()> {
        self.wire().tell("/back").map(drop)
    }

    /// Loads the page again.
    pub fn reload(&self) -> Result<()> {
        self.wire().tell("/refresh").map(drop)
    }

    /// The current window.
    pub fn window(&self) -> Result<Window> {
        text(self.wire().get("/window")?).map(Window)
    }

    /// All windows and tabs.
    pub fn windows(&self) -> Result<Vec<Window>> {
        let handles: Vec<String> = serde_json::from_value(self.wire().get("/window/handles")?)?;
        Ok(handles.into_iter().map(Window).collect())
    }

    /// Makes a window the current one.
    pub fn switch(&self, window: &Window) -> Result<()> {
        self.wire().post("/window", &json!({ "handle": window.0 })).map(drop)
    }

    /// Opens an empty tab, makes it the current one and returns it.
    pub fn new_tab(&self) -> Result<Window> {
        let reply = self.wire().post("/window/new", &json!({ "type": "tab" }))?;
        let window = Window(text(reply.get("handle").cloned().unwrap_or_default())?);
        self.switch(&window)?;
        Ok(window)
    }

    /// Closes the current window; another must be made the current one before the next command.
    pub fn close(&self) -> Result<()> {
        self.wire().delete("/window").map(drop)
    }

    /// Waits for a window that is not among `known`, makes it the current one and returns it.
    pub fn opened_beside(&self, known: &[Window]) -> Result<Window> {
        let window = self.until("a new window", || {
            Ok(self.windows()?.into_iter().find(|window| !known.contains(window)))
        })?;
        self.switch(&window)?;
        Ok(window)
    }

    /// Waits for a window at an address that holds `part` and makes it the current one.
    pub fn window_at(&self, part: &str) -> Result<Window> {
        self.until(&format!("a window at {part}"), || {
            for window in self.windows()? {
                self.switch(&window)?;
                if self.url()?.contains(part) {
                    return Ok(Some(window));
                }
            }
            Ok(None)
        })
    }

    /// Does something inside a frame of the current document and comes back out, also after an error.
    pub fn inside<T>(&self, frame: &Element, act: impl FnOnce() -> Result<T>) -> Result<T> {
        self.wire().post("/frame", &json!({ "id": frame.reference() }))?;
        let result = act();
        let out = self.wire().tell("/frame/parent");
        let value = result?;
        out?;
        Ok(value)
    }

    /// Goes back to the top document of the window.
    pub fn top(&self) -> Result<()> {
        self.wire().post("/frame", &json!({ "id": null })).map(drop)
    }

    /// Sets the size of the window in CSS pixels, its frame included.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.wire().post("/window/rect", &json!({ "width": width, "height": height })).map(drop)
    }

    /// Runs the body of a function in the page and returns its value.
    pub fn script<T: DeserializeOwned>(&self, body: &str, arguments: Value) -> Result<T> {
        self.run("/execute/sync", body, arguments)
    }

    /// Runs the body of a function whose last argument is to be called with the value.
    pub fn async_script<T: DeserializeOwned>(&self, body: &str, arguments: Value) -> Result<T> {
        self.run("/execute/async", body, arguments)
    }

    fn run<T: DeserializeOwned>(&self, path: &str, body: &str, arguments: Value) -> Result<T> {
        let value = self.wire().post(path, &json!({ "script": body, "args": arguments }))?;
        serde_json::from_value(value.clone()).with_context(|| format!("the script gave {value}"))
    }

    /// Waits for the first element that the selector matches.
    pub fn find(&self, css: &str) -> Result<Element> {
        self.until(&format!("“{css}”"), || self.look(css))
    }

    /// The first element that the selector matches now.
    pub fn look(&self, css: &str) -> Result<Option<Element>> {
        Ok(self.all(css)?.into_iter().next())
    }

    /// All elements that the selector matches now.
    pub fn all(&self, css: &str) -> Result<Vec<Element>> {
        Element::list(self, self.wire().post("/elements", &by_css(css))?)
    }

    /// Waits for an element that the selector matches and whose text holds `part`.
    pub fn find_with_text(&self, css: &str, part: &str) -> Result<Element> {
        self.until(&format!("“{css}” with the text “{part}”"), || {
            for element in self.all(css)? {
                if element.text()?.contains(part) {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        })
    }

    /// Waits until the selector matches nothing.
    pub fn gone(&self, css: &str) -> Result<()> {
        self.until(&format!("“{css}” to go away"), || Ok(self.look(css)?.is_none().then_some(())))
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Result<Element> {
        Element::of(self, &self.wire().get("/element/active")?)
    }

    /// Waits for a condition on the page. The error of a wait in vain names the address and a
    /// picture of the window.
    pub fn until<T>(&self, what: &str, look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
        until(what, PATIENCE, look).map_err(|error| match self.evidence() {
            Ok(evidence) => error.context(evidence),
            Err(_) => error,
        })
    }

    fn evidence(&self) -> Result<String> {
        let number = self.shared.taken.fetch_add(1, Ordering::Relaxed);
        fs::create_dir_all(&self.shared.pictures)?;
        let path = self.shared.pictures.join(format!("failed-{}-{number}.png", std::process::id()));
        fs::write(&path, self.screenshot()?)?;
        Ok(format!("at {}, see {}", self.url()?, path.display()))
    }

    /// A picture of the current window's visible part, as PNG.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        Ok(BASE64.decode(text(self.wire().get("/screenshot")?)?)?)
    }
}

/// The protocol's words for a CSS selector.
pub(super) fn by_css(css: &str) -> Value {
    json!({ "using": "css selector", "value": css })
}

/// A reply that is a text.
pub(super) fn text(value: Value) -> Result<String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Null => Ok(String::new()),
        other => anyhow::bail!("the driver gave {other} for a text"),
    }
}
