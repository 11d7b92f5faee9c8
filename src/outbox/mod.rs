//! Reports on their way to the ERP: kept first, sent until the ERP has confirmed them. Pure.

use chrono::TimeDelta;

use crate::order::{OrderKey, PurchaseOrder, Quantity, Report, Time, added};
use crate::store::{Parcel, ParcelState, Waiting};

/// Minutes until the next try, by how often it was tried; the last holds for all further ones.
const PAUSES: [i64; 6] = [0, 1, 2, 5, 15, LONGEST];
/// The longest of them.
const LONGEST: i64 = 30;

/// Seconds for which a request may still arrive after its report was taken back: it is given up after sixty.
const ARRIVES: i64 = 120;

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
            trouble: None,
            made: now,
            undo: None,
            taken_back: None,
            listed: None,
        }
    }

    /// Whether it waits for the ERP.
    pub fn waits(&self) -> bool {
        self.state == ParcelState::Waiting
    }

    /// What it waits for, where it was tried in vain.
    pub fn waits_for(&self) -> Option<Waiting> {
        let trouble = self.trouble.clone().filter(|_| self.waits())?;
        Some(Waiting { trouble, next: self.next? })
    }

    /// Whether it is to be sent now. A next try that lies further ahead than the longest pause was set before
    /// somebody put the clock back: it is not waited for.
    pub fn is_due(&self, now: Time) -> bool {
        let longest = TimeDelta::minutes(LONGEST);
        self.waits() && self.next.is_none_or(|next| next <= now || next.signed_duration_since(now) > longest)
    }

    /// Takes the ERP's answer in.
    pub fn answered(&mut self, outcome: Outcome, now: Time) {
        self.tries = self.tries.saturating_add(1);
        (self.next, self.trouble) = (None, None);
        self.state = match outcome {
            Outcome::Confirmed if self.undo.is_some() => ParcelState::Undone,
            Outcome::Confirmed => ParcelState::Confirmed,
            Outcome::Refused(said) => ParcelState::Refused { said },
            Outcome::Later => {
                let index = usize::try_from(self.tries).unwrap_or(usize::MAX).min(PAUSES.len() - 1);
                let minutes = PAUSES.get(index).copied().unwrap_or(LONGEST);
                self.next = now.checked_add_signed(TimeDelta::minutes(minutes));
                ParcelState::Waiting
            }
        };
    }

    /// Takes the report back: the ERP is told, now or when it can be reached.
    pub fn take_back(&mut self, reason: String, now: Time) {
        self.undo = Some(reason);
        self.taken_back = Some(now);
        self.state = ParcelState::Waiting;
        self.tries = 0;
        (self.next, self.trouble) = (Some(now), None);
    }

    /// Whether it may still arrive though the ERP does not know it: it was under way when it was taken back.
    pub fn may_arrive(&self, now: Time) -> bool {
        let waited = self.taken_back.map(|at| now.signed_duration_since(at).num_seconds());
        waited.is_some_and(|seconds| (0..ARRIVES).contains(&seconds))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Evidence;
    use crate::service::test_order;

    fn at(minute: i64) -> Time {
        Time::parse_from_rfc3339("2026-11-23T12:00:00+08:00").unwrap() + TimeDelta::minutes(minute)
    }

    /// A parcel that was tried in vain so many times, the last time at noon.
    fn tried(times: u32) -> Parcel {
        let report = Report {
            id: "r".into(),
            order: "1".into(),
            purchase: String::new(),
            supplier: "mall.example".into(),
            number: "N1".into(),
            lines: Vec::new(),
            total: None,
            freight: None,
            placed: at(0),
            tracking: None,
            note: String::new(),
            evidence: Evidence::ByHand,
            shared: false,
        };
        let mut parcel = Parcel::new("desk", &test_order("1"), report, at(0));
        for _ in 0..times {
            parcel.answered(Outcome::Later, at(0));
        }
        parcel
    }

    #[test]
    fn pauses_grow_up_to_half_an_hour() {
        for (times, pause) in [(0, 0), (1, 1), (2, 2), (3, 5), (4, 15), (5, 30), (99, 30)] {
            let parcel = tried(times);
            assert!(parcel.is_due(at(pause)), "{times}");
            assert!(pause == 0 || !parcel.is_due(at(pause - 1)), "{times}");
        }
    }

    #[test]
    fn a_clock_that_is_put_back_or_leaps_ahead_holds_nothing_up() {
        let parcel = tried(99);
        assert!(!parcel.is_due(at(0)));
        assert!(parcel.is_due(at(-24 * 60)), "a day back");
        assert!(parcel.is_due(at(365 * 24 * 60)), "a year ahead");
    }
}
