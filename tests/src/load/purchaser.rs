//! One purchaser: the extension's own connector, and the habits that make trouble.

use std::cell::RefCell;

use anyhow::{Context, Result, bail, ensure};
use one_click_purchase::erp::{Erp, ErpError, Kind, Means, Sessions, Settings, Setup, connect};
use one_click_purchase::order::{Covered, Evidence, Money, PurchaseOrder, Report, Status, decimal};

use super::gate::{Gate, Progress};
use super::tally::{Counts, Tally};
use super::wire::{Asked, Wire, now};

/// Every so-manieth order is competed for by two purchasers.
pub const COMPETED: usize = 10;
/// Every so-manieth order is given back once and claimed anew.
const GIVEN_BACK: usize = 20;
/// Every so-manieth report is sent again although it was acknowledged.
const SENT_AGAIN: usize = 15;
/// With every so-manieth order the number of another order is reported first, which must be refused.
const MISTAKEN: usize = 25;

/// The supplier of all orders.
pub const SUPPLIER: &str = "detail.1688.com";

/// What all purchasers share.
pub struct Shared<'s> {
    pub origin: &'s str,
    pub gate: &'s Gate,
    pub progress: &'s Progress,
    pub tally: &'s Tally,
}

/// One purchaser at work.
pub struct Purchaser<'s> {
    shared: &'s Shared<'s>,
    name: usize,
    key: &'s str,
    wire: Wire<'s>,
    sessions: Sessions,
    /// What happened on the way.
    pub counts: RefCell<Counts>,
    last_number: RefCell<Option<String>>,
}

impl<'s> Purchaser<'s> {
    pub fn new(shared: &'s Shared<'s>, name: usize, key: &'s str) -> Self {
        Self {
            shared,
            name,
            key,
            wire: Wire::new(shared.gate),
            sessions: Sessions::default(),
            counts: RefCell::default(),
            last_number: RefCell::default(),
        }
    }

    /// How long the answers took.
    pub fn times(self) -> Vec<(Asked, std::time::Duration)> {
        self.wire.times.into_inner()
    }

    /// Buys these orders one after the other, each told by its place among all.
    pub fn buy_all(&self, orders: &[(usize, &PurchaseOrder)]) -> Result<()> {
        for (place, order) in orders {
            self.buy(*place, order)
                .with_context(|| format!("purchaser {} at order {}", self.name, order.number))?;
        }
        Ok(())
    }

    fn buy(&self, place: usize, order: &PurchaseOrder) -> Result<()> {
        let mut purchase = format!("purchase-{}-{place}", self.name);
        if !self.claim(order, &purchase)? {
            return Ok(());
        }
        if place % GIVEN_BACK == GIVEN_BACK / 2 {
            // Told before: from now on somebody else may hold it.
            self.shared.tally.gives_back(order, &purchase);
            self.call(|erp| now(erp.release(&order.id, &purchase)))?.map_err(refused)?;
            self.counts.borrow_mut().given_back += 1;
            purchase.push_str("-anew");
            if !self.claim(order, &purchase)? {
                return Ok(());
            }
        }
        if place % MISTAKEN == MISTAKEN / 2 {
            self.mistake(order, &purchase)?;
        }
        let reports = reports(order, &purchase, place);
        for report in &reports {
            self.record(report)?;
            if place.is_multiple_of(SENT_AGAIN) {
                self.record(report)?;
                self.counts.borrow_mut().sent_again += 1;
            }
        }
        let read = self.call(|erp| now(erp.order(&order.id)))?.map_err(refused)?;
        ensure!(read.status == Status::Purchased, "it is {} after its reports", read.status.name());
        for report in &reports {
            ensure!(
                read.reports.contains(report),
                "the report {} was acknowledged and is not there",
                report.id
            );
        }
        *self.last_number.borrow_mut() = reports.last().map(|report| report.number.clone());
        self.shared.progress.bought();
        Ok(())
    }

    /// Claims an order; false when a rival holds or has bought it.
    fn claim(&self, order: &PurchaseOrder, purchase: &str) -> Result<bool> {
        match self.call(|erp| now(erp.claim(&order.id, purchase)))? {
            Ok(_) => {
                self.shared.tally.holds(order, purchase);
                Ok(true)
            }
            Err(ErpError::Claimed(..) | ErpError::NotOpen(_)) => {
                self.counts.borrow_mut().lost_to_a_rival += 1;
                Ok(false)
            }
            Err(error) => Err(refused(error)),
        }
    }

    /// Reports until it is acknowledged, as the outbox does, and reads it back.
    fn record(&self, report: &Report) -> Result<()> {
        self.call(|erp| now(erp.record(report)))?.map_err(refused)?;
        self.shared.tally.acknowledged(report);
        Ok(())
    }

    /// Reports the number of another order by mistake.
    fn mistake(&self, order: &PurchaseOrder, purchase: &str) -> Result<()> {
        let Some(number) = self.last_number.borrow().clone() else { return Ok(()) };
        let lines: Vec<Covered> = order.lines.iter().map(whole).collect();
        let report = report(order, purchase, &number, lines);
        match self.call(|erp| now(erp.record(&report)))? {
            Err(ErpError::NumberTaken(_)) => self.counts.borrow_mut().mistakes_refused += 1,
            Err(error) => return Err(refused(error)),
            Ok(_) => bail!("the number {number} of another order was taken for this one, too"),
        }
        Ok(())
    }

    /// Calls until there is an answer. It is called again only where the answer was lost on purpose or the
    /// desk was killed; any other failure ends the run.
    fn call<T>(&self, ask: impl Fn(&dyn Erp) -> Result<Result<T, ErpError>>) -> Result<Result<T, ErpError>> {
        let settings = Settings::default();
        let setup =
            Setup { kind: Kind::Desk, origin: self.shared.origin, key: self.key, settings: &settings };
        let means = Means { http: &self.wire, clock: &self.wire, sessions: &self.sessions };
        let erp = connect(&setup, means);
        loop {
            self.shared.gate.pass()?;
            match ask(erp.as_ref())? {
                Err(error) if error.may_pass() => {
                    let lost = self.wire.was_lost().with_context(|| error.text())?;
                    let mut counts = self.counts.borrow_mut();
                    *(if lost { &mut counts.answers_lost } else { &mut counts.broken_by_a_kill }) += 1;
                }
                outcome => return Ok(outcome),
            }
        }
    }
}

fn refused(error: ErpError) -> anyhow::Error {
    anyhow::anyhow!("the desk refused: {}", error.text())
}

/// The supplier orders that a purchase places: one, or one for each line.
fn reports(order: &PurchaseOrder, purchase: &str, place: usize) -> Vec<Report> {
    let lines: Vec<Covered> = order.lines.iter().map(whole).collect();
    // 19 digits, as 1688's numbers have.
    let number = |part: usize| format!("{:019}", 3_000_000_000_000_000_000 + place * 10 + part);
    if place.is_multiple_of(3) {
        let each = lines.into_iter().enumerate();
        return each.map(|(part, line)| report(order, purchase, &number(part), vec![line])).collect();
    }
    vec![report(order, purchase, &number(0), lines)]
}

fn whole(line: &one_click_purchase::order::Line) -> Covered {
    Covered { line: line.id.clone(), quantity: line.quantity }
}

fn report(order: &PurchaseOrder, purchase: &str, number: &str, lines: Vec<Covered>) -> Report {
    let total =
        decimal("128.00").zip("CNY".parse().ok()).map(|(amount, currency)| Money::new(amount, currency));
    Report {
        id: format!("{purchase}-{number}"),
        order: order.id.clone(),
        purchase: purchase.to_owned(),
        supplier: SUPPLIER.to_owned(),
        number: number.to_owned(),
        lines,
        total,
        freight: None,
        placed: order.changed,
        tracking: None,
        note: String::new(),
        evidence: Evidence::ShownByPage,
        shared: false,
    }
}
