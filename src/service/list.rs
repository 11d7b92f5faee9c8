//! The list of orders to buy: fetched from the ERPs, kept here, shown as rows.

use super::kept::{all, order_key, put};
use super::{Platform, Service};
use crate::erp::{Erp, ErpError, HttpError};
use crate::order::{Money, OrderKey, PurchaseOrder, lower_case};
use crate::store::{Change, ConnectionState, OrderRow, names};

/// Rows in one stored chunk.
const CHUNK: usize = 500;

/// What a refresh of one connection brought.
struct Fetched {
    orders: Vec<PurchaseOrder>,
    /// All that is open, and not only what changed.
    complete: bool,
    as_of: Option<String>,
}

impl<P: Platform> Service<P> {
    /// Reads the rows, the first time that something needs them: waking up for a page must not wait
    /// for ten thousand rows.
    pub(super) async fn read_rows(&self) {
        if self.kept.borrow().rows_read {
            return;
        }
        let chunks: Result<std::collections::BTreeMap<String, Vec<OrderRow>>, String> =
            all(&self.platform, names::ROWS).await;
        let mut kept = self.kept.borrow_mut();
        // Rows that cannot be read are only a copy of the ERP's; the next refresh brings all of them.
        match (kept.rows_read, chunks) {
            (true, _) => {}
            (false, Ok(chunks)) => kept.rows = chunks.into_values().flatten().collect(),
            (false, Err(_)) => kept.connections.iter_mut().for_each(|connection| connection.as_of = None),
        }
        kept.rows_read = true;
    }

    /// Fetches what is new from every connected ERP.
    pub async fn refresh(&self) {
        if std::mem::replace(&mut self.kept.borrow_mut().refreshing, true) {
            return;
        }
        self.publish().await;
        let ids: Vec<String> =
            self.kept.borrow().connections.iter().map(|connection| connection.id.clone()).collect();
        for id in ids {
            self.refresh_one(&id).await;
        }
        self.kept.borrow_mut().refreshing = false;
        self.publish().await;
    }

    /// Whether some connection's orders were last fetched longer ago than this.
    pub fn list_is_older_than(&self, age: chrono::TimeDelta, now: crate::order::Time) -> bool {
        let old = |refreshed: Option<crate::order::Time>| {
            refreshed.is_none_or(|at| now.signed_duration_since(at) > age)
        };
        self.kept.borrow().connections.iter().any(|connection| old(connection.refreshed))
    }

    async fn refresh_one(&self, id: &str) {
        let (since, pattern) = {
            let kept = self.kept.borrow();
            let Some(connection) = kept.connection(id) else { return };
            (connection.as_of.clone(), crate::purchase::pattern_of(&connection.origin))
        };
        let pattern: Vec<String> = pattern.into_iter().collect();
        let state = if !self.platform.has_access(&pattern).await.unwrap_or(false) {
            ConnectionState::NoAccess
        } else {
            match self.fetch(id, since.as_deref()).await {
                Ok(fetched) => {
                    self.take_orders(id, fetched).await;
                    ConnectionState::Connected
                }
                Err(ErpError::Http(HttpError::Unreachable(_))) => ConnectionState::Offline,
                Err(ErpError::Key) => ConnectionState::SignIn,
                Err(error) => ConnectionState::Refused { said: error.text() },
            }
        };
        let connections = {
            let mut kept = self.kept.borrow_mut();
            let now = self.platform.now();
            if let Some(connection) = kept.connections.iter_mut().find(|connection| connection.id == id) {
                if state == ConnectionState::Connected {
                    connection.refreshed = Some(now);
                }
                connection.state = state;
            }
            kept.connections.clone()
        };
        // Fetched again next time if this is not kept.
        let _ = self.platform.write(vec![put(names::SINGLES, "connections", &connections)]).await;
    }

    async fn fetch(&self, id: &str, since: Option<&str>) -> Result<Fetched, ErpError> {
        let Some(erp) = self.erp(id) else {
            return Ok(Fetched { orders: Vec::new(), complete: false, as_of: None });
        };
        let mut fetched = Fetched { orders: Vec::new(), complete: since.is_none(), as_of: None };
        let mut after: Option<String> = None;
        loop {
            let page = erp.orders(since, after.as_deref()).await?;
            // What changes while pages are read is read again next time.
            fetched.as_of = fetched.as_of.or(page.as_of);
            fetched.orders.extend(page.orders);
            match page.next {
                Some(next) if after.as_ref() != Some(&next) => after = Some(next),
                _ => return Ok(fetched),
            }
        }
    }

    async fn take_orders(&self, id: &str, fetched: Fetched) {
        self.read_rows().await;
        let mut changes = Vec::new();
        let mut rows: Vec<OrderRow> = {
            let kept = self.kept.borrow();
            let stays = |row: &&OrderRow| {
                row.key.connection != id
                    || !fetched.complete && !fetched.orders.iter().any(|order| order.id == row.key.order)
            };
            kept.rows.iter().filter(stays).cloned().collect()
        };
        for order in &fetched.orders {
            let key = OrderKey { connection: id.to_owned(), order: order.id.clone() };
            changes.push(put(names::ORDERS, &order_key(&key), order));
            if order.status.is_open() {
                rows.push(row_of(&key, order, &self.own_purchases()));
            }
        }
        if fetched.complete || !changes.is_empty() {
            sort(&mut rows);
            changes.push(Change::Clear { store: names::ROWS });
            changes.extend(chunks(&rows, 0));
            self.kept.borrow_mut().rows = rows;
        }
        let kept = self.platform.write(changes).await.is_ok();
        if let (true, Some(connection)) =
            (kept, self.kept.borrow_mut().connections.iter_mut().find(|connection| connection.id == id))
        {
            connection.as_of = fetched.as_of;
        }
    }

    fn own_purchases(&self) -> Vec<String> {
        self.kept.borrow().purchases.keys().cloned().collect()
    }

    /// One order changed: its row follows.
    pub(super) async fn update_row(&self, key: &OrderKey, order: &PurchaseOrder) {
        self.read_rows().await;
        let row = row_of(key, order, &self.own_purchases());
        let changes = {
            let mut kept = self.kept.borrow_mut();
            let at = kept.rows.iter().position(|row| row.key == *key);
            match (at, order.status.is_open()) {
                (Some(at), true) => {
                    let Some(old) = kept.rows.get_mut(at) else { return };
                    if *old == row {
                        return;
                    }
                    *old = row;
                    chunks(&kept.rows, at).into_iter().take(1).collect()
                }
                (Some(at), false) => {
                    kept.rows.remove(at);
                    let last = kept.rows.len().div_ceil(CHUNK);
                    let mut changes = chunks(&kept.rows, at);
                    // The last chunk may have become empty.
                    changes.push(Change::Delete { store: names::ROWS, key: chunk_key(last) });
                    changes
                }
                (None, true) => {
                    kept.rows.push(row);
                    sort(&mut kept.rows);
                    let at = kept.rows.iter().position(|row| row.key == *key).unwrap_or_default();
                    chunks(&kept.rows, at)
                }
                (None, false) => return,
            }
        };
        // A copy of the ERP's: the next refresh mends what is not kept now.
        let _ = self.platform.write(changes).await;
    }

    /// Forgets the rows and orders of a connection.
    pub(super) async fn forget_orders(&self, connection: &str) -> Result<(), String> {
        self.read_rows().await;
        let rows = {
            let mut kept = self.kept.borrow_mut();
            kept.rows.retain(|row| row.key.connection != connection);
            kept.rows.clone()
        };
        let prefix = format!("{connection}|");
        let stored = self.platform.read_all(names::ORDERS).await?;
        let own = stored.into_iter().filter(|(key, _)| key.starts_with(&prefix));
        let mut changes: Vec<Change> =
            own.map(|(key, _)| Change::Delete { store: names::ORDERS, key }).collect();
        changes.push(Change::Clear { store: names::ROWS });
        changes.extend(chunks(&rows, 0));
        self.platform.write(changes).await
    }
}

fn sort(rows: &mut [OrderRow]) {
    rows.sort_by(|a, b| (&a.supplier, a.created, &a.number).cmp(&(&b.supplier, b.created, &b.number)));
}

/// The stored chunks from the one that holds the row at `from`.
fn chunks(rows: &[OrderRow], from: usize) -> Vec<Change> {
    let first = from / CHUNK;
    let numbered = rows.chunks(CHUNK).enumerate().skip(first);
    numbered.map(|(index, chunk)| put(names::ROWS, &chunk_key(index), &chunk)).collect()
}

fn chunk_key(index: usize) -> String {
    format!("{index:06}")
}

/// An order as a row of the list.
fn row_of(key: &OrderKey, order: &PurchaseOrder, own: &[String]) -> OrderRow {
    let first = order.open_lines().next().or(order.lines.first());
    let sums = order.open_lines().map(|line| line.limit_of_rest());
    let sum: Option<Money> = sums.reduce(|sum, limit| sum?.plus(limit?)).flatten();
    let titles = order
        .lines
        .iter()
        .map(|line| format!("{} {} {}", line.title, line.variant(), line.sku.as_deref().unwrap_or_default()));
    let search =
        lower_case(&format!("{} {} {}", order.number, order.supplier, titles.collect::<Vec<_>>().join(" ")));
    let foreign = order.claim.as_ref().filter(|claim| !own.contains(&claim.purchase));
    OrderRow {
        key: key.clone(),
        number: order.number.clone(),
        status: order.status,
        supplier: order.supplier.clone(),
        title: first.map(|line| line.title.clone()).unwrap_or_default(),
        picture: first.and_then(|line| line.picture.clone()),
        variant: first
            .map(|line| line.attributes.iter().map(|a| a.option.clone()).collect())
            .unwrap_or_default(),
        quantity: first.map(|line| line.left()).unwrap_or_default(),
        limit: first.and_then(|line| line.limit),
        lines: u32::try_from(order.open_lines().count()).unwrap_or(u32::MAX),
        sum,
        warehouse: order.warehouse.name.clone(),
        created: order.created,
        page: order.page.clone(),
        hosts: crate::purchase::hosts_of(order),
        claimed: foreign.map(|claim| (claim.by.clone(), claim.until)),
        search,
    }
}
