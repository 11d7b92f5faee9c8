//! Reads saved pages and prints a JSON object a line.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use journeys::saved::{Eyes, saved, told};

const USAGE: &str = "read FILE|INDEX.tsv|DIRECTORY [--url URL] [--keep DIRECTORY]";

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "read: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let (mut file, mut url, mut keep) = (None, None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--url" => url = Some(arguments.next().context("--url takes an address")?),
            "--keep" => keep = Some(arguments.next().context("--keep takes a directory")?),
            _ => file = Some(PathBuf::from(argument)),
        }
    }
    let pages = saved(&file.context(USAGE)?, url.as_deref())?;
    let mut eyes = Eyes::open()?;
    if let Some(directory) = keep {
        eyes.keep(PathBuf::from(directory))?;
    }
    for page in pages {
        let seen = eyes.read(&page)?;
        writeln!(io::stdout().lock(), "{}", told(Some(&eyes), &page, &seen)?)?;
    }
    Ok(())
}
