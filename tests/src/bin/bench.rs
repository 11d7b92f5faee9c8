//! Speed and size, side by side with what could be had at best.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Result, bail, ensure};
use journeys::bench::{self, Options};
use journeys::browser::Kind;

const USAGE: &str =
    "bench [--browser chromium|firefox] [--runs N] [weight] [popup] [filling] [--layouts abcde]";

fn main() -> ExitCode {
    match options(env::args().skip(1)).and_then(|options| bench::run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options> {
    let mut options = Options {
        browser: Kind::Chromium,
        runs: 20,
        weight: false,
        popup: false,
        filling: false,
        layouts: "abcde".to_owned(),
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--runs" => {
                let number = arguments.next().unwrap_or_default();
                let Ok(runs) = number.parse() else {
                    bail!("--runs takes a whole number, not “{number}”")
                };
                ensure!(runs > 0, "--runs takes at least 1");
                options.runs = runs;
            }
            "--layouts" => {
                options.layouts = arguments.next().unwrap_or_default();
                let known = |layout: char| "abcde".contains(layout);
                ensure!(
                    !options.layouts.is_empty() && options.layouts.chars().all(known),
                    "--layouts takes some of the letters a to e, not “{}”",
                    options.layouts
                );
                options.filling = true;
            }
            "--browser" => options.browser = arguments.next().unwrap_or_default().parse()?,
            "weight" => options.weight = true,
            "popup" => options.popup = true,
            "filling" => options.filling = true,
            other => bail!("“{other}” is none of its options: {USAGE}"),
        }
    }
    if !(options.weight || options.popup || options.filling) {
        (options.weight, options.popup, options.filling) = (true, true, true);
    }
    Ok(options)
}
