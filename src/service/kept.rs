//! What the background remembers while it lives: everything small, read once from the store.
//!
//! The store is the truth. Each change is made here and written at once; effects run only after
//! the write. Orders are not kept here: there may be ten thousand of them.

use litemap::LiteMap;

use super::Platform;
use super::connecting::know;
use crate::json::{self, Json};
use crate::order::{Covered, OrderKey, PurchaseOrder, Report, Time};
use crate::planted::{self, Bug};
use crate::purchase::{Known, Pairing, Purchase, PurchaseId, Stage};
use crate::store::{
    Change, Connection, NumberUse, OrderRow, PanelPlace, Parcel, ParcelState, Settings, Suppliers, names,
};

/// Purchases that ended longer ago than this are put away; their panels are long closed.
const ENDED: chrono::TimeDelta = chrono::TimeDelta::hours(2);

/// Everything small.
#[derive(Debug, Default)]
pub struct Kept {
    /// Settings.
    pub settings: Settings,
    /// Connections, in the order in which they were made.
    pub connections: Vec<Connection>,
    /// Purchases by id.
    pub purchases: LiteMap<PurchaseId, Purchase>,
    /// Parcels by report id.
    pub parcels: LiteMap<String, Parcel>,
    /// Supplier order numbers in use.
    pub numbers: LiteMap<String, NumberUse>,
    /// What was said of how lines are bought.
    pub pairings: Vec<Pairing>,
    /// How the person left the panel, by shop.
    pub places: Vec<(String, PanelPlace)>,
    /// The rows of the list, in its order; empty until something needs them.
    pub rows: Vec<OrderRow>,
    /// The rows were read from the store.
    pub rows_read: bool,
    /// The browser session.
    pub session: String,
    /// A refresh runs.
    pub refreshing: bool,
    /// Milliseconds since the background started, at the event at hand.
    pub ticks: u64,
}

impl Kept {
    /// Reads everything. One that cannot be read fails the whole: nothing is dropped in silence.
    pub async fn load(platform: &impl Platform) -> Result<Self, String> {
        let mut kept = Self::default();
        for store in [names::PURCHASES, names::OUTBOX, names::NUMBERS, names::PAIRINGS] {
            let texts = platform.read_all(store).await?;
            kept.take_in(store, &texts)?;
        }
        for key in ["settings", "connections", "places"] {
            let Some(text) = platform.read(names::SINGLES, key).await? else { continue };
            match key {
                "settings" => kept.settings = parsed(names::SINGLES, key, &text)?,
                "places" => kept.places = parsed(names::SINGLES, key, &text)?,
                _ => kept.connections = parsed(names::SINGLES, key, &text)?,
            }
        }
        if let Some(text) = platform.read(names::SINGLES, "suppliers").await? {
            let suppliers: Suppliers = parsed(names::SINGLES, "suppliers", &text)?;
            know(platform, &suppliers);
        }
        kept.session = platform.session().await?;
        let now = platform.now();
        // What is not moved now is moved at the next start.
        if platform.write(kept.put_away(now)).await.is_ok() {
            kept.purchases.retain(|_, purchase| !is_past(purchase, now));
        }
        Ok(kept)
    }

    fn take_in(&mut self, store: &str, texts: &[(String, String)]) -> Result<(), String> {
        for (key, text) in texts {
            match store {
                names::PURCHASES => {
                    let mut purchase: Purchase = parsed(store, key, text)?;
                    // Counted from the start of a background that is no more.
                    purchase.claim_ticks = None;
                    self.purchases.insert(key.clone(), purchase);
                }
                names::PAIRINGS => self.pairings.push(parsed(store, key, text)?),
                names::OUTBOX => drop(self.parcels.insert(key.clone(), parsed(store, key, text)?)),
                _ => drop(self.numbers.insert(key.clone(), parsed(store, key, text)?)),
            }
        }
        Ok(())
    }

    /// The changes that move purchases that ended a while ago to where they are not read at every start.
    fn put_away(&self, now: Time) -> Vec<Change> {
        let mut changes = Vec::new();
        for purchase in self.purchases.values().filter(|purchase| is_past(purchase, now)) {
            changes.push(put(names::PAST, &purchase.id, purchase));
            changes.push(Change::Delete { store: names::PURCHASES, key: purchase.id.clone() });
        }
        changes
    }

    /// Forgets all but what the browser session is called.
    pub fn forget(&mut self) {
        let session = std::mem::take(&mut self.session);
        *self = Self { session, ..Self::default() };
    }

    /// The connection with that id.
    pub fn connection(&self, id: &str) -> Option<&Connection> {
        self.connections.iter().find(|connection| connection.id == id)
    }

    /// The same, to change it.
    pub fn connection_mut(&mut self, id: &str) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.id == id)
    }

    /// The purchase to which a tab belongs.
    pub fn purchase_of_tab(&self, tab: crate::purchase::TabId) -> Option<&Purchase> {
        self.purchases.values().find(|purchase| purchase.session == self.session && purchase.has_tab(tab))
    }

    /// The ids of all purchases that fit.
    pub fn purchases_that(&self, fits: &dyn Fn(&Purchase) -> bool) -> Vec<PurchaseId> {
        let mut ids = Vec::new();
        for purchase in self.purchases.values() {
            if fits(purchase) {
                ids.push(purchase.id.clone());
            }
        }
        ids
    }

    /// The running purchase of an order.
    pub fn running(&self, key: &OrderKey) -> Option<&Purchase> {
        self.purchases.values().find(|purchase| purchase.key == *key && purchase.is_running())
    }

    /// A report with this number was taken back: whoever else still has the number, or nobody.
    pub(super) fn free_number(&mut self, number: String) -> Change {
        let other = self.parcels.values().find(|parcel| {
            parcel.state != ParcelState::Undone
                && number_key(&parcel.report.supplier, &parcel.report.number) == number
        });
        let usage = other.map(usage_of);
        self.numbers.remove(&number);
        let Some(usage) = usage else { return Change::Delete { store: names::NUMBERS, key: number } };
        let change = put(names::NUMBERS, &number, &usage);
        self.numbers.insert(number, usage);
        change
    }

    /// Claims a report's number and keeps its parcel: the changes to write.
    pub fn keep_report(
        &mut self,
        connection: &str,
        order: &PurchaseOrder,
        report: Report,
        now: Time,
    ) -> Vec<Change> {
        if self.parcels.contains_key(&report.id) {
            // Seen again: the first one stands.
            return Vec::new();
        }
        let number = number_key(&report.supplier, &report.number);
        let parcel = Parcel::new(connection, order, report, now);
        let usage = usage_of(&parcel);
        let changes =
            vec![put(names::OUTBOX, &parcel.report.id, &parcel), put(names::NUMBERS, &number, &usage)];
        self.numbers.insert(number, usage);
        self.parcels.insert(parcel.report.id.clone(), parcel);
        changes
    }
}

impl Known for Kept {
    fn taken(&self, supplier: &str, number: &str, purchase: &PurchaseId) -> Option<String> {
        let usage = self.numbers.get(&number_key(supplier, number))?;
        if planted::is(Bug::NumberNotClaimed) {
            return None;
        }
        let own = usage.report.strip_prefix(purchase.as_str()).is_some_and(|rest| rest.starts_with('-'));
        (!own).then(|| usage.order.clone())
    }

    fn kept_here(&self, key: &OrderKey, told: &[Report]) -> Vec<Covered> {
        let mut covered = Vec::new();
        for parcel in self.parcels.values() {
            let is_told = || told.iter().any(|report| report.id == parcel.report.id);
            // One that the ERP refused was bought all the same, until its person takes it back.
            if parcel.key == *key && parcel.undo.is_none() && !is_told() {
                covered.extend_from_slice(&parcel.report.lines);
            }
        }
        covered
    }

    fn ticks(&self) -> u64 {
        self.ticks
    }

    fn pairing(&self, key: &str) -> Option<&Pairing> {
        self.pairings.iter().find(|pairing| pairing.key == key)
    }
}

/// That a parcel's number is in use.
fn usage_of(parcel: &Parcel) -> NumberUse {
    NumberUse { key: parcel.key.clone(), order: parcel.number.clone(), report: parcel.report.id.clone() }
}

/// Whether a purchase ended a while ago.
fn is_past(purchase: &Purchase, now: Time) -> bool {
    let over = matches!(purchase.stage, Stage::Confirmed | Stage::GivenUp);
    over && now.signed_duration_since(purchase.started) > ENDED
}

/// The key of a supplier order number.
pub fn number_key(supplier: &str, number: &str) -> String {
    [supplier, "|", number].concat()
}

/// The key of an order.
pub fn order_key(key: &OrderKey) -> String {
    [&key.connection, "|", &key.order].concat()
}

/// The change that keeps a document.
pub fn put<T: Json>(store: &'static str, key: &str, document: &T) -> Change {
    Change::Put { store, key: key.to_owned(), text: json::write(document) }
}

/// A document of a store.
pub async fn read<T: Json>(
    platform: &impl Platform,
    store: &'static str,
    key: &str,
) -> Result<Option<T>, String> {
    match platform.read(store, key).await? {
        Some(text) => parsed(store, key, &text).map(Some),
        None => Ok(None),
    }
}

/// A stored document from its text.
pub fn parsed<T: Json>(store: &str, key: &str, text: &str) -> Result<T, String> {
    json::read(text).map_err(|error| unreadable(store, key, &error))
}

fn unreadable(store: &str, key: &str, error: &json::Misfit) -> String {
    [store, "/", key, " cannot be read: ", &error.to_string()].concat()
}
