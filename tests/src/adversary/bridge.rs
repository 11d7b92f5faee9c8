//! The extension that brings the agent into the pages: its files are the agent's own, its
//! background only hands messages on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::place;

const AGENT: [&str; 5] = ["eyes.js", "hands.js", "overlay.js", "pointing.js", "agent.js"];

/// Hands every message on to the stand, with the address of the page that sent it.
const BACKGROUND: &str = "chrome.runtime.onMessage.addListener((message, sender, answer) => {
    const body = JSON.stringify({ ...message, url: sender.url });
    fetch(new URL('/agent', sender.url), { method: 'POST', body })
        .then((reply) => reply.json()).then(answer, () => answer(undefined));
    return true;
});
";

/// The agent's files.
pub fn agent() -> Vec<PathBuf> {
    let directory = place::root().join("extension/agent");
    AGENT.iter().map(|file| directory.join(file)).collect()
}

/// Where Chromium and Firefox find it as long as this is kept.
pub fn extension() -> Result<TempDir> {
    let directory = tempfile::Builder::new().prefix("adversary-").tempdir()?;
    for (name, file) in AGENT.iter().zip(agent()) {
        fs::copy(&file, directory.path().join(name)).with_context(|| format!("copying {name}"))?;
    }
    fs::write(directory.path().join("background.js"), BACKGROUND)?;
    fs::write(directory.path().join("popup.html"), "<!doctype html><title>bridge</title>")?;
    fs::write(directory.path().join("manifest.json"), manifest(&place::root())?.to_string())?;
    Ok(directory)
}

/// The key, which fixes the id, is that of the other extension for tests.
fn manifest(root: &Path) -> Result<Value> {
    let fixture = root.join("tests/fixtures/extension/manifest.json");
    let text = fs::read_to_string(&fixture).with_context(|| format!("reading {}", fixture.display()))?;
    let mut manifest: Value = serde_json::from_str(&text)?;
    let own = json!({
        "name": "Bridge",
        "permissions": [],
        "host_permissions": ["http://localhost/*"],
        "content_scripts": [{ "matches": ["http://localhost/*"], "js": AGENT, "run_at": "document_start" }],
    });
    if let (Some(all), Value::Object(own)) = (manifest.as_object_mut(), own) {
        all.extend(own);
    }
    Ok(manifest)
}
