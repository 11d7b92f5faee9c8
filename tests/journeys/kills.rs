//! A sample of the kills at each state of a purchase; `./build.sh kills` does all of them.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::kills::{self, Case, End, Fault, State};

use crate::Journey;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("kill: the browser between the press and the receipt", browser_at_pay),
    ("kill: one more, chosen by the seed", chosen),
];

/// Another number kills something else.
const SEED: usize = 11;

fn browser_at_pay(kind: Kind) -> Result<()> {
    let case = Case { browser: kind, state: State::Pay, fault: Fault::Browser };
    let outcome = kills::run(case).with_context(|| case.name())?;
    ensure!(outcome.end == End::ByHand, "it came to its end as “{}”", outcome.end.name());
    Ok(())
}

fn chosen(kind: Kind) -> Result<()> {
    // The journeys of the background kill that one at every state.
    let cases: Vec<Case> = kills::all()
        .into_iter()
        .filter(|case| case.browser == kind && case.fault != Fault::Background)
        .collect();
    let case = *cases.get(SEED * 7 % cases.len()).context("there are cases")?;
    kills::run(case).with_context(|| case.name()).map(drop)
}
