//! What is asked to read orders: few requests for a page, whatever is on it.
//!
//! Other records are asked for as their ids alone (`load`): their names are worked out for each row anew, and
//! that of an order takes longer than all the rest of a line.

use super::super::adapter::Read;
use super::super::figures::in_utc;
use super::super::{ErpError, Fault};
use super::parse::{self, Groups, LINE, PRODUCT, Rows, SELLER};
use super::rpc::Session;
use super::{ORDER, Odoo, list};
use crate::json::Value;
use crate::order::time::{parse_rfc3339, rfc3339};

/// Lines of one answer: a page of orders with many lines would be larger than an answer may be.
const LINES: usize = 10_000;

const FIELDS: &str = r#""load":"","order":"id asc","fields":["name","state","partner_id","partner_ref","currency_id","order_line","create_date","write_date""#;
const LINE_FIELDS: &str = r#""product_id","name","product_qty","price_unit","display_type""#;
const PRODUCT_FIELDS: &str = r#""default_code","display_name","product_tmpl_id","type""#;
const SELLER_FIELDS: &str = r#""partner_id","product_tmpl_id","product_id","product_code","min_qty""#;
/// The messages that are entries. A message by mail is of another type, and so is one that can be edited.
const ENTRIES: &str = r#"["model","=","purchase.order"],["message_type","=","notification"],["create_uid.share","=",false],["body","like","one-click-purchase/1"]"#;

impl Odoo<'_> {
    pub(super) async fn search(&self, model: &str, domain: &str, rest: &str) -> Result<Value, ErpError> {
        self.rpc.call(model, "search_read", "", &["\"domain\":[", domain, "],", rest].concat()).await
    }

    /// The orders of a domain with everything that belongs to them, the lowest id first, at most so many.
    pub(super) async fn read(&self, domain: &str, most: usize) -> Result<Vec<Read>, ErpError> {
        let session = self.rpc.session().await?;
        let mut fields = with(&session, FIELDS, &["note", "notes", "picking_type_id"]);
        fields.push_str("],\"limit\":");
        fields.push_str(&most.to_string());
        let orders = self.search(ORDER, domain, &fields).await?;
        let at = self.rpc.time();
        let ids = parse::ids(&orders, None)?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let lines = self.lines(&session, &parse::ids(&orders, Some("order_line"))?).await?;
        let fields = parse::fields(PRODUCT_FIELDS, &self.settings, PRODUCT);
        let products = self.of(PRODUCT, &parse::others(&lines, "product_id"), &fields).await?;
        let sellers = self.sellers(&products).await?;
        let all = orders.as_list();
        let partners = parse::others(all, "partner_id");
        let partners = self.of("res.partner", &partners, r#""fields":["display_name","parent_id"]"#).await?;
        let domain = [ENTRIES, ",[\"res_id\",\"in\",", &list(&ids), "]"].concat();
        let fields = r#""order":"id asc","fields":["body","create_uid","create_date","res_id"]"#;
        let messages = parse::grouped(self.search("mail.message", &domain, fields).await?, "res_id");
        let currencies = self.names("res.currency", parse::others(all, "currency_id")).await?;
        let units = self.names("uom.uom", parse::others(&lines, parse::unit_of(&session))).await?;
        let receipts = match self.names("stock.picking.type", parse::others(all, "picking_type_id")).await {
            // Whoever buys need not see where goods are put.
            Err(ErpError::Refused(_)) => Vec::new(),
            receipts => receipts?,
        };
        let (page, settings, session) = (self.rpc.page(&session), &self.settings, &session);
        Rows {
            orders,
            lines,
            products,
            sellers,
            partners,
            messages,
            currencies,
            units,
            receipts,
            session,
            settings,
            page,
            at,
        }
        .reads()
    }

    /// Fields of these records, sorted by id; of those that are no more, nothing.
    async fn of(&self, model: &str, ids: &[i64], fields: &str) -> Result<Vec<Value>, ErpError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        match self.rpc.call(model, "read", &list(ids), &["\"load\":\"\",", fields].concat()).await? {
            Value::List(rows) => Ok(sorted(rows)),
            _ => Err(Fault::Unreadable("read".to_owned()).into()),
        }
    }

    /// The names of records that are few and hardly ever change, with others that were asked for before.
    async fn names(&self, model: &str, ids: Vec<i64>) -> Result<Vec<Value>, ErpError> {
        let mut known = self.rpc.kept(model);
        let mut unknown = Vec::new();
        for id in ids {
            if parse::row_of(&known, id).is_none() {
                unknown.push(id);
            }
        }
        if !unknown.is_empty() {
            known.extend(self.of(model, &unknown, r#""fields":["display_name"]"#).await?);
            known = self.rpc.keep(model, sorted(known));
        }
        Ok(known)
    }

    async fn lines(&self, session: &Session, ids: &[i64]) -> Result<Vec<Value>, ErpError> {
        let usual =
            with(session, LINE_FIELDS, &["product_uom_id", "product_uom", "discount", "is_downpayment"]);
        let fields = parse::fields(&usual, &self.settings, LINE);
        let mut lines = Vec::with_capacity(ids.len());
        for some in ids.chunks(LINES) {
            lines.extend(self.of(LINE, some, &fields).await?);
        }
        Ok(sorted(lines))
    }

    async fn sellers(&self, products: &[Value]) -> Result<Groups, ErpError> {
        let templates = parse::others(products, "product_tmpl_id");
        if templates.is_empty() {
            return Ok(Groups::new());
        }
        let domain = ["[\"product_tmpl_id\",\"in\",", &list(&templates), "]"].concat();
        let fields = parse::fields(SELLER_FIELDS, &self.settings, SELLER);
        let fields = ["\"load\":\"\",", &fields].concat();
        Ok(parse::grouped(self.search(SELLER, &domain, &fields).await?, "product_tmpl_id"))
    }

    /// What changed since a time, as a domain.
    pub(super) async fn changed(&self, since: &str) -> Result<String, ErpError> {
        let since = parse_rfc3339(since).map(|time| rfc3339(&in_utc(&time))).unwrap_or_default();
        let (day, clock) = (since.get(..10).unwrap_or_default(), since.get(11..19).unwrap_or_default());
        let dated = |field: &str| ["[\"", field, "\",\">=\",\"", day, " ", clock, "\"]"].concat();
        let domain = [ENTRIES, ",", &dated("create_date")].concat();
        let noted = self.search("mail.message", &domain, r#""order":"id asc","fields":["res_id"]"#).await?;
        let ids = list(&parse::others(noted.as_list(), "res_id"));
        let (own, line) = (dated("write_date"), dated("order_line.write_date"));
        Ok(["\"|\",\"|\",", &own, ",", &line, ",[\"id\",\"in\",", &ids, "]"].concat())
    }
}

/// These fields, and those of others that this version has.
fn with(session: &Session, usual: &str, others: &[&str]) -> String {
    let mut fields = usual.to_owned();
    for field in others {
        if session.has(field) {
            fields.push_str(&[",\"", field, "\""].concat());
        }
    }
    fields
}

/// The rows sorted by their ids: `read` gives them in the order in which it was asked.
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
