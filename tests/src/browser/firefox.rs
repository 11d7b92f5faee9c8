//! What only Firefox has: its driver and the privileged context of its own interface.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Extension, Launch, Scheme, Screen};
use crate::place;
use crate::webdriver::{Driver, Session};

pub(super) fn driver() -> Result<Driver> {
    // Every port is a free one, or two browsers at once would meet on the default.
    Driver::start(Command::new(place::tool("geckodriver")).args([
        "--port",
        "0",
        "--websocket-port",
        "0",
        "--allow-system-access",
        "--log",
        "info",
    ]))
}

pub(super) fn capabilities(launch: &Launch, profile: &Path, extension: Option<&Extension>) -> Value {
    let mut arguments = vec!["-profile".to_owned(), profile.display().to_string()];
    if launch.screen == Screen::Headless {
        arguments.push("-headless".to_owned());
    }
    let hosts = extension.map(|extension| json!({ extension.id.clone(): extension.host() }).to_string());
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": "/usr/bin/firefox-esr",
            "args": arguments,
            "prefs": {
                "extensions.webextensions.uuids": hosts.unwrap_or_else(|| "{}".to_owned()),
                // An add-on of our own build is not signed and must outlive a restart.
                "xpinstall.signatures.required": false,
                "extensions.autoDisableScopes": 0,
                // Its questions take an answer at once, not only after a moment against misclicks.
                "security.notification_enable_delay": 0,
                "security.dialog_enable_delay": 0,
                "intl.locale.requested": launch.language.tag(),
                "intl.accept_languages": launch.language.tag(),
            },
        },
        "unhandledPromptBehavior": "ignore",
    })
}

/// Installs the extension for good: a temporary add-on is gone after a restart.
pub(super) fn install(session: &Session, extension: &Extension, profile: &Path) -> Result<()> {
    let archive = profile.join("extension-under-test.xpi");
    let mut writer = ZipWriter::new(File::create(&archive)?);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for path in files_below(&extension.directory)? {
        let name = path.strip_prefix(&extension.directory)?.to_string_lossy().into_owned();
        writer.start_file(name, options)?;
        writer.write_all(&std::fs::read(&path)?)?;
    }
    writer.finish()?;
    session
        .wire()
        .post("/moz/addon/install", &json!({ "path": archive, "temporary": false }))
        .with_context(|| format!("installing {}", extension.directory.display()))
        .map(drop)
}

fn files_below(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// Does something with Firefox's own interface as the current document.
pub(super) fn in_chrome<T>(session: &Session, act: impl FnOnce() -> Result<T>) -> Result<T> {
    session.wire().post("/moz/context", &json!({ "context": "chrome" }))?;
    let result = act();
    session.wire().post("/moz/context", &json!({ "context": "content" }))?;
    result
}

/// Runs the body of a function with the privileges of the browser.
pub(super) fn privileged<T: DeserializeOwned>(session: &Session, body: &str, arguments: Value) -> Result<T> {
    in_chrome(session, || session.script(body, arguments))
}

/// Runs the body of a function with `done` as its callback and the privileges of the browser.
pub(super) fn privileged_async<T: DeserializeOwned>(
    session: &Session,
    body: &str,
    arguments: Value,
) -> Result<T> {
    let body = format!("const done = arguments[arguments.length - 1]; {body}");
    in_chrome(session, || session.async_script(&body, arguments))
}

pub(super) fn has_background(session: &Session, extension: &Extension) -> Result<bool> {
    let body = "return WebExtensionPolicy.getByID(arguments[0]).extension.backgroundState === 'running'";
    privileged(session, body, json!([extension.id]))
}

pub(super) fn kill_background(session: &Session, extension: &Extension) -> Result<()> {
    privileged_async::<Value>(
        session,
        "WebExtensionPolicy.getByID(arguments[0]).extension
            .terminateBackground({ ignoreDevToolsAttached: true }).then(() => done(null));",
        json!([extension.id]),
    )
    .map(drop)
}

pub(super) fn extension_errors(session: &Session, extension: &Extension) -> Result<Vec<String>> {
    privileged(
        session,
        "const { extension } = WebExtensionPolicy.getByID(arguments[0]);
         return [...extension.errors, ...extension.warnings];",
        json!([extension.id]),
    )
}

/// Gives a host's permission (`add`) or takes it back (`remove`), as the list of add-ons does.
pub(super) fn change_permissions(
    session: &Session,
    extension: &Extension,
    change: &str,
    pattern: &str,
) -> Result<()> {
    privileged_async::<Value>(
        session,
        "const { ExtensionPermissions } =
             ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
         const { extension } = WebExtensionPolicy.getByID(arguments[0]);
         ExtensionPermissions[arguments[1]](extension.id, { permissions: [], origins: [arguments[2]] }, extension)
             .then(() => done(null));",
        json!([extension.id, change, pattern]),
    )
    .map(drop)
}

pub(super) fn set_scheme(session: &Session, scheme: Scheme) -> Result<()> {
    let value = match scheme {
        Scheme::Dark => 0,
        Scheme::Light => 1,
    };
    let body = "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[0])";
    privileged::<Value>(session, body, json!([value])).map(drop)
}
