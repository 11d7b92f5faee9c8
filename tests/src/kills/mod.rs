//! Real kills: the background, the supplier's tab, the browser or the ERP ends at a state of a purchase, and
//! the purchase is bought once and its number is in the ERP all the same.

mod case;
mod settle;

pub use case::{Case, Fault, State, all};
pub use settle::End;

use std::time::Instant;

use anyhow::{Result, ensure};

use crate::person::Person;
use crate::world::{World, launch};

/// What became of a case.
#[derive(Debug)]
pub struct Outcome {
    /// How the purchase came to its end.
    pub end: End,
    /// How long it took, in seconds.
    pub seconds: u64,
}

/// Lets a case happen in a world of its own.
///
/// # Errors
/// Where the purchase does not end bought once and recorded, or something else failed.
pub fn run(case: Case) -> Result<Outcome> {
    let start = Instant::now();
    let mut world = World::start(launch(case.browser), 0)?;
    let (order, sold, silent);
    {
        let person = Person::new(&world)?;
        person.consent_to_supplier()?;
        sold = world.shop.log()?.len();
        order = case.order(&person)?;
        let errand = person.buy(&order)?;
        silent = case.reach(&errand)?;
        match case.fault {
            Fault::Background => world.browser.kill_background()?,
            Fault::Tab => errand.close_tabs()?,
            // One that gives no answer is killed as it is.
            Fault::Erp => world.desk.crash()?,
            Fault::Browser => {}
        }
        if case.fault != Fault::Browser {
            drop(silent);
            world.shop.keep_waiting(false)?;
            if case.fault != Fault::Tab {
                // Whoever waits looks into the popup, which wakes the background.
                person.look_at_popup()?;
            }
            let end = settle::settle(&person, &errand, sold)?;
            return finished(&world, &order.id, sold, end, start);
        }
    }
    world.browser = world.browser.crash()?;
    drop(silent);
    world.shop.keep_waiting(false)?;
    let person = Person::new(&world)?;
    person.consent_to_supplier()?;
    let errand = person.errand(&order)?;
    person.look_at_popup()?;
    let end = settle::settle(&person, &errand, sold)?;
    finished(&world, &order.id, sold, end, start)
}

/// Checks that the supplier sold it once and that the ERP has that number and no other.
fn finished(world: &World, order: &str, sold: usize, end: End, start: Instant) -> Result<Outcome> {
    let log = world.shop.log()?;
    let new: Vec<&str> = log.iter().skip(sold).map(|one| one.number.as_str()).collect();
    let kept = world.desk.reaches(order, one_click_purchase::order::Status::Purchased)?;
    let recorded: Vec<&str> = kept.reports.iter().map(|report| report.number.as_str()).collect();
    ensure!(new.len() == 1, "the supplier sold {new:?}");
    ensure!(new == recorded, "the supplier sold {new:?}, the ERP has {recorded:?}");
    Ok(Outcome { end, seconds: start.elapsed().as_secs() })
}
