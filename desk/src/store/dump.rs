//! Backups: every row as a line of JSON, read at one moment, put back in one change. A backup of
//! SQLite can be restored into PostgreSQL and the other way round.

use std::fmt;
use std::io::{self, BufRead, Write};

use serde_json::{Map, Value, json};
use sqlx::{AssertSqlSafe, Column, Row, ValueRef};

use super::Store;

/// What the first line of a backup says.
const FORMAT: &str = "desk backup";
/// Raised when the tables change, so that an older desk does not restore a part of a backup as if it were all.
const VERSION: u64 = 2;
/// What older backups lack, with the version that brought it: table, column, and what stood for it before.
const ADDED: [(u64, &str, &str, &str); 1] = [(2, "api_keys", "scope", "all")];

/// The tables, with the column that orders their rows. Sessions are left out: people sign in anew.
const TABLES: [(&str, &[&str]); 5] = [
    ("users", &["name", "password", "admin", "created"]),
    ("api_keys", &["id", "hash", "hint", "who", "label", "created", "used", "revoked", "scope"]),
    (
        "orders",
        &["seq", "id", "number", "status", "supplier", "leased_until", "changed", "search", "document"],
    ),
    (
        "reports",
        &[
            "id",
            "order_id",
            "supplier",
            "number",
            "document",
            "recorded",
            "recorded_by",
            "undone",
            "undone_by",
            "undone_reason",
        ],
    ),
    ("history", &["at", "entry", "order_id", "who", "what", "detail"]),
];

/// Why a backup could not be written or read.
#[derive(Debug)]
pub enum Trouble {
    /// The file failed.
    File(io::Error),
    /// The database failed.
    Database(sqlx::Error),
    /// A line of the file is not what a backup has there: its number and what is wrong.
    Line(usize, String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => write!(f, "the file failed: {error}"),
            Self::Database(error) => write!(f, "the database failed: {error}"),
            Self::Line(at, what) => write!(f, "line {at} {what}"),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

/// Writes everything as it is at one moment; others go on writing meanwhile. Returns the number of rows.
pub async fn write(store: &Store, out: &mut impl Write) -> Result<usize, Trouble> {
    writeln!(out, "{}", json!({"format": FORMAT, "version": VERSION}))?;
    let mut rows = 0;
    let mut snapshot = store.snapshot().await?;
    for (table, columns) in TABLES {
        let (Some(first), names) = (columns.first(), columns.join(", ")) else { continue };
        let sql = format!("SELECT {names} FROM {table} ORDER BY {first}");
        for row in sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *snapshot).await? {
            let mut line = Map::from_iter([("table".to_owned(), json!(table))]);
            for (at, column) in row.columns().iter().enumerate() {
                line.insert(column.name().to_owned(), value(&row, at)?);
            }
            writeln!(out, "{}", Value::Object(line))?;
            rows += 1;
        }
    }
    snapshot.commit().await?;
    // The last line tells a whole backup from one that broke off.
    writeln!(out, "{}", json!({"rows": rows}))?;
    Ok(rows)
}

fn value(row: &sqlx::any::AnyRow, at: usize) -> Result<Value, sqlx::Error> {
    if row.try_get_raw(at)?.is_null() {
        return Ok(Value::Null);
    }
    match row.try_get::<i64, _>(at) {
        Ok(number) => Ok(json!(number)),
        Err(_) => Ok(json!(row.try_get::<String, _>(at)?)),
    }
}

/// Replaces everything by what a backup holds, or changes nothing. Returns the number of rows.
pub async fn read(store: &Store, file: impl BufRead) -> Result<usize, Trouble> {
    let mut lines = file.lines().enumerate().map(|(at, line)| {
        let line: Value =
            serde_json::from_str(&line?).map_err(|error| Trouble::Line(at + 1, error.to_string()))?;
        Ok::<_, Trouble>((at + 1, line))
    });
    let (_, heading) = lines.next().ok_or_else(|| Trouble::Line(1, "is missing".into()))??;
    let version = (1..=VERSION)
        .find(|version| heading == json!({"format": FORMAT, "version": version}))
        .ok_or_else(|| Trouble::Line(1, "is not that of a backup this desk can read".into()))?;
    let mut change = store.change().await?;
    sqlx::query("DELETE FROM sessions").execute(&mut *change.tx).await?;
    for (table, _) in TABLES {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&mut *change.tx).await?;
    }
    let mut rows = 0;
    let mut whole = false;
    for line in lines {
        let (at, mut line) = line?;
        if line == json!({"rows": rows}) {
            whole = true;
            break;
        }
        complete(&mut line, version);
        insert(&mut change, &line).await.map_err(|what| match what {
            Wrong::Shape(what) => Trouble::Line(at, what.into()),
            Wrong::Database(error) => Trouble::Database(error),
        })?;
        rows += 1;
    }
    if !whole {
        return Err(Trouble::Line(
            rows + 2,
            "should say how many rows there are; the backup broke off".into(),
        ));
    }
    // Whoever follows changes must read every order again, since any may be older now.
    sqlx::query("UPDATE orders SET changed = $1").bind(change.tick).execute(&mut *change.tx).await?;
    change.commit().await?;
    Ok(rows)
}

/// Adds to a row what backups of that version did not have yet.
fn complete(line: &mut Value, version: u64) {
    let missing = ADDED.into_iter().filter(|(since, table, ..)| {
        version < *since && line.get("table").is_some_and(|named| named == table)
    });
    for (_, _, column, value) in missing.collect::<Vec<_>>() {
        if let Some(columns) = line.as_object_mut() {
            columns.insert(column.to_owned(), json!(value));
        }
    }
}

enum Wrong {
    Shape(&'static str),
    Database(sqlx::Error),
}

async fn insert(change: &mut super::Change, line: &Value) -> Result<(), Wrong> {
    let named = line.get("table").and_then(Value::as_str);
    let (table, columns) = TABLES
        .into_iter()
        .find(|(table, _)| named == Some(table))
        .ok_or(Wrong::Shape("names no table of the desk"))?;
    let mut values = Vec::new();
    let mut places = Vec::new();
    for column in columns {
        // A null is written as such: the two databases disagree on the type of an unnamed nothing.
        match line.get(column) {
            None => return Err(Wrong::Shape("lacks a column")),
            Some(Value::Null) => places.push("NULL".to_owned()),
            Some(value) => {
                values.push(value);
                places.push(format!("${}", values.len()));
            }
        }
    }
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "));
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in values {
        query = match value {
            Value::String(text) => query.bind(text.clone()),
            value => query.bind(value.as_i64().ok_or(Wrong::Shape("holds what is neither text nor number"))?),
        };
    }
    query.execute(&mut *change.tx).await.map(drop).map_err(Wrong::Database)
}
