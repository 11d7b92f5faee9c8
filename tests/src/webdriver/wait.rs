//! Waiting for a condition.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use super::DriverError;

/// How long a condition may take to come true on a busy machine before it counts as failed.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(15);

/// Looks until there is something, and returns it. A driver's error that a changing page gives is
/// "not yet"; any other error ends the waiting at once.
pub fn until<T>(what: &str, patience: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        let last = match look() {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => None,
            Err(error) if error.downcast_ref::<DriverError>().is_some_and(DriverError::may_pass) => {
                Some(error)
            }
            Err(error) => return Err(error.context(format!("waiting for {what}"))),
        };
        if start.elapsed() >= patience {
            let waited = format!("waited {} s in vain for {what}", patience.as_secs());
            return Err(match last {
                Some(error) => error.context(waited),
                None => anyhow!(waited),
            });
        }
        sleep(PAUSE);
    }
}
