//! Brings a real shop up on this machine, with a new database, and asks that database what was sold.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};
use one_click_purchase::order::Quantity;

use super::Described;
use crate::place;
use crate::webdriver::Program;

/// Prints what a query finds as a JSON list of lists of texts.
const ASK: &str = "import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()
print(json.dumps([[str(cell) for cell in row] for row in rows]))";

/// A shop that runs; dropped, it ends.
#[derive(Debug)]
pub struct Running {
    /// What it is.
    pub shop: &'static Described,
    origin: String,
    directory: PathBuf,
    _program: Program,
}

/// A line of an order that the shop has in its books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sold {
    /// The shop's number of the order.
    pub number: String,
    /// What the order costs, freight included.
    pub total: Quantity,
    /// The freight in it.
    pub freight: Quantity,
    /// The shop's id of the variant.
    pub sku: String,
    /// How many.
    pub quantity: Quantity,
}

/// Where the scripts that bring shops up are, if they are there.
pub fn scripts() -> Option<PathBuf> {
    let directory = place::root().join("../shared/shops");
    directory.is_dir().then_some(directory)
}

impl Running {
    /// Brings a shop up, with nothing sold yet. The first time this gets it from its registry.
    pub fn start(shop: &'static Described) -> Result<Self> {
        let script = scripts().context("../shared/shops is not there")?.join(shop.script);
        let shops = place::programs()?.join("real-shops");
        let directory = shops.join(shop.directory);
        fs::create_dir_all(&directory)?;
        if let Some(other) = shop.installed_with {
            // Both forms are one program: it is gotten once.
            let (own, installed) = (directory.join("venv"), shops.join(other).join("venv"));
            if installed.exists() && !own.exists() {
                symlink(&installed, &own)?;
            }
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new("bash");
        command.arg(&script).arg(&directory).arg(port.to_string()).envs(shop.settings.iter().copied());
        // The server is a child of the script and stays in its group, so it ends with it.
        let (program, ()) = Program::start(&mut command, |line| line.starts_with("URL").then_some(()))
            .with_context(|| format!("bringing {} up", shop.name))?;
        Ok(Self { shop, origin: format!("http://127.0.0.1:{port}"), directory, _program: program })
    }

    /// The address of one of its pages.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// All that was sold, the oldest first.
    pub fn sold(&self) -> Result<Vec<Sold>> {
        let python = self.directory.join("venv/bin/python");
        let database = self.directory.join(self.shop.database);
        let output = Command::new(python).arg("-c").arg(ASK).arg(database).arg(self.shop.sold).output()?;
        let error = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "asking the books of {} failed: {error}", self.shop.name);
        let rows: Vec<[String; 5]> = serde_json::from_slice(&output.stdout)?;
        rows.into_iter().map(line).collect()
    }
}

fn line([number, total, freight, sku, quantity]: [String; 5]) -> Result<Sold> {
    let decimal = |text: &str| -> Result<Quantity> {
        text.parse().map_err(|error| anyhow!("“{text}” in the books of a shop: {error}"))
    };
    Ok(Sold {
        number,
        total: decimal(&total)?,
        freight: decimal(&freight)?,
        sku,
        quantity: decimal(&quantity)?,
    })
}
