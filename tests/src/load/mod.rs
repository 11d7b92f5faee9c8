//! The desk under load: purchasers claim and report at once while it is killed and started again.
//!
//! They use the extension's own connector and behave as its background does: a call that came to nothing is
//! sent again, a report until it is acknowledged. Two of them compete for some orders, some orders are given
//! back, some reports are sent twice and some name the number of another order. In the end the database is
//! read past the desk and compared with what the purchasers were told.

mod books;
mod database;
mod gate;
mod postgres;
mod purchaser;
mod server;
mod tally;
mod wire;

use std::io::{self, Write};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use one_click_purchase::order::PurchaseOrder;
use serde_json::Value;

pub use database::Database;

use books::{Verdict, compare};
use gate::{Gate, Progress};
use purchaser::{COMPETED, Purchaser, Shared};
use server::Server;
use tally::{Counts, Tally, percentile};
use wire::Asked;

/// How much is asked of the desk.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Orders to be bought.
    pub orders: usize,
    /// Purchasers at work at the same time.
    pub purchasers: usize,
    /// How often the desk is killed.
    pub kills: usize,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// What was asked of it.
    pub load: Load,
    /// The database's name.
    pub database: &'static str,
    /// From the first claim to the last report, the desk's restarts included.
    pub took: Duration,
    /// What is wrong.
    pub verdict: Verdict,
    counts: Counts,
    times: Vec<(Asked, Duration)>,
}

/// What one purchaser brings home.
type Brought = (Result<()>, Counts, Vec<(Asked, Duration)>);

/// Lets the purchasers buy everything on a new database.
pub fn run(database: &Database, load: Load) -> Result<Outcome> {
    let (gate, progress, tally) = (Gate::default(), Progress::default(), Tally::default());
    let server = Server::start(database, load.purchasers, &gate)?;
    let orders = server.import(load.orders)?;
    let shared = Shared { origin: &server.origin, gate: &gate, progress: &progress, tally: &tally };

    let start = Instant::now();
    let brought = thread::scope(|scope| -> Result<Vec<Brought>> {
        let purchasers: Vec<_> = server
            .keys
            .iter()
            .enumerate()
            .map(|(name, key)| {
                let (shared, dealt) = (&shared, dealt(&orders, name, load.purchasers));
                scope.spawn(move || {
                    let purchaser = Purchaser::new(shared, name, key);
                    let outcome = purchaser.buy_all(&dealt);
                    shared.progress.gone();
                    let counts = *purchaser.counts.borrow();
                    (outcome, counts, purchaser.times())
                })
            })
            .collect();
        for kill in 1..=load.kills {
            if progress.reaches(load.orders * kill / (load.kills + 1), load.purchasers) {
                server.kill(&gate);
                server.restart(&gate)?;
            }
        }
        purchasers
            .into_iter()
            .map(|purchaser| purchaser.join().map_err(|_| anyhow!("a purchaser panicked")))
            .collect()
    })?;
    let took = start.elapsed();

    let (mut counts, mut times) = (Counts::default(), Vec::new());
    for (outcome, own, answers) in brought {
        outcome?;
        counts = counts.and(own);
        times.extend(answers);
    }
    let open: Value =
        server.http()?.get("/api/v1/orders?limit=1&status=pending,purchasing,part_purchased")?;
    ensure!(open.pointer("/orders/0").is_none(), "the desk still lists what is bought: {open}");
    server.kill(&gate);
    let verdict = compare(database, &tally.close(), load.orders)?;
    Ok(Outcome { load, database: database.name(), took, verdict, counts, times })
}

/// The orders of one purchaser, each with its place among all: every so-manieth, and those it competes for
/// with the one before it.
fn dealt(orders: &[PurchaseOrder], name: usize, purchasers: usize) -> Vec<(usize, &PurchaseOrder)> {
    let own = |place: usize| place % purchasers == name;
    let rival = |place: usize| place.is_multiple_of(COMPETED) && (place + 1) % purchasers == name;
    orders.iter().enumerate().filter(|(place, _)| own(*place) || rival(*place)).collect()
}

impl Outcome {
    /// Writes what came of it for people.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let Load { orders, purchasers, kills } = self.load;
        let Verdict { lost, doubled } = &self.verdict;
        writeln!(
            out,
            "{}: {orders} orders, {purchasers} purchasers, killed {kills} times: {} lost, {} doubled",
            self.database,
            lost.len(),
            doubled.len()
        )?;
        let seconds = self.took.as_millis().max(1);
        let rate = |count: usize| (count as u128 * 1000).checked_div(seconds).unwrap_or_default();
        writeln!(
            out,
            "  {}.{} s: {} orders and {} answers a second, restarts included",
            seconds / 1000,
            seconds % 1000 / 100,
            rate(orders),
            rate(self.times.len())
        )?;
        for (asked, name) in Asked::ALL {
            let of = |percent| percentile(&self.times, asked, percent).unwrap_or_default().as_millis();
            let count = self.times.iter().filter(|(own, _)| *own == asked).count();
            writeln!(
                out,
                "  {name:<9} {count:>6} answers: half within {} ms, 99 of 100 within {} ms, all within {} ms",
                of(50),
                of(99),
                of(100)
            )?;
        }
        let counts = self.counts;
        writeln!(
            out,
            "  calls broken by a kill {}, answers lost {}, lost to a rival {}, given back {}, sent again {}, \
             wrong numbers refused {}",
            counts.broken_by_a_kill,
            counts.answers_lost,
            counts.lost_to_a_rival,
            counts.given_back,
            counts.sent_again,
            counts.mistakes_refused
        )?;
        for wrong in lost.iter().chain(doubled).take(20) {
            writeln!(out, "  WRONG: {wrong}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_that_is_killed_loses_and_doubles_nothing() {
        let load = Load { orders: 200, purchasers: 20, kills: 1 };
        let outcome = run(&Database::sqlite().unwrap(), load).unwrap();
        assert!(outcome.verdict.is_clean(), "{:?}", outcome.verdict);
        let counts = outcome.counts;
        assert!(counts.answers_lost > 0 && counts.sent_again > 0 && counts.given_back > 0, "{counts:?}");
        assert!(counts.lost_to_a_rival > 0 && counts.mistakes_refused > 0, "{counts:?}");
    }
}
