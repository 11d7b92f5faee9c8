//! Recognising the order that was placed.
//!
//! A number is recorded without a click only when it stands in the purchase's own top document on
//! one of the supplier's hosts, the goods, quantities and amount fit, and either the person pressed
//! the button that places orders or the supplier's order list shows the order.

use super::covering::{Fitting, all_wanted, cover, cover_all, covers_press, pieces_fit, sum_of, whole};
use super::event::{Effect, Known, Look};
use super::wanted::Wanted;
use super::{Purchase, Stage, Stop, StoredPress, basket_check};
use crate::json;
use crate::order::{Covered, Evidence, Line, LineId, Money, Quantity, Report, Time, added, host_of};
use crate::page::{Amount, BasketLine, ButtonRole, Kind, Placed};
use crate::planted::{self, Bug};

/// A placed order's time may be this much before the press: clocks differ, and lists show minutes.
const CLOCKS: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// Which placed orders are meant, as one type: each closure would compile the loop anew.
type Keep<'k> = &'k dyn Fn(&Placed) -> bool;

/// What the log says when the order list is opened.
pub(super) const LOOKED_UP: &str = "looked up";
/// So often the order list is opened for a page without a press of the person's: one that shows
/// another receipt again and again must not open tabs without end.
const LOOK_UPS: usize = 3;

impl Purchase {
    pub(super) fn at_placed(&mut self, look: &Look, now: Time, numbers: &dyn Known) -> Vec<Effect> {
        let reading = &look.reading;
        let host = host_of(&reading.url).unwrap_or_default();
        if !self.knows_host(&host) {
            return Vec::new();
        }
        let listed = reading.kind != Kind::Receipt;
        if listed && !self.may_be_placed() && self.looking_up != Some(look.tab) {
            // The person looks at orders while nothing was pressed: none of our business.
            return self.not_ours(look, numbers);
        }
        let mut placed = json::copy(&reading.placed);
        placed.retain::<Keep>(&|one| !one.number.is_empty());
        let numbered = !placed.is_empty();
        placed.retain::<Keep>(&|one| {
            !self.reports.contains(&self.report_id(&one.number))
                && !numbers.has_number(&self.key, &host, &one.number)
        });
        if placed.is_empty() && numbered && !self.may_be_placed() {
            // Recorded already: the same receipt again.
            return self.not_ours(look, numbers);
        }
        if let Some((number, by)) = self.taken_among(&placed, &host, numbers, listed) {
            return self.pause(Stop::NumberTaken { number, by, found: placed });
        }
        if listed {
            placed.retain::<Keep>(&|one| numbers.taken(&host, &one.number, &self.id).is_none());
        }
        let lines = self.bought_by_press();
        let Ok(wanted) = all_wanted(&lines, &self.asked) else { return Vec::new() };
        let is_old = |one: &Placed| {
            // An order of which the record was taken back looks like the one that is to come; and where the
            // computer's clock was put back, so does any from before. Else the shop may only be of another zone.
            let ahead = one.placed.is_some_and(|at| at > now + CLOCKS) && numbers.clock_was_put_back(now);
            listed && (!self.in_time(one) || ahead || numbers.was_taken_back(&host, &one.number))
        };
        let fitting = self.fitting(&placed, &wanted, listed, &is_old);
        let close = if self.looking_up == Some(look.tab) { Some(look.tab) } else { None };
        if let Some(chosen) = whole(&fitting, &wanted)
            && (listed || self.proven_by_press(&placed))
        {
            let evidence = if listed { Evidence::OrderList } else { Evidence::ShownByPage };
            let mut reports: Vec<Report> = Vec::new();
            for one in chosen {
                reports.push(self.report(one.placed, one.lines.clone(), &host, evidence, now));
            }
            self.await_listing(&reports);
            return self.record(reports);
        }
        let mut effects = self.not_certain(placed, listed, close);
        if !self.may_be_placed() && self.tab == Some(look.tab) {
            // It stands in the place of the page that is waited for.
            effects.append(&mut self.not_ours(look, numbers));
        }
        effects
    }

    /// A page that has nothing to do with this purchase. Where its own is waited for, that is said.
    fn not_ours(&mut self, look: &Look, known: &dyn Known) -> Vec<Effect> {
        match self.stage {
            Stage::Opening | Stage::Choosing | Stage::SignIn if !planted::is(Bug::OtherPageStays) => {
                self.at_other(look, known)
            }
            _ => Vec::new(),
        }
    }

    /// The page alone does not prove it: look it up in the order list, or ask.
    fn not_certain(&mut self, placed: Vec<Placed>, listed: bool, close: Option<super::TabId>) -> Vec<Effect> {
        let orders = self.found.orders.clone();
        let looked_up = self.log.iter().filter(|entry| entry.what == LOOKED_UP).count();
        let can_look_up =
            !listed && self.looking_up.is_none() && (self.may_be_placed() || looked_up < LOOK_UPS);
        match orders {
            Some(orders) if can_look_up => {
                if self.may_be_placed() {
                    self.stage = Stage::Placed;
                }
                vec![Effect::LookUp(orders)]
            }
            _ if !self.may_be_placed() => close.map_or(Vec::new(), |tab| vec![Effect::Close(tab)]),
            _ => {
                let mut found = placed;
                let lines = self.bought_by_press();
                if listed && let Ok(wanted) = all_wanted(&lines, &self.asked) {
                    // Of a whole list only what could be it is worth asking about.
                    let fits =
                        |line: &BasketLine| wanted.iter().any(|want| basket_check::is_line(line, want, 2));
                    let may_be = |one: &Placed| match one.lines.as_slice() {
                        [] => one.total.is_some() && self.amount_fits(one.total) && pieces_fit(one, &wanted),
                        lines => lines.iter().any(fits),
                    };
                    found.retain::<Keep>(&|one| self.in_time(one) && may_be(one));
                }
                if found.is_empty() {
                    self.stage = Stage::Placed;
                } else {
                    self.pause(Stop::WhichNumber { found });
                }
                Vec::new()
            }
        }
    }

    fn open_press(&self) -> Option<&StoredPress> {
        self.presses.iter().rev().find(|press| !press.settled)
    }

    /// The lines that a receipt should cover.
    fn lines_at_receipt(&self) -> Vec<LineId> {
        self.open_press().map_or_else(|| self.lines_at_checkout(), |press| press.lines.clone())
    }

    /// What the last press bought. Where all of that is recorded already the press bought it once more: that
    /// is recorded, too, and the ERP says what it makes of it.
    fn bought_by_press(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for id in self.lines_at_receipt() {
            lines.extend(self.order.line(&id).map(json::copy));
        }
        if lines.iter().all(|line| line.left().is_zero()) && self.may_be_placed() {
            lines.iter_mut().for_each(|line| line.purchased = Quantity::ZERO);
        }
        lines
    }

    /// A number on the success page that other purchases have: told, never taken. In a list it is just another order.
    fn taken_among(
        &self,
        placed: &[Placed],
        host: &str,
        numbers: &dyn Known,
        listed: bool,
    ) -> Option<(String, String)> {
        if listed || !self.may_be_placed() {
            return None;
        }
        self.first_taken(placed, host, numbers)
    }

    /// The first number that another purchase order has, with that order's number.
    fn first_taken(&self, placed: &[Placed], host: &str, numbers: &dyn Known) -> Option<(String, String)> {
        for one in placed {
            if let Some(by) = numbers.taken(host, &one.number, &self.id) {
                return Some((one.number.clone(), by));
            }
        }
        None
    }

    pub(super) fn in_time(&self, placed: &Placed) -> bool {
        let since = self.open_press().map_or(self.started, |press| press.at) - CLOCKS;
        // A list may show only the day.
        placed.placed.is_none_or(|at| {
            at >= since || at.date_naive() == since.date_naive() && at.time() == chrono::NaiveTime::MIN
        })
    }

    fn amount_fits(&self, total: Option<Amount>) -> bool {
        match (total, self.open_press().and_then(|press| press.total)) {
            (Some(found), Some(expected)) => {
                found.amount == expected.amount
                    && (found.currency.is_none()
                        || expected.currency.is_none()
                        || found.currency == expected.currency)
            }
            _ => true,
        }
    }

    /// The orders whose goods are goods of this purchase, with what they cover.
    fn fitting<'p>(
        &self,
        placed: &'p [Placed],
        wanted: &[Wanted],
        listed: bool,
        is_old: Keep,
    ) -> Vec<Fitting<'p>> {
        let press = self.open_press();
        let mut fitting = Vec::new();
        for one in placed {
            if is_old(one) {
                continue;
            }
            if one.lines.is_empty() {
                // A receipt that names no goods stands for the checkout that was compared before it.
                let stands_for_all = !listed
                    && placed.len() == 1
                    && !one.from_address
                    && press.is_some_and(|press| press.proven);
                if stands_for_all {
                    fitting.push(Fitting { placed: one, lines: cover_all(wanted) });
                }
                if listed && self.is_told_without_goods(one, wanted) {
                    fitting.push(Fitting { placed: one, lines: cover_all(wanted) });
                }
            } else if let Some(lines) = cover(&one.lines, wanted) {
                fitting.push(Fitting { placed: one, lines });
            }
        }
        let one_fits = |one: &Fitting| self.amount_fits(one.placed.total);
        // Either each alone has the checkout's total, or together they have it.
        if fitting.len() > 1 && self.amount_fits(sum_of(&fitting)) && !fitting.iter().all(one_fits) {
            return fitting;
        }
        fitting.retain(one_fits);
        fitting
    }

    /// A list that names no goods stands for the checkout that was compared, where it tells time, total
    /// and, if it does, the number of pieces just as they were.
    fn is_told_without_goods(&self, placed: &Placed, wanted: &[Wanted]) -> bool {
        let Some(press) = self.open_press().filter(|press| press.proven) else { return false };
        placed.placed.is_some()
            && placed.total.is_some()
            && press.total.is_some()
            && self.amount_fits(placed.total)
            && pieces_fit(placed, wanted)
    }

    fn proven_by_press(&self, placed: &[Placed]) -> bool {
        self.open_press().is_some() && placed.iter().all(|one| !one.from_address)
    }

    /// The report's id: the same for the same supplier order of the same purchase, however often it is seen.
    pub(super) fn report_id(&self, number: &str) -> String {
        [self.id.as_str(), number].join("-")
    }

    fn report(
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
    fn record(&mut self, reports: Vec<Report>) -> Vec<Effect> {
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
        effects.extend(self.look_up_listing());
        effects
    }

    /// What was looked up is found, or nothing is looked for any more.
    pub(super) fn done_looking_up(&mut self) -> Vec<Effect> {
        self.looking_up.take().map(Effect::Close).into_iter().collect()
    }

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
        let Ok(wanted) = all_wanted(&lines, &self.asked) else { return Vec::new() };
        let mut reports = Vec::new();
        for one in &picked {
            let lines = match cover(&one.lines, &wanted) {
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
