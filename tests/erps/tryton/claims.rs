//! Two purchasers and one order.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use one_click_purchase::erp::ErpError;
use one_click_purchase::order::Status;

use super::up::Tryton;
use super::{Case, claim, read, release, told};

pub const CASES: [(&str, Case); 2] = [
    ("the second purchaser is told who buys, until it is given back", second),
    ("of two purchasers at once one holds the order, or none", races),
];

/// Races, and how many of them at a time.
const RACES: u64 = 100;
const AT_ONCE: u64 = 5;

fn second(tryton: &mut Tryton) -> Result<()> {
    let id = tryton.order(1)?;
    let (li, wang) = (tryton.li(), tryton.wang());
    let held = told(claim(&wang, &id, "p-wang"))?;
    ensure!(held.status == Status::Purchasing, "{held:?}");
    match claim(&li, &id, "p-li") {
        Err(ErpError::Claimed(by, until)) => {
            let left = (until - chrono::Utc::now().fixed_offset()).num_seconds();
            ensure!(by == "Wang Fang" && (1700..=1800).contains(&left), "{by} {left}");
        }
        other => bail!("{other:?}"),
    }
    ensure!(read(&li, &id)?.claim == held.claim);
    // Whoever renews it is not asked to write anything while half of the lease is left.
    let before = wang.wire.count.borrow().0;
    told(claim(&wang, &id, "p-wang"))?;
    ensure!(wang.wire.count.borrow().0 - before == 3, "a renewal reads the order, its lines and its notes");
    told(release(&wang, &id, "p-wang"))?;
    told(claim(&li, &id, "p-li"))?;
    told(release(&li, &id, "p-li"))?;
    ensure!(read(&li, &id)?.status == Status::Pending);
    Ok(())
}

/// Milliseconds up to the settling time, alike in every run.
fn delay(seed: u64) -> Duration {
    let mixed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 33;
    Duration::from_millis(mixed % 2000)
}

fn races(tryton: &mut Tryton) -> Result<()> {
    let ids = (0..AT_ONCE).map(|_| tryton.order(1)).collect::<Result<Vec<_>>>()?;
    let (mut one, mut none) = (0, 0);
    for round in 0..RACES / AT_ONCE {
        let start = Barrier::new(2 * ids.len());
        let (tryton, start) = (&*tryton, &start);
        let winners: Vec<Result<bool>> = thread::scope(|scope| {
            let mut runs = Vec::new();
            for (id, seed) in ids.iter().zip(round * AT_ONCE..) {
                for (login, own) in [("li", 0), ("wang", 1)] {
                    runs.push(scope.spawn(move || -> Result<bool> {
                        let client = if own == 0 { tryton.li() } else { tryton.wang() };
                        // Signed in before, as whoever works with it is.
                        read(&client, id)?;
                        start.wait();
                        thread::sleep(delay(2 * seed + own));
                        let purchase = format!("{login}-{seed}");
                        match claim(&client, id, &purchase) {
                            Ok(_) => Ok(true),
                            Err(ErpError::Claimed(..) | ErpError::Answer(_)) => Ok(false),
                            Err(error) => bail!("{error:?}"),
                        }
                    }));
                }
            }
            runs.into_iter().map(|run| run.join().unwrap_or_else(|_| bail!("a purchaser died"))).collect()
        });
        let winners: Vec<bool> = winners.into_iter().collect::<Result<_>>()?;
        for (pair, (id, seed)) in winners.chunks(2).zip(ids.iter().zip(round * AT_ONCE..)) {
            match pair.iter().filter(|won| **won).count() {
                0 => none += 1,
                1 => one += 1,
                _ => bail!("race {seed} at order {id}: both hold it"),
            }
            for (client, login) in [(tryton.li(), "li"), (tryton.wang(), "wang")] {
                told(release(&client, id, &format!("{login}-{seed}")))?;
            }
        }
    }
    eprintln!("{RACES} races: {one} with one holder, {none} with none, 0 with two");
    ensure!(one > none, "{one} with a holder, {none} without");
    Ok(())
}
