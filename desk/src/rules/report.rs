//! Reports: which supplier order covers how many of which lines.

use one_click_purchase::order::{Money, PurchaseOrder, Quantity, Report};

use super::{FieldError, Refusal, restand};

/// No field of a report may be longer than this many characters.
const LONGEST: usize = 200;
/// A note may be longer.
const LONGEST_NOTE: usize = 2_000;

/// Whether a text can be a supplier's order number: no blanks, no control characters, not too long.
pub fn is_plain_number(number: &str) -> bool {
    !number.is_empty()
        && number.chars().count() <= 64
        && !number.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Checks what can be checked of a report without looking at other orders.
pub fn check(order: &PurchaseOrder, report: &Report) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    let mut wrong = |field: &str, detail: &str| errors.push(FieldError::new(field, detail));

    if report.id.is_empty() || report.id.len() > LONGEST {
        wrong("id", "a report needs an id of at most 200 bytes, such as a UUID");
    }
    if !is_host(&report.supplier) {
        wrong("supplier", "write the supplier's host only, such as detail.1688.com");
    }
    if !is_plain_number(&report.number) {
        wrong("number", "a supplier order number has 1 to 64 characters and no blanks");
    }
    if report.note.chars().count() > LONGEST_NOTE {
        wrong("note", "a note has at most 2000 characters");
    }
    if report.tracking.as_ref().is_some_and(|text| text.chars().count() > LONGEST) {
        wrong("tracking", "a tracking number has at most 200 characters");
    }
    for (field, money) in [("total", report.total), ("freight", report.freight)] {
        if money.is_some_and(is_negative) {
            wrong(field, "an amount cannot be negative");
        }
    }
    errors.extend(check_lines(order, report));
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

/// Adds a checked report to its order. What is bought is recorded whoever holds the order's claim
/// now and even when it was cancelled meanwhile: the money is spent.
pub fn record(order: &mut PurchaseOrder, report: Report) -> Result<(), Refusal> {
    if order.reports.iter().any(|known| is_same_order(known, &report) && meets(known, &report)) {
        return Err(Refusal::NumberUsed);
    }
    let over: Vec<FieldError> = report
        .lines
        .iter()
        .enumerate()
        .filter_map(|(at, covered)| {
            let line = order.line(&covered.line)?;
            (covered.quantity > line.left()).then(|| {
                let detail = format!(
                    "line {} has {} left, the report covers {}",
                    line.id,
                    line.left(),
                    covered.quantity
                );
                FieldError::new(format!("lines[{at}].quantity"), detail)
            })
        })
        .collect();
    if !over.is_empty() {
        return Err(Refusal::OverCovered(over));
    }
    order.reports.push(report);
    restand(order);
    Ok(())
}

/// Takes a report out of its order again; false when the order does not have it.
pub fn undo(order: &mut PurchaseOrder, report: &str) -> bool {
    let before = order.reports.len();
    order.reports.retain(|known| known.id != report);
    restand(order);
    order.reports.len() < before
}

fn check_lines(order: &PurchaseOrder, report: &Report) -> Vec<FieldError> {
    if report.lines.is_empty() {
        return vec![FieldError::new("lines", "name at least one line that the supplier order covers")];
    }
    let mut errors = Vec::new();
    for (at, covered) in report.lines.iter().enumerate() {
        if order.line(&covered.line).is_none() {
            let detail = format!("purchase order {} has no line “{}”", order.number, covered.line);
            errors.push(FieldError::new(format!("lines[{at}].line"), detail));
        }
        if report.lines.iter().take(at).any(|earlier| earlier.line == covered.line) {
            let detail = format!("line “{}” is named twice; add the quantities up", covered.line);
            errors.push(FieldError::new(format!("lines[{at}].line"), detail));
        }
        if covered.quantity <= Quantity::ZERO {
            errors.push(FieldError::new(format!("lines[{at}].quantity"), "a quantity is more than zero"));
        }
    }
    errors
}

fn is_same_order(one: &Report, other: &Report) -> bool {
    one.number == other.number && one.supplier.eq_ignore_ascii_case(&other.supplier)
}

fn meets(one: &Report, other: &Report) -> bool {
    one.lines.iter().any(|a| other.lines.iter().any(|b| a.line == b.line))
}

fn is_host(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    !text.is_empty() && text.len() <= LONGEST && text.chars().all(plain)
}

fn is_negative(money: Money) -> bool {
    money.amount.is_sign_negative() && !money.amount.is_zero()
}
