//! What was measured, and how it is printed.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::{Result, ensure};

/// Times of the same thing, again and again.
#[derive(Debug, Default)]
pub(super) struct Times(Vec<f64>);

impl Times {
    /// Adds one, in milliseconds.
    pub(super) fn add(&mut self, milliseconds: f64) {
        self.0.push(milliseconds);
    }

    /// Adds one.
    pub(super) fn took(&mut self, time: Duration) {
        self.add(time.as_secs_f64() * 1000.0);
    }

    /// The one in the middle, in milliseconds.
    pub(super) fn median(&self) -> Result<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.get(sorted.len() / 2).copied();
        ensure!(middle.is_some(), "nothing was measured");
        Ok(middle.unwrap_or_default())
    }
}

/// Prints a line.
pub(super) fn say(line: &str) -> Result<()> {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}

/// Prints a figure beside what it is compared with.
pub(super) fn compare(what: &str, ours: f64, than: &str, theirs: f64, aim: f64) -> Result<()> {
    let ratio = ours / theirs;
    let mark = if ratio <= aim { "" } else { "  over the aim" };
    say(&format!("{what:<44} {ours:>8.1} ms   {than} {theirs:>8.1} ms   × {ratio:.2} (aim ≤ {aim}){mark}"))
}

/// Prints a figure that is compared with nothing.
pub(super) fn alone(what: &str, time: f64) -> Result<()> {
    say(&format!("{what:<44} {time:>8.1} ms"))
}
