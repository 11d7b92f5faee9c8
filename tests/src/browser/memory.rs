//! How much memory the extension's background has.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::devtools::Target;
use super::{Browser, Kind, chromium};
use crate::place;

/// What is added to the background: the memory of its core and of the connectors, which only the modules
/// themselves reach.
const TELLS: &str = "\nglobalThis.memoryOfModules = () => Promise.all([init(), loadConnectors()])
    .then((modules) => modules.map(({ memory }) => memory.buffer.byteLength));\n";

/// Bytes of memory.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// Of the core's WebAssembly pages, which are never given back.
    pub core: u64,
    /// Of the connectors' pages.
    pub connectors: u64,
    /// In use by JavaScript beside them; only Chromium tells.
    pub heap: Option<u64>,
}

/// The built extension in a directory of its own, with a background that tells of its memory.
pub fn measured(kind: Kind) -> Result<TempDir> {
    let directory = tempfile::Builder::new().prefix("measured-").tempdir()?;
    place::copy(&place::dist().join(kind.build()), directory.path())?;
    let background = directory.path().join("background.js");
    let own = fs::read_to_string(&background)?;
    fs::write(&background, own + TELLS)?;
    Ok(directory)
}

impl Browser {
    /// The background's memory. The extension must be a [`measured`] one, with a page of it in the current
    /// window and its background running.
    pub fn background_memory(&self) -> Result<Memory> {
        match self.kind() {
            Kind::Chromium => {
                let worker =
                    chromium::workers(self, self.extension()?)?.pop().context("no background runs")?;
                let mut target = Target::connect(self.profile.path(), &worker)?;
                let how = json!({
                    "expression": "memoryOfModules()", "awaitPromise": true, "returnByValue": true,
                });
                let modules = target.ask("Runtime.evaluate", &how)?;
                let told = modules.pointer("/result/value").cloned().unwrap_or_default();
                let [core, connectors] = serde_json::from_value(told)
                    .with_context(|| format!("the modules' memory: {modules}"))?;
                let usage = target.ask("Runtime.getHeapUsage", &json!({}))?;
                let heap = usage.get("usedSize").and_then(Value::as_f64).context("the used heap")?;
                let heap = format!("{heap:.0}").parse()?;
                Ok(Memory { core, connectors, heap: Some(heap) })
            }
            Kind::Firefox => {
                let body = "const done = arguments[arguments.length - 1];
                    chrome.runtime.getBackgroundPage().then((page) => page.memoryOfModules()).then(done, String);";
                let [core, connectors] = self.async_script(body, json!([]))?;
                Ok(Memory { core, connectors, heap: None })
            }
        }
    }
}
