//! What is asked of connectors and what they answer, as texts: two modules share no memory.
//!
//! An answer's first line holds what was asked for, or the error. The orders of a list stand behind it, one to
//! a line and each written for itself, so that its text can be kept as it came and no list of thousands is
//! built up as a whole.

use super::{ErpError, Kind, Means, Page, Server, Settings, Setup, connect};
use crate::json::{self, Json, Object, Value};
use crate::order::{OrderId, PurchaseOrder, Report};

/// Something that is asked of the connector of a connection.
#[derive(Json)]
struct Call {
    of: OwnSetup,
    ask: Ask,
}

/// A [`Setup`] that goes from module to module.
#[derive(Json)]
pub(super) struct OwnSetup {
    kind: Kind,
    origin: String,
    key: String,
    settings: Settings,
}

impl OwnSetup {
    pub fn of(setup: &Setup<'_>) -> Self {
        Self {
            kind: setup.kind,
            origin: setup.origin.to_owned(),
            key: setup.key.to_owned(),
            settings: json::copy(setup.settings),
        }
    }

    /// The text of a [`Call`].
    pub fn asks(&self, ask: &Ask) -> String {
        let mut call = Object::with_capacity(2);
        call.put("of", self);
        call.put("ask", ask);
        Value::Object(call).to_string()
    }
}

/// What is asked: the methods of [`Erp`](super::Erp).
#[derive(Json)]
#[json(tag = "for")]
pub(super) enum Ask {
    Test,
    Orders { since: Option<String>, after: Option<String> },
    Order { id: OrderId },
    Claim { id: OrderId, purchase: String },
    Release { id: OrderId, purchase: String },
    Record { report: Box<Report> },
    Undo { report: Box<Report>, reason: String },
}

/// The first line of an answer.
#[derive(Debug, Json)]
#[json(default)]
pub(super) struct Answered {
    pub error: Option<ErpError>,
    pub answer: Value,
}

/// What stands in an answer's first line where a list was asked for.
#[derive(Debug, Json)]
pub(super) struct Head {
    pub next: Option<String>,
    pub as_of: Option<String>,
}

/// Does what is asked in a text; what came of it is one, too.
pub async fn answer(asked: &str, means: Means<'_>) -> String {
    let Call { of, ask } = match json::read(asked) {
        Ok(call) => call,
        Err(misfit) => return refused(&ErpError::Trouble(misfit.to_string())),
    };
    let setup = Setup { kind: of.kind, origin: &of.origin, key: &of.key, settings: &of.settings };
    let erp = connect(&setup, means);
    match &ask {
        Ask::Test => server(erp.test().await),
        Ask::Orders { since, after } => page(erp.orders(since.as_deref(), after.as_deref()).await),
        Ask::Order { id } => order(erp.order(id).await),
        Ask::Claim { id, purchase } => order(erp.claim(id, purchase).await),
        Ask::Release { id, purchase } => order(erp.release(id, purchase).await),
        Ask::Record { report } => order(erp.record(report).await),
        Ask::Undo { report, reason } => order(erp.undo(report, reason).await),
    }
}

fn refused(error: &ErpError) -> String {
    Value::only("error", error).to_string()
}

fn server(answer: Result<Server, ErpError>) -> String {
    match answer {
        Ok(server) => Value::only("answer", &server).to_string(),
        Err(error) => refused(&error),
    }
}

fn order(answer: Result<PurchaseOrder, ErpError>) -> String {
    match answer {
        Ok(order) => Value::only("answer", &order).to_string(),
        Err(error) => refused(&error),
    }
}

fn page(answer: Result<Page, ErpError>) -> String {
    let page = match answer {
        Ok(page) => page,
        Err(error) => return refused(&error),
    };
    let head = Head { next: page.next, as_of: page.as_of };
    let mut text = Value::only("answer", &head).to_string();
    for order in &page.orders {
        text.push('\n');
        text.push_str(&json::write(order));
    }
    text
}
