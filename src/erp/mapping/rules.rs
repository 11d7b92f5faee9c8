//! What a mapping says: how a REST API is asked, and where in its answers things stand.
//!
//! Places are written as `/data/0/name`: names and numbers of items behind slashes; `/` alone is the whole.

use crate::json::{Json, Value};

/// A whole mapping.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Rules {
    /// What the ERP is called.
    pub name: String,
    /// How the key is sent.
    pub auth: Auth,
    /// Who the key belongs to, where the ERP tells.
    pub me: Option<Me>,
    /// How orders that wait are listed.
    pub list: List,
    /// How orders that changed are listed; without it all are listed anew.
    pub changed: Option<List>,
    /// One order.
    pub order: One,
    /// What is in an order.
    pub fields: Fields,
    /// Its lines.
    pub lines: Lines,
    /// What its states mean.
    pub states: States,
    /// Where entries are kept.
    pub journal: Journal,
    /// Writes the field for the supplier's order number, `{reference}`.
    pub reference: Action,
    /// Moves an order to purchased.
    pub purchase: Action,
    /// Moves it back; without it the state stays as it is.
    pub reopen: Option<Action>,
    /// Writes `{total}`, `{freight}`, `{currency}`, `{tracking}` and `{note}`.
    pub figures: Option<Action>,
    /// Finds the orders in whose field a supplier's order number stands, `{number}`.
    pub find: Option<Rows>,
    /// The zone of times that tell none, such as `+08:00`.
    #[json(default)]
    pub zone: String,
}

/// How the key is sent.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Auth {
    /// The header's name.
    pub header: String,
    /// Its value, with `{key}` in it.
    pub value: String,
}

/// Who the key belongs to.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Me {
    /// The path.
    pub path: String,
    /// Where the name stands.
    pub user: String,
}

/// Rows of one answer.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Rows {
    /// The path.
    pub path: String,
    /// Where the list stands.
    pub rows: String,
}

/// A list in pages.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct List {
    /// The path of the first page.
    pub path: String,
    /// Where the orders stand.
    pub rows: String,
    /// How it goes on.
    pub pages: Pages,
}

/// How a list goes on. Pages that hold no row end it.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
#[json(tag = "by")]
pub enum Pages {
    /// It does not.
    None,
    /// Behind the key of the last row.
    Key {
        /// The query's parameter.
        parameter: String,
        /// Where the key stands in a row.
        key: String,
    },
    /// By the number of the page.
    Page {
        /// The query's parameter.
        parameter: String,
        /// The number of the first page.
        first: u32,
    },
    /// By a link in the answer.
    Link {
        /// Where it stands.
        at: String,
    },
}

/// One order.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct One {
    /// The path, with `{id}`.
    pub path: String,
    /// Where the order stands.
    #[json(default)]
    pub at: String,
}

/// Places in an order. What is empty the ERP has not.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Fields {
    /// Its id.
    pub id: String,
    /// The number people use.
    pub number: String,
    /// Its state.
    pub state: String,
    /// The supplier's order number.
    pub reference: String,
    /// What its versions are told apart by; stands in actions as `{version}`.
    pub version: String,
    /// The supplier's name.
    pub supplier: String,
    /// The warehouse's name.
    pub warehouse: String,
    /// A note for the supplier.
    pub note: String,
    /// The currency of its prices.
    pub currency: String,
    /// When it was made.
    pub created: String,
    /// When it last changed.
    pub changed: String,
    /// Where people see it: a path with `{id}`, of the same origin.
    pub page: String,
}

/// An order's lines: in the order, or behind a path of their own.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Lines {
    /// The path, with `{id}`; empty where they stand in the order.
    pub path: String,
    /// Where the list stands.
    pub rows: String,
    /// A line's id; its number where it has none.
    pub id: String,
    /// What is bought.
    pub title: String,
    /// How many.
    pub quantity: String,
    /// Its unit, where it is not a piece.
    pub unit: String,
    /// What one may cost.
    pub price: String,
    /// The supplier's page.
    pub url: String,
    /// The supplier's code.
    pub code: String,
    /// The supplier's SKU.
    pub sku: String,
    /// The ERP's own code.
    pub product: String,
    /// The variant, as `color=red;size=L`.
    pub attributes: String,
    /// A picture's address.
    pub picture: String,
}

/// What the states of orders mean. One that is in none of these is not to be bought, or not yet.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct States {
    /// It waits to be bought.
    pub pending: Vec<String>,
    /// It is purchased, or further: the first is the one that `purchase` sets, and only from that it is taken back.
    pub purchased: Vec<String>,
    /// It is not to be bought.
    pub cancelled: Vec<String>,
}

/// Where entries are kept: in a text of the order that is written anew, or in a list that is added to.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Journal {
    /// Where the text stands in the order; empty where entries are a list.
    #[json(default)]
    pub text: String,
    /// The path of the list, with `{id}`; empty where it stands in the order.
    #[json(default)]
    pub path: String,
    /// Where the list stands.
    #[json(default)]
    pub rows: String,
    /// The newest entry is the first of the list.
    #[json(default)]
    pub newest_first: bool,
    /// An entry's id.
    #[json(default)]
    pub id: String,
    /// Who wrote it.
    #[json(default)]
    pub author: String,
    /// When.
    #[json(default)]
    pub time: String,
    /// What.
    #[json(default)]
    pub entry: String,
    /// Writes the text anew, `{journal}`, or adds an entry, `{entry}`.
    pub write: Action,
}

/// What changes something.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Action {
    /// POST and PATCH send the body as it stands; PUT sends the whole order with it.
    pub method: Verb,
    /// The path, with `{id}`.
    pub path: String,
    /// What is sent; texts in it may hold what stands in braces.
    pub body: Option<Value>,
    /// A header that gets the order's version, such as `If-Match`.
    #[json(default)]
    pub version_header: String,
}

/// A method that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
pub enum Verb {
    /// Does something.
    #[json(rename = "POST")]
    Post,
    /// Writes the whole.
    #[json(rename = "PUT")]
    Put,
    /// Writes a part.
    #[json(rename = "PATCH")]
    Patch,
}
