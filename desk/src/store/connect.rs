//! Opening the database: where it is, making it, bringing its tables up to date.

use std::borrow::Cow;
use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Arc;

use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, Executor, SqlStr};
use tokio::sync::Mutex;

use super::Store;

/// Why the database could not be opened, as one sentence for the person at the terminal.
pub type Complaint = String;

/// Opens `sqlite:FILE` or `postgres://…`, makes the file if it is missing, and brings the tables up
/// to date.
pub async fn open(address: &str) -> Result<Store, Complaint> {
    sqlx::any::install_default_drivers();
    let store = match address.split_once(':') {
        Some(("sqlite", file)) => open_sqlite(file.trim_start_matches("//")).await?,
        Some(("postgres" | "postgresql", _)) => open_postgres(address).await?,
        _ => {
            return Err(
                "The database is neither sqlite:FILE nor postgres://USER@HOST/NAME. Check --database and DATABASE_URL."
                    .into(),
            );
        }
    };
    let first = include_str!("../../migrations/0001_desk.sql");
    let scopes = include_str!("../../migrations/0002_key_scopes.sql");
    let migrations =
        Migrator::with_migrations(vec![migration(1, "desk", first), migration(2, "key scopes", scopes)]);
    let updated = migrations.run(&store.pool).await;
    updated.map_err(|error| format!("The database's tables could not be brought up to date: {error}."))?;
    Ok(store)
}

fn migration(version: i64, name: &'static str, sql: &'static str) -> Migration {
    Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, SqlStr::from_static(sql), false)
}

async fn open_sqlite(file: &str) -> Result<Store, Complaint> {
    if file.is_empty() || file.starts_with(":memory:") {
        return Err("sqlite: needs the name of a file, such as sqlite:desk.sqlite.".into());
    }
    make_private(Path::new(file)).map_err(|error| format!("{file} cannot be opened: {error}."))?;
    let escaped = file.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    let pool = AnyPoolOptions::new()
        .max_connections(8)
        .after_connect(|connection, _| {
            Box::pin(async move {
                // WAL lets readers go on while one writes. `synchronous` stays FULL: a report that was
                // acknowledged must outlast a power cut.
                connection.execute("PRAGMA busy_timeout = 30000").await?;
                connection.execute("PRAGMA journal_mode = WAL").await?;
                Ok(())
            })
        })
        .connect(&format!("sqlite://{escaped}"))
        .await;
    let pool = pool.map_err(|error| format!("{file} is no database that the desk can open: {error}."))?;
    Ok(store(pool, "BEGIN IMMEDIATE", "BEGIN DEFERRED"))
}

async fn open_postgres(address: &str) -> Result<Store, Complaint> {
    // The address may hold a password, so no message repeats it.
    let pool = AnyPoolOptions::new().max_connections(16).connect(address).await;
    let pool = pool.map_err(|error| format!("PostgreSQL cannot be reached: {error}."))?;
    Ok(store(pool, "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
}

fn store(pool: AnyPool, begin: &'static str, begin_snapshot: &'static str) -> Store {
    Store { pool, begin, begin_snapshot, line: Arc::new(Mutex::new(())) }
}

/// Makes a missing file readable by its owner only: it will hold hashes of passwords and keys.
fn make_private(file: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}
