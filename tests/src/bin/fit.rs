//! Fits the weights by which the kind of a page is told, on labelled pages.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use journeys::place;
use journeys::saved::{Eyes, Labelled, Weights, make, place_of, saved, told_by_folds};
use one_click_purchase::page::Kind;

const USAGE: &str = "fit DIRECTORY|INDEX.tsv… [--keep DIRECTORY] [--pull N] [--write]";
const FOLDS: usize = 10;

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "fit: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let (mut indexes, mut keep, mut pull, mut write) = (Vec::new(), None, 1.0, false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--keep" => keep = Some(PathBuf::from(arguments.next().context("--keep takes a directory")?)),
            "--pull" => pull = arguments.next().context("--pull takes a number")?.parse()?,
            "--write" => write = true,
            _ => indexes.push(PathBuf::from(argument)),
        }
    }
    ensure!(!indexes.is_empty(), USAGE);
    // Kinds that were not saved anywhere: made anew each time, so that they are as the reader's now.
    let made = tempfile::tempdir()?;
    indexes.push(make(made.path(), 1)?);
    let mut eyes = Eyes::open()?;
    if let Some(directory) = keep {
        eyes.keep(directory)?;
    }
    let (mut pages, mut paths) = (Vec::new(), Vec::new());
    for page in indexes.iter().map(|index| saved(index, None)).collect::<Result<Vec<_>>>()?.iter().flatten() {
        let Some(kind) = page.column("kind").and_then(place_of) else { continue };
        let site = page.column("site").unwrap_or(&page.path).to_owned();
        pages.push(Labelled { site, signs: eyes.signs_of_kind(page)?, kind });
        paths.push(page.path.clone());
    }
    ensure!(!pages.is_empty(), "no page has a column “kind”");
    let directory = place::root().join("src/page/kind");
    let prior = directory.join("prior.txt");
    let prior = fs::read_to_string(&prior).with_context(|| format!("reading {}", prior.display()))?;
    let prior = Weights::read(&prior)?;
    let fitted = prior.fitted(&pages.iter().collect::<Vec<_>>(), pull);
    let told = told_by_folds(&prior, &pages, FOLDS, pull);
    let mut out = io::stdout().lock();
    for ((path, page), told) in
        paths.iter().zip(&pages).zip(&told).filter(|((_, page), told)| page.kind != **told)
    {
        let name = |kind: usize| Kind::ALL.get(kind).map_or("", |(_, name)| name);
        writeln!(out, "{path}: told {}, is {} ({})", name(*told), name(page.kind), page.signs.join(" "))?;
    }
    let by = |weights: &Weights| pages.iter().filter(|page| weights.told(&page.signs) == page.kind).count();
    let by_folds = pages.iter().zip(&told).filter(|(page, told)| page.kind == **told).count();
    writeln!(
        out,
        "of {} pages: {} right by the prior, {by_folds} by {FOLDS} folds by site, {} by what is fitted on all",
        pages.len(),
        by(&prior),
        by(&fitted)
    )?;
    if write {
        fs::write(directory.join("weights.txt"), fitted.text())?;
        writeln!(out, "written to src/page/kind/weights.txt")?;
    }
    Ok(())
}
