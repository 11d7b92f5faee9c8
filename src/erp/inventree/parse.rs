//! InvenTree's rows as orders.

use super::super::adapter::Read;
use super::super::figures::{number, utc};
use super::super::journal::{Entry, State};
use super::super::rest::{Placed, insert, misfit, number_id, text};
use super::super::{ErpError, Ordered, Settings, Supplied};
use crate::json::Value;
use crate::order::time::parse_rfc3339;
use crate::order::{Currency, Line, PurchaseOrder, Status, Time, Warehouse, split_at_text};

/// How the names of members begin that are entries; behind it stand the entry's place and what tells it
/// from another of the same place.
pub const ENTRY: &str = "one-click-purchase-";

/// The entries of an order's metadata, whatever else is in them and in whatever order.
pub fn placed(data: &Value) -> Vec<Placed> {
    let mut placed = Vec::new();
    let Value::Object(members) = data else { return placed };
    for (name, member) in members.members() {
        let place = name.strip_prefix(ENTRY).and_then(|name| name.split_once('-')?.0.parse().ok());
        let (Some(place), Some(time)) = (place, parse_rfc3339(text(member, "at"))) else { continue };
        let (author, said) = (text(member, "by").to_owned(), text(member, "text").to_owned());
        insert(&mut placed, Placed { place, entry: Entry { id: name.to_owned(), author, time, text: said } });
    }
    placed
}

/// What the state of an order means.
pub fn state(row: &Value) -> State {
    match row.get("status") {
        Some(Value::Integer(10)) => State::Open,
        Some(Value::Integer(20 | 30)) => State::Purchased,
        _ => State::Cancelled,
    }
}

/// An address without its scheme and path.
pub fn host(address: &str) -> &str {
    let behind = split_at_text(address, "://").map_or(address, |(_, behind)| behind);
    behind.split(['/', '?', '#']).next().unwrap_or_default()
}

/// What is wrong with what was sent, by the first field that is.
pub fn said(data: &Value) -> String {
    let Value::Object(members) = data else { return String::new() };
    for (name, member) in members.members() {
        let said = member.as_list().first().unwrap_or(member);
        if let Some(said) = said.as_text() {
            return [name, ": ", said].concat();
        }
    }
    String::new()
}

/// An order by its row, its lines and its entries.
pub fn read(
    row: &Value,
    lines: &[Value],
    entries: Vec<Entry>,
    origin: &str,
    settings: &Settings,
    at: Time,
) -> Result<Read, ErpError> {
    let id = number_id(row, "pk")?;
    let mut own = Vec::with_capacity(lines.len());
    for line in lines {
        own.push(read_line(line, settings)?);
    }
    let created = day(text(row, "creation_date")).ok_or_else(|| misfit("creation_date"))?;
    let order = PurchaseOrder {
        number: text(row, "reference").to_owned(),
        status: Status::Pending,
        supplier: text(row, "supplier_name").to_owned(),
        lines: own,
        warehouse: Warehouse::default(),
        note: text(row, "description").to_owned(),
        created,
        changed: created,
        claim: None,
        reports: Vec::new(),
        page: [origin, "/web/purchasing/purchase-order/", &id, "/"].concat(),
        id,
    };
    let reference = text(row, "supplier_reference").to_owned();
    Ok(Read { order, state: state(row), reference, version: String::new(), entries, at })
}

/// The day that a date is, at its beginning.
fn day(date: &str) -> Option<Time> {
    let mut parts = date.split('-').map(|part| part.parse().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    utc((i32::try_from(year).ok()?, month, day), (0, 0, 0, 0))
}

fn read_line(row: &Value, settings: &Settings) -> Result<Line, ErpError> {
    let id = number_id(row, "pk")?;
    let quantity = row.get("quantity").and_then(number).ok_or_else(|| misfit("quantity"))?;
    let none = Value::Null;
    let part = row.get("supplier_part_detail").unwrap_or(&none);
    let field =
        |setting: &str| if setting.is_empty() { String::new() } else { text(part, setting).to_owned() };
    let code = [text(part, "SKU"), text(row, "sku")].into_iter().find(|code| !code.is_empty());
    let code = code.unwrap_or_default().to_owned();
    let attributes = match settings.attributes.as_str() {
        // Of a note only what is written like the options of a variant, and not beside those in the code.
        "" if code.contains('#') => String::new(),
        "" => Some(text(part, "note")).filter(|note| is_variant(note)).unwrap_or_default().to_owned(),
        setting => field(setting),
    };
    let offer = settings.offer(&Supplied {
        code,
        product: text(row, "ipn").to_owned(),
        address: text(part, settings.address_field("link")).to_owned(),
        sku: field(&settings.sku),
        attributes,
    });
    let currency: Option<Currency> = text(row, "purchase_price_currency").parse().ok();
    let price = row.get("purchase_price").and_then(number);
    let title = [text(row, "internal_part_name"), text(row, "reference")];
    // A line counts packs.
    let pack = text(part, "pack_quantity");
    Ok(offer.line(Ordered {
        id,
        title: title.into_iter().find(|title| !title.is_empty()).unwrap_or_default().to_owned(),
        quantity,
        unit: (!matches!(pack, "" | "1")).then(|| ["× ", pack].concat()),
        price,
        currency,
    }))
}

/// `color: red; size: L`, and nothing else.
fn is_variant(note: &str) -> bool {
    let mut parts = note.split([';', '；', '|']);
    parts.all(|part| {
        let mut sides = part.split(['=', ':', '：']);
        let (axis, option) =
            (sides.next().unwrap_or_default().trim(), sides.next().unwrap_or_default().trim());
        !axis.is_empty() && !option.is_empty() && axis.chars().count() <= 20 && sides.next().is_none()
    })
}
