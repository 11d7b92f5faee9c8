//! Real shops: what their pages are read to be, and whole purchases in them, in both browsers.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use journeys::browser::Kind;
use journeys::shops::journeys::{JOURNEYS, in_shop};
use journeys::shops::kinds::{Visited, visit};
use journeys::shops::{ALL, Described, Eyes, Running, scripts};
use one_click_purchase::page::Reading;

const USAGE: &str =
    "shops [--browser chromium|firefox] [--shop PART_OF_ITS_NAME] [--by profile|generic] [pages] [journeys]";

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even that can be said, the exit code has to do.
            let _ = writeln!(io::stderr(), "shops: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What is to be done, where.
struct Wanted {
    browsers: Vec<Kind>,
    shops: Vec<&'static Described>,
    eyes: Vec<Eyes>,
    pages: bool,
    journeys: bool,
}

fn run(arguments: impl Iterator<Item = String>) -> Result<()> {
    let wanted = wanted(arguments)?;
    if scripts().is_none() {
        say("skipped: ../shared/shops, which brings the shops up, is not there")?;
        return Ok(());
    }
    let mut failed = 0;
    for shop in wanted.shops {
        say(&format!("\n{}", shop.name))?;
        for &kind in &wanted.browsers {
            if wanted.pages {
                failed += pages(shop, kind)?;
            }
            for &eyes in wanted.eyes.iter().filter(|_| wanted.journeys) {
                failed += journeys(shop, kind, eyes)?;
            }
        }
    }
    ensure!(failed == 0, "{failed} of what was tried failed");
    Ok(())
}

/// Reads the shop's pages and prints a row for each; how many were read wrong, by its profile or without.
fn pages(shop: &'static Described, kind: Kind) -> Result<usize> {
    let running = Running::start(shop)?;
    let visited = in_shop(&running, kind, Eyes::Profile, |_, customer| visit(customer))?;
    let mut wrong = 0;
    for (eyes, place) in Eyes::ALL.into_iter().zip(0..) {
        let read: Vec<_> = visited.iter().filter_map(|page| Some((page, page.read.get(place)?))).collect();
        for (page, read) in &read {
            say(&row(page, read))?;
        }
        let right = read.iter().filter(|(page, read)| page.is_right(read)).count();
        say(&format!(
            "  {:<8} {}: {right} of {} pages are read right",
            kind.name(),
            eyes.name(),
            read.len()
        ))?;
        wrong += read.len() - right;
    }
    Ok(wrong)
}

fn row(page: &Visited, read: &Reading) -> String {
    let signed_in = match read.signed_in {
        Some(true) => "signed in",
        Some(false) => "signed out",
        None => "-",
    };
    let mark = if page.is_right(read) { "" } else { "  <- wrong" };
    let (is, read) = (page.is.name(), read.kind.name());
    format!("  {:<44} {is:<13} read: {read:<13} {signed_in:<10}{mark}", page.path)
}

/// Makes the journeys in a browser, all of them with one desk; how many failed. Each shop is new, so
/// that nothing of another run lies in its cart.
fn journeys(shop: &'static Described, kind: Kind, eyes: Eyes) -> Result<usize> {
    let running = Running::start(shop)?;
    let by = format!("{:<8} {}", kind.name(), eyes.name());
    in_shop(&running, kind, eyes, |person, customer| {
        for (done, (name, journey)) in JOURNEYS.iter().enumerate() {
            let start = Instant::now();
            let result = journey(person, customer);
            let took = start.elapsed().as_secs_f32();
            match result {
                Ok(said) => say(&format!("  {by}: {name}: {said} ({took:.1} s)"))?,
                Err(error) => {
                    say(&format!("  {by}: {name}: FAILED ({took:.1} s)\n    {error:#}"))?;
                    // What the others rely on is not there.
                    return Ok(JOURNEYS.len() - done);
                }
            }
        }
        Ok(0)
    })
}

fn say(line: &str) -> Result<()> {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}

fn wanted(mut arguments: impl Iterator<Item = String>) -> Result<Wanted> {
    let mut wanted = Wanted {
        browsers: Kind::ALL.to_vec(),
        shops: ALL.to_vec(),
        eyes: Eyes::ALL.to_vec(),
        pages: false,
        journeys: false,
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--browser" => wanted.browsers = vec![arguments.next().unwrap_or_default().parse()?],
            "--shop" => {
                let part = arguments.next().context("--shop takes a part of a shop's name")?;
                wanted.shops.retain(|shop| shop.name.contains(&part));
                ensure!(!wanted.shops.is_empty(), "no shop is called “{part}”");
            }
            "--by" => {
                let name = arguments.next().context("--by takes profile or generic")?;
                wanted.eyes.retain(|eyes| eyes.name() == name);
                ensure!(!wanted.eyes.is_empty(), "“{name}” is neither profile nor generic");
            }
            "pages" => wanted.pages = true,
            "journeys" => wanted.journeys = true,
            other => bail!("“{other}” is none of its options: {USAGE}"),
        }
    }
    if !(wanted.pages || wanted.journeys) {
        (wanted.pages, wanted.journeys) = (true, true);
    }
    Ok(wanted)
}
