//! What is told to the ERP about one supplier order.

use crate::json::Json;

use super::{LineId, Money, OrderId, Quantity, Time};

/// A report's id, made once by the extension; a repeated report with the same id has no second effect.
pub type ReportId = String;

/// One supplier order that covers lines of one purchase order.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Report {
    /// The report's id.
    pub id: ReportId,
    /// The purchase order.
    pub order: OrderId,
    /// The purchase that placed it; empty when recorded without one.
    #[json(default)]
    pub purchase: String,
    /// Host of the supplier, such as `detail.1688.com`; with the number it names one supplier order.
    pub supplier: String,
    /// The supplier's order number, never shortened and never a number type (1688's have 19 digits).
    pub number: String,
    /// The lines it covers.
    pub lines: Vec<Covered>,
    /// What was paid, freight included.
    pub total: Option<Money>,
    /// The freight in it.
    pub freight: Option<Money>,
    /// When it was placed.
    pub placed: Time,
    /// The carrier's tracking number.
    pub tracking: Option<String>,
    /// The purchaser's note.
    #[json(default)]
    pub note: String,
    /// How it is known.
    pub evidence: Evidence,
    /// The person confirmed that this supplier order serves several purchase orders.
    #[json(default)]
    pub shared: bool,
}

/// How many of a line a supplier order covers.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Covered {
    /// The line's id.
    pub line: LineId,
    /// How many, in the ERP's unit.
    pub quantity: Quantity,
}

/// How a supplier order number came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Json)]
pub enum Evidence {
    /// Shown by the page after a press of the supplier's button.
    ShownByPage,
    /// Found in the supplier's order list, fitting goods, quantity and amount.
    OrderList,
    /// Confirmed by the person among what was found.
    Confirmed,
    /// Typed or pasted by the person.
    ByHand,
}
