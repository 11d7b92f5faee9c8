//! Lists, single orders, keys and errors of the API.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::client::{Desk, USER, order, report};

crate::on_both! {
    ten_thousand_orders_are_paged_through_once_each
    a_list_is_filtered_by_state_and_words
    changes_are_followed_without_a_gap
    nobody_gets_in_without_a_key
    what_cannot_be_understood_is_named
}

fn numbers(page: &Value) -> Vec<&str> {
    page["orders"].as_array().unwrap().iter().map(|order| order["number"].as_str().unwrap()).collect()
}

fn ten_thousand_orders_are_paged_through_once_each(desk: &Desk) {
    let orders: Vec<Value> = (0..10_000).map(|n| order(&format!("PO-{n:05}"), &["3"])).collect();
    assert_eq!(desk.post("/import?format=json", &json!(orders)).status, 200);
    let mut seen = HashSet::new();
    let mut pages = 0;
    let mut after = String::new();
    loop {
        let page = desk.get(&format!("/orders?status=pending&limit=1000&after={after}")).body;
        let before = seen.len();
        seen.extend(numbers(&page).into_iter().map(str::to_owned));
        assert_eq!(seen.len() - before, page["orders"].as_array().unwrap().len(), "an order came twice");
        pages += 1;
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    assert_eq!((seen.len(), pages), (10_000, 10));
    assert_eq!(desk.get("/me").body["orders"]["pending"], 10_000);
    assert_eq!(numbers(&desk.get("/orders?q=po-07777").body), ["PO-07777"]);
}

fn a_list_is_filtered_by_state_and_words(desk: &Desk) {
    let one = desk.order("PO-1", &["10"]);
    let two = desk.order("PO-2", &["10"]);
    desk.order("PO-3", &["10"]);
    desk.post(&format!("/orders/{one}/claim"), &json!({"purchase": "mine"}));
    desk.put_report(&report("r1", &two, "77%_88", &[("1", "10")]));
    let list = |query: &str| {
        let page = desk.get(&format!("/orders?{query}")).body;
        numbers(&page).join(" ")
    };
    assert_eq!(list(""), "PO-1 PO-2 PO-3");
    assert_eq!(list("status=pending,purchasing,part_purchased"), "PO-1 PO-3");
    assert_eq!(list("status=purchased"), "PO-2");
    assert_eq!(list("q=77%25_88"), "PO-2");
    assert_eq!(list("q=7%25_8"), "PO-2", "% and _ are signs like any other");
    assert_eq!(list("q=7_%25"), "");
    assert_eq!(list("q=t%E6%81%A4+po-3"), "PO-3");
    assert_eq!(desk.get(&format!("/orders/{one}")).body["page"], format!("{}/orders/{one}", desk.address));
}

fn changes_are_followed_without_a_gap(desk: &Desk) {
    let one = desk.order("PO-1", &["10"]);
    desk.order("PO-2", &["10"]);
    let as_of = |page: &Value| page["as_of"].as_str().unwrap().replace('+', "%2B");
    let first = desk.get("/orders").body;
    let nothing = desk.get(&format!("/orders?changed_since={}", as_of(&first))).body;
    assert_eq!(numbers(&nothing), Vec::<&str>::new());
    desk.put_report(&report("r1", &one, "A1", &[("1", "10")]));
    let changed = desk.get(&format!("/orders?changed_since={}", as_of(&nothing))).body;
    assert_eq!(numbers(&changed), ["PO-1"]);
    let quiet = desk.get(&format!("/orders?changed_since={}", as_of(&changed))).body;
    assert_eq!(numbers(&quiet), Vec::<&str>::new());
}

fn nobody_gets_in_without_a_key(desk: &Desk) {
    let me = desk.get("/me");
    assert_eq!((me.status, &me.body["user"]["name"]), (200, &json!(USER)));
    for header in ["", "Bearer", "Bearer wrong", "Basic d3Jvbmc6d3Jvbmc="] {
        let request = desk.agent().get(format!("{}/api/v1/me", desk.address)).header("Authorization", header);
        let response = request.call().unwrap();
        assert_eq!(response.status(), 401, "{header}");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
}

fn what_cannot_be_understood_is_named(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let claim = format!("/orders/{id}/claim");
    let cases = [
        (desk.get("/orders/none"), 404, "not-found"),
        (desk.get("/nowhere"), 404, "not-found"),
        (desk.get("/"), 404, "not-found"),
        (desk.get(&claim), 405, "wrong-method"),
        (desk.get("/orders?status=lost"), 422, "invalid"),
        (desk.get("/orders?limit=1001"), 422, "invalid"),
        (desk.get("/orders?limit=many"), 422, "invalid"),
        (desk.get("/orders?after=x"), 422, "invalid"),
        (desk.get("/orders?changed_since=yesterday"), 422, "invalid"),
        (desk.post_text(&claim, "{"), 400, "not-json"),
        (desk.post(&claim, &json!({})), 422, "invalid"),
        (desk.post(&claim, &json!({"purchase": ""})), 422, "invalid"),
        (desk.post(&claim, &json!({"purchase": "p", "seconds": 0})), 422, "invalid"),
        (desk.post_text(&claim, &" ".repeat(2 << 20)), 413, "too-large"),
    ];
    for (answer, status, problem) in cases {
        assert_eq!((answer.status, answer.problem()), (status, problem), "{}", answer.body);
        assert!(!answer.body["detail"].as_str().unwrap().is_empty());
    }
}
