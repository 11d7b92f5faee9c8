//! What only the page after buying showed is looked up in the supplier's own list of orders. The report is on
//! its way by then: the list makes it no more certain to the ERP, but a person is told where it stands alone.

use chrono::TimeDelta;

use super::event::{Effect, Look};
use super::{Purchase, Stage, TabId};
use crate::order::{Evidence, Report, Time, host_of};
use crate::page::{Kind, Placed};

/// Milliseconds that a list is waited for, once it is opened, until what it does not show is missing.
const LATE: u32 = 5_000;
/// After this long since everything was recorded nothing comes of it any more, such as where the supplier
/// wants a sign-in of its own.
const PATIENCE: TimeDelta = TimeDelta::seconds(30);

impl Purchase {
    /// Whether it still has business in a tab: in all of its own while it runs, and after that where what it
    /// recorded is looked up.
    pub fn watches(&self, tab: TabId) -> bool {
        self.is_running() || self.lists_in(tab)
    }

    /// Whether a tab is open for the list of orders alone. What is pressed there is the person's own business.
    pub fn lists_in(&self, tab: TabId) -> bool {
        self.listing == Some(tab) && !self.unlisted.is_empty()
    }

    /// Whether something that was recorded is still to be looked up.
    pub fn awaits_listing(&self) -> bool {
        !self.is_running() && !self.unlisted.is_empty()
    }

    /// Remembers which of these reports the supplier's list of orders has still to show. Without such a list
    /// there is nothing to look into.
    pub(super) fn await_listing(&mut self, reports: &[Report]) {
        if self.found.orders.is_none() {
            return;
        }
        for report in reports.iter().filter(|report| report.evidence == Evidence::ShownByPage) {
            self.unlisted.push(report.number.clone());
        }
    }

    /// Looks into the list of orders once everything is recorded, or takes up again what of that was broken off.
    pub fn next_of_listing(&self) -> Option<Effect> {
        match (self.listing, self.awaits_listing()) {
            (Some(tab), false) => Some(Effect::Close(tab)),
            (Some(_), true) => Some(Effect::LookAgain),
            (None, true) => self.found.orders.clone().map(Effect::LookUp),
            (None, false) => None,
        }
    }

    /// The list is open in this tab, unless it is in another one or is not wanted any more.
    pub(super) fn begin_listing(&mut self, tab: TabId) -> Vec<Effect> {
        if self.unlisted.is_empty() || self.listing.is_some_and(|other| other != tab) {
            return vec![Effect::Close(tab)];
        }
        self.listing = Some(tab);
        vec![Effect::LookAgain]
    }

    /// The list of orders after everything is recorded. Something is missing only where other orders stand.
    pub(super) fn at_listing(&mut self, look: &Look, now: Time) -> Vec<Effect> {
        let reading = &look.reading;
        if !reading.top {
            return Vec::new();
        }
        let own = host_of(&reading.url).is_some_and(|host| self.knows_host(&host));
        let lists = own && matches!(reading.kind, Kind::OrderList | Kind::OrderDetail);
        let has = |number: &String| {
            let is_it = |one: &Placed| one.number == *number && self.in_time(one);
            lists && reading.placed.iter().any(is_it)
        };
        let (shown, rest): (Vec<String>, Vec<String>) =
            self.unlisted.iter().cloned().partition(|number| has(number));
        let mut effects = self.listed(&shown, true, now);
        self.unlisted = rest;
        if !self.unlisted.is_empty() && look.pace.stirred < LATE {
            effects.push(Effect::LookIn(LATE - look.pace.stirred));
            return effects;
        }
        let missing = std::mem::take(&mut self.unlisted);
        if lists && !reading.placed.is_empty() {
            effects.append(&mut self.listed(&missing, false, now));
        }
        effects.push(Effect::Close(look.tab));
        effects
    }

    /// Time has passed: nothing is looked up without end.
    pub(super) fn end_listing(&mut self, now: Time) -> Vec<Effect> {
        let recorded = self.log.iter().rev().find(|entry| entry.what == Stage::Recorded.phrase());
        let waited = recorded.map(|entry| now.signed_duration_since(entry.at).abs());
        if !self.awaits_listing() || waited.is_some_and(|waited| waited < PATIENCE) {
            return Vec::new();
        }
        self.unlisted.clear();
        self.listing.map(Effect::Close).into_iter().collect()
    }

    fn listed(&mut self, numbers: &[String], shown: bool, now: Time) -> Vec<Effect> {
        let mut effects = Vec::new();
        for number in numbers {
            let said = if shown { "in the list of orders: " } else { "not in the list of orders: " };
            self.note(now, &[said, number].concat());
            effects.push(Effect::Listed { report: self.report_id(number), shown });
        }
        effects
    }
}
