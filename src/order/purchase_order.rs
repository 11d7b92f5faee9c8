//! A purchase order as the ERP holds it.

use crate::json::Json;

use super::{Line, Quantity, Report, Time, Warehouse};

/// The ERP's id of an order, unique within one connection.
pub type OrderId = String;

/// An order among several connected ERPs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Json)]
pub struct OrderKey {
    /// The connection's id.
    pub connection: String,
    /// The order's id within that ERP.
    pub order: OrderId,
}

/// Where a purchase order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Json)]
pub enum Status {
    /// 待采购: waits to be bought.
    Pending,
    /// 采购中: claimed by a purchaser.
    Purchasing,
    /// 部分采购: some lines are covered.
    PartPurchased,
    /// 已采购: every line is covered.
    Purchased,
    /// 已取消: not to be bought any more.
    Cancelled,
}

impl Status {
    /// Whether there is still something to buy.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Purchasing | Self::PartPurchased)
    }

    /// The name used in addresses, files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Purchasing => "purchasing",
            Self::PartPurchased => "part_purchased",
            Self::Purchased => "purchased",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Who is buying an order, and until when nobody else may.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Claim {
    /// The purchaser's name.
    pub by: String,
    /// The purchase that holds it: an id that the extension made.
    pub purchase: String,
    /// When the lease ends.
    pub until: Time,
}

/// A purchase order.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct PurchaseOrder {
    /// The ERP's id.
    pub id: OrderId,
    /// The number people use, such as `PO-2026-0042`.
    pub number: String,
    /// Where it stands.
    pub status: Status,
    /// The supplier's name.
    #[json(default)]
    pub supplier: String,
    /// What to buy; never empty.
    pub lines: Vec<Line>,
    /// Where the goods go.
    #[json(default)]
    pub warehouse: Warehouse,
    /// A note for the supplier.
    #[json(default)]
    pub note: String,
    /// When it was made.
    pub created: Time,
    /// When it last changed, as the ERP tells.
    pub changed: Time,
    /// Who is buying it now.
    pub claim: Option<Claim>,
    /// The supplier orders recorded for it so far, undone ones left out.
    #[json(default)]
    pub reports: Vec<Report>,
    /// The order's own page in the ERP.
    #[json(default)]
    pub page: String,
}

impl PurchaseOrder {
    /// The line with that id.
    pub fn line(&self, id: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.id == id)
    }

    /// The lines of which something is still to be bought.
    pub fn open_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.left() > Quantity::ZERO)
    }
}
