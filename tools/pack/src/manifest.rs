//! One manifest for both browsers, cut to what each of them knows.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// A browser that the extension is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chromium and those made of it.
    Chrome,
    /// Firefox from ESR on.
    Firefox,
}

impl Browser {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chrome, Self::Firefox];

    /// The name of its directory.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
        }
    }

    /// What the browser warns about or refuses in the common manifest, as JSON pointers.
    fn foreign(self) -> &'static [&'static str] {
        match self {
            Self::Chrome => &["/background/scripts", "/browser_specific_settings"],
            // `storage` only names the schema of managed values, of which Firefox has none.
            Self::Firefox => &["/background/service_worker", "/key", "/minimum_chrome_version", "/storage"],
        }
    }
}

/// Reads a manifest.
pub fn read(path: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}

/// The manifest as it is written to a file.
pub fn text(manifest: &Value) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(manifest)?;
    text.push(b'\n');
    Ok(text)
}

/// The unpacked extension's manifest for one browser, with the version of the workspace.
pub fn of(source: &Value, browser: Browser) -> Value {
    let mut manifest = source.clone();
    for pointer in browser.foreign() {
        remove(&mut manifest, pointer);
    }
    if browser == Browser::Firefox {
        let resources = manifest.get_mut("web_accessible_resources").and_then(Value::as_array_mut);
        for resource in resources.into_iter().flatten() {
            remove(resource, "/use_dynamic_url");
        }
    }
    if let Some(members) = manifest.as_object_mut() {
        members.insert("version".to_owned(), env!("CARGO_PKG_VERSION").into());
    }
    manifest
}

/// The manifest as a store takes it. `key` fixes the id of the unpacked extension; the Chrome Web
/// Store gives its own and refuses one that brings a key.
pub fn of_store(unpacked: &Value) -> Value {
    let mut manifest = unpacked.clone();
    remove(&mut manifest, "/key");
    manifest
}

fn remove(value: &mut Value, pointer: &str) {
    if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(members) = value.pointer_mut(parent).and_then(Value::as_object_mut)
    {
        members.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn source() -> Value {
        json!({
            "manifest_version": 3,
            "key": "abc",
            "minimum_chrome_version": "121",
            "storage": { "managed_schema": "managed.json" },
            "background": { "service_worker": "b.js", "scripts": ["b.js"], "type": "module" },
            "browser_specific_settings": { "gecko": { "id": "x@y" } },
            "web_accessible_resources": [{ "resources": ["panel.html"], "use_dynamic_url": true }],
        })
    }

    #[test]
    fn chrome_gets_the_worker_and_the_key() {
        let chrome = of(&source(), Browser::Chrome);
        assert_eq!(chrome["background"], json!({ "service_worker": "b.js", "type": "module" }));
        assert_eq!(chrome["key"], "abc");
        assert_eq!(chrome.get("browser_specific_settings"), None);
        assert_eq!(chrome["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(of_store(&chrome).get("key"), None);
    }

    #[test]
    fn firefox_gets_the_event_page_and_its_id() {
        let firefox = of(&source(), Browser::Firefox);
        assert_eq!(firefox["background"], json!({ "scripts": ["b.js"], "type": "module" }));
        assert_eq!(firefox["browser_specific_settings"]["gecko"]["id"], "x@y");
        assert_eq!(firefox["web_accessible_resources"], json!([{ "resources": ["panel.html"] }]));
        for gone in ["key", "minimum_chrome_version", "storage"] {
            assert_eq!(firefox.get(gone), None, "{gone}");
        }
    }
}
