//! What stands in the ERP, and what is said of it.

use one_click_purchase::erp::Kind;
use one_click_purchase::erp::journal::{Entry, Standing, State};
use one_click_purchase::order::{PurchaseOrder, Quantity, Report, Status};
use one_click_purchase::store::{Parcel, ParcelState};

use super::{COVERED, ONCE, PRESS};
use crate::erp::BROKE;
use crate::world::{Who, World};

/// What is said of a report is so.
pub fn parcel(world: &mut World, who: Who, new: &Parcel) {
    let report = &new.report;
    let same = |own: &&Parcel| {
        own.report.number == report.number
            && own.key != new.key
            && own.state != ParcelState::Undone
            && !own.report.shared
    };
    if !report.shared && world.browser(who).parcels.values().any(|own| same(&own)) {
        return world.breaks(ONCE, format!("{} is kept for two orders", report.number));
    }
    let stands = knows(world, report);
    match &new.state {
        ParcelState::Confirmed if !stands => {
            world.breaks(PRESS, format!("{} is called confirmed, and the ERP has it not", report.number));
        }
        ParcelState::Refused { said } if said.contains(BROKE) => {
            world.breaks(PRESS, format!("{} is called refused, and the ERP said nothing", report.number));
        }
        ParcelState::Undone if stands => {
            world.breaks(ONCE, format!("{} is called taken back, and the ERP has it", report.number));
        }
        _ => {}
    }
}

pub fn standing_of(world: &mut World, id: &str) -> Standing {
    let at = world.time();
    let Some(kept) = world.erp.kept(id) else { return Standing::default() };
    let entries: Vec<Entry> = kept.entries.iter().map(|(entry, _)| entry.clone()).collect();
    Standing::of(&entries, &at)
}

/// The reports that stand at an order.
pub fn reports(world: &mut World, id: &str) -> Vec<Report> {
    match world.erp.kind {
        Kind::Desk => world.erp.kept(id).map(|kept| kept.order.reports.clone()).unwrap_or_default(),
        _ => standing_of(world, id).reports,
    }
}

/// Whether a report stands in the ERP.
pub fn knows(world: &mut World, report: &Report) -> bool {
    reports(world, &report.order).iter().any(|own| own.id == report.id)
}

/// What stands at an order in the ERP may stand there.
pub fn stands(world: &mut World, id: &str) {
    let reports = reports(world, id);
    let kind = world.erp.kind;
    let Some(kept) = world.erp.kept(id) else { return };
    let purchased = match kind {
        Kind::Desk => kept.order.status == Status::Purchased,
        _ => kept.state == State::Purchased,
    };
    let newly = purchased && !kept.purchased;
    kept.purchased = purchased;
    let order = kept.order.clone();
    // Without a lock two may write at once; then the second one takes its report back.
    if kind == Kind::Desk {
        not_over(world, &order, &reports);
    }
    if newly && let Some(line) = order.lines.iter().find(|line| covered(&reports, &line.id) < line.quantity) {
        world.breaks(COVERED, format!("{} is purchased, and line {} is not covered", order.number, line.id));
    }
    each_once(world, &reports);
    // Without a lock a number may be written at two orders at once, too.
    if kind == Kind::Desk {
        at_one_order(world, &order, &reports);
    }
}

pub fn not_over(world: &mut World, order: &PurchaseOrder, reports: &[Report]) {
    if let Some(line) = order.lines.iter().find(|line| covered(reports, &line.id) > line.quantity) {
        world.breaks(ONCE, format!("more than all of line {} of {} is covered", line.id, order.number));
    }
}

pub fn covered(reports: &[Report], line: &str) -> Quantity {
    let lines = reports.iter().flat_map(|report| &report.lines);
    lines.filter(|covered| covered.line == line).map(|covered| covered.quantity).sum()
}

/// Each report is there once.
fn each_once(world: &mut World, own: &[Report]) {
    for (nth, report) in own.iter().enumerate() {
        if own.iter().skip(nth + 1).any(|other| other.id == report.id) {
            return world.breaks(ONCE, format!("report {} stands twice", report.id));
        }
    }
}

/// Each number is at one order.
pub fn at_one_order(world: &mut World, order: &PurchaseOrder, own: &[Report]) {
    let others: Vec<String> =
        world.erp.orders.iter().map(|kept| kept.order.id.clone()).filter(|id| *id != order.id).collect();
    for other in others {
        let theirs = reports(world, &other);
        let twice = own.iter().find(|report| {
            theirs.iter().any(|their| their.number == report.number && !their.shared && !report.shared)
        });
        if let Some(report) = twice {
            let how = format!("{} stands at {} and at PO-{other}", report.number, order.number);
            return world.breaks(ONCE, how);
        }
    }
}
