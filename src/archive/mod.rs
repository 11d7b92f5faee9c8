//! What is taken along from one computer to another: everything that was seen, bought and recorded, as one
//! file that is written and read piece by piece, and a table for people. Pure.
//!
//! The file is a JSON object with `format` and `version`, the connected ERPs by id and origin, and a list of
//! each kind of document. It never holds a key: of a connection it has what tells the ERP, and nothing else.

mod csv;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use csv::Table;
pub use read::Reading;
pub use write::{Everything, Writer};

use crate::erp::Kind;
use crate::json::Json;
use crate::order::{OrderKey, PurchaseOrder};
use crate::purchase::{Pairing, Purchase};
use crate::store::{Connection, Parcel, Suppliers};

/// What the file calls its format.
pub const FORMAT: &str = "one-click-purchase-export";
/// The version of the format that is written and read. Whatever changes a member counts it up.
pub const VERSION: u32 = 1;

/// An ERP that documents of the file are of.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Source {
    /// The connection's id where the file was made.
    pub id: String,
    /// Its name there.
    pub name: String,
    /// Kind of ERP.
    pub erp: Kind,
    /// Its origin.
    pub origin: String,
    /// Its database there, where the connection names one.
    #[json(default)]
    pub database: String,
}

impl Source {
    /// What is told of a connection.
    pub fn of(connection: &Connection) -> Self {
        let Connection { id, name, erp, origin, settings, .. } = connection;
        let database = settings.database.clone();
        Self { id: id.clone(), name: name.clone(), erp: *erp, origin: origin.clone(), database }
    }

    /// Whether a connection goes to this very ERP, as far as both tell which database that is.
    pub fn is(&self, connection: &Connection) -> bool {
        let (own, other) = (&self.database, &connection.settings.database);
        let same = own == other || own.is_empty() || other.is_empty();
        self.erp == connection.erp && self.origin == connection.origin && same
    }
}

/// An order that was seen.
#[derive(Debug, PartialEq, Json)]
pub struct Seen {
    /// The id of its connection.
    pub connection: String,
    /// The order.
    pub order: PurchaseOrder,
}

/// So much of a file as is looked at, or taken in, at once.
#[derive(Debug, Default, PartialEq, Json)]
#[json(default)]
pub struct Slice {
    /// The ERPs of the whole file.
    pub connections: Vec<Source>,
    /// What was changed of what is known of suppliers.
    pub profiles: Suppliers,
    /// What was said of how lines are bought.
    pub pairings: Vec<Pairing>,
    /// Orders.
    pub orders: Vec<Seen>,
    /// Purchases.
    pub purchases: Vec<Purchase>,
    /// Reports, with where they stand.
    pub reports: Vec<Parcel>,
}

impl Slice {
    /// The connection here that goes where one of the file went.
    pub fn same<'c>(&self, connection: &str, here: &'c [Connection]) -> Option<&'c Connection> {
        let source = self.connections.iter().find(|source| source.id == connection)?;
        here.iter().find(|own| source.is(own))
    }

    /// An order's key as it is here; as it was there where its ERP is not connected.
    pub fn key_here(&self, key: &OrderKey, here: &[Connection]) -> OrderKey {
        let own = self.same(&key.connection, here).map_or(&key.connection, |own| &own.id);
        OrderKey { connection: own.clone(), order: key.order.clone() }
    }
}

/// What comes of a file, or of a slice of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct Outcome {
    /// Orders.
    pub orders: Tally,
    /// Purchases.
    pub purchases: Tally,
    /// Reports.
    pub reports: Tally,
    /// Pairings.
    pub pairings: Tally,
    /// Profiles.
    pub profiles: Tally,
    /// Purchases that ran where the file was made; they come as what was, and do not run here.
    pub ran: u32,
    /// Reports that are still to be sent, and will be from here.
    pub to_send: u32,
    /// What is left out, and why.
    pub left_out: Vec<LeftOut>,
}

/// How many of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct Tally {
    /// New here.
    pub new: u32,
    /// Here already.
    pub here: u32,
    /// Left out.
    pub left_out: u32,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.new = self.new.saturating_add(other.new);
        self.here = self.here.saturating_add(other.here);
        self.left_out = self.left_out.saturating_add(other.left_out);
    }
}

/// Something that is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct LeftOut {
    /// The purchase order that it is about.
    pub order: String,
    /// The supplier order number.
    pub number: String,
    /// Why.
    pub why: Why,
}

/// Why something is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
#[json(tag = "why")]
pub enum Why {
    /// This order has the number already.
    Taken {
        /// Its number.
        by: String,
    },
    /// It is still to be sent, and its ERP is not connected here.
    NotConnected {
        /// The ERP's name where the file was made.
        erp: String,
    },
}

impl Outcome {
    /// Adds what came of another slice.
    pub fn add(&mut self, mut other: Self) {
        self.orders.add(other.orders);
        self.purchases.add(other.purchases);
        self.reports.add(other.reports);
        self.pairings.add(other.pairings);
        self.profiles.add(other.profiles);
        self.ran = self.ran.saturating_add(other.ran);
        self.to_send = self.to_send.saturating_add(other.to_send);
        self.left_out.append(&mut other.left_out);
    }
}
