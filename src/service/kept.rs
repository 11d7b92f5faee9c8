//! What the background remembers while it lives: everything small, read once from the store.
//!
//! The store is the truth. Each change is made here and written at once; effects run only after
//! the write. Orders are not kept here: there may be ten thousand of them.

use litemap::LiteMap;

use super::Platform;
use super::connecting::know;
use super::rows::Rows;
use crate::json::{self, Json};
use crate::message::Problem;
use crate::order::{Covered, OrderKey, PurchaseOrder, Report, Time};
use crate::planted::{self, Bug};
use crate::purchase::{Known, Pairing, Purchase, PurchaseId, Stage, TabId};
use crate::store::{self, Change, Connection, Connections, Damage, Lock, NumberUse, PanelPlace, Parcel};
use crate::store::{ParcelState, Secret, Settings, Unsound, names};

/// Purchases that ended longer ago than this are put away; their panels are long closed.
const ENDED: chrono::TimeDelta = chrono::TimeDelta::hours(2);

/// Everything small.
#[derive(Debug, Default)]
pub struct Kept {
    /// Settings.
    pub settings: Settings,
    /// Connections, in the order in which they were made.
    pub connections: Vec<Connection>,
    /// Connections that are gone: see [`Connections::gone`].
    pub gone: Vec<Connection>,
    /// What is wrong with what the company provisions.
    pub policy: Vec<Problem>,
    /// What locks their keys, if anything does.
    pub lock: Option<Lock>,
    /// The key of the lock, once it is unlocked.
    pub lock_key: Option<Secret>,
    /// Purchases by id.
    pub purchases: LiteMap<PurchaseId, Purchase>,
    /// Tabs that a purchase's tab has just opened, until the purchase has them.
    pub newborn: Vec<(TabId, PurchaseId)>,
    /// Parcels by report id.
    pub parcels: LiteMap<String, Parcel>,
    /// Supplier order numbers in use.
    pub numbers: LiteMap<String, NumberUse>,
    /// What was said of how lines are bought.
    pub pairings: Vec<Pairing>,
    /// How the person left the panel, by shop.
    pub places: Vec<(String, PanelPlace)>,
    /// The rows of the list; empty until something needs them.
    pub rows: Rows,
    /// The rows were read from the store.
    pub rows_read: bool,
    /// What was damaged in the store, until the person has read it.
    pub damage: Vec<Damage>,
    /// The browser session.
    pub session: String,
    /// A refresh runs.
    pub refreshing: bool,
    /// Milliseconds since the background started, at the event at hand.
    pub ticks: u64,
}

impl Kept {
    /// Reads everything. Of a document that is damaged its copy counts; where that is damaged too it is set
    /// aside. Both are said until the person has read it, and nothing is dropped in silence.
    pub async fn load(platform: &impl Platform) -> Result<Self, String> {
        let mut kept = Self::default();
        let mut mended = Vec::new();
        for store in [names::PURCHASES, names::OUTBOX, names::NUMBERS, names::PAIRINGS] {
            for (key, text) in platform.read_all(store).await? {
                kept.take_or_mend(platform, (store, &key), text, &mut mended).await?;
            }
        }
        for key in ["damage", "settings", "connections", "places", "suppliers"] {
            if let Some(text) = platform.read(names::SINGLES, key).await? {
                kept.take_or_mend(platform, (names::SINGLES, key), text, &mut mended).await?;
            }
        }
        kept.unlock_remembered(platform).await;
        kept.session = platform.session().await?;
        if !mended.is_empty() {
            mended.push(put(names::SINGLES, "damage", &kept.damage));
            // What is not mended now is found again at the next start.
            let _ = platform.write(mended).await;
        }
        let now = platform.now();
        // What is not moved now is moved at the next start.
        if platform.write(kept.put_away(now)).await.is_ok() {
            kept.purchases.retain(|_, purchase| !is_past(purchase, now));
        }
        Ok(kept)
    }

    /// Takes in one stored document, or what is left of it.
    async fn take_or_mend(
        &mut self,
        platform: &impl Platform,
        (store, key): (&'static str, &str),
        text: String,
        mended: &mut Vec<Change>,
    ) -> Result<(), String> {
        let Err(why) = self.take(platform, store, key, &text) else { return Ok(()) };
        if store::open(&text) == Err(Unsound::Newer) {
            return Err(why);
        }
        if store == names::NUMBERS {
            // It says no more than the reports do.
            mended.push(self.free_number(key));
            return Ok(());
        }
        let copy = match store::copy_key(store, key) {
            Some(copy) => platform.read(names::COPIES, &copy).await?,
            None => None,
        };
        let mut copy = copy.filter(|copy| self.take(platform, store, key, copy).is_ok());
        let restored = copy.is_some();
        if restored
            && store == names::PURCHASES
            && let Some(purchase) = self.purchases.get_mut(key)
            && purchase.lost_last_write(platform.now())
        {
            copy = Some(store::seal(&json::write(purchase)));
        }
        let own = key.to_owned();
        mended.push(match copy {
            // What is damaged is no copy of anything.
            Some(text) => Change::Replace { store, key: own, text },
            None => Change::Delete { store, key: own },
        });
        let aside = ["damaged|", store, "|", key].concat();
        mended.push(Change::Put { store: names::COPIES, key: aside, text });
        self.damage.push(Damage { store: store.to_owned(), key: key.to_owned(), restored });
        Ok(())
    }

    fn take(&mut self, platform: &impl Platform, store: &str, key: &str, text: &str) -> Result<(), String> {
        match (store, key) {
            (names::PURCHASES, _) => {
                let mut purchase: Purchase = parsed(store, key, text)?;
                // Counted from the start of a background that is no more.
                purchase.claim_ticks = None;
                self.purchases.insert(key.to_owned(), purchase);
            }
            (names::PAIRINGS, _) => self.pairings.push(parsed(store, key, text)?),
            (names::OUTBOX, _) => drop(self.parcels.insert(key.to_owned(), parsed(store, key, text)?)),
            (names::NUMBERS, _) => drop(self.numbers.insert(key.to_owned(), parsed(store, key, text)?)),
            (_, "damage") => {
                let before: Vec<Damage> = parsed(store, key, text)?;
                drop(self.damage.splice(..0, before));
            }
            (_, "settings") => self.settings = parsed(store, key, text)?,
            (_, "places") => self.places = parsed(store, key, text)?,
            (_, "suppliers") => know(platform, &parsed(store, key, text)?),
            _ => {
                let stored = match parsed(store, key, text) {
                    // Before version 2 it was only a list.
                    Ok(all) => Connections { all, ..Connections::default() },
                    Err(_) => parsed(store, key, text)?,
                };
                (self.lock, self.connections, self.gone) = (stored.lock, stored.all, stored.gone);
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
    pub fn purchase_of_tab(&self, tab: TabId) -> Option<&Purchase> {
        let born =
            self.newborn.iter().find(|(own, _)| *own == tab).and_then(|(_, id)| self.purchases.get(id));
        let has = |purchase: &&Purchase| purchase.session == self.session && purchase.has_tab(tab);
        self.purchases.values().find(has).or(born)
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
        let parcel = Parcel::new(connection, order, report, now);
        let (id, number, usage) = (&parcel.report.id, number_of(&parcel), use_of(&parcel));
        let changes = vec![put(names::OUTBOX, id, &parcel), put(names::NUMBERS, &number, &usage)];
        self.keep_parcel(parcel);
        changes
    }

    /// Keeps whether the supplier's list of orders shows what a report says: the change to write.
    pub fn keep_listed(&mut self, report: &str, shown: bool) -> Option<Change> {
        // What was taken back meanwhile may well be gone from there.
        let parcel = self.parcels.get_mut(report).filter(|parcel| parcel.state != ParcelState::Undone)?;
        parcel.listed = Some(shown);
        Some(put(names::OUTBOX, report, parcel))
    }

    /// Whether the order has the report's number for one of its lines already, by another report: from the
    /// page, it may have come in while the form was being filled.
    pub fn covers_again(&self, key: &OrderKey, report: &Report) -> bool {
        let is_same = |parcel: &Parcel| {
            let own = &parcel.report;
            let again = |line: &Covered| own.lines.iter().any(|other| other.line == line.line);
            parcel.key == *key
                && parcel.state != ParcelState::Undone
                && (own.id != report.id && own.number == report.number && own.supplier == report.supplier)
                && report.lines.iter().any(again)
        };
        self.parcels.values().any(is_same)
    }

    /// Keeps a parcel with its number.
    pub fn keep_parcel(&mut self, parcel: Parcel) {
        self.numbers.insert(number_of(&parcel), use_of(&parcel));
        self.parcels.insert(parcel.report.id.clone(), parcel);
    }

    /// A parcel that could not be written is what it was before: none, where it is new. What is not stored is
    /// not acknowledged, and must not be sent either.
    pub fn take_back_parcel(&mut self, report: &str, before: Option<Parcel>) {
        let now = match before {
            Some(before) => self.parcels.insert(report.to_owned(), before),
            None => self.parcels.remove(report),
        };
        if let Some(number) = now.filter(|_| !self.parcels.contains_key(report)).map(|gone| number_of(&gone))
        {
            self.free_number(&number);
        }
    }

    /// Gives a number free that a report had, or to another report that serves another order with it: what to
    /// write.
    pub fn free_number(&mut self, number: &str) -> Change {
        let mut others = self.parcels.values();
        let other = others.find(|own| own.state != ParcelState::Undone && number_of(own) == number);
        match other.map(use_of) {
            Some(usage) => {
                let change = put(names::NUMBERS, number, &usage);
                self.numbers.insert(number.to_owned(), usage);
                change
            }
            None => {
                self.numbers.remove(number);
                Change::Delete { store: names::NUMBERS, key: number.to_owned() }
            }
        }
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

    fn has_number(&self, key: &OrderKey, supplier: &str, number: &str) -> bool {
        self.numbers.get(&number_key(supplier, number)).is_some_and(|usage| usage.key == *key)
    }

    fn was_taken_back(&self, supplier: &str, number: &str) -> bool {
        let is_it = |parcel: &Parcel| {
            parcel.state == ParcelState::Undone
                && parcel.report.number == number
                && parcel.report.supplier == supplier
        };
        self.parcels.values().any(is_it)
    }

    fn was_seen(&self, supplier: &str, number: &str, before: Time) -> bool {
        self.purchases.values().any(|purchase| purchase.saw(supplier, number, before))
    }

    fn clock_was_put_back(&self, now: Time) -> bool {
        let later =
            |purchase: &Purchase| purchase.started > now || purchase.log.iter().any(|entry| entry.at > now);
        self.parcels.values().any(|parcel| parcel.made > now) || self.purchases.values().any(later)
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

/// Whether a purchase ended a while ago.
fn is_past(purchase: &Purchase, now: Time) -> bool {
    let over = matches!(purchase.stage, Stage::Confirmed | Stage::GivenUp);
    over && purchase.unlisted.is_empty() && now.signed_duration_since(purchase.started) > ENDED
}

/// The key of a supplier order number.
pub fn number_key(supplier: &str, number: &str) -> String {
    [supplier, "|", number].concat()
}

/// The key of the number that a parcel reports.
pub fn number_of(parcel: &Parcel) -> String {
    number_key(&parcel.report.supplier, &parcel.report.number)
}

/// Who has the number that a parcel reports.
pub(super) fn use_of(parcel: &Parcel) -> NumberUse {
    NumberUse { key: parcel.key.clone(), order: parcel.number.clone(), report: parcel.report.id.clone() }
}

/// The key of an order.
pub fn order_key(key: &OrderKey) -> String {
    [&key.connection, "|", &key.order].concat()
}

/// The change that keeps a document.
pub fn put<T: Json>(store: &'static str, key: &str, document: &T) -> Change {
    let text = json::write(document);
    let text = if store::is_sealed(store, key) { store::seal(&text) } else { text };
    Change::Put { store, key: key.to_owned(), text }
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
    let unreadable = |why: &str| [store, "/", key, " cannot be read: ", why].concat();
    let text = store::open(text).map_err(|why| unreadable(why.text()))?;
    json::read(text).map_err(|error| unreadable(&error.to_string()))
}
