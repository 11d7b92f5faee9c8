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
        match self.keep_by_hand(&key, &order, report) {
            Ok(changes) => self.written(changes, &id, &key, None).await,
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

    /// Writes what the person did with a report, then tells the ERP and the running purchase. What cannot be
    /// written has not happened: its parcel is again what it was `before`.
    async fn written(
        &self,
        changes: Vec<Change>,
        report: &ReportId,
        key: &OrderKey,
        before: Option<Parcel>,
    ) -> Answer {
        let recorded = before.is_none();
        // Nothing is to be written of a record that is stored already.
        if !changes.is_empty()
            && let Err(problem) = self.write_or_tell(changes).await
        {
            self.kept.borrow_mut().take_back_parcel(report, before);
            return Answer::Failed { problem };
        }
        self.send(report).await;
        self.tell_purchase(key, recorded).await;
        Answer::Done
    }

    /// A running purchase of the order learns that lines are covered.
    async fn tell_purchase(&self, key: &OrderKey, recorded: bool) {
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
        match self.take_back_report(report, reason) {
            Some((before, change)) => {
                let key = before.key.clone();
                self.written(vec![change], report, &key, Some(before)).await
            }
            None => Answer::Failed { problem: problem("order_unknown", &[report]) },
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
