//! Reports on their way to the ERP: kept first, sent until the ERP has confirmed them. Pure.

use chrono::TimeDelta;

use crate::order::{OrderKey, PurchaseOrder, Quantity, Report, Time, added};
use crate::store::{Parcel, ParcelState};

/// Minutes until the next try, by how often it was tried; the last holds for all further ones.
const PAUSES: [i64; 6] = [0, 1, 2, 5, 15, 30];

/// What an answer of the ERP means for a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The ERP has it, as read back.
    Confirmed,
    /// It did not get through; another try may.
    Later,
    /// The ERP will not take it: what it said.
    Refused(String),
}

impl Parcel {
    /// A new parcel for a report about an order.
    pub fn new(connection: &str, order: &PurchaseOrder, report: Report, now: Time) -> Self {
        let first =
            report.lines.first().and_then(|covered| order.line(&covered.line)).or(order.lines.first());
        Self {
            key: OrderKey { connection: connection.to_owned(), order: order.id.clone() },
            number: order.number.clone(),
            title: first.map(|line| line.title.clone()).unwrap_or_default(),
            picture: first.and_then(|line| line.picture.clone()),
            page: order.page.clone(),
            left: left_of(order),
            report,
            state: ParcelState::Waiting,
            tries: 0,
            next: Some(now),
            made: now,
            undo: None,
        }
    }

    /// Whether it waits for the ERP.
    pub fn waits(&self) -> bool {
        self.state == ParcelState::Waiting
    }

    /// Whether it is to be sent now.
    pub fn is_due(&self, now: Time) -> bool {
        self.waits() && self.next.is_none_or(|next| next <= now)
    }

    /// Takes the ERP's answer in.
    pub fn answered(&mut self, outcome: Outcome, now: Time) {
        self.tries = self.tries.saturating_add(1);
        self.next = None;
        self.state = match outcome {
            Outcome::Confirmed if self.undo.is_some() => ParcelState::Undone,
            Outcome::Confirmed => ParcelState::Confirmed,
            Outcome::Refused(said) => ParcelState::Refused { said },
            Outcome::Later => {
                let index = usize::try_from(self.tries).unwrap_or(usize::MAX).min(PAUSES.len() - 1);
                let minutes = PAUSES.get(index).copied().unwrap_or(30);
                self.next = now.checked_add_signed(TimeDelta::minutes(minutes));
                ParcelState::Waiting
            }
        };
    }

    /// Takes the report back: the ERP is told, now or when it can be reached.
    pub fn take_back(&mut self, reason: String, now: Time) {
        self.undo = Some(reason);
        self.state = ParcelState::Waiting;
        self.tries = 0;
        self.next = Some(now);
    }

    /// Sends it again now, whatever it waited for.
    pub fn send_now(&mut self, now: Time) {
        if matches!(self.state, ParcelState::Waiting | ParcelState::Refused { .. }) {
            self.state = ParcelState::Waiting;
            self.next = Some(now);
        }
    }
}

/// How much of an order is left to buy, over all lines.
pub fn left_of(order: &PurchaseOrder) -> Quantity {
    order.lines.iter().fold(Quantity::ZERO, |sum, line| added(sum, line.left()).unwrap_or(sum))
}
