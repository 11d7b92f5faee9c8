//! At the end of a schedule: every order that was placed is accounted for, and what there was is counted.

use one_click_purchase::erp::Kind;
use one_click_purchase::erp::journal::State;
use one_click_purchase::json;
use one_click_purchase::order::{PurchaseOrder, Quantity, Status};
use one_click_purchase::store::{Parcel, ParcelState};

use super::standing::{at_one_order, covered, knows, not_over, reports, standing_of};
use super::{DOUBLE, ONCE, PRESS};
use crate::world::{Who, World};

/// At the end nothing is under way any more: every order that was placed is accounted for.
pub fn at_the_end(world: &mut World) {
    for who in Who::BOTH {
        let parcels: Vec<Parcel> = world.browser(who).parcels.values().map(json::copy).collect();
        for parcel in &parcels {
            let stands = knows(world, &parcel.report);
            let number = &parcel.report.number;
            match &parcel.state {
                ParcelState::Confirmed if !stands && !undone_late(world, parcel) => {
                    world.breaks(PRESS, format!("{number} is confirmed, and does not stand in the ERP"));
                }
                ParcelState::Undone if stands => {
                    world.breaks(ONCE, format!("{number} is taken back, and stands in the ERP"));
                }
                ParcelState::Refused { .. } if stands => {
                    world.breaks(ONCE, format!("{number} is refused, and stands in the ERP"));
                }
                ParcelState::Refused { said } if lightly(world, parcel) => {
                    world.breaks(PRESS, format!("{number} is given up for no reason: {said}"));
                }
                _ => {}
            }
        }
    }
    let orders: Vec<PurchaseOrder> = world.erp.orders.iter().map(|kept| kept.order.clone()).collect();
    for order in orders {
        let reports = reports(world, &order.id);
        not_over(world, &order, &reports);
        at_one_order(world, &order, &reports);
    }
    for at in 0..world.shop.orders.len() {
        accounted(world, at);
    }
}

/// Whether an ERP without a lock was told to take the report back by a request that was slower than the bound up
/// to which anything is promised: one of a background that died, and whose successor has recorded it since.
fn undone_late(world: &mut World, parcel: &Parcel) -> bool {
    world.counts.slower > 0
        && world.erp.kind != Kind::Desk
        && standing_of(world, &parcel.report.order).undone.contains(&parcel.report.id)
}

/// Whether a report was refused that fits its order.
fn lightly(world: &mut World, parcel: &Parcel) -> bool {
    let report = &parcel.report;
    let standing = reports(world, &report.order);
    // Of two that were written at once one is taken back in the ERP, and is to be recorded anew.
    let undone =
        world.erp.kind != Kind::Desk && standing_of(world, &report.order).undone.contains(&report.id);
    let Some(kept) = world.erp.kept(&report.order) else { return false };
    let cancelled = kept.state == State::Cancelled || kept.order.status == Status::Cancelled;
    let over = |line: &str, more: Quantity| {
        kept.order.line(line).is_none_or(|own| covered(&standing, line) + more > own.quantity)
    };
    let fits = report.lines.iter().all(|own| !over(&own.line, own.quantity));
    let taken = world.erp.orders.iter().map(|kept| kept.order.id.clone()).collect::<Vec<_>>();
    let taken = taken
        .iter()
        .filter(|id| **id != report.order)
        .any(|id| reports(world, id).iter().any(|own| own.number == report.number));
    fits && !taken && !cancelled && !undone
}

/// An order at the supplier's whose press was stored ends reported, or its purchase says that it may have
/// been placed, or its person has waved it off.
fn accounted(world: &mut World, at: usize) {
    let Some(order) = world.shop.orders.get(at).cloned() else { return };
    let press = world.truth.placed_by.get(at).copied().flatten();
    let Some(press) = press.and_then(|press| world.truth.presses.get(press)) else { return };
    let (Some(id), true) = (press.purchase.clone(), press.stored) else { return };
    let waved_off = order.cancelled || world.truth.waved_off.contains(&id);
    let browser = world.browser(order.by);
    let told = browser.parcels.values().any(|parcel| parcel.report.number == order.number);
    let open =
        browser.purchases.get(&id).is_some_and(|purchase| purchase.is_running() && purchase.may_be_placed());
    if told || open || waved_off {
        return;
    }
    // Of a press that nobody heard nobody can know, nor which of two an order is of.
    if world.truth.presses.iter().any(|press| press.purchase.as_ref() == Some(&id) && press.unheard) {
        return;
    }
    let browser = world.browser(order.by);
    let double = browser.parcels.values().any(|parcel| parcel.report.purchase == id);
    let promise = if double { DOUBLE } else { PRESS };
    world.breaks(promise, format!("{} of {id} is placed, and nobody is told", order.number));
}

/// Counts what came of it all.
pub fn counted(world: &mut World) {
    for who in Who::BOTH {
        let (mut confirmed, mut refused, mut undone) = (0, 0, 0);
        for parcel in world.browser(who).parcels.values() {
            match parcel.state {
                ParcelState::Confirmed => confirmed += 1,
                ParcelState::Refused { .. } => refused += 1,
                ParcelState::Undone => undone += 1,
                ParcelState::Waiting => {}
            }
        }
        world.counts.purchases += world.browser(who).purchases.len() as u64;
        world.counts.confirmed += confirmed;
        world.counts.refused += refused;
        world.counts.undone += undone;
    }
    world.counts.schedules = 1;
    world.counts.doubles = doubles(world);
}

/// Purchase orders of which more was ordered than they want.
fn doubles(world: &mut World) -> u64 {
    let orders: Vec<PurchaseOrder> = world.erp.orders.iter().map(|kept| kept.order.clone()).collect();
    let more = |order: &&PurchaseOrder| {
        order.lines.iter().any(|line| {
            let id = format!("{}{}", order.id, line.id);
            let goods = world.shop.orders.iter().filter(|one| !one.cancelled).flat_map(|one| &one.goods);
            let count: u32 = goods.filter(|good| good.product.to_string() == id).map(|good| good.count).sum();
            Quantity::from(count) > line.quantity
        })
    };
    orders.iter().filter(more).count() as u64
}
