//! ERP connectors: one trait, over an injected [`Http`] and [`Clock`].
//!
//! The desk has leases and reports of its own. The other ERPs have neither: each of them is an [`Adapter`],
//! and [`Journaled`] does the rest alike for all, by entries at the order (`journal.rs`).
//!
//! In the browser the connectors are a module of their own: [`Remote`] asks and [`answer`] answers, by texts.

mod adapter;
mod call;
mod clock;
mod date;
mod desk;
mod dolibarr;
mod erpnext;
mod error;
mod fault;
mod figures;
mod html;
mod http;
mod inventree;
pub mod journal;
mod journaled;
mod mapping;
mod odoo;
mod remote;
mod rest;
mod rules;
mod sessions;
mod settings;
mod tryton;

use crate::json::Json;

pub use adapter::{Adapter, Answer, Listed, Read};
pub use call::answer;
pub use clock::{Clock, Ticking};
pub use desk::Desk;
pub use error::ErpError;
pub use fault::{Fault, next_path};
pub use http::{Http, HttpError, Later, Method, Request, Response, Wire, encode};
pub use journaled::Journaled;
pub use mapping::check_mapping;
pub use remote::{Connectors, Remote, Sheet};
pub use sessions::Sessions;
pub use settings::{Offer, Ordered, Settings, Supplied, address_fits, attributes};

use crate::order::{OrderId, PurchaseOrder, Report};

/// Kinds of ERP that can be connected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Json)]
pub enum Kind {
    /// The embedded desk, or any server that keeps its contract.
    #[default]
    Desk,
    /// Tryton 6.0 and later.
    Tryton,
    /// Any ERP with a REST API, by a file that maps it.
    Mapping,
    /// Odoo 16 and later.
    Odoo,
    /// ERPNext 15 and later.
    ErpNext,
    /// InvenTree 1.0 and later.
    InvenTree,
    /// Dolibarr 15 and later.
    Dolibarr,
}

impl Kind {
    /// Every kind that can be connected, as they are offered.
    pub const ALL: [Self; 7] =
        [Self::Desk, Self::Odoo, Self::Tryton, Self::ErpNext, Self::InvenTree, Self::Dolibarr, Self::Mapping];

    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Tryton => "tryton",
            Self::Mapping => "mapping",
            Self::Odoo => "odoo",
            Self::ErpNext => "erpnext",
            Self::InvenTree => "inventree",
            Self::Dolibarr => "dolibarr",
        }
    }

    /// Whether its server refuses requests that tell another origin than its own.
    pub fn refuses_origins(self) -> bool {
        self == Self::Tryton
    }

    /// Whether one server may hold several databases.
    pub fn has_databases(self) -> bool {
        matches!(self, Self::Tryton | Self::Odoo)
    }

    /// Whether the key may belong to a name that the person signs in with.
    pub fn has_login(self) -> bool {
        matches!(self, Self::Tryton | Self::Odoo)
    }

    /// Whether it cannot do without that name.
    pub fn needs_login(self) -> bool {
        self == Self::Tryton
    }

    /// Whether a file says how it is asked.
    pub fn has_mapping(self) -> bool {
        self == Self::Mapping
    }

    /// Whether freight is booked to an account that a setting names.
    pub fn has_freight_account(self) -> bool {
        self == Self::ErpNext
    }

    /// Whether it cannot do without a key: elsewhere the session serves in which the person is signed in.
    pub fn needs_key(self) -> bool {
        !matches!(self, Self::Odoo | Self::ErpNext)
    }

    /// Whether freight is a line with a product of its own.
    pub fn has_freight_product(self) -> bool {
        self == Self::Odoo
    }
}

/// What every connector promises.
pub trait Erp {
    /// Who answers, whose key it is, and how much waits.
    fn test(&self) -> Answer<'_, Server>;
    /// One page of orders. Without `since` all that are open; with it all that changed since then.
    fn orders<'a>(&'a self, since: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Page>;
    /// One order, with the claim as it stands now.
    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, PurchaseOrder>;
    /// Claims an order for a purchase, or renews the claim, and gives the order as read back.
    fn claim<'a>(&'a self, id: &'a OrderId, purchase: &'a str) -> Answer<'a, PurchaseOrder>;
    /// Gives a claim back; a claim that is not held is no error.
    fn release<'a>(&'a self, id: &'a OrderId, purchase: &'a str) -> Answer<'a, PurchaseOrder>;
    /// Records a supplier order and reads it back. A second call with the same report has no second effect.
    fn record<'a>(&'a self, report: &'a Report) -> Answer<'a, PurchaseOrder>;
    /// Takes a recorded supplier order back.
    fn undo<'a>(&'a self, report: &'a Report, reason: &'a str) -> Answer<'a, PurchaseOrder>;
}

/// What a connected server says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Server {
    /// Name and version.
    pub name: String,
    /// Who the key belongs to.
    pub user: String,
    /// How many orders wait to be bought.
    pub pending: u64,
}

/// One page of orders.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The orders.
    pub orders: Vec<PurchaseOrder>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
    /// What the next refresh gives as `since`.
    pub as_of: Option<String>,
}

/// A connection as its connector takes it.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'s> {
    /// The kind of ERP.
    pub kind: Kind,
    /// The origin that was granted.
    pub origin: &'s str,
    /// The key, or the password.
    pub key: &'s str,
    /// What the person set about it.
    pub settings: &'s Settings,
}

/// What a connector works with.
#[derive(Clone, Copy)]
pub struct Means<'h> {
    /// Carries requests.
    pub http: &'h dyn Wire,
    /// Tells the time.
    pub clock: &'h dyn Clock,
    /// Keeps sessions from one call to the next.
    pub sessions: &'h Sessions,
}

impl std::fmt::Debug for Means<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Means")
    }
}

/// The connector of a connection.
pub fn connect<'h>(setup: &Setup<'_>, means: Means<'h>) -> Box<dyn Erp + 'h> {
    #[cfg(feature = "planted")]
    if let Some(adapter) = crate::planted::adapter(setup.key).filter(|_| setup.kind != Kind::Desk) {
        return Box::new(Journaled::new(adapter, means.clock));
    }
    let adapter: Box<dyn Adapter + 'h> = match setup.kind {
        Kind::Desk => {
            return Box::new(Desk::new(setup.origin.to_owned(), setup.key.to_owned(), means.http));
        }
        Kind::Tryton => Box::new(tryton::Tryton::new(setup, means)),
        Kind::Odoo => Box::new(odoo::Odoo::new(setup, means)),
        Kind::ErpNext => Box::new(erpnext::ErpNext::new(setup, means)),
        Kind::InvenTree => Box::new(inventree::InvenTree::new(setup, means)),
        Kind::Dolibarr => Box::new(dolibarr::Dolibarr::new(setup, means)),
        Kind::Mapping => Box::new(mapping::Mapping::new(setup, means)),
    };
    Box::new(Journaled::new(adapter, means.clock))
}

#[cfg(test)]
mod fake;
#[cfg(test)]
mod journaled_tests;
#[cfg(test)]
mod remote_tests;
#[cfg(test)]
mod rest_tests;
