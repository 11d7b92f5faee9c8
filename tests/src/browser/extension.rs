//! An unpacked extension and the address that it has in a browser.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Kind;

/// The host that Firefox is told to give the extension; by itself it draws a new one per profile.
const FIREFOX_HOST: &str = "0c1c0b0e-0000-4000-8000-000000000001";

/// An unpacked extension.
#[derive(Debug, Clone)]
pub struct Extension {
    /// Its directory.
    pub directory: PathBuf,
    /// Its id in the browser's own list.
    pub id: String,
    origin: String,
}

impl Extension {
    /// Reads id and address from the manifest.
    pub fn read(directory: &Path, kind: Kind) -> Result<Self> {
        let path = directory.join("manifest.json");
        let text = fs::read_to_string(&path)
            .with_context(|| format!("reading {}; run ./build.sh build", path.display()))?;
        let manifest: Value = serde_json::from_str(&text)?;
        let (id, origin) = match kind {
            Kind::Chromium => {
                let key = manifest.get("key").and_then(Value::as_str);
                let id = chromium_id(key.context("the manifest has no “key”, which fixes the id")?)?;
                let origin = format!("chrome-extension://{id}");
                (id, origin)
            }
            Kind::Firefox => {
                let id = manifest.pointer("/browser_specific_settings/gecko/id").and_then(Value::as_str);
                let id = id.context("the manifest has no “browser_specific_settings.gecko.id”")?;
                (id.to_owned(), format!("moz-extension://{FIREFOX_HOST}"))
            }
        };
        Ok(Self { directory: directory.to_owned(), id, origin })
    }

    /// The address of one of its files.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.origin)
    }

    /// The host of its addresses.
    pub fn host(&self) -> &str {
        self.origin.rsplit('/').next().unwrap_or_default()
    }
}

/// The first half of the key's SHA-256, its sixteen digits written as the letters a to p.
fn chromium_id(key: &str) -> Result<String> {
    let der = BASE64.decode(key).context("the manifest's “key” is not base64")?;
    let digits = Sha256::digest(der).into_iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
    Ok(digits.map(|digit| char::from(b'a' + digit)).collect())
}
