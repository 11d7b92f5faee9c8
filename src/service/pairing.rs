//! The pairings that are kept: what was said of how an order's lines are bought at their suppliers.

use super::kept::put;
use super::{Kept, Platform, Service};
use crate::json;
use crate::message::Answer;
use crate::purchase::{Effect, Pairing};
use crate::store::{Change, names};

impl<P: Platform> Service<P> {
    /// Keeps pairings that the person changed or brought, and forgets others.
    pub async fn keep_pairings(&self, keep: Vec<Pairing>, forget: Vec<String>) -> Answer {
        let mut effects = Vec::new();
        for key in forget {
            effects.push(Effect::Unpair(key));
        }
        for pairing in keep {
            effects.push(Effect::Pair(Box::new(pairing)));
        }
        match self.write_or_tell(pairing_changes(&effects)).await {
            Ok(()) => {
                self.kept.borrow_mut().take_pairings(&effects);
                self.changed.set(true);
                Answer::Done
            }
            Err(problem) => Answer::Failed { problem },
        }
    }
}

/// What is to be written of pairings.
pub(super) fn pairing_changes(effects: &[Effect]) -> Vec<Change> {
    let mut changes = Vec::new();
    for effect in effects {
        match effect {
            Effect::Pair(pairing) => changes.push(put(names::PAIRINGS, &pairing.key, &**pairing)),
            Effect::Unpair(key) => changes.push(Change::Delete { store: names::PAIRINGS, key: key.clone() }),
            _ => {}
        }
    }
    changes
}

impl Kept {
    /// Takes in what was written of pairings.
    pub(super) fn take_pairings(&mut self, effects: &[Effect]) {
        for effect in effects {
            let (key, pairing) = match effect {
                Effect::Pair(pairing) => (&pairing.key, Some(&**pairing)),
                Effect::Unpair(key) => (key, None),
                _ => continue,
            };
            self.pairings.retain(|own| own.key != *key);
            self.pairings.extend(pairing.map(json::copy));
        }
    }
}
