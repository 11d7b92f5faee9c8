//! One real server, and the trials that are done at it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Result, bail};
use journeys::browser::Kind;
use libtest_mimic::Trial;

use crate::big::{self, Large};
use crate::browser;

/// What one trial does at the server.
pub type Case<E> = fn(&mut E) -> Result<()>;

/// How the scripts in a directory bring an ERP up; nothing where there is no package of it now.
type Up<E> = fn(&Path) -> Result<Option<E>>;

/// The one server of all trials with an ERP.
pub struct Server<E> {
    name: &'static str,
    up: Up<E>,
    /// What came of bringing it up: where it did not come up, it does not at the next trial either.
    kept: Mutex<Option<Result<Option<E>, String>>>,
}

impl<E: Large + Send + 'static> Server<E> {
    /// One that is not up yet, by the name that its trials begin with.
    pub const fn new(name: &'static str, up: Up<E>) -> Self {
        Self { name, up, kept: Mutex::new(None) }
    }

    /// All trials: its own at the server itself, those in browsers, and the large ones.
    pub fn trials(&'static self, scripts: &Path, own: &[(&'static str, Case<E>)]) -> Vec<Trial> {
        let mut trials = Vec::new();
        for (name, case) in own.iter().copied() {
            trials.push(self.trial(scripts, name, case));
        }
        for (name, case) in browser::cases::<E>() {
            for kind in Kind::ALL {
                let name = format!("in {}, {name}", kind.name());
                trials.push(self.trial(scripts, &name, move |erp| browser::run(erp, kind, case)));
            }
        }
        let beside = "100,000 orders are listed by the connector, beside a bare client";
        trials.push(large(self.trial(scripts, beside, big::connector)));
        for kind in Kind::ALL {
            let name = format!("in {}, 100,000 orders are listed", kind.name());
            trials.push(large(self.trial(scripts, &name, move |erp| big::in_browser(erp, kind))));
        }
        trials
    }

    /// A trial; the first one brings the server up.
    fn trial(
        &'static self,
        scripts: &Path,
        name: &str,
        case: impl FnOnce(&mut E) -> Result<()> + Send + 'static,
    ) -> Trial {
        let scripts: PathBuf = scripts.to_owned();
        crate::trial(&format!("{}: {name}", self.name), move || {
            let mut kept = self.kept();
            let up = || (self.up)(&scripts).map_err(|error| format!("{error:?}"));
            match kept.get_or_insert_with(up) {
                Ok(Some(erp)) => case(erp),
                Ok(None) => {
                    eprintln!("skipped: there is no package of {} now", self.name);
                    Ok(())
                }
                Err(error) => bail!("{error}"),
            }
        })
    }

    /// Ends the server.
    pub fn end(&self) {
        *self.kept() = None;
    }

    fn kept(&self) -> MutexGuard<'_, Option<Result<Option<E>, String>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A trial that takes minutes: it runs only where such trials are asked for.
fn large(trial: Trial) -> Trial {
    trial.with_ignored_flag(true)
}
