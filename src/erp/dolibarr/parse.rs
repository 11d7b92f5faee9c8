//! Dolibarr's rows as orders, and the entries in their private notes.

use super::super::adapter::Read;
use super::super::figures::{number, utc};
use super::super::html::{parts_of, text_of};
use super::super::journal::{Entry, State};
use super::super::rest::{fingerprint, id, misfit, number_id, text};
use super::super::{ErpError, Ordered, Settings, Supplied};
use crate::json::Value;
use crate::order::time::parse_rfc3339;
use crate::order::{
    Currency, Line, PurchaseOrder, Quantity, Status, Time, Warehouse, added, has_text, multiplied,
};

/// How the first line of an entry begins.
const HEAD: &str = "[1CP ";

/// What was found out about the goods of orders beside them.
#[derive(Default)]
pub struct Goods {
    /// The firm's currency.
    pub currency: String,
    /// Suppliers' names by their ids.
    pub suppliers: Vec<(String, String)>,
    /// Products by their ids.
    pub products: Vec<(String, Value)>,
    /// Suppliers' prices by the product's id.
    pub prices: Vec<(String, Value)>,
    /// The list of units, where a line has one.
    pub units: Option<Value>,
}

fn found<'v, T>(all: &'v [(String, T)], id: &str) -> Option<&'v T> {
    all.iter().find(|(own, _)| own == id).map(|(_, found)| found)
}

impl Goods {
    /// A supplier's name.
    pub fn supplier(&self, id: &str) -> Option<&String> {
        found(&self.suppliers, id)
    }

    /// A product.
    pub fn product(&self, id: &str) -> Option<&Value> {
        found(&self.products, id)
    }

    /// The prices of a product.
    pub fn price(&self, id: &str) -> Option<&Value> {
        found(&self.prices, id)
    }

    /// What a line is counted in; nothing for pieces, which have their code in the list of units.
    fn unit(&self, line: &Value) -> Option<String> {
        let unit = unit(line)?;
        for row in self.units.as_ref().map(Value::as_list).unwrap_or_default() {
            if id(row, "rowid").or_else(|_| id(row, "id")).is_ok_and(|own| own == unit) {
                let names = [text(row, "label"), text(row, "short_label"), text(row, "code")];
                let name = names.into_iter().find(|name| !name.is_empty())?;
                return (text(row, "code") != "P").then(|| name.to_owned());
            }
        }
        Some(["unit ", &unit].concat())
    }

    /// The code that a product has at a supplier.
    fn code(&self, product: &str, supplier: &str) -> String {
        for price in self.price(product).map(Value::as_list).unwrap_or_default() {
            let of = id(price, "fourn_id").unwrap_or_default();
            if of.is_empty() || of == supplier {
                return code(price).to_owned();
            }
        }
        String::new()
    }
}

/// The supplier's code in a line or a price.
pub fn code(row: &Value) -> &str {
    let codes = [text(row, "ref_supplier"), text(row, "ref_fourn"), text(row, "fourn_ref")];
    codes.into_iter().find(|code| !code.is_empty()).unwrap_or_default()
}

/// The id of a line's unit, where it has one.
pub fn unit(line: &Value) -> Option<String> {
    id(line, "fk_unit").ok().filter(|unit| !matches!(unit.as_str(), "0" | "-1"))
}

/// What one unit costs after the line's discount, in the order's currency: `subprice` is in the firm's.
fn price(row: &Value, foreign: bool) -> Option<Quantity> {
    let price = row.get(if foreign { "multicurrency_subprice" } else { "subprice" }).and_then(number)?;
    match row.get("remise_percent").and_then(number) {
        Some(percent) if percent > Quantity::ZERO => {
            let off = multiplied(percent, Quantity::new(1, 2))?;
            multiplied(price, added(Quantity::ONE, -off)?).map(|price| price.normalize())
        }
        _ => Some(price),
    }
}

/// What the state of an order means.
pub fn state(row: &Value) -> State {
    match id(row, "statut").or_else(|_| id(row, "status")).unwrap_or_default().as_str() {
        "2" => State::Open,
        "3" | "4" | "5" => State::Purchased,
        _ => State::Cancelled,
    }
}

/// An order by its row.
pub fn read(
    row: &Value,
    goods: &Goods,
    origin: &str,
    settings: &Settings,
    at: Time,
) -> Result<Read, ErpError> {
    let id = number_id(row, "id")?;
    let own = text(row, "multicurrency_code");
    let foreign = !own.is_empty() && own != goods.currency;
    let currency: Option<Currency> = if foreign { own } else { &goods.currency }.parse().ok();
    let supplier = text(row, "socid");
    let mut own = Vec::new();
    for line in row.get("lines").map(Value::as_list).unwrap_or_default() {
        own.push(read_line(line, supplier, (currency, foreign), goods, settings)?);
    }
    let created = seconds(row, "date_creation").or_else(|| seconds(row, "date")).unwrap_or(at);
    let note = text_of(text(row, "note_private"));
    let (note, entries) = entries(&note);
    let order = PurchaseOrder {
        number: text(row, "ref").to_owned(),
        status: Status::Pending,
        supplier: goods.supplier(supplier).cloned().unwrap_or_default(),
        lines: own,
        warehouse: Warehouse::default(),
        note,
        created,
        changed: seconds(row, "date_modification").unwrap_or(created),
        claim: None,
        reports: Vec::new(),
        page: [origin, "/fourn/commande/card.php?id=", &id].concat(),
        id,
    };
    let reference = text(row, "ref_supplier").to_owned();
    Ok(Read { order, state: state(row), reference, version: String::new(), entries, at })
}

fn read_line(
    row: &Value,
    supplier: &str,
    (currency, foreign): (Option<Currency>, bool),
    goods: &Goods,
    settings: &Settings,
) -> Result<Line, ErpError> {
    let quantity = row.get("qty").and_then(number).ok_or_else(|| misfit("qty"))?;
    let product = text(row, "fk_product");
    let own = match code(row) {
        "" => goods.code(product, supplier),
        code => code.to_owned(),
    };
    let none = Value::Null;
    let known = goods.product(product).unwrap_or(&none);
    let field = |setting: &str| match setting {
        "" => String::new(),
        _ => match text(known, setting) {
            // Fields that people added.
            "" => known.get("array_options").map(|own| text(own, setting)).unwrap_or_default().to_owned(),
            found => found.to_owned(),
        },
    };
    let offer = settings.offer(&Supplied {
        code: own,
        product: text(row, "product_ref").to_owned(),
        address: field(settings.address_field("url")),
        sku: field(&settings.sku),
        attributes: field(&settings.attributes),
    });
    let title = [text(row, "product_label"), text(row, "libelle"), text(row, "desc")];
    Ok(offer.line(Ordered {
        id: id(row, "id")?,
        title: title.into_iter().find(|title| !title.is_empty()).unwrap_or_default().to_owned(),
        quantity,
        unit: goods.unit(row),
        price: price(row, foreign),
        currency,
    }))
}

/// A moment in seconds since 1970.
fn seconds(row: &Value, name: &str) -> Option<Time> {
    let seconds: i64 = id(row, name).ok()?.parse().ok().filter(|seconds| *seconds > 0)?;
    utc((1970, 1, 1), (0, 0, 0, 0))?.checked_add_signed(chrono::TimeDelta::try_seconds(seconds)?)
}

/// A number as what a filter of Dolibarr's is to be like. Its grammar knows no way to write a parenthesis, a colon
/// or an apostrophe, so `_` stands there, which is like any sign: more is found than is meant, and never less.
pub fn like(number: &str) -> String {
    let plain = |char: char| char.is_ascii_alphanumeric() || char == '-';
    number.chars().map(|char| if plain(char) { char } else { '_' }).collect()
}

/// What people wrote in a note, and the entries in it, in their order.
pub fn entries(note: &str) -> (String, Vec<Entry>) {
    let mut told = String::new();
    let mut entries: Vec<Entry> = Vec::new();
    for line in note.lines() {
        if let Some(entry) = head(line) {
            entries.push(entry);
            continue;
        }
        let to = entries.last_mut().map_or(&mut told, |last| &mut last.text);
        if !to.is_empty() {
            to.push('\n');
        }
        to.push_str(line);
    }
    (told.trim().to_owned(), entries)
}

/// `[1CP 3f… 2026-11-23T12:00:00Z Wang Fang]`
fn head(line: &str) -> Option<Entry> {
    let inner = line.trim().strip_prefix(HEAD)?.strip_suffix(']')?;
    let (id, rest) = inner.split_once(' ')?;
    let (time, author) = rest.split_once(' ')?;
    let time = parse_rfc3339(time)?;
    Some(Entry { id: id.to_owned(), author: author.to_owned(), time, text: String::new() })
}

/// A note with one more entry at its end, and the entry's id.
pub fn with_entry(note: &str, author: &str, time: &str, text: &str) -> (String, String) {
    let count = entries(&text_of(note)).1.len().to_string();
    let id = [&count, "-", &fingerprint(&[author, "|", time, "|", text].concat())].concat();
    let (told, machine) = parts_of(text);
    // A note that people wrote with its editor is HTML.
    let end = if has_text(note, "<br") || has_text(note, "</") { "<br>\n" } else { "\n" };
    let mut all = note.to_owned();
    if !all.is_empty() {
        all.push_str(end);
    }
    all.push_str(&[HEAD, &id, " ", time, " "].concat());
    put(author, &mut all);
    all.push(']');
    for line in told.lines() {
        all.push_str(end);
        // What people write is no head.
        if line.trim_start().starts_with('[') {
            all.push_str("· ");
        }
        put(line, &mut all);
    }
    all.push_str(end);
    all.push_str(&machine);
    (id, all)
}

/// Without what a tidier takes for HTML, and what an old database cannot hold.
fn put(text: &str, to: &mut String) {
    for char in text.chars() {
        to.push(match char {
            '<' => '＜',
            '>' => '＞',
            '&' => '＆',
            ']' => '］',
            char if u32::from(char) > 0xffff || char == '\n' => '?',
            char => char,
        });
    }
}
