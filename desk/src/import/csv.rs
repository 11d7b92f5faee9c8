//! Orders from a table: one row for each line; rows with the same order number make one order.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};
use one_click_purchase::order::{
    Attribute, Currency, Line, Money, PurchaseOrder, Quantity, Status, Time, Warehouse,
};
use uuid::Uuid;

use super::{Fault, Found, RowError};

/// The columns: the name in files, and the name in 简体中文 that works as well.
pub const COLUMNS: [(&str, &str); 19] = [
    ("number", "采购单号"),
    ("supplier", "供应商"),
    ("line", "行号"),
    ("url", "商品链接"),
    ("offer", "商品编号"),
    ("sku", "SKU"),
    ("title", "商品名称"),
    ("picture", "图片"),
    ("attributes", "规格"),
    ("quantity", "数量"),
    ("unit", "单位"),
    ("limit", "限价"),
    ("currency", "币种"),
    ("warehouse", "仓库"),
    ("recipient", "收件人"),
    ("phone", "电话"),
    ("address", "地址"),
    ("postcode", "邮编"),
    ("note", "备注"),
];
/// Without these there is nothing to buy.
const NEEDED: [&str; 4] = ["number", "url", "title", "quantity"];

/// Reads the table.
pub(super) fn read(bytes: &[u8], now: Time) -> (Vec<Found>, Vec<RowError>) {
    let whole = |fault| (Vec::new(), vec![RowError::new(0, "", fault)]);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return whole(Fault::NotUtf8);
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let heading = match reader.headers().map(columns) {
        Ok(Ok(heading)) => heading,
        Ok(Err(errors)) => return (Vec::new(), errors),
        Err(error) => return whole(Fault::NotATable(error.to_string())),
    };
    let mut table = Table { heading, now, found: Vec::new(), at: HashMap::new(), errors: Vec::new() };
    for record in reader.records() {
        match record {
            Ok(record) => table.take(&record),
            Err(error) => table.errors.push(RowError::new(0, "", Fault::NotATable(error.to_string()))),
        }
    }
    (table.found, table.errors)
}

/// Which column stands where.
fn columns(heading: &StringRecord) -> Result<HashMap<&'static str, usize>, Vec<RowError>> {
    let mut columns = HashMap::new();
    let mut errors = Vec::new();
    for (at, title) in heading.iter().enumerate() {
        let known = COLUMNS
            .into_iter()
            .find(|(name, local)| title.eq_ignore_ascii_case(name) || title.eq_ignore_ascii_case(local));
        match known {
            Some((name, _)) if columns.insert(name, at).is_some() => {
                errors.push(RowError::new(1, title, Fault::ColumnTwice));
            }
            Some(_) => {}
            // Trailing commas make nameless columns; they hold nothing.
            None if title.is_empty() => {}
            None => errors.push(RowError::new(1, title, Fault::UnknownColumn)),
        }
    }
    for needed in NEEDED {
        if !columns.contains_key(needed) {
            errors.push(RowError::new(1, needed, Fault::ColumnMissing));
        }
    }
    if errors.is_empty() { Ok(columns) } else { Err(errors) }
}

struct Table {
    heading: HashMap<&'static str, usize>,
    now: Time,
    found: Vec<Found>,
    /// Order number → place in `found`.
    at: HashMap<String, usize>,
    errors: Vec<RowError>,
}

impl Table {
    fn take(&mut self, record: &StringRecord) {
        let row =
            record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
        if record.iter().all(str::is_empty) {
            return;
        }
        let cell = |name: &str| self.heading.get(name).and_then(|at| record.get(*at)).unwrap_or_default();
        let head = order_of(&cell, self.now);
        let line = match line_of(&cell) {
            Ok(line) => line,
            Err((field, fault)) => return self.errors.push(RowError::new(row, field, fault)),
        };
        match self.at.get(&head.number).and_then(|at| self.found.get_mut(*at)) {
            None => {
                self.at.insert(head.number.clone(), self.found.len());
                self.found.push(Found { row, rows: Vec::new(), order: head });
            }
            Some(known) => {
                if let Some(field) = contradiction(&known.order, &head) {
                    return self.errors.push(RowError::new(row, field, Fault::Differs(known.row)));
                }
            }
        }
        let Some(found) = self.at.get(cell("number")).and_then(|at| self.found.get_mut(*at)) else { return };
        let lines = &mut found.order.lines;
        let id = if line.id.is_empty() { (lines.len() + 1).to_string() } else { line.id.clone() };
        if lines.iter().any(|known| known.id == id) {
            return self.errors.push(RowError::new(row, "line", Fault::LineTwice(id)));
        }
        lines.push(Line { id, ..line });
        found.rows.push(row);
    }
}

/// The order that a row speaks of, still without lines.
fn order_of<'a>(cell: &impl Fn(&str) -> &'a str, now: Time) -> PurchaseOrder {
    let text = |name: &str| cell(name).to_owned();
    PurchaseOrder {
        id: Uuid::new_v4().to_string(),
        number: text("number"),
        status: Status::Pending,
        supplier: text("supplier"),
        lines: Vec::new(),
        warehouse: Warehouse {
            name: text("warehouse"),
            recipient: text("recipient"),
            phone: text("phone"),
            address: text("address"),
            postcode: text("postcode"),
        },
        note: text("note"),
        created: now,
        changed: now,
        claim: None,
        reports: Vec::new(),
        page: String::new(),
    }
}

/// The column in which a later row of an order says something else. Saying nothing is no contradiction.
fn contradiction(known: &PurchaseOrder, head: &PurchaseOrder) -> Option<&'static str> {
    let pairs = [
        ("supplier", &known.supplier, &head.supplier),
        ("warehouse", &known.warehouse.name, &head.warehouse.name),
        ("recipient", &known.warehouse.recipient, &head.warehouse.recipient),
        ("phone", &known.warehouse.phone, &head.warehouse.phone),
        ("address", &known.warehouse.address, &head.warehouse.address),
        ("postcode", &known.warehouse.postcode, &head.warehouse.postcode),
        ("note", &known.note, &head.note),
    ];
    pairs.into_iter().find(|(_, known, said)| !said.is_empty() && known != said).map(|(field, ..)| field)
}

type Wrong = (&'static str, Fault);

fn line_of<'a>(cell: &impl Fn(&str) -> &'a str) -> Result<Line, Wrong> {
    let given = |name: &str| Some(cell(name)).filter(|text| !text.is_empty()).map(str::to_owned);
    let quantity: Quantity = cell("quantity")
        .parse()
        .map_err(|_| ("quantity", Fault::BadQuantity(cell("quantity").to_owned())))?;
    Ok(Line {
        id: cell("line").to_owned(),
        url: cell("url").to_owned(),
        offer: given("offer"),
        sku: given("sku"),
        title: cell("title").to_owned(),
        picture: given("picture"),
        attributes: attributes_of(cell("attributes"))?,
        quantity,
        purchased: Quantity::ZERO,
        unit: given("unit"),
        limit: limit_of(cell("limit"), cell("currency"))?,
    })
}

/// `颜色=红色;尺码=XL`, with half-width or full-width signs; `红色` alone is an option of an unknown axis.
fn attributes_of(text: &str) -> Result<Vec<Attribute>, Wrong> {
    let parts = text.split([';', '\u{ff1b}']).map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (axis, option) = part.split_once(['=', '\u{ff1d}']).unwrap_or(("", part));
            let (axis, option) = (axis.trim().to_owned(), option.trim().to_owned());
            if option.is_empty() {
                return Err(("attributes", Fault::NoOption(part.to_owned())));
            }
            Ok(Attribute { axis, option, id: None })
        })
        .collect()
}

fn limit_of(amount: &str, currency: &str) -> Result<Option<Money>, Wrong> {
    if amount.is_empty() {
        return Ok(None);
    }
    let amount = amount.parse().map_err(|_| ("limit", Fault::BadLimit(amount.to_owned())))?;
    let currency: Currency = if currency.is_empty() { "CNY" } else { currency }
        .parse()
        .map_err(|_| ("currency", Fault::BadCurrency(currency.to_owned())))?;
    Ok(Some(Money::new(amount, currency)))
}
