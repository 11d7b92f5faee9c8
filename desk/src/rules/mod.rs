//! What may happen to a purchase order. Pure: an order and a wish go in, the order changed or a
//! refusal comes out.

mod claim;
mod report;
mod standing;

pub use claim::{MOST_SECONDS, claim, lapse, release};
pub use report::{check, is_plain_number, record, undo};
pub use standing::{cancel, reopen, restand};

use one_click_purchase::order::{Claim, Status};
use serde::Serialize;

/// One thing that is wrong with one field of what came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Where: a path such as `lines[0].quantity`.
    pub field: String,
    /// What is wrong and what would be right.
    pub detail: String,
}

impl FieldError {
    /// An error of a field.
    pub fn new(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { field: field.into(), detail: detail.into() }
    }
}

/// Why something was not done to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Another purchase holds the order.
    Claimed(Claim),
    /// The order is purchased or cancelled.
    NotOpen(Status),
    /// A report with this id says something else.
    ReportDiffers,
    /// The supplier order number belongs to another purchase order: its id and number.
    NumberTaken {
        /// The other order's id.
        order: String,
        /// The other order's number, as people know it.
        number: String,
    },
    /// The same supplier order is already recorded for these lines of this order.
    NumberUsed,
    /// More would be covered than is left.
    OverCovered(Vec<FieldError>),
    /// Something in the request is wrong.
    Invalid(Vec<FieldError>),
}
