//! The clock as the connectors need it, injected so that tests move it instead of waiting.

use super::Later;
use crate::order::Time;

/// Tells the time, and waits.
pub trait Clock {
    /// Now, as this computer has it.
    fn now(&self) -> Time;
    /// Milliseconds that have passed since some fixed moment: never set back, and no time of day. What the
    /// computer slept has passed, too.
    fn ticks(&self) -> u64;
    /// Waits so many milliseconds.
    fn wait(&self, milliseconds: u32) -> Later<'_, ()>;
}

/// Makes ticks of two clocks, of which neither is enough: the one that nobody sets may stand still while the
/// computer sleeps, and the one that does not is set by people.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ticking {
    ticks: u64,
    last: Option<(u64, i64)>,
}

impl Ticking {
    /// The ticks now: `running` are the milliseconds of the clock that nobody sets, `wall` those of the other.
    pub fn at(&mut self, running: u64, wall: i64) -> u64 {
        let (ran, stood) = self.last.replace((running, wall)).unwrap_or((running, wall));
        let passed = u64::try_from(wall.saturating_sub(stood)).unwrap_or_default();
        self.ticks = self.ticks.saturating_add(running.saturating_sub(ran).max(passed));
        self.ticks
    }
}

#[cfg(test)]
mod tests {
    use super::Ticking;

    #[test]
    fn ticks_go_on_through_sleep_and_are_not_set_back_with_the_clock() {
        let mut ticking = Ticking::default();
        assert_eq!(ticking.at(1_000, 500_000), 0);
        assert_eq!(ticking.at(2_000, 501_000), 1_000);
        assert_eq!(ticking.at(2_100, 2_501_000), 2_001_000, "the computer slept");
        assert_eq!(ticking.at(62_100, 0), 2_061_000, "somebody set the clock back");
        assert_eq!(ticking.at(62_200, 100), 2_061_100);
    }
}
