//! Where things are in the checkout.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, ensure};

/// The top of the checkout.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// The unpacked extensions: `dist/`, or where `DIST` says.
pub fn dist() -> PathBuf {
    env::var_os("DIST").map_or_else(|| root().join("dist"), PathBuf::from)
}

/// Cargo's directory with the programs of the running build, such as `target/debug`.
pub fn programs() -> Result<PathBuf> {
    let own = env::current_exe().context("the path of this program")?;
    let directory = own.parent().context("the directory of this program")?;
    let is_test = directory.ends_with("deps");
    let directory = if is_test { directory.parent().unwrap_or(directory) } else { directory };
    Ok(directory.to_owned())
}

/// A program of this workspace that was built before, beside this one.
pub fn program(name: &str) -> Result<PathBuf> {
    let path = programs()?.join(name);
    ensure!(path.exists(), "{} is not built; run cargo build -p {name}", path.display());
    Ok(path)
}

/// Where pictures and other evidence of a run go.
pub fn evidence() -> Result<PathBuf> {
    Ok(programs()?.join("journeys"))
}

/// A tool that `./build.sh setup` puts into the checkout, or else the system's.
pub fn tool(name: &str) -> PathBuf {
    let own = root().join(".setup/bin").join(name);
    if own.exists() { own } else { PathBuf::from(name) }
}

/// Copies a directory with everything in it.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
