//! The rows of the list: made of orders, kept in the list's order, stored in chunks.

use std::cmp::Ordering;
use std::ops::Range;

use super::kept::parsed;
use super::sorted;
use crate::json;
use crate::order::{Money, OrderKey, PurchaseOrder, lower_case};
use crate::store::{Change, OrderRow, names};

/// Rows in one stored chunk.
const CHUNK: usize = 500;

/// What the ERP told of an order, by its id: its row, or nothing where it is not to be bought any more.
pub(super) type Told = (String, Option<OrderRow>);

/// The order of the list.
pub(super) fn compare(a: &OrderRow, b: &OrderRow) -> Ordering {
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

/// Ids in an order in which they can be found.
pub(super) fn sorted_ids(ids: Vec<String>) -> Vec<String> {
    sort(ids, &|a, b| a.cmp(b))
}

/// Takes what was told of orders of one connection into the list. Gives the place from which on the list is
/// another one; `usize::MAX` where it is not.
pub(super) fn take_in(rows: &mut Vec<OrderRow>, connection: &str, told: Vec<Told>) -> usize {
    let mut told = sort(told, &|(a, _), (b, _)| a.cmp(b));
    // Where two pages have an order, the second is the newer one.
    told.reverse();
    told.dedup_by(|(other, _), (newest, _)| other == newest);
    told.reverse();
    let mut changed = usize::MAX;
    let mut left = Vec::with_capacity(rows.len() + told.len());
    for row in std::mem::take(rows) {
        let at = told.binary_search_by(|(id, _)| id.as_str().cmp(&row.key.order));
        let found = at.ok().filter(|_| row.key.connection == connection);
        let stays = match found.and_then(|at| told.get_mut(at)) {
            None => true,
            Some((_, new)) => {
                let same = new.as_ref().is_some_and(|new| json::write(new) == json::write(&row));
                if same {
                    *new = None;
                }
                same
            }
        };
        match stays {
            true => left.push(row),
            false => changed = changed.min(left.len()),
        }
    }
    let new = told.into_iter().filter_map(|(_, row)| row).collect();
    *rows = merged(left, sort(new, &compare), &mut changed);
    changed
}

/// Two lists that are in order as one.
fn merged(rows: Vec<OrderRow>, new: Vec<OrderRow>, changed: &mut usize) -> Vec<OrderRow> {
    let mut merged = Vec::with_capacity(rows.len() + new.len());
    let mut new = new.into_iter().peekable();
    for row in rows {
        while let Some(one) = new.next_if(|one| compare(one, &row) == Ordering::Less) {
            *changed = merged.len().min(*changed);
            merged.push(one);
        }
        merged.push(row);
    }
    if new.peek().is_some() {
        *changed = merged.len().min(*changed);
    }
    merged.extend(new);
    merged
}

/// Leaves of one connection only the orders of these ids, which are sorted. Gives the place from which on the
/// list is another one; `usize::MAX` where it is not.
pub(super) fn keep_only(rows: &mut Vec<OrderRow>, connection: &str, ids: &[String]) -> usize {
    let mut changed = usize::MAX;
    let mut at = 0;
    rows.retain(|row| {
        let stays = row.key.connection != connection || ids.binary_search(&row.key.order).is_ok();
        match stays {
            true => at += 1,
            false => changed = at.min(changed),
        }
        stays
    });
    changed
}

/// Adds what stores a list again that had `before` rows and is another one at these places.
pub(super) fn store(rows: &[OrderRow], before: usize, changed: Range<usize>, changes: &mut Vec<Change>) {
    if changed == (0..usize::MAX) {
        changes.push(Change::Clear { store: names::ROWS });
    } else if changed.start < usize::MAX {
        for chunk in rows.len().div_ceil(CHUNK)..before.div_ceil(CHUNK) {
            changes.push(Change::Delete { store: names::ROWS, key: chunk_key(chunk) });
        }
    }
    for (index, chunk) in rows.chunks(CHUNK).enumerate() {
        let (start, end) = (index * CHUNK, (index + 1) * CHUNK);
        if changed.start < end && start < changed.end {
            let text = json::write_all(chunk);
            changes.push(Change::Put { store: names::ROWS, key: chunk_key(index), text });
        }
    }
}

/// The rows of stored chunks, which come by their keys: in the list's order.
pub(super) fn rows_of(chunks: &[(String, String)]) -> Result<Vec<OrderRow>, String> {
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
pub(super) fn row_of(key: &OrderKey, order: &PurchaseOrder, own: &[String]) -> OrderRow {
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
