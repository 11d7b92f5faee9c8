//! ERPNext 15 and later, by Frappe's REST interface and an API key.
//!
//! What waits is a draft of a purchase order. The supplier's order number goes into `order_confirmation_no`;
//! every write tells the `modified` that was read, without which Frappe takes it over whatever is newer.
//! Submitting makes it purchased. The entries of the journal are comments: their author and time are the
//! server's. What visitors of the website wrote, who need no right to the order for that, is none.

mod calls;
mod parse;

use super::adapter::{Adapter, Answer, Listed, Read};
use super::journal::State;
use super::rest::{misfit, text};
use super::{ErpError, Means, Method, Server, Settings, Setup};
use crate::json::{self, Value};
use crate::order::{OrderId, Report, Time, number_text};
use calls::{Calls, at, list};

/// Orders on a page.
const PAGE: usize = 200;
/// Lines that are asked for at once: more than any page of orders ought to have.
const LINES: usize = 20_000;
/// Seconds that a refresh looks back behind the last one: a change is dated by when it began.
const OVERLAP: i64 = 60;

const FIELDS: &str = r#"["name","supplier","supplier_name","docstatus","currency","order_confirmation_no","set_warehouse","creation","modified","_comments"]"#;
const WAITING: &str = r#"["docstatus","=",0]"#;

/// One ERPNext.
pub struct ErpNext<'h> {
    calls: Calls<'h>,
    settings: Settings,
}

impl<'h> ErpNext<'h> {
    /// The ERPNext of a connection.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        Self { calls: Calls::new(setup, means), settings: json::copy(setup.settings) }
    }

    async fn document(&self, order: &str) -> Result<Value, ErpError> {
        let reply = self.calls.get(&at(order)).await?;
        reply.get("data").filter(|data| data.get("name").is_some()).cloned().ok_or_else(|| misfit("data"))
    }

    /// The lines of these orders, the first of which may be all that an answer holds: how many those are.
    async fn lines(&self, filters: &str, names: &[&str]) -> Result<(Value, usize), ErpError> {
        let bound = |sign: &str, name: &str| [",[\"name\",\"", sign, "\",", &quoted(name), "]"].concat();
        let mut count = names.len();
        while let (Some(first), Some(last)) = (names.first(), names.get(count.wrapping_sub(1))) {
            let filters = [filters, &bound(">=", first), &bound("<=", last)].concat();
            let lines = list(&self.calls, &filters, &parse::line_fields(&self.settings), "", LINES).await?;
            if lines.as_list().len() < LINES {
                return Ok((lines, count));
            }
            // What is over the limit is left out, and nothing tells of which order.
            count /= 2;
        }
        Err(misfit("items"))
    }

    /// The orders of these filters with their lines and entries, and whether there may be more of them.
    async fn page(&self, filters: &str, zone: &mut Option<i64>) -> Result<(Vec<Read>, bool), ErpError> {
        let rows = list(&self.calls, filters, FIELDS, "&order_by=name%20asc", PAGE).await?;
        let at = self.calls.rest.time();
        let names: Vec<&str> = rows.as_list().iter().map(|row| text(row, "name")).collect();
        if names.is_empty() {
            return Ok((Vec::new(), false));
        }
        let (lines, count) = self.lines(filters, &names).await?;
        let rows = rows.as_list().get(..count).unwrap_or_default();
        for row in rows {
            if zone.is_none() && parse::state(row) == State::Open {
                *zone = Some(self.calls.zone(text(row, "name")).await?);
            }
        }
        let mut reads = Vec::with_capacity(count);
        for row in rows {
            let name = text(row, "name");
            let own = parse::lines_of(&lines, name);
            let noted = parse::is_noted(text(row, "_comments"));
            let entries = match noted {
                true => self.calls.comments(name, zone.unwrap_or_default()).await?,
                false => Vec::new(),
            };
            reads.push(parse::read(row, &own, entries, &self.calls.rest.origin, &self.settings, *zone, at)?);
        }
        Ok((reads, names.len() == PAGE || count < names.len()))
    }

    async fn put(&self, order: &str, values: &str, version: &str) -> Result<Value, ErpError> {
        // Without it nothing would be checked.
        if version.is_empty() {
            return Err(misfit("modified"));
        }
        let body = ["{", values, ",\"modified\":", &quoted(version), "}"].concat();
        self.calls.send(Method::Put, &at(order), body).await
    }

    /// Rewrites the order's charges so that there is one for this report's freight, or none.
    async fn charge(&self, order: &Read, report: &Report, wanted: bool) -> Result<(), ErpError> {
        let account = self.settings.freight.as_str();
        let Some(freight) = report.freight.filter(|_| order.state == State::Open && !account.is_empty())
        else {
            return Ok(());
        };
        let document = self.document(&order.order.id).await?;
        if parse::state(&document) != State::Open || text(&document, "currency") != freight.currency.code() {
            return Ok(());
        }
        let named = ["运费 · Freight ", &report.number].concat();
        let mut rows = String::new();
        let mut found = false;
        for row in document.get("taxes").map(Value::as_list).unwrap_or_default() {
            let own = super::html::text_of(text(row, "description")).trim() == named;
            found |= own;
            if !own {
                rows.push_str(if rows.is_empty() { "" } else { "," });
                rows.push_str(&row.to_string());
            }
        }
        if found == wanted {
            return Ok(());
        }
        if wanted {
            rows.push_str(if rows.is_empty() { "" } else { "," });
            let kind = r#"{"charge_type":"Actual","category":"Total","add_deduct_tax":"Add","account_head":"#;
            let amount = number_text(freight.amount);
            rows.push_str(kind);
            let row =
                [&quoted(account), ",\"description\":", &quoted(&named), ",\"tax_amount\":", &amount, "}"];
            rows.push_str(&row.concat());
        }
        let values = ["\"taxes\":[", &rows, "]"].concat();
        self.put(&order.order.id, &values, text(&document, "modified")).await.map(drop)
    }
}

fn quoted(text: &str) -> String {
    Value::text(text).to_string()
}

/// Where the next page begins: which of the two lists of a refresh, and behind which name.
fn mark(noted: bool, name: &str) -> String {
    [if noted { "c" } else { "m" }, name].concat()
}

impl Adapter for ErpNext<'_> {
    fn test(&self) -> Answer<'_, Server> {
        Box::pin(async {
            let user = self.calls.user().await?;
            let filters = super::encode(&["[", WAITING, "]"].concat());
            let path = ["/api/method/frappe.client.get_count?doctype=Purchase%20Order&filters=", &filters];
            let pending = match self.calls.get(&path.concat()).await?.get("message") {
                Some(Value::Integer(pending)) => u64::try_from(*pending).unwrap_or_default(),
                _ => return Err(misfit("get_count")),
            };
            // Of one order, that it may be written and that no stale copy is.
            let one = list(&self.calls, WAITING, r#"["name"]"#, "", 1).await?;
            if let Some(one) = one.as_list().first() {
                self.calls.zone(text(one, "name")).await?;
            }
            Ok(Server { name: "ERPNext".to_owned(), user, pending })
        })
    }

    fn list<'a>(&'a self, since: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Listed> {
        Box::pin(async move {
            let noted = after.is_some_and(|after| after.starts_with('c'));
            let mut filters = match since {
                None => WAITING.to_owned(),
                Some(since) if !noted => ["[\"modified\",\">\",", &quoted(since), "]"].concat(),
                // A comment leaves the order's time as it is.
                Some(_) => [WAITING, r#",["_comments","like","%this order%"]"#].concat(),
            };
            if let Some(name) = after.and_then(|after| after.get(1..)).filter(|name| !name.is_empty()) {
                filters.push_str(&[",[\"name\",\">\",", &quoted(name), "]"].concat());
            }
            let mut zone = self.calls.known_zone();
            let begun = self.calls.rest.time();
            let (orders, more) = self.page(&filters, &mut zone).await?;
            let next = match orders.last() {
                Some(last) if more => Some(mark(noted, &last.order.id)),
                _ if since.is_some() && !noted => Some(mark(true, "")),
                _ => None,
            };
            let at: Time = orders.first().map_or(begun, |first| first.at);
            let as_of = zone.and_then(|zone| parse::local(&at, zone * 60 - OVERLAP));
            Ok(Listed { orders, next, as_of: as_of.or_else(|| since.map(str::to_owned)) })
        })
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, Read> {
        Box::pin(async move {
            let row = self.document(id).await?;
            let at = self.calls.rest.time();
            let zone = match parse::state(&row) {
                State::Open => Some(self.calls.zone(id).await?),
                _ => self.calls.known_zone(),
            };
            let entries = self.calls.comments(id, zone.unwrap_or_default()).await?;
            let lines: Vec<&Value> =
                row.get("items").map(Value::as_list).unwrap_or_default().iter().collect();
            parse::read(&row, &lines, entries, &self.calls.rest.origin, &self.settings, zone, at)
        })
    }

    fn append<'a>(&'a self, order: &'a Read, text: String) -> Answer<'a, String> {
        Box::pin(async move { self.calls.comment(&order.order.id, &text).await })
    }

    fn set_reference<'a>(&'a self, order: &'a Read, reference: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let mut values = ["\"order_confirmation_no\":", &quoted(reference)].concat();
            // Of a submitted order only the number may still be written.
            if order.state == State::Open {
                let zone = self.calls.known_zone().unwrap_or_default();
                let day = parse::local(&order.at, zone * 60).filter(|_| !reference.is_empty());
                let day = day.as_deref().and_then(|time| time.get(..10)).map_or(Value::Null, Value::text);
                values.push_str(&[",\"order_confirmation_date\":", &day.to_string()].concat());
            }
            self.put(&order.order.id, &values, &order.version).await.map(drop)
        })
    }

    fn set_figures<'a>(&'a self, order: &'a Read, report: &'a Report) -> Answer<'a, ()> {
        Box::pin(self.charge(order, report, true))
    }

    fn clear_figures<'a>(&'a self, order: &'a Read, report: &'a Report) -> Answer<'a, ()> {
        Box::pin(self.charge(order, report, false))
    }

    fn mark_purchased<'a>(&'a self, order: &'a Read) -> Answer<'a, ()> {
        Box::pin(async move { self.put(&order.order.id, "\"docstatus\":1", &order.version).await.map(drop) })
    }

    /// What is submitted can only be cancelled and amended, which makes another order of it.
    fn take_mark_back<'a>(&'a self, _: &'a Read) -> Answer<'a, bool> {
        Box::pin(async { Ok(false) })
    }

    fn numbered<'a>(&'a self, number: &'a str) -> Answer<'a, Vec<(OrderId, String)>> {
        Box::pin(async move {
            let like = quoted(&["%", number, "%"].concat());
            let filters = [r#"["docstatus","<",2],["order_confirmation_no","like","#, &like, "]"].concat();
            let rows = list(&self.calls, &filters, r#"["name","order_confirmation_no"]"#, "", 100).await?;
            let mut orders = Vec::new();
            for row in rows.as_list() {
                if super::rest::has_number(text(row, "order_confirmation_no"), number) {
                    orders.push((text(row, "name").to_owned(), text(row, "name").to_owned()));
                }
            }
            Ok(orders)
        })
    }
}
