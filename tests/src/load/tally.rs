//! What the purchasers know of it all: who held what, and what the desk acknowledged.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use one_click_purchase::order::{PurchaseOrder, Report};

use super::wire::Asked;

/// The books of all purchasers together.
#[derive(Debug, Default)]
pub struct Tally(Mutex<Books>);

/// What stands in them.
#[derive(Debug, Default)]
pub struct Books {
    /// The purchase that holds or bought each order, by the order's id.
    pub holders: BTreeMap<String, String>,
    /// Every report that was acknowledged, by its id.
    pub reports: BTreeMap<String, Report>,
    /// What two purchases held at the same time.
    pub doubled: Vec<String>,
}

impl Tally {
    fn lock(&self) -> MutexGuard<'_, Books> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A purchase was told that it holds an order.
    pub fn holds(&self, order: &PurchaseOrder, purchase: &str) {
        let mut books = self.lock();
        let before = books.holders.insert(order.id.clone(), purchase.to_owned());
        if let Some(other) = before.filter(|other| other != purchase) {
            books.doubled.push(format!("{} was held by {other} and by {purchase}", order.number));
        }
    }

    /// A purchase is about to give an order back.
    pub fn gives_back(&self, order: &PurchaseOrder, purchase: &str) {
        let mut books = self.lock();
        if books.holders.get(&order.id).is_some_and(|holder| holder == purchase) {
            books.holders.remove(&order.id);
        }
    }

    /// A report was acknowledged, for the first time or again.
    pub fn acknowledged(&self, report: &Report) {
        self.lock().reports.insert(report.id.clone(), report.clone());
    }

    /// What stands in the books at the end.
    pub fn close(self) -> Books {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How often what made trouble happened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Calls that the killing of the desk broke.
    pub broken_by_a_kill: usize,
    /// Answers that were lost on purpose; the call was repeated.
    pub answers_lost: usize,
    /// Claims that a rival had before.
    pub lost_to_a_rival: usize,
    /// Orders that were given back and claimed anew.
    pub given_back: usize,
    /// Acknowledged reports that were sent once more.
    pub sent_again: usize,
    /// Numbers of other orders that were refused.
    pub mistakes_refused: usize,
}

impl Counts {
    /// With those of another purchaser.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            broken_by_a_kill: self.broken_by_a_kill + other.broken_by_a_kill,
            answers_lost: self.answers_lost + other.answers_lost,
            lost_to_a_rival: self.lost_to_a_rival + other.lost_to_a_rival,
            given_back: self.given_back + other.given_back,
            sent_again: self.sent_again + other.sent_again,
            mistakes_refused: self.mistakes_refused + other.mistakes_refused,
        }
    }
}

/// The time within which so many of a hundred answers came; nothing where there was none.
pub fn percentile(times: &[(Asked, Duration)], of: Asked, percent: usize) -> Option<Duration> {
    let mut own: Vec<Duration> =
        times.iter().filter(|(asked, _)| *asked == of).map(|(_, time)| *time).collect();
    own.sort_unstable();
    let rank = (own.len() * percent).div_ceil(100).saturating_sub(1);
    own.get(rank).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_99th_percentile_is_the_time_within_which_99_of_100_came() {
        let times: Vec<_> = (1..=200).rev().map(|n| (Asked::Read, Duration::from_millis(n))).collect();
        assert_eq!(percentile(&times, Asked::Read, 99), Some(Duration::from_millis(198)));
        assert_eq!(percentile(&times, Asked::Read, 100), Some(Duration::from_millis(200)));
        assert_eq!(percentile(&times, Asked::Claim, 99), None);
    }
}
