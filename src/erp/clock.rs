//! The clock as the connectors need it, injected so that tests move it instead of waiting.

use super::Later;
use crate::order::Time;

/// Tells the time, and waits.
pub trait Clock {
    /// Now, as this computer has it.
    fn now(&self) -> Time;
    /// Milliseconds that have passed since some fixed moment: never set back, and no time of day.
    fn ticks(&self) -> u64;
    /// Waits so many milliseconds.
    fn wait(&self, milliseconds: u32) -> Later<'_, ()>;
}
