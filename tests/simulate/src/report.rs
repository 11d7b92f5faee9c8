//! What there was in all schedules together, for people.

use std::io::{self, Write};

/// How much there was of what.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Schedules.
    pub schedules: u64,
    /// Purchases that were begun.
    pub purchases: u64,
    /// Presses that may place an order.
    pub presses: u64,
    /// Orders placed at the supplier's.
    pub placed: u64,
    /// Purchase orders of which more was bought than they want.
    pub doubles: u64,
    /// Reports that the ERP confirmed.
    pub confirmed: u64,
    /// Reports that it refused.
    pub refused: u64,
    /// Reports that were taken back.
    pub undone: u64,
    /// Records by hand.
    pub by_hand: u64,
    /// Acts that nobody asked for.
    pub rash: u64,
    /// Looks of agents.
    pub looks: u64,
    /// Requests to the ERP.
    pub requests: u64,
    /// Lives of backgrounds.
    pub lives: u64,
    /// Backgrounds that died at work.
    pub crashes: u64,
    /// Backgrounds that ended for having nothing to do.
    pub idle: u64,
    /// Browsers that were closed.
    pub browsers: u64,
    /// Updates of the extension.
    pub updates: u64,
    /// Tabs that were closed.
    pub tabs_closed: u64,
    /// Computers that slept.
    pub sleeps: u64,
    /// Clocks that were set.
    pub clocks: u64,
    /// Messages that were lost.
    pub lost: u64,
    /// Messages that arrived twice.
    pub doubled: u64,
    /// Writes that failed.
    pub writes_failed: u64,
    /// Requests to the ERP that failed.
    pub erp_failed: u64,
    /// Requests that took up to the settling bound.
    pub slow: u64,
    /// Requests that took longer.
    pub slower: u64,
    /// Answers of the ERP that were not so.
    pub lies: u64,
}

impl Counts {
    /// Each with its name.
    fn all(&mut self) -> [(&'static str, &mut u64); 27] {
        [
            ("schedules", &mut self.schedules),
            ("purchases", &mut self.purchases),
            ("presses that may place an order", &mut self.presses),
            ("supplier orders placed", &mut self.placed),
            ("purchase orders bought twice", &mut self.doubles),
            ("reports confirmed", &mut self.confirmed),
            ("reports refused", &mut self.refused),
            ("reports taken back", &mut self.undone),
            ("records by hand", &mut self.by_hand),
            ("rash acts", &mut self.rash),
            ("looks", &mut self.looks),
            ("requests to the ERP", &mut self.requests),
            ("backgrounds started", &mut self.lives),
            ("backgrounds killed", &mut self.crashes),
            ("backgrounds ended when idle", &mut self.idle),
            ("browsers killed", &mut self.browsers),
            ("extension updates", &mut self.updates),
            ("tabs closed", &mut self.tabs_closed),
            ("computers put to sleep", &mut self.sleeps),
            ("clocks set", &mut self.clocks),
            ("messages lost", &mut self.lost),
            ("messages doubled", &mut self.doubled),
            ("writes failed", &mut self.writes_failed),
            ("ERP requests failed", &mut self.erp_failed),
            ("ERP requests slow", &mut self.slow),
            ("ERP requests over the bound", &mut self.slower),
            ("ERP answers not so", &mut self.lies),
        ]
    }

    /// Adds those of another schedule.
    pub fn add(&mut self, mut other: Self) {
        for ((_, own), (_, theirs)) in self.all().into_iter().zip(other.all()) {
            *own += *theirs;
        }
    }

    /// Tells them.
    ///
    /// # Errors
    /// Where nothing can be written to the terminal.
    pub fn tell(&mut self) -> io::Result<()> {
        for (name, count) in self.all() {
            writeln!(io::stdout(), "{count:>12}  {name}")?;
        }
        Ok(())
    }
}
