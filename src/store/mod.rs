//! What the extension keeps on this computer, as documents in named stores.
//!
//! In the browser the stores are IndexedDB's of the extension's own origin, which no page and no
//! content script can open. Only the background writes; the other pages read and paint. The one
//! exception is the popup's drafts.

mod documents;
mod keys;
mod sealed;

use crate::order::has_text;

pub use documents::{
    Connection, ConnectionState, Counts, Damage, DoneRow, Draft, DraftLine, Keys, Language, NewConnection,
    NumberUse, OrderRow, PanelPlace, Parcel, ParcelState, RunningRow, Screen, Settings, Suppliers, Waiting,
};

pub use keys::{Connections, Lock, SHORTEST, Secret};
pub use sealed::{Unsound, copy_key, is_sealed, open, seal};

/// One change of the stores. Several are carried out together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Keeps a text under a key.
    Put {
        /// The store.
        store: &'static str,
        /// The key.
        key: String,
        /// A document as JSON.
        text: String,
    },
    /// Keeps a text under a key and nothing of what was there: also its copy is of this text.
    Replace {
        /// The store.
        store: &'static str,
        /// The key.
        key: String,
        /// A document as JSON.
        text: String,
    },
    /// Forgets what is under a key.
    Delete {
        /// The store.
        store: &'static str,
        /// The key.
        key: String,
    },
    /// Empties a store.
    Clear {
        /// The store.
        store: &'static str,
    },
}

/// The browser's name for a store that has no room left; its words hold it.
const FULL: &str = "QuotaExceededError";

/// Whether the browser's words about a failed write say that there is no room left.
pub fn is_full(said: &str) -> bool {
    has_text(said, FULL)
}

/// Names of the stores.
pub mod names {
    /// Purchase orders by `connection|order`.
    pub const ORDERS: &str = "orders";
    /// The rows of the list in chunks, by number of the chunk.
    pub const ROWS: &str = "rows";
    /// Purchases by id.
    pub const PURCHASES: &str = "purchases";
    /// Purchases that ended a while ago, by id.
    pub const PAST: &str = "past";
    /// Parcels by report id.
    pub const OUTBOX: &str = "outbox";
    /// Supplier order numbers in use, by `host|number`.
    pub const NUMBERS: &str = "numbers";
    /// What was said of how lines are bought, by what tells them apart.
    pub const PAIRINGS: &str = "pairings";
    /// What stood in the place of a document before, by `store|key`: see [`crate::store::copy_key`]. And what
    /// could not be read any more, by `damaged|store|key`.
    pub const COPIES: &str = "copies";
    /// Single documents: `screen`, `settings`, `connections`, `places`, `suppliers`,
    /// `damage`, and `draft|connection|order`.
    pub const SINGLES: &str = "singles";
    /// All of them.
    pub const ALL: [&str; 9] = [ORDERS, ROWS, PURCHASES, PAST, OUTBOX, NUMBERS, PAIRINGS, COPIES, SINGLES];
}
