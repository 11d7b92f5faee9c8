//! Worlds that one journey after the other uses, since a browser takes seconds to start.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use journeys::browser::Kind;
use journeys::person::Person;
use journeys::world::{World, launch};

/// The worlds that no journey uses now, with the seed of their supplier.
static IDLE: Mutex<Vec<(u64, World)>> = Mutex::new(Vec::new());

fn idle() -> MutexGuard<'static, Vec<(u64, World)>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Goes on a journey in a world whose supplier is allowed already. Only a world in which all went
/// well is used again.
pub fn in_world(kind: Kind, seed: u64, journey: impl FnOnce(&Person<'_>) -> Result<()>) -> Result<()> {
    let fits = |(own, world): &(u64, World)| *own == seed && world.browser.kind() == kind;
    let known = {
        let mut idle = idle();
        idle.iter().position(fits).map(|place| idle.swap_remove(place).1)
    };
    let world = match known {
        Some(world) => world,
        None => {
            let world = World::start(launch(kind), seed)?;
            Person::new(&world)?.consent_to_supplier()?;
            world
        }
    };
    journey(&Person::new(&world)?)?;
    world.close_windows()?;
    idle().push((seed, world));
    Ok(())
}

/// Ends all idle worlds.
pub fn end() {
    idle().clear();
}

/// An order's number that no other journey has.
pub fn number() -> String {
    static LAST: AtomicU32 = AtomicU32::new(0);
    format!("PO-2026-{:04}", LAST.fetch_add(1, Ordering::Relaxed) + 1)
}
