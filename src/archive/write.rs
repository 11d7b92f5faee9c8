//! Writes the file, from stored texts as they are read.

use super::{FORMAT, Source, Table, VERSION};
use crate::json::{self, Object, Value};
use crate::order::Time;
use crate::store::{self, Connection, Suppliers, names};

/// Writes one of the two files, piece by piece.
#[derive(Debug)]
pub enum Writer {
    /// Everything, as JSON.
    Everything(Everything),
    /// Purchases and reports, as a table.
    Table(Table),
}

impl Writer {
    /// What stands before all documents.
    pub fn begin(&self, now: &Time, suppliers: &Suppliers) -> String {
        match self {
            Self::Everything(all) => all.begin(now, suppliers),
            Self::Table(table) => table.begin(),
        }
    }

    /// The stores to read, in this order; [`Writer::take`] is given what is in them. A purchase that is put away
    /// meanwhile is met twice, which does no harm, and never missed.
    pub fn stores(&self) -> &'static [&'static str] {
        match self {
            Self::Everything(_) => {
                &[names::PAIRINGS, names::ORDERS, names::PURCHASES, names::PAST, names::OUTBOX]
            }
            Self::Table(_) => &[names::ORDERS, names::PURCHASES, names::PAST, names::OUTBOX],
        }
    }

    /// What is written of documents of a store. One that is damaged is left out, and counted.
    pub fn take(&mut self, store: &str, documents: &[(String, String)]) -> String {
        let mut written = String::new();
        for (key, text) in documents {
            let whole = match (store::open(text), &mut *self) {
                (Ok(text), Self::Everything(all)) => all.take(store, key, text, &mut written),
                (Ok(text), Self::Table(table)) => table.take(store, key, text, &mut written),
                (Err(_), _) => None,
            };
            if whole.is_none() {
                *self.damaged() += 1;
            }
        }
        written
    }

    fn damaged(&mut self) -> &mut u32 {
        match self {
            Self::Everything(all) => &mut all.damaged,
            Self::Table(table) => &mut table.damaged,
        }
    }

    /// How many documents were left out.
    pub fn left_out(&mut self) -> u32 {
        *self.damaged()
    }

    /// What stands behind all documents.
    pub fn end(&mut self) -> String {
        match self {
            Self::Everything(all) => all.end(),
            Self::Table(_) => String::new(),
        }
    }
}

/// Writes everything as JSON, one document to a line.
#[derive(Debug, Default)]
pub struct Everything {
    sources: Vec<Source>,
    /// The list that is being written.
    list: Option<&'static str>,
    /// So many documents were damaged.
    damaged: u32,
}

impl Everything {
    /// One that names these ERPs.
    pub fn new(connections: &[Connection]) -> Self {
        Self { sources: connections.iter().map(Source::of).collect(), ..Self::default() }
    }

    fn begin(&self, now: &Time, suppliers: &Suppliers) -> String {
        let member = |name: &str, value: String| ["\"", name, "\":", &value, ",\n"].concat();
        [
            "{\n".to_owned(),
            member("format", Value::text(FORMAT).to_string()),
            member("version", VERSION.to_string()),
            member("made", json::write(now)),
            member("connections", json::write_all(&self.sources)),
            ["\"profiles\":", &json::write(suppliers)].concat(),
        ]
        .concat()
    }

    /// Nothing where the document is none.
    fn take(&mut self, store: &str, key: &str, text: &str, to: &mut String) -> Option<()> {
        // What has no checksum may be no JSON, which would spoil the whole file.
        let document = json::parse(text).ok()?;
        let (list, item) = match store {
            names::PAIRINGS => ("pairings", text.to_owned()),
            names::ORDERS => {
                let connection = key.split('|').next().unwrap_or_default();
                let connection = Value::text(connection).to_string();
                ("orders", ["{\"connection\":", &connection, ",\"order\":", text, "}"].concat())
            }
            names::OUTBOX => ("reports", text.to_owned()),
            _ => ("purchases", without_session(document).to_string()),
        };
        if self.list == Some(list) {
            to.push_str(",\n");
        } else {
            to.push_str(if self.list.is_some() { "\n],\n\"" } else { ",\n\"" });
            to.push_str(list);
            to.push_str("\":[\n");
            self.list = Some(list);
        }
        to.push_str(&item);
        Some(())
    }

    fn end(&self) -> String {
        if self.list.is_some() { "\n]\n}\n" } else { "\n}\n" }.to_owned()
    }
}

/// A purchase without what holds for one browser session on one computer only: its tabs, and the words by
/// which its panels prove themselves.
fn without_session(purchase: Value) -> Value {
    let Value::Object(mut purchase) = purchase else { return purchase };
    purchase.set("session", Value::text(""));
    for name in ["tabs", "panels", "unlisted"] {
        purchase.set(name, Value::List(Vec::new()));
    }
    let mut kept = Object::default();
    for (name, value) in purchase.into_members() {
        if !matches!(name.as_ref(), "tab" | "before" | "looking_up" | "listing") {
            kept.set(&name, value);
        }
    }
    Value::Object(kept)
}
