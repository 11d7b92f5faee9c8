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
mod docket;
mod draft;
mod fate;
mod furniture_markup;
mod goods;
mod labels;
mod language;
mod markup;
mod mutation;
mod notes;
mod order;
mod page;
mod price_markup;
mod quantity_markup;
mod record;
mod report;
mod rows_markup;
mod run;
mod sale;
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
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use self::docket::Docket;
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
    /// Whether verdicts are put on file as they come, and how far it has come is said.
    pub record: Option<Recording>,
}

/// How verdicts are put on file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Recording {
    /// Verdicts that the same build gave before are taken up.
    pub resume: bool,
    /// No page is begun after so long.
    pub within: Option<Duration>,
}

/// Tries all pages, in all browsers at once, and prints the reports. Says whether all is as it must be.
pub fn run(options: &Options) -> Result<bool> {
    let reports: Vec<Result<(Report, Duration)>> = thread::scope(|scope| {
        let courts: Vec<_> =
            options.browsers.iter().map(|kind| scope.spawn(|| timed(*kind, options))).collect();
        let joined = courts.into_iter().map(|court| court.join());
        joined.map(|report| report.unwrap_or_else(|_| Err(anyhow!("a court broke down")))).collect()
    });
    let (mut well, mut out) = (true, io::stdout().lock());
    for (kind, report) in options.browsers.iter().zip(reports) {
        let (report, took) = report.with_context(|| format!("in {}", kind.name()))?;
        let name = format!("{}, seed {}", kind.name(), options.seed);
        writeln!(out, "{}  {} s in this run", report.table(&name), took.as_secs())?;
        let left = options.pages.len() - report.pages();
        if left > 0 {
            writeln!(out, "  {left} pages are left: --resume goes on with them")?;
        }
        well &= report.passes() && left == 0;
    }
    Ok(well)
}

fn timed(kind: Kind, options: &Options) -> Result<(Report, Duration)> {
    let began = Instant::now();
    Ok((try_all(kind, options)?, began.elapsed()))
}

/// Courts of one kind of browser: a page mostly waits, for its frames and until it is at rest.
const COURTS: usize = 2;

/// Tries all pages in one kind of browser.
pub fn try_all(kind: Kind, options: &Options) -> Result<Report> {
    let docket = Docket::open(kind, options)?;
    let courts = if options.pages.len() < 20 { 1 } else { COURTS };
    thread::scope(|scope| {
        let courts: Vec<_> =
            (0..courts).map(|_| scope.spawn(|| hold_court(kind, options, &docket))).collect();
        courts
            .into_iter()
            .try_for_each(|court| court.join().unwrap_or_else(|_| Err(anyhow!("a court broke down"))))
    })?;
    Ok(docket.close())
}

/// Judges one page after the other, as long as there are any.
fn hold_court(kind: Kind, options: &Options, docket: &Docket) -> Result<()> {
    let Some(mut number) = docket.next() else { return Ok(()) };
    let court = Court::open(kind)?;
    loop {
        let case = Case::new(options.seed, number)?;
        let verdict = court.judge(&case).with_context(|| format!("page {number}"))?;
        let well = docket.add(&case, &verdict)?;
        if let Some(directory) = options.keep.as_deref().filter(|_| !well || options.pages.len() == 1) {
            keep(directory, kind, &case, &court, &verdict)?;
        }
        match docket.next() {
            Some(next) => number = next,
            None => return Ok(()),
        }
    }
}

/// Keeps a page with its order, its truth, what was seen of it, and what was read and decided.
fn keep(directory: &Path, kind: Kind, case: &Case, court: &Court, verdict: &Verdict) -> Result<()> {
    fs::create_dir_all(directory).with_context(|| format!("making {}", directory.display()))?;
    for (at, (_, html)) in case.documents.iter().enumerate() {
        fs::write(directory.join(format!("{}-{at}.html", case.number)), html)?;
    }
    let told =
        format!("{verdict:?}\n{}\n{:?}\n{:?}\n{}", case.told(), case.truth, case.mutations, court.minutes());
    let path = |end: &str| directory.join(format!("{}-{}.{end}", case.number, kind.name()));
    fs::write(path("txt"), told)?;
    // What `page::read` was given: a test may read it again.
    fs::write(path("json"), court.seen())?;
    Ok(())
}
