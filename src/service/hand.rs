//! What the person records and takes back by hand.

use super::kept::{put, read};
use super::{Platform, Service, order_key, problem, storage_problem};
use crate::json;
use crate::message::{Answer, Problem};
use crate::order::{OrderKey, PurchaseOrder, Report, ReportId};
use crate::planted::{self, Bug};
use crate::purchase::Event;
use crate::store::{Change, NumberUse, Parcel, names};

impl<P: Platform> Service<P> {
    /// Records a purchase by hand: kept here at once, sent to the ERP when it can be reached.
    pub async fn record_by_hand(&self, key: OrderKey, report: Report) -> Answer {
        let order: PurchaseOrder = match read(&self.platform, names::ORDERS, &order_key(&key)).await {
            Ok(Some(order)) => order,
            Ok(None) => return Answer::Failed { problem: problem("order_unknown", &[&key.order]) },
            Err(why) => return Answer::Failed { problem: storage_problem(&why) },
        };
        let id = report.id.clone();
        // Told twice, the second one is answered by what became of the first.
        let turn = self.writing.turn().await;
        let written = match self.keep_by_hand(&key, &order, report) {
            Ok(changes) => self.write_parcel(changes, &id, None).await,
            Err(problem) => Err(problem),
        };
        drop(turn);
        match written {
            Ok(()) => self.sent(&id, &key, Some(id.clone())).await,
            Err(problem) => Answer::Failed { problem },
        }
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
        // Nothing is to be written of a record that is stored already.
        if changes.is_empty() {
            return Ok(());
        }
        let written = self.write_or_tell(changes).await;
        if written.is_err() {
            self.kept.borrow_mut().take_back_parcel(report, before);
        }
        written
    }

    /// Tells the ERP and the running purchase of what is written.
    async fn sent(&self, report: &ReportId, key: &OrderKey, recorded: Option<ReportId>) -> Answer {
        // What is recorded is not to be bought meanwhile; what is taken back is to be only once the ERP says so.
        if recorded.is_some() {
            self.tell_purchase(key, recorded).await;
            self.send(report).await;
        } else {
            self.send(report).await;
            self.tell_purchase(key, None).await;
        }
        Answer::Done
    }

    /// A running purchase of the order learns that lines are covered.
    async fn tell_purchase(&self, key: &OrderKey, recorded: Option<ReportId>) {
        let running = self.kept.borrow().running(key).map(|purchase| purchase.id.clone());
        let order: Option<PurchaseOrder> =
            read(&self.platform, names::ORDERS, &order_key(key)).await.ok().flatten();
        if let (Some(id), Some(order)) = (running, order) {
            self.happen(&id, Event::Order { order, recorded }).await;
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
            Ok(()) => self.sent(report, &key, None).await,
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
