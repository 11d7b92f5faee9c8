//! What must hold for an order that comes in.

use std::collections::HashSet;

use one_click_purchase::order::{Line, PurchaseOrder, Quantity, Status, origin_of};

use super::{Found, RowError};

/// Quantities and limits stay below this, so that sums of them always fit a decimal.
const TOO_MUCH: i64 = 1_000_000_000_000;

/// What is wrong with one order by itself.
pub(super) fn check(found: &Found) -> Vec<RowError> {
    let order = &found.order;
    let mut errors = Vec::new();
    let mut wrong = |field: String, detail: String| errors.push(RowError::new(found.row, field, detail));

    if order.number.trim().is_empty() || order.number.chars().count() > 100 {
        wrong("number".into(), "an order needs a number of at most 100 characters".into());
    }
    if !is_plain_id(&order.id) {
        wrong("id".into(), "an id has 1 to 64 letters, digits, points, dashes or underscores".into());
    }
    if !matches!(order.status, Status::Pending | Status::Cancelled) {
        wrong(
            "status".into(),
            "an order comes in as pending or cancelled; what was bought is reported".into(),
        );
    }
    if !order.reports.is_empty() || order.claim.is_some() {
        wrong("reports".into(), "an order comes in without claim and reports; report them afterwards".into());
    }
    if order.lines.is_empty() {
        wrong("lines".into(), "an order needs at least one line".into());
    }
    for (at, line) in order.lines.iter().enumerate() {
        for (field, detail) in check_line(order, at, line) {
            wrong(format!("lines[{at}].{field}"), detail);
        }
    }
    errors
}

fn check_line(order: &PurchaseOrder, at: usize, line: &Line) -> Vec<(&'static str, String)> {
    let mut errors = Vec::new();
    if line.id.trim().is_empty() || line.id.len() > 100 {
        errors.push(("id", "a line needs an id of at most 100 bytes".into()));
    }
    if order.lines.iter().take(at).any(|earlier| earlier.id == line.id) {
        errors.push(("id", format!("line {} is there twice", line.id)));
    }
    if origin_of(&line.url).is_none() {
        errors.push(("url", format!("“{}” is no web address; it begins with https://", line.url)));
    }
    if line.picture.as_deref().is_some_and(|picture| origin_of(picture).is_none()) {
        errors.push(("picture", "a picture is a web address that begins with https://".into()));
    }
    if line.title.trim().is_empty() {
        errors.push(("title", "a line needs a title".into()));
    }
    if line.quantity <= Quantity::ZERO || line.quantity >= Quantity::from(TOO_MUCH) {
        errors.push(("quantity", format!("{} is no quantity to buy", line.quantity)));
    }
    if !line.purchased.is_zero() {
        errors.push(("purchased", "nothing is purchased of an order that comes in".into()));
    }
    if line
        .limit
        .is_some_and(|limit| limit.amount < Quantity::ZERO || limit.amount >= Quantity::from(TOO_MUCH))
    {
        errors.push(("limit", "a limit is an amount of zero or more".into()));
    }
    errors
}

/// Numbers and ids that one file holds twice.
pub(super) fn check_repeated(found: &[Found]) -> Vec<RowError> {
    let mut numbers = HashSet::new();
    let mut ids = HashSet::new();
    let mut errors = Vec::new();
    for Found { row, order } in found {
        if !numbers.insert(&order.number) {
            errors.push(RowError::new(*row, "number", format!("{} is twice in this file", order.number)));
        }
        if !ids.insert(&order.id) {
            errors.push(RowError::new(*row, "id", format!("the id {} is twice in this file", order.id)));
        }
    }
    errors
}

fn is_plain_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}
