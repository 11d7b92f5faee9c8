//! Attacks: what a supplier's page, a frame in it, another site, an order or a file may try. `docs/threat-model.md`
//! lists them all with the test of each.

mod cover;
mod forged;
mod given;
mod lamp;
mod scripts;
mod secrets;
mod size;
mod supplier;
mod ways;

use crate::Journey;

/// All of them.
pub fn journeys() -> Vec<(&'static str, Journey)> {
    [
        supplier::JOURNEYS,
        forged::JOURNEYS,
        scripts::JOURNEYS,
        secrets::JOURNEYS,
        cover::JOURNEYS,
        size::JOURNEYS,
        given::JOURNEYS,
        ways::JOURNEYS,
    ]
    .concat()
}
