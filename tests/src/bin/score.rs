//! Scores the reading of saved pages against what their index says, beside a reader of structured data.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use journeys::saved::{Eyes, Saved, Score, Times, extruct, make, saved, told};

const USAGE: &str = "score DIRECTORY|INDEX.tsv [--keep DIRECTORY]";

/// Of the made pages.
const SEED: u64 = 2;

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "score: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let (mut index, mut keep) = (None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--keep" => keep = Some(PathBuf::from(arguments.next().context("--keep takes a directory")?)),
            _ => index = Some(PathBuf::from(argument)),
        }
    }
    let pages = saved(&index.context(USAGE)?, None)?;
    ensure!(!pages.is_empty(), "the index names no page");
    let mut eyes = Eyes::open()?;
    if let Some(directory) = keep {
        eyes.keep(directory)?;
    }
    let (mut own, mut times) = (Score::default(), Times::default());
    for page in &pages {
        let seen = eyes.read(page)?;
        own.add(page, &told(&eyes, page, &seen)?);
        times.add(&seen);
    }
    // What collections lack; not the pages on which weights are fitted.
    let directory = tempfile::tempdir()?;
    let mut made = Score::default();
    for page in saved(&make(directory.path(), SEED)?, None)? {
        let seen = eyes.read(&page)?;
        made.add(&page, &told(&eyes, &page, &seen)?);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{}\n{}", own.misses(), own.table("this reader"))?;
    writeln!(out, "{}\n{}", made.misses(), made.table("on made pages"))?;
    let offers: Vec<&Saved> =
        pages.iter().filter(|page| page.column("price").or(page.column("availability")).is_some()).collect();
    let mut theirs = Score::default();
    for (page, told) in offers.iter().zip(extruct(&offers)?) {
        theirs.add_offer(page, &told);
    }
    writeln!(out, "{}\n{}", theirs.table("extruct"), times.table()?)?;
    Ok(())
}
