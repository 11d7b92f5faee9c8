//! Programs that are asked: the scripts that bring ERPs up, and Python for what they hold.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use journeys::place;
use serde::de::DeserializeOwned;

/// Where the scripts that bring ERPs up are, if they are there: beside the checkout, or where `ERPS` says.
pub fn scripts() -> Option<PathBuf> {
    let beside = place::root().join("../shared/erps");
    let said = std::env::var_os("ERPS").map(PathBuf::from);
    said.into_iter().chain([beside]).find(|directory| directory.is_dir())
}

/// The directory of an ERP among what was built.
pub fn directory(name: &str) -> Result<PathBuf> {
    let directory = place::programs()?.join("real-erps").join(name);
    fs::create_dir_all(&directory)?;
    Ok(directory)
}

/// A port that nobody listens to.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Runs a command to its end; what it printed.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{command:?}"))?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed: {error}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a Python program; what it printed last, as JSON.
pub fn python<T: DeserializeOwned>(python: &Path, program: &str, arguments: &[&str]) -> Result<T> {
    let text = output(Command::new(python).arg("-c").arg(program).args(arguments))?;
    let last = text.lines().last().unwrap_or_default();
    serde_json::from_str(last).with_context(|| format!("what Python printed: {text}"))
}
