//! Takes an event to its purchase: written first, and only then are its effects given.

use super::{Platform, Service};
use crate::json;
use crate::purchase::{Effect, Event, Pairing, Purchase, PurchaseId, Stage};
use crate::store::{Change, names};

/// A purchase that an event has changed.
struct Changed {
    /// What it was before, as it is stored.
    before: String,
    /// What to write.
    changes: Vec<Change>,
    /// What was kept of the pairings that it changed.
    pairings: Vec<(String, Option<Pairing>)>,
}

impl<P: Platform> Service<P> {
    /// Takes an event in and runs what follows from it.
    pub async fn happen(&self, id: &PurchaseId, event: Event) {
        let effects = self.step(id, event).await;
        self.run(id.clone(), effects).await;
    }

    /// Takes an event in and writes the purchase: then, and only then, gives the effects.
    pub(super) async fn step(&self, id: &PurchaseId, event: Event) -> Vec<Effect> {
        let (effects, changed) = self.apply(id, event);
        let Some(Changed { before, changes, pairings }) = changed else { return effects };
        match self.platform.write(changes).await {
            Ok(()) => effects,
            Err(why) => {
                self.take_back(&before, &why);
                self.kept.borrow_mut().put_back(pairings);
                Vec::new()
            }
        }
    }

    /// Takes an event in: the effects, and what it changed.
    fn apply(&self, id: &PurchaseId, event: Event) -> (Vec<Effect>, Option<Changed>) {
        let now = self.platform.now();
        let mut kept = self.kept.borrow_mut();
        let Some(mut purchase) = kept.purchases.remove(id) else { return (Vec::new(), None) };
        let before = json::write(&purchase);
        let filled = matches!(purchase.stage, Stage::Choosing);
        let effects = purchase.apply(event, now, &*kept);
        let text = json::write(&purchase);
        let pairs = |effect: &Effect| matches!(effect, Effect::Pair(_) | Effect::Unpair(_));
        if text == before && !effects.iter().any(pairs) {
            kept.purchases.insert(id.clone(), purchase);
            return (effects, None);
        }
        let mut changes = vec![Change::Put { store: names::PURCHASES, key: id.clone(), text }];
        let mut pairings = Vec::new();
        // A report and its number are kept in the same breath as the purchase that made it; so is a pairing.
        for effect in &effects {
            match effect {
                Effect::Report(report) => {
                    let report = json::copy(&**report);
                    let key = &purchase.key.connection;
                    changes.append(&mut kept.keep_report(key, &purchase.order, report, now));
                }
                Effect::Pair(pairing) => {
                    let pairing = json::copy(&**pairing);
                    changes.push(kept.keep_pairing(pairing.key(), Some(pairing), &mut pairings));
                }
                Effect::Unpair(key) => changes.push(kept.keep_pairing(key.clone(), None, &mut pairings)),
                _ => {}
            }
        }
        // One more round of steps is no news: telling it would hold up the next round.
        if !(filled && matches!(purchase.stage, Stage::Choosing)) {
            self.changed.set(true);
        }
        kept.purchases.insert(id.clone(), purchase);
        (effects, Some(Changed { before, changes, pairings }))
    }

    /// What could not be written has not happened.
    fn take_back(&self, before: &str, why: &str) {
        let Ok(mut before) = json::read::<Purchase>(before) else { return };
        let stop = crate::purchase::Stop::Erp { said: why.to_owned() };
        before.stage = Stage::Paused { stop };
        let mut kept = self.kept.borrow_mut();
        let own = [&before.id, "-"].concat();
        kept.parcels.retain(|id, _| !id.starts_with(&own) || before.reports.contains(id));
        kept.purchases.insert(before.id.clone(), before);
    }
}
