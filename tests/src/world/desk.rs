//! The desk as a child process.

use std::fs;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, ensure};
use one_click_purchase::order::{PurchaseOrder, Status};
use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;

use crate::http::Http;
use crate::place;
use crate::webdriver::{Held, PATIENCE, Program, until};

/// A desk of its own with one purchaser.
#[derive(Debug)]
pub struct Desk {
    /// Its API, with the purchaser's key.
    pub http: Http,
    /// The key.
    pub key: String,
    // Dropped in this order: the program ends before its files go.
    program: Mutex<Option<Program>>,
    database: String,
    _files: TempDir,
}

/// What happened to an order.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    /// Who did it.
    pub by: String,
    /// What, such as `claimed`.
    pub what: String,
}

impl Desk {
    /// The purchaser's name on the desk's sign-in page.
    pub const USER: &str = "buyer";
    /// The purchaser's password there.
    pub const PASSWORD: &str = "practice-makes-perfect";

    /// Starts a desk on a new database, with a purchaser and a key for the extension.
    pub fn start() -> Result<Self> {
        let files = tempfile::Builder::new().prefix("desk-").tempdir()?;
        let database = format!("sqlite:{}", files.path().join("desk.sqlite").display());
        let password = files.path().join("password");
        fs::write(&password, Self::PASSWORD)?;
        let program = place::program("desk")?;
        let desk = |arguments: &[&str]| {
            let mut command = Command::new(&program);
            command.args(["--database", &database]).args(arguments);
            command
        };
        let password = password.display().to_string();
        said(desk(&["user", "add", Self::USER, "--password-file", &password]))?;
        // It imports the orders of the tests, too.
        let key = said(desk(&["key", "new", "--user", Self::USER, "--name", "journeys", "--scope", "all"]))?;
        let (program, origin) = serve(&database, "127.0.0.1:0")?;
        let http = Http::new(origin).with_bearer(&key);
        Ok(Self { http, key, program: Mutex::new(Some(program)), database, _files: files })
    }

    /// Kills it without a warning and starts it again at the same address, on the same database.
    pub fn crash(&self) -> Result<()> {
        drop(self.running().take());
        let address = self.http.origin().trim_start_matches("http://");
        let (program, _) = serve(&self.database, address)?;
        *self.running() = Some(program);
        Ok(())
    }

    fn running(&self) -> MutexGuard<'_, Option<Program>> {
        self.program.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The origin without its port, as permissions name it.
    pub fn host(&self) -> &str {
        self.http.origin().rsplit_once(':').map_or_else(|| self.http.origin(), |(host, _)| host)
    }

    /// Takes orders in the shape of the API; what the desk knows itself may be left out.
    pub fn import(&self, orders: &[Value]) -> Result<Vec<PurchaseOrder>> {
        #[derive(Deserialize)]
        struct Imported {
            orders: Vec<PurchaseOrder>,
        }
        Ok(self.http.send::<Imported>("POST", "/api/v1/import?format=json", &orders)?.orders)
    }

    /// An order as it is now.
    pub fn order(&self, id: &str) -> Result<PurchaseOrder> {
        self.http.get(&format!("/api/v1/orders/{id}"))
    }

    /// Waits until an order has come to a status, and returns it.
    pub fn reaches(&self, id: &str, status: Status) -> Result<PurchaseOrder> {
        let mut last = None;
        until(&format!("order {id} to be {}", status.name()), PATIENCE, || {
            let order = self.order(id)?;
            last = Some(order.status);
            Ok((order.status == status).then_some(order))
        })
        .with_context(|| format!("it is {}", last.map_or("unknown", Status::name)))
    }

    /// What happened to an order so far, the oldest first.
    pub fn history(&self, id: &str) -> Result<Vec<Entry>> {
        self.http.get(&format!("/api/v1/orders/{id}/history"))
    }

    /// Leaves every request without an answer until what is returned is dropped.
    pub fn hold(&self) -> Result<Held> {
        self.running().as_ref().context("the desk does not run")?.hold()
    }
}

/// Serves a database at an address; returns the program and its origin.
fn serve(database: &str, address: &str) -> Result<(Program, String)> {
    let mut command = Command::new(place::program("desk")?);
    command.args(["--database", database, "serve", "--listen", address]);
    Program::start(&mut command, |line| line.strip_prefix("desk: ").map(str::to_owned))
}

/// Runs a command to its end and returns what it printed.
pub(crate) fn said(mut command: Command) -> Result<String> {
    let output = command.output().context("starting the desk")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed: {error}");
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
