//! The list of orders to buy: fetched from the ERPs, kept here, shown as rows.

use super::kept::order_key;
use super::rows::{Rows, Told};
use super::{Platform, Service, rows};
use crate::erp::{ErpError, Fault, HttpError};
use crate::order::{OrderId, OrderKey, PurchaseOrder};
use crate::store::{Change, ConnectionState, names};

/// Milliseconds that pass at least from one showing of a list that is still coming in to the next.
const SHOWN: u64 = 1000;
/// To be shown again, the list must have grown to so many times what it was: each showing costs the popup what
/// all rows cost.
const GROWN: usize = 2;
/// Rows that may wait to be taken in: a list is not held twice.
const HELD: usize = 10_000;
/// Pages that may bring nothing new one after the other. A few do: orders move up while a list is read, and what
/// changed may be told in two ways. A list that goes on longer goes in a circle.
const STALE: usize = 20;

/// The orders of one connection while their pages come in.
#[derive(Default)]
struct Arriving {
    /// All that is open, and not only what changed.
    complete: bool,
    as_of: Option<String>,
    /// Those that are not in the list yet.
    told: Vec<Told>,
    /// The ids of all that came, sorted.
    came: Vec<OrderId>,
    /// How many pages came that brought nothing new, one after the other.
    stale: usize,
    /// How many of those were shown, and the ticks at which more are to be at the earliest.
    shown: usize,
    due: u64,
    /// Some of them could not be kept.
    lost: bool,
}

impl Arriving {
    /// Whether what came so far is to be shown now.
    fn is_due(&self, ticks: u64) -> bool {
        self.complete && ticks >= self.due && self.came.len() >= GROWN * self.shown
    }
}

impl<P: Platform> Service<P> {
    /// Reads the rows, the first time that something needs them: waking up for a page must not wait
    /// for ten thousand rows.
    pub(super) async fn read_rows(&self) {
        if self.kept.borrow().rows_read {
            return;
        }
        let found = self.platform.read_all(names::ROWS).await.and_then(|chunks| Rows::of(&chunks));
        let mut kept = self.kept.borrow_mut();
        // Rows that cannot be read are only a copy of the ERP's; the next refresh brings all of them.
        match (kept.rows_read, found) {
            (true, _) => {}
            (false, Ok(found)) => kept.rows = found,
            (false, Err(_)) => {
                kept.connections.iter_mut().for_each(|connection| connection.as_of = None);
                kept.rows.lose();
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
    /// others now and then. What changed is taken in as a whole. While a page is taken in, the ERP is at the
    /// next one.
    async fn fetch(&self, id: &str, since: Option<&str>) -> Result<(), ErpError> {
        let erp = self.erp(id)?;
        let mut arriving = Arriving { complete: since.is_none(), ..Arriving::default() };
        let (mut after, mut asked) = (None, erp.orders(since, None));
        loop {
            let sheet = asked.await?;
            // What changes while pages are read is read again next time.
            arriving.as_of = arriving.as_of.or(sheet.as_of);
            let next = sheet.next;
            if (next.is_some() && next == after) || arriving.stale == STALE {
                return Err(Fault::Circle.into());
            }
            let behind = next.as_deref().map(|next| erp.orders(since, Some(next)));
            arriving.lost |= !self.keep_orders(id, &mut arriving, sheet.orders).await;
            let Some(behind) = behind else { break };
            (asked, after) = (behind, next);
            if self.kept.borrow().connection(id).is_none() {
                return Ok(());
            }
            let is_due = arriving.is_due(self.platform.ticks());
            if is_due || arriving.told.len() >= HELD {
                arriving.lost |= !self.take_in(id, &mut arriving, false).await;
            }
            if is_due {
                self.publish().await;
                (arriving.due, arriving.shown) = (self.platform.ticks() + SHOWN, arriving.came.len());
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

    /// Writes the orders of a page as they came; of those that are not in the list yet only their rows are held
    /// in memory. Tells whether they are kept.
    async fn keep_orders(
        &self,
        id: &str,
        arriving: &mut Arriving,
        orders: Vec<(PurchaseOrder, String)>,
    ) -> bool {
        let own = self.own_purchases();
        let before = arriving.came.len();
        let mut changes = Vec::with_capacity(orders.len());
        for (order, text) in orders {
            let key = OrderKey { connection: id.to_owned(), order: order.id.clone() };
            changes.push(Change::Put { store: names::ORDERS, key: order_key(&key), text });
            let row = order.status.is_open().then(|| rows::row_of(&key, &order, &own));
            if let Err(at) = rows::place_of(&arriving.came, &order.id) {
                arriving.came.insert(at, order.id.clone());
            }
            arriving.told.push((order.id, row));
        }
        arriving.stale = if arriving.came.len() > before { 0 } else { arriving.stale + 1 };
        // Of a connection that was removed meanwhile nothing is kept.
        self.kept.borrow().connection(id).is_none() || self.write(changes).await.is_ok()
    }

    /// Takes what came so far, or all that came, into the list. Tells whether it is kept.
    async fn take_in(&self, id: &str, arriving: &mut Arriving, all: bool) -> bool {
        self.read_rows().await;
        let changes = self.put_rows(id, arriving, all);
        self.write_rows(changes).await
    }

    /// Takes rows into the list: what to write. Before all have come nothing leaves the list but what the ERP
    /// says is not open any more.
    fn put_rows(&self, id: &str, arriving: &mut Arriving, all: bool) -> Vec<Change> {
        let mut kept = self.kept.borrow_mut();
        if kept.connection(id).is_none() {
            // Removed meanwhile.
            return Vec::new();
        }
        kept.rows.take_in(id, std::mem::take(&mut arriving.told));
        if arriving.complete && all {
            kept.rows.keep_only(id, &arriving.came);
        }
        kept.rows.store()
    }

    /// Writes rows. What could not be kept is written with the next ones.
    async fn write_rows(&self, changes: Vec<Change>) -> bool {
        let kept = self.write(changes).await.is_ok();
        if !kept {
            self.kept.borrow_mut().rows.lose();
        }
        kept
    }

    fn own_purchases(&self) -> Vec<String> {
        self.kept.borrow().purchases.keys().cloned().collect()
    }

    /// One order changed: its row follows.
    pub(super) async fn update_row(&self, key: &OrderKey, order: &PurchaseOrder) {
        self.read_rows().await;
        let row = order.status.is_open().then(|| rows::row_of(key, order, &self.own_purchases()));
        let changes = {
            let mut kept = self.kept.borrow_mut();
            kept.rows.take_in(&key.connection, vec![(key.order.clone(), row)]);
            kept.rows.store()
        };
        self.write_rows(changes).await;
    }

    /// Forgets the rows and orders of a connection.
    pub(super) async fn forget_orders(&self, connection: &str) -> Result<(), String> {
        self.read_rows().await;
        let mut changes = {
            let mut kept = self.kept.borrow_mut();
            kept.rows.retain(|row| row.key.connection != connection);
            kept.rows.store()
        };
        let prefix = [connection, "|"].concat();
        for (key, _) in self.platform.read_all(names::ORDERS).await? {
            if key.starts_with(&prefix) {
                changes.push(Change::Delete { store: names::ORDERS, key });
            }
        }
        self.write(changes).await
    }
}
