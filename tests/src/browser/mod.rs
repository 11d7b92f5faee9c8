//! Chromium and Firefox with an extension loaded, and what only a browser's owner can do.

mod chromium;
mod devtools;
mod display;
mod extension;
mod firefox;
mod launch;
mod memory;
mod permission;
mod question;
mod stored;
mod toolbar;

pub use extension::Extension;
pub use launch::{Kind, Language, Launch, Scheme, Screen};
pub use memory::{Memory, measured};
pub use permission::Answer;
pub use toolbar::Toolbar;

use std::ops::Deref;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;
use tempfile::TempDir;

use display::Display;
use question::Questions;

use crate::place;
use crate::webdriver::{Driver, Session, Window};

/// A running browser. It is a [`Session`], and ends when dropped.
#[derive(Debug)]
pub struct Browser {
    // Dropped in this order: the session ends, the driver is killed, and so on.
    session: Open,
    driver: Driver,
    display: Option<Display>,
    questions: Option<Questions>,
    profile: TempDir,
    launch: Launch,
    extension: Option<Extension>,
}

/// A session that ends when dropped.
#[derive(Debug)]
struct Open(Session);

impl Drop for Open {
    fn drop(&mut self) {
        // Fails where the browser has ended already, which is just as well.
        let _ = self.0.end();
    }
}

impl Deref for Browser {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session.0
    }
}

impl Browser {
    /// Starts a browser with a new profile.
    pub fn start(launch: Launch) -> Result<Self> {
        let profile = tempfile::Builder::new().prefix("journey-").tempdir()?;
        Self::start_in(profile, launch, true)
    }

    fn start_in(profile: TempDir, launch: Launch, is_new: bool) -> Result<Self> {
        let extension =
            launch.extension.as_deref().map(|path| Extension::read(path, launch.kind)).transpose()?;
        let display = (launch.screen == Screen::Virtual).then(Display::start).transpose()?;
        let driver = match launch.kind {
            Kind::Chromium => chromium::driver(&launch, display.as_ref()),
            Kind::Firefox => firefox::driver(),
        }?;
        let capabilities = match launch.kind {
            Kind::Chromium => chromium::capabilities(&launch, profile.path()),
            Kind::Firefox => firefox::capabilities(&launch, profile.path(), extension.as_ref()),
        };
        let session = Session::open(&driver.wire, &capabilities, place::evidence()?)
            .with_context(|| format!("starting {}", launch.kind.name()))?;
        if let (Kind::Firefox, true, Some(extension)) = (launch.kind, is_new, &extension) {
            firefox::install(&session, extension, profile.path())?;
        }
        let (width, height) = launch.size;
        session.resize(width, height)?;
        let questions = display.is_some().then(|| Questions::watch(&session)).transpose()?;
        Ok(Self { session: Open(session), driver, display, questions, profile, launch, extension })
    }

    /// Ends the browser as a person does and starts it again with the same profile.
    pub fn restart(self) -> Result<Self> {
        let Self { session, driver, profile, launch, .. } = self;
        drop(session);
        drop(driver);
        Self::start_in(profile, launch, false)
    }

    /// Kills the browser without a warning and starts it again with the same profile.
    pub fn crash(self) -> Result<Self> {
        let Self { session, driver, profile, launch, .. } = self;
        drop(driver);
        drop(session);
        Self::start_in(profile, launch, false)
    }

    /// The folder of its profile.
    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// Which browser it is.
    pub fn kind(&self) -> Kind {
        self.launch.kind
    }

    /// A second handle of the same session.
    pub fn session(&self) -> &Session {
        &self.session.0
    }

    /// The extension that is loaded.
    pub fn extension(&self) -> Result<&Extension> {
        self.extension.as_ref().context("this browser runs without an extension")
    }

    /// Opens a page of the extension, such as `popup.html`, in a new tab.
    pub fn open_page(&self, path: &str) -> Result<Window> {
        let url = self.extension()?.url(path);
        let window = self.new_tab()?;
        self.go(&url)?;
        self.focus()?;
        Ok(window)
    }

    /// Puts the focus into the current tab's page, as a person does who looks at it. A new tab of
    /// Chromium has it in the address bar.
    pub fn focus(&self) -> Result<()> {
        match self.launch.kind {
            Kind::Chromium => chromium::focus(self),
            Kind::Firefox => Ok(()),
        }
    }

    /// Ends the extension's background as the browser does when it has been idle. The current
    /// window must not be one of the extension that keeps it busy.
    pub fn kill_background(&self) -> Result<()> {
        match self.launch.kind {
            Kind::Chromium => chromium::kill_background(self, self.extension()?),
            Kind::Firefox => firefox::kill_background(self, self.extension()?),
        }
    }

    /// Whether the background is running now.
    pub fn has_background(&self) -> Result<bool> {
        match self.launch.kind {
            Kind::Chromium => chromium::has_background(self, self.extension()?),
            Kind::Firefox => firefox::has_background(self, self.extension()?),
        }
    }

    /// What the browser's list of extensions reports against this one.
    pub fn extension_errors(&self) -> Result<Vec<String>> {
        match self.launch.kind {
            Kind::Chromium => chromium::extension_errors(self, self.extension()?),
            Kind::Firefox => firefox::extension_errors(self, self.extension()?),
        }
    }

    /// Opens the toolbar button's own popup, as a click on the button does. The current window
    /// must be a page of the extension.
    pub fn open_toolbar_popup(&self) -> Result<Toolbar<'_>> {
        Toolbar::open(self)
    }

    /// Does something and comes back to the window that is current now.
    pub fn aside<T>(&self, act: impl FnOnce() -> Result<T>) -> Result<T> {
        let here = self.window()?;
        let result = act();
        self.switch(&here)?;
        result
    }

    /// Switches the colour scheme that pages see, in Chromium for the current tab only.
    pub fn set_scheme(&self, scheme: Scheme) -> Result<()> {
        match self.launch.kind {
            Kind::Chromium => chromium::set_scheme(self, scheme),
            Kind::Firefox => firefox::set_scheme(self, scheme),
        }?;
        self.until(&format!("the page to be {}", scheme.name()), || {
            let query = "return matchMedia(`(prefers-color-scheme: ${arguments[0]})`).matches";
            Ok(self.script::<bool>(query, json!([scheme.name()]))?.then_some(()))
        })
    }
}
