//! What only Chromium has: its driver, its protocol for developers, its list of extensions.

use std::env;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU16, Ordering};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::display::Display;
use super::{Extension, Launch, Scheme, Screen};
use crate::webdriver::{Driver, PATIENCE, Session, until};

pub(super) fn driver(launch: &Launch, display: Option<&Display>) -> Result<Driver> {
    let mut command = Command::new("chromedriver");
    let port = free_port()?;
    command.arg(format!("--port={port}"));
    // For what hangs once in a hundred runs: all that driver and browser said to each other.
    if let Some(folder) = env::var_os("DRIVER_LOGS") {
        let log = Path::new(&folder).join(format!("chromedriver-{port}.log"));
        command.arg("--verbose").arg(format!("--log-path={}", log.display()));
    }
    // On Linux the language of the interface comes from the environment.
    command.env("LANGUAGE", launch.language.tag().replace('-', "_"));
    if let Some(display) = display {
        command.env("DISPLAY", display.name());
    }
    Driver::start(&mut command)
}

/// A port that is free for IPv4 and IPv6. Left to itself the driver takes one that is free for the one
/// and ends where it is in use for the other, as it is now and then among hundreds of connections; so
/// this looks below the ports that systems give to connections, and gives none twice.
fn free_port() -> Result<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 10_000).unwrap_or_default();
    for _ in 0..10_000 {
        let port = 20_000 + first.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000;
        let free = |address: IpAddr| match TcpListener::bind((address, port)) {
            Ok(_) => true,
            // Where there is no IPv6 the driver does without it too.
            Err(error) => error.kind() == ErrorKind::AddrNotAvailable,
        };
        if free(Ipv4Addr::LOCALHOST.into()) && free(Ipv6Addr::LOCALHOST.into()) {
            return Ok(port);
        }
    }
    bail!("no port from 20000 to 29999 is free for chromedriver")
}

pub(super) fn capabilities(launch: &Launch, profile: &Path) -> Value {
    let mut arguments = vec![
        format!("--user-data-dir={}", profile.display()),
        format!("--lang={}", launch.language.tag()),
        format!("--accept-lang={}", launch.language.tag()),
        // Containers and root accounts have no user namespaces for the sandbox.
        "--no-sandbox".to_owned(),
        "--disable-quic".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
    ];
    match launch.screen {
        Screen::Headless => arguments.push("--headless=new".to_owned()),
        Screen::Virtual => arguments.extend([
            "--ozone-platform=x11".to_owned(),
            // Without it the trees that tell of questions are empty.
            "--force-renderer-accessibility".to_owned(),
        ]),
        Screen::Desktop => {}
    }
    arguments.extend(launch.arguments.iter().cloned());
    if let Some(directory) = &launch.extension {
        arguments.push(format!("--load-extension={}", directory.display()));
    }
    json!({
        "browserName": "chrome",
        // Without it the toolbar's popup is no window to the driver.
        "goog:chromeOptions": {
            "args": arguments,
            "enableExtensionTargets": true,
            // With a profile of ours the driver lets Chromium begin with its own new tab, and attaches before
            // that has got its process: now and then, on a busy machine, the tab then stays empty and the
            // driver waits for it until its 300 seconds are over.
            "prefs": { "session": { "restore_on_startup": 4, "startup_urls": ["about:blank"] } },
        },
        "unhandledPromptBehavior": "ignore",
    })
}

/// A command of the protocol for developers, to the current tab.
fn cdp(session: &Session, command: &str, parameters: Value) -> Result<Value> {
    session.wire().post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
}

pub(super) fn focus(session: &Session) -> Result<()> {
    cdp(session, "Page.bringToFront", json!({}))?;
    session.until("the page to have the focus", || {
        Ok(session.script::<bool>("return document.hasFocus()", json!([]))?.then_some(()))
    })
}

/// The value of an expression, or of its promise, as if the person had just clicked in the page.
pub(super) fn as_in_a_click(session: &Session, expression: &str) -> Result<Value> {
    let how = json!({
        "expression": expression, "userGesture": true, "awaitPromise": true, "returnByValue": true,
    });
    let reply = cdp(session, "Runtime.evaluate", how)?;
    Ok(reply.pointer("/result/value").cloned().unwrap_or(reply))
}

/// The targets that are the extension's background: one, or none where it does not run.
pub(super) fn workers(session: &Session, extension: &Extension) -> Result<Vec<String>> {
    let reply = cdp(session, "Target.getTargets", json!({}))?;
    let targets = reply.get("targetInfos").and_then(Value::as_array).cloned().unwrap_or_default();
    let field = |target: &Value, name: &str| target.get(name).and_then(Value::as_str).map(str::to_owned);
    Ok(targets
        .iter()
        .filter(|target| field(target, "type").as_deref() == Some("service_worker"))
        .filter(|target| field(target, "url").is_some_and(|url| url.contains(extension.host())))
        .filter_map(|target| field(target, "targetId"))
        .collect())
}

pub(super) fn has_background(session: &Session, extension: &Extension) -> Result<bool> {
    Ok(!workers(session, extension)?.is_empty())
}

pub(super) fn kill_background(session: &Session, extension: &Extension) -> Result<()> {
    let killed = workers(session, extension)?;
    until("the background to end", PATIENCE, || {
        // Another may be there already: pages of the extension and of suppliers wake it at once.
        let mut left = workers(session, extension)?;
        left.retain(|worker| killed.contains(worker));
        for worker in &left {
            // One that only just starts does not end yet; one that has ended meanwhile is unknown.
            let _ = cdp(session, "Target.closeTarget", json!({ "targetId": worker }));
        }
        Ok(left.is_empty().then_some(()))
    })
}

/// Runs the body of a function with `done` as its callback in the browser's own list of extensions.
pub(super) fn in_extensions_page(session: &Session, body: &str, arguments: Value) -> Result<Value> {
    let here = session.window()?;
    session.new_tab()?;
    let result = session.go("chrome://extensions").and_then(|()| {
        let body = format!("const done = arguments[arguments.length - 1]; {body}");
        session.async_script(&body, arguments)
    });
    session.close()?;
    session.switch(&here)?;
    result
}

pub(super) fn extension_errors(session: &Session, extension: &Extension) -> Result<Vec<String>> {
    let reply = in_extensions_page(
        session,
        "chrome.developerPrivate.getExtensionInfo(arguments[0]).then(({ manifestErrors, runtimeErrors, installWarnings }) =>
            done([...manifestErrors, ...runtimeErrors].map(({ message }) => message).concat(installWarnings ?? [])));",
        json!([extension.id]),
    )?;
    serde_json::from_value(reply).context("Chromium's list of errors")
}

pub(super) fn set_scheme(session: &Session, scheme: Scheme) -> Result<()> {
    let feature = json!({ "name": "prefers-color-scheme", "value": scheme.name() });
    cdp(session, "Emulation.setEmulatedMedia", json!({ "features": [feature] })).map(drop)
}
