//! How long looking and reading take.

use anyhow::{Context, Result};

use super::Seen;

/// Milliseconds of every page, by what they were spent on.
#[derive(Debug, Default)]
pub struct Times {
    looking: Vec<f64>,
    reference: Vec<f64>,
    reading: Vec<f64>,
    whole: Vec<f64>,
    ratio: Vec<f64>,
}

impl Times {
    /// Adds a page.
    pub fn add(&mut self, seen: &Seen) {
        self.looking.push(seen.looking);
        self.reference.push(seen.reference);
        self.reading.push(seen.reading_took);
        self.whole.push(seen.whole());
        // An empty document has no boxes to compare with.
        if seen.reference > 0.0 {
            self.ratio.push(seen.looking / seen.reference);
        }
    }

    /// Median and 95th percentile of each, and of how often looking takes what the reference takes.
    pub fn table(&self) -> Result<String> {
        let line = |what: &str, times: &[f64]| -> Result<String> {
            let (middle, most) = (at(times, 50)?, at(times, 95)?);
            Ok(format!("{what:<56} median {middle:>6.1} ms   95 % {most:>6.1} ms\n"))
        };
        let built = if cfg!(debug_assertions) { "unoptimised" } else { "optimised for size, as shipped" };
        Ok([
            line("looking, on the page's main thread", &self.looking)?,
            line("every element's box, on the same pages", &self.reference)?,
            line(&format!("reading, natively, {built}"), &self.reading)?,
            line("looking and reading", &self.whole)?,
            format!(
                "{:<56} median {:>6.1}      95 % {:>6.1}\n",
                "looking, as a multiple of every element's box",
                at(&self.ratio, 50)?,
                at(&self.ratio, 95)?
            ),
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
