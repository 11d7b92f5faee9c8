//! Odoo 16 and later.
//!
//! What waits is a purchase order in the state `draft` or `sent`. The supplier's order number goes into
//! `partner_ref`, `button_confirm` makes it purchased, and the entries of the journal are messages of its
//! chatter. Of those only the notes count that people wrote who are signed in as users of the firm:
//! neither what came by mail, whoever it says it is from, nor what was written in the portal.

mod figures;
mod html;
mod parse;
mod rpc;

use super::adapter::{Adapter, Answer, Listed, Read};
use super::figures::in_utc;
use super::journal::State;
use super::{ErpError, Fault, Means, Server, Settings, Setup};
use crate::json::{self, Value};
use crate::order::time::{parse_rfc3339, rfc3339};
use crate::order::{OrderId, Report};
use figures::Own;
use parse::{LINE, PRODUCT, Rows, SELLER};
use rpc::{Rpc, Session};

/// Orders on a page.
const PAGE: usize = 2000;
/// Lines of one answer: a page of orders with many lines would be larger than an answer may be.
const LINES: usize = 10_000;
/// Seconds that a refresh looks back behind the last one: a change is dated by when it began, in whole seconds.
const OVERLAP: i64 = 60;

const ORDER: &str = "purchase.order";
const FIELDS: &str = r#""fields":["name","state","partner_id","partner_ref","currency_id","order_line","create_date","write_date""#;
const LINE_FIELDS: &str = r#""product_id","name","product_qty","price_unit","display_type""#;
const PRODUCT_FIELDS: &str = r#""default_code","display_name","product_tmpl_id","type""#;
const SELLER_FIELDS: &str = r#""partner_id","product_tmpl_id","product_id","product_code","min_qty""#;
const WAITING: &str = r#"["state","in",["draft","sent"]]"#;
/// The messages that are entries. A message by mail is of another type, and so is one that can be edited.
const ENTRIES: &str = r#"["model","=","purchase.order"],["message_type","=","notification"],["create_uid.share","=",false],["body","like","one-click-purchase/1"]"#;

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

    async fn search(&self, model: &str, domain: &str, rest: &str) -> Result<Value, ErpError> {
        self.rpc.call(model, "search_read", "", &["\"domain\":[", domain, "],", rest].concat()).await
    }

    /// The orders of a domain with everything that belongs to them, the lowest id first, at most so many.
    async fn read(&self, domain: &str, most: usize) -> Result<Vec<Read>, ErpError> {
        let session = self.rpc.session().await?;
        let mut fields = FIELDS.to_owned();
        for field in ["note", "notes", "picking_type_id"] {
            if session.has(field) {
                fields.push_str(&[",\"", field, "\""].concat());
            }
        }
        fields.push_str("],\"order\":\"id asc\",\"limit\":");
        fields.push_str(&most.to_string());
        let orders = self.search(ORDER, domain, &fields).await?;
        let at = self.rpc.time();
        let ids = parse::ids(&orders, None)?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let lines = self.lines(&session, &parse::ids(&orders, Some("order_line"))?).await?;
        let products = parse::others(&lines, "product_id");
        let fields = parse::fields(PRODUCT_FIELDS, &self.settings, PRODUCT);
        let products = sorted(self.of(PRODUCT, &products, &fields).await?);
        let sellers = self.sellers(&products).await?;
        let partners = self.partners(&orders, &sellers).await?;
        let domain = [ENTRIES, ",[\"res_id\",\"in\",", &list(&ids), "]"].concat();
        let fields = r#""order":"id asc","fields":["body","create_uid","create_date","res_id"]"#;
        let messages = parse::grouped(self.search("mail.message", &domain, fields).await?, "res_id");
        let (page, settings, session) = (self.rpc.page(&session), &self.settings, &session);
        Rows { orders, lines, products, sellers, partners, messages, session, settings, page, at }.reads()
    }

    /// Fields of these records; of those that are no more, nothing.
    async fn of(&self, model: &str, ids: &[i64], fields: &str) -> Result<Vec<Value>, ErpError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        match self.rpc.call(model, "read", &list(ids), fields).await? {
            Value::List(rows) => Ok(rows),
            _ => Err(Fault::Unreadable("read".to_owned()).into()),
        }
    }

    async fn lines(&self, session: &Session, ids: &[i64]) -> Result<Vec<Value>, ErpError> {
        let mut usual = LINE_FIELDS.to_owned();
        for field in ["product_uom_id", "product_uom", "discount", "is_downpayment"] {
            if session.has(field) {
                usual.push_str(&[",\"", field, "\""].concat());
            }
        }
        let fields = parse::fields(&usual, &self.settings, LINE);
        let mut lines = Vec::with_capacity(ids.len());
        for some in ids.chunks(LINES) {
            lines.extend(self.of(LINE, some, &fields).await?);
        }
        Ok(sorted(lines))
    }

    async fn sellers(&self, products: &[Value]) -> Result<parse::Groups, ErpError> {
        let templates = parse::others(products, "product_tmpl_id");
        if templates.is_empty() {
            return Ok(parse::Groups::new());
        }
        let domain = ["[\"product_tmpl_id\",\"in\",", &list(&templates), "]"].concat();
        let fields = parse::fields(SELLER_FIELDS, &self.settings, SELLER);
        Ok(parse::grouped(self.search(SELLER, &domain, &fields).await?, "product_tmpl_id"))
    }

    /// The suppliers that are a part of another one, where anything is sold by somebody else than them.
    async fn partners(&self, orders: &Value, sellers: &parse::Groups) -> Result<Vec<Value>, ErpError> {
        let partners = parse::others(orders.as_list(), "partner_id");
        let is_own = |seller: &Value| {
            parse::other(seller, "partner_id").is_some_and(|(id, _)| partners.binary_search(&id).is_ok())
        };
        if sellers.iter().all(|(_, sellers)| sellers.iter().all(is_own)) {
            return Ok(Vec::new());
        }
        Ok(sorted(self.of("res.partner", &partners, r#""fields":["parent_id"]"#).await?))
    }

    /// What changed since a time, as a domain.
    async fn changed(&self, since: &str) -> Result<String, ErpError> {
        let since = parse_rfc3339(since).map(|time| rfc3339(&in_utc(&time))).unwrap_or_default();
        let (day, clock) = (since.get(..10).unwrap_or_default(), since.get(11..19).unwrap_or_default());
        let dated = |field: &str| ["[\"", field, "\",\">=\",\"", day, " ", clock, "\"]"].concat();
        let domain = [ENTRIES, ",", &dated("create_date")].concat();
        let noted = self.search("mail.message", &domain, r#""order":"id asc","fields":["res_id"]"#).await?;
        let mut ids = Vec::new();
        for (id, _) in parse::grouped(noted, "res_id") {
            ids.push(id);
        }
        let own = dated("write_date");
        let line = dated("order_line.write_date");
        Ok(["\"|\",\"|\",", &own, ",", &line, ",[\"id\",\"in\",", &list(&ids), "]"].concat())
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

/// The rows sorted by their ids, which `read` gives in the order of what it was asked.
fn sorted(rows: Vec<Value>) -> Vec<Value> {
    let id = |row: &Value| parse::integer(row, "id").unwrap_or_default();
    let mut sorted: Vec<Value> = Vec::with_capacity(rows.len());
    for row in rows {
        match sorted.last() {
            Some(last) if id(last) > id(&row) => {
                let at = sorted.partition_point(|own| id(own) < id(&row));
                sorted.insert(at, row);
            }
            _ => sorted.push(row),
        }
    }
    sorted
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
            let orders = self.read(&domain, PAGE).await?;
            let next = orders.last().filter(|_| orders.len() == PAGE).map(|last| last.order.id.clone());
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
mod tests;
