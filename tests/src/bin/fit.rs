//! Fits the weights by which the kind of a page and its price are told, on labelled pages.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use journeys::place;
use journeys::saved::{
    Eyes, Labelled, PriceWeights, Priced, Saved, Weights, make, place_of, price_pull, prices_by_folds, saved,
    told_by_folds,
};
use one_click_purchase::page::Kind;
use rust_decimal::Decimal;

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
    let mut saved_pages = Vec::new();
    for index in &indexes {
        saved_pages.extend(saved(index, None)?);
    }
    let (mut pages, mut paths) = (Vec::new(), Vec::new());
    for page in &saved_pages {
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
    fit_prices(&eyes, &saved_pages, price_pull(pull), write, &mut out)
}

/// Finds what the signs of a price weigh, by the pages whose price is known.
fn fit_prices(eyes: &Eyes, all: &[Saved], pull: f64, write: bool, out: &mut impl Write) -> Result<()> {
    let directory = place::root().join("src/page/price");
    let prior = directory.join("prior.txt");
    let prior = fs::read_to_string(&prior).with_context(|| format!("reading {}", prior.display()))?;
    let prior = PriceWeights::read(&prior)?;
    let (mut pages, mut paths) = (Vec::new(), Vec::new());
    for page in all {
        let Some(price) = page.column("price").and_then(|price| price.parse().ok()) else { continue };
        let site = page.column("site").unwrap_or(&page.path).to_owned();
        pages.push(Priced { site, amounts: eyes.prices(page)?, price });
        paths.push(&page.path);
    }
    let fitted = prior.fitted(&pages.iter().collect::<Vec<_>>(), pull);
    let by_folds = prices_by_folds(&prior, &pages, FOLDS, pull);
    for ((path, page), told) in paths.iter().zip(&pages).zip(&by_folds) {
        if *told != Some(page.price) {
            let told = told.map_or("none".to_owned(), |told| told.to_string());
            writeln!(out, "{path}: told {told}, is {}", page.price)?;
        }
    }
    let mut tell = |by: &str, told: &[Option<Decimal>]| {
        let right = told.iter().zip(&pages).filter(|(told, page)| **told == Some(page.price)).count();
        let wrong = told.iter().filter(|told| told.is_some()).count() - right;
        writeln!(out, "of {} prices: {right} right and {wrong} wrong by {by}", pages.len())
    };
    let by =
        |weights: &PriceWeights| pages.iter().map(|page| weights.told(&page.amounts)).collect::<Vec<_>>();
    tell("the prior", &by(&prior))?;
    tell("folds by site", &by_folds)?;
    tell("what is fitted on all", &by(&fitted))?;
    if write {
        fs::write(directory.join("weights.txt"), fitted.text())?;
        writeln!(out, "written to src/page/price/weights.txt")?;
    }
    Ok(())
}
