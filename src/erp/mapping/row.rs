//! An order of a mapped API as the core's own.

use super::super::adapter::Read;
use super::super::figures::number;
use super::super::journal::{Entry, State};
use super::super::{ErpError, Fault, Ordered, Settings, Supplied};
use super::fill::{at, path, text_at};
use super::rules::Rules;
use crate::json::Value;
use crate::order::time::parse_rfc3339;
use crate::order::{Currency, Line, PurchaseOrder, Status, Time, Warehouse};

/// What one order is read from.
pub struct Row<'r> {
    /// The mapping.
    pub rules: &'r Rules,
    /// What the person set.
    pub settings: &'r Settings,
    /// The granted origin.
    pub origin: &'r str,
    /// When it was read.
    pub read: Time,
}

impl Row<'_> {
    /// The order of a row, with its lines and entries.
    pub fn read(&self, row: &Value, lines: &[Value], entries: Vec<Entry>) -> Result<Read, ErpError> {
        let fields = &self.rules.fields;
        let id = id_of(self.rules, row)?;
        let currency = text_at(row, &fields.currency).parse().ok();
        let mut own = Vec::with_capacity(lines.len());
        for line in lines {
            own.push(self.line(line, own.len() + 1, currency)?);
        }
        let created = self.time(row, &fields.created)?.unwrap_or(self.read);
        let page = match fields.page.as_str() {
            "" => String::new(),
            page => [self.origin, &path(page, &[("id", id.as_str())])].concat(),
        };
        let number = Some(text_at(row, &fields.number)).filter(|number| !number.is_empty());
        let state = self.state(&text_at(row, &fields.state));
        let order = PurchaseOrder {
            number: number.unwrap_or_else(|| ["#", &id].concat()),
            id,
            status: Status::Pending,
            supplier: text_at(row, &fields.supplier),
            lines: own,
            warehouse: Warehouse { name: text_at(row, &fields.warehouse), ..Warehouse::default() },
            note: text_at(row, &fields.note),
            created,
            changed: self.time(row, &fields.changed)?.unwrap_or(created),
            claim: None,
            reports: Vec::new(),
            page,
        };
        let (reference, version) = (text_at(row, &fields.reference), text_at(row, &fields.version));
        Ok(Read { order, state, reference, version, entries, at: self.read })
    }

    fn state(&self, state: &str) -> State {
        let is = |states: &[String]| states.iter().any(|own| own == state);
        match () {
            () if is(&self.rules.states.pending) => State::Open,
            () if is(&self.rules.states.purchased) => State::Purchased,
            () => State::Cancelled,
        }
    }

    fn line(&self, line: &Value, count: usize, currency: Option<Currency>) -> Result<Line, ErpError> {
        let places = &self.rules.lines;
        let quantity = at(line, &places.quantity).and_then(number).ok_or_else(|| misfit(&places.quantity))?;
        let price = at(line, &places.price).and_then(number);
        let offer = self.settings.offer(&Supplied {
            code: text_at(line, &places.code),
            product: text_at(line, &places.product),
            address: text_at(line, &places.url),
            sku: text_at(line, &places.sku),
            attributes: text_at(line, &places.attributes),
        });
        let some = |place: &str| Some(text_at(line, place)).filter(|text| !text.is_empty());
        let ordered = Ordered {
            id: some(&places.id).unwrap_or_else(|| count.to_string()),
            title: text_at(line, &places.title),
            quantity,
            unit: some(&places.unit),
            price,
            currency,
        };
        let picture = some(&places.picture).filter(|picture| crate::order::origin_of(picture).is_some());
        Ok(Line { picture, ..offer.line(ordered) })
    }

    /// The time at a place, where there is one.
    pub fn time(&self, row: &Value, place: &str) -> Result<Option<Time>, ErpError> {
        let text = text_at(row, place);
        if text.is_empty() {
            return Ok(None);
        }
        let zone = if self.rules.zone.is_empty() { "Z" } else { &self.rules.zone };
        let day = if text.len() == 10 { "T00:00:00" } else { "" };
        let time = parse_rfc3339(&text).or_else(|| parse_rfc3339(&[&text, day, zone].concat()));
        time.map(Some).ok_or_else(|| misfit(place))
    }

    /// The entries of a list.
    pub fn entries(&self, rows: &[Value]) -> Result<Vec<Entry>, ErpError> {
        let journal = &self.rules.journal;
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let text = text_at(row, &journal.entry);
            let Some(time) = self.time(row, &journal.time)? else { continue };
            entries.push(Entry {
                id: text_at(row, &journal.id),
                author: text_at(row, &journal.author),
                time,
                text,
            });
        }
        if journal.newest_first {
            entries.reverse();
        }
        Ok(entries)
    }
}

/// The id of a row.
pub fn id_of(rules: &Rules, row: &Value) -> Result<String, ErpError> {
    let id = text_at(row, &rules.fields.id);
    if id.is_empty() { Err(misfit(&rules.fields.id)) } else { Ok(id) }
}

/// What stands at a place of an answer is not what it ought to be.
pub fn misfit(place: &str) -> ErpError {
    Fault::Unreadable(place.to_owned()).into()
}
