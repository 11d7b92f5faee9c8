//! What was seen before a press: orders that were there already, and who was signed in.

use super::Purchase;
use super::event::{Known, Look};
use crate::order::{Time, has_text, host_of, lower_case};
use crate::page::{Kind, Placed, Reading};

/// Numbers that are kept; lists show their newest orders first.
const MOST: usize = 200;
/// Between the clocks of any two zones.
const ZONES: chrono::TimeDelta = chrono::TimeDelta::hours(26);
const DAY: chrono::TimeDelta = chrono::TimeDelta::days(1);

impl Purchase {
    /// Keeps which orders a page shows as long as none of them can be one that is still to be found, and who
    /// is signed in where the goods are chosen.
    pub(super) fn keep_seen(&mut self, look: &Look, now: Time) {
        let reading = &look.reading;
        let Some(host) = host_of(&reading.url).filter(|host| reading.top && self.knows_host(host)) else {
            return;
        };
        if self.may_be_placed() {
            return;
        }
        if matches!(reading.kind, Kind::Product | Kind::Cart | Kind::Checkout)
            && reading.signed_in == Some(true)
        {
            self.account = reading.account.clone().or(self.account.take());
        }
        for one in &reading.placed {
            let key = seen_key(&host, &one.number);
            if self.seen.len() < MOST && !self.seen.iter().any(|(seen, _)| *seen == key) {
                self.seen.push((key, now));
            }
        }
    }

    /// Whether this purchase saw the order of a supplier before that time.
    pub fn saw(&self, supplier: &str, number: &str, before: Time) -> bool {
        let key = seen_key(supplier, number);
        self.seen.iter().any(|(seen, at)| *seen == key && *at < before)
    }

    /// Whether an order was there before anything was pressed of which the order is still to be found.
    pub(super) fn was_seen(&self, host: &str, placed: &Placed, known: &dyn Known) -> bool {
        let first = self.presses.iter().find(|press| !press.settled).map_or(self.started, |press| press.at);
        self.saw(host, &placed.number, first) || known.was_seen(host, &placed.number, first)
    }

    /// Whether the page after buying tells a time of long before the press: then it shows an earlier order.
    /// The shop's clock may be of any zone, and of a day any hour is meant.
    pub(super) fn is_long_before(&self, placed: &Placed) -> bool {
        let since = self.open_press().map_or(self.started, |press| press.at);
        placed.placed.is_some_and(|at| {
            let day = if at.time() == chrono::NaiveTime::MIN { DAY } else { chrono::TimeDelta::zero() };
            since.signed_duration_since(at) > ZONES + day
        })
    }

    /// Whether somebody else is signed in than where the goods were chosen.
    pub(super) fn is_of_others(&self, reading: &Reading) -> bool {
        match (&self.account, &reading.account) {
            (Some(own), Some(here)) => !is_same(own, here),
            _ => false,
        }
    }

    /// Whether an order is another account's. A list may call accounts otherwise than the head of a page:
    /// it counts only where it calls that of another order so.
    pub(super) fn is_anothers(&self, one: &Placed, all: &[Placed]) -> bool {
        let is_own = |placed: &Placed| match (&self.account, &placed.account) {
            (Some(own), Some(told)) => is_same(own, told),
            _ => false,
        };
        one.account.is_some() && !is_own(one) && all.iter().any(is_own)
    }
}

/// A name may be written at length, as with the host of an address.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (lower_case(one), lower_case(other));
    has_text(&one, &other) || has_text(&other, &one)
}

fn seen_key(host: &str, number: &str) -> String {
    [host, "|", number].concat()
}
