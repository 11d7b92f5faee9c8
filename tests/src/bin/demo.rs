//! One purchase from end to end: by itself with `--headless`, or by a person in a visible browser.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Result, bail};
use journeys::browser::Kind;
use journeys::demo;

const USAGE: &str = "demo [--headless] [--browser chromium|firefox] [--seed N]";

fn main() -> ExitCode {
    match options(env::args().skip(1)).and_then(|options| demo::run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "demo: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<demo::Options> {
    let mut options = demo::Options { headless: false, kind: Kind::Chromium, seed: 0 };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--headless" => options.headless = true,
            "--browser" => options.kind = arguments.next().unwrap_or_default().parse()?,
            "--seed" => {
                let number = arguments.next().unwrap_or_default();
                let Ok(seed) = number.parse() else {
                    bail!("--seed takes a whole number, not “{number}”");
                };
                options.seed = seed;
            }
            other => bail!("“{other}” is none of its options: {USAGE}"),
        }
    }
    Ok(options)
}
