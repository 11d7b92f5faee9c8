//! Runs the core (purchases, outbox, claims, connectors) under seeded random schedules of everything that may
//! go wrong, and looks whether its promises hold. `./build.sh simulate` says what there is to ask for.

mod background;
mod browser;
mod erp;
mod person;
mod port;
mod report;
mod run;
mod schedule;
mod shop;
mod truth;
mod world;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

// What is derived of types names it as the core does.
use one_click_purchase::json;
use one_click_purchase::planted::Bug;

use report::Counts;

const USAGE: &str =
    "simulate [SCHEDULES] [--from SEED] [--seed SEED] [--bug NAME] [--bugs] [--trace] [--threads N]";

/// Schedules where none are asked for.
const SCHEDULES: u64 = 10_000;

/// What was asked for.
struct Options {
    schedules: u64,
    from: u64,
    threads: u64,
    bug: Option<Bug>,
    bugs: bool,
    seed: Option<u64>,
    trace: bool,
}

/// A promise that was broken.
struct Broken {
    seed: u64,
    promise: &'static str,
    how: String,
}

fn main() -> ExitCode {
    let told = match options(env::args().skip(1)) {
        Some(options) => act(&options),
        None => writeln!(io::stderr(), "usage: {USAGE}").map(|()| false),
    };
    if matches!(told, Ok(true)) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Option<Options> {
    let threads = thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let mut options =
        Options { schedules: SCHEDULES, from: 1, threads, bug: None, bugs: false, seed: None, trace: false };
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next()?.parse::<u64>().ok();
        match argument.as_str() {
            "--from" => options.from = number()?,
            "--seed" => options.seed = Some(number()?),
            "--threads" => options.threads = number()?.max(1),
            "--bug" => options.bug = Some(bug_named(&arguments.next()?)?),
            "--bugs" => options.bugs = true,
            "--trace" => options.trace = true,
            other => options.schedules = other.parse().ok()?,
        }
    }
    Some(options)
}

fn bug_named(name: &str) -> Option<Bug> {
    Bug::ALL.into_iter().find(|bug| format!("{bug:?}") == name)
}

fn act(options: &Options) -> io::Result<bool> {
    match (options.seed, options.bugs) {
        (Some(seed), _) => replay(seed, options),
        (None, true) => all_bugs(options),
        (None, false) => many(options),
    }
}

/// Replays one schedule.
fn replay(seed: u64, options: &Options) -> io::Result<bool> {
    let ended = run::run(seed, options.bug, options.trace);
    for line in &ended.trace {
        writeln!(io::stdout(), "{line}")?;
    }
    if let Some((promise, how)) = &ended.broken {
        writeln!(io::stdout(), "seed {seed}: {promise}: {how}")?;
    } else {
        writeln!(io::stdout(), "seed {seed}: every promise is kept")?;
    }
    Ok(ended.broken.is_none())
}

/// Runs schedule after schedule on all threads: what there was, and the first broken promises by seed. With
/// `first` it ends with the first one.
fn search(options: &Options, bug: Option<Bug>, first: bool) -> (Counts, Vec<Broken>) {
    let next = AtomicU64::new(options.from);
    let end = options.from.saturating_add(options.schedules);
    let found: Mutex<(Counts, Vec<Broken>)> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..options.threads {
            scope.spawn(|| {
                let mut counts = Counts::default();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end {
                        break;
                    }
                    let ended = run::run(seed, bug, false);
                    counts.add(ended.counts);
                    if let Some((promise, how)) = ended.broken {
                        if first {
                            next.store(end, Ordering::Relaxed);
                        }
                        if let Ok(mut found) = found.lock() {
                            found.1.push(Broken { seed, promise, how });
                        }
                    }
                }
                if let Ok(mut found) = found.lock() {
                    found.0.add(counts);
                }
            });
        }
    });
    let (counts, mut broken) = found.into_inner().unwrap_or_default();
    broken.sort_by_key(|broken| broken.seed);
    (counts, broken)
}

/// Runs many schedules: none may break a promise.
fn many(options: &Options) -> io::Result<bool> {
    let begun = Instant::now();
    let (mut counts, broken) = search(options, options.bug, false);
    counts.tell()?;
    let seconds = begun.elapsed().as_secs().max(1);
    writeln!(io::stdout(), "{} violations, {seconds} s on {} threads", broken.len(), options.threads)?;
    for one in broken.iter().take(20) {
        let bug = options.bug.map(|bug| format!(" --bug {bug:?}")).unwrap_or_default();
        writeln!(io::stdout(), "seed {}: {}: {}", one.seed, one.promise, one.how)?;
        writeln!(io::stdout(), "    ./build.sh simulate --seed {}{bug} --trace", one.seed)?;
    }
    Ok(broken.is_empty())
}

/// Plants one bug after the other: each must be found.
fn all_bugs(options: &Options) -> io::Result<bool> {
    let mut all = true;
    for bug in Bug::ALL.into_iter().filter(|bug| options.bug.is_none_or(|only| only == *bug)) {
        let begun = Instant::now();
        let (counts, broken) = search(options, Some(bug), true);
        let seconds = begun.elapsed().as_secs();
        match broken.first() {
            Some(one) => writeln!(
                io::stdout(),
                "{:<24} seed {:>6}, {seconds:>3} s  {}: {}",
                format!("{bug:?}"),
                one.seed,
                one.promise,
                one.how
            )?,
            None => {
                all = false;
                writeln!(
                    io::stdout(),
                    "{:<24} NOT FOUND in {} schedules",
                    format!("{bug:?}"),
                    counts.schedules
                )?;
            }
        }
    }
    Ok(all)
}
