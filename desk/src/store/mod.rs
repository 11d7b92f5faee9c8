//! What the desk keeps, in SQLite or PostgreSQL, by the same statements.
//!
//! Reading takes any connection. Changing goes through [`Change`]: changes stand in one line, so a
//! claim has one winner and a number one owner without a lock of their own.

mod connect;
pub mod dump;
pub mod history;
pub mod keys;
pub mod orders;
pub mod reports;
pub mod sessions;
pub mod users;

use std::sync::Arc;

use chrono::{DateTime, Local, Utc};
use one_click_purchase::order::Time;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard};

pub use connect::open;

/// The result of everything that talks to the database.
pub type Result<T> = std::result::Result<T, sqlx::Error>;

/// The desk's database.
#[derive(Clone)]
pub struct Store {
    pool: AnyPool,
    /// How a change begins: SQLite takes its write lock at once, lest two readers both want it later.
    begin: &'static str,
    /// How a reading of everything begins.
    begin_snapshot: &'static str,
    /// The line of changes within this process; between processes the database's own lock holds.
    line: Arc<Mutex<()>>,
}

impl Store {
    /// A connection to read with.
    pub async fn reader(&self) -> Result<PoolConnection<Any>> {
        self.pool.acquire().await
    }

    /// Begins a change. Nothing of it is seen until [`Change::commit`]; dropped, it never was.
    pub async fn change(&self) -> Result<Change> {
        let place = Arc::clone(&self.line).lock_owned().await;
        let mut tx = self.pool.begin_with(self.begin).await?;
        let wanted = Utc::now().timestamp_micros();
        let tick: i64 = sqlx::query_scalar(
            "UPDATE clock SET at = CASE WHEN at >= $1 THEN at + 1 ELSE $1 END RETURNING at",
        )
        .bind(wanted)
        .fetch_one(&mut *tx)
        .await?;
        Ok(Change { tx, tick, entries: 0, _place: place })
    }

    /// Begins a reading of several tables as they are at one moment.
    pub async fn snapshot(&self) -> Result<Transaction<'static, Any>> {
        self.pool.begin_with(self.begin_snapshot).await
    }

    /// The tick of the latest change: everything up to it can be read.
    pub async fn tick(&self) -> Result<i64> {
        sqlx::query_scalar("SELECT at FROM clock").fetch_one(&self.pool).await
    }

    /// Waits for what is under way and closes all connections.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// One change of the database: a transaction with its place in the line.
pub struct Change {
    tx: Transaction<'static, Any>,
    /// Microseconds since 1970, later than every earlier change's.
    pub tick: i64,
    entries: i64,
    _place: OwnedMutexGuard<()>,
}

impl Change {
    /// The moment of this change.
    pub fn now(&self) -> Time {
        moment(self.tick)
    }

    /// Makes the change last.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await
    }
}

/// A stored number of microseconds as a moment in the server's zone.
pub fn moment(micros: i64) -> Time {
    DateTime::<Utc>::from_timestamp_micros(micros).unwrap_or_default().with_timezone(&Local).fixed_offset()
}

/// A value that the database holds but this program cannot read.
fn unreadable(error: serde_json::Error) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
