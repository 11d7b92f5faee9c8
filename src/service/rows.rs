//! The rows of the list: made of orders, held in the list's order, stored in chunks.
//!
//! A row stays in the chunk that it came into, and chunks are in no order: what changes in a list of a hundred
//! thousand is then a chunk or two to write. Whoever reads them puts the rows in order.

use std::cmp::Ordering;

use super::kept::parsed;
use super::sorted;
use crate::json;
use crate::order::{Money, OrderKey, PurchaseOrder, lower_case};
use crate::store::{Change, OrderRow, names};

/// Rows in one stored chunk.
const CHUNK: usize = 500;
/// Chunks may be so many times as many as the rows would fill before they are made anew.
const SPARSE: usize = 4;

/// What the ERP told of an order, by its id: its row, or nothing where it is not to be bought any more.
pub(super) type Told = (String, Option<Box<OrderRow>>);

/// The rows of the list.
#[derive(Debug, Default)]
pub struct Rows {
    /// In the order of the list, each with its chunk.
    rows: Vec<(Box<OrderRow>, usize)>,
    /// The chunk that new rows go into, and how many went there.
    last: (usize, usize),
    /// Chunks that are stored otherwise than they are here, sorted.
    changed: Vec<usize>,
    /// The store has not what it should have in any of them.
    lost: bool,
}

/// The order of the list.
fn compare(a: &OrderRow, b: &OrderRow) -> Ordering {
    a.supplier.cmp(&b.supplier).then_with(|| a.created.cmp(&b.created)).then_with(|| a.number.cmp(&b.number))
}

/// Items in the order that `compare` tells; equal ones stay as they stand.
fn sort<T>(items: Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = sorted::places(items.len(), &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|at| items.get_mut(at)?.take()).collect()
}

/// The place of an id among sorted ones, or where it would stand. Longer ones are behind shorter ones, so that numbers
/// that count up come at the end.
pub(super) fn place_of(ids: &[String], id: &str) -> Result<usize, usize> {
    ids.binary_search_by(|own| own.len().cmp(&id.len()).then_with(|| own.as_str().cmp(id)))
}

/// Rows of stored chunks in the order of the list.
pub fn in_order(rows: Vec<OrderRow>) -> Vec<OrderRow> {
    sort(rows, &compare)
}

fn chunk_key(chunk: usize) -> String {
    format!("{chunk:06}")
}

impl Rows {
    /// The rows of stored chunks.
    pub(super) fn of(chunks: &[(String, String)]) -> Result<Self, String> {
        let mut found = Self::default();
        for (key, text) in chunks {
            let rows: Vec<Box<OrderRow>> = parsed(names::ROWS, key, text)?;
            let chunk = key.parse().map_err(|_| [names::ROWS, "/", key, " is no chunk"].concat())?;
            found.last = (chunk, rows.len());
            found.rows.extend(rows.into_iter().map(|row| (row, chunk)));
        }
        found.rows = sort(found.rows, &|(a, _), (b, _)| compare(a, b));
        Ok(found)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// All of them, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &OrderRow> + Clone {
        self.rows.iter().map(|(row, _)| &**row)
    }

    /// What is stored is not what it should be: all of it is to be stored again.
    pub fn lose(&mut self) {
        self.lost = true;
    }

    /// Takes in what was told of orders of one connection. A row that moves within the list stays in its chunk.
    pub(super) fn take_in(&mut self, connection: &str, told: Vec<Told>) {
        let mut told = sort(told, &|(a, _), (b, _)| a.cmp(b));
        // Where two pages have an order, the second is the newer one.
        told.reverse();
        told.dedup_by(|(other, _), (newest, _)| other == newest);
        told.reverse();
        let (mut left, mut moved) = (Vec::with_capacity(self.rows.len()), Vec::new());
        for (row, chunk) in std::mem::take(&mut self.rows) {
            let at = told.binary_search_by(|(id, _)| id.as_str().cmp(&row.key.order));
            let found = at.ok().filter(|_| row.key.connection == connection);
            let Some((_, new)) = found.and_then(|at| told.get_mut(at)) else {
                left.push((row, chunk));
                continue;
            };
            match new.take() {
                Some(new) if json::write(&*new) == json::write(&*row) => left.push((row, chunk)),
                Some(new) => {
                    self.change(chunk);
                    match compare(&new, &row) {
                        Ordering::Equal => left.push((new, chunk)),
                        _ => moved.push((new, chunk)),
                    }
                }
                None => self.change(chunk),
            }
        }
        for (_, row) in told {
            if let Some(row) = row {
                moved.push((row, self.place()));
            }
        }
        self.rows = merged(left, sort(moved, &|(a, _), (b, _)| compare(a, b)));
    }

    /// Leaves of one connection only the orders of these ids, which are sorted.
    pub(super) fn keep_only(&mut self, connection: &str, ids: &[String]) {
        self.retain(|row| row.key.connection != connection || place_of(ids, &row.key.order).is_ok());
    }

    /// Leaves only the rows of which that is true.
    pub(super) fn retain(&mut self, stays: impl Fn(&OrderRow) -> bool) {
        let mut gone = Vec::new();
        self.rows.retain(|(row, chunk)| {
            let stays = stays(row);
            if !stays {
                gone.push(*chunk);
            }
            stays
        });
        gone.into_iter().for_each(|chunk| self.change(chunk));
    }

    /// The chunk of a new row.
    fn place(&mut self) -> usize {
        if self.last.1 >= CHUNK {
            self.last = (self.last.0 + 1, 0);
        }
        self.last.1 += 1;
        self.change(self.last.0);
        self.last.0
    }

    fn change(&mut self, chunk: usize) {
        if let Err(at) = self.changed.binary_search(&chunk) {
            self.changed.insert(at, chunk);
        }
    }

    /// What stores the rows as they are now.
    pub(super) fn store(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.lost || self.last.0 > SPARSE * (1 + self.rows.len() / CHUNK) {
            changes.push(Change::Clear { store: names::ROWS });
            (self.last, self.changed, self.lost) = ((0, 0), Vec::new(), false);
            for at in 0..self.rows.len() {
                let chunk = self.place();
                if let Some((_, own)) = self.rows.get_mut(at) {
                    *own = chunk;
                }
            }
        }
        let chunks = std::mem::take(&mut self.changed);
        let mut texts = Vec::new();
        texts.resize_with(chunks.len(), String::new);
        for (row, chunk) in &self.rows {
            if let Some(text) = chunks.binary_search(chunk).ok().and_then(|at| texts.get_mut(at)) {
                text.push(if text.is_empty() { '[' } else { ',' });
                text.push_str(&json::write(&**row));
            }
        }
        for (chunk, mut text) in chunks.into_iter().zip(texts) {
            let key = chunk_key(chunk);
            changes.push(match text.is_empty() {
                true => Change::Delete { store: names::ROWS, key },
                false => {
                    text.push(']');
                    Change::Put { store: names::ROWS, key, text }
                }
            });
        }
        changes
    }
}

/// Two lists that are in order as one.
fn merged(
    rows: Vec<(Box<OrderRow>, usize)>,
    new: Vec<(Box<OrderRow>, usize)>,
) -> Vec<(Box<OrderRow>, usize)> {
    let mut merged = Vec::with_capacity(rows.len() + new.len());
    let mut new = new.into_iter().peekable();
    for row in rows {
        while let Some(one) = new.next_if(|(one, _)| compare(one, &row.0) == Ordering::Less) {
            merged.push(one);
        }
        merged.push(row);
    }
    merged.extend(new);
    merged
}

/// An order as a row of the list.
pub(super) fn row_of(key: &OrderKey, order: &PurchaseOrder, own: &[String]) -> Box<OrderRow> {
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
    Box::new(OrderRow {
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
    })
}
