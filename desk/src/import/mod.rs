//! Orders that come in from files: read, checked, shown, and taken all or none.

mod checked;
mod csv;
mod fault;
mod json;

pub use csv::COLUMNS;
pub use fault::Fault;
use one_click_purchase::order::PurchaseOrder;
use serde::{Deserialize, Serialize};

use crate::store::history::What;
use crate::store::{Change, Store};

/// The formats that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A table: one row for each line of an order.
    Csv,
    /// An array of orders.
    Json,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// Where, counted from 1: in a table the line of the file (the heading is 1), in JSON the order.
    /// 0 stands for the whole file.
    pub row: usize,
    /// The column or the path within the order; empty for the whole row.
    pub field: String,
    /// What is wrong and what would be right.
    pub detail: Fault,
}

impl RowError {
    fn new(row: usize, field: impl Into<String>, detail: Fault) -> Self {
        Self { row, field: field.into(), detail }
    }
}

/// What an import found and did.
#[derive(Debug, Clone, Serialize)]
pub struct Imported {
    /// Whether the orders were taken. Never when there are errors, nor for a preview.
    pub imported: bool,
    /// The orders, with the ids they have or would have.
    pub orders: Vec<PurchaseOrder>,
    /// What is wrong.
    pub errors: Vec<RowError>,
}

/// An order read from a file.
struct Found {
    /// The row where it begins.
    row: usize,
    /// In a table, the row of each of its lines.
    rows: Vec<usize>,
    order: PurchaseOrder,
}

impl Found {
    /// An error of one of its lines: a table names the line's own row and column, JSON the path.
    fn line_error(&self, at: usize, field: &str, detail: Fault) -> RowError {
        match self.rows.get(at) {
            Some(row) => RowError::new(*row, if field == "id" { "line" } else { field }, detail),
            None => RowError::new(self.row, format!("lines[{at}].{field}"), detail),
        }
    }
}

/// Reads a file and, unless it is a preview or anything is wrong, takes all its orders.
pub async fn import(
    store: &Store,
    by: &str,
    format: Format,
    bytes: &[u8],
    preview: bool,
) -> Result<Imported, sqlx::Error> {
    let mut change = store.change().await?;
    let (mut found, mut errors) = match format {
        Format::Csv => csv::read(bytes, change.now()),
        Format::Json => json::read(bytes, change.now()),
    };
    for found in &found {
        errors.extend(checked::check(found));
    }
    errors.extend(checked::check_repeated(&found));
    errors.extend(refuse_known(&mut change, &found).await?);
    errors.sort_by_key(|error| error.row);

    let imported = errors.is_empty() && !preview;
    if imported {
        for Found { order, .. } in &mut found {
            change.add_order(order).await?;
            change.note(&order.id, by, What::Imported, "").await?;
        }
        change.commit().await?;
    }
    let orders = found.into_iter().map(|found| found.order).collect();
    Ok(Imported { imported, orders, errors })
}

/// Errors for orders that the desk has already: the same file twice must not buy twice.
async fn refuse_known(change: &mut Change, found: &[Found]) -> Result<Vec<RowError>, sqlx::Error> {
    let mut errors = Vec::new();
    for Found { row, order, .. } in found {
        if change.order_numbered(&order.number).await?.is_some() {
            errors.push(RowError::new(*row, "number", Fault::Known(order.number.clone())));
        } else if change.order(&order.id).await?.is_some() {
            errors.push(RowError::new(*row, "id", Fault::Known(order.id.clone())));
        }
    }
    Ok(errors)
}
