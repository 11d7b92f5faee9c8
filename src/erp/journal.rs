//! What an ERP without leases and reports of its own knows by entries at the purchase order, which people
//! can read and this module, too: who buys it, which supplier orders stand, which were taken back.
//!
//! Entries are only ever added, and everybody reads them in the ERP's own order. A claim is an entry: of
//! those that live, the first has the right to buy. Whoever wrote one reads the entries again once
//! everything that could have come before must be there, and only the one whose entry is the first then
//! writes that it holds the order ([`Act::Hold`]). A claim that is held is not lost to one that comes late.
//! Leases are counted by the ERP's clock alone.

use chrono::TimeDelta;

use crate::json::{self, Json};
use crate::order::{Claim, PurchaseOrder, Quantity, Report, ReportId, Status, Time, added, find_text};

/// Seconds that a claim holds unless it is renewed.
pub const LEASE: i64 = 1800;

/// What machines read stands behind this, in JSON.
const MARK: &str = "one-click-purchase/1 ";

/// One entry at a purchase order. Only what people wrote who are signed in to the ERP is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The ERP's id of it.
    pub id: String,
    /// Who wrote it, as the ERP tells.
    pub author: String,
    /// When it was written, by the ERP's clock.
    pub time: Time,
    /// Its text.
    pub text: String,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
#[json(tag = "act")]
pub enum Act {
    /// A purchase wants the order. It takes the place of what the same purchase wanted before.
    Claim {
        /// The purchase.
        purchase: String,
    },
    /// A purchase has read back that its claim was the first, or renews it.
    Hold {
        /// The purchase.
        purchase: String,
        /// The entry with its claim; empty where it holds the order already.
        #[json(default)]
        entry: String,
    },
    /// A purchase gives the order back, or does not want it any more.
    Release {
        /// The purchase.
        purchase: String,
    },
    /// A supplier order covers lines of the order.
    Report {
        /// The whole report.
        report: Box<Report>,
    },
    /// A report is taken back.
    Undo {
        /// Its id.
        report: ReportId,
        /// Why.
        reason: String,
    },
}

/// A right to buy, or the wish for one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Lease {
    entry: String,
    claim: Claim,
}

/// What the entries come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    held: Option<Lease>,
    /// Claims that nobody holds yet, in the entries' order.
    wanted: Vec<Lease>,
    /// The reports that stand.
    pub reports: Vec<Report>,
    /// The ids of those that were taken back.
    pub undone: Vec<ReportId>,
    /// Numbers of supplier orders that no report has any more.
    pub former: Vec<String>,
}

/// What the ERP itself says of an order, whatever its entries say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits to be bought.
    Open,
    /// It is purchased, or further.
    Purchased,
    /// It is not to be bought any more, or not yet.
    Cancelled,
}

impl Standing {
    /// What these entries come to at a time, by the ERP's clock.
    pub fn of(entries: &[Entry], now: &Time) -> Self {
        let mut standing = Self::default();
        for entry in entries {
            if let Some(act) = act_of(&entry.text) {
                standing.lapse(&entry.time);
                standing.take(entry, act);
            }
        }
        standing.lapse(now);
        standing
    }

    fn take(&mut self, entry: &Entry, act: Act) {
        match act {
            Act::Claim { purchase } => {
                self.wanted.retain(|lease| lease.claim.purchase != purchase);
                if self.held.is_none() {
                    self.wanted.push(lease(entry, purchase));
                }
            }
            Act::Hold { purchase, entry: of } => {
                let renewed = self.held_by(&purchase).is_some();
                // Of a claim that another one has taken the place of, it comes too late.
                let own = |lease: &Lease| lease.claim.purchase == purchase && lease.entry == of;
                if renewed || self.held.is_none() && self.wanted.iter().any(own) {
                    self.held = Some(lease(entry, purchase));
                    // Those before it came too late to be seen, and those behind it were never the first.
                    self.wanted.clear();
                }
            }
            Act::Release { purchase } => {
                self.wanted.retain(|lease| lease.claim.purchase != purchase);
                self.held.take_if(|lease| lease.claim.purchase == purchase);
            }
            Act::Report { report } => {
                if !self.knows(&report.id) {
                    self.former.retain(|number| *number != report.number);
                    self.reports.push(*report);
                }
            }
            Act::Undo { report, .. } => {
                if let Some(at) = self.reports.iter().position(|own| own.id == report) {
                    let undone = self.reports.remove(at);
                    if !self.reports.iter().any(|own| own.number == undone.number) {
                        self.former.push(undone.number);
                    }
                }
                self.undone.push(report);
            }
        }
    }

    /// Leases that have run out end.
    fn lapse(&mut self, now: &Time) {
        self.held.take_if(|lease| lease.claim.until <= *now);
        self.wanted.retain(|lease| lease.claim.until > *now);
    }

    /// Whether a report was recorded, or taken back, before.
    pub fn knows(&self, report: &str) -> bool {
        self.reports.iter().any(|own| own.id == report) || self.undone.iter().any(|id| id == report)
    }

    /// Who buys the order, or was the first to want it.
    pub fn claim(&self) -> Option<&Claim> {
        self.held.as_ref().or(self.wanted.first()).map(|lease| &lease.claim)
    }

    /// The claim that a purchase holds.
    pub fn held_by(&self, purchase: &str) -> Option<&Claim> {
        self.held.as_ref().map(|lease| &lease.claim).filter(|claim| claim.purchase == purchase)
    }

    /// Somebody else's claim that stands before whatever this purchase might want now.
    pub fn before(&self, purchase: &str) -> Option<&Claim> {
        let wanted = self.wanted.iter().find(|lease| lease.claim.purchase != purchase);
        let lease = self.held.as_ref().or(wanted)?;
        Some(&lease.claim).filter(|claim| claim.purchase != purchase)
    }

    /// Whether the claim that this entry wrote is the first one, and nobody holds the order.
    pub fn is_first(&self, entry: &str) -> bool {
        self.held.is_none() && self.wanted.first().is_some_and(|lease| lease.entry == entry)
    }

    /// Sets reports, what they cover, claim and status of an order that the ERP says is in this state.
    pub fn stand(&self, order: &mut PurchaseOrder, state: State) {
        for line in &mut order.lines {
            line.purchased = Quantity::ZERO;
            for covered in self.reports.iter().flat_map(|report| &report.lines) {
                if covered.line == line.id {
                    line.purchased = added(line.purchased, covered.quantity).unwrap_or(line.purchased);
                }
            }
        }
        order.claim = self.claim().cloned();
        let some = order.lines.iter().any(|line| line.purchased > Quantity::ZERO);
        order.status = match state {
            State::Cancelled => Status::Cancelled,
            State::Purchased => Status::Purchased,
            State::Open if order.open_lines().next().is_none() => Status::Purchased,
            State::Open if some => Status::PartPurchased,
            State::Open if order.claim.is_some() => Status::Purchasing,
            State::Open => Status::Pending,
        };
        if !order.status.is_open() {
            order.claim = None;
        }
        order.reports.clone_from(&self.reports);
    }
}

fn lease(entry: &Entry, purchase: String) -> Lease {
    let until = entry.time.checked_add_signed(TimeDelta::seconds(LEASE)).unwrap_or(entry.time);
    Lease { entry: entry.id.clone(), claim: Claim { by: entry.author.clone(), purchase, until } }
}

/// What a text says to machines; nothing where a person wrote it.
pub fn act_of(text: &str) -> Option<Act> {
    let at = find_text(text, MARK)?;
    json::fit(json::parse_behind(text, at + MARK.len())?).ok()
}

/// The text of an entry at an order: for people first, then for machines.
pub fn text_of(act: &Act, order: &PurchaseOrder) -> String {
    let mut text = String::new();
    match act {
        Act::Claim { .. } => text.push_str("采购认领 · Wants to buy this order"),
        Act::Hold { .. } => text.push_str("采购中 · Buys this order; nobody else may for half an hour"),
        Act::Release { .. } => text.push_str("放弃采购 · Does not buy this order any more"),
        Act::Report { report } => tell_report(report, order, &mut text),
        Act::Undo { report, reason } => {
            let number = order.reports.iter().find(|own| own.id == *report).map(|own| own.number.as_str());
            tell("撤销采购 · Purchase taken back", number.unwrap_or(report), &mut text);
            tell("\n原因 · Reason", reason, &mut text);
        }
    }
    // Only what machines wrote may look like it.
    let mut own = String::new();
    let mut rest = text.as_str();
    while let Some(at) = find_text(rest, MARK) {
        own.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + MARK.len()..).unwrap_or_default();
    }
    own.push_str(rest);
    own.push('\n');
    own.push_str(MARK);
    own.push_str(&json::write(act));
    own
}

fn tell_report(report: &Report, order: &PurchaseOrder, to: &mut String) {
    tell("已采购 · Purchased", &report.number, to);
    tell("\n供应商 · Supplier", &report.supplier, to);
    for covered in &report.lines {
        let name = order.line(&covered.line).map(|line| line.name());
        let quantity = crate::order::plain_number(covered.quantity);
        tell("\n", &[&quantity, " × ", name.as_deref().unwrap_or(&covered.line)].concat(), to);
    }
    for (word, amount) in [("\n金额 · Paid", report.total), ("\n运费 · Freight", report.freight)] {
        if let Some(amount) = amount {
            let number = crate::order::number_text(amount.amount);
            tell(word, &[&number, " ", amount.currency.code()].concat(), to);
        }
    }
    tell("\n运单号 · Tracking", report.tracking.as_deref().unwrap_or_default(), to);
    tell("\n备注 · Note", &report.note, to);
}

fn tell(word: &str, what: &str, to: &mut String) {
    if what.is_empty() {
        return;
    }
    to.push_str(word);
    if word.len() > 1 {
        to.push_str(": ");
    }
    to.push_str(what);
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
