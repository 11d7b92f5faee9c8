//! Turns the compiled core into the two browsers' extensions.
//!
//! `pack build WASM DIST [--dev]` writes `DIST/chrome` and `DIST/firefox` from `manifest.json`,
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

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::files::Files;
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
        ["build", wasm, dist] => build(Path::new(wasm), Path::new(dist), Profile::Release),
        ["build", wasm, dist, "--dev"] => build(Path::new(wasm), Path::new(dist), Profile::Dev),
        ["zip", dist] => zip(Path::new(dist)),
        _ => bail!("usage: pack build WASM DIST [--dev] | pack zip DIST"),
    }
}

/// Writes the unpacked extensions and says how large they are.
fn build(wasm: &Path, dist: &Path, profile: Profile) -> Result<()> {
    let module = module::process(wasm, profile)?;
    let source = manifest::read(Path::new("manifest.json"))?;
    let mut shared = files::read(Path::new("extension")).context("the extension's own files")?;
    shared.insert("lexicon.txt".to_owned(), lexicon(Path::new("src/page/lexicons"))?);
    for (path, bytes) in &module {
        shared.insert(format!("wasm/{path}"), bytes.clone());
    }
    for browser in Browser::ALL {
        let mut all = shared.clone();
        all.insert("manifest.json".to_owned(), manifest::text(&manifest::of(&source, browser))?);
        files::write(&dist.join(browser.name()), &all)?;
    }
    let wasm: Files = module.into_iter().filter(|(path, _)| path.ends_with(".wasm")).collect();
    size::report_wasm(wasm.values().next().context("no .wasm among what wasm-bindgen wrote")?, profile)
}

/// What shops call things: the files of all languages as one.
fn lexicon(folder: &Path) -> Result<Vec<u8>> {
    let mut files = files::read(folder).context("the words of shops")?;
    files.retain(|path, _| path.ends_with(".txt"));
    Ok(files.into_values().flatten().collect())
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
        std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        size::report_package(&path, &bytes)?;
    }
    Ok(())
}
