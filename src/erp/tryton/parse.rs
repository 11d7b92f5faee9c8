//! Tryton's rows as orders.

use super::super::adapter::Read;
use super::super::figures::{number, tagged_time};
use super::super::journal::{Entry, State};
use super::super::{ErpError, Fault, Ordered, Settings, Supplied};
use crate::json::Value;
use crate::order::{Currency, Line, OrderId, PurchaseOrder, Status, Time, Warehouse};

/// Symbols of the unit that is a piece.
const PIECES: [&str; 7] = ["u", "pc", "pcs", "unit", "个", "件", "只"];

/// Notes of several orders, in the order of their ids.
pub struct Notes(Vec<(i64, Entry)>);

impl Notes {
    /// Those of an answer.
    pub fn of(rows: Value) -> Self {
        let mut notes = Vec::new();
        for row in rows.as_list() {
            let time = row.get("create_date").and_then(tagged_time);
            let (Some(order), Some(time)) = (resource(row), time) else { continue };
            let author = related(row, "create_uid.", "rec_name").to_owned();
            let id = row.get("id").map(Value::to_string).unwrap_or_default();
            notes.push((order, Entry { id, author, time, text: text(row, "message").to_owned() }));
        }
        Self(notes)
    }

    fn take(&self, order: i64) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (of, entry) in &self.0 {
            if *of == order {
                entries.push(entry.clone());
            }
        }
        entries
    }
}

/// What was read for one page of orders.
pub struct Rows<'s> {
    /// The purchases.
    pub rows: Value,
    /// Their lines, by purchase and id.
    pub lines: Value,
    /// Their notes.
    pub notes: Notes,
    /// What the person set.
    pub settings: &'s Settings,
    /// The address of an order's page without its id.
    pub page: &'s str,
    /// When they were read.
    pub at: Time,
}

impl Rows<'_> {
    /// The orders.
    pub fn reads(&self) -> Result<Vec<Read>, ErpError> {
        let mut lines = self.lines.as_list();
        let mut reads = Vec::with_capacity(self.rows.as_list().len());
        for row in self.rows.as_list() {
            let id = id(row, "id")?;
            // Both are sorted by the order's id.
            let mut own = Vec::new();
            while let Some((line, rest)) = lines.split_first() {
                let of = self::id(line, "purchase")?;
                if of > id {
                    break;
                }
                if of == id {
                    own.push(line);
                }
                lines = rest;
            }
            reads.push(self.read(id, row, &own)?);
        }
        Ok(reads)
    }

    fn read(&self, id: i64, row: &Value, lines: &[&Value]) -> Result<Read, ErpError> {
        let time = |name: &str| row.get(name).and_then(tagged_time);
        let (created, written) = (time("create_date"), time("write_date"));
        let created = created.or(written).ok_or_else(|| misfit("create_date"))?;
        let currency: Option<Currency> = related(row, "currency.", "code").parse().ok();
        let mut own = Vec::with_capacity(lines.len());
        for line in lines {
            own.push(self.line(line, currency)?);
        }
        let number = match text(row, "number") {
            "" => ["#", &id.to_string()].concat(),
            number => number.to_owned(),
        };
        let order = PurchaseOrder {
            id: id.to_string(),
            number,
            status: Status::Pending,
            supplier: related(row, "party.", "rec_name").to_owned(),
            lines: own,
            warehouse: Warehouse {
                name: related(row, "warehouse.", "rec_name").to_owned(),
                ..Warehouse::default()
            },
            note: text(row, "comment").to_owned(),
            created,
            changed: written.unwrap_or(created),
            claim: None,
            reports: Vec::new(),
            page: [self.page, &id.to_string()].concat(),
        };
        let state = match text(row, "state") {
            "quotation" => State::Open,
            "confirmed" | "processing" | "done" => State::Purchased,
            _ => State::Cancelled,
        };
        let (reference, version) = (text(row, "reference").to_owned(), text(row, "_timestamp").to_owned());
        Ok(Read { order, state, reference, version, entries: self.notes.take(id), at: self.at })
    }

    fn line(&self, row: &Value, currency: Option<Currency>) -> Result<Line, ErpError> {
        let id = id(row, "id")?.to_string();
        let quantity = row.get("quantity").and_then(number).ok_or_else(|| misfit("quantity"))?;
        let price = row.get("unit_price").and_then(|price| price.get("decimal")).and_then(number);
        let field = |setting: &str, usual: &str| match setting {
            "" if usual.is_empty() => String::new(),
            "" => valued(row, usual).to_owned(),
            setting => valued(row, &path_of(setting)).to_owned(),
        };
        let product = related(row, "product.", "code").to_owned();
        let offer = self.settings.offer(&Supplied {
            code: related(row, "product_supplier.", "code").to_owned(),
            address: field(self.settings.address_field(""), ADDRESS),
            sku: field(&self.settings.sku, ""),
            attributes: field(&self.settings.attributes, ""),
            product,
        });
        let unit = related(row, "unit.", "symbol");
        Ok(offer.line(Ordered {
            id,
            title: title(row),
            quantity,
            unit: (!unit.is_empty() && !PIECES.contains(&unit)).then(|| unit.to_owned()),
            price,
            currency,
        }))
    }
}

/// Where the supplier's address stands unless a setting names another field: the only text that Tryton has
/// for a product at its supplier, besides the code.
const ADDRESS: &str = "product_supplier.name";

/// The name of a product without its code in front, or what the line says.
fn title(row: &Value) -> String {
    let name = related(row, "product.", "rec_name");
    let code = ["[", related(row, "product.", "code"), "] "].concat();
    let name = name.strip_prefix(code.as_str()).unwrap_or(name);
    if name.is_empty() { text(row, "description").to_owned() } else { name.to_owned() }
}

/// The path of a field that a setting names: one of the product at its supplier, unless it says otherwise.
fn path_of(setting: &str) -> String {
    match setting.split_once('.') {
        Some(("line", field)) => field.to_owned(),
        Some(_) => setting.to_owned(),
        None => ["product_supplier.", setting].concat(),
    }
}

/// The fields that a line is read for because of the settings.
pub fn fields_of(settings: &Settings) -> Vec<String> {
    let mut fields = Vec::new();
    if !settings.has_template() {
        match settings.address_field("") {
            "" => fields.push(ADDRESS.to_owned()),
            field => fields.push(path_of(field)),
        }
    }
    for setting in [&settings.sku, &settings.attributes] {
        if !setting.is_empty() {
            fields.push(path_of(setting));
        }
    }
    fields
}

/// A text by the path that it was asked for with.
fn valued<'v>(row: &'v Value, path: &str) -> &'v str {
    let (mut at, mut rest) = (row, path);
    while let Some((name, behind)) = rest.split_once('.') {
        let Some(inner) = at.get(&[name, "."].concat()) else { return "" };
        (at, rest) = (inner, behind);
    }
    text(at, rest)
}

fn text<'v>(row: &'v Value, name: &str) -> &'v str {
    row.get(name).and_then(Value::as_text).unwrap_or_default()
}

fn related<'v>(row: &'v Value, of: &str, name: &str) -> &'v str {
    row.get(of).map(|row| text(row, name)).unwrap_or_default()
}

fn id(row: &Value, name: &'static str) -> Result<i64, ErpError> {
    match row.get(name) {
        Some(Value::Integer(id)) => Ok(*id),
        _ => Err(misfit(name)),
    }
}

fn misfit(name: &str) -> ErpError {
    Fault::Unreadable(name.to_owned()).into()
}

/// The order that a note is at.
fn resource(row: &Value) -> Option<i64> {
    text(row, "resource").strip_prefix("purchase.purchase,")?.parse().ok()
}

/// The orders that notes are at, each once.
pub fn resources(rows: &Value) -> Vec<i64> {
    let mut orders = Vec::new();
    for row in rows.as_list() {
        if let Some(order) = resource(row)
            && !orders.contains(&order)
        {
            orders.push(order);
        }
    }
    orders
}

/// The ids of rows, which come sorted.
pub fn ids(rows: &Value) -> Result<Vec<i64>, ErpError> {
    let mut ids = Vec::with_capacity(rows.as_list().len());
    for row in rows.as_list() {
        ids.push(id(row, "id")?);
    }
    Ok(ids)
}

/// The orders in whose reference this very number stands.
pub fn numbered(rows: &Value, number: &str) -> Vec<(OrderId, String)> {
    let mut orders = Vec::new();
    for row in rows.as_list() {
        if text(row, "reference").split(',').any(|own| own.trim() == number) {
            let id = row.get("id").map(Value::to_string).unwrap_or_default();
            orders.push((id, text(row, "number").to_owned()));
        }
    }
    orders
}

/// Whether the user has the rights that are needed; else which one is missing.
pub fn check_access(access: &Value) -> Result<(), ErpError> {
    let rights = [
        ("purchase.purchase", "read"),
        ("purchase.purchase", "write"),
        ("purchase.line", "read"),
        ("purchase.product_supplier", "read"),
        ("ir.note", "create"),
    ];
    for (model, right) in rights {
        let given = access.get(model).and_then(|model| model.get(right));
        if !matches!(given, Some(Value::Bool(true) | Value::Integer(1..))) {
            let missing =
                ["the user has no right to ", right, " ", model, "; put them into the group Purchase"];
            return Err(ErpError::Refused(missing.concat()));
        }
    }
    Ok(())
}
