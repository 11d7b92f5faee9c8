//! The journeys: every test starts a real browser and names what it proves.

mod harness;
mod smoke;

use anyhow::Result;
use journeys::browser::Kind;
use libtest_mimic::{Arguments, Failed, Trial};

/// A test in one browser.
type Journey = fn(Kind) -> Result<()>;

fn main() {
    let arguments = Arguments::from_args();
    let journeys = [harness::JOURNEYS, smoke::JOURNEYS].concat();
    let trials = journeys.into_iter().flat_map(|(name, journey)| in_both(name, journey)).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn in_both(name: &'static str, journey: Journey) -> impl Iterator<Item = Trial> {
    Kind::ALL.into_iter().map(move |kind| {
        Trial::test(format!("{}: {name}", kind.name()), move || {
            journey(kind).map_err(|error| Failed::from(said(&error)))
        })
    })
}

/// The error with what caused it, a line each.
fn said(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).collect::<Vec<_>>().join("\n  ")
}
