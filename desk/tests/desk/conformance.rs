//! `desk conformance`: a desk keeps every promise, and one with a broken promise is told which.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};

use super::broken::CASES;
use super::client::{Desk, order};
use super::proxy::{behind_tls, between};

crate::on_both! {
    the_desk_keeps_every_promise
}

/// Two pending orders and a cancelled one.
fn seed(desk: &Desk) -> [String; 2] {
    let count = desk.get("/orders?limit=1000").body["orders"].as_array().unwrap().len();
    let mut cancelled = order(&format!("C-{count}"), &["1"]);
    cancelled["status"] = json!("cancelled");
    desk.post("/import?format=json", &json!([cancelled]));
    [desk.order(&format!("A-{count}"), &["2", "3"]), desk.order(&format!("B-{count}"), &["2.5"])]
}

struct Outcome {
    ok: bool,
    findings: Vec<Value>,
    told: String,
}

fn ask(desk: &Desk, url: &str, orders: &[String]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
    command.args([
        "conformance",
        "--json",
        "--url",
        url,
        "--key",
        desk.key(),
        "--other-key",
        desk.others_key(),
    ]);
    for id in orders {
        command.args(["--order", id]);
    }
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let findings = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {told}"));
    Outcome { ok: output.status.success(), findings, told }
}

impl Outcome {
    /// The promises that do not hold, each with why not.
    fn broken(&self) -> Vec<(&str, &str)> {
        let broken = self.findings.iter().filter(|finding| finding["holds"] == false);
        broken.map(|finding| (text(finding, "promise"), text(finding, "why"))).collect()
    }
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap()
}

fn the_desk_keeps_every_promise(desk: &Desk) {
    let before: Vec<Value> = seed(desk).iter().map(|id| desk.get(&format!("/orders/{id}")).body).collect();
    let asked = ask(desk, &desk.address, &[]);
    assert!(asked.findings.len() == 39 && asked.findings.iter().all(|finding| finding["holds"] == true));
    assert!(asked.ok, "{}", asked.told);
    assert!(asked.told.contains("A-0") && asked.told.contains("B-0"), "{}", asked.told);
    for mut order in before {
        let mut after = desk.get(&format!("/orders/{}", text(&order, "id"))).body;
        (order["changed"], after["changed"]) = (Value::Null, Value::Null);
        assert_eq!(after, order, "everything is taken back");
    }
}

#[test]
fn one_line_is_told_of_each_promise() {
    let desk = Desk::on_sqlite();
    seed(&desk);
    let told = desk.run(&["conformance", "--url", &desk.address, "--key", desk.key()]);
    assert!(
        told.lines().count() == 38 && !told.contains(" others "),
        "what it takes a second key for is left out"
    );
    assert!(told.lines().all(|line| line.starts_with("holds ")), "{told}");
    let wrong_key = desk.run_failing(&["conformance", "--url", &desk.address, "--key", "wrong"]);
    assert!(wrong_key.contains("promises do not hold"), "{wrong_key}");
}

#[test]
fn a_server_behind_tls_is_asked_whose_certificate_the_system_trusts() {
    let desk = Desk::on_sqlite();
    seed(&desk);
    let (config, trusted) = certificate(desk.directory.path());
    let url = behind_tls(&desk.address, config);
    let asked = |store: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
        command.args(["conformance", "--url", &url, "--key", desk.key()]);
        let output = command.env("SSL_CERT_FILE", store).env_remove("SSL_CERT_DIR").output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (ok, told) = asked(&trusted);
    assert!(ok && told.lines().all(|line| line.starts_with("holds ")), "{told}");
    // Another authority, as a system has one that does not know this one.
    let others = tempfile::tempdir().unwrap();
    let (ok, told) = asked(&certificate(others.path()).1);
    let me = told.lines().find(|line| line.contains(" me ")).unwrap();
    assert!(!ok && me.starts_with("MISSING") && me.contains("certificate"), "{told}");
}

/// A certificate of `localhost`, and the file of the authority that signed it, made in this directory.
fn certificate(directory: &Path) -> (ServerConfig, PathBuf) {
    let openssl = |arguments: &str| {
        let mut command = Command::new("openssl");
        let output = command.args(arguments.split(' ')).current_dir(directory).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let new = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    openssl(&format!("{new} -keyout ca.key -out ca.pem -subj /CN=authority"));
    let signed = "-CA ca.pem -CAkey ca.key -addext basicConstraints=critical,CA:FALSE";
    openssl(&format!(
        "{new} {signed} -keyout own.key -out own.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    ));
    let chain = vec![CertificateDer::from_pem_file(directory.join("own.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(directory.join("own.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    (config.with_no_client_auth().with_single_cert(chain, key).unwrap(), directory.join("ca.pem"))
}

#[test]
fn what_cannot_be_asked_is_named() {
    let desk = Desk::on_sqlite();
    for (arguments, why) in [
        (vec!["--url", "http://127.0.0.1:1/api/v1", "--key", "k"], "alone"),
        (vec!["--url", "erp", "--key", "k"], "address"),
        (vec!["--url", "http://127.0.0.1:1", "--key", "k", "--order", "1"], "two orders"),
    ] {
        let told = desk.run_failing(&[&["conformance"], arguments.as_slice()].concat());
        assert!(told.contains(why), "{told}");
    }
    let few = ask(&desk, &desk.address, &[]);
    let claim = few.broken();
    assert_eq!(claim.len(), 1);
    assert!(claim[0].0 == "claim" && claim[0].1.contains("two pending orders"), "{claim:?}");
    assert!(few.findings.iter().any(|finding| finding["holds"].is_null()) && !few.ok);
    desk.order("A", &["1", "1"]);
    desk.order("B", &["1"]);
    let no_cancelled = ask(&desk, &desk.address, &[]);
    assert_eq!(
        no_cancelled.broken(),
        [("cancelled", "no order is cancelled; cancel one for this, and run it again")]
    );
    let untried = no_cancelled.findings.iter().filter(|finding| finding["holds"].is_null());
    assert_eq!(untried.map(|finding| text(finding, "promise")).collect::<Vec<_>>(), ["recorded-cancelled"]);
}

#[test]
fn a_broken_promise_is_named_with_its_reason() {
    let desk = Desk::on_sqlite();
    let mut wrong = Vec::new();
    for (promise, part, besides, breaks) in CASES {
        let orders = seed(&desk);
        let asked = ask(&desk, &between(&desk.address, breaks), &orders);
        let broken = asked.broken();
        let why = broken.iter().find(|(name, _)| *name == promise).map(|(_, why)| *why);
        let mut names: Vec<&str> = broken.iter().map(|(name, _)| *name).collect();
        let mut expected = [&[promise], besides].concat();
        names.sort_unstable();
        expected.sort_unstable();
        if asked.ok || names != expected || !why.is_some_and(|why| why.contains(part)) {
            wrong.push(format!("{promise}: {broken:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_promise_is_broken_once() {
    let desk = Desk::on_sqlite();
    let findings = ask(&desk, &desk.address, &[]).findings;
    for finding in &findings {
        let promise = text(finding, "promise");
        assert!(CASES.iter().any(|(name, ..)| *name == promise), "{promise} is broken by no test");
    }
}
