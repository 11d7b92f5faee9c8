//! A real Odoo with 50 orders that wait, and a client of it that shares no code with the connector.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use journeys::webdriver::Program;
use journeys::world::World;
use one_click_purchase::erp::{Kind, Sessions, Settings};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ask::{directory, free_port, output, python};
use crate::between::Between;
use crate::wire::{Client, Wire};

/// Orders that it begins with.
pub const ORDERS: usize = 50;
/// The password of the purchaser who has no other rights, and of the supplier's person in the portal.
pub const PASSWORD: &str = "wang-demo-12";

/// Makes the people, each with a key: a purchaser, and the supplier's person in the portal.
const PEOPLE: &str = r#"
import datetime, json
until = datetime.datetime.now() + datetime.timedelta(days=1)
def key(user):
    return env(user=user.id)["res.users.apikeys"]._generate("rpc", "test", until)
users = env["res.users"].with_context(no_reset_password=True)
def user(name, login, group, **more):
    return users.create({"name": name, "login": login, "password": PASSWORD, "group_ids": [(6, 0, [env.ref(group).id])], **more})
supplier = env["res.partner"].search([("name", "=", "1688 store Yiwu Haoda")])
wang = user("Wang Fang", "wang", "purchase.group_purchase_user")
user(supplier.name, "haoda", "base.group_portal", partner_id=supplier.id)
admin = env.ref("base.user_admin")
keys = {"li": key(admin), "reader": key(admin), "wang": key(wang)}
env.cr.commit()
print("KEYS " + json.dumps(keys))
"#;

/// Calls methods with a key: each argument a JSON list of a model, a method and its arguments.
const CALL: &str = r#"
import json, sys, urllib.request
url, key = sys.argv[1:3]
told = []
for argument in sys.argv[3:]:
    model, method, named = json.loads(argument)
    headers = {"Content-Type": "application/json", "Authorization": "Bearer " + key}
    request = urllib.request.Request(url + "/json/2/" + model + "/" + method, json.dumps(named).encode(), headers)
    try:
        told.append(json.loads(urllib.request.urlopen(request).read()))
    except urllib.error.HTTPError as error:
        told.append({"refused": json.loads(error.read())["message"]})
print(json.dumps(told))
"#;

/// Signs in with name and password; the cookie, and what a call of a method then gives.
const SIGN_IN: &str = r#"
import json, sys, urllib.request
url, login, password, model, method, args, named = sys.argv[1:8]
def call(path, params, cookie=""):
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}).encode()
    return urllib.request.urlopen(urllib.request.Request(url + path, body, {"Content-Type": "application/json", "Cookie": cookie}))
signed = call("/web/session/authenticate", {"db": "erp", "login": login, "password": password})
cookie = signed.headers["Set-Cookie"].split(";")[0]
params = {"model": model, "method": method, "args": json.loads(args), "kwargs": json.loads(named)}
print(json.dumps([cookie, json.loads(call("/web/dataset/call_kw/" + model + "/" + method, params, cookie).read())]))
"#;

/// Adds orders that wait, as copies of those that do.
const MULTIPLY: &str = r#"
set session_replication_role = replica;
do $$
declare
  own text; line text; sources int; first bigint;
begin
  select string_agg(quote_ident(column_name), ',') into own from information_schema.columns
    where table_name = 'purchase_order' and column_name not in ('id', 'name');
  select string_agg(quote_ident(column_name), ',') into line from information_schema.columns
    where table_name = 'purchase_order_line' and column_name not in ('id', 'order_id');
  create temp table source on commit drop as
    select id, row_number() over (order by id) - 1 as place from purchase_order where state = 'draft' and partner_ref is null;
  select count(*) into sources from source;
  select max(id) + 1 into first from purchase_order;
  create temp table copy on commit drop as
    select first + n as id, source.id as source from generate_series(0, MORE - 1) n join source on place = n % sources;
  execute format('insert into purchase_order (id, name, %s) select copy.id, ''M'' || copy.id, %s
    from copy join purchase_order o on o.id = copy.source order by copy.id', own, 'o.' || replace(own, ',', ',o.'));
  execute format('insert into purchase_order_line (order_id, %s) select copy.id, %s
    from copy join purchase_order_line o on o.order_id = copy.source order by copy.id, o.id', line, 'o.' || replace(line, ',', ',o.'));
  perform setval('purchase_order_id_seq', (select max(id) from purchase_order));
end $$;
"#;

/// API keys.
#[derive(Debug, Clone, Deserialize)]
pub struct Keys {
    /// The admin's.
    pub li: String,
    /// The purchaser's.
    pub wang: String,
    /// The other client's.
    pub reader: String,
}

/// The ERP.
pub struct Odoo {
    script: PathBuf,
    directory: PathBuf,
    port: u16,
    database_port: u16,
    program: Option<Program>,
    pub keys: Keys,
    /// How many orders of one, two and three lines trials took for themselves.
    taken: [usize; 3],
    /// Whether it has a hundred thousand orders by now.
    pub filled: bool,
    /// Where browsers go instead of to the server itself.
    pub between: Between,
    /// The browsers that are connected to it.
    pub worlds: Vec<World>,
}

impl Odoo {
    /// Brings it up with its first orders and its people; nothing where there is no package of it now.
    pub fn up(scripts: &Path) -> Result<Option<Self>> {
        let directory = directory("odoo")?;
        let keys = Keys { li: String::new(), wang: String::new(), reader: String::new() };
        let (port, database_port) = (free_port()?, free_port()?);
        let script = scripts.join("odoo-up.sh");
        let (between, worlds) = (Between::before(port)?, Vec::new());
        let mut odoo = Self {
            script,
            directory,
            port,
            database_port,
            program: None,
            keys,
            taken: [0; 3],
            filled: false,
            between,
            worlds,
        };
        let people = odoo.directory.join("people.json");
        if odoo.directory.join("pg/data").is_dir() {
            // One that was left behind listens at another port.
            let _ = odoo.database(&["-m", "fast", "stop"]);
            let _ = fs::remove_file(odoo.directory.join("pg/data/postmaster.pid"));
            let options = format!(
                "-p {database_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c fsync=off",
                odoo.directory.join("pg").display()
            );
            let log = odoo.directory.join("pg/log").display().to_string();
            odoo.database(&["-o", &options, "-l", &log, "-w", "start"])?;
            if people.is_file() {
                odoo.maintain("drop database if exists erp")?;
                odoo.maintain("create database erp template seeded owner odoo")?;
            }
        }
        match odoo.start() {
            Err(error) if format!("{error:?}").contains("has no odoo") => return Ok(None),
            started => started?,
        }
        if !people.is_file() {
            let keys = odoo.make_people()?;
            odoo.kill();
            odoo.maintain("drop database if exists seeded")?;
            odoo.maintain("create database seeded template erp owner odoo")?;
            fs::write(&people, keys)?;
            odoo.start()?;
        }
        odoo.keys = serde_json::from_str(&fs::read_to_string(&people)?)?;
        Ok(Some(odoo))
    }

    /// Starts the server again, with what it had.
    pub fn start(&mut self) -> Result<()> {
        // The script ends whoever has the id in that file: by now that may be anybody.
        let _ = fs::remove_file(self.directory.join("odoo.pid"));
        let mut command = Command::new("bash");
        command.arg(&self.script).arg(&self.directory).arg(self.port.to_string()).arg(ORDERS.to_string());
        command.env("PGPORT", self.database_port.to_string());
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

    fn database(&self, arguments: &[&str]) -> Result<()> {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
        command.arg("/usr/lib/postgresql/15/bin/pg_ctl").arg("-D").arg(self.directory.join("pg/data"));
        // It leaves a server behind, which must not keep what this one prints.
        command.args(arguments).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        ensure!(command.status()?.success(), "{command:?} failed");
        Ok(())
    }

    fn psql(&self, database: &str, sql: &str) -> Result<String> {
        let port = self.database_port.to_string();
        let settings =
            ["-qAt", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", &port, "-U", "postgres", database];
        output(Command::new("psql").args(settings).args(["-c", sql]))
    }

    fn maintain(&self, sql: &str) -> Result<()> {
        self.psql("postgres", sql).map(drop)
    }

    /// Runs SQL; what it printed.
    pub fn sql(&self, sql: &str) -> Result<String> {
        self.psql("erp", sql)
    }

    /// A user with the groups of a purchaser and nothing else, and keys for all.
    fn make_people(&self) -> Result<String> {
        let script = self.directory.join("people.py");
        fs::write(&script, format!("PASSWORD = '{PASSWORD}'\n{PEOPLE}"))?;
        let mut command = Command::new(self.directory.join("venv/bin/python"));
        command.env("PYTHONPATH", self.directory.join("src")).args(["-m", "odoo", "shell", "-c"]);
        command.arg(self.directory.join("odoo.conf")).args(["-d", "erp", "--no-http", "--log-level=warn"]);
        let told = command.stdin(File::open(&script)?).output()?;
        let text = String::from_utf8_lossy(&told.stdout);
        let keys = text.lines().find_map(|line| line.split("KEYS ").nth(1));
        let error = String::from_utf8_lossy(&told.stderr);
        Ok(keys.with_context(|| format!("no keys: {text} {error}"))?.to_owned())
    }

    /// Calls methods as the admin, by a client and a key of its own.
    pub fn call(&self, calls: &[Value]) -> Result<Vec<Value>> {
        call(&self.origin(), &self.keys.reader, calls)
    }

    /// Signs in as somebody; the cookie, and what a method gave.
    pub fn sign_in(
        &self,
        login: &str,
        model: &str,
        method: &str,
        args: &Value,
        named: &Value,
    ) -> Result<(String, Value)> {
        let (args, named) = (args.to_string(), named.to_string());
        python(
            Path::new("python3"),
            SIGN_IN,
            &[&self.origin(), login, PASSWORD, model, method, &args, &named],
        )
    }

    /// What stands in an order: the order itself with `lines`, `notes` and `receipts`.
    pub fn found(&self, id: &str) -> Result<Value> {
        let id: i64 = id.parse()?;
        let of = |field: &str| json!([[field, "=", id]]);
        let about = json!([
            ["model", "=", "purchase.order"],
            ["res_id", "=", id],
            ["body", "like", "one-click-purchase"]
        ]);
        let fields = json!(["state", "partner_ref", "amount_untaxed", "origin"]);
        let lines = json!(["name", "product_qty", "price_unit", "product_id", "tax_ids"]);
        let mut told = self.call(&[
            json!(["purchase.order", "read", {"ids": [id], "fields": fields}]),
            json!(["purchase.order.line", "search_read", {"domain": of("order_id"), "fields": lines, "order": "id"}]),
            json!(["mail.message", "search_read", {"domain": about, "fields": ["body"], "order": "id"}]),
            json!(["stock.picking", "search_read", {"domain": of("purchase_id"), "fields": ["carrier_tracking_ref", "state"]}]),
        ])?;
        let mut order = told[0][0].take();
        order["lines"] = told[1].take();
        order["notes"] = told[2].take();
        order["receipts"] = told[3].take();
        Ok(order)
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
        self.sql(&MULTIPLY.replace("MORE", &more.to_string()))?;
        self.sql("analyze").map(drop)
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The admin's extension.
    pub fn li(&self) -> Client {
        self.client("", &self.keys.li)
    }

    /// The extension of a purchaser who may do no more than that.
    pub fn wang(&self) -> Client {
        self.client("", &self.keys.wang)
    }

    pub fn client(&self, login: &str, key: &str) -> Client {
        Client {
            wire: Wire::new(),
            sessions: Sessions::default(),
            kind: Kind::Odoo,
            origin: self.origin(),
            key: key.to_owned(),
            settings: Settings { login: login.to_owned(), ..Settings::default() },
        }
    }
}

impl Drop for Odoo {
    fn drop(&mut self) {
        self.kill();
        let _ = self.database(&["-m", "fast", "stop"]);
    }
}

/// Calls methods of the server at an origin with a key.
pub fn call(origin: &str, key: &str, calls: &[Value]) -> Result<Vec<Value>> {
    let calls: Vec<String> = calls.iter().map(Value::to_string).collect();
    let mut arguments = vec![origin, key];
    arguments.extend(calls.iter().map(String::as_str));
    python(Path::new("python3"), CALL, &arguments)
}
