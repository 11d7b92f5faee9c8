//! `desk conformance`: a desk keeps every promise, and one with a broken promise is told which.

use std::process::Command;

use serde_json::{Value, json};

use super::client::{Desk, order};
use super::proxy::{Asked, Break, Onward, Said, between};

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
    assert!(asked.findings.len() == 35 && asked.findings.iter().all(|finding| finding["holds"] == true));
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
        told.lines().count() == 34 && !told.contains(" others "),
        "what it takes a second key for is left out"
    );
    assert!(told.lines().all(|line| line.starts_with("holds ")), "{told}");
    let wrong_key = desk.run_failing(&["conformance", "--url", &desk.address, "--key", "wrong"]);
    assert!(wrong_key.contains("promises do not hold"), "{wrong_key}");
}

#[test]
fn what_cannot_be_asked_is_named() {
    let desk = Desk::on_sqlite();
    for (arguments, why) in [
        (vec!["--url", "https://erp.example", "--key", "k"], "plain http"),
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
}

/// A broken promise: what it is called, a part of why, and what else cannot hold then.
type Case = (&'static str, &'static str, &'static [&'static str], Break);

const CASES: [Case; 37] = [
    ("me", "user/name", &["others"], |asked, desk| {
        of_me(asked, desk, |said| rewritten(said, "\"user\"", "\"owner\""))
    }),
    ("key", "a wrong key", &[], |asked, desk| match asked.key.as_str() {
        "Bearer wrong" => done(&json!({})),
        _ => desk(asked),
    }),
    ("no-redirect", "/elsewhere", &["me", "others"], |asked, desk| {
        of_me(asked, desk, |said| Said { status: 307, location: "/elsewhere".into(), ..said })
    }),
    ("content-type", "text/html", &[], |asked, desk| {
        of_me(asked, desk, |said| Said { kind: "text/html".into(), ..said })
    }),
    ("utf-8", "gb18030", &[], |asked, desk| {
        of_me(asked, desk, |said| Said { kind: "application/json; charset=GB18030".into(), ..said })
    }),
    ("utf-8", "no UTF-8", &["me", "others"], |asked, desk| {
        // 王 in GB18030.
        of_me(asked, desk, |said| Said { body: b"{\"user\":{\"name\":\"\xcd\xf5\"}}".to_vec(), ..said })
    }),
    ("size", "16 MiB", &["me", "others"], |asked, desk| {
        of_me(asked, desk, |said| Said { body: vec![b' '; (16 << 20) + 1], ..said })
    }),
    ("decimals", "quantity", &[], |asked, desk| {
        rewritten(desk(asked), "\"quantity\":\"3\"", "\"quantity\":3")
    }),
    ("times", "until", &["claimed"], |asked, desk| match desk(asked) {
        said if said.is("claimed") => rewritten(rewritten(said, "+00:00\"", "\""), "Z\"", "\""),
        said => said,
    }),
    ("members", "number", &["limit", "paging"], |asked, desk| match asked.is("GET", "/orders") {
        true => rewritten(desk(asked), "\"number\":", "\"name\":"),
        false => desk(asked),
    }),
    ("status", "which is pending", &[], |asked, desk| match asked.path.contains("status=purchased") {
        true => desk(&asked.reading("/api/v1/orders?status=pending")),
        false => desk(asked),
    }),
    ("limit", "limit=1 holds", &[], |asked, desk| match asked.path.contains("part_purchased&limit=1") {
        true => desk(&asked.reading(&asked.path.replace("limit=1", "limit=3"))),
        false => desk(asked),
    }),
    ("paging", "told twice", &[], |asked, desk| match asked.path.split_once("&after=") {
        Some((first, _)) => desk(&asked.reading(first)),
        None => desk(asked),
    }),
    ("order", "differs", &[], |asked, desk| match asked.is("GET", "/orders") {
        true => rewritten(desk(asked), "\"supplier\":\"杭州\"", "\"supplier\":\"杭\""),
        false => desk(asked),
    }),
    ("not-found", "instead of 404", &[], |asked, desk| match desk(asked) {
        said if said.is("not-found") && asked.method == "GET" => Said { status: 400, ..said },
        said => said,
    }),
    ("as-of", "told as changed", &[], |asked, desk| match asked.path.contains("limit=1&changed_since") {
        true => desk(&asked.reading("/api/v1/orders?limit=1")),
        false => desk(asked),
    }),
    ("invalid", "limit=0", &[], |asked, desk| {
        desk(&Asked { path: asked.path.replace("limit=0", "limit=1"), ..asked.clone() })
    }),
    ("claim", "no claim of this purchase", &["cancelled", "purchased"], |asked, desk| {
        match asked.is("POST", "/claim") {
            true => does_nothing(asked, desk),
            false => desk(asked),
        }
    }),
    ("claimed", "HTTP 200", &["others"], |asked, desk| forgives("claimed", asked, desk)),
    ("claimed", "“by”", &[], |asked, desk| match desk(asked) {
        said if said.is("claimed") => rewritten(said, "\"by\":", "\"who\":"),
        said => said,
    }),
    ("renew", "the lease ends", &[], |asked, desk| {
        desk(&Asked { body: asked.body.replace(":1800}", ":600}"), ..asked.clone() })
    }),
    ("others", "HTTP 200", &[], |asked, desk| match desk(asked) {
        // The purchase's id alone is taken for a proof.
        said if said.is("claimed") => {
            let same = does_nothing(asked, desk).json()["claim"]["purchase"] == asked.member("purchase");
            if same { does_nothing(asked, desk) } else { said }
        }
        said => said,
    }),
    ("changed-since", "is not told", &[], |asked, desk| {
        match asked.path.contains("limit=500&changed_since") {
            true => done(&json!({"orders": [], "next": null, "as_of": "2026-11-23T00:00:00Z"})),
            false => desk(asked),
        }
    }),
    ("release", "still stands", &[], |asked, desk| match asked.is("POST", "/release") {
        true => does_nothing(asked, desk),
        false => desk(asked),
    }),
    ("lapse", "after a lease of one second", &[], |asked, desk| {
        desk(&Asked { body: asked.body.replace("\"seconds\":1}", "\"seconds\":900}"), ..asked.clone() })
    }),
    ("cancelled", "HTTP 200", &[], |asked, desk| match desk(asked) {
        said if said.json()["order_status"] == "cancelled" => does_nothing(asked, desk),
        said => said,
    }),
    ("record", "does not stand", &[], |asked, desk| match asked.method.as_str() {
        "PUT" => does_nothing(asked, desk),
        _ => desk(asked),
    }),
    ("record-again", "stands 2 times", &[], |asked, desk| {
        let known = asked.method == "PUT" && holder(asked, desk).is_some();
        let said = desk(asked);
        let mut order = said.json();
        match order["reports"].as_array_mut() {
            Some(reports) if known => {
                reports.extend(reports.clone());
                said.with(&order)
            }
            _ => said,
        }
    }),
    ("report-differs", "HTTP 200", &[], |asked, desk| forgives("report-differs", asked, desk)),
    ("over-covered", "HTTP 200", &[], |asked, desk| forgives("over-covered", asked, desk)),
    ("number-used", "HTTP 200", &[], |asked, desk| forgives("number-used", asked, desk)),
    ("purchased", "not purchased", &[], |asked, desk| {
        rewritten(desk(asked), "\"status\":\"purchased\"", "\"status\":\"part_purchased\"")
    }),
    ("number-taken", "HTTP 200", &[], |asked, desk| forgives("number-taken", asked, desk)),
    ("shared", "number-taken", &[], |asked, desk| {
        desk(&Asked { body: asked.body.replace("\"shared\":true", "\"shared\":false"), ..asked.clone() })
    }),
    ("undo", "still stands", &[], |asked, desk| match asked.member("reason").as_str() {
        "conformance: 撤销" => holder(asked, desk).map_or_else(|| desk(asked), |order| done(&order)),
        _ => desk(asked),
    }),
    ("undo-again", "refused", &["content-type"], |asked, desk| {
        let undone = asked.is("POST", "/undo") && holder(asked, desk).is_none();
        match desk(asked) {
            said if undone && said.status == 200 => Said { status: 409, ..said },
            said => said,
        }
    }),
    ("undo-reason", "no reason", &[], |asked, desk| {
        desk(&Asked {
            body: asked.body.replace("{\"reason\":\"\"}", "{\"reason\":\"none\"}"),
            ..asked.clone()
        })
    }),
];

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

fn of_me(asked: &Asked, desk: Onward<'_>, change: fn(Said) -> Said) -> Said {
    match desk(asked) {
        said if asked.is("GET", "/me") && said.status == 200 => change(said),
        said => said,
    }
}

fn done(body: &Value) -> Said {
    let body = body.to_string().into_bytes();
    Said { status: 200, kind: "application/json".into(), location: String::new(), body }
}

/// Answers with the order as it is, and does nothing.
fn does_nothing(asked: &Asked, desk: Onward<'_>) -> Said {
    let id = match asked.member("order") {
        own if own.is_empty() => asked.path.split('/').nth(4).unwrap().to_owned(),
        own => own,
    };
    desk(&asked.reading(&format!("/api/v1/orders/{id}")))
}

/// The refusal of this name becomes the order itself, as if nothing had been wrong.
fn forgives(problem: &str, asked: &Asked, desk: Onward<'_>) -> Said {
    match desk(asked) {
        said if said.is(problem) => does_nothing(asked, desk),
        said => said,
    }
}

/// The order in which the report stands that a path names.
fn holder(asked: &Asked, desk: Onward<'_>) -> Option<Value> {
    let report = asked.path.split('/').nth(4)?;
    let list = desk(&asked.reading("/api/v1/orders?limit=1000")).json();
    let has = |order: &&Value| order["reports"].as_array().unwrap().iter().any(|own| own["id"] == report);
    list["orders"].as_array()?.iter().find(has).cloned()
}

/// The answer with another text in place of each such.
fn rewritten(said: Said, from: &str, to: &str) -> Said {
    let body = String::from_utf8(said.body.clone()).unwrap().replace(from, to);
    Said { body: body.into_bytes(), ..said }
}
