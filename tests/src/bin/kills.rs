//! Kills what a purchase needs at each of its states, in both browsers, and prints what came of it.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use journeys::browser::Kind;
use journeys::kills::{self, Case, Fault, State};
use journeys::place;

const USAGE: &str =
    "kills [--browser chromium|firefox] [--state NAME] [--fault NAME] [--minutes N] [--resume]";

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "kills: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What is asked for.
struct Wanted {
    cases: Vec<Case>,
    until: Option<Instant>,
    resumes: bool,
}

fn wanted(mut arguments: impl Iterator<Item = String>) -> Result<Wanted> {
    let mut wanted = Wanted { cases: kills::all(), until: None, resumes: false };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} needs a value; {USAGE}"));
        match argument.as_str() {
            "--browser" => {
                let kind: Kind = value()?.parse()?;
                wanted.cases.retain(|case| case.browser == kind);
            }
            "--state" => {
                let name = value()?;
                ensure!(State::ALL.iter().any(|state| state.name() == name), "no state “{name}”");
                wanted.cases.retain(|case| case.state.name() == name);
            }
            "--fault" => {
                let name = value()?;
                ensure!(Fault::ALL.iter().any(|fault| fault.name() == name), "no fault “{name}”");
                wanted.cases.retain(|case| case.fault.name() == name);
            }
            "--minutes" => {
                let minutes: u64 = value()?.parse().context("--minutes is a whole number")?;
                wanted.until = Some(Instant::now() + Duration::from_secs(minutes * 60));
            }
            "--resume" => wanted.resumes = true,
            _ => bail!("“{argument}” is not known; {USAGE}"),
        }
    }
    Ok(wanted)
}

fn run(arguments: impl Iterator<Item = String>) -> Result<()> {
    let wanted = wanted(arguments)?;
    let path = place::programs()?.join("kills.tsv");
    let mut known = BTreeMap::new();
    if wanted.resumes && path.exists() {
        for line in fs::read_to_string(&path)?.lines() {
            let (name, what) = line.split_once('\t').unwrap_or((line, ""));
            known.insert(name.to_owned(), what.to_owned());
        }
    } else {
        fs::write(&path, "")?;
    }
    let mut kept = OpenOptions::new().append(true).open(&path)?;
    let mut failed = 0;
    let mut left = 0;
    for &case in &wanted.cases {
        let name = case.name();
        if !known.contains_key(&name) {
            if wanted.until.is_some_and(|until| Instant::now() >= until) {
                left += 1;
                continue;
            }
            let what = match kills::run(case) {
                Ok(outcome) => format!("{}, {} s", outcome.end.name(), outcome.seconds),
                Err(error) => format!("FAILED: {}", format!("{error:#}").replace(['\n', '\t'], " ")),
            };
            writeln!(kept, "{name}\t{what}")?;
            known.insert(name.clone(), what);
        }
        let what = known.get(&name).map(String::as_str).unwrap_or_default();
        failed += u32::from(what.starts_with("FAILED"));
        writeln!(
            io::stdout(),
            "{:<10}{:<12}{:<10}{what}",
            case.state.name(),
            case.fault.name(),
            case.browser.name()
        )?;
    }
    if left > 0 {
        writeln!(io::stdout(), "{left} are left; go on with --resume")?;
    }
    ensure!(failed == 0, "{failed} purchases did not come to their end");
    Ok(())
}
