//! The desk as it is killed and started again: on one database, at one address.

use std::fs;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use one_click_purchase::order::PurchaseOrder;
use serde::Deserialize;
use serde_json::{Value, json};

use super::database::Database;
use super::gate::Gate;
use super::purchaser::SUPPLIER;
use crate::http::Http;
use crate::place;
use crate::webdriver::Program;
use crate::world::said;

/// So many people share the purchasers' browsers.
const PEOPLE: usize = 8;
/// So many orders are imported at once.
const AT_ONCE: usize = 1000;

/// A desk with keys for all purchasers.
#[derive(Debug)]
pub struct Server<'d> {
    database: &'d Database,
    program: Mutex<Option<Program>>,
    /// Where it listens, in every run.
    pub origin: String,
    /// A key for each purchaser.
    pub keys: Vec<String>,
}

impl<'d> Server<'d> {
    /// Makes people and keys, and starts the desk at a free port.
    pub fn start(database: &'d Database, purchasers: usize, gate: &Gate) -> Result<Self> {
        let password = tempfile::NamedTempFile::new()?;
        fs::write(password.path(), "practice-makes-perfect")?;
        let password = password.path().display().to_string();
        for person in 0..purchasers.min(PEOPLE) {
            let name = format!("purchaser {person}");
            said(desk(database, &["user", "add", &name, "--password-file", &password])?)?;
        }
        let mut keys = Vec::new();
        for purchaser in 0..purchasers {
            let name = format!("purchaser {}", purchaser % PEOPLE);
            keys.push(said(desk(
                database,
                &["key", "new", "--user", &name, "--name", "load", "--scope", "all"],
            )?)?);
        }
        let (program, origin) = serve(database, "127.0.0.1:0")?;
        gate.open();
        Ok(Self { database, program: Mutex::new(Some(program)), origin, keys })
    }

    /// Kills it with SIGKILL, whatever it is at.
    pub fn kill(&self, gate: &Gate) {
        gate.shut();
        // A program that is dropped is killed and waited for.
        drop(self.program.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Starts it where it was.
    pub fn restart(&self, gate: &Gate) -> Result<()> {
        let at = self.origin.trim_start_matches("http://");
        let started = serve(self.database, at);
        match started {
            Ok((program, _)) => {
                *self.program.lock().unwrap_or_else(PoisonError::into_inner) = Some(program);
                gate.open();
                Ok(())
            }
            Err(error) => {
                gate.give_up();
                Err(error)
            }
        }
    }

    /// Its API, with the first purchaser's key.
    pub fn http(&self) -> Result<Http> {
        let key = self.keys.first().context("there is no purchaser")?;
        Ok(Http::new(&self.origin).with_bearer(key))
    }

    /// Imports so many orders, of one line and of two.
    pub fn import(&self, orders: usize) -> Result<Vec<PurchaseOrder>> {
        #[derive(Deserialize)]
        struct Imported {
            orders: Vec<PurchaseOrder>,
        }
        let all: Vec<Value> = (0..orders).map(order).collect();
        let mut imported = Vec::new();
        for some in all.chunks(AT_ONCE) {
            let taken: Imported = self.http()?.send("POST", "/api/v1/import?format=json", &some)?;
            imported.extend(taken.orders);
        }
        Ok(imported)
    }
}

fn order(place: usize) -> Value {
    let line = |id: usize, quantity: usize| {
        json!({
            "id": id.to_string(),
            "url": format!("https://{SUPPLIER}/offer/{place}.html"),
            "title": format!("T恤 {place}-{id}"),
            "quantity": quantity.to_string(),
            "limit": { "amount": "12.80", "currency": "CNY" },
        })
    };
    let lines =
        if place.is_multiple_of(3) { vec![line(1, 5), line(2, 7)] } else { vec![line(1, 1 + place % 90)] };
    json!({ "number": format!("PO-{place:05}"), "supplier": "杭州", "lines": lines })
}

/// Starts the desk as its people do, and tells where it listens.
fn serve(database: &Database, at: &str) -> Result<(Program, String)> {
    let mut command = desk(database, &["serve", "--listen", at])?;
    Program::start(&mut command, |line| line.strip_prefix("desk: ").map(str::to_owned))
}

fn desk(database: &Database, arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(place::program("desk")?);
    command.env_remove("DATABASE_URL").args(["--database", &database.address()]).args(arguments);
    Ok(command)
}
