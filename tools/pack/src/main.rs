//! Turns the compiled core into the two browsers' extensions.
//!
//! `pack build DIST WASM… [--dev]` writes `DIST/chrome` and `DIST/firefox` from `manifest.json`,
//! `extension/` and the WebAssembly that cargo has built; `pack zip DIST` makes the stores'
//! archives of them. It is run from the project's root, by `build.sh`.

// A command-line tool speaks on standard output.
#![allow(clippy::print_stdout)]

mod archive;
mod arrange;
mod files;
mod manifest;
mod module;
mod silence;
mod size;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use one_click_purchase::{json, supplier};

use crate::manifest::Browser;
use crate::module::Profile;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pack: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments.as_slice() {
        ["build", dist, ref modules @ .., "--dev"] => build(Path::new(dist), modules, Profile::Dev),
        ["build", dist, ref modules @ ..] => build(Path::new(dist), modules, Profile::Release),
        ["zip", dist] => zip(Path::new(dist)),
        _ => bail!("usage: pack build DIST WASM… [--dev] | pack zip DIST"),
    }
}

/// Writes the unpacked extensions and says how large they are.
fn build(dist: &Path, modules: &[&str], profile: Profile) -> Result<()> {
    let source = manifest::read(Path::new("manifest.json"))?;
    let mut shared = files::read(Path::new("extension")).context("the extension's own files")?;
    shared.insert("lexicon.txt".to_owned(), lexicon(Path::new("src/page"))?);
    shared.insert("profiles.json".to_owned(), profiles(Path::new("src/supplier/profiles"))?);
    for wasm in modules {
        for (path, bytes) in module::process(Path::new(wasm), profile)? {
            if path.ends_with(".wasm") {
                size::report_wasm(&path, &bytes, profile)?;
            }
            shared.insert(format!("wasm/{path}"), bytes);
        }
    }
    for browser in Browser::ALL {
        let mut all = shared.clone();
        all.insert("manifest.json".to_owned(), manifest::text(&manifest::of(&source, browser))?);
        files::write(&dist.join(browser.name()), &all)?;
    }
    Ok(())
}

/// What shops call things, the files of all languages as one, and behind them what signs weigh.
fn lexicon(page: &Path) -> Result<Vec<u8>> {
    let mut files = files::read(&page.join("lexicons")).context("the words of shops")?;
    files.retain(|path, _| path.ends_with(".txt"));
    let mut text: Vec<u8> = files.into_values().flatten().collect();
    for section in ["kind", "forms", "price"] {
        let file = page.join(section).join("weights.txt");
        let weights = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        text.extend(format!("\n[{section}]\n").into_bytes());
        text.extend(weights);
    }
    Ok(text)
}

/// What is known of suppliers: the files of all of them as one list. A wrong one is refused.
fn profiles(folder: &Path) -> Result<Vec<u8>> {
    let mut files = files::read(folder).context("the profiles of suppliers")?;
    files.retain(|path, _| path.ends_with(".json"));
    let mut profiles = Vec::new();
    for (path, bytes) in files {
        let text = String::from_utf8(bytes).with_context(|| path.clone())?;
        profiles.push(supplier::read(&text).with_context(|| path.clone())?);
    }
    Ok(json::write_all(&profiles).into_bytes())
}

/// Writes one archive per store and says how large they are.
fn zip(dist: &Path) -> Result<()> {
    for browser in Browser::ALL {
        let mut all = files::read(&dist.join(browser.name()))?;
        let unpacked = manifest::read(&dist.join(browser.name()).join("manifest.json"))?;
        all.insert("manifest.json".to_owned(), manifest::text(&manifest::of_store(&unpacked))?);
        let bytes = archive::zip(&all)?;
        let name = format!("one-click-purchase-{}-{}.zip", env!("CARGO_PKG_VERSION"), browser.name());
        let path = dist.join(name);
        fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        size::report_package(&path, &bytes)?;
    }
    Ok(())
}
