//! What the person records and takes back by hand.

use super::kept::{put, read};
use super::{Platform, Service, order_key, problem, storage_problem};
use crate::message::{Answer, Problem};
use crate::order::{OrderKey, PurchaseOrder, Report, ReportId};
use crate::planted::{self, Bug};
use crate::purchase::Event;
use crate::store::{Change, NumberUse, names};

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
            Ok(changes) => self.written(changes, &id, &key, true).await,
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

    /// Writes what the person did with a report, then tells the ERP and the running purchase.
    async fn written(
        &self,
        changes: Vec<Change>,
        report: &ReportId,
        key: &OrderKey,
        recorded: bool,
    ) -> Answer {
        if let Err(problem) = self.write_or_tell(changes).await {
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
            Some((key, change)) => self.written(vec![change], report, &key, false).await,
            None => Answer::Failed { problem: problem("order_unknown", &[report]) },
        }
    }

    fn take_back_report(&self, report: &ReportId, reason: String) -> Option<(OrderKey, Change)> {
        let mut kept = self.kept.borrow_mut();
        let parcel = kept.parcels.get_mut(report)?;
        parcel.take_back(reason, self.platform.now());
        Some((parcel.key.clone(), put(names::OUTBOX, report, parcel)))
    }
}
