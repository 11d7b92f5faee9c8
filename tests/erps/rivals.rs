//! Two purchasers and one order, in whatever ERP.

use std::collections::BTreeSet;
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use one_click_purchase::erp::ErpError;
use one_click_purchase::order::{PurchaseOrder, Status};

use crate::acts::{claim, read, release, told};
use crate::wire::Client;

/// What a purchaser is told.
type Told = std::result::Result<PurchaseOrder, ErpError>;

/// How many orders there are races of at a time.
pub const AT_ONCE: u64 = 5;

/// How often purchasers race for each of these orders, so that there are `RACES` in all, or a hundred.
fn rounds() -> u64 {
    let races: Option<u64> = std::env::var("RACES").ok().and_then(|races| races.parse().ok());
    races.unwrap_or(100).div_ceil(AT_ONCE)
}

/// The second purchaser, Li, is told that Wang has the order, and gets it once it is given back. Renewing
/// the claim is `reads` requests and writes nothing while half of the lease is left.
pub fn second(li: &Client, wang: &Client, id: &str, reads: u32) -> Result<()> {
    let held = told(claim(wang, id, "p-wang"))?;
    ensure!(held.status == Status::Purchasing, "{held:?}");
    match claim(li, id, "p-li") {
        Err(ErpError::Claimed(by, until)) => {
            let left = (until - chrono::Utc::now().fixed_offset()).num_seconds();
            ensure!(by == "Wang Fang" && (1700..=1800).contains(&left), "{by} {left}");
        }
        other => bail!("{other:?}"),
    }
    ensure!(read(li, id)?.claim == held.claim);
    let before = wang.wire.count.borrow().0;
    told(claim(wang, id, "p-wang"))?;
    let asked = wang.wire.count.borrow().0 - before;
    ensure!(asked == reads, "a renewal is {asked} requests instead of {reads}");
    told(release(wang, id, "p-wang"))?;
    told(claim(li, id, "p-li"))?;
    told(release(li, id, "p-li"))?;
    ensure!(read(li, id)?.status == Status::Pending);
    Ok(())
}

/// Milliseconds up to the settling time, alike in every run.
fn delay(seed: u64) -> Duration {
    let mixed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 33;
    Duration::from_millis(mixed % 2000)
}

/// Two purchasers (0 and 1) claim each of these orders at the same time, again and again: never do both hold
/// it. `anew` makes the orders as if nobody had been there.
pub fn race(
    ids: &[String],
    purchaser: impl Fn(u64) -> Client + Sync,
    anew: impl Fn() -> Result<()>,
) -> Result<()> {
    let (mut one, mut none, rounds) = (0, 0, rounds());
    let meet = Barrier::new(2 * ids.len() + 1);
    let won: Mutex<Vec<(u64, Told)>> = Mutex::default();
    thread::scope(|scope| -> Result<()> {
        let (meet, won, purchaser) = (&meet, &won, &purchaser);
        for (pair, id) in (0..).zip(ids) {
            for own in 0..2 {
                scope.spawn(move || {
                    let client = purchaser(own);
                    for round in 0..rounds {
                        // Signed in before, as whoever works with it is; what is wrong shows at the claim.
                        let _ = read(&client, id);
                        let race = round * AT_ONCE + pair;
                        meet.wait();
                        // The race itself: who begins how much later is the seed's.
                        thread::sleep(delay(2 * race + own));
                        let told = claim(&client, id, &format!("p-{race}-{own}"));
                        won.lock().unwrap_or_else(PoisonError::into_inner).push((race, told));
                        meet.wait();
                    }
                });
            }
        }
        let mut wrong = Vec::new();
        for _ in 0..rounds {
            meet.wait();
            meet.wait();
            let told = std::mem::take(&mut *won.lock().unwrap_or_else(PoisonError::into_inner));
            for id in told.iter().map(|(race, _)| race).collect::<BTreeSet<_>>() {
                let own = told.iter().filter(|(race, _)| race == id).map(|(_, told)| told);
                match own.clone().filter(|told| told.is_ok()).count() {
                    0 => none += 1,
                    1 => one += 1,
                    _ => wrong.push(format!("race {id}: both hold it")),
                }
                // Told who has it, or that it could not be made certain: both may try again.
                for error in own.filter_map(|told| told.as_ref().err()) {
                    if !matches!(error, ErpError::Claimed(..)) && !error.may_pass() {
                        wrong.push(format!("race {id}: {error:?}"));
                    }
                }
            }
            if let Err(error) = anew() {
                wrong.push(error.to_string());
            }
        }
        ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    })?;
    eprintln!("{} races: {one} with one holder, {none} with none, 0 with two", rounds * AT_ONCE);
    ensure!(one > none, "{one} with a holder, {none} without");
    Ok(())
}
