//! The two databases that the desk keeps its orders in, and a way to read them past the desk.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::postgres::Cluster;

/// A database of its own, gone when dropped.
#[derive(Debug)]
pub enum Database {
    /// A file.
    Sqlite(TempDir),
    /// A server on this machine.
    Postgres(Cluster),
}

/// Between two fields and behind a row: no JSON has them unescaped.
const FIELD: char = '\u{1f}';
const ROW: char = '\u{1e}';

/// Python has SQLite in its standard library.
const READ_SQLITE: &str = "
import sqlite3, sys
rows = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True).execute(sys.argv[2])
for row in rows: sys.stdout.write('\\x1f'.join(str(field) for field in row) + '\\x1e')
";

impl Database {
    /// A new SQLite database.
    pub fn sqlite() -> Result<Self> {
        Ok(Self::Sqlite(tempfile::Builder::new().prefix("load-").tempdir()?))
    }

    /// A new PostgreSQL database; nothing where PostgreSQL is not installed.
    pub fn postgres() -> Result<Option<Self>> {
        Ok(Cluster::start()?.map(Self::Postgres))
    }

    /// What it is called.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Its address, as the desk takes it.
    pub fn address(&self) -> String {
        match self {
            Self::Sqlite(_) => format!("sqlite:{}", self.file()),
            Self::Postgres(cluster) => cluster.address(),
        }
    }

    fn file(&self) -> String {
        match self {
            Self::Sqlite(directory) => directory.path().join("desk.sqlite").display().to_string(),
            Self::Postgres(_) => String::new(),
        }
    }

    /// Asks the database itself, by a program that shares no code with the desk.
    pub fn rows(&self, sql: &str) -> Result<Vec<Vec<String>>> {
        let mut command = match self {
            Self::Sqlite(_) => {
                let mut command = Command::new("python3");
                command.args(["-c", READ_SQLITE, &self.file(), sql]);
                command
            }
            Self::Postgres(cluster) => cluster.psql(sql, FIELD, ROW),
        };
        let output = command.output().with_context(|| format!("starting {command:?}"))?;
        ensure!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout)?;
        // psql ends the last row by a new line instead.
        let rows = text.trim_end_matches(['\n', ROW]).split(ROW).filter(|row| !row.is_empty());
        Ok(rows.map(|row| row.split(FIELD).map(str::to_owned).collect()).collect())
    }
}
