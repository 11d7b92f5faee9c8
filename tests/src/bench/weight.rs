//! What the product weighs, and what it adds to pages.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::figure::say;
use crate::browser::Kind;
use crate::place;
use crate::world::World;

pub(super) fn measure(world: &World) -> Result<()> {
    let directory = place::dist().join(Kind::Chromium.build());
    for module in ["background", "connectors", "reader", "pages"] {
        let wasm = fs::read(directory.join(format!("wasm/{module}_bg.wasm")))
            .with_context(|| format!("the built module {module}"))?;
        let gzip = gzipped(&wasm)?;
        say(&format!("wasm {module:<20} {:>23} KB, gzip {} KB (aim ≤ 200)", kb(wasm.len()), kb(gzip)))?;
    }
    say(&format!("unpacked, each file gzipped {:>21} KB (aim ≤ 700)", kb(packed(&directory)?)))?;
    let manifest: Value = serde_json::from_slice(&fs::read(directory.join("manifest.json"))?)?;
    let everywhere = manifest.get("content_scripts").and_then(Value::as_array).map_or(0, Vec::len);
    say(&format!("scripts in pages outside a purchase {everywhere:>13} (aim 0)"))?;
    on_erp_pages(world, &directory)
}

/// What is registered for the pages of the connected ERP.
fn on_erp_pages(world: &World, directory: &Path) -> Result<()> {
    let body = "const done = arguments[arguments.length - 1];
        chrome.scripting.getRegisteredContentScripts().then((scripts) => done(scripts));";
    let scripts: Vec<Value> = world.browser.async_script(body, json!([]))?;
    for script in &scripts {
        let files = script.get("js").and_then(Value::as_array).cloned().unwrap_or_default();
        let pages = script.get("matches").cloned().unwrap_or_default();
        let mut bytes = 0;
        for file in files.iter().filter_map(Value::as_str) {
            bytes += fs::read(directory.join(file.trim_start_matches('/')))?.len();
        }
        say(&format!("script on {pages} {bytes:>20} bytes (aim ≤ 10000)"))?;
    }
    say(&format!("scripts registered in all {:>23}", scripts.len()))
}

/// Bytes of a directory's files, each compressed: what a package holds.
fn packed(directory: &Path) -> Result<usize> {
    let mut bytes = 0;
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        bytes += if path.is_dir() { packed(&path)? } else { gzipped(&fs::read(&path)?)? };
    }
    Ok(bytes)
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Rounded up.
fn kb(bytes: usize) -> usize {
    bytes.div_ceil(1000)
}
