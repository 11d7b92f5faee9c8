//! extruct, the Python library for structured data in pages, as something to compare with.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Saved;
use crate::place;

/// What extruct finds on each of the pages.
pub fn extruct(pages: &[&Saved]) -> Result<Vec<Value>> {
    let python = place::root().join(".setup/python/bin/python");
    let mut child = Command::new(&python)
        .args(["-c", include_str!("extruct.py")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting {}; run ./build.sh score", python.display()))?;
    let lines: Vec<String> =
        pages.iter().map(|page| format!("{}\t{}", page.file.display(), page.url)).collect();
    // The pipe takes less than all pages' names: a thread of its own feeds it.
    let feeding = std::thread::spawn({
        let pipe = child.stdin.take();
        move || pipe.map(|mut pipe| pipe.write_all((lines.join("\n") + "\n").as_bytes()))
    });
    let output = child.wait_with_output()?;
    let _ = feeding.join();
    ensure!(output.status.success(), "extruct failed, see above");
    let told: Vec<Value> =
        String::from_utf8(output.stdout)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    ensure!(told.len() == pages.len(), "extruct told of {} of {} pages", told.len(), pages.len());
    Ok(told)
}
