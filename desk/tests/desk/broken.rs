//! Desks that break a promise each, and how that is told of them.

use std::sync::Mutex;

use serde_json::{Value, json};

use super::proxy::{Asked, Break, Onward, Said};

/// A broken promise: what it is called, a part of why, and what else cannot hold then.
pub type Case = (&'static str, &'static str, &'static [&'static str], Break);

/// One broken desk for each promise at least.
pub const CASES: [Case; 42] = [
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
    ("claimed", "HTTP 200", &["others", "race"], |asked, desk| forgives("claimed", asked, desk)),
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
    ("changed-since", "is not told", &[], |asked, desk| {
        // What is not open any more is left out.
        let said = desk(asked);
        let mut page = said.json();
        match page["orders"].as_array_mut() {
            Some(orders) if asked.path.contains("limit=500&changed_since") => {
                orders.retain(|order| order["status"] != "purchased");
                said.with(&page)
            }
            _ => said,
        }
    }),
    ("race", "were told that they hold it", &[], |asked, desk| match asked.is("POST", "/claim") {
        true => looks_first(asked, desk),
        false => desk(asked),
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
    ("record", "does not stand", &["recorded-cancelled"], |asked, desk| match asked.method.as_str() {
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
    ("purchased", "not purchased", &["number-free"], |asked, desk| {
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
    ("number-free", "number-taken", &[], |asked, desk| {
        // What was recorded once is remembered, taken back or not.
        static KNOWN: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());
        let said = desk(asked);
        if asked.method != "PUT" || said.status != 200 || asked.body.contains("\"shared\":true") {
            return said;
        }
        let (number, order) = (asked.member("number"), asked.member("order"));
        let mut known = KNOWN.lock().unwrap();
        match known.iter().find(|own| own.0 == number && own.1 != order) {
            Some((_, other)) => refusal(409, &json!({"type": "/problems/number-taken", "order": other})),
            None => {
                known.push((number, order));
                said
            }
        }
    }),
    ("recorded-unheld", "“claimed”", &[], |asked, desk| match asked.method.as_str() {
        "PUT" => {
            let order = does_nothing(asked, desk).json();
            let holder = order["claim"]["purchase"].as_str();
            match holder.is_some_and(|holder| holder != asked.member("purchase")) {
                true => refusal(409, &json!({"type": "/problems/claimed", "by": "li"})),
                false => desk(asked),
            }
        }
        _ => desk(asked),
    }),
    ("recorded-cancelled", "“not-open”", &[], |asked, desk| {
        let closed = asked.method == "PUT" && does_nothing(asked, desk).json()["status"] == "cancelled";
        match closed {
            true => refusal(409, &json!({"type": "/problems/not-open", "order_status": "cancelled"})),
            false => desk(asked),
        }
    }),
    ("undo-reason", "no reason", &[], |asked, desk| {
        desk(&Asked {
            body: asked.body.replace("{\"reason\":\"\"}", "{\"reason\":\"none\"}"),
            ..asked.clone()
        })
    }),
];

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

fn refusal(status: u16, body: &Value) -> Said {
    Said { status, kind: "application/problem+json".into(), ..done(body) }
}

/// Claims as a desk does that looks whether an order is free, and writes its claim only then: over whoever has
/// claimed it meanwhile.
fn looks_first(asked: &Asked, desk: Onward<'_>) -> Said {
    let free = does_nothing(asked, desk).json()["claim"].is_null();
    loop {
        let said = desk(asked);
        if !free || !said.is("claimed") {
            return said;
        }
        let held = does_nothing(asked, desk).json()["claim"]["purchase"].clone();
        let path = asked.path.replace("/claim", "/release");
        desk(&Asked { path, body: json!({"purchase": held}).to_string(), ..asked.clone() });
    }
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
