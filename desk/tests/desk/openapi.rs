//! The OpenAPI document and what the desk really does.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::client::{Answer, Desk, order, report};

fn document() -> Value {
    serde_json::from_str(desk::api::OPENAPI).unwrap()
}

#[test]
fn every_route_is_documented_and_every_documented_route_exists() {
    let routes: BTreeSet<String> =
        desk::api::routes().iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    let document = document();
    let mut documented = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        documented.extend(methods.as_object().unwrap().keys().map(|method| format!("{method} {path}")));
    }
    assert_eq!(documented, routes);
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    fn walk(value: &Value, document: &Value, seen: &mut usize) {
        if let Some(target) = value.get("$ref").and_then(Value::as_str) {
            assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target}");
            *seen += 1;
        }
        match value {
            Value::Object(members) => members.values().for_each(|value| walk(value, document, seen)),
            Value::Array(items) => items.iter().for_each(|value| walk(value, document, seen)),
            _ => {}
        }
    }
    let (document, mut seen) = (document(), 0);
    walk(&document, &document, &mut seen);
    assert!(seen > 20);
}

#[test]
fn the_document_is_served() {
    let desk = Desk::on_sqlite();
    let mut response = desk.agent().get(format!("{}/openapi.json", desk.address)).call().unwrap();
    let served: Value = serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!(served, document());
}

/// Holds an answer against what the document says of that method, path and status.
fn assert_documented(method: &str, path: &str, answer: &Answer) {
    assert_fits(method, path, &answer.status.to_string(), &answer.body);
}

/// Holds a body against what the document says of that method and path: of the answer with this status, or of
/// the request.
fn assert_fits(method: &str, path: &str, which: &str, body: &Value) {
    let document = document();
    let call = &document["paths"][path][method];
    let kind =
        if which < "400" || which == "request" { "application/json" } else { "application/problem+json" };
    let holder = if which == "request" { &call["requestBody"] } else { &call["responses"][which] };
    let schema = &holder["content"][kind]["schema"];
    assert!(schema.is_object(), "{method} {path} {which} is not documented");
    let mut closed = json!({"components": document["components"], "allOf": [schema]});
    close(&mut closed);
    let validator = jsonschema::draft202012::new(&closed).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(body).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{method} {path} {which}: {errors:?}");
}

/// The manual for who develops an ERP shows what the document says.
#[test]
fn the_examples_of_the_manual_are_as_documented() {
    let manual = include_str!("../../../docs/erp-contract.md");
    let mut shown = BTreeSet::new();
    let parts: Vec<&str> = manual.split("```json\n").collect();
    for pair in parts.windows(2) {
        let mark = pair[0].trim_end().lines().last().unwrap();
        let mark = mark.strip_prefix("<!-- ").and_then(|mark| mark.strip_suffix(" -->"));
        let named: Vec<&str> = mark.expect("an example has no mark").split(' ').collect();
        let body = serde_json::from_str(pair[1].split("```").next().unwrap()).unwrap();
        assert_fits(named[0], named[1], named[2], &body);
        shown.insert(format!("{} {}", named[0], named[1]));
    }
    for path in document()["paths"].as_object().unwrap().keys() {
        let needless = ["/import", "/orders/{id}/history"].contains(&path.as_str());
        assert!(
            needless || shown.iter().any(|call| call.ends_with(&format!(" {path}"))),
            "{path} is not shown"
        );
    }
}

/// Allows no member that the document does not name, so that a new one cannot be forgotten.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.contains_key("properties") && members.get("type") == Some(&json!("object")) {
                members.insert("additionalProperties".into(), json!(false));
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn answers_are_as_documented() {
    let desk = Desk::on_sqlite();
    let mut full = order("PO-1", &["10", "5"]);
    full["note"] = json!("快");
    full["warehouse"] =
        json!({"name": "义乌", "recipient": "王", "phone": "1", "address": "2", "postcode": "3"});
    full["lines"][0]["attributes"] = json!([{"axis": "颜色", "option": "红色", "id": "7"}]);
    for member in ["offer", "sku", "unit"] {
        full["lines"][0][member] = json!("x");
    }
    full["lines"][0]["picture"] = json!("https://a.example/p.png");
    let preview = desk.post("/import?format=json&preview=true", &json!([full]));
    assert_documented("post", "/import", &preview);
    let imported = desk.post("/import?format=json", &json!([full]));
    assert_documented("post", "/import", &imported);
    assert_documented("post", "/import", &desk.post("/import?format=json", &json!([full])));
    let id = imported.body["orders"][0]["id"].as_str().unwrap();

    let claim = "/orders/{id}/claim";
    let claiming = |purchase: &str| desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": purchase}));
    assert_documented("post", claim, &claiming("mine"));
    assert_documented("post", claim, &claiming("other"));
    assert_documented("post", claim, &claiming(""));
    assert_documented("get", "/me", &desk.get("/me"));
    assert_documented("get", "/orders", &desk.get("/orders?limit=1"));
    assert_documented("get", "/orders", &desk.get("/orders?limit=0"));
    assert_documented("get", "/orders/{id}", &desk.get("/orders/none"));

    let put = "/reports/{id}";
    let mut sent = report("r1", id, "A1", &[("1", "10")]);
    sent["freight"] = json!({"amount": "6", "currency": "CNY"});
    sent["tracking"] = json!("SF1");
    sent["note"] = json!("n");
    assert_documented("put", put, &desk.put_report(&sent));
    assert_documented("put", put, &desk.put_report(&report("r1", id, "A2", &[("1", "10")])));
    assert_documented("put", put, &desk.put_report(&report("r2", id, "A2", &[("1", "10")])));
    assert_documented("put", put, &desk.put_report(&report("r3", "none", "A2", &[("1", "10")])));
    assert_documented("get", "/orders/{id}", &desk.get(&format!("/orders/{id}")));
    let history = "/orders/{id}/history";
    assert_documented("get", history, &desk.get(&format!("/orders/{id}/history")));
    let release = desk.post(&format!("/orders/{id}/release"), &json!({"purchase": "mine"}));
    assert_documented("post", "/orders/{id}/release", &release);
    let undo = "/reports/{id}/undo";
    assert_documented("post", undo, &desk.post("/reports/r1/undo", &json!({"reason": ""})));
    assert_documented("post", undo, &desk.post("/reports/r1/undo", &json!({"reason": "wrong"})));
    assert_documented("post", undo, &desk.post("/reports/r9/undo", &json!({"reason": "wrong"})));
}
