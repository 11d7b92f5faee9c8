//! A connector as whoever asks it knows it: it may be in another module.

use super::call::{Answered, Ask, Head, OwnSetup};
use super::{ErpError, Later, Server, Setup};
use crate::json::{self, Json, Misfit, Value};
use crate::order::{OrderId, PurchaseOrder, Report};

/// Where connectors are. In the browser they are a module of their own, which is loaded when the first ERP is
/// asked something: most of what wakes the background asks none.
pub trait Connectors {
    /// Has the connectors do what a text asks, and gives the text of [`answer`](super::answer).
    ///
    /// # Errors
    /// Says why they could not be loaded.
    fn call(&self, asked: String) -> Later<'_, Result<String, String>>;
}

/// One page of orders, each beside the JSON that it came as.
#[derive(Debug, Default, PartialEq)]
pub struct Sheet {
    /// The orders.
    pub orders: Vec<(PurchaseOrder, String)>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
    /// What the next refresh gives as `since`.
    pub as_of: Option<String>,
}

/// The connector of one connection. Its methods are those of [`Erp`](super::Erp).
pub struct Remote<'c> {
    setup: OwnSetup,
    connectors: &'c dyn Connectors,
}

impl std::fmt::Debug for Remote<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Remote")
    }
}

impl<'c> Remote<'c> {
    /// The connector of a connection.
    pub fn new(setup: &Setup<'_>, connectors: &'c dyn Connectors) -> Self {
        Self { setup: OwnSetup::of(setup), connectors }
    }

    /// See [`Erp::test`](super::Erp::test).
    pub async fn test(&self) -> Result<Server, ErpError> {
        fitted(self.ask(Ask::Test).await?)
    }

    /// See [`Erp::orders`](super::Erp::orders). The ERP is asked right away, and not when somebody waits for
    /// what it answers.
    pub fn orders(&self, since: Option<&str>, after: Option<&str>) -> Later<'c, Result<Sheet, ErpError>> {
        let ask = Ask::Orders { since: since.map(str::to_owned), after: after.map(str::to_owned) };
        let asked = self.connectors.call(self.setup.asks(&ask));
        Box::pin(async { sheet(&asked.await.map_err(ErpError::Trouble)?) })
    }

    /// See [`Erp::order`](super::Erp::order).
    pub async fn order(&self, id: &OrderId) -> Result<PurchaseOrder, ErpError> {
        self.one(Ask::Order { id: id.clone() }).await
    }

    /// See [`Erp::claim`](super::Erp::claim).
    pub async fn claim(&self, id: &OrderId, purchase: &str) -> Result<PurchaseOrder, ErpError> {
        self.one(Ask::Claim { id: id.clone(), purchase: purchase.to_owned() }).await
    }

    /// See [`Erp::release`](super::Erp::release).
    pub async fn release(&self, id: &OrderId, purchase: &str) -> Result<PurchaseOrder, ErpError> {
        self.one(Ask::Release { id: id.clone(), purchase: purchase.to_owned() }).await
    }

    /// See [`Erp::record`](super::Erp::record).
    pub async fn record(&self, report: &Report) -> Result<PurchaseOrder, ErpError> {
        self.one(Ask::Record { report: Box::new(json::copy(report)) }).await
    }

    /// See [`Erp::undo`](super::Erp::undo).
    pub async fn undo(&self, report: &Report, reason: &str) -> Result<PurchaseOrder, ErpError> {
        self.one(Ask::Undo { report: Box::new(json::copy(report)), reason: reason.to_owned() }).await
    }

    async fn one(&self, ask: Ask) -> Result<PurchaseOrder, ErpError> {
        fitted(self.ask(ask).await?)
    }

    async fn ask(&self, ask: Ask) -> Result<Value, ErpError> {
        Ok(told(&self.carry(ask).await?)?.0)
    }

    async fn carry(&self, ask: Ask) -> Result<String, ErpError> {
        self.connectors.call(self.setup.asks(&ask)).await.map_err(ErpError::Trouble)
    }
}

/// What an answer holds in its first line, and the lines behind it.
fn told(answer: &str) -> Result<(Value, &str), ErpError> {
    let (first, rest) = answer.split_once('\n').unwrap_or((answer, ""));
    let answered: Answered = fitted(json::parse(first).map_err(unreadable)?)?;
    match answered.error {
        Some(error) => Err(error),
        None => Ok((answered.answer, rest)),
    }
}

fn sheet(answer: &str) -> Result<Sheet, ErpError> {
    let (head, lines) = told(answer)?;
    let head: Head = fitted(head)?;
    let mut sheet = Sheet { orders: Vec::new(), next: head.next, as_of: head.as_of };
    for line in lines.lines() {
        let order = fitted(json::parse(line).map_err(unreadable)?)?;
        sheet.orders.push((order, line.to_owned()));
    }
    Ok(sheet)
}

fn fitted<T: Json>(value: Value) -> Result<T, ErpError> {
    json::fit(value).map_err(unreadable)
}

fn unreadable(misfit: Misfit) -> ErpError {
    ErpError::Trouble(misfit.to_string())
}
