//! Takes an event to its purchase: written first, and only then are its effects given.

use super::pairing::pairing_changes;
use super::{Platform, Service};
use crate::json;
use crate::planted::{self, Bug};
use crate::purchase::{Effect, Event, Purchase, PurchaseId, Stage};
use crate::store::{Change, names, seal};

/// A purchase that an event has changed.
pub(super) struct Changed {
    /// What it was before, as it is stored.
    pub before: String,
    /// What to write.
    pub changes: Vec<Change>,
}

impl<P: Platform> Service<P> {
    /// Takes an event in and runs what follows from it.
    pub async fn happen(&self, id: &PurchaseId, event: Event) {
        let effects = self.step(id, event).await;
        self.run(id.clone(), effects).await;
    }

    /// Takes an event in and writes the purchase: then, and only then, gives the effects.
    pub(super) async fn step(&self, id: &PurchaseId, event: Event) -> Vec<Effect> {
        // What fails to be written is taken back, so nothing must follow from it before that is known.
        let _turn = match planted::is(Bug::NewerTakenBack) {
            true => None,
            false => Some(self.writing.turn().await),
        };
        let late = planted::is(Bug::PressStoredLate) && matches!(event, Event::Pressed(_));
        let (effects, changed) = self.apply(id, event);
        let Some(Changed { before, mut changes }) = changed.filter(|_| !late) else { return effects };
        if planted::is(Bug::ReportStoredApart) && changes.len() > 1 {
            let purchase =
                |change: &Change| matches!(change, Change::Put { store, .. } if *store == names::PURCHASES);
            let apart = changes.iter().position(purchase).map(|at| changes.remove(at));
            let _ = self.write(apart.into_iter().collect()).await;
        }
        match self.write(changes).await {
            Ok(()) => {
                self.kept.borrow_mut().take_pairings(&effects);
                effects
            }
            Err(why) => {
                self.take_back(&before, &why);
                Vec::new()
            }
        }
    }

    /// Takes an event in: the effects, and what it changed.
    pub(super) fn apply(&self, id: &PurchaseId, event: Event) -> (Vec<Effect>, Option<Changed>) {
        let now = self.platform.now();
        let mut kept = self.kept.borrow_mut();
        kept.ticks = self.platform.ticks();
        let Some(mut purchase) = kept.purchases.remove(id) else { return (Vec::new(), None) };
        let before = json::write(&purchase);
        let filled = matches!(purchase.stage, Stage::Choosing);
        let effects = purchase.apply(event, now, &*kept);
        let text = json::write(&purchase);
        let mut changes = pairing_changes(&effects);
        if text == before && changes.is_empty() {
            kept.purchases.insert(id.clone(), purchase);
            return (effects, None);
        }
        changes.push(Change::Put { store: names::PURCHASES, key: id.clone(), text: seal(&text) });
        // A report and its number are kept in the same breath as the purchase that made it; so is a pairing.
        for effect in &effects {
            match effect {
                Effect::Report(report) => {
                    let (connection, report) = (&purchase.key.connection, json::copy(&**report));
                    changes.append(&mut kept.keep_report(connection, &purchase.order, report, now));
                }
                Effect::Listed { report, shown } => changes.extend(kept.keep_listed(report, *shown)),
                _ => {}
            }
        }
        // One more round of steps is no news: telling it would hold up the next round.
        if !(filled && matches!(purchase.stage, Stage::Choosing)) {
            self.changed.set(true);
        }
        kept.purchases.insert(id.clone(), purchase);
        (effects, Some(Changed { before, changes }))
    }

    /// What could not be written has not happened.
    fn take_back(&self, before: &str, why: &str) {
        let Ok(mut before) = json::read::<Purchase>(before) else { return };
        // What has ended stays so: it only hears once more what it could not keep.
        if before.is_running() || planted::is(Bug::EndedReopened) {
            let stop = crate::purchase::Stop::NotStored { said: why.to_owned() };
            before.stage = Stage::Paused { stop };
        }
        let mut kept = self.kept.borrow_mut();
        if kept.purchases.get(&before.id).is_some_and(|now| now.claim.is_none()) {
            // Somebody else may buy the order, whether that can be written or not.
            before.claim = None;
        }
        let own = [&before.id, "-"].concat();
        let mut new: Vec<String> = kept.parcels.keys().filter(|id| id.starts_with(&own)).cloned().collect();
        new.retain(|id| !before.reports.contains(id));
        for report in new {
            kept.take_back_parcel(&report, None);
        }
        kept.purchases.insert(before.id.clone(), before);
    }
}
