//! ERPNext's rows as orders.

use chrono::{Datelike, TimeDelta, Timelike};

use super::super::adapter::Read;
use super::super::figures::{in_utc, number, utc};
use super::super::journal::{Entry, State};
use super::super::rest::{id, misfit, text};
use super::super::{ErpError, Ordered, Settings, Supplied, encode};
use crate::json::Value;
use crate::order::{Currency, Line, PurchaseOrder, Status, Time, Warehouse, has_text};

/// Units that are a piece.
const PIECES: [&str; 8] = ["Nos", "Unit", "Each", "Pcs", "pc", "个", "件", "只"];

/// The fields that lines are listed with.
pub fn line_fields(settings: &Settings) -> String {
    let mut fields = r#"["name","items.name as row","items.idx","items.item_code","items.item_name","items.qty","items.uom","items.rate","items.supplier_part_no""#.to_owned();
    for field in own_fields(settings) {
        if !field.is_empty() {
            fields.push_str(&[",", &Value::text(&["items.", field].concat()).to_string()].concat());
        }
    }
    fields.push(']');
    fields
}

/// The fields of a line that settings name: of the address, the SKU and the attributes.
fn own_fields(settings: &Settings) -> [&str; 3] {
    [settings.address_field(""), &settings.sku, &settings.attributes]
}

/// The lines of an order out of those of many, in their order.
pub fn lines_of<'v>(lines: &'v Value, order: &str) -> Vec<&'v Value> {
    let mut own: Vec<&Value> = Vec::new();
    for line in lines.as_list() {
        if text(line, "name") == order {
            let behind = |other: &&Value| place(other) > place(line);
            let at = own.iter().position(behind).unwrap_or(own.len());
            own.insert(at, line);
        }
    }
    own
}

fn place(line: &Value) -> i64 {
    match line.get("idx") {
        Some(Value::Integer(place)) => *place,
        _ => 0,
    }
}

/// Whether among an order's comments, as they are abridged in lists, one may be an entry.
pub fn is_noted(comments: &str) -> bool {
    has_text(comments, "order") || has_text(comments, "Purchase")
}

/// What the state of an order means.
pub fn state(row: &Value) -> State {
    match row.get("docstatus") {
        Some(Value::Integer(0)) => State::Open,
        Some(Value::Integer(1)) => State::Purchased,
        _ => State::Cancelled,
    }
}

/// An order by its row, its lines and its entries.
pub fn read(
    row: &Value,
    lines: &[&Value],
    entries: Vec<Entry>,
    origin: &str,
    settings: &Settings,
    zone: Option<i64>,
    at: Time,
) -> Result<Read, ErpError> {
    let name = id(row, "name")?;
    let currency: Option<Currency> = text(row, "currency").parse().ok();
    let mut own = Vec::with_capacity(lines.len());
    for line in lines {
        own.push(read_line(line, currency, settings)?);
    }
    let when = |field: &str| moment(text(row, field), zone.unwrap_or_default());
    let created = when("creation").ok_or_else(|| misfit("creation"))?;
    let supplier = [text(row, "supplier_name"), text(row, "supplier")];
    let order = PurchaseOrder {
        number: name.clone(),
        status: Status::Pending,
        supplier: supplier.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned(),
        lines: own,
        warehouse: Warehouse { name: text(row, "set_warehouse").to_owned(), ..Warehouse::default() },
        note: String::new(),
        created,
        changed: when("modified").unwrap_or(created),
        claim: None,
        reports: Vec::new(),
        page: [origin, "/app/purchase-order/", &encode(&name)].concat(),
        id: name,
    };
    let (reference, version) =
        (text(row, "order_confirmation_no").to_owned(), text(row, "modified").to_owned());
    Ok(Read { order, state: state(row), reference, version, entries, at })
}

fn read_line(row: &Value, currency: Option<Currency>, settings: &Settings) -> Result<Line, ErpError> {
    let id = id(row, "row").or_else(|_| id(row, "name"))?;
    let quantity = row.get("qty").and_then(number).ok_or_else(|| misfit("qty"))?;
    let price = row.get("rate").and_then(number);
    let [address, sku, attributes] = own_fields(settings).map(|field| text(row, field).to_owned());
    let product = text(row, "item_code").to_owned();
    let code = text(row, "supplier_part_no").to_owned();
    let offer = settings.offer(&Supplied { code, address, sku, attributes, product });
    let title = [text(row, "item_name"), text(row, "item_code")];
    let unit = text(row, "uom");
    Ok(offer.line(Ordered {
        id,
        title: title.into_iter().find(|title| !title.is_empty()).unwrap_or_default().to_owned(),
        quantity,
        unit: (!unit.is_empty() && !PIECES.contains(&unit)).then(|| unit.to_owned()),
        price,
        currency,
    }))
}

/// A time of the site, such as `2026-11-23 19:17:06.366814`, as if its clock showed UTC.
pub fn naive(written: &str) -> Option<Time> {
    let (date, clock) = written.split_once(' ')?;
    let mut date = date.split('-');
    let part = |of: &mut std::str::Split<'_, char>| of.next()?.parse::<u32>().ok();
    let day = (i32::try_from(part(&mut date)?).ok()?, part(&mut date)?, part(&mut date)?);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut clock = clock.split(':');
    let (hour, minute, second) = (part(&mut clock)?, part(&mut clock)?, part(&mut clock)?);
    let mut micros = 0;
    for digit in 0..6 {
        let own = fraction.as_bytes().get(digit).copied().unwrap_or(b'0');
        micros = micros * 10 + u32::from(own.checked_sub(b'0').filter(|own| *own < 10)?);
    }
    utc(day, (hour, minute, second, micros))
}

/// The moment that a time of the site is.
pub fn moment(written: &str, zone: i64) -> Option<Time> {
    naive(written)?.checked_sub_signed(TimeDelta::try_minutes(zone)?)
}

/// What the site's clock shows so many seconds off UTC.
pub fn local(time: &Time, seconds: i64) -> Option<String> {
    let time = in_utc(time).checked_add_signed(TimeDelta::try_seconds(seconds)?)?;
    let mut text = time.year().to_string();
    let parts = [time.month(), time.day(), time.hour(), time.minute(), time.second()];
    for (sign, part) in ["-", "-", " ", ":", ":"].into_iter().zip(parts) {
        text.push_str(sign);
        text.push_str(if part < 10 { "0" } else { "" });
        text.push_str(&part.to_string());
    }
    Some(text)
}
