//! Product pages that want the wrong thing bought: generated, worked in a real tab by the agent that
//! ships, and judged by what the page's own script holds.
//!
//! [`draft`] decides what is sold, what is ordered and what must become of it; [`page`] lays that out
//! in one of very many ways; [`stand`] serves it and answers the agent; [`court`] judges. Nothing that
//! makes a page knows how pages are read: it uses none of `one_click_purchase::page`.

mod axes_markup;
mod bridge;
mod coin;
mod court;
mod dice;
mod draft;
mod fate;
mod goods;
mod labels;
mod language;
mod markup;
mod mutation;
mod order;
mod page;
mod price_markup;
mod quantity_markup;
mod report;
mod rows_markup;
mod run;
mod stand;
mod surroundings_markup;
mod words;

pub use court::{Court, Verdict};
pub use order::{Case, Truth};
pub use report::Report;

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, anyhow};

use crate::browser::Kind;

/// What to try.
#[derive(Debug, Clone)]
pub struct Options {
    /// In which browsers.
    pub browsers: Vec<Kind>,
    /// The seed of all pages.
    pub seed: u64,
    /// The pages' numbers.
    pub pages: Range<u32>,
    /// Where pages that came out badly are kept, or the one that was asked for.
    pub keep: Option<PathBuf>,
}

/// Tries all pages, in all browsers at once, and prints the reports. Says whether all is as it must be.
pub fn run(options: &Options) -> Result<bool> {
    let reports: Vec<Result<Report>> = thread::scope(|scope| {
        let courts: Vec<_> =
            options.browsers.iter().map(|kind| scope.spawn(|| try_all(*kind, options))).collect();
        let joined = courts.into_iter().map(|court| court.join());
        joined.map(|report| report.unwrap_or_else(|_| Err(anyhow!("a court broke down")))).collect()
    });
    let mut well = true;
    for (kind, report) in options.browsers.iter().zip(reports) {
        let report = report.with_context(|| format!("in {}", kind.name()))?;
        let name = format!("{}, seed {}", kind.name(), options.seed);
        writeln!(io::stdout().lock(), "{}", report.table(&name))?;
        well &= report.passes();
    }
    Ok(well)
}

/// Courts of one kind of browser: a page mostly waits, for its frames and until it is at rest.
const COURTS: usize = 2;

/// Tries all pages in one kind of browser.
pub fn try_all(kind: Kind, options: &Options) -> Result<Report> {
    let (pages, report) = (Mutex::new(options.pages.clone()), Mutex::new(Report::default()));
    let courts = if options.pages.len() < 20 { 1 } else { COURTS };
    thread::scope(|scope| {
        let courts: Vec<_> =
            (0..courts).map(|_| scope.spawn(|| hold_court(kind, options, &pages, &report))).collect();
        courts
            .into_iter()
            .try_for_each(|court| court.join().unwrap_or_else(|_| Err(anyhow!("a court broke down"))))
    })?;
    Ok(report.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Judges one page after the other, as long as there are any.
fn hold_court(
    kind: Kind,
    options: &Options,
    pages: &Mutex<Range<u32>>,
    report: &Mutex<Report>,
) -> Result<()> {
    let court = Court::open(kind)?;
    loop {
        let next = pages.lock().unwrap_or_else(PoisonError::into_inner).next();
        let Some(number) = next else { return Ok(()) };
        let case = Case::new(options.seed, number)?;
        let verdict = court.judge(&case).with_context(|| format!("page {number}"))?;
        let well = report.lock().unwrap_or_else(PoisonError::into_inner).add(&case, &verdict);
        if let Some(directory) = options.keep.as_deref().filter(|_| !well || options.pages.len() == 1) {
            keep(directory, kind, &case, &court, &verdict)?;
        }
    }
}

/// Keeps a page with its order, its truth, and what was read and decided.
fn keep(directory: &Path, kind: Kind, case: &Case, court: &Court, verdict: &Verdict) -> Result<()> {
    fs::create_dir_all(directory).with_context(|| format!("making {}", directory.display()))?;
    for (at, (_, html)) in case.documents.iter().enumerate() {
        fs::write(directory.join(format!("{}-{at}.html", case.number)), html)?;
    }
    let told =
        format!("{verdict:?}\n{}\n{:?}\n{:?}\n{}", case.told(), case.truth, case.mutations, court.minutes());
    fs::write(directory.join(format!("{}-{}.txt", case.number, kind.name())), told)?;
    Ok(())
}
