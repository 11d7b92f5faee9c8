//! Scores the reading of saved pages against what their index says, beside a reader of structured data.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use journeys::saved::{
    Eyes, FOLDS, Saved, Score, SeenForms, Times, extruct, labelled_pages, make, saved, score_by_folds,
    score_forms, told,
};

const USAGE: &str = "score DIRECTORY|INDEX.tsv|--forms [--keep DIRECTORY]";

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
    let (mut index, mut keep, mut forms) = (None, None, false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--keep" => keep = Some(PathBuf::from(arguments.next().context("--keep takes a directory")?)),
            "--forms" => forms = true,
            _ => index = Some(PathBuf::from(argument)),
        }
    }
    let mut eyes = Eyes::open()?;
    if let Some(directory) = keep {
        eyes.keep(directory)?;
    }
    if forms { on_forms(&eyes) } else { on_pages(&eyes, &index.context(USAGE)?) }
}

fn on_forms(eyes: &Eyes) -> Result<()> {
    let pages =
        labelled_pages()?.into_iter().map(|page| SeenForms::of(eyes, page)).collect::<Result<Vec<_>>>()?;
    let (own, open) = score_forms(&pages);
    let by_folds = score_by_folds(&pages, FOLDS, 1.0)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}\n{}", own.misses(), own.table("as shipped"))?;
    writeln!(out, "{}\n{}", by_folds.misses(), by_folds.table("by folds"))?;
    writeln!(
        out,
        "{} pages with {} forms, of which {} were left open: {} told to sign in there, and {} fields for a quantity in no form or with no label, are neither right nor wrong",
        pages.len(),
        open.forms.1,
        open.forms.0,
        open.sign_ins,
        open.quantities
    )?;
    Ok(())
}

fn on_pages(eyes: &Eyes, index: &Path) -> Result<()> {
    let pages = saved(index, None)?;
    ensure!(!pages.is_empty(), "the index names no page");
    let (mut own, mut times) = (Score::default(), Times::default());
    for page in &pages {
        let seen = eyes.read(page)?;
        own.add(page, &told(eyes, page, &seen)?);
        times.add(&seen);
    }
    // What collections lack; not the pages on which weights are fitted.
    let directory = tempfile::tempdir()?;
    let mut made = Score::default();
    for page in saved(&make(directory.path(), SEED)?, None)? {
        let seen = eyes.read(&page)?;
        made.add(&page, &told(eyes, &page, &seen)?);
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
