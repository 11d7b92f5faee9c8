//! Orders that were placed, as receipts, order lists and order pages tell them.

use crate::json::Json;

use crate::order::{Quantity, Time};
use crate::page::{Amount, BasketLine};

/// One supplier order.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Placed {
    /// The supplier order number. Text: some have 19 digits, some dashes.
    pub number: String,
    /// Its lines, where shown.
    pub lines: Vec<BasketLine>,
    /// How many pieces it has in all, where it names no lines.
    pub pieces: Option<Quantity>,
    /// What was or is to be paid, freight included.
    pub total: Option<Amount>,
    /// Freight in it.
    pub freight: Option<Amount>,
    /// When it was placed; a time without a zone is taken to be the browser's.
    pub placed: Option<Time>,
    /// The buyer's account.
    pub account: Option<String>,
    /// Tracking numbers.
    pub tracking: Vec<String>,
    /// The order's own page.
    pub url: Option<String>,
    /// The number was found in the address and not in the page's text.
    pub from_address: bool,
}
