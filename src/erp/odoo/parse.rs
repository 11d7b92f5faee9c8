//! Odoo's rows as orders. What is absent is `false` in them.

use super::super::adapter::Read;
use super::super::figures::number;
use super::super::html::text_of;
use super::super::journal::{Entry, State};
use super::super::{ErpError, Fault, Ordered, Settings, Supplied};
use super::figures::{FREIGHT, is_freight};
use super::rpc::Session;
use crate::json::Value;
use crate::order::time::parse_rfc3339;
use crate::order::{
    Currency, Line, OrderId, PurchaseOrder, Quantity, Status, Time, Warehouse, added, multiplied,
};

/// Names of the unit that is a piece.
const PIECES: [&str; 9] = ["Units", "Unit", "Unit(s)", "个", "件", "只", "单位", "pc", "pcs"];

/// A text; empty where it is absent.
pub fn text<'v>(row: &'v Value, name: &str) -> &'v str {
    row.get(name).and_then(Value::as_text).unwrap_or_default()
}

/// A whole number.
pub fn integer(row: &Value, name: &str) -> Option<i64> {
    match row.get(name) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    }
}

/// Whether it is true.
pub fn flag(row: &Value, name: &str) -> bool {
    matches!(row.get(name), Some(Value::Bool(true)))
}

/// The name of another record that was asked for with its name.
fn named<'v>(row: &'v Value, name: &str) -> &'v str {
    let other = row.get(name).map(Value::as_list).unwrap_or_default();
    other.get(1).and_then(Value::as_text).unwrap_or_default()
}

/// The name of another record, by the rows of such records.
fn name_in<'v>(rows: &'v [Value], row: &Value, field: &str) -> &'v str {
    let other = integer(row, field).and_then(|id| row_of(rows, id));
    other.map(|row| text(row, "display_name")).unwrap_or_default()
}

/// A time, which Odoo writes in UTC and without saying so.
pub fn time(row: &Value, name: &str) -> Option<Time> {
    parse_rfc3339(&[text(row, name), "Z"].concat())
}

/// The id of a row.
pub fn id(row: &Value) -> Result<i64, ErpError> {
    integer(row, "id").ok_or_else(|| misfit("id"))
}

/// The ids of rows, and of what their lists of other records name.
pub fn ids(rows: &Value, list: Option<&str>) -> Result<Vec<i64>, ErpError> {
    let mut ids = Vec::with_capacity(rows.as_list().len());
    for row in rows.as_list() {
        let Some(list) = list else {
            ids.push(id(row)?);
            continue;
        };
        for other in row.get(list).map(Value::as_list).unwrap_or_default() {
            if let Value::Integer(id) = other {
                ids.push(*id);
            }
        }
    }
    Ok(ids)
}

/// The ids of the other records that rows name in a field, each once, in their order.
pub fn others(rows: &[Value], field: &str) -> Vec<i64> {
    let mut ids = Vec::new();
    for row in rows {
        if let Some(id) = integer(row, field)
            && let Err(at) = ids.binary_search(&id)
        {
            ids.insert(at, id);
        }
    }
    ids
}

fn misfit(name: &str) -> ErpError {
    Fault::Unreadable(name.to_owned()).into()
}

/// Rows by what they name in a field, each kept in its order.
pub type Groups = Vec<(i64, Vec<Value>)>;

/// Rows by what they name in a field.
pub fn grouped(rows: Value, field: &str) -> Groups {
    let mut groups = Groups::new();
    let Value::List(rows) = rows else { return groups };
    for row in rows {
        let Some(of) = integer(&row, field) else { continue };
        let at = match groups.binary_search_by_key(&of, |(own, _)| *own) {
            Ok(at) => at,
            Err(at) => {
                groups.insert(at, (of, Vec::new()));
                at
            }
        };
        if let Some((_, rows)) = groups.get_mut(at) {
            rows.push(row);
        }
    }
    groups
}

fn group(groups: &Groups, of: i64) -> &[Value] {
    let at = groups.binary_search_by_key(&of, |(own, _)| *own).ok();
    at.and_then(|at| groups.get(at)).map(|(_, rows)| rows.as_slice()).unwrap_or_default()
}

/// The row of this id among rows that are sorted by it.
pub fn row_of(rows: &[Value], id: i64) -> Option<&Value> {
    let at = rows.binary_search_by_key(&id, |row| integer(row, "id").unwrap_or_default()).ok()?;
    rows.get(at)
}

/// Where a field that a setting names is: at the product at its supplier, unless it says otherwise.
pub fn place_of(setting: &str) -> (&'static str, &str) {
    match setting.split_once('.') {
        Some(("line", field)) => (LINE, field),
        Some((_, field)) => (PRODUCT, field),
        None => (SELLER, setting),
    }
}

/// The model of an order's lines.
pub const LINE: &str = "purchase.order.line";
/// The model of products.
pub const PRODUCT: &str = "product.product";
/// The model of products at their suppliers.
pub const SELLER: &str = "product.supplierinfo";
/// Where the supplier's address stands unless a setting names another field: the only text of a product at
/// its supplier besides the code.
const ADDRESS: &str = "product_name";

/// The fields that the settings name.
pub fn fields_of(settings: &Settings) -> [&str; 3] {
    let address = if settings.has_template() { "" } else { settings.address_field(ADDRESS) };
    [address, &settings.sku, &settings.attributes]
}

/// These fields and those of the settings that are at a model, as JSON.
pub fn fields(usual: &str, settings: &Settings, model: &str) -> String {
    let mut fields = ["\"fields\":[", usual].concat();
    for setting in fields_of(settings) {
        let (own, field) = place_of(setting);
        if own == model && !field.is_empty() {
            fields.push(',');
            fields.push_str(&Value::text(field).to_string());
        }
    }
    fields.push(']');
    fields
}

/// The field of a line that names its unit.
pub fn unit_of(session: &Session) -> &'static str {
    if session.has("product_uom_id") { "product_uom_id" } else { "product_uom" }
}

/// What was read for one page of orders.
pub struct Rows<'s> {
    /// The orders.
    pub orders: Value,
    /// Their lines, sorted by id.
    pub lines: Vec<Value>,
    /// The lines' products, sorted by id.
    pub products: Vec<Value>,
    /// Who sells those, in Odoo's order of preference, by what is sold.
    pub sellers: Groups,
    /// The suppliers, and which firm each is a part of, sorted by id.
    pub partners: Vec<Value>,
    /// The messages at them, by order.
    pub messages: Groups,
    /// Names of currencies, units and kinds of receipts, sorted by id.
    pub currencies: Vec<Value>,
    pub units: Vec<Value>,
    pub receipts: Vec<Value>,
    /// What is known of the server.
    pub session: &'s Session,
    /// What the person set.
    pub settings: &'s Settings,
    /// The address of an order's page without its id.
    pub page: String,
    /// When they were read.
    pub at: Time,
}

impl Rows<'_> {
    /// The orders.
    pub fn reads(&self) -> Result<Vec<Read>, ErpError> {
        let mut reads = Vec::with_capacity(self.orders.as_list().len());
        for row in self.orders.as_list() {
            let id = id(row)?;
            let mut entries = Vec::new();
            for message in group(&self.messages, id) {
                let Some(time) = time(message, "create_date") else { continue };
                let id = message.get("id").map(Value::to_string).unwrap_or_default();
                let author = named(message, "create_uid").to_owned();
                entries.push(Entry { id, author, time, text: text_of(text(message, "body")) });
            }
            reads.push(self.read(id, row, entries)?);
        }
        Ok(reads)
    }

    fn read(&self, id: i64, row: &Value, entries: Vec<Entry>) -> Result<Read, ErpError> {
        let created = time(row, "create_date").ok_or_else(|| misfit("create_date"))?;
        let currency: Option<Currency> = name_in(&self.currencies, row, "currency_id").parse().ok();
        let supplier = integer(row, "partner_id").unwrap_or_default();
        let mut lines = Vec::new();
        for line in row.get("order_line").map(Value::as_list).unwrap_or_default() {
            // A line that was deleted meanwhile is absent.
            if let Value::Integer(line) = line
                && let Some(line) = row_of(&self.lines, *line)
            {
                lines.extend(self.line(line, currency, supplier)?);
            }
        }
        let note = if self.session.has("note") { "note" } else { "notes" };
        let receipt = name_in(&self.receipts, row, "picking_type_id");
        let order = PurchaseOrder {
            id: id.to_string(),
            number: text(row, "name").to_owned(),
            status: Status::Pending,
            supplier: name_in(&self.partners, row, "partner_id").to_owned(),
            lines,
            warehouse: Warehouse {
                // The operation's name stands behind that of its warehouse.
                name: receipt.split(": ").next().unwrap_or_default().to_owned(),
                ..Warehouse::default()
            },
            note: text_of(text(row, note)).trim().to_owned(),
            created,
            changed: time(row, "write_date").unwrap_or(created),
            claim: None,
            reports: Vec::new(),
            page: [&self.page, id.to_string().as_str()].concat(),
        };
        let state = match text(row, "state") {
            "draft" | "sent" => State::Open,
            "cancel" => State::Cancelled,
            // It may wait for a superior's word, or be locked: to be bought it is not any more.
            _ => State::Purchased,
        };
        let (reference, version) = (text(row, "partner_ref").to_owned(), text(row, "write_date").to_owned());
        Ok(Read { order, state, reference, version, entries, at: self.at })
    }

    /// A line; nothing for one that is a heading, a note or freight.
    fn line(&self, row: &Value, currency: Option<Currency>, supplier: i64) -> Result<Option<Line>, ErpError> {
        let quantity = row.get("product_qty").and_then(number).ok_or_else(|| misfit("product_qty"))?;
        let none = Value::Null;
        let product = integer(row, "product_id").and_then(|id| row_of(&self.products, id)).unwrap_or(&none);
        let is_none = !text(row, "display_type").is_empty()
            || flag(row, "is_downpayment")
            || quantity <= Quantity::ZERO
            || text(row, "name").starts_with(FREIGHT)
            || is_freight(product, self.settings);
        if is_none {
            return Ok(None);
        }
        let seller = self.seller(product, supplier, quantity).unwrap_or(&none);
        let [address, sku, attributes] = fields_of(self.settings).map(|setting| {
            let (model, field) = place_of(setting);
            let row = match model {
                LINE => row,
                PRODUCT => product,
                _ => seller,
            };
            text(row, field).to_owned()
        });
        let code = text(product, "default_code").to_owned();
        let title = [text(product, "display_name"), text(row, "name")];
        let title = title.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
        let title = title.strip_prefix(["[", &code, "] "].concat().as_str()).unwrap_or(title).to_owned();
        let code_there = text(seller, "product_code").to_owned();
        let offer =
            self.settings.offer(&Supplied { code: code_there, product: code, address, sku, attributes });
        let unit = name_in(&self.units, row, unit_of(self.session));
        Ok(Some(offer.line(Ordered {
            id: id(row)?.to_string(),
            title,
            quantity,
            unit: (!unit.is_empty() && !PIECES.contains(&unit)).then(|| unit.to_owned()),
            price: price(row),
            currency,
        })))
    }

    /// How the supplier, or the firm that it is a part of, sells a product: the first way that the quantity
    /// is enough for, else the first.
    fn seller(&self, product: &Value, supplier: i64, quantity: Quantity) -> Option<&Value> {
        let template = integer(product, "product_tmpl_id")?;
        let own = integer(product, "id");
        let firm = row_of(&self.partners, supplier).and_then(|row| integer(row, "parent_id"));
        let mut found: Option<&Value> = None;
        for seller in group(&self.sellers, template) {
            let (variant, by) = (integer(seller, "product_id"), integer(seller, "partner_id"));
            let is_by = by.is_some() && (by == Some(supplier) || by == firm);
            if !is_by || variant.is_some() && variant != own {
                continue;
            }
            let least = seller.get("min_qty").and_then(number).unwrap_or_default();
            if least <= quantity {
                return Some(seller);
            }
            found = found.or(Some(seller));
        }
        found
    }
}

/// What one unit costs without taxes, with the discount of the line.
pub fn price(row: &Value) -> Option<Quantity> {
    let price = row.get("price_unit").and_then(number)?;
    match row.get("discount").and_then(number) {
        Some(percent) if percent > Quantity::ZERO => {
            let off = multiplied(percent, Quantity::new(1, 2))?;
            multiplied(price, added(Quantity::ONE, -off)?).map(|price| price.normalize())
        }
        _ => Some(price),
    }
}

/// The orders in whose reference this very number stands.
pub fn numbered(rows: &Value, number: &str) -> Vec<(OrderId, String)> {
    let mut orders = Vec::new();
    for row in rows.as_list() {
        if text(row, "partner_ref").split(',').any(|own| own.trim() == number) {
            let id = row.get("id").map(Value::to_string).unwrap_or_default();
            orders.push((id, text(row, "name").to_owned()));
        }
    }
    orders
}
