//! InvenTree 1.0 and later, by its REST interface and an API token.
//!
//! What waits is a purchase order of status 10. The supplier's order number goes into
//! `supplier_reference`, freight into an extra line, and `issue` makes it purchased. The journal is in the
//! order's `metadata`: each entry is a member of its own with a name of its own, so that an InvenTree that
//! adds what is sent to what there is loses none; one that puts it in place of what there is loses what was
//! written since it was read. A claim that is lost that way is not found when it is read back.
//!
//! Neither time nor author of an entry is the server's doing: whoever may change the order may write any.

mod parse;

use super::adapter::{Adapter, Answer, Listed, Read};
use super::fault::refused;
use super::journal::State;
use super::rest::{Placed, Rest, has_number, misfit, numeric, shown, success, text};
use super::{ErpError, Fault, Means, Method, Server, Settings, Setup, encode};
use crate::json::{self, Value};
use crate::order::time::rfc3339;
use crate::order::{OrderId, Report, number_text};

/// Orders on a page: each is a request or two more.
const PAGE: u64 = 50;
/// Most lines of an order.
const LINES: &str = "&limit=1000&offset=0";
/// How the extra line of freight is called.
const FREIGHT: &str = "FREIGHT";

const ORDERS: &str = "/api/order/po/";
const EXTRA: &str = "/api/order/po-extra-line/";

/// One InvenTree.
pub struct InvenTree<'h> {
    rest: Rest<'h>,
    settings: Settings,
}

impl<'h> InvenTree<'h> {
    /// The InvenTree of a connection.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        let token = ["Token ", setup.key].concat();
        let rest = Rest::new(setup, means, ("Authorization", token));
        Self { rest, settings: json::copy(setup.settings) }
    }

    async fn get(&self, path: &str) -> Result<Value, ErpError> {
        success(&self.rest.ask(Method::Get, path, None).await?, failed)
    }

    async fn send(&self, method: Method, path: &str, body: String) -> Result<Value, ErpError> {
        success(&self.rest.ask(method, path, Some(body)).await?, failed)
    }

    /// The rows of a list, which come with their count and the address of the next page, or alone.
    async fn rows(&self, path: &str) -> Result<(Vec<Value>, u64, bool), ErpError> {
        let reply = self.get(path).await?;
        if let Value::List(rows) = reply {
            let count = rows.len() as u64;
            return Ok((rows, count, false));
        }
        let Some(Value::List(rows)) = reply.get("results") else { return Err(misfit("results")) };
        let count = match reply.get("count") {
            Some(Value::Integer(count)) => u64::try_from(*count).unwrap_or_default(),
            _ => return Err(misfit("count")),
        };
        let next = text(&reply, "next");
        // It is never followed, but a list that goes on elsewhere is not the one that was connected. Behind a
        // proxy it tells the scheme that the proxy speaks to it.
        if !next.is_empty() && parse::host(next) != parse::host(&self.rest.origin) {
            return Err(Fault::Elsewhere(next.chars().take(super::rest::SHOWN).collect()).into());
        }
        Ok((rows.clone(), count, !next.is_empty()))
    }

    async fn read(&self, row: &Value, journal: bool) -> Result<Read, ErpError> {
        let at = self.rest.time();
        let id = super::rest::number_id(row, "pk")?;
        let details = "&part_detail=true&supplier_part_detail=true&order_detail=false";
        let path = ["/api/order/po-line/?order=", &id, details, LINES].concat();
        let (lines, count, _) = self.rows(&path).await?;
        if count > lines.len() as u64 {
            return Err(misfit("po-line"));
        }
        let entries = if journal { self.journal(&id).await?.1 } else { Vec::new() };
        parse::read(row, &lines, super::rest::entries(entries), &self.rest.origin, &self.settings, at)
    }

    /// An order's metadata, and the entries in them.
    async fn journal(&self, id: &str) -> Result<(Value, Vec<Placed>), ErpError> {
        let reply = self.get(&metadata(id)).await?;
        let data = match reply.get("metadata") {
            Some(data @ (Value::Object(_) | Value::Null)) => data.clone(),
            None => Value::Null,
            Some(_) => return Err(misfit("metadata")),
        };
        let entries = parse::placed(&data);
        Ok((data, entries))
    }

    /// Who the token belongs to.
    async fn user(&self) -> Result<String, ErpError> {
        if let Some(user) = self.rest.known("user") {
            return Ok(user);
        }
        let reply = self.get("/api/user/me/").await?;
        let name = [text(&reply, "first_name"), text(&reply, "last_name")].join(" ");
        let name = if name.trim().is_empty() { text(&reply, "username") } else { name.trim() };
        if name.is_empty() {
            return Err(misfit("username"));
        }
        self.rest.know("user", name.to_owned());
        Ok(name.to_owned())
    }

    /// The extra line of a report's freight: its id and whether it says a price.
    async fn freight(&self, order: &str, number: &str) -> Result<Option<(String, bool)>, ErpError> {
        let (rows, ..) = self.rows(&[EXTRA, "?order=", order, LINES].concat()).await?;
        for row in &rows {
            if text(row, "reference") == FREIGHT && has_number(text(row, "notes"), number) {
                let price = row.get("price").and_then(super::figures::number);
                let priced = price.is_some_and(|price| !price.is_zero());
                return Ok(Some((super::rest::number_id(row, "pk")?, priced)));
            }
        }
        Ok(None)
    }

    async fn book(&self, order: &Read, report: &Report) -> Result<(), ErpError> {
        let Some(freight) = report.freight.filter(|freight| !freight.amount.is_zero()) else { return Ok(()) };
        if order.state == State::Cancelled {
            return Ok(());
        }
        let order = numeric(&order.order.id)?;
        let price = Value::text(&number_text(freight.amount)).to_string();
        match self.freight(order, &report.number).await? {
            Some((_, true)) => Ok(()),
            Some((line, false)) => self.price(&line, &price).await,
            None => {
                let currency = Value::text(freight.currency.code()).to_string();
                let notes = Value::text(&report.number).to_string();
                let body = [
                    "{\"order\":",
                    order,
                    ",\"reference\":\"",
                    FREIGHT,
                    "\",\"quantity\":1,\"price\":",
                    &price,
                    ",\"price_currency\":",
                    &currency,
                    ",\"notes\":",
                    &notes,
                    "}",
                ];
                self.send(Method::Post, EXTRA, body.concat()).await.map(drop)
            }
        }
    }

    async fn price(&self, line: &str, price: &str) -> Result<(), ErpError> {
        let path = [EXTRA, line, "/"].concat();
        self.send(Method::Patch, &path, ["{\"price\":", price, "}"].concat()).await.map(drop)
    }
}

fn at(order: &str) -> Result<String, ErpError> {
    Ok([ORDERS, numeric(order)?, "/"].concat())
}

fn metadata(order: &str) -> String {
    [ORDERS, order, "/metadata/"].concat()
}

/// What an answer without success means.
fn failed(status: u16, data: &Value) -> ErpError {
    match status {
        403 => ErpError::Refused(
            "the token's user may not do this in InvenTree; give their group the role Purchase Orders"
                .to_owned(),
        ),
        404 => ErpError::NotFound,
        400 => ErpError::Refused(shown(&parse::said(data))),
        _ => refused(status, shown(text(data, "error"))),
    }
}

impl Adapter for InvenTree<'_> {
    fn test(&self) -> Answer<'_, Server> {
        Box::pin(async {
            let told = async {
                let about = self.get("/api/").await?;
                if text(&about, "server") != "InvenTree" {
                    return Err(ErpError::NotFound);
                }
                let user = self.user().await?;
                let (_, pending, _) = self.rows(&[ORDERS, "?status=10&limit=1&offset=0"].concat()).await?;
                Ok(Server { name: ["InvenTree ", text(&about, "version")].concat(), user, pending })
            };
            // Nothing was asked for that every InvenTree has not.
            told.await.map_err(|error| match error {
                ErpError::NotFound => {
                    ErpError::NotThisKind("there is no InvenTree at this address".to_owned())
                }
                error => error,
            })
        })
    }

    /// It tells no times of changes, so that a refresh is the whole list. Orders that leave it meanwhile move
    /// those behind them up, so a page begins before where the last one ended by as many as have left.
    fn list<'a>(&'a self, _: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Listed> {
        Box::pin(async move {
            let (offset, before) = after.and_then(|after| after.split_once('-')).unwrap_or(("0", "0"));
            let mut offset: u64 = offset.parse().unwrap_or_default();
            let before: u64 = before.parse().unwrap_or_default();
            let path = |offset: u64| {
                let (most, offset) = (PAGE.to_string(), offset.to_string());
                let query = ["?status=10&limit=", &most, "&offset=", &offset];
                [ORDERS, &query.concat(), "&ordering=reference&supplier_detail=true"].concat()
            };
            let (mut rows, mut count, mut more) = self.rows(&path(offset)).await?;
            if count < before && offset > 0 {
                offset = offset.saturating_sub(before - count);
                (rows, count, more) = self.rows(&path(offset)).await?;
            }
            let mut orders = Vec::with_capacity(rows.len());
            for row in &rows {
                // Who buys is asked for when an order is opened; here it would be a request for each.
                let journal = !text(row, "supplier_reference").is_empty();
                orders.push(self.read(row, journal).await?);
            }
            let next = [(offset + PAGE).to_string(), count.to_string()].join("-");
            Ok(Listed { orders, next: more.then_some(next), as_of: None })
        })
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, Read> {
        Box::pin(async move {
            let row = self.get(&at(id)?).await?;
            self.read(&row, true).await
        })
    }

    fn append<'a>(&'a self, order: &'a Read, text: String) -> Answer<'a, String> {
        Box::pin(async move {
            let author = self.user().await?;
            let id = numeric(&order.order.id)?;
            let (data, entries) = self.journal(id).await?;
            let time = rfc3339(&self.rest.time());
            let place = super::rest::next_place(&entries);
            let mark = super::rest::fingerprint(&[&author, "|", &time, "|", &text].concat());
            let name = [parse::ENTRY, &place.to_string(), "-", &mark].concat();
            let quoted = |text: &str| Value::text(text).to_string();
            let mut body = String::from("{\"metadata\":{");
            // Everything that is there, for an InvenTree that puts this in its place.
            if let Value::Object(members) = &data {
                for (name, member) in members.members() {
                    body.push_str(&[&quoted(name), ":", &member.to_string(), ","].concat());
                }
            }
            let entry =
                ["{\"by\":", &quoted(&author), ",\"at\":", &quoted(&time), ",\"text\":", &quoted(&text)];
            body.push_str(&[&quoted(&name), ":", &entry.concat(), "}}}"].concat());
            let kept = self.send(Method::Patch, &metadata(id), body).await?;
            if kept.get("metadata").and_then(|data| data.get(&name)).is_none() {
                return Err(Fault::NotKept("metadata").into());
            }
            Ok(name)
        })
    }

    fn set_reference<'a>(&'a self, order: &'a Read, reference: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let text = Value::text(reference).to_string();
            let body = ["{\"supplier_reference\":", &text, "}"].concat();
            self.send(Method::Patch, &at(&order.order.id)?, body).await.map(drop)
        })
    }

    fn set_figures<'a>(&'a self, order: &'a Read, report: &'a Report) -> Answer<'a, ()> {
        Box::pin(self.book(order, report))
    }

    /// The line stays, without its price: to take it out would need the right to delete.
    fn clear_figures<'a>(&'a self, order: &'a Read, report: &'a Report) -> Answer<'a, ()> {
        Box::pin(async move {
            match self.freight(numeric(&order.order.id)?, &report.number).await? {
                Some((line, true)) => self.price(&line, "\"0\"").await,
                _ => Ok(()),
            }
        })
    }

    fn mark_purchased<'a>(&'a self, order: &'a Read) -> Answer<'a, ()> {
        Box::pin(async move {
            let path = [&at(&order.order.id)?, "issue/"].concat();
            self.send(Method::Post, &path, "{}".to_owned()).await.map(drop)
        })
    }

    /// What is placed can be put on hold or cancelled, but does not become pending again.
    fn take_mark_back<'a>(&'a self, _: &'a Read) -> Answer<'a, bool> {
        Box::pin(async { Ok(false) })
    }

    fn numbered<'a>(&'a self, number: &'a str) -> Answer<'a, Vec<(OrderId, String)>> {
        Box::pin(async move {
            let path = [ORDERS, "?search=", &encode(number), "&limit=100&offset=0"].concat();
            let mut orders = Vec::new();
            for row in &self.rows(&path).await?.0 {
                if has_number(text(row, "supplier_reference"), number)
                    && parse::state(row) != State::Cancelled
                {
                    orders.push((super::rest::number_id(row, "pk")?, text(row, "reference").to_owned()));
                }
            }
            Ok(orders)
        })
    }
}
