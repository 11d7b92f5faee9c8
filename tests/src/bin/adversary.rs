//! Generated product pages in real tabs: what must be bought is, and what must stop does.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use journeys::adversary::{self, Options};
use journeys::browser::Kind;

const USAGE: &str =
    "adversary [--seed N] [--pages N] [--browser chromium|firefox] [--page N] [--keep DIRECTORY]";

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
    let mut options = Options { browsers: Kind::ALL.to_vec(), seed: 1, pages: 0..1000, keep: None };
    while let Some(argument) = arguments.next() {
        let value = arguments.next().with_context(|| format!("{argument} takes something: {USAGE}"))?;
        let number = || value.parse::<u32>().with_context(|| format!("“{value}” is no whole number"));
        match argument.as_str() {
            "--seed" => options.seed = value.parse().with_context(|| format!("“{value}” is no seed"))?,
            "--pages" => options.pages = 0..number()?,
            "--page" => options.pages = number()?..number()? + 1,
            "--browser" => options.browsers = vec![value.parse()?],
            "--keep" => options.keep = Some(PathBuf::from(&value)),
            other => bail!("“{other}” is none of its options: {USAGE}"),
        }
    }
    Ok(options)
}
