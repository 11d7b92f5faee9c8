//! The history of orders: who did what, and when.

use one_click_purchase::order::Time;
use serde::Serialize;
use sqlx::{AnyConnection, Row};

use super::{Change, Result, moment};

/// One thing that happened to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When.
    pub at: Time,
    /// Who did it.
    pub by: String,
    /// What: one of the names of [`What`].
    pub what: String,
    /// The rest, as short text: a supplier order number, a reason, the end of a lease.
    pub detail: String,
}

/// What can happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It came in.
    Imported,
    /// A purchase took it.
    Claimed,
    /// The purchase gave it back.
    Released,
    /// The lease ran out.
    Lapsed,
    /// A supplier order was recorded.
    Recorded,
    /// A supplier order was recorded although the order had been cancelled.
    RecordedLate,
    /// A recorded supplier order was taken back.
    Undone,
    /// It was cancelled.
    Cancelled,
    /// It was taken up again.
    Reopened,
}

impl What {
    /// Its name in the database and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Claimed => "claimed",
            Self::Released => "released",
            Self::Lapsed => "lapsed",
            Self::Recorded => "recorded",
            Self::RecordedLate => "recorded_late",
            Self::Undone => "undone",
            Self::Cancelled => "cancelled",
            Self::Reopened => "reopened",
        }
    }
}

/// What happened to an order, the oldest first.
pub async fn of(db: &mut AnyConnection, order: &str) -> Result<Vec<Entry>> {
    let rows =
        sqlx::query("SELECT at, who, what, detail FROM history WHERE order_id = $1 ORDER BY at, entry")
            .bind(order.to_owned())
            .fetch_all(db)
            .await?;
    let entries = rows.iter().map(|row| {
        Ok(Entry {
            at: moment(row.try_get(0)?),
            by: row.try_get(1)?,
            what: row.try_get(2)?,
            detail: row.try_get(3)?,
        })
    });
    entries.collect()
}

impl Change {
    /// Writes down what this change does to an order.
    pub async fn note(&mut self, order: &str, who: &str, what: What, detail: &str) -> Result<()> {
        self.entries += 1;
        sqlx::query(
            "INSERT INTO history (at, entry, order_id, who, what, detail) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(self.tick)
        .bind(self.entries)
        .bind(order.to_owned())
        .bind(who.to_owned())
        .bind(what.name())
        .bind(detail.to_owned())
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}
