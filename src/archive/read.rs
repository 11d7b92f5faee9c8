//! Reads the file slice by slice, and refuses what is wrong in it, with line and path.

use super::{FORMAT, Seen, Slice, Source, VERSION};
use crate::json::{Json, Misfit, Step, Value, Walk, Wrong, fit_known, line_of};
use crate::order::Time;
use crate::purchase::{Pairing, Purchase};
use crate::store::{Parcel, Suppliers};
use crate::supplier;

/// So many documents are looked at, and taken in, at once: some tenths of a megabyte, and no more than a
/// moment's work.
const SLICE: usize = 100;

/// A file that is being read.
#[derive(Debug)]
pub struct Reading {
    text: String,
    walk: Walk,
    connections: Vec<Source>,
    /// The format and the version were met; the end was.
    format: bool,
    version: bool,
    end: bool,
}

impl Reading {
    /// Begins to read this text.
    pub fn new(text: String) -> Self {
        let (walk, connections) = (Walk::default(), Vec::new());
        Self { text, walk, connections, format: false, version: false, end: false }
    }

    /// The next slice; nothing behind the last one.
    ///
    /// # Errors
    /// Names the first place that is wrong.
    pub fn next_slice(&mut self) -> Result<Option<Slice>, Wrong> {
        self.slice()
            .map_err(|misfit| Wrong { line: line_of(&self.text, misfit.path()), what: misfit.to_string() })
    }

    fn slice(&mut self) -> Result<Option<Slice>, Misfit> {
        if self.end {
            return Ok(None);
        }
        let mut slice = Slice::default();
        for _ in 0..SLICE {
            match self.walk.next(&self.text)? {
                Some(step) => self.take(step, &mut slice)?,
                None => {
                    self.end = true;
                    break;
                }
            }
        }
        for (met, name) in [(self.format, "format"), (self.version, "version")] {
            if self.end && !met {
                return Err(Misfit::at(name.to_owned(), "what an export says of itself"));
            }
        }
        slice.connections.clone_from(&self.connections);
        Ok(Some(slice))
    }

    fn take(&mut self, step: Step, slice: &mut Slice) -> Result<(), Misfit> {
        let Step { member, item, value } = step;
        let wrong = |wanted| Err(Misfit::at(member.clone(), wanted));
        match (member.as_str(), item) {
            ("format", None) => {
                if value != Value::text(FORMAT) {
                    return wrong("one-click-purchase-export");
                }
                self.format = true;
            }
            ("version", None) => {
                if value != Value::Integer(VERSION.into()) {
                    return wrong("1, the version that this extension reads");
                }
                self.version = true;
            }
            ("made", None) => drop(read::<Time>(value, &member, item)?),
            ("connections", Some(_)) => self.connections.push(read(value, &member, item)?),
            ("profiles", None) => {
                let suppliers: Suppliers = read(value, &member, item)?;
                for (at, own) in suppliers.own.iter().enumerate() {
                    if supplier::read(own).is_err() {
                        let path = ["profiles.own.", &at.to_string()].concat();
                        return Err(Misfit::at(path, "a profile without a fault"));
                    }
                }
                slice.profiles = suppliers;
            }
            ("pairings", Some(_)) => {
                let pairing: Pairing = read(value, &member, item)?;
                if let Some((part, wanted)) = pairing.misfit() {
                    return Err(Misfit::at(part.to_owned(), wanted).below(&way(&member, item)));
                }
                slice.pairings.push(pairing);
            }
            ("orders" | "purchases" | "reports", Some(_)) if self.connections.is_empty() => {
                return wrong("the connections before it");
            }
            ("orders", Some(_)) => {
                let seen: Seen = read(value, &member, item)?;
                slice.orders.push(seen);
            }
            ("purchases", Some(_)) => {
                let purchase: Purchase = read(value, &member, item)?;
                let way = way(&member, item);
                id(&purchase.id, "id").map_err(|misfit| misfit.below(&way))?;
                slice.purchases.push(purchase);
            }
            ("reports", Some(_)) => {
                let parcel: Parcel = read(value, &member, item)?;
                let way = way(&member, item);
                id(&parcel.report.id, "report.id").map_err(|misfit| misfit.below(&way))?;
                id(&parcel.report.number, "report.number").map_err(|misfit| misfit.below(&way))?;
                if parcel.report.order != parcel.key.order {
                    let misfit = Misfit::at("report.order".to_owned(), "the order of its key");
                    return Err(misfit.below(&way));
                }
                slice.reports.push(parcel);
            }
            ("connections" | "pairings" | "orders" | "purchases" | "reports", None) => {
                return wrong("a list");
            }
            _ => return wrong("no member of this name"),
        }
        Ok(())
    }
}

/// The way to a value of the file.
fn way(member: &str, item: Option<usize>) -> String {
    match item {
        Some(at) => [member, ".", &at.to_string()].concat(),
        None => member.to_owned(),
    }
}

fn read<T: Json>(value: Value, member: &str, item: Option<usize>) -> Result<T, Misfit> {
    fit_known(value).map_err(|misfit| misfit.below(&way(member, item)))
}

fn id(text: &str, name: &str) -> Result<(), Misfit> {
    match text.trim().is_empty() {
        true => Err(Misfit::at(name.to_owned(), "a text that is not empty")),
        false => Ok(()),
    }
}
