//! Everything that a purchase needs: a desk with orders, a supplier, a browser with the extension.

mod desk;
mod draft;
mod shop;

pub(crate) use desk::said;
pub use desk::{Desk, Entry};
pub use draft::Draft;
pub use shop::{Bought, BoughtLine, Choice, Product, Shop, Sku, Success};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::browser::{Browser, Kind, Launch};
use crate::place;

/// A desk, a supplier and a browser, all new; they end together.
#[derive(Debug)]
pub struct World {
    /// The browser, with the extension connected to the desk.
    pub browser: Browser,
    /// The ERP.
    pub desk: Desk,
    /// The supplier.
    pub shop: Shop,
}

/// The built extension in a browser of that kind.
pub fn launch(kind: Kind) -> Launch {
    Launch::new(kind).with_extension(place::dist().join(kind.build()))
}

impl World {
    /// Starts all three and connects the extension to the desk.
    pub fn start(launch: Launch, seed: u64) -> Result<Self> {
        let world = Self::begin(launch, seed)?;
        world.browser.open_page("options.html")?;
        world.connect()?;
        Ok(world)
    }

    /// Starts all three and connects nothing yet.
    pub fn begin(launch: Launch, seed: u64) -> Result<Self> {
        Ok(Self { desk: Desk::start()?, shop: Shop::start(seed)?, browser: Browser::start(launch)? })
    }

    /// Connects the extension to the desk as its options page does, which the current window must show.
    pub fn connect(&self) -> Result<()> {
        self.browser.grant(&format!("{}/*", self.desk.host()))?;
        let connection =
            json!({ "erp": "desk", "address": self.desk.http.origin(), "key": self.desk.key, "name": "" });
        let answer = self.tell(&json!({ "kind": "connect", "connection": connection }))?;
        ensure!(
            answer.pointer("/result/state") != Some(&json!("failed")),
            "the extension does not connect: {answer}"
        );
        Ok(())
    }

    /// Closes every window but the first. Some of the extension's own close by themselves meanwhile.
    pub fn close_windows(&self) -> Result<()> {
        let browser = &self.browser;
        browser.until("every window but the first to be closed", || {
            let windows = browser.windows()?;
            browser.switch(windows.last().context("a browser has a window")?)?;
            if windows.len() == 1 {
                return Ok(Some(()));
            }
            browser.close()?;
            Ok(None)
        })
    }

    /// Sends a message to the background as one of the extension's own pages, which the current
    /// window must show, and returns the answer.
    pub fn tell(&self, message: &Value) -> Result<Value> {
        let body = "const done = arguments[arguments.length - 1];
            chrome.runtime.sendMessage(arguments[0]).then(done, (error) => done({ error: String(error) }));";
        self.browser.async_script(body, json!([message])).with_context(|| {
            let runs = self.browser.has_background().unwrap_or_default();
            let errors = self.browser.extension_errors().unwrap_or_default();
            let runs = if runs { "runs" } else { "does not run" };
            format!("sending {message}; the background {runs}, the browser's errors of it: {errors:?}")
        })
    }
}
