//! What must hold for an order that comes in.

use std::collections::HashSet;

use one_click_purchase::order::{Line, PurchaseOrder, Quantity, Status, origin_of};

use super::{Fault, Found, RowError};

/// Quantities and limits stay below this, so that sums of them always fit a decimal.
const TOO_MUCH: i64 = 1_000_000_000_000;

/// What is wrong with one order by itself.
pub(super) fn check(found: &Found) -> Vec<RowError> {
    let order = &found.order;
    let mut errors = Vec::new();
    let mut wrong = |field: &str, fault| errors.push(RowError::new(found.row, field, fault));

    if order.number.trim().is_empty() || order.number.chars().count() > 100 {
        wrong("number", Fault::BadNumber);
    }
    if !is_plain_id(&order.id) {
        wrong("id", Fault::BadId);
    }
    if !matches!(order.status, Status::Pending | Status::Cancelled) {
        wrong("status", Fault::BadStatus);
    }
    if !order.reports.is_empty() || order.claim.is_some() {
        wrong("reports", Fault::NotNew);
    }
    if order.lines.is_empty() {
        wrong("lines", Fault::NoLines);
    }
    for (at, line) in order.lines.iter().enumerate() {
        let faults = check_line(order, at, line).into_iter();
        errors.extend(faults.map(|(field, fault)| found.line_error(at, field, fault)));
    }
    errors
}

fn check_line(order: &PurchaseOrder, at: usize, line: &Line) -> Vec<(&'static str, Fault)> {
    let too_much = Quantity::from(TOO_MUCH);
    let mut faults = Vec::new();
    if line.id.trim().is_empty() || line.id.len() > 100 {
        faults.push(("id", Fault::BadLineId));
    }
    if order.lines.iter().take(at).any(|earlier| earlier.id == line.id) {
        faults.push(("id", Fault::LineTwice(line.id.clone())));
    }
    if origin_of(&line.url).is_none() {
        faults.push(("url", Fault::BadUrl(line.url.clone())));
    }
    if let Some(picture) = line.picture.as_ref().filter(|picture| origin_of(picture).is_none()) {
        faults.push(("picture", Fault::BadUrl(picture.clone())));
    }
    if line.title.trim().is_empty() {
        faults.push(("title", Fault::NoTitle));
    }
    if line.quantity <= Quantity::ZERO || line.quantity >= too_much {
        faults.push(("quantity", Fault::BadQuantity(line.quantity.to_string())));
    }
    if !line.purchased.is_zero() {
        faults.push(("purchased", Fault::Purchased));
    }
    if let Some(limit) = line.limit.filter(|limit| limit.amount < Quantity::ZERO || limit.amount >= too_much)
    {
        faults.push(("limit", Fault::BadLimit(limit.amount.to_string())));
    }
    faults
}

/// Numbers and ids that one file holds twice.
pub(super) fn check_repeated(found: &[Found]) -> Vec<RowError> {
    let mut numbers = HashSet::new();
    let mut ids = HashSet::new();
    let mut errors = Vec::new();
    for Found { row, order, .. } in found {
        if !numbers.insert(&order.number) {
            errors.push(RowError::new(*row, "number", Fault::TwiceHere(order.number.clone())));
        }
        if !ids.insert(&order.id) {
            errors.push(RowError::new(*row, "id", Fault::TwiceHere(order.id.clone())));
        }
    }
    errors
}

fn is_plain_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}
