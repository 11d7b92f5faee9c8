//! Where an order stands: a function of what is covered and who claims it.

use one_click_purchase::order::{PurchaseOrder, Quantity, Status};

use super::Refusal;

/// Counts anew what the order's reports cover and sets its lines and status accordingly.
/// A cancelled order stays cancelled whatever is recorded for it.
pub fn restand(order: &mut PurchaseOrder) {
    for line in &mut order.lines {
        let covered = order.reports.iter().flat_map(|report| &report.lines);
        line.purchased = covered
            .filter(|covered| covered.line == line.id)
            .fold(Quantity::ZERO, |sum, covered| sum.saturating_add(covered.quantity));
    }
    if order.status != Status::Cancelled {
        order.status = standing(order);
    }
    if !order.status.is_open() {
        order.claim = None;
    }
}

fn standing(order: &PurchaseOrder) -> Status {
    let covered = order.lines.iter().any(|line| line.purchased > Quantity::ZERO);
    if order.open_lines().next().is_none() {
        Status::Purchased
    } else if covered {
        Status::PartPurchased
    } else if order.claim.is_some() {
        Status::Purchasing
    } else {
        Status::Pending
    }
}

/// Cancels an open order; true when that changed it.
pub fn cancel(order: &mut PurchaseOrder) -> Result<bool, Refusal> {
    match order.status {
        Status::Cancelled => Ok(false),
        Status::Purchased => Err(Refusal::NotOpen(order.status)),
        Status::Pending | Status::Purchasing | Status::PartPurchased => {
            order.status = Status::Cancelled;
            restand(order);
            Ok(true)
        }
    }
}

/// Takes a cancelled order up again; true when that changed it.
pub fn reopen(order: &mut PurchaseOrder) -> bool {
    if order.status != Status::Cancelled {
        return false;
    }
    order.status = Status::Pending;
    restand(order);
    true
}
