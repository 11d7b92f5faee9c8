//! Reports: recorded once, counted exactly, taken back whole.

use std::thread;

use serde_json::{Value, json};

use super::client::{Answer, Desk, USER, order, report};

crate::on_both! {
    a_report_that_covers_everything_makes_the_order_purchased
    a_report_sent_again_has_no_second_effect
    a_report_sent_fifty_times_at_once_counts_once
    a_changed_report_with_the_same_id_is_refused
    a_number_belongs_to_one_order_unless_shared
    a_number_of_another_supplier_is_another_number
    a_number_covers_the_same_lines_once
    a_report_cannot_cover_more_than_is_left
    a_wrong_report_is_told_field_by_field
    money_is_recorded_after_the_lease_and_after_cancelling
    undo_frees_the_number_and_takes_the_state_back
    a_repeated_old_report_does_nothing_after_undo
    decimals_stay_exact
}

fn state(answer: &Answer) -> &str {
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["status"].as_str().unwrap()
}

fn refusal(answer: &Answer) -> (u16, &str) {
    (answer.status, answer.problem())
}

fn a_report_that_covers_everything_makes_the_order_purchased(desk: &Desk) {
    let id = desk.order("PO-1", &["10", "5"]);
    desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": "mine"}));
    let part = desk.put_report(&report("r1", &id, "A1", &[("1", "10"), ("2", "2")]));
    assert_eq!(state(&part), "part_purchased");
    assert_eq!(part.body["claim"]["purchase"], "mine", "the purchase goes on with the rest");
    let whole = desk.put_report(&report("r2", &id, "A2", &[("2", "3")]));
    assert_eq!(state(&whole), "purchased");
    assert_eq!(whole.body["claim"], Value::Null);
    assert_eq!(whole.body["reports"].as_array().unwrap().len(), 2);
    let read_back = desk.get(&format!("/orders/{id}")).body;
    assert_eq!(read_back, whole.body);
}

fn a_report_sent_again_has_no_second_effect(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let sent = report("r1", &id, "A1", &[("1", "4")]);
    let first = desk.put_report(&sent);
    let again = desk.put_report(&sent);
    assert_eq!((again.status, &again.body), (200, &first.body));
    assert_eq!(desk.get(&format!("/orders/{id}/history")).body.as_array().unwrap().len(), 2);
}

fn a_report_sent_fifty_times_at_once_counts_once(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let sent = report("r1", &id, "A1", &[("1", "4")]);
    thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| assert_eq!(desk.put_report(&sent).status, 200));
        }
    });
    let order = desk.get(&format!("/orders/{id}")).body;
    assert_eq!(order["lines"][0]["purchased"], "4");
    assert_eq!(order["reports"].as_array().unwrap().len(), 1);
}

fn a_changed_report_with_the_same_id_is_refused(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    desk.put_report(&report("r1", &id, "A1", &[("1", "4")]));
    let changed = desk.put_report(&report("r1", &id, "A1", &[("1", "5")]));
    assert_eq!(refusal(&changed), (409, "report-differs"));
    assert_eq!(desk.get(&format!("/orders/{id}")).body["lines"][0]["purchased"], "4");
}

fn a_number_belongs_to_one_order_unless_shared(desk: &Desk) {
    let (one, other) = (desk.order("PO-1", &["10"]), desk.order("PO-2", &["10"]));
    desk.put_report(&report("r1", &one, "A1", &[("1", "10")]));
    let mut second = report("r2", &other, "A1", &[("1", "10")]);
    let taken = desk.put_report(&second);
    assert_eq!(refusal(&taken), (409, "number-taken"));
    assert_eq!((&taken.body["order"], &taken.body["number"]), (&json!(one), &json!("PO-1")));
    assert_eq!(desk.get(&format!("/orders/{other}")).body["status"], "pending");
    second["shared"] = json!(true);
    assert_eq!(state(&desk.put_report(&second)), "purchased");
}

fn a_number_of_another_supplier_is_another_number(desk: &Desk) {
    let (one, other) = (desk.order("PO-1", &["10"]), desk.order("PO-2", &["10"]));
    desk.put_report(&report("r1", &one, "A1", &[("1", "10")]));
    let mut elsewhere = report("r2", &other, "A1", &[("1", "10")]);
    elsewhere["supplier"] = json!("item.taobao.com");
    assert_eq!(state(&desk.put_report(&elsewhere)), "purchased");
}

fn a_number_covers_the_same_lines_once(desk: &Desk) {
    let id = desk.order("PO-1", &["10", "5"]);
    desk.put_report(&report("r1", &id, "A1", &[("1", "4")]));
    let again = desk.put_report(&report("r2", &id, "A1", &[("1", "4")]));
    assert_eq!(refusal(&again), (409, "number-used"));
    let other_line = desk.put_report(&report("r3", &id, "A1", &[("2", "5")]));
    assert_eq!(state(&other_line), "part_purchased");
}

fn a_report_cannot_cover_more_than_is_left(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    desk.put_report(&report("r1", &id, "A1", &[("1", "4")]));
    let over = desk.put_report(&report("r2", &id, "A2", &[("1", "6.001")]));
    assert_eq!(refusal(&over), (422, "over-covered"));
    assert_eq!(over.body["errors"][0]["field"], "lines[0].quantity");
    assert_eq!(state(&desk.put_report(&report("r2", &id, "A2", &[("1", "6")]))), "purchased");
}

fn a_wrong_report_is_told_field_by_field(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let wrong = [
        ("supplier", json!("https://detail.1688.com/x"), "supplier"),
        ("number", json!(" "), "number"),
        ("number", json!("9".repeat(65)), "number"),
        ("lines", json!([]), "lines"),
        ("lines", json!([{"line": "7", "quantity": "1"}]), "lines[0].line"),
        ("lines", json!([{"line": "1", "quantity": "1"}, {"line": "1", "quantity": "1"}]), "lines[1].line"),
        ("lines", json!([{"line": "1", "quantity": "0"}]), "lines[0].quantity"),
        ("total", json!({"amount": "-1", "currency": "CNY"}), "total"),
        ("evidence", json!("rumour"), ""),
    ];
    for (member, value, field) in wrong {
        let mut sent = report("r1", &id, "A1", &[("1", "10")]);
        sent[member] = value.clone();
        let answer = desk.put_report(&sent);
        assert_eq!(refusal(&answer), (422, "invalid"), "{member} = {value}");
        assert_eq!(answer.body["errors"][0]["field"], field, "{member} = {value}");
    }
    let elsewhere = desk.put_report(&report("r1", "nowhere", "A1", &[("1", "10")]));
    assert_eq!(refusal(&elsewhere), (404, "not-found"));
    assert_eq!(desk.get(&format!("/orders/{id}")).body["status"], "pending");
}

fn money_is_recorded_after_the_lease_and_after_cancelling(desk: &Desk) {
    let mut cancelled = order("PO-1", &["10"]);
    cancelled["status"] = json!("cancelled");
    let imported = desk.post("/import?format=json", &json!([cancelled])).body;
    let id = imported["orders"][0]["id"].as_str().unwrap();
    let late = desk.put_report(&report("r1", id, "A1", &[("1", "10")]));
    assert_eq!(state(&late), "cancelled");
    assert_eq!(late.body["lines"][0]["purchased"], "10");
    assert_eq!(desk.get(&format!("/orders/{id}/history")).body[1]["what"], "recorded_late");

    let held = desk.order("PO-2", &["10"]);
    desk.post(&format!("/orders/{held}/claim"), &json!({"purchase": "another"}));
    assert_eq!(state(&desk.put_report(&report("r2", &held, "A2", &[("1", "10")]))), "purchased");
}

fn undo_frees_the_number_and_takes_the_state_back(desk: &Desk) {
    let (one, other) = (desk.order("PO-1", &["10", "5"]), desk.order("PO-2", &["10"]));
    desk.put_report(&report("r1", &one, "A1", &[("1", "10")]));
    assert_eq!(state(&desk.put_report(&report("r2", &one, "A2", &[("2", "5")]))), "purchased");

    let undone = desk.post("/reports/r2/undo", &json!({"reason": "wrong shop"}));
    assert_eq!(state(&undone), "part_purchased");
    assert_eq!(undone.body["reports"].as_array().unwrap().len(), 1);
    assert_eq!(state(&desk.post("/reports/r1/undo", &json!({"reason": "also"}))), "pending");
    let history = desk.get(&format!("/orders/{one}/history")).body;
    assert_eq!((&history[3]["what"], &history[3]["by"]), (&json!("undone"), &json!(USER)));
    assert_eq!(history[3]["detail"], "detail.1688.com A2: wrong shop");

    assert_eq!(state(&desk.put_report(&report("r3", &other, "A1", &[("1", "10")]))), "purchased");
    let unsaid = desk.post("/reports/r3/undo", &json!({"reason": " "}));
    assert_eq!(refusal(&unsaid), (422, "invalid"));
    assert_eq!(refusal(&desk.post("/reports/r9/undo", &json!({"reason": "x"}))), (404, "not-found"));
}

fn a_repeated_old_report_does_nothing_after_undo(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let old = report("r1", &id, "A1", &[("1", "10")]);
    desk.put_report(&old);
    desk.post("/reports/r1/undo", &json!({"reason": "returned"}));
    assert_eq!(state(&desk.put_report(&old)), "pending");
    let twice = desk.post("/reports/r1/undo", &json!({"reason": "again"}));
    assert_eq!(state(&twice), "pending");
    let history = desk.get(&format!("/orders/{id}/history")).body;
    assert_eq!(history.as_array().unwrap().len(), 3);
}

fn decimals_stay_exact(desk: &Desk) {
    let id = desk.order("PO-1", &["0.3"]);
    desk.put_report(&report("r1", &id, "A1", &[("1", "0.1")]));
    let mut rest = report("r2", &id, "A2", &[("1", "0.2")]);
    rest["total"]["amount"] = json!("90071992547409.93");
    let order = desk.put_report(&rest);
    assert_eq!(state(&order), "purchased");
    assert_eq!(order.body["reports"][1]["total"]["amount"], "90071992547409.93");
}
