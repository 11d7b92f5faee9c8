//! What the person records and takes back by hand.

use super::kept::{put, read};
use super::{Platform, Service, order_key, storage_problem};
use crate::message::{Answer, Problem};
use crate::order::{OrderKey, PurchaseOrder, Report, ReportId};
use crate::purchase::Event;
use crate::store::names;

impl<P: Platform> Service<P> {
    /// Records a purchase by hand: kept here at once, sent to the ERP when it can be reached.
    pub async fn record_by_hand(&self, key: OrderKey, report: Report) -> Answer {
        let order: PurchaseOrder = match read(&self.platform, names::ORDERS, &order_key(&key)).await {
            Ok(Some(order)) => order,
            Ok(None) => {
                return Answer::Failed {
                    problem: Problem { word: "order_unknown".to_owned(), with: vec![key.order] },
                };
            }
            Err(why) => return Answer::Failed { problem: storage_problem(&why) },
        };
        let number = super::number_key(&report.supplier, &report.number);
        let taken =
            self.kept.borrow().numbers.get(&number).map(|usage| (usage.key.clone(), usage.order.clone()));
        if let Some((by, order)) = taken
            && by != key
            && !report.shared
        {
            let problem = Problem { word: "number_taken".to_owned(), with: vec![report.number, order] };
            return Answer::Failed { problem };
        }
        let id = report.id.clone();
        let changes =
            self.kept.borrow_mut().keep_report(&key.connection, &order, report, self.platform.now());
        if let Err(problem) = self.write_or_tell(changes).await {
            return Answer::Failed { problem };
        }
        self.send(&id).await;
        self.tell_purchase(&key).await;
        Answer::Done
    }

    /// A running purchase of the order learns that lines are covered.
    async fn tell_purchase(&self, key: &OrderKey) {
        let running = self.kept.borrow().running(key).map(|purchase| purchase.id.clone());
        let order: Option<PurchaseOrder> =
            read(&self.platform, names::ORDERS, &order_key(key)).await.ok().flatten();
        if let (Some(id), Some(order)) = (running, order) {
            self.happen(&id, Event::Order(order)).await;
        }
    }

    /// Takes a recorded number back.
    pub async fn undo(&self, report: &ReportId, reason: String) -> Answer {
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Answer::Failed {
                problem: Problem { word: "reason_missing".to_owned(), with: Vec::new() },
            };
        }
        let changed = {
            let mut kept = self.kept.borrow_mut();
            let now = self.platform.now();
            kept.parcels.get_mut(report).map(|parcel| {
                parcel.take_back(reason, now);
                (parcel.key.clone(), vec![put(names::OUTBOX, report, parcel)])
            })
        };
        let Some((key, changes)) = changed else {
            return Answer::Failed {
                problem: Problem { word: "order_unknown".to_owned(), with: vec![report.clone()] },
            };
        };
        if let Err(problem) = self.write_or_tell(changes).await {
            return Answer::Failed { problem };
        }
        self.send(report).await;
        self.tell_purchase(&key).await;
        Answer::Done
    }
}
