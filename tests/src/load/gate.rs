//! Whether the desk runs, and how far the purchasers are: what the one who kills it and the purchasers wait for.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, bail};

/// Tells purchasers when the desk runs again.
#[derive(Debug, Default)]
pub struct Gate {
    state: Mutex<Standing>,
    changed: Condvar,
}

/// How the desk stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    /// Whether it runs. It is told down before it is killed, so whatever fails by the killing finds it down or in
    /// another run.
    pub up: bool,
    /// How often it was started.
    pub run: u32,
    /// It will not be started again.
    over: bool,
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, Standing> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it stands now.
    pub fn standing(&self) -> Standing {
        *self.lock()
    }

    /// It is about to be killed.
    pub fn shut(&self) {
        self.lock().up = false;
    }

    /// It runs again.
    pub fn open(&self) {
        let mut state = self.lock();
        *state = Standing { up: true, run: state.run.saturating_add(1), over: false };
        self.changed.notify_all();
    }

    /// It does not come back: whoever waits is told so.
    pub fn give_up(&self) {
        let mut state = self.lock();
        (state.up, state.over) = (false, true);
        self.changed.notify_all();
    }

    /// Waits until it runs.
    pub fn pass(&self) -> Result<()> {
        let mut state = self.lock();
        while !state.up {
            if state.over {
                bail!("the desk did not start again");
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        Ok(())
    }
}

/// How far the purchasers are.
#[derive(Debug, Default)]
pub struct Progress {
    state: Mutex<Done>,
    changed: Condvar,
}

#[derive(Debug, Clone, Copy, Default)]
struct Done {
    /// Orders that are purchased.
    bought: usize,
    /// Purchasers that have gone home.
    gone: usize,
}

impl Progress {
    fn lock(&self) -> MutexGuard<'_, Done> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more order is purchased.
    pub fn bought(&self) {
        self.lock().bought += 1;
        self.changed.notify_all();
    }

    /// One more purchaser has nothing left to do, or failed.
    pub fn gone(&self) {
        self.lock().gone += 1;
        self.changed.notify_all();
    }

    /// Waits until so many orders are purchased; false where all of so many purchasers went home before.
    pub fn reaches(&self, orders: usize, purchasers: usize) -> bool {
        let mut state = self.lock();
        while state.bought < orders && state.gone < purchasers {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.bought >= orders
    }
}
