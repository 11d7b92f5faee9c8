//! Sends parcels to their ERPs until they are settled.

use super::kept::{number_of, order_key, put};
use super::{Platform, Service, problem, problem_of};
use crate::erp::ErpError;
use crate::json;
use crate::order::PurchaseOrder;
use crate::outbox::{Outcome, left_of};
use crate::planted::{self, Bug};
use crate::purchase::{Event, PurchaseId, Stage};
use crate::store::{Change, Parcel, ParcelState, names};

impl<P: Platform> Service<P> {
    /// Sends every parcel that is due.
    pub async fn send_due(&self) {
        let now = self.platform.now();
        let mut due = Vec::new();
        for (id, parcel) in self.kept.borrow().parcels.iter() {
            if parcel.is_due(now) {
                due.push(id.clone());
            }
        }
        for id in due {
            self.send(&id).await;
        }
    }

    /// Sends what the background kept and had no answer for when it died, and ends the purchases of
    /// which it had all answers.
    pub async fn send_left(&self) {
        let left: Vec<String> = {
            let kept = self.kept.borrow();
            let left = kept.parcels.values().filter(|parcel| parcel.waits() && parcel.tries == 0);
            left.map(|parcel| parcel.report.id.clone()).collect()
        };
        for id in left {
            self.send(&id).await;
        }
        self.finish_purchases().await;
    }

    /// Sends everything that waits or was refused, now.
    pub async fn send_now(&self) {
        let now = self.platform.now();
        self.kept.borrow_mut().parcels.iter_mut().for_each(|(_, parcel)| parcel.send_now(now));
        self.send_due().await;
    }

    /// Sends one parcel and takes the answer in. What is being sent already is not sent beside it: the two
    /// would overtake each other, and the ERP would have what was taken back meanwhile. Where it changed, it is
    /// sent again behind.
    pub(super) async fn send(&self, report: &String) {
        if self.sending.borrow().contains(report) {
            return;
        }
        self.sending.borrow_mut().push(report.clone());
        while self.send_once(report).await {}
        self.sending.borrow_mut().retain(|own| own != report);
        self.finish_purchases().await;
    }

    /// Sends one parcel as it is now; tells whether it is another one by the time that the answer is there.
    async fn send_once(&self, report: &String) -> bool {
        // What is being written is stored by then, or taken back: nothing is sent that is not stored.
        drop(self.writing.turn().await);
        let waiting = self.kept.borrow().parcels.get(report).filter(|parcel| parcel.waits()).map(json::copy);
        let Some(parcel) = waiting else { return false };
        if planted::is(Bug::AcknowledgedBeforeErp)
            && let Some((_, changes)) = self.settle(report, &parcel.undo, Outcome::Confirmed, None)
        {
            let _ = self.write(changes).await;
        }
        let answer = match self.erp(&parcel.key.connection) {
            // It goes as soon as the key is unlocked, and this was no try.
            Err(ErpError::Locked) => return false,
            Err(error) => Err(error),
            Ok(erp) => match &parcel.undo {
                None => erp.record(&parcel.report).await,
                Some(reason) => erp.undo(&parcel.report, reason).await,
            },
        };
        let outcome = match &answer {
            Ok(_) => Outcome::Confirmed,
            // It never arrived there, so there is nothing to take back, unless it does so yet.
            Err(ErpError::NotFound) if parcel.may_arrive(self.platform.now()) => Outcome::Later,
            Err(ErpError::NotFound) if parcel.undo.is_some() => Outcome::Confirmed,
            Err(error) if error.may_pass() && !planted::is(Bug::TroubleIsRefusal) => Outcome::Later,
            Err(error) => Outcome::Refused(error.text()),
        };
        let turn = self.writing.turn().await;
        let settled = self.settle(report, &parcel.undo, outcome, Some(&answer));
        let changed = settled.is_none();
        if let Some((before, changes)) = settled
            && self.write(changes).await.is_err()
        {
            // It is not settled then, and its number not free; sent again it has no second effect.
            self.kept.borrow_mut().keep_parcel(before);
        }
        drop(turn);
        self.take_order(&parcel.key.connection, answer.ok()).await;
        changed
    }

    /// What an answer makes of a parcel: what it was before, and what to write.
    fn settle(
        &self,
        report: &str,
        asked: &Option<String>,
        outcome: Outcome,
        answer: Option<&Result<PurchaseOrder, ErpError>>,
    ) -> Option<(Parcel, Vec<Change>)> {
        let now = self.platform.now();
        let mut kept = self.kept.borrow_mut();
        let connected = |parcel: &Parcel| kept.connection(&parcel.key.connection).is_some();
        let trouble = match answer {
            // What it does not know any more may arrive yet: that is only waited for.
            Some(Ok(_) | Err(ErpError::NotFound)) | None => None,
            Some(Err(_)) if !kept.parcels.get(report).is_some_and(connected) => {
                Some(problem("erp_gone", &[]))
            }
            Some(Err(error)) => Some(problem_of(error)),
        };
        let parcel = kept.parcels.get_mut(report)?;
        if parcel.undo != *asked {
            // Taken back while it was under way, which it was until now: that is what is sent next.
            parcel.taken_back = Some(now);
            return None;
        }
        let before = json::copy(parcel);
        parcel.answered(outcome, now);
        parcel.trouble = trouble.filter(|_| parcel.waits());
        if let Some(Ok(order)) = answer {
            parcel.left = left_of(order);
        }
        let mut changes = vec![put(names::OUTBOX, report, parcel)];
        if parcel.state == ParcelState::Undone {
            let number = number_of(parcel);
            changes.push(kept.free_number(&number));
        }
        Some((before, changes))
    }

    /// Keeps what the ERP says of an order.
    pub(super) async fn take_order(&self, connection: &str, order: Option<PurchaseOrder>) {
        let Some(order) = order else { return };
        let key = crate::order::OrderKey { connection: connection.to_owned(), order: order.id.clone() };
        // The list is a copy of the ERP's; if this one is not kept, the next refresh brings it.
        let _ = self.write(vec![put(names::ORDERS, &order_key(&key), &order)]).await;
        self.update_row(&key, &order).await;
    }

    /// The purchases whose reports are all confirmed.
    fn all_confirmed(&self) -> Vec<PurchaseId> {
        let kept = self.kept.borrow();
        let confirmed =
            |id: &String| kept.parcels.get(id).is_none_or(|parcel| parcel.state == ParcelState::Confirmed);
        kept.purchases_that(&|purchase| {
            matches!(purchase.stage, Stage::Recorded) && purchase.reports.iter().all(confirmed)
        })
    }

    /// Purchases whose reports are all confirmed are done.
    async fn finish_purchases(&self) {
        for id in self.all_confirmed() {
            // Only a stage changes: there is nothing to run.
            self.step(&id, Event::AllConfirmed).await;
        }
    }
}
