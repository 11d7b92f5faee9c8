//! Generated product pages in real tabs: what must be bought is, and what must stop does.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use journeys::adversary::{self, Options, Recording};
use journeys::browser::Kind;

const USAGE: &str = "adversary [--seed N] [--pages N] [--browser chromium|firefox] [--page N] \
    [--keep DIRECTORY] [--minutes N] [--resume]";

fn main() -> ExitCode {
    match options(env::args().skip(1)).and_then(|options| adversary::run(&options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "adversary: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options> {
    let (mut recording, mut one) = (Recording::default(), false);
    let mut options =
        Options { browsers: Kind::ALL.to_vec(), seed: 1, pages: 0..1000, keep: None, record: None };
    while let Some(argument) = arguments.next() {
        if argument == "--resume" {
            recording.resume = true;
            continue;
        }
        let value = arguments.next().with_context(|| format!("{argument} takes something: {USAGE}"))?;
        let number = || value.parse::<u32>().with_context(|| format!("“{value}” is no whole number"));
        match argument.as_str() {
            "--seed" => options.seed = value.parse().with_context(|| format!("“{value}” is no seed"))?,
            "--pages" => options.pages = 0..number()?,
            "--page" => (options.pages, one) = (number()?..number()? + 1, true),
            "--minutes" => recording.within = Some(Duration::from_secs(60 * u64::from(number()?))),
            "--browser" => options.browsers = vec![value.parse()?],
            "--keep" => options.keep = Some(PathBuf::from(&value)),
            other => bail!("“{other}” is none of its options: {USAGE}"),
        }
    }
    // Looking into one page is no part of a long run.
    options.record = (!one).then_some(recording);
    Ok(options)
}
