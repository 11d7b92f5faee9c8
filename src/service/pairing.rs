//! The pairings that are kept: what was said of how an order's lines are bought at their suppliers.

use super::kept::put;
use super::{Kept, Platform, Service};
use crate::json;
use crate::message::Answer;
use crate::purchase::Pairing;
use crate::store::{Change, names};

/// What was kept under keys before they were changed.
pub(super) type Former = Vec<(String, Option<Pairing>)>;

impl<P: Platform> Service<P> {
    /// Keeps pairings that the person changed or brought, and forgets others.
    pub async fn keep_pairings(&self, keep: Vec<Pairing>, forget: Vec<String>) -> Answer {
        let (mut changes, mut former) = (Vec::new(), Vec::new());
        {
            let mut kept = self.kept.borrow_mut();
            for key in forget {
                changes.push(kept.keep_pairing(key, None, &mut former));
            }
            for pairing in keep {
                changes.push(kept.keep_pairing(pairing.key(), Some(pairing), &mut former));
            }
        }
        match self.write_or_tell(changes).await {
            Ok(()) => {
                self.changed.set(true);
                Answer::Done
            }
            Err(problem) => {
                self.kept.borrow_mut().put_back(former);
                Answer::Failed { problem }
            }
        }
    }
}

impl Kept {
    /// Keeps a pairing under its key, or none: the change to write. What was there is added to `former`.
    pub(super) fn keep_pairing(
        &mut self,
        key: String,
        pairing: Option<Pairing>,
        former: &mut Former,
    ) -> Change {
        former.push((key.clone(), self.pairings.get(&key).map(json::copy)));
        let change = match &pairing {
            Some(pairing) => put(names::PAIRINGS, &key, pairing),
            None => Change::Delete { store: names::PAIRINGS, key: key.clone() },
        };
        self.set_pairing(key, pairing);
        change
    }

    /// What could not be written has not happened.
    pub(super) fn put_back(&mut self, former: Former) {
        for (key, pairing) in former.into_iter().rev() {
            self.set_pairing(key, pairing);
        }
    }

    fn set_pairing(&mut self, key: String, pairing: Option<Pairing>) {
        match pairing {
            Some(pairing) => drop(self.pairings.insert(key, pairing)),
            None => drop(self.pairings.remove(&key)),
        }
    }
}
