//! Fits the weights by which the kind of a page, its price, or what a form is there for, is told: on what
//! is labelled.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use journeys::place;
use journeys::saved::{
    Examples, Eyes, FOLDS, Labelled, PriceWeights, Priced, SeenForms, Weights, examples, price_pull,
    prices_by_folds, prior_of_forms, prior_of_kinds, prior_of_prices, saved, told_by_folds,
};
use one_click_purchase::page::{Kind, PURPOSES};
use rust_decimal::Decimal;

const USAGE: &str = "fit DIRECTORY|INDEX.tsv…|--forms [--keep DIRECTORY] [--pull N] [--write]";

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
    let (mut indexes, mut keep, mut pull) = (Vec::new(), None, 1.0);
    let (mut write, mut of_forms) = (false, false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--keep" => keep = Some(PathBuf::from(arguments.next().context("--keep takes a directory")?)),
            "--pull" => pull = arguments.next().context("--pull takes a number")?.parse()?,
            "--write" => write = true,
            "--forms" => of_forms = true,
            _ => indexes.push(PathBuf::from(argument)),
        }
    }
    let mut eyes = Eyes::open()?;
    if let Some(directory) = keep {
        eyes.keep(directory)?;
    }
    let source = place::root().join("src/page");
    if of_forms {
        let pages = SeenForms::all(&eyes)?;
        return fit(&source.join("forms"), &PURPOSES, &prior_of_forms()?, &examples(&pages), pull, write);
    }
    ensure!(!indexes.is_empty(), USAGE);
    let mut examples = Examples::default();
    for index in &indexes {
        for page in saved(index, None)? {
            examples.add(&page, &eyes.look(&page)?)?;
        }
    }
    examples.add_others(&eyes)?;
    let kinds = Kind::ALL.map(|(_, name)| name);
    fit(&source.join("kind"), &kinds, &prior_of_kinds()?, &examples.kinds, pull, write)?;
    fit_prices(&source.join("price"), &examples.prices, price_pull(pull), write)
}

/// Fits the weights of a directory on examples, says how good they are, and writes them.
fn fit(
    directory: &Path,
    kinds: &[&'static str],
    prior: &Weights,
    examples: &[(String, Labelled)],
    pull: f64,
    write: bool,
) -> Result<()> {
    ensure!(!examples.is_empty(), "nothing is labelled");
    let all: Vec<Labelled> = examples.iter().map(|(_, example)| example.clone()).collect();
    let fitted = prior.fitted(&all.iter().collect::<Vec<_>>(), pull);
    let told = told_by_folds(prior, &all, FOLDS, pull);
    let mut out = io::stdout().lock();
    let name = |kind: usize| kinds.get(kind).copied().unwrap_or_default();
    for ((place, example), told) in examples.iter().zip(&told).filter(|((_, one), told)| one.kind != **told) {
        let signs = example.signs.join(" ");
        writeln!(out, "{place}: told {}, is {} ({signs})", name(*told), name(example.kind))?;
    }
    let standing = directory.join("weights.txt");
    let text = fs::read_to_string(&standing).with_context(|| format!("reading {}", standing.display()))?;
    let standing = Weights::read(&text, kinds)?;
    let before: Vec<usize> = all.iter().map(|one| standing.told(&one.signs)).collect();
    writeln!(out, "{:<14} labelled   by folds: right  told   by what stands: right  told", "")?;
    for (kind, name) in kinds.iter().enumerate() {
        let labelled = all.iter().filter(|one| one.kind == kind).count();
        let figures = |told: &[usize]| {
            let right = all.iter().zip(told).filter(|(one, told)| one.kind == kind && **told == kind).count();
            (right, told.iter().filter(|told| **told == kind).count())
        };
        let ((right, told), (stood, stood_told)) = (figures(&told), figures(&before));
        if labelled + told + stood_told > 0 {
            writeln!(out, "{name:<14} {labelled:>8} {right:>17} {told:>5} {stood:>24} {stood_told:>5}")?;
        }
    }
    let by = |weights: &Weights| all.iter().filter(|one| weights.told(&one.signs) == one.kind).count();
    let by_folds = all.iter().zip(&told).filter(|(one, told)| one.kind == **told).count();
    writeln!(
        out,
        "of {}: {} right by the prior, {by_folds} by {FOLDS} folds by site, {} by what is fitted on all",
        all.len(),
        by(prior),
        by(&fitted)
    )?;
    if write {
        let file = directory.join("weights.txt");
        fs::write(&file, fitted.text())?;
        writeln!(out, "written to {}", file.display())?;
    }
    Ok(())
}

/// Finds what the signs of a price weigh, by the pages whose price is known.
fn fit_prices(directory: &Path, examples: &[(String, Priced)], pull: f64, write: bool) -> Result<()> {
    let mut out = io::stdout().lock();
    let prior = prior_of_prices()?;
    let pages: Vec<Priced> = examples.iter().map(|(_, page)| page.clone()).collect();
    let fitted = prior.fitted(&pages.iter().collect::<Vec<_>>(), pull);
    let by_folds = prices_by_folds(&prior, &pages, FOLDS, pull);
    for ((path, page), told) in examples.iter().zip(&by_folds) {
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
