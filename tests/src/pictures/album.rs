//! Where pictures are put, and how each of them is taken in both colour schemes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::browser::{Browser, Language, Scheme};
use crate::place;
use crate::webdriver::Session;

/// The pictures that stand in the README and the pages of `docs`: English and light, under their bare names.
const IN_DOCS: [&str; 9] = [
    "panel-ready",
    "popup-orders",
    "popup-by-hand",
    "desk-orders",
    "connect-tryton",
    "connect-odoo",
    "connect-erpnext",
    "connect-inventree",
    "connect-dolibarr",
];

/// The size that a page is given for its picture, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    width: u32,
    height: u32,
    /// Pixels of the picture for each of them.
    scale: u32,
}

impl Size {
    /// The popup as the browser shows it.
    pub(super) const POPUP: Self = Self { width: 400, height: 560, scale: 2 };
    /// The purchase's own window.
    pub(super) const WINDOW: Self = Self { width: 480, height: 640, scale: 1 };
    /// A page in a tab.
    pub(super) const TAB: Self = Self { width: 1200, height: 880, scale: 1 };
}

/// The pictures of one language.
#[derive(Debug)]
pub(super) struct Album {
    language: Language,
    directory: PathBuf,
    chosen: PathBuf,
}

impl Album {
    pub(super) fn new(language: Language) -> Result<Self> {
        let directory = place::programs()?.with_file_name("screenshots");
        let chosen = place::root().join("docs/screenshots");
        for path in [&directory, &chosen] {
            fs::create_dir_all(path).with_context(|| format!("making {}", path.display()))?;
        }
        Ok(Self { language, directory, chosen })
    }

    /// Takes the current window's page at that size, light and dark.
    pub(super) fn take(&self, browser: &Browser, name: &str, size: Size) -> Result<()> {
        resize(browser.session(), size)?;
        for scheme in [Scheme::Dark, Scheme::Light] {
            browser.set_scheme(scheme)?;
            painted(browser.session())?;
            self.keep(name, scheme, &browser.screenshot()?)?;
        }
        Ok(())
    }

    fn keep(&self, name: &str, scheme: Scheme, picture: &[u8]) -> Result<()> {
        let tag = match self.language {
            Language::Chinese => "zh",
            Language::English => "en",
        };
        let path = self.directory.join(format!("{name}-{tag}-{}.png", scheme.name()));
        write(&path, picture)?;
        if self.language == Language::English && scheme == Scheme::Light && IN_DOCS.contains(&name) {
            write(&self.chosen.join(format!("{name}.png")), picture)?;
        }
        Ok(writeln!(io::stdout().lock(), "{}", path.display())?)
    }
}

fn write(path: &Path, picture: &[u8]) -> Result<()> {
    fs::write(path, picture).with_context(|| format!("writing {}", path.display()))
}

/// Gives the page a size of its own: a window of Chromium cannot be as narrow as the popup.
fn resize(session: &Session, size: Size) -> Result<()> {
    let Size { width, height, scale } = size;
    let parameters = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
    let body = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": parameters });
    session.wire().post("/goog/cdp/execute", &body).map(drop)
}

/// Waits until every picture in the page has come and two frames have been painted after that.
fn painted(session: &Session) -> Result<()> {
    session.until("the pictures in the page", || {
        let loaded = "return [...document.images].every((image) => image.complete)";
        Ok(session.script::<bool>(loaded, json!([]))?.then_some(()))
    })?;
    let frames = "const done = arguments[arguments.length - 1];
        requestAnimationFrame(() => requestAnimationFrame(() => done(null)));";
    session.async_script::<Value>(frames, json!([])).map(drop)
}
