//! Odoo 16 and later.
//!
//! What waits is a purchase order in the state `draft` or `sent`. The supplier's order number goes into
//! `partner_ref`, `button_confirm` makes it purchased, and the entries of the journal are messages of its
//! chatter. Of those only the notes count that people wrote who are signed in as users of the firm:
//! neither what came by mail, whoever it says it is from, nor what was written in the portal.

mod answer;
mod figures;
mod html;
mod parse;
mod read;
mod rpc;

use super::adapter::{Adapter, Answer, Listed, Read, fitting};
use super::journal::State;
use super::{ErpError, Fault, Means, Server, Settings, Setup};
use crate::json::{self, Value};
use crate::order::time::rfc3339;
use crate::order::{OrderId, Report};
use figures::Own;
use parse::{LINE, SELLER};
use rpc::Rpc;

/// Orders on a page. The second is for the first page, which somebody waits for; that and those behind it are for
/// orders so long that a page of them is too large: their notes are HTML, which may hold pictures.
const PAGES: [usize; 4] = [4000, 100, 10, 1];
/// Seconds that a refresh looks back behind the last one: a change is dated by when it began, in whole seconds.
const OVERLAP: i64 = 60;

const ORDER: &str = "purchase.order";
const WAITING: &str = r#"["state","in",["draft","sent"]]"#;

/// One Odoo.
pub struct Odoo<'h> {
    rpc: Rpc<'h>,
    settings: Settings,
}

impl<'h> Odoo<'h> {
    /// The Odoo of a connection.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        Self { rpc: Rpc::new(setup, means), settings: json::copy(setup.settings) }
    }

    /// As many orders of a domain as a page and an answer can hold, and how many those are at most.
    async fn page(&self, domain: &str, is_first: bool) -> Result<(Vec<Read>, usize), ErpError> {
        let sizes = PAGES.get(usize::from(is_first)..).unwrap_or_default();
        fitting(sizes, |most| self.read(domain, most)).await
    }

    async fn write(&self, order: &Read, values: &str) -> Result<(), ErpError> {
        self.rpc.call(ORDER, "write", &one(order)?, values).await.map(drop)
    }

    async fn press(&self, order: &Read, button: &str) -> Result<(), ErpError> {
        self.rpc.call(ORDER, button, &one(order)?, "").await.map(drop)
    }

    /// Adds a note to an order; gives its id.
    async fn post(&self, order: &Read, text: &str) -> Result<String, ErpError> {
        let body = Value::text(&html::html_of(text)).to_string();
        // Before 17 a body was HTML anyway.
        let html = if self.rpc.session().await?.is_since(17) { ",\"body_is_html\":true" } else { "" };
        let kind = r#","message_type":"notification","subtype_xmlid":"mail.mt_note""#;
        let named = ["\"body\":", &body, kind, html].concat();
        match self.rpc.call(ORDER, "message_post", &one(order)?, &named).await? {
            Value::Integer(id) => Ok(id.to_string()),
            Value::List(ids) if ids.len() == 1 => Ok(list_of(&ids)),
            _ => Err(Fault::Unreadable("message_post".to_owned()).into()),
        }
    }

    /// Whether the user may do something with a model at all.
    async fn may(&self, model: &str, what: &str) -> Result<(), ErpError> {
        let quoted = ["\"operation\":\"", what, "\""].concat();
        let may = if self.rpc.session().await?.is_since(18) {
            self.rpc.call(model, "has_access", "[]", &quoted).await?
        } else {
            let named = [&quoted, ",\"raise_exception\":false"].concat();
            self.rpc.call(model, "check_access_rights", "", &named).await?
        };
        if may == Value::Bool(true) {
            return Ok(());
        }
        let missing = ["the user has no right to ", what, " ", model, "; let them be a user of Purchase"];
        Err(ErpError::Refused(missing.concat()))
    }

    /// Whether the fields are there that the settings name.
    async fn check_settings(&self) -> Result<(), ErpError> {
        for setting in parse::fields_of(&self.settings) {
            let (model, field) = parse::place_of(setting);
            if field.is_empty() {
                continue;
            }
            let named =
                [r#""attributes":["type"],"allfields":["#, &Value::text(field).to_string(), "]"].concat();
            if self.rpc.call(model, "fields_get", "", &named).await?.get(field).is_none() {
                return Err(ErpError::Refused(["Odoo has no field ", field, " in ", model].concat()));
            }
        }
        Ok(())
    }

    /// Back to what waits, by way of being cancelled; false where Odoo does not want to.
    async fn reopen(&self, order: &Read) -> Result<bool, ErpError> {
        let named = if self.rpc.session().await?.has("locked") { ",\"locked\"" } else { "" };
        let named = [r#""fields":["state""#, named, "]"].concat();
        let rows = self.rpc.call(ORDER, "read", &one(order)?, &named).await?;
        let row = rows.as_list().first().ok_or(ErpError::NotFound)?;
        // Odoo itself cancels an order although its goods have come. Before 19 one that is locked is `done`.
        let locked = parse::flag(row, "locked") || parse::text(row, "state") == "done";
        if locked || !self.is_untouched(order).await? {
            return Ok(false);
        }
        self.note(order, &Own::Reopen).await?;
        match self.press(order, "button_cancel").await {
            Ok(()) => {}
            Err(ErpError::Refused(_)) => {
                self.note(order, &Own::Keep).await?;
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
        self.press(order, "button_draft").await?;
        self.tidy(order).await.map(|()| true)
    }
}

/// Ids as a JSON list.
fn list(ids: &[i64]) -> String {
    let mut text = String::from("[");
    for (at, id) in ids.iter().enumerate() {
        text.push_str(if at > 0 { "," } else { "" });
        text.push_str(&id.to_string());
    }
    text.push(']');
    text
}

fn list_of(ids: &[Value]) -> String {
    ids.first().map(Value::to_string).unwrap_or_default()
}

/// The parts of a field that holds several.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// The id of an order, which in Odoo is a number and nothing else.
fn id_of(order: &str) -> Result<i64, ErpError> {
    order.parse().ok().filter(|id| *id > 0).ok_or(ErpError::NotFound)
}

/// An order's id as a JSON list.
fn one(order: &Read) -> Result<String, ErpError> {
    Ok(list(&[id_of(&order.order.id)?]))
}

impl Adapter for Odoo<'_> {
    fn test(&self) -> Answer<'_, Server> {
        Box::pin(async {
            let version = self.rpc.session().await?.version;
            for (model, what) in [(ORDER, "write"), (LINE, "write"), (SELLER, "read")] {
                self.may(model, what).await?;
            }
            self.check_settings().await?;
            let user = self.rpc.user().await?;
            let waiting = ["\"domain\":[", WAITING, "]"].concat();
            let pending = match self.rpc.call(ORDER, "search_count", "", &waiting).await? {
                Value::Integer(pending) => u64::try_from(pending).unwrap_or_default(),
                _ => return Err(Fault::Unreadable("search_count".to_owned()).into()),
            };
            Ok(Server { name: ["Odoo ", &version].concat(), user, pending })
        })
    }

    fn list<'a>(&'a self, since: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Listed> {
        Box::pin(async move {
            let behind = after.map_or(Ok(0), id_of)?;
            let which = match since {
                Some(since) => self.changed(since).await?,
                None => WAITING.to_owned(),
            };
            let domain = ["[\"id\",\">\",", &behind.to_string(), "],", &which].concat();
            let (orders, most) = self.page(&domain, after.is_none()).await?;
            let next = orders.last().filter(|_| orders.len() == most).map(|last| last.order.id.clone());
            let at = orders.first().map_or_else(|| self.rpc.time(), |first| first.at);
            let as_of = at.checked_sub_signed(chrono::TimeDelta::seconds(OVERLAP));
            Ok(Listed { orders, next, as_of: as_of.map(|time| rfc3339(&time)) })
        })
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, Read> {
        Box::pin(async move {
            let domain = ["[\"id\",\"=\",", &id_of(id)?.to_string(), "]"].concat();
            self.read(&domain, 1).await?.pop().ok_or(ErpError::NotFound)
        })
    }

    fn append<'a>(&'a self, order: &'a Read, text: String) -> Answer<'a, String> {
        Box::pin(async move { self.post(order, &text).await })
    }

    fn set_reference<'a>(&'a self, order: &'a Read, reference: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let text = if reference.is_empty() { Value::Bool(false) } else { Value::text(reference) };
            self.write(order, &["\"vals\":{\"partner_ref\":", &text.to_string(), "}"].concat()).await
        })
    }

    fn set_figures<'a>(&'a self, order: &'a Read, report: &'a Report) -> Answer<'a, ()> {
        Box::pin(async move {
            match order.state {
                State::Open => self.book(order, report).await,
                State::Purchased => self.track(order, None).await,
                State::Cancelled => Ok(()),
            }
        })
    }

    fn clear_figures<'a>(&'a self, order: &'a Read, report: &'a Report) -> Answer<'a, ()> {
        Box::pin(async move {
            match order.state {
                State::Open => self.tidy(order).await,
                State::Purchased => self.track(order, report.tracking.as_deref()).await,
                // What was cut off between cancelled and waiting again.
                State::Cancelled if Self::reopens(order) => {
                    self.press(order, "button_draft").await?;
                    self.tidy(order).await
                }
                State::Cancelled => Ok(()),
            }
        })
    }

    /// Odoo answers that it is done also where it does nothing, so the state is read back behind it. The
    /// receipts that take the tracking number come into being with it.
    fn mark_purchased<'a>(&'a self, order: &'a Read) -> Answer<'a, ()> {
        Box::pin(async move {
            self.press(order, "button_confirm").await?;
            self.track(order, None).await
        })
    }

    fn take_mark_back<'a>(&'a self, order: &'a Read) -> Answer<'a, bool> {
        Box::pin(self.reopen(order))
    }

    fn numbered<'a>(&'a self, number: &'a str) -> Answer<'a, Vec<(OrderId, String)>> {
        Box::pin(async move {
            let mut pattern = String::new();
            for char in number.chars() {
                if matches!(char, '%' | '_' | '\\') {
                    pattern.push('\\');
                }
                pattern.push(char);
            }
            let domain = ["[\"partner_ref\",\"like\",", &Value::text(&pattern).to_string(), "]"].concat();
            let fields = r#""fields":["name","partner_ref"],"limit":80"#;
            Ok(parse::numbered(&self.search(ORDER, &domain, fields).await?, number))
        })
    }
}

#[cfg(test)]
mod recorded;
#[cfg(test)]
mod tests;
