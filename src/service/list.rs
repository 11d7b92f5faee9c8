//! The list of orders to buy: fetched from the ERPs, kept here, shown as rows.

use std::cmp::Ordering;
use std::ops::Range;

use super::kept::{Kept, order_key};
use super::{Platform, Service, rows};
use crate::erp::{ErpError, HttpError};
use crate::json;
use crate::order::{OrderId, OrderKey, PurchaseOrder};
use crate::store::{Change, ConnectionState, names};

/// Milliseconds that pass at least from one showing of a list that is still coming in to the next.
const SHOWN: u64 = 1000;
/// To be shown again, the list must have grown by one part in so many: each showing costs what all rows cost,
/// here and in the popup.
const GROWN: usize = 4;

/// The orders of one connection while their pages come in.
#[derive(Default)]
struct Arriving {
    /// All that is open, and not only what changed.
    complete: bool,
    as_of: Option<String>,
    /// Those that are not in the list yet, with their JSON.
    orders: Vec<(PurchaseOrder, String)>,
    /// The ids of all that came, of a complete list.
    came: Vec<OrderId>,
    /// The ticks at which they are to be shown at the earliest.
    due: u64,
    /// Some of them could not be kept.
    lost: bool,
}

impl Arriving {
    /// Whether what came so far is to be shown now.
    fn is_due(&self, ticks: u64) -> bool {
        self.complete && ticks >= self.due && GROWN * self.orders.len() >= self.came.len()
    }
}

impl<P: Platform> Service<P> {
    /// Reads the rows, the first time that something needs them: waking up for a page must not wait
    /// for ten thousand rows.
    pub(super) async fn read_rows(&self) {
        if self.kept.borrow().rows_read {
            return;
        }
        let found = self.platform.read_all(names::ROWS).await.and_then(|chunks| rows::rows_of(&chunks));
        let mut kept = self.kept.borrow_mut();
        // Rows that cannot be read are only a copy of the ERP's; the next refresh brings all of them.
        match (kept.rows_read, found) {
            (true, _) => {}
            (false, Ok(found)) => kept.rows = found,
            (false, Err(_)) => {
                kept.connections.iter_mut().for_each(|connection| connection.as_of = None);
                kept.rows_lost = true;
            }
        }
        kept.rows_read = true;
    }

    /// Fetches what is new from every connected ERP.
    pub async fn refresh(&self) {
        if std::mem::replace(&mut self.kept.borrow_mut().refreshing, true) {
            // The one that runs may have passed by what this one was asked for.
            self.refresh_again.set(true);
            return;
        }
        self.publish().await;
        loop {
            for id in self.connection_ids() {
                self.refresh_one(&id).await;
            }
            if !self.refresh_again.replace(false) {
                break;
            }
        }
        self.kept.borrow_mut().refreshing = false;
        self.publish().await;
    }

    fn connection_ids(&self) -> Vec<String> {
        self.kept.borrow().connections.iter().map(|connection| connection.id.clone()).collect()
    }

    /// Whether some connection's orders were last fetched longer ago than this; or later than now, by a clock
    /// that was put back since. One whose key is locked cannot be fetched from.
    pub fn list_is_older_than(&self, age: chrono::TimeDelta, now: crate::order::Time) -> bool {
        let old = |refreshed: Option<crate::order::Time>| {
            refreshed.is_none_or(|at| now.signed_duration_since(at).abs() > age)
        };
        let kept = self.kept.borrow();
        kept.connections.iter().any(|own| !kept.awaits_passphrase(own) && old(own.refreshed))
    }

    async fn refresh_one(&self, id: &str) {
        let (since, pattern) = {
            let kept = self.kept.borrow();
            let Some(connection) = kept.connection(id).filter(|own| !kept.awaits_passphrase(own)) else {
                return;
            };
            (connection.as_of.clone(), crate::purchase::pattern_of(&connection.origin))
        };
        let pattern = pattern.unwrap_or_default();
        let state = if !self.platform.has_access(std::slice::from_ref(&pattern)).await.unwrap_or(false) {
            ConnectionState::NoAccess
        } else {
            match self.fetch(id, since.as_deref()).await {
                Ok(()) => ConnectionState::Connected,
                Err(ErpError::Http(HttpError::Unreachable(_))) => ConnectionState::Offline,
                Err(ErpError::Key) => ConnectionState::SignIn,
                Err(error) => ConnectionState::Refused { said: error.text() },
            }
        };
        // Fetched again next time if this is not kept.
        let _ = self.write(vec![self.refreshed(id, state)]).await;
    }

    /// A connection was tried: what to write.
    fn refreshed(&self, id: &str, state: ConnectionState) -> Change {
        let mut kept = self.kept.borrow_mut();
        if let Some(connection) = kept.connection_mut(id) {
            if state == ConnectionState::Connected {
                connection.refreshed = Some(self.platform.now());
            }
            connection.state = state;
        }
        kept.put_connections()
    }

    /// Fetches what is open, or what changed since a moment, and takes it into the list. What is open may be a
    /// hundred thousand orders that take minutes: the first page is shown at once, and what came with the
    /// others now and then. What changed is taken in as a whole.
    async fn fetch(&self, id: &str, since: Option<&str>) -> Result<(), ErpError> {
        let erp = self.erp(id)?;
        let mut arriving = Arriving { complete: since.is_none(), ..Arriving::default() };
        let mut after: Option<String> = None;
        loop {
            let sheet = erp.orders(since, after.as_deref()).await?;
            // What changes while pages are read is read again next time.
            arriving.as_of = arriving.as_of.or(sheet.as_of);
            arriving.orders.extend(sheet.orders);
            match sheet.next {
                Some(next) if after.as_ref() != Some(&next) => after = Some(next),
                _ => break,
            }
            if self.kept.borrow().connection(id).is_none() {
                return Ok(());
            }
            if arriving.is_due(self.platform.ticks()) {
                arriving.lost |= !self.take_in(id, &mut arriving, false).await;
                self.publish().await;
                arriving.due = self.platform.ticks() + SHOWN;
            }
        }
        // What could not be kept is fetched again.
        if self.take_in(id, &mut arriving, true).await
            && !arriving.lost
            && let Some(connection) = self.kept.borrow_mut().connection_mut(id)
        {
            connection.as_of = arriving.as_of;
        }
        Ok(())
    }

    /// Takes what came so far, or all that came, into the list. Tells whether it is kept.
    async fn take_in(&self, id: &str, arriving: &mut Arriving, all: bool) -> bool {
        self.read_rows().await;
        let changes = self.put_orders(id, arriving, all);
        self.write_rows(changes).await
    }

    /// Takes orders into the list: what to write. Before all have come nothing leaves the list but what the ERP
    /// says is not open any more.
    fn put_orders(&self, id: &str, arriving: &mut Arriving, all: bool) -> Vec<Change> {
        let mut changes = Vec::new();
        let own = self.own_purchases();
        let mut kept = self.kept.borrow_mut();
        if kept.connection(id).is_none() {
            // Removed meanwhile.
            return changes;
        }
        let mut told = Vec::with_capacity(arriving.orders.len());
        for (order, text) in arriving.orders.drain(..) {
            let key = OrderKey { connection: id.to_owned(), order: order.id.clone() };
            changes.push(Change::Put { store: names::ORDERS, key: order_key(&key), text });
            let row = order.status.is_open().then(|| rows::row_of(&key, &order, &own));
            if arriving.complete {
                arriving.came.push(order.id.clone());
            }
            told.push((order.id, row));
        }
        let before = kept.rows.len();
        let mut changed = rows::take_in(&mut kept.rows, id, told);
        if arriving.complete && all {
            let came = rows::sorted_ids(std::mem::take(&mut arriving.came));
            changed = changed.min(rows::keep_only(&mut kept.rows, id, &came));
        }
        store_rows(&mut kept, before, changed..usize::MAX, &mut changes);
        changes
    }

    /// Writes rows. What could not be kept is written with the next ones.
    async fn write_rows(&self, changes: Vec<Change>) -> bool {
        let kept = self.write(changes).await.is_ok();
        if !kept {
            self.kept.borrow_mut().rows_lost = true;
        }
        kept
    }

    fn own_purchases(&self) -> Vec<String> {
        self.kept.borrow().purchases.keys().cloned().collect()
    }

    /// One order changed: its row follows.
    pub(super) async fn update_row(&self, key: &OrderKey, order: &PurchaseOrder) {
        self.read_rows().await;
        let changes = self.put_row(key, order);
        self.write_rows(changes).await;
    }

    fn put_row(&self, key: &OrderKey, order: &PurchaseOrder) -> Vec<Change> {
        let row = rows::row_of(key, order, &self.own_purchases());
        let mut changes = Vec::new();
        let mut kept = self.kept.borrow_mut();
        let kept = &mut *kept;
        let before = kept.rows.len();
        let at = kept.rows.iter().position(|row| row.key == *key);
        let changed = match (at, order.status.is_open()) {
            (Some(at), true) => match kept.rows.get_mut(at) {
                Some(old) if json::write(old) != json::write(&row) => {
                    *old = row;
                    at..at + 1
                }
                _ => return changes,
            },
            (Some(at), false) => {
                kept.rows.remove(at);
                at..usize::MAX
            }
            (None, true) => {
                let at = kept.rows.partition_point(|own| rows::compare(own, &row) != Ordering::Greater);
                kept.rows.insert(at, row);
                at..usize::MAX
            }
            (None, false) => return changes,
        };
        store_rows(kept, before, changed, &mut changes);
        changes
    }

    /// Forgets the rows and orders of a connection.
    pub(super) async fn forget_orders(&self, connection: &str) -> Result<(), String> {
        self.read_rows().await;
        let mut changes = Vec::new();
        {
            let mut kept = self.kept.borrow_mut();
            kept.rows.retain(|row| row.key.connection != connection);
            store_rows(&mut kept, 0, 0..usize::MAX, &mut changes);
        }
        let prefix = [connection, "|"].concat();
        for (key, _) in self.platform.read_all(names::ORDERS).await? {
            if key.starts_with(&prefix) {
                changes.push(Change::Delete { store: names::ORDERS, key });
            }
        }
        self.write(changes).await
    }
}

/// Adds what stores the rows again, which were `before` many and are others at these places; all of them where
/// the store has not what it should have.
fn store_rows(kept: &mut Kept, before: usize, changed: Range<usize>, changes: &mut Vec<Change>) {
    let all = std::mem::take(&mut kept.rows_lost);
    rows::store(&kept.rows, before, if all { 0..usize::MAX } else { changed }, changes);
}
