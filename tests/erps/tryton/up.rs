//! A real Tryton with 50 orders that wait, and a client of it that shares no code with the connector.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use journeys::webdriver::Program;
use journeys::world::World;
use one_click_purchase::erp::{Kind, Sessions, Settings};
use serde_json::{Value, json};

use crate::ask::{directory, free_port, output, python};
use crate::between::Between;
use crate::wire::{Client, Wire};

/// The series of Tryton that is brought up: `SERIES`, or the one with long-term support.
pub fn series() -> String {
    std::env::var("SERIES").unwrap_or_else(|_| "8.0".to_owned())
}

/// Orders that it begins with.
pub const ORDERS: usize = 50;
/// Its password for `admin`; that of the purchaser who has no other rights.
const PASSWORD: &str = "tryton-demo-1";
pub const OTHER: &str = "wang-demo-12";

/// Calls methods as `admin`: each argument a JSON list of a method and its parameters.
const CALL: &str = r#"
import base64, gzip, json, sys, urllib.request
url, password = sys.argv[1:3]
headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
def call(method, params):
    body = json.dumps({"id": 1, "method": method, "params": params}).encode()
    answer = urllib.request.urlopen(urllib.request.Request(url, body, headers))
    text = answer.read()
    text = gzip.decompress(text) if answer.headers.get("Content-Encoding") == "gzip" else text
    said = json.loads(text)
    if "error" in said:
        raise SystemExit(json.dumps(said["error"]))
    return said["result"]
user, token = call("common.db.login", ["admin", {"password": password}, "en"])[:2]
headers["Authorization"] = "Session " + base64.b64encode(f"admin:{user}:{token}".encode()).decode()
context = call("model.res.user.get_preferences", [True, {}])
told = []
for argument in sys.argv[3:]:
    method, *params = json.loads(argument)
    told.append(call("model." + method, params + [context]))
print(json.dumps(told))
"#;

/// What proteus, Tryton's own library for clients, finds in an order.
const PROTEUS: &str = r#"
import json, sys
from proteus import Model, config
config.set_trytond("erp", user="admin", config_file=sys.argv[1])
told = []
for id in sys.argv[2:]:
    purchase = Model.get("purchase.purchase")(int(id))
    notes = Model.get("ir.note").find([("resource", "=", "purchase.purchase," + id)], order=[("id", "ASC")])
    told.append({"state": purchase.state, "reference": purchase.reference, "notes": [note.message for note in notes]})
print(json.dumps(told))
"#;

/// Changes the database itself.
const SQL: &str = r#"
import json, sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=60)
for statement in sys.argv[2:]:
    rows = database.execute(statement).fetchall()
database.commit()
print(json.dumps(rows))
"#;

/// The ERP.
pub struct Tryton {
    script: PathBuf,
    directory: PathBuf,
    port: u16,
    program: Option<Program>,
    /// How many orders of one, two and three lines trials took for themselves.
    taken: [usize; 3],
    /// Whether it has a hundred thousand orders by now.
    pub filled: bool,
    /// Where browsers go instead of to the server itself.
    pub between: Between,
    /// The browsers that are connected to it.
    pub worlds: Vec<World>,
}

impl Tryton {
    /// Brings it up with its first orders, and with a purchaser who has no more rights than needed.
    pub fn up(scripts: &Path) -> Result<Option<Self>> {
        let script = scripts.join("tryton-up.sh");
        let port = free_port()?;
        let mut tryton = Self {
            script,
            directory: directory(&format!("tryton-{}", series()))?,
            port,
            program: None,
            taken: [0; 3],
            between: Between::before(port)?,
            worlds: Vec::new(),
            filled: false,
        };
        let seeded = tryton.directory.join("seeded.sqlite");
        for file in ["erp.sqlite", "erp.sqlite-wal", "erp.sqlite-shm"] {
            let _ = fs::remove_file(tryton.directory.join("db").join(file));
        }
        if seeded.exists() {
            fs::copy(&seeded, tryton.database())?;
        }
        tryton.start()?;
        if !seeded.exists() {
            tryton.add_purchaser()?;
            tryton.kill();
            // What the server had not written into the file itself yet.
            tryton.sql(&["pragma wal_checkpoint(truncate)"])?;
            fs::copy(tryton.database(), &seeded)?;
            tryton.start()?;
        }
        Ok(Some(tryton))
    }

    fn database(&self) -> PathBuf {
        self.directory.join("db/erp.sqlite")
    }

    /// Starts the server again, with what it had.
    pub fn start(&mut self) -> Result<()> {
        // The script ends whoever has the id in that file: by now that may be anybody.
        let _ = fs::remove_file(self.directory.join("trytond.pid"));
        // With a database that is there already the script writes no seeds, and prints them all the same.
        let seeds = self.directory.join("seed.json");
        if self.database().exists() && fs::read_to_string(&seeds).is_ok_and(|text| text.trim().is_empty()) {
            fs::write(&seeds, "{\"rest_key\": \"\"}")?;
        }
        let mut command = Command::new("bash");
        command.arg(&self.script).arg(&self.directory).arg(self.port.to_string()).arg(ORDERS.to_string());
        let (program, ()) = Program::start(&mut command, |line| line.starts_with("SEED").then_some(()))?;
        self.program = Some(program);
        Ok(())
    }

    /// Ends the server wherever it is.
    pub fn kill(&mut self) {
        self.program = None;
    }

    /// The server itself, to be ended by dropping it.
    pub fn take(&mut self) -> Option<Program> {
        self.program.take()
    }

    /// A user with the groups of a purchaser and nothing else.
    fn add_purchaser(&self) -> Result<()> {
        let group = self.call(&[json!(["res.group.search", [["name", "=", "Purchase"]], 0, 1, null])])?;
        let Some(group) = group.first().and_then(|ids| ids[0].as_i64()) else {
            bail!("there is no group of purchasers: {group:?}");
        };
        let company = json!([["add", [1]]]);
        let user = json!({
            "name": "Wang Fang", "login": "wang", "password": OTHER, "groups": [["add", [group]]],
            "companies": company, "company": 1,
        });
        self.call(&[json!(["res.user.create", [user]])]).map(drop)
    }

    /// Calls methods as the admin, by a client of its own.
    pub fn call(&self, calls: &[Value]) -> Result<Vec<Value>> {
        call(&self.origin(), calls)
    }

    /// What Tryton's own client finds in orders.
    pub fn proteus(&self, orders: &[&str]) -> Result<Vec<Value>> {
        let config = self.directory.join("trytond.conf").display().to_string();
        let mut arguments = vec![config.as_str()];
        arguments.extend(orders);
        python(&self.directory.join("venv/bin/python"), PROTEUS, &arguments)
    }

    /// Runs SQL; the rows of the last statement.
    pub fn sql(&self, statements: &[&str]) -> Result<Value> {
        let database = self.database().display().to_string();
        let mut arguments = vec![database.as_str()];
        arguments.extend(statements);
        python(Path::new("python3"), SQL, &arguments)
    }

    /// An order that no other trial uses, of one to three lines.
    pub fn order(&mut self, lines: usize) -> Result<String> {
        // The seeds have 1, 2, 3, 1, 2, 3 … lines.
        let taken = self.taken.get_mut(lines - 1).context("seeds have up to three lines")?;
        let id = 3 * *taken + lines;
        ensure!(id <= ORDERS, "all orders of {lines} lines are used");
        *taken += 1;
        Ok(id.to_string())
    }

    /// Adds so many orders that wait, past the server.
    pub fn multiply(&mut self, more: usize) -> Result<()> {
        self.kill();
        let script = self.script.with_file_name("tryton-multiply.py");
        output(Command::new("python3").arg(script).arg(&self.directory).arg(more.to_string()))?;
        self.start()
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The admin's extension.
    pub fn li(&self) -> Client {
        self.client("admin", PASSWORD)
    }

    /// The extension of a purchaser who may do no more than that.
    pub fn wang(&self) -> Client {
        self.client("wang", OTHER)
    }

    pub fn client(&self, login: &str, password: &str) -> Client {
        let settings = Settings { login: login.to_owned(), ..Settings::default() };
        Client {
            wire: Wire::new(),
            sessions: Sessions::default(),
            kind: Kind::Tryton,
            origin: self.origin(),
            key: password.to_owned(),
            settings,
        }
    }
}

/// Calls methods of the server at an origin as the admin.
pub fn call(origin: &str, calls: &[Value]) -> Result<Vec<Value>> {
    let url = format!("{origin}/erp/rpc/");
    let calls: Vec<String> = calls.iter().map(Value::to_string).collect();
    let mut arguments = vec![url.as_str(), PASSWORD];
    arguments.extend(calls.iter().map(String::as_str));
    python(Path::new("python3"), CALL, &arguments)
}
