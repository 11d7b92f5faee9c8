//! Tryton 6.0 and later, by JSON-RPC as its own clients speak it.
//!
//! What waits is a purchase in the state `quotation`. The supplier's order number goes into `reference`
//! under Tryton's optimistic lock (`_timestamp`), `confirm` makes it purchased, and the entries of the
//! journal are notes (`ir.note`): only added, with ids that grow, and with author and time by the server.

mod parse;
mod rpc;

use super::adapter::{Adapter, Answer, Listed, Read, fitting};
use super::figures::in_utc;
use super::{ErpError, Fault, Means, Server, Settings, Setup};
use crate::json::{self, Value};
use crate::order::time::parse_rfc3339;
use crate::order::{OrderId, Time};
use parse::{Notes, Rows};
use rpc::Rpc;

/// Orders on a page: with more of them Tryton takes longer for each, with fewer for the calls. The second is for the
/// first page, which somebody waits for; that and the third are for orders so long that a page of them is too large.
const PAGES: [usize; 3] = [500, 100, 5];
/// Seconds that a refresh looks back behind the last one: a change is dated by when it began.
const OVERLAP: i64 = 60;

const PURCHASE: &str = "model.purchase.purchase.";
const FIELDS: &str = r#"["number","reference","state","comment","party.rec_name","currency.code","warehouse.rec_name","create_date","write_date","_timestamp"]"#;
const LINE_FIELDS: &str = r#"["purchase","quantity","unit_price","description","unit.symbol","product.code","product.rec_name","product_supplier.code""#;
const NOTE_FIELDS: &str = r#"["message","create_date","create_uid.rec_name","resource"]"#;
/// What is asked for before anything is done: these models, to read, and two of them to write.
const MODELS: &str = r#"["purchase.purchase","purchase.line","purchase.product_supplier","ir.note"]"#;

/// One Tryton.
pub struct Tryton<'h> {
    rpc: Rpc<'h>,
    settings: Settings,
}

impl<'h> Tryton<'h> {
    /// The Tryton of a connection.
    pub fn new(setup: &Setup<'_>, means: Means<'h>) -> Self {
        Self { rpc: Rpc::new(setup, means), settings: json::copy(setup.settings) }
    }

    /// What `method` of purchases answers.
    async fn purchases(&self, method: &str, params: &[&str]) -> Result<Value, ErpError> {
        self.rpc.call(&[PURCHASE, method].concat(), params).await
    }

    /// The orders of a domain with their lines and notes, the lowest id first, at most so many.
    async fn read(&self, domain: &str, most: usize) -> Result<Vec<Read>, ErpError> {
        let params = [domain, "0", &most.to_string(), r#"[["id","ASC"]]"#, FIELDS];
        let rows = self.purchases("search_read", &params).await?;
        let at = self.rpc.time();
        let ids = parse::ids(&rows)?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let lines = self.lines(&ids).await?;
        let notes = self.notes(&ids).await?;
        let base = self.rpc.page();
        Rows { rows, lines, notes, settings: &self.settings, page: &base, at }.reads()
    }

    /// As many orders of a domain as a page and an answer can hold, and how many those are at most.
    async fn page(&self, domain: &str, is_first: bool) -> Result<(Vec<Read>, usize), ErpError> {
        let sizes = PAGES.get(usize::from(is_first)..).unwrap_or_default();
        fitting(sizes, |most| self.read(domain, most)).await
    }

    async fn lines(&self, ids: &[i64]) -> Result<Value, ErpError> {
        let domain = [r#"[["type","=","line"],["#, &within("purchase", "", ids), "]]"].concat();
        let mut fields = LINE_FIELDS.to_owned();
        for field in parse::fields_of(&self.settings) {
            fields.push(',');
            fields.push_str(&Value::text(&field).to_string());
        }
        fields.push(']');
        let order = r#"[["purchase","ASC"],["id","ASC"]]"#;
        self.rpc.call("model.purchase.line.search_read", &[&domain, "0", "null", order, &fields]).await
    }

    async fn notes(&self, ids: &[i64]) -> Result<Notes, ErpError> {
        let domain = match ids {
            [id] => [r#"[["resource","=","purchase.purchase,"#, &id.to_string(), r#""]]"#].concat(),
            _ => ["[[", &within("resource.id", r#","purchase.purchase""#, ids), "]]"].concat(),
        };
        let params = [&domain, "0", "null", r#"[["id","ASC"]]"#, NOTE_FIELDS];
        Ok(Notes::of(self.rpc.call("model.ir.note.search_read", &params).await?))
    }

    /// What changed since a time, as a domain.
    async fn changed(&self, since: &str) -> Result<String, ErpError> {
        let since = parse_rfc3339(since).map(|time| tagged(&time)).unwrap_or_default();
        let noted =
            [r#"[["resource","like","purchase.purchase,%"],["create_date",">","#, &since, "]]"].concat();
        let params = [&noted, "0", "null", "null", r#"["resource"]"#];
        let notes = self.rpc.call("model.ir.note.search_read", &params).await?;
        let ids = Value::List(parse::resources(&notes).into_iter().map(Value::Integer).collect());
        let dated = |field: &str| ["[\"", field, "\",\">\",", &since, "]"].concat();
        let ids = ["[\"id\",\"in\",", &ids.to_string(), "]"].concat();
        Ok(["[\"OR\",", &dated("write_date"), ",", &dated("create_date"), ",", &ids, "]"].concat())
    }

    async fn write(&self, order: &Read, method: &str, values: &[&str]) -> Result<(), ErpError> {
        let id = id_of(&order.order.id)?;
        let ids = ["[", &id.to_string(), "]"].concat();
        let mut params = vec![ids.as_str()];
        params.extend(values);
        let lock = ["purchase.purchase,", &id.to_string()].concat();
        let method = [PURCHASE, method].concat();
        self.rpc.call_locked(&method, &params, &lock, &order.version).await.map(drop)
    }
}

/// Between the first and the last of these ids, which are sorted.
fn within(field: &str, behind: &str, ids: &[i64]) -> String {
    let (first, last) = (ids.first().copied().unwrap_or_default(), ids.last().copied().unwrap_or_default());
    let clause = |sign: &str, id: i64| ["\"", field, "\",\"", sign, "\",", &id.to_string(), behind].concat();
    [&clause(">=", first), "],[", &clause("<=", last)].concat()
}

fn tagged(time: &Time) -> String {
    use chrono::{Datelike, Timelike};
    let time = in_utc(time);
    let mut text = r#"{"__class__":"datetime""#.to_owned();
    let parts = [
        ("year", time.year().unsigned_abs()),
        ("month", time.month()),
        ("day", time.day()),
        ("hour", time.hour()),
        ("minute", time.minute()),
        ("second", time.second()),
        ("microsecond", 0),
    ];
    for (name, part) in parts {
        text.push_str(&[",\"", name, "\":", &part.to_string()].concat());
    }
    text.push('}');
    text
}

/// A server without the module knows none of its models.
fn without_module(error: ErpError) -> ErpError {
    match error {
        ErpError::Trouble(said) if crate::order::has_text(&said, "'purchase.") => {
            ErpError::NotThisKind("the module Purchase is not activated in this Tryton".to_owned())
        }
        error => error,
    }
}

/// The id of an order, which in Tryton is a number and nothing else.
fn id_of(order: &str) -> Result<i64, ErpError> {
    order.parse().ok().filter(|id| *id > 0).ok_or(ErpError::NotFound)
}

impl Adapter for Tryton<'_> {
    fn test(&self) -> Answer<'_, Server> {
        Box::pin(async {
            let version = self.rpc.version().await?;
            let access = self.rpc.call("model.ir.model.access.get_access", &[MODELS]).await;
            parse::check_access(&access.map_err(without_module)?)?;
            let user = self.rpc.user().await?;
            let waiting = r#"[["state","=","quotation"]]"#;
            let pending = match self.purchases("search_count", &[waiting, "0", "null"]).await? {
                Value::Integer(pending) => u64::try_from(pending).unwrap_or_default(),
                _ => return Err(Fault::Unreadable("search_count".to_owned()).into()),
            };
            Ok(Server { name: ["Tryton ", &version].concat(), user, pending })
        })
    }

    fn list<'a>(&'a self, since: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Listed> {
        Box::pin(async move {
            let behind = id_of(after.unwrap_or("1")).map(|id| if after.is_some() { id } else { 0 })?;
            let which = match since {
                Some(since) => self.changed(since).await?,
                None => r#"["state","=","quotation"]"#.to_owned(),
            };
            let domain = ["[", &which, ",[\"id\",\">\",", &behind.to_string(), "]]"].concat();
            let (orders, most) = self.page(&domain, after.is_none()).await?;
            let next = orders.last().filter(|_| orders.len() == most).map(|last| last.order.id.clone());
            let as_of = self.rpc.time().checked_sub_signed(chrono::TimeDelta::seconds(OVERLAP));
            Ok(Listed { orders, next, as_of: as_of.map(|time| crate::order::time::rfc3339(&time)) })
        })
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, Read> {
        Box::pin(async move {
            let domain = ["[[\"id\",\"=\",", &id_of(id)?.to_string(), "]]"].concat();
            self.read(&domain, 1).await?.pop().ok_or(ErpError::NotFound)
        })
    }

    fn append<'a>(&'a self, order: &'a Read, text: String) -> Answer<'a, String> {
        Box::pin(async move {
            let id = id_of(&order.order.id)?.to_string();
            let message = Value::text(&text).to_string();
            let note =
                [r#"[{"resource":"purchase.purchase,"#, &id, r#"","message":"#, &message, "}]"].concat();
            let made = self.rpc.call("model.ir.note.create", &[&note]).await?;
            match made.as_list().first() {
                Some(Value::Integer(id)) => Ok(id.to_string()),
                _ => Err(Fault::Unreadable("ir.note.create".to_owned()).into()),
            }
        })
    }

    fn set_reference<'a>(&'a self, order: &'a Read, reference: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let text = if reference.is_empty() { Value::Null } else { Value::text(reference) };
            let values = ["{\"reference\":", &text.to_string(), "}"].concat();
            self.write(order, "write", &[&values]).await
        })
    }

    fn mark_purchased<'a>(&'a self, order: &'a Read) -> Answer<'a, ()> {
        Box::pin(self.write(order, "confirm", &[]))
    }

    /// Only a purchase that is confirmed and not processed yet goes back: by way of a draft.
    fn take_mark_back<'a>(&'a self, order: &'a Read) -> Answer<'a, bool> {
        Box::pin(async move {
            match self.write(order, "draft", &[]).await {
                Ok(()) => {}
                Err(ErpError::Refused(_)) => return Ok(false),
                Err(error) => return Err(error),
            }
            let ids = ["[", &order.order.id, "]"].concat();
            self.purchases("quote", &[&ids]).await.map(|_| true)
        })
    }

    fn numbered<'a>(&'a self, number: &'a str) -> Answer<'a, Vec<(OrderId, String)>> {
        Box::pin(async move {
            let mut pattern = String::from("%");
            for char in number.chars() {
                if matches!(char, '%' | '_' | '\\') {
                    pattern.push('\\');
                }
                pattern.push(char);
            }
            pattern.push('%');
            let domain = [r#"[["reference","like","#, &Value::text(&pattern).to_string(), "]]"].concat();
            let params = [&domain, "0", "20", "null", r#"["number","reference"]"#];
            Ok(parse::numbered(&self.purchases("search_read", &params).await?, number))
        })
    }
}
