//! The toolbar button's own popup.

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Browser, Kind, firefox};
use crate::webdriver::{PATIENCE, Window, until};

/// The open popup. It closes when another window gets the focus, so until [`Toolbar::leave`] the
/// browser is driven through it alone.
///
/// In Chromium it is a window of its own to the driver; in Firefox it is part of the browser's
/// interface and reached through the privileged context.
#[derive(Debug)]
pub struct Toolbar<'a> {
    browser: &'a Browser,
    opener: Window,
}

impl<'a> Toolbar<'a> {
    pub(super) fn open(browser: &'a Browser) -> Result<Self> {
        let known = browser.windows()?;
        let opener = browser.window()?;
        let body = "const done = arguments[arguments.length - 1];
            chrome.action.openPopup().then(() => done(''), (error) => done(String(error)))";
        let refused: String = browser.async_script(body, json!([]))?;
        ensure!(refused.is_empty(), "the browser does not open the popup: {refused}");
        match browser.kind() {
            Kind::Chromium => {
                browser.opened_beside(&known)?;
            }
            Kind::Firefox => until("the popup to load", PATIENCE, || {
                let body = "const popup = document.querySelector('.webextension-popup-browser');
                    return popup !== null && popup.currentURI.spec !== 'about:blank' && !popup.webProgress.isLoadingDocument";
                let loaded: bool = firefox::privileged(browser.session(), body, json!([]))?;
                Ok(loaded.then_some(()))
            })?,
        }
        Ok(Self { browser, opener })
    }

    /// Goes back to the window that the popup was opened from, which closes it.
    pub fn leave(self) -> Result<()> {
        self.browser.switch(&self.opener)
    }

    /// Calls a function, given as its source, with the popup's window and returns its value.
    pub fn run<T: DeserializeOwned>(&self, function: &str) -> Result<T> {
        let value: Value = match self.browser.kind() {
            Kind::Chromium => self.browser.script(&format!("return ({function})(window)"), json!([]))?,
            Kind::Firefox => firefox::privileged_async(
                self.browser.session(),
                "const { messageManager } = document.querySelector('.webextension-popup-browser');
                 messageManager.addMessageListener('journey', function heard({ data }) {
                     messageManager.removeMessageListener('journey', heard);
                     done(data);
                 });
                 const script = `sendAsyncMessage('journey', (${arguments[0]})(content))`;
                 messageManager.loadFrameScript('data:,' + encodeURIComponent(script), false);",
                json!([function]),
            )?,
        };
        serde_json::from_value(value.clone()).with_context(|| format!("the popup gave {value}"))
    }

    /// The text of the first element that the selector matches, once there is one.
    pub fn text(&self, css: &str) -> Result<String> {
        let css = Value::from(css);
        until(&format!("{css} in the popup"), PATIENCE, || {
            self.run(&format!("(window) => window.document.querySelector({css})?.innerText ?? null"))
        })
    }

    /// Presses the first element that the selector matches: a trusted click.
    pub fn click(&self, css: &str) -> Result<()> {
        self.text(css)?;
        if self.browser.kind() == Kind::Chromium {
            return self.browser.find(css)?.click();
        }
        let css = Value::from(css);
        let (x, y): (i32, i32) = self.run(&format!(
            "(window) => {{
                const box = window.document.querySelector({css}).getBoundingClientRect();
                return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
            }}"
        ))?;
        let session = self.browser.session();
        let (left, top): (i32, i32) = firefox::privileged(
            session,
            "const box = document.querySelector('.webextension-popup-browser').getBoundingClientRect();
             return [Math.round(box.x), Math.round(box.y)];",
            json!([]),
        )?;
        firefox::in_chrome(session, || session.click_at(left + x, top + y))
    }
}
