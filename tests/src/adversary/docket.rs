//! Which pages are still to be judged, and what came of the others.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use anyhow::Result;

use super::court::Verdict;
use super::order::Case;
use super::record::Record;
use super::report::Report;
use super::{Options, Recording};
use crate::browser::Kind;

/// After so many pages it is said how far it has come.
const SAID_AFTER: usize = 50;

/// The pages of one browser, shared by its courts.
pub struct Docket {
    name: &'static str,
    pages: usize,
    inner: Mutex<Inner>,
}

struct Inner {
    left: Vec<u32>,
    report: Report,
    record: Option<Record>,
    /// No page is begun after that.
    end: Option<Instant>,
}

impl Docket {
    /// The pages that are to be tried, without those whose verdict is on file.
    pub fn open(kind: Kind, options: &Options) -> Result<Self> {
        let Range { start, end } = options.pages;
        let mut left: Vec<u32> = (start..end).rev().collect();
        let (mut report, mut record, mut until) = (Report::default(), None, None);
        if let Some(Recording { resume, within }) = options.record {
            let (file, known) = Record::open(kind, options.seed, resume)?;
            for (page, verdict) in known.range(options.pages.clone()) {
                report.add(&Case::new(options.seed, *page)?, verdict);
            }
            left.retain(|page| !known.contains_key(page));
            record = Some(file);
            until = within.map(|within| Instant::now() + within);
        }
        let inner = Mutex::new(Inner { left, report, record, end: until });
        let docket = Self { name: kind.name(), pages: options.pages.len(), inner };
        if docket.lock().report.pages() > 0 {
            docket.say(&docket.lock().report.sum())?;
        }
        Ok(docket)
    }

    /// The next page; none once all are done, or the time is over.
    pub fn next(&self) -> Option<u32> {
        let mut inner = self.lock();
        if inner.end.is_some_and(|end| Instant::now() >= end) {
            return None;
        }
        inner.left.pop()
    }

    /// Takes a verdict down, and says whether all is as it must be.
    pub fn add(&self, case: &Case, verdict: &Verdict) -> Result<bool> {
        let mut inner = self.lock();
        let well = inner.report.add(case, verdict);
        if let Some(record) = inner.record.as_mut() {
            record.add(case.number, verdict)?;
            if !well {
                self.say(&format!("page {}: {verdict:?}", case.number))?;
            }
            if inner.report.pages().is_multiple_of(SAID_AFTER) {
                self.say(&inner.report.sum())?;
            }
        }
        Ok(well)
    }

    /// What came of all.
    pub fn close(self) -> Report {
        self.inner.into_inner().unwrap_or_else(PoisonError::into_inner).report
    }

    fn say(&self, what: &str) -> Result<()> {
        Ok(writeln!(io::stdout().lock(), "{} (of {}): {what}", self.name, self.pages)?)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
