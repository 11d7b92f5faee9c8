//! What may be claimed, reported and called purchased, by what stands in an order's journal. Pure.

use super::ErpError;
use super::adapter::Read;
use super::journal::{Act, Standing};
use crate::order::{Claim, PurchaseOrder, Quantity, Report, added};
use crate::planted::{self, Bug};

/// The order with what its entries say.
pub fn stood(read: &Read, standing: &Standing) -> PurchaseOrder {
    let mut order = crate::json::copy(&read.order);
    standing.stand(&mut order, read.state);
    order
}

/// The order, where there is something to buy.
pub fn open(read: &Read, standing: &Standing) -> Result<PurchaseOrder, ErpError> {
    let order = stood(read, standing);
    match order.status.is_open() {
        true => Ok(order),
        false => Err(ErpError::NotOpen(order.status.name().to_owned())),
    }
}

pub fn hold(purchase: &str, entry: String) -> Act {
    Act::Hold { purchase: purchase.to_owned(), entry }
}

pub fn release(purchase: &str) -> Act {
    Act::Release { purchase: purchase.to_owned() }
}

pub fn taken(claim: &Claim) -> ErpError {
    ErpError::Claimed(claim.by.clone(), claim.until)
}

/// Why the claim of an entry is none, where it is not the first.
pub fn lost(standing: &Standing, entry: &str, purchase: &str) -> Option<ErpError> {
    if standing.is_first(entry) {
        return None;
    }
    Some(standing.before(purchase).map_or(ErpError::NotHeld, taken))
}

/// Seconds of a lease that are left.
pub fn left_of(claim: &Claim, read: &Read) -> i64 {
    claim.until.signed_duration_since(read.at).num_seconds()
}

/// Whether a report is still to be written; an error where it cannot be.
pub fn is_new(report: &Report, standing: &Standing) -> Result<bool, ErpError> {
    if standing.undone.contains(&report.id) {
        return Err(ErpError::Refused("the purchase was taken back; record it anew".to_owned()));
    }
    match standing.reports.iter().find(|own| own.id == report.id) {
        None => Ok(true),
        Some(own) if own == report => Ok(false),
        Some(_) => Err(ErpError::Refused("a report with this id says something else".to_owned())),
    }
}

/// Whether what a report covers is still to be bought.
pub fn fits(report: &Report, order: &PurchaseOrder) -> Result<(), ErpError> {
    if report.lines.is_empty() {
        return Err(ErpError::Refused("the report names no line".to_owned()));
    }
    for (at, covered) in report.lines.iter().enumerate() {
        let again = report.lines.iter().take(at).any(|earlier| earlier.line == covered.line);
        let line = order.line(&covered.line).filter(|_| !again && covered.quantity > Quantity::ZERO);
        let Some(line) = line else {
            return Err(ErpError::Refused(["the order has no such line: ", &covered.line].concat()));
        };
        if covered.quantity > line.left() {
            let left = crate::order::plain_number(line.left());
            return Err(ErpError::Refused([&line.name(), ": only ", &left, " left to buy"].concat()));
        }
    }
    Ok(())
}

/// Whether what a report covers was still to be bought when its entry was written: by those before it.
pub fn fits_behind(report: &Report, read: &Read, standing: &Standing) -> Result<(), ErpError> {
    let mut before = Standing::default();
    for own in standing.reports.iter().take_while(|own| own.id != report.id) {
        before.reports.push(crate::json::copy(own));
    }
    fits(report, &stood(read, &before))
}

/// Whether reports cover every line, whatever the ERP's own state is.
pub fn is_covered(order: &PurchaseOrder) -> bool {
    let mut covered = Quantity::ZERO;
    for report in &order.reports {
        for line in &report.lines {
            covered = added(covered, line.quantity).unwrap_or(covered);
        }
    }
    covered > Quantity::ZERO && (order.open_lines().next().is_none() || planted::is(Bug::PurchasedInPart))
}

/// Whether the ERP's field has the number of a report.
pub fn has_number(read: &Read, report: &Report) -> bool {
    numbers(&read.reference).any(|number| number == report.number)
}

/// The numbers in a field that holds several.
pub fn numbers(reference: &str) -> impl Iterator<Item = &str> {
    reference.split(',').map(str::trim).filter(|number| !number.is_empty())
}

/// What is to stand in the ERP's field: what people wrote there, without the numbers that stand no more,
/// and then the numbers that stand.
pub fn reference_of(present: &str, standing: &Standing) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for number in numbers(present) {
        if !standing.former.iter().any(|former| former == number) {
            parts.push(number);
        }
    }
    let mut changed = parts.len() < numbers(present).count();
    for report in &standing.reports {
        if !parts.contains(&report.number.as_str()) {
            parts.push(&report.number);
            changed = true;
        }
    }
    // What nothing is to be changed in stays as it was typed.
    if changed { parts.join(", ") } else { present.to_owned() }
}
