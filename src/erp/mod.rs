//! ERP connectors: one trait, one file for each ERP, over an injected [`Http`].

mod desk;
mod error;
mod http;

use crate::json::Json;

pub use desk::Desk;
pub use error::ErpError;
pub use http::{Http, HttpError, Method, Request, Response, encode};

use crate::order::{OrderId, PurchaseOrder, Report, ReportId};

/// Kinds of ERP that can be connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
pub enum Kind {
    /// The embedded desk, or any server that keeps its contract.
    Desk,
}

/// What every connector promises.
#[allow(async_fn_in_trait, reason = "the extension has one thread; no future crosses threads")]
pub trait Erp {
    /// Who answers, whose key it is, and how much waits.
    async fn test(&self) -> Result<Server, ErpError>;
    /// One page of orders. Without `since` all that are open; with it all that changed since then.
    async fn orders(&self, since: Option<&str>, after: Option<&str>) -> Result<Page, ErpError>;
    /// One order.
    async fn order(&self, id: &OrderId) -> Result<PurchaseOrder, ErpError>;
    /// Claims an order for a purchase, or renews the claim, and gives the order as read back.
    async fn claim(&self, id: &OrderId, purchase: &str) -> Result<PurchaseOrder, ErpError>;
    /// Gives a claim back; a claim that is not held is no error.
    async fn release(&self, id: &OrderId, purchase: &str) -> Result<PurchaseOrder, ErpError>;
    /// Records a supplier order and reads it back. A second call with the same report has no second effect.
    async fn record(&self, report: &Report) -> Result<PurchaseOrder, ErpError>;
    /// Takes a recorded supplier order back.
    async fn undo(&self, report: &ReportId, reason: &str) -> Result<PurchaseOrder, ErpError>;
}

/// What a connected server says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Name and version.
    pub name: String,
    /// Who the key belongs to.
    pub user: String,
    /// How many orders wait to be bought.
    pub pending: u64,
}

/// One page of orders.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The orders.
    pub orders: Vec<PurchaseOrder>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
    /// What the next refresh gives as `since`.
    pub as_of: Option<String>,
}

/// The connector of a kind of ERP at an origin.
pub fn connector<'h, H: Http>(kind: Kind, origin: &str, key: &str, http: &'h H) -> impl Erp + use<'h, H> {
    match kind {
        Kind::Desk => Desk::new(origin.to_owned(), key.to_owned(), http),
    }
}
