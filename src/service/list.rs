//! The list of orders to buy: fetched from the ERPs, kept here, shown as rows.

use std::cmp::Ordering;

use super::kept::{order_key, parsed, put};
use super::{Platform, Service, sorted};
use crate::erp::{ErpError, HttpError};
use crate::json;
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
        let rows = self.platform.read_all(names::ROWS).await.and_then(|chunks| rows_of(&chunks));
        let mut kept = self.kept.borrow_mut();
        // Rows that cannot be read are only a copy of the ERP's; the next refresh brings all of them.
        match (kept.rows_read, rows) {
            (true, _) => {}
            (false, Ok(rows)) => kept.rows = rows,
            (false, Err(_)) => kept.connections.iter_mut().for_each(|connection| connection.as_of = None),
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
        let pattern = pattern.unwrap_or_default();
        let state = if !self.platform.has_access(std::slice::from_ref(&pattern)).await.unwrap_or(false) {
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
        // Fetched again next time if this is not kept.
        let _ = self.platform.write(vec![self.refreshed(id, state)]).await;
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
        put(names::SINGLES, "connections", &kept.connections)
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
        let changes = self.put_orders(id, &fetched);
        if self.platform.write(changes).await.is_ok()
            && let Some(connection) = self.kept.borrow_mut().connection_mut(id)
        {
            connection.as_of = fetched.as_of;
        }
    }

    /// Takes fetched orders into the list: what to write.
    fn put_orders(&self, id: &str, fetched: &Fetched) -> Vec<Change> {
        let mut changes = Vec::new();
        if fetched.complete || !fetched.orders.is_empty() {
            let own = self.own_purchases();
            let mut kept = self.kept.borrow_mut();
            let mut rows = std::mem::take(&mut kept.rows);
            rows.retain(|row| {
                row.key.connection != id
                    || !fetched.complete && !fetched.orders.iter().any(|order| order.id == row.key.order)
            });
            for order in &fetched.orders {
                let key = OrderKey { connection: id.to_owned(), order: order.id.clone() };
                changes.push(put(names::ORDERS, &order_key(&key), order));
                if order.status.is_open() {
                    rows.push(row_of(&key, order, &own));
                }
            }
            kept.rows = sorted_rows(rows);
            changes.push(Change::Clear { store: names::ROWS });
            chunks(&kept.rows, 0, &mut changes);
        }
        changes
    }

    fn own_purchases(&self) -> Vec<String> {
        self.kept.borrow().purchases.keys().cloned().collect()
    }

    /// One order changed: its row follows.
    pub(super) async fn update_row(&self, key: &OrderKey, order: &PurchaseOrder) {
        self.read_rows().await;
        let changes = self.put_row(key, order);
        // A copy of the ERP's: the next refresh mends what is not kept now.
        let _ = self.platform.write(changes).await;
    }

    fn put_row(&self, key: &OrderKey, order: &PurchaseOrder) -> Vec<Change> {
        let row = row_of(key, order, &self.own_purchases());
        let mut changes = Vec::new();
        let mut kept = self.kept.borrow_mut();
        let at = kept.rows.iter().position(|row| row.key == *key);
        match (at, order.status.is_open()) {
            (Some(at), true) => {
                if let Some(old) = kept.rows.get_mut(at).filter(|old| json::write(*old) != json::write(&row))
                {
                    *old = row;
                    chunks(&kept.rows, at, &mut changes);
                    changes.truncate(1);
                }
            }
            (Some(at), false) => {
                kept.rows.remove(at);
                chunks(&kept.rows, at, &mut changes);
                // The last chunk may have become empty.
                let last = kept.rows.len().div_ceil(CHUNK);
                changes.push(Change::Delete { store: names::ROWS, key: chunk_key(last) });
            }
            (None, true) => {
                let at = kept.rows.partition_point(|own| compare(own, &row) != Ordering::Greater);
                kept.rows.insert(at, row);
                chunks(&kept.rows, at, &mut changes);
            }
            (None, false) => {}
        }
        changes
    }

    /// Forgets the rows and orders of a connection.
    pub(super) async fn forget_orders(&self, connection: &str) -> Result<(), String> {
        self.read_rows().await;
        let mut changes = vec![Change::Clear { store: names::ROWS }];
        {
            let mut kept = self.kept.borrow_mut();
            kept.rows.retain(|row| row.key.connection != connection);
            chunks(&kept.rows, 0, &mut changes);
        }
        let prefix = [connection, "|"].concat();
        for (key, _) in self.platform.read_all(names::ORDERS).await? {
            if key.starts_with(&prefix) {
                changes.push(Change::Delete { store: names::ORDERS, key });
            }
        }
        self.platform.write(changes).await
    }
}

/// The order of the list.
fn compare(a: &OrderRow, b: &OrderRow) -> Ordering {
    a.supplier.cmp(&b.supplier).then_with(|| a.created.cmp(&b.created)).then_with(|| a.number.cmp(&b.number))
}

fn sorted_rows(rows: Vec<OrderRow>) -> Vec<OrderRow> {
    let places = sorted::places(rows.len(), &mut |a, b| match (rows.get(a), rows.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut rows: Vec<Option<OrderRow>> = rows.into_iter().map(Some).collect();
    places.into_iter().filter_map(|at| rows.get_mut(at)?.take()).collect()
}

/// Adds the stored chunks from the one that holds the row at `from`.
fn chunks(rows: &[OrderRow], from: usize, changes: &mut Vec<Change>) {
    for (index, chunk) in rows.chunks(CHUNK).enumerate().skip(from / CHUNK) {
        changes.push(Change::Put { store: names::ROWS, key: chunk_key(index), text: json::write_all(chunk) });
    }
}

/// The rows of stored chunks, which come by their keys: in the list's order.
fn rows_of(chunks: &[(String, String)]) -> Result<Vec<OrderRow>, String> {
    let mut rows = Vec::new();
    for (key, text) in chunks {
        let mut chunk: Vec<OrderRow> = parsed(names::ROWS, key, text)?;
        rows.append(&mut chunk);
    }
    Ok(rows)
}

fn chunk_key(index: usize) -> String {
    format!("{index:06}")
}

/// An order as a row of the list.
fn row_of(key: &OrderKey, order: &PurchaseOrder, own: &[String]) -> OrderRow {
    let first = order.open_lines().next().or(order.lines.first());
    let sums = order.open_lines().map(|line| line.limit_of_rest());
    let sum: Option<Money> = sums.reduce(|sum, limit| sum?.plus(limit?)).flatten();
    let mut search = [&order.number, " ", &order.supplier].concat();
    for line in &order.lines {
        for part in [&line.title, &line.variant(), line.sku.as_deref().unwrap_or_default()] {
            search.push(' ');
            search.push_str(part);
        }
    }
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
        search: lower_case(&search),
    }
}
