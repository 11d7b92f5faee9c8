//! What the person records and takes back by hand.

use super::kept::{put, read};
use super::{Platform, Rest, Service, order_key, problem, storage_problem};
use crate::json;
use crate::message::{Answer, Problem};
use crate::order::{OrderKey, PurchaseOrder, Report, ReportId};
use crate::planted::{self, Bug};
use crate::purchase::{Event, Purchase};
use crate::store::{Change, NumberUse, Parcel, names};

impl<P: Platform> Service<P> {
    /// Records a purchase by hand: kept here at once, sent to the ERP when it can be reached.
    pub async fn record_by_hand(&self, key: OrderKey, report: Report) -> Answer {
        // Told twice, the second one is answered by what became of the first.
        let turn = self.writing.turn().await;
        let order: PurchaseOrder = match read(&self.platform, names::ORDERS, &order_key(&key)).await {
            Ok(Some(order)) => order,
            Ok(None) => return Answer::Failed { problem: problem("order_unknown", &[&key.order]) },
            Err(why) => return Answer::Failed { problem: storage_problem(&why) },
        };
        let id = report.id.clone();
        let told = match self.keep_by_hand(&key, &order, report) {
            Ok(changes) if changes.is_empty() => Ok(None),
            Ok(changes) => self.write_by_hand(changes, &key, order, &id).await,
            Err(problem) => Err(problem),
        };
        drop(turn);
        match told {
            Ok(told) => {
                // What is recorded is not to be bought meanwhile.
                if let Some((purchase, effects)) = told {
                    self.run(purchase, effects).await;
                }
                self.send(&id).await;
                Answer::Done
            }
            Err(problem) => Answer::Failed { problem },
        }
    }

    /// Writes a record in the same breath as what the running purchase of the order makes of it: wherever the
    /// background dies, neither is without the other. Gives what that purchase wants done then.
    async fn write_by_hand(
        &self,
        mut changes: Vec<Change>,
        key: &OrderKey,
        order: PurchaseOrder,
        report: &ReportId,
    ) -> Result<Option<Rest>, Problem> {
        let running = self.kept.borrow().running(key).map(|purchase| purchase.id.clone());
        let (mut told, mut before) = (None, None);
        if let Some(id) = running {
            let (effects, changed) = self.apply(&id, Event::Order { order, recorded: Some(report.clone()) });
            if let Some(mut changed) = changed {
                changes.append(&mut changed.changes);
                before = json::read::<Purchase>(&changed.before).ok();
            }
            told = Some((id, effects));
        }
        let written = self.write_parcel(changes, report, None).await;
        if let (Err(_), Some(before)) = (&written, before) {
            self.kept.borrow_mut().purchases.insert(before.id.clone(), before);
        }
        written.map(|()| told)
    }

    /// Keeps a report whose number no other order has: the changes to write.
    fn keep_by_hand(
        &self,
        key: &OrderKey,
        order: &PurchaseOrder,
        report: Report,
    ) -> Result<Vec<Change>, Problem> {
        let mut kept = self.kept.borrow_mut();
        let usage = kept.numbers.get(&super::number_key(&report.supplier, &report.number));
        let claimed = |usage: &&NumberUse| usage.key != *key && !report.shared;
        if let Some(usage) = usage.filter(claimed).filter(|_| !planted::is(Bug::NumberNotClaimed)) {
            return Err(problem("number_taken", &[&report.number, &usage.order]));
        }
        if kept.covers_again(key, &report) {
            return Err(problem("number_recorded", &[&report.number]));
        }
        Ok(kept.keep_report(&key.connection, order, report, self.platform.now()))
    }

    /// Writes what the person did with a report. What cannot be written has not happened: its parcel is again
    /// what it was `before`.
    async fn write_parcel(
        &self,
        changes: Vec<Change>,
        report: &ReportId,
        before: Option<Parcel>,
    ) -> Result<(), Problem> {
        let written = self.write_or_tell(changes).await;
        if written.is_err() {
            self.kept.borrow_mut().take_back_parcel(report, before);
        }
        written
    }

    /// A running purchase of the order learns that lines are to be bought again.
    async fn tell_purchase(&self, key: &OrderKey) {
        let running = self.kept.borrow().running(key).map(|purchase| purchase.id.clone());
        let order: Option<PurchaseOrder> =
            read(&self.platform, names::ORDERS, &order_key(key)).await.ok().flatten();
        if let (Some(id), Some(order)) = (running, order) {
            self.happen(&id, Event::Order { order, recorded: None }).await;
        }
    }

    /// Takes a recorded number back.
    pub async fn undo(&self, report: &ReportId, reason: String) -> Answer {
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Answer::Failed { problem: problem("reason_missing", &[]) };
        }
        let turn = self.writing.turn().await;
        let Some((before, change)) = self.take_back_report(report, reason) else {
            return Answer::Failed { problem: problem("order_unknown", &[report]) };
        };
        let key = before.key.clone();
        let written = self.write_parcel(vec![change], report, Some(before)).await;
        drop(turn);
        match written {
            Ok(()) => {
                self.send(report).await;
                self.tell_purchase(&key).await;
                Answer::Done
            }
            Err(problem) => Answer::Failed { problem },
        }
    }

    /// The parcel as it was before, and what to write.
    fn take_back_report(&self, report: &ReportId, reason: String) -> Option<(Parcel, Change)> {
        let mut kept = self.kept.borrow_mut();
        let parcel = kept.parcels.get_mut(report)?;
        let before = json::copy(parcel);
        parcel.take_back(reason, self.platform.now());
        Some((before, put(names::OUTBOX, report, parcel)))
    }
}
