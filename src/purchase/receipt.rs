//! Recognising the order that was placed.
//!
//! A number is recorded without a click only when it stands in the purchase's own top document on
//! one of the supplier's hosts, the goods, quantities and amount fit, and either the person pressed
//! the button that places orders or the supplier's order list shows the order.

use super::covering::{Fitting, all_wanted, cover, cover_all, pieces_fit, sum_of, whole};
use super::event::{Effect, Known, Look};
use super::wanted::Wanted;
use super::{Purchase, Stage, Stop, StoredPress, basket_check};
use crate::json;
use crate::order::{Evidence, Line, LineId, Quantity, Report, Time, host_of};
use crate::page::{Amount, BasketLine, Kind, Placed};
use crate::planted::{self, Bug};

/// A placed order's time may be this much before the press: clocks differ, and lists show minutes.
const CLOCKS: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// Which placed orders are meant, as one type: each closure would compile the loop anew.
pub(super) type Keep<'k> = &'k dyn Fn(&Placed) -> bool;

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
        let Ok(wanted) = all_wanted(&lines, &self.asked, &self.tasks) else { return Vec::new() };
        let is_old = |one: &Placed| {
            // An order of which the record was taken back looks like the one that is to come; and where the
            // computer's clock was put back, so does any from before. Else the shop may only be of another zone.
            let ahead = one.placed.is_some_and(|at| at > now + CLOCKS) && numbers.clock_was_put_back(now);
            let old = match listed {
                true => !self.in_time(one) || ahead || numbers.was_taken_back(&host, &one.number),
                false => self.is_long_before(one),
            };
            old || self.was_seen(&host, one, numbers) || self.is_anothers(one, &reading.placed)
        };
        let fitting = self.fitting(&placed, &wanted, listed, &is_old);
        let close = if self.looking_up == Some(look.tab) { Some(look.tab) } else { None };
        // Who else has the order now may buy the same from the same account.
        let proven = if listed { self.claim.is_some() } else { self.proven_by_press(&placed) };
        if let Some(chosen) = whole(&fitting, &wanted)
            && proven
            && !self.is_of_others(reading)
        {
            let evidence = if listed { Evidence::OrderList } else { Evidence::ShownByPage };
            let mut reports: Vec<Report> = Vec::new();
            for one in chosen {
                reports.push(self.report(one.placed, one.lines.clone(), &host, evidence, now));
            }
            self.await_listing(&reports);
            let effects = self.record(reports);
            self.keep_seen(look, now);
            return effects;
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
                if listed && let Ok(wanted) = all_wanted(&lines, &self.asked, &self.tasks) {
                    // Of a whole list only what could be it is worth asking about.
                    let fits =
                        |line: &BasketLine| wanted.iter().any(|want| basket_check::is_line(line, want));
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

    pub(super) fn open_press(&self) -> Option<&StoredPress> {
        self.presses.iter().rev().find(|press| !press.settled)
    }

    /// The lines that a receipt should cover.
    fn lines_at_receipt(&self) -> Vec<LineId> {
        self.open_press().map_or_else(|| self.lines_at_checkout(), |press| press.lines.clone())
    }

    /// What the last press bought. Where all of that is recorded already the press bought it once more: that
    /// is recorded, too, and the ERP says what it makes of it.
    pub(super) fn bought_by_press(&self) -> Vec<Line> {
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
    pub(super) fn first_taken(
        &self,
        placed: &[Placed],
        host: &str,
        numbers: &dyn Known,
    ) -> Option<(String, String)> {
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
            // A receipt that names no goods, or calls them otherwise, stands for the checkout that was compared
            // before it.
            let stands = match listed {
                true => self.is_told_without_goods(one, wanted),
                false => placed.len() == 1 && !one.from_address && press.is_some_and(|press| press.proven),
            };
            if one.lines.is_empty() {
                if stands {
                    fitting.push(Fitting { placed: one, lines: cover_all(wanted) });
                }
            } else if let Some(lines) = cover(&one.lines, wanted, stands) {
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
        // What may have been pressed proves nothing.
        self.open_press().is_some_and(|press| !press.lost) && placed.iter().all(|one| !one.from_address)
    }
}
