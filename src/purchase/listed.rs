//! What only the page after buying showed is looked up in the supplier's own list of orders. The report is on
//! its way by then: the list makes it no more certain to the ERP, but a person is told where it stands alone.

use super::event::{Effect, Look};
use super::wanted::Wanted;
use super::{Purchase, TabId, basket_check};
use crate::json;
use crate::order::{Evidence, Quantity, Report, host_of};
use crate::page::{Kind, Placed, Reading};

impl Purchase {
    /// Whether it still has business in a tab: in all of its own while it runs, and after that where what it
    /// recorded is looked up.
    pub fn watches(&self, tab: TabId) -> bool {
        self.is_running() || self.looking_up == Some(tab)
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

    /// Looks into the list of orders once everything is recorded, or looks again where that was broken off.
    pub fn look_up_listing(&self) -> Option<Effect> {
        if self.is_running() || self.unlisted.is_empty() {
            return None;
        }
        match self.looking_up {
            Some(_) => Some(Effect::LookAgain),
            None => self.found.orders.clone().map(Effect::LookUp),
        }
    }

    /// The list of orders after everything is recorded. What it does not show at once may be on its way.
    pub(super) fn at_listing(&mut self, look: &Look) -> Vec<Effect> {
        let reading = &look.reading;
        if !reading.top {
            return Vec::new();
        }
        let own = host_of(&reading.url).is_some_and(|host| self.knows_host(&host));
        let mut effects = Vec::new();
        if own && matches!(reading.kind, Kind::OrderList | Kind::OrderDetail) {
            let (shown, rest) = std::mem::take(&mut self.unlisted)
                .into_iter()
                .partition(|number| self.is_listed(reading, number));
            self.unlisted = rest;
            effects = self.listed(shown, true);
        }
        match look.pace.rests_in() {
            Some(rest) if !self.unlisted.is_empty() => effects.push(Effect::LookIn(rest)),
            _ => {
                effects.append(&mut self.end_listing());
                effects.push(Effect::Close(look.tab));
            }
        }
        effects
    }

    /// Nothing is looked up any more: what was not seen by now was not there.
    pub(super) fn end_listing(&mut self) -> Vec<Effect> {
        self.looking_up = None;
        let missing = std::mem::take(&mut self.unlisted);
        self.listed(missing, false)
    }

    fn listed(&self, numbers: Vec<String>, shown: bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        for number in numbers {
            effects.push(Effect::Listed { report: self.report_id(&number), shown });
        }
        effects
    }

    /// Whether a page of orders has that number, for something of this purchase's and not from before it.
    fn is_listed(&self, reading: &Reading, number: &str) -> bool {
        let mut lines = json::copy(&self.order.lines);
        lines.iter_mut().for_each(|line| line.purchased = Quantity::ZERO);
        let mut wanted: Vec<Wanted> = Vec::new();
        for line in &lines {
            wanted.extend(Wanted::of(line, &self.asked, None).ok());
        }
        let names_own = |one: &Placed| {
            let is_own = |line| wanted.iter().any(|want| basket_check::is_line(line, want, wanted.len()));
            one.lines.is_empty() || one.lines.iter().any(is_own)
        };
        reading.placed.iter().any(|one| one.number == number && self.in_time(one) && names_own(one))
    }
}
