//! The core as modules that browsers load: wasm-bindgen, silenced panics, then wasm-opt.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::arrange::arrange;
use crate::files::{self, Files};
use crate::silence::silence;

/// npm's binaryen. Debian's package is older than the features that rustc uses and writes a
/// broken module without saying so.
const WASM_OPT: &str = "node_modules/.bin/wasm-opt";

/// How the core was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// For people: small.
    Release,
    /// For developing: quick to build, with function names in its stack traces.
    Dev,
}

/// Makes a module, called like cargo's file, and the glue that loads it, or takes those of the last
/// run when nothing has changed since. They are kept beside cargo's file.
pub fn process(wasm: &Path, profile: Profile) -> Result<Files> {
    let name = wasm.file_stem().and_then(OsStr::to_str).context("a module without a name")?;
    let directory = wasm.with_extension("pack");
    let done = directory.join(format!("{name}_bg.wasm"));
    if !is_newer(&done, &[wasm, &std::env::current_exe()?, Path::new("package-lock.json")])? {
        // Elsewhere first: what a failed run leaves must not be taken for a module by the next.
        let making = wasm.with_extension("making");
        for old in [&making, &directory] {
            if old.exists() {
                fs::remove_dir_all(old)?;
            }
        }
        bind(wasm, name, &making)?;
        if profile == Profile::Release {
            let module = making.join(format!("{name}_bg.wasm"));
            fs::write(&module, silence(&fs::read(&module)?)?)?;
            optimise(&module)?;
            fs::write(&module, arrange(&fs::read(&module)?)?)?;
        }
        fs::rename(&making, &directory)?;
    }
    files::read(&directory)
}

/// Whether `made` exists and no source of it has changed since.
fn is_newer(made: &Path, sources: &[&Path]) -> Result<bool> {
    let changed = |path: &Path| -> Result<SystemTime> {
        let about = fs::metadata(path).with_context(|| format!("looking at {}", path.display()))?;
        Ok(about.modified()?)
    };
    if !made.exists() {
        return Ok(false);
    }
    let made = changed(made)?;
    for source in sources {
        if changed(source)? > made {
            return Ok(false);
        }
    }
    Ok(true)
}

fn bind(wasm: &Path, name: &str, directory: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)?
        .typescript(false)
        // As a library it leaves out where the module lies, unlike the command.
        .omit_default_module_path(false)
        .remove_producers_section(true)
        .generate(directory)
        .with_context(|| format!("wasm-bindgen on {}", wasm.display()))
}

/// Shrinks the module in place. The features are those that rustc enables for the target and that
/// every browser of the manifest has. Large functions are not pulled into their only caller: that saves
/// nothing, and what comes of it compresses a tenth worse. The lowest kilobyte of the memory is the far end of the
/// stack, which holds nothing that code could reach by adding to an address.
fn optimise(module: &Path) -> Result<()> {
    let small = module.with_extension("small");
    let status = Command::new(WASM_OPT)
        .args([
            "-Oz",
            "--one-caller-inline-max-function-size=20",
            "--low-memory-unused",
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .args(["--enable-bulk-memory", "--enable-multivalue", "--enable-mutable-globals"])
        .args(["--enable-nontrapping-float-to-int", "--enable-reference-types", "--enable-sign-ext"])
        .arg(module)
        .arg("-o")
        .arg(&small)
        .status()
        .with_context(|| format!("{WASM_OPT} does not start; run ./build.sh setup"))?;
    if !status.success() {
        bail!("wasm-opt on {} ended with {status}", module.display());
    }
    fs::rename(&small, module)?;
    Ok(())
}
