//! Scores the reading of saved pages against what their index says, beside a reader of structured data.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use journeys::saved::{
    Examples, Eyes, FOLDS, Saved, Score, SeenForms, Times, extruct, make, saved, score_by_folds, score_forms,
    told,
};

const USAGE: &str = "score DIRECTORY|INDEX.tsv|--forms [--keep DIRECTORY]";

/// Of the made pages.
const SEED: u64 = 2;
/// How hard weights are drawn to what is known without any page, as `fit` does.
const PULL: f64 = 1.0;

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
    let pages = SeenForms::all(eyes)?;
    let (own, open) = score_forms(&pages);
    let by_folds = score_by_folds(&pages, FOLDS, PULL)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}\n{}", own.misses(), own.table("as shipped"))?;
    writeln!(out, "{}\n{}", by_folds.misses(), by_folds.table("by folds"))?;
    writeln!(out, "quantity has no folds: it is told by rules alone, which weigh nothing\n")?;
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
    let (mut own, mut with_made, mut times) = (Score::default(), Score::default(), Times::default());
    let (mut examples, mut looks) = (Examples::default(), Vec::new());
    for page in &pages {
        let look = eyes.look(page)?;
        let seen = look.read(page)?;
        let told = told(Some(eyes), page, &seen)?;
        own.add(page, &told);
        with_made.add(page, &told);
        times.add(&seen);
        examples.add(page, &look)?;
        looks.push(look);
    }
    // What collections lack; not the pages on which weights are fitted.
    let directory = tempfile::tempdir()?;
    let mut made = Score::default();
    for page in saved(&make(directory.path(), SEED)?, None)? {
        let told = told(Some(eyes), &page, &eyes.read(&page)?)?;
        made.add(&page, &told);
        with_made.add(&page, &told);
    }
    examples.add_others(eyes)?;
    let weights = examples.by_folds(PULL)?;
    let mut by_folds = Score::default();
    for (page, look) in pages.iter().zip(&looks) {
        let seen = weights.of(page)?.during(|| look.read(page))?;
        by_folds.add(page, &told(None, page, &seen)?);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{}\n{}", own.misses(), own.table("as shipped"))?;
    writeln!(out, "{}\n{}", by_folds.misses(), by_folds.table("by folds"))?;
    writeln!(
        out,
        "by folds: all that signs weigh, of a kind, a form and a price, was fitted {FOLDS} times, each time without the \
         shops that are read by it; everything else is rules, which weigh nothing\n"
    )?;
    writeln!(out, "{}\n{}", made.misses(), made.table("on made pages"))?;
    writeln!(out, "{}", with_made.table_of("saved and made", &["availability", "out_of_stock"]))?;
    let offers: Vec<&Saved> =
        pages.iter().filter(|page| page.column("price").or(page.column("availability")).is_some()).collect();
    let mut theirs = Score::default();
    for (page, told) in offers.iter().zip(extruct(&offers)?) {
        theirs.add_offer(page, &told);
    }
    writeln!(out, "{}\n{}", theirs.table("extruct"), times.table()?)?;
    Ok(())
}
