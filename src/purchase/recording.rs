//! What was placed becomes reports: lines are covered, presses explained, and the purchase goes on or ends.

use super::covering::{all_wanted, cover, cover_all, covers_press};
use super::event::{Effect, Known};
use super::receipt::Keep;
use super::{Purchase, Stage, Stop, StoredPress};
use crate::json;
use crate::order::{Covered, Evidence, Money, Report, Time, added, host_of};
use crate::page::{Amount, ButtonRole, Placed};
use crate::planted::{self, Bug};

impl Purchase {
    /// The report's id: the same for the same supplier order of the same purchase, however often it is seen.
    pub(super) fn report_id(&self, number: &str) -> String {
        [self.id.as_str(), number].join("-")
    }

    pub(super) fn report(
        &self,
        placed: &Placed,
        lines: Vec<Covered>,
        host: &str,
        evidence: Evidence,
        now: Time,
    ) -> Report {
        let press = self.open_press();
        let alone = |amount: fn(&StoredPress) -> Option<Amount>| {
            press.filter(|_| covers_press(&lines, press)).and_then(amount)
        };
        let money = |amount: Amount| {
            amount.currency.or(self.currency()).map(|currency| Money::new(amount.amount, currency))
        };
        Report {
            id: self.report_id(&placed.number),
            order: self.order.id.clone(),
            purchase: self.id.clone(),
            supplier: host.to_owned(),
            number: placed.number.clone(),
            total: placed.total.or_else(|| alone(|press| press.total)).and_then(money),
            freight: placed.freight.or_else(|| alone(|press| press.freight)).and_then(money),
            placed: press.map_or(now, |press| press.at),
            tracking: placed.tracking.first().cloned(),
            note: String::new(),
            evidence,
            shared: false,
            lines,
        }
    }

    fn currency(&self) -> Option<crate::order::Currency> {
        self.order.lines.iter().find_map(|line| line.currency())
    }

    /// Takes reports in: the lines are covered, the presses explained.
    pub(super) fn record(&mut self, reports: Vec<Report>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for report in reports {
            for covered in &report.lines {
                if let Some(line) = self.order.lines.iter_mut().find(|line| line.id == covered.line) {
                    line.purchased = added(line.purchased, covered.quantity).unwrap_or(line.purchased);
                }
            }
            self.reports.push(report.id.clone());
            effects.push(Effect::Report(Box::new(report)));
        }
        self.explain(effects.len());
        self.checkout = None;
        let order = &self.order;
        for task in &mut self.tasks {
            task.bought = task.lines.iter().all(|id| order.line(id).is_none_or(|line| line.left().is_zero()));
        }
        effects.append(&mut self.recorded());
        effects
    }

    /// Each report explains a press, the last ones first, and those that led up to it. Where one and the same
    /// button was pressed again there may be one more order: that press stays until its order is found, or
    /// the person says what came of it. Not so where the supplier asked to sign in, and then for the press again.
    pub(super) fn explain(&mut self, reports: usize) {
        let mut later: Vec<(ButtonRole, String)> = Vec::new();
        for press in self.presses.iter_mut().rev().filter(|press| !press.settled) {
            let again = |(role, url): &&(ButtonRole, String)| {
                *role == press.role && (*url == press.url || url.is_empty() || press.url.is_empty())
            };
            let times = match press.asked_again && reports > 0 && later.iter().any(|one| again(&one)) {
                true => 0,
                false => later.iter().filter(again).count(),
            };
            later.push((press.role, press.url.clone()));
            press.settled = times < reports || planted::is(Bug::OnePressExplainsAll);
        }
    }

    /// Something is recorded: where that leaves the purchase.
    pub(super) fn recorded(&mut self) -> Vec<Effect> {
        if !self.may_be_placed() && self.order.open_lines().next().is_none() {
            return self.ended();
        }
        let mut effects = self.done_looking_up();
        self.stage = match &self.claim {
            _ if self.may_be_placed() => Stage::Placed,
            Some(_) => Stage::Ready { turn: self.turn_after_cart() },
            // It was lost while money was under way: the rest is bought only by who has it again.
            None => {
                effects.push(Effect::CheckAccess);
                Stage::Claiming
            }
        };
        effects
    }

    /// Everything is recorded.
    pub(super) fn ended(&mut self) -> Vec<Effect> {
        self.stage = Stage::Recorded;
        let mut effects = self.done_looking_up();
        effects.extend(self.next_of_listing());
        effects
    }

    /// What was looked up is found, or nothing is looked for any more.
    pub(super) fn done_looking_up(&mut self) -> Vec<Effect> {
        self.looking_up.take().map(Effect::Close).into_iter().collect()
    }

    /// The person says which of the orders that were found are the ones.
    pub(super) fn found_it(
        &mut self,
        chosen: &[String],
        shared: bool,
        now: Time,
        numbers: &dyn Known,
    ) -> Vec<Effect> {
        let Stage::Paused { stop: Stop::WhichNumber { found } | Stop::NumberTaken { found, .. } } =
            &self.stage
        else {
            return Vec::new();
        };
        // Where something was bought twice no line is open any more.
        let lines = self.order.open_lines().chain(&self.order.lines);
        let host = lines.into_iter().find_map(|line| host_of(&line.url)).unwrap_or_default();
        let mut picked = json::copy(found);
        picked.retain::<Keep>(&|one| chosen.contains(&one.number));
        if !shared && let Some((number, by)) = self.first_taken(&picked, &host, numbers) {
            return self.pause(Stop::NumberTaken { number, by, found: picked });
        }
        let lines = self.bought_by_press();
        let Ok(wanted) = all_wanted(&lines, &self.asked, &self.tasks) else { return Vec::new() };
        let mut reports = Vec::new();
        for one in &picked {
            let lines = match cover(&one.lines, &wanted, true) {
                Some(lines) => lines,
                None if picked.len() == 1 => cover_all(&wanted),
                None => Vec::new(),
            };
            if !lines.is_empty() {
                let mut report = self.report(one, lines, &host, Evidence::Confirmed, now);
                report.shared = shared;
                reports.push(report);
            }
        }
        if reports.is_empty() { Vec::new() } else { self.record(reports) }
    }
}
