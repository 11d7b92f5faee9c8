//! A running desk with a key, and requests to it.

use std::fs::File;
use std::io::Write;
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::{Value, json};
use sqlx::{Connection, Executor};
use tempfile::TempDir;
use ureq::Agent;
use ureq::http::{Request, Response};

use super::postgres;

/// A desk that runs as a child process on a database of its own.
pub struct Desk {
    child: Child,
    /// Where it listens.
    pub address: String,
    /// Its database, as the command line takes it.
    pub database: String,
    key: String,
    others: OnceLock<String>,
    agent: Agent,
    /// Holds the SQLite file and whatever a test puts beside it.
    pub directory: TempDir,
}

/// Where the desk's words go.
const LOG: &str = "log";
/// The person who has the key.
pub const USER: &str = "王丽";
/// Another person.
pub const OTHER: &str = "li";
/// The first person's password.
pub const PASSWORD: &str = "correct horse battery";

impl Desk {
    /// A new desk on SQLite.
    pub fn on_sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", directory.path().join("desk.sqlite").display());
        Self::on(database, directory)
    }

    /// A new desk on PostgreSQL, or nothing where that is missing and may be.
    pub fn on_postgres() -> Option<Self> {
        Some(Self::on(postgres::new_database()?, tempfile::tempdir().unwrap()))
    }

    fn on(database: String, directory: TempDir) -> Self {
        run_with(&database, &["user", "add", USER, "--admin", "--password-file", "-"], PASSWORD);
        let key =
            run_with(&database, &["key", "new", "--user", USER, "--name", "test", "--scope", "all"], "");
        let key = String::from_utf8(key.stdout).unwrap().trim().to_owned();
        Self::serve(database, key, directory, &[])
    }

    /// The same desk served once more, with more options.
    pub fn again(&self, options: &[&str]) -> Self {
        Self::serve(self.database.clone(), self.key.clone(), tempfile::tempdir().unwrap(), options)
    }

    fn serve(database: String, key: String, directory: TempDir, options: &[&str]) -> Self {
        let log = File::create(directory.path().join(LOG)).unwrap();
        let mut child = command(&database)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(options)
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let address = loop {
            let said = std::fs::read_to_string(directory.path().join(LOG)).unwrap();
            let mut lines = said.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
            if let Some(address) = lines.find_map(|line| line.strip_prefix("desk: http:")) {
                break format!("http:{address}");
            }
            assert!(child.try_wait().unwrap().is_none(), "the desk ended: {said}");
            std::thread::sleep(Duration::from_millis(5));
        };
        let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        Self { child, address, database, key, others: OnceLock::new(), agent, directory }
    }

    /// What it has said so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.directory.path().join(LOG)).unwrap()
    }

    /// Runs another command on the same database and returns what it printed.
    pub fn run(&self, arguments: &[&str]) -> String {
        String::from_utf8(run_with(&self.database, arguments, "").stdout).unwrap()
    }

    /// Runs another command that must fail and returns what it complained of.
    pub fn run_failing(&self, arguments: &[&str]) -> String {
        let output = command(&self.database).args(arguments).output().unwrap();
        assert!(!output.status.success(), "{arguments:?} did not fail");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Its API key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Makes another key.
    pub fn new_key(&self, user: &str, more: &[&str]) -> String {
        self.run(&[&["key", "new", "--user", user, "--name", "another"], more].concat()).trim().to_owned()
    }

    /// Does something to its database, behind its back.
    pub fn sql(&self, statement: &'static str) {
        sqlx::any::install_default_drivers();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = sqlx::AnyConnection::connect(&self.database).await.unwrap();
            connection.execute(statement).await.unwrap();
            connection.close().await.unwrap();
        });
    }

    /// Sends any request to the API with any key.
    pub fn send(&self, method: &str, path: &str, body: &Value, key: &str) -> Answer {
        let request = Request::builder().method(method).uri(self.api(path));
        let request = request.header("Authorization", format!("Bearer {key}"));
        let body = if body.is_null() { String::new() } else { body.to_string() };
        Answer::of(self.agent.run(request.body(body).unwrap()).unwrap())
    }

    /// A key of another person, with which one can buy.
    pub fn others_key(&self) -> &str {
        self.others.get_or_init(|| {
            self.run(&["user", "add", OTHER]);
            self.new_key(OTHER, &[])
        })
    }

    /// Gets a path of the API.
    pub fn get(&self, path: &str) -> Answer {
        let request = self.agent.get(self.api(path)).header("Authorization", format!("Bearer {}", self.key));
        Answer::of(request.call().unwrap())
    }

    /// Posts JSON to a path of the API.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_text(path, &body.to_string())
    }

    /// Posts any text to a path of the API.
    pub fn post_text(&self, path: &str, body: &str) -> Answer {
        let request = self.agent.post(self.api(path)).header("Authorization", format!("Bearer {}", self.key));
        Answer::of(request.send(body).unwrap())
    }

    /// Puts a report.
    pub fn put_report(&self, report: &Value) -> Answer {
        let path = self.api(&format!("/reports/{}", report["id"].as_str().unwrap()));
        let request = self.agent.put(path).header("Authorization", format!("Bearer {}", self.key));
        Answer::of(request.send(report.to_string()).unwrap())
    }

    /// An agent that follows no redirect, for the pages.
    pub fn agent(&self) -> &Agent {
        &self.agent
    }

    /// Imports an order with lines of these quantities and returns its id.
    pub fn order(&self, number: &str, quantities: &[&str]) -> String {
        let imported = self.post("/import?format=json", &json!([order(number, quantities)]));
        assert_eq!(imported.status, 200, "{}", imported.body);
        imported.body["orders"][0]["id"].as_str().unwrap().to_owned()
    }

    fn api(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.address)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        if std::thread::panicking() {
            eprintln!("{}", self.log());
        }
    }
}

/// What came back.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, null when it is no JSON.
    pub body: Value,
}

impl Answer {
    fn of(mut response: Response<ureq::Body>) -> Self {
        let status = response.status().as_u16();
        let text = response.body_mut().with_config().limit(100 << 20).read_to_string().unwrap();
        let body: Value = serde_json::from_str(&text).unwrap_or_default();
        if status >= 400 {
            assert_eq!(response.headers()["content-type"], "application/problem+json", "{text}");
            assert_eq!(body["status"], status);
        }
        Self { status, body }
    }

    /// The name of the problem, the last part of its type.
    pub fn problem(&self) -> &str {
        self.body["type"].as_str().and_then(|kind| kind.rsplit('/').next()).unwrap_or_default()
    }
}

/// An order as an import takes it: one line for each quantity, with ids from 1.
pub fn order(number: &str, quantities: &[&str]) -> Value {
    let lines = quantities.iter().enumerate().map(|(at, quantity)| {
        json!({
            "id": (at + 1).to_string(),
            "url": "https://detail.1688.com/offer/1.html",
            "title": format!("T恤 {}", at + 1),
            "quantity": quantity,
            "limit": {"amount": "12.80", "currency": "CNY"},
        })
    });
    json!({"number": number, "supplier": "杭州", "lines": lines.collect::<Vec<_>>()})
}

/// A report of a supplier order that covers these lines.
pub fn report(id: &str, order: &str, number: &str, lines: &[(&str, &str)]) -> Value {
    let lines: Vec<Value> =
        lines.iter().map(|(line, quantity)| json!({"line": line, "quantity": quantity})).collect();
    json!({
        "id": id, "order": order, "supplier": "detail.1688.com", "number": number, "lines": lines,
        "total": {"amount": "128.00", "currency": "CNY"}, "placed": "2026-11-23T10:00:00+08:00",
        "evidence": "by_hand",
    })
}

fn command(database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
    command.env_remove("DATABASE_URL").args(["--database", database]);
    command
}

fn run_with(database: &str, arguments: &[&str], input: &str) -> Output {
    let mut child = command(database)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}
