//! Purchasers claim and report at once while the desk is killed and started again.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use journeys::load::{Database, Load, run};

const USAGE: &str = "load [--orders N] [--purchasers N] [--kills N] [--database sqlite|postgres]";

fn main() -> ExitCode {
    match options(env::args().skip(1)).and_then(|(load, databases)| all(load, &databases)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "load: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether nothing was lost and nothing doubled on any of the databases.
fn all(load: Load, databases: &[String]) -> Result<bool> {
    let mut clean = true;
    for name in databases {
        let database = match name.as_str() {
            "sqlite" => Database::sqlite()?,
            _ => Database::postgres()?.context("PostgreSQL is not installed; run ./build.sh setup")?,
        };
        let outcome = run(&database, load).with_context(|| database.name())?;
        outcome.print(&mut io::stdout().lock())?;
        clean &= outcome.verdict.is_clean();
    }
    Ok(clean)
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<(Load, Vec<String>)> {
    let mut load = Load { orders: 10_000, purchasers: 200, kills: 5 };
    let mut databases = vec!["sqlite".to_owned(), "postgres".to_owned()];
    while let Some(argument) = arguments.next() {
        let value = arguments.next().with_context(|| format!("{argument} takes something: {USAGE}"))?;
        let number = || value.parse::<usize>().with_context(|| format!("“{value}” is no whole number"));
        match argument.as_str() {
            "--orders" => load.orders = number()?,
            "--purchasers" => load.purchasers = number()?,
            "--kills" => load.kills = number()?,
            "--database" if databases.contains(&value) => databases = vec![value],
            other => bail!("“{other} {value}” is none of its options: {USAGE}"),
        }
    }
    ensure!((1..=2000).contains(&load.purchasers), "there are 1 to 2000 purchasers");
    ensure!((1..=100_000).contains(&load.orders), "there are 1 to 100000 orders");
    Ok((load, databases))
}
