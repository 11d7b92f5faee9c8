//! What one ERP has to be able to do so that everything else of a connector is done alike for all.

use super::journal::{Entry, State};
use super::{ErpError, HttpError, Later, Server};
use crate::order::{OrderId, PurchaseOrder, Report, Time};

/// Something that an ERP answers later.
pub type Answer<'a, T> = Later<'a, Result<T, ErpError>>;

/// An order as the ERP has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The order, without what its entries say: no reports, nothing purchased, no claim.
    pub order: PurchaseOrder,
    /// What the ERP's own state of it means.
    pub state: State,
    /// What stands in the field for the supplier's order number.
    pub reference: String,
    /// What the ERP tells its versions apart by; empty where it does not.
    pub version: String,
    /// Its entries, in the order in which the ERP numbers them.
    pub entries: Vec<Entry>,
    /// When it was read, by the ERP's clock; by this computer's where the ERP does not tell.
    pub at: Time,
}

/// One page of orders.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The orders.
    pub orders: Vec<Read>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
    /// What the next refresh gives as `since`.
    pub as_of: Option<String>,
}

/// Reads a page by the first of these sizes of which the answer is not too large; gives that size, too.
///
/// # Errors
/// That of the reading; that the answer is too large where it is for every size.
pub async fn fitting<F: Future<Output = Result<Vec<Read>, ErpError>>>(
    sizes: &[usize],
    read: impl Fn(usize) -> F,
) -> Result<(Vec<Read>, usize), ErpError> {
    let too_large = ErpError::Http(HttpError::TooLarge);
    for &size in sizes {
        match read(size).await {
            Err(error) if error == too_large => {}
            answer => return answer.map(|orders| (orders, size)),
        }
    }
    Err(too_large)
}

/// One ERP's own ways. Each method is one request or a few, and none of them decides anything.
///
/// What changes an order gives [`ErpError::changed`] where the ERP says that it is not the version that was
/// read: then it is read again, and what is still to be done is done.
pub trait Adapter {
    /// Who answers, whose key it is, and how much waits.
    fn test(&self) -> Answer<'_, Server>;
    /// One page of orders. Without `since` all that wait to be bought; with it all that changed since then,
    /// those with new entries among them.
    fn list<'a>(&'a self, since: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Listed>;
    /// One order, with all its entries.
    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, Read>;
    /// Adds an entry to an order; gives the entry's id. When it returns the entry can be read, and every entry
    /// that will come before it has been asked for. Where the ERP has only a field to rewrite, the entry is added
    /// to what is read there and then: what two clients do to each other by that they find when they read back.
    fn append<'a>(&'a self, order: &'a Read, text: String) -> Answer<'a, String>;
    /// Writes the field for the supplier's order number.
    fn set_reference<'a>(&'a self, order: &'a Read, reference: &'a str) -> Answer<'a, ()>;
    /// Writes amounts, freight and tracking where the ERP has fields for them. Called again for a report that
    /// it has written, it changes nothing.
    fn set_figures<'a>(&'a self, _order: &'a Read, _report: &'a Report) -> Answer<'a, ()> {
        Box::pin(async { Ok(()) })
    }
    /// Takes the figures of a report that was taken back out again, as far as the ERP lets it.
    fn clear_figures<'a>(&'a self, _order: &'a Read, _report: &'a Report) -> Answer<'a, ()> {
        Box::pin(async { Ok(()) })
    }
    /// Moves the order to purchased.
    fn mark_purchased<'a>(&'a self, order: &'a Read) -> Answer<'a, ()>;
    /// Moves the order back to what waits to be bought; false where the ERP does not allow it.
    fn take_mark_back<'a>(&'a self, order: &'a Read) -> Answer<'a, bool>;
    /// The orders, id and number, in whose field for the supplier's order number this one stands.
    fn numbered<'a>(&'a self, number: &'a str) -> Answer<'a, Vec<(OrderId, String)>>;
    /// Milliseconds in which an entry can be read from when its request was sent; one that took longer
    /// is none. A claim is read back after as long.
    fn settling(&self) -> u32 {
        2000
    }
}
