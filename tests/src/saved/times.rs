//! How long looking and reading take.

use anyhow::{Context, Result};

use super::Seen;

/// Milliseconds of every page, by what they were spent on.
#[derive(Debug, Default)]
pub struct Times {
    looking: Vec<f64>,
    reference: Vec<f64>,
    reading: Vec<f64>,
}

impl Times {
    /// Adds a page.
    pub fn add(&mut self, seen: &Seen) {
        self.looking.push(seen.looking);
        self.reference.push(seen.reference);
        self.reading.push(seen.reading_took);
    }

    /// Median and 95th percentile of each.
    pub fn table(&self) -> Result<String> {
        let line = |what: &str, times: &[f64]| -> Result<String> {
            let (middle, most) = (at(times, 50)?, at(times, 95)?);
            Ok(format!("{what:<44} median {middle:>6.1} ms   95 % {most:>6.1} ms\n"))
        };
        let built =
            if cfg!(debug_assertions) { "reading, natively, unoptimised" } else { "reading, natively" };
        Ok([
            line("looking, on the page's main thread", &self.looking)?,
            line("every element's box, on the same pages", &self.reference)?,
            line(built, &self.reading)?,
        ]
        .concat())
    }
}

fn at(times: &[f64], percent: usize) -> Result<f64> {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(place).copied().context("nothing was read")
}
