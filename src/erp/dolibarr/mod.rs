//! Dolibarr 15 and later, by its REST interface and a person's API key.
//!
//! What waits is an approved order. The supplier's order number goes into `ref_supplier`, and `makeorder`
//! makes it ordered, which Dolibarr does again as often as it is asked, so the state is looked at first. The
//! journal is in `note_private`, which is rewritten for each entry: what somebody else wrote between reading
//! and writing is lost. A claim that is lost that way is not found when it is read back.
//!
//! Neither time nor author of an entry is the server's doing: whoever may change the order may write any.

mod parse;

use super::adapter::{Adapter, Answer, Listed, Read};
use super::fault::refused;
use super::journal::State;
use super::rest::{Rest, has_number, misfit, numeric, shown, success, text};
use super::{ErpError, Fault, Means, Method, Server, Settings, Setup, encode};
use crate::json::{self, Value};
use crate::order::OrderId;
use crate::order::time::rfc3339;
use parse::Goods;

/// Orders on a page.
const PAGE: usize = 50;

const API: &str = "/api/index.php/";
const ORDERS: &str = "/api/index.php/supplierorders";

/// One Dolibarr.
pub struct Dolibarr<'h> {
    rest: Rest<'h>,
    settings: Settings,
}

impl<'h> Dolibarr<'h> {
    /// The Dolibarr of a connection.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        let rest = Rest::new(setup, means, ("DOLAPIKEY", setup.key.to_owned()));
        Self { rest, settings: json::copy(setup.settings) }
    }

    async fn get(&self, path: &str) -> Result<Value, ErpError> {
        success(&self.rest.ask(Method::Get, path, None).await?, failed)
    }

    /// What is nice to have: nothing where there is none, or the key has no right to it.
    async fn maybe(&self, path: &str) -> Result<Option<Value>, ErpError> {
        match self.get(&[API, path].concat()).await {
            Ok(found) => Ok(Some(found)),
            Err(ErpError::NotFound | ErpError::Key | ErpError::Refused(_) | ErpError::NotThisKind(_)) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Orders; none is told with the status of a page that is missing.
    async fn orders(&self, query: &str) -> Result<Vec<Value>, ErpError> {
        match self.get(&[ORDERS, "?", query].concat()).await {
            Ok(Value::List(rows)) => Ok(rows),
            Ok(_) => Err(misfit("supplierorders")),
            Err(ErpError::NotFound) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    async fn row(&self, id: &str) -> Result<Value, ErpError> {
        self.get(&[ORDERS, "/", numeric(id)?].concat()).await
    }

    /// What is put: Dolibarr answers with the order, or with `false` where it did nothing.
    async fn put(&self, id: &str, values: &str) -> Result<Value, ErpError> {
        let path = [ORDERS, "/", numeric(id)?].concat();
        let reply = success(&self.rest.ask(Method::Put, &path, Some(values.to_owned())).await?, failed)?;
        match reply.get("id") {
            Some(_) => Ok(reply),
            None => Err(Fault::NotKept("change").into()),
        }
    }

    /// Who the key belongs to; a key without the right to know is nobody's.
    async fn user(&self) -> Result<String, ErpError> {
        if let Some(user) = self.rest.known("user") {
            return Ok(user);
        }
        let found = self.maybe("users/info").await?;
        let name = found.map(|user| {
            let name = [text(&user, "firstname"), text(&user, "lastname")].join(" ");
            if name.trim().is_empty() { text(&user, "login").to_owned() } else { name.trim().to_owned() }
        });
        let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| "Dolibarr".to_owned());
        self.rest.know("user", name.clone());
        Ok(name)
    }

    /// The currency of the firm, which an order has that names none.
    async fn currency(&self) -> Result<String, ErpError> {
        if let Some(code) = self.rest.known("currency") {
            return Ok(code);
        }
        let found = self.maybe("setup/company").await?;
        let code = found.map(|company| text(&company, "currency_code").to_owned()).unwrap_or_default();
        self.rest.know("currency", code.clone());
        Ok(code)
    }

    /// The units that lines can be counted in; none where the key has no right to know.
    async fn units(&self) -> Result<Value, ErpError> {
        if let Some(units) = self.rest.known("units").and_then(|units| json::parse(&units).ok()) {
            return Ok(units);
        }
        let units = self.maybe("setup/dictionary/units?limit=500&active=1").await?.unwrap_or_default();
        self.rest.know("units", units.to_string());
        Ok(units)
    }

    /// What the products of these orders are called at their suppliers, and who those are; each is asked for
    /// once.
    async fn goods(&self, rows: &[Value]) -> Result<Goods, ErpError> {
        let mut goods = Goods { currency: self.currency().await?, ..Goods::default() };
        for row in rows {
            let supplier = text(row, "socid");
            if !supplier.is_empty() && goods.supplier(supplier).is_none() {
                let path = ["thirdparties/", &encode(supplier)].concat();
                let name = self.maybe(&path).await?.map(|party| text(&party, "name").to_owned());
                goods.suppliers.push((supplier.to_owned(), name.unwrap_or_default()));
            }
            for line in row.get("lines").map(Value::as_list).unwrap_or_default() {
                if goods.units.is_none() && parse::unit(line).is_some() {
                    goods.units = Some(self.units().await?);
                }
                let product = text(line, "fk_product");
                if product.is_empty() {
                    continue;
                }
                if !self.settings.has_template() && goods.product(product).is_none() {
                    let path = ["products/", &encode(product)].concat();
                    let found = self.maybe(&path).await?.unwrap_or_default();
                    goods.products.push((product.to_owned(), found));
                }
                if parse::code(line).is_empty() && goods.price(product).is_none() {
                    let path = ["products/", &encode(product), "/purchase_prices"].concat();
                    let found = self.maybe(&path).await?.unwrap_or_default();
                    goods.prices.push((product.to_owned(), found));
                }
            }
        }
        Ok(goods)
    }

    async fn reads(&self, rows: &[Value]) -> Result<Vec<Read>, ErpError> {
        let at = self.rest.time();
        let goods = self.goods(rows).await?;
        let mut reads = Vec::with_capacity(rows.len());
        for row in rows {
            reads.push(parse::read(row, &goods, &self.rest.origin, &self.settings, at)?);
        }
        Ok(reads)
    }
}

/// What an answer without success means.
fn failed(status: u16, data: &Value) -> ErpError {
    let said = data.get("error").map(|error| text(error, "message")).unwrap_or_default();
    match status {
        401 => ErpError::Key,
        403 => ErpError::Refused(
            "the key's user may not do this in Dolibarr; give them the rights on supplier orders".to_owned(),
        ),
        404 if !said.is_empty() => ErpError::NotFound,
        // What it failed with is in the text, with its query where it was one.
        500.. => ErpError::Trouble(["Dolibarr failed: HTTP ", &status.to_string()].concat()),
        _ => refused(status, shown(said)),
    }
}

impl Adapter for Dolibarr<'_> {
    fn test(&self) -> Answer<'_, Server> {
        Box::pin(async {
            let status = self.get(&[API, "status"].concat()).await?;
            let version = status.get("success").map(|success| text(success, "dolibarr_version"));
            let Some(version) = version.filter(|version| !version.is_empty()) else {
                return Err(ErpError::NotThisKind("there is no Dolibarr at this address".to_owned()));
            };
            let name = ["Dolibarr ", version].concat();
            let user = self.user().await?;
            // It counts nothing.
            let pending = self.orders("status=approved&limit=100&page=0").await?.len() as u64;
            Ok(Server { name, user, pending })
        })
    }

    /// It tells no times of changes, so that a refresh is the whole list.
    fn list<'a>(&'a self, _: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Listed> {
        Box::pin(async move {
            let most = PAGE.to_string();
            let sorted = "&page=0&sortfield=t.rowid&sortorder=ASC";
            let mut query = ["status=approved&limit=", &most, sorted].concat();
            if let Some(after) = after {
                let behind = ["(t.rowid:>:", numeric(after)?, ")"].concat();
                query.push_str(&["&sqlfilters=", &encode(&behind)].concat());
            }
            let orders = self.reads(&self.orders(&query).await?).await?;
            let next = orders.last().filter(|_| orders.len() == PAGE).map(|last| last.order.id.clone());
            if next.is_some() && next.as_deref() == after {
                return Err(misfit("sqlfilters"));
            }
            Ok(Listed { orders, next, as_of: None })
        })
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, Read> {
        Box::pin(async move {
            let row = self.row(id).await?;
            self.reads(&[row]).await?.pop().ok_or(ErpError::NotFound)
        })
    }

    fn append<'a>(&'a self, order: &'a Read, text: String) -> Answer<'a, String> {
        Box::pin(async move {
            let author = self.user().await?;
            let row = self.row(&order.order.id).await?;
            let note = super::rest::text(&row, "note_private");
            let (id, note) = parse::with_entry(note, &author, &rfc3339(&self.rest.time()), &text);
            let values = ["{\"note_private\":", &Value::text(&note).to_string(), "}"].concat();
            self.put(&order.order.id, &values).await.map(|_| id)
        })
    }

    fn set_reference<'a>(&'a self, order: &'a Read, reference: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let values = ["{\"ref_supplier\":", &Value::text(reference).to_string(), "}"].concat();
            self.put(&order.order.id, &values).await.map(drop)
        })
    }

    fn mark_purchased<'a>(&'a self, order: &'a Read) -> Answer<'a, ()> {
        Box::pin(async move {
            let row = self.row(&order.order.id).await?;
            if parse::state(&row) != State::Open {
                return Ok(());
            }
            let path = [ORDERS, "/", numeric(&order.order.id)?, "/makeorder"].concat();
            let date = order.at.timestamp().to_string();
            // A comment would stand there again with each try.
            let body = ["{\"date\":", &date, ",\"method\":1,\"comment\":\"\"}"].concat();
            success(&self.rest.ask(Method::Post, &path, Some(body)).await?, failed).map(drop)
        })
    }

    /// Its interface has no call for it; people can reopen the order on its page.
    fn take_mark_back<'a>(&'a self, _: &'a Read) -> Answer<'a, bool> {
        Box::pin(async { Ok(false) })
    }

    fn numbered<'a>(&'a self, number: &'a str) -> Answer<'a, Vec<(OrderId, String)>> {
        Box::pin(async move {
            let like = parse::like(number);
            let (mut orders, mut behind) = (Vec::new(), "0".to_owned());
            loop {
                let filters =
                    ["(t.ref_supplier:like:'%", &like, "%') and (t.rowid:>:", &behind, ")"].concat();
                let query =
                    ["limit=100&page=0&sortfield=t.rowid&sortorder=ASC&sqlfilters=", &encode(&filters)];
                let rows = self.orders(&query.concat()).await?;
                for row in &rows {
                    let taken = has_number(text(row, "ref_supplier"), number);
                    if taken && parse::state(row) != State::Cancelled {
                        orders.push((super::rest::number_id(row, "id")?, text(row, "ref").to_owned()));
                    }
                }
                let Some(last) = rows.last().filter(|_| rows.len() == 100) else { return Ok(orders) };
                let last = super::rest::number_id(last, "id")?;
                if last == behind {
                    return Err(misfit("sqlfilters"));
                }
                behind = last;
            }
        })
    }
}
