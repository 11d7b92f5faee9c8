//! The journeys: every test drives a real browser and names what it proves.

mod access;
mod adversary;
mod archive;
mod background;
mod by_hand;
mod erp_pages;
mod granted;
mod harness;
mod hostile;
mod kills;
mod layouts;
mod lint;
mod mapping;
mod pairing;
mod panel;
mod panel_place;
mod passphrase;
mod several;
mod smoke;
mod starts;
mod stops;
mod storage;
mod teaching;
mod worlds;

use anyhow::Result;
use journeys::browser::Kind;
use libtest_mimic::{Arguments, Failed, Trial};

/// A test in one browser.
type Journey = fn(Kind) -> Result<()>;

fn main() {
    let arguments = Arguments::from_args();
    let journeys = [
        harness::JOURNEYS,
        smoke::JOURNEYS,
        starts::JOURNEYS,
        mapping::JOURNEYS,
        erp_pages::JOURNEYS,
        granted::JOURNEYS,
        access::JOURNEYS,
        several::JOURNEYS,
        stops::JOURNEYS,
        by_hand::JOURNEYS,
        storage::JOURNEYS,
        passphrase::JOURNEYS,
        archive::JOURNEYS,
        teaching::JOURNEYS,
        pairing::JOURNEYS,
        background::JOURNEYS,
        &hostile::journeys(),
        kills::JOURNEYS,
        panel::JOURNEYS,
        panel_place::JOURNEYS,
        adversary::JOURNEYS,
        lint::JOURNEYS,
    ]
    .concat();
    let mut trials: Vec<Trial> = journeys
        .into_iter()
        .flat_map(|(name, journey)| Kind::ALL.map(|kind| trial(kind, name, journey)))
        .collect();
    trials.extend(layouts::trials());
    let conclusion = libtest_mimic::run(&arguments, trials);
    worlds::end();
    conclusion.exit();
}

/// A journey in one of the browsers.
fn trial(kind: Kind, name: &str, journey: impl FnOnce(Kind) -> Result<()> + Send + 'static) -> Trial {
    Trial::test(format!("{}: {name}", kind.name()), move || {
        journey(kind).map_err(|error| Failed::from(said(&error)))
    })
}

/// The error with what caused it, a line each.
fn said(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).collect::<Vec<_>>().join("\n  ")
}
