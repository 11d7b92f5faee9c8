//! The pages, as a browser without a script uses them.

use std::fmt::Write;

use serde_json::json;

use super::browser::{Browser, Page};
use super::client::{Desk, PASSWORD, USER, order};

crate::on_both! {
    whoever_is_not_signed_in_is_asked_to_and_led_back
    a_password_cannot_be_tried_for_ever
    signing_out_ends_the_session
    a_form_of_another_page_does_nothing
    both_languages_are_spoken
    each_open_order_has_its_buttons
    a_list_is_paged_in_both_directions
    selected_orders_are_cancelled_and_reopened
    what_was_ordered_is_recorded_by_hand_and_taken_back
    a_key_is_shown_once_works_and_is_revoked
    a_key_is_made_for_what_it_is_to_do
    only_admins_change_people
    a_file_is_checked_shown_and_imported
}

fn whoever_is_not_signed_in_is_asked_to_and_led_back(desk: &Desk) {
    let browser = Browser::new(desk);
    for path in ["/orders", "/orders/1", "/orders/1/by-hand", "/import", "/keys", "/users"] {
        let page = browser.get(path);
        assert_eq!(page.status, 303);
        assert_eq!(page.location, format!("/sign-in?back={}", path.replace('/', "%2F")));
    }
    let wrong = browser.post("/sign-in", &[("name", USER), ("password", "wrong")]);
    assert_eq!(wrong.status, 401);
    assert!(wrong.has("Name or password is wrong."));
    let right = browser.post("/sign-in", &[("name", USER), ("password", PASSWORD), ("back", "/keys")]);
    assert_eq!((right.status, right.location.as_str()), (303, "/keys"));
    assert!(right.cookie.contains("HttpOnly") && right.cookie.contains("SameSite=Lax"), "{}", right.cookie);
    let elsewhere = [("name", USER), ("password", PASSWORD), ("back", "//evil.example")];
    assert_eq!(browser.post("/sign-in", &elsewhere).location, "/orders");
}

fn a_password_cannot_be_tried_for_ever(desk: &Desk) {
    let browser = Browser::new(desk);
    let attempts = (0..11).map(|_| browser.post("/sign-in", &[("name", USER), ("password", "guess")]).status);
    let attempts: Vec<u16> = attempts.collect();
    assert_eq!(attempts, [401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 429]);
    assert_eq!(browser.post("/sign-in", &[("name", USER), ("password", PASSWORD)]).status, 429);
}

fn signing_out_ends_the_session(desk: &Desk) {
    let browser = Browser::signed_in(desk);
    assert_eq!(browser.get("/orders").status, 200);
    assert_eq!(browser.post("/sign-out", &[]).location, "/sign-in");
    assert_eq!(browser.get("/orders").status, 303);
}

fn a_form_of_another_page_does_nothing(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let mut browser = Browser::signed_in(desk);
    let cancel = [("order", id.as_str()), ("do", "cancel")];
    assert_eq!(browser.post_from("/orders", &cancel, "http://evil.example").status, 403);
    assert_eq!(browser.post_from("/sign-in", &[("name", USER), ("password", PASSWORD)], "null").status, 403);
    browser.csrf = "0".repeat(64);
    assert_eq!(browser.post("/orders", &cancel).status, 403);
    assert_eq!(desk.get(&format!("/orders/{id}")).body["status"], "pending");
}

fn both_languages_are_spoken(desk: &Desk) {
    let mut browser = Browser::signed_in(desk);
    assert!(browser.get("/orders").has("<html lang=\"en\">"));
    browser.language = "zh-CN,zh;q=0.9,en;q=0.8";
    let chinese = browser.get("/orders");
    assert!(chinese.has("<html lang=\"zh-CN\">"));
    for tab in ["全部", "待采购", "采购中", "部分采购", "已采购", "已取消"] {
        assert!(chinese.has(tab), "{tab}");
    }
    let switched = browser.get("/language/en?back=%2Fkeys");
    assert_eq!(switched.location, "/keys");
    browser.cookie = format!("{}; {}", browser.cookie, switched.cookie.split(';').next().unwrap());
    assert!(
        browser.get("/orders").has("<html lang=\"en\">"),
        "what was chosen goes before what the browser asks"
    );
}

fn each_open_order_has_its_buttons(desk: &Desk) {
    let open = desk.order("PO-1", &["10"]);
    let mut cancelled = order("PO-2", &["10"]);
    cancelled["status"] = json!("cancelled");
    cancelled["lines"][0]["title"] = json!("<script>alert(1)</script>");
    desk.post("/import?format=json", &json!([cancelled]));
    let browser = Browser::signed_in(desk);
    let list = browser.get("/orders");
    assert!(
        list.has(&format!("<button class=\"primary\" type=\"button\" data-one-click-purchase=\"{open}\""))
    );
    assert_eq!(list.text.matches("data-one-click-purchase").count(), 1);
    assert!(list.has("&lt;script&gt;alert(1)") && !list.has("<script>alert"), "a title is text");
    assert!(browser.get("/orders?status=cancelled").has("PO-2"));
    assert!(!browser.get("/orders?status=cancelled").has("PO-1"));
    assert!(!browser.get("/orders?q=PO-2").has("PO-1"));
    assert_eq!(browser.get("/orders/none").status, 404);
}

fn a_list_is_paged_in_both_directions(desk: &Desk) {
    let orders: Vec<_> = (0..120).map(|n| order(&format!("PO-{n:03}"), &["1"])).collect();
    desk.post("/import?format=json", &json!(orders));
    let browser = Browser::signed_in(desk);
    let first = browser.get("/orders");
    assert!(first.has("PO-119") && first.has("PO-070") && !first.has("PO-069") && !first.has("rel=\"prev\""));
    let second = browser.get(first.between("rel=\"next\" href=\"", "\""));
    assert!(second.has("PO-069") && second.has("PO-020") && !second.has("PO-019"));
    let last = browser.get(second.between("rel=\"next\" href=\"", "\""));
    assert!(last.has("PO-019") && last.has("PO-000") && !last.has("rel=\"next\""));
    let back = browser.get(last.between("rel=\"prev\" href=\"", "\""));
    assert!(back.has("PO-069") && back.has("PO-020") && !back.has("PO-070"));
}

fn selected_orders_are_cancelled_and_reopened(desk: &Desk) {
    let (one, two) = (desk.order("PO-1", &["10"]), desk.order("PO-2", &["10"]));
    let browser = Browser::signed_in(desk);
    let selected =
        |action| [("order", one.as_str()), ("order", &two), ("do", action), ("back", "/orders?q=PO")];
    let done = browser.post("/orders", &selected("cancel"));
    assert_eq!(done.location, "/orders?q=PO&done=2&kept=0");
    assert!(browser.get(&done.location).has("2 done, 0 left as they were."));
    assert_eq!(desk.get(&format!("/orders/{two}")).body["status"], "cancelled");
    browser.post("/orders", &selected("reopen"));
    assert_eq!(desk.get(&format!("/orders/{two}")).body["status"], "pending");
}

fn what_was_ordered_is_recorded_by_hand_and_taken_back(desk: &Desk) {
    let (one, other) = (desk.order("PO-1", &["10", "5"]), desk.order("PO-2", &["10"]));
    let browser = Browser::signed_in(desk);
    let path = format!("/orders/{one}/by-hand");
    let form = browser.get(&path);
    let report = form.between("name=\"report\" value=\"", "\"").to_owned();
    assert!(form.has("value=\"detail.1688.com\""));
    let with = |report: &str, number: &str, quantity: &str| {
        let fields = [
            ("report", report),
            ("supplier", "Detail.1688.com"),
            ("number", number),
            ("quantity-1", quantity),
            ("placed", "2026-11-23T10:00"),
            ("total", "128.50"),
            ("currency", "cny"),
            ("tracking", "SF1"),
        ];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let send = |path: &str, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post(path, &fields)
    };
    let wrong = send(&path, &with(&report, "has blanks", "11"));
    assert_eq!(wrong.status, 422);
    assert!(wrong.has("An order number has 1 to 64 characters") && wrong.has("value=\"has blanks\""));
    assert!(send(&path, &with(&report, "A1", "11")).has("more than is left"));
    assert!(send(&path, &with(&report, "A1", "ten")).has("Enter the quantity"));

    assert_eq!(send(&path, &with(&report, "A1", "10")).location, format!("/orders/{one}"));
    assert_eq!(send(&path, &with(&report, "A1", "10")).status, 303, "pressed twice, it is one report");
    let recorded = desk.get(&format!("/orders/{one}")).body;
    assert_eq!(recorded["status"], "part_purchased");
    assert_eq!(recorded["reports"].as_array().unwrap().len(), 1);
    assert_eq!(recorded["reports"][0]["total"], json!({"amount": "128.50", "currency": "CNY"}));
    assert_eq!(recorded["reports"][0]["supplier"], "detail.1688.com");

    let elsewhere = format!("/orders/{other}/by-hand");
    let taken = send(&elsewhere, &with("r2", "A1", "10"));
    assert!(taken.has("This order number is recorded for PO-1."));

    let page = browser.get(&format!("/orders/{one}"));
    assert!(page.has("recorded supplier order") && page.has("SF1"));
    let undone = browser.post(&format!("/reports/{report}/undo"), &[("reason", "wrong")]);
    assert_eq!(undone.location, format!("/orders/{one}"));
    assert_eq!(desk.get(&format!("/orders/{one}")).body["status"], "pending");
    assert!(browser.get(&undone.location).has("detail.1688.com A1: wrong"));
}

fn a_key_is_shown_once_works_and_is_revoked(desk: &Desk) {
    let browser = Browser::signed_in(desk);
    let made = browser.post("/keys", &[("label", "Chrome"), ("scope", "purchase")]);
    let key = made.between("<code>desk_", "</code>").to_owned();
    let list = browser.get("/keys");
    assert!(list.has("Chrome") && !list.has(&key));
    let status = || {
        let request = desk.agent().get(format!("{}/api/v1/me", desk.address));
        request.header("Authorization", format!("Bearer desk_{key}")).call().unwrap().status().as_u16()
    };
    assert_eq!(status(), 200);
    let id = list.between("/keys/", "/revoke").to_owned();
    assert_eq!(browser.post(&format!("/keys/{id}/revoke"), &[]).location, "/keys");
    assert_eq!(status(), 401);
}

fn a_key_is_made_for_what_it_is_to_do(desk: &Desk) {
    let mut browser = Browser::signed_in(desk);
    let form = browser.get("/keys");
    assert!(
        form.between("<select name=\"scope\">", "</option>").contains("value=\"purchase\""),
        "it comes first"
    );
    let made = browser.post("/keys", &[("label", "Report"), ("scope", "read")]);
    let key = made.between("<code>desk_", "</code>").to_owned();
    assert!(made.has("<td>Report</td><td>read only</td>") && made.has("<td>test</td><td>do everything</td>"));
    browser.language = "zh-CN";
    assert!(browser.get("/keys").has("<td>Report</td><td>只读</td>"));
    let refused = desk.send("POST", "/import?format=json", &json!([]), &format!("desk_{key}"));
    assert_eq!((refused.status, refused.problem()), (403, "scope"));
    assert_eq!(browser.post("/keys", &[("label", "x"), ("scope", "some")]).status, 404);
}

fn only_admins_change_people(desk: &Desk) {
    let admin = Browser::signed_in(desk);
    let added = admin.post("/users", &[("do", "add"), ("name", "li"), ("password", "long enough pw")]);
    assert_eq!(added.location, "/users");
    assert!(admin.post("/users", &[("do", "remove"), ("name", USER)]).has("only admin"));
    assert!(admin.post("/users", &[("do", "add"), ("name", "x"), ("password", "short")]).has("at least 10"));

    let mut li = Browser::new(desk);
    let signed_in = li.post("/sign-in", &[("name", "li"), ("password", "long enough pw")]);
    li.cookie = signed_in.cookie.split(';').next().unwrap().to_owned();
    li.csrf = li.get("/keys").between("name=\"csrf\" value=\"", "\"").to_owned();
    assert_eq!(li.get("/users").status, 403);
    assert_eq!(li.post("/users", &[("do", "remove"), ("name", USER)]).status, 403);

    admin.post("/users", &[("do", "password"), ("name", "li"), ("password", "another long pw")]);
    assert_eq!(li.get("/orders").status, 303, "a new password ends the sessions of the old one");
    admin.post("/users", &[("do", "remove"), ("name", "li")]);
    assert_eq!(li.post("/sign-in", &[("name", "li"), ("password", "another long pw")]).status, 401);
}

fn a_file_is_checked_shown_and_imported(desk: &Desk) {
    let browser = Browser::signed_in(desk);
    let send = |parts: &[(&str, &str)]| {
        let mut body = String::new();
        for (name, value) in parts {
            let file = if *name == "file" { "; filename=\"orders.csv\"" } else { "" };
            write!(body, "--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
                .unwrap();
        }
        body.push_str("--b--\r\n");
        let request = desk.agent().post(browser.at("/import")).header("Cookie", &browser.cookie);
        let request = request.header("Content-Type", "multipart/form-data; boundary=b");
        Page::of(request.header("Accept-Language", "en").send(body).unwrap())
    };
    let table = "number,url,title,quantity\nPO-1,https://a.example/1,Mug,3\n";
    let wrong = send(&[("csrf", &browser.csrf), ("file", &table.replace(",3", ",none"))]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.has("nothing was imported") && wrong.has("<td>quantity</td>"));
    let checked = send(&[("csrf", &browser.csrf), ("file", table)]);
    assert!(checked.has("1 orders, 1 lines") && checked.has("Import these 1"));
    assert!(browser.get("/orders").has("No orders yet"));
    assert_eq!(send(&[("csrf", "x"), ("file", table)]).status, 403);
    let imported =
        [("csrf", browser.csrf.as_str()), ("name", "orders.csv"), ("content", table), ("import", "1")];
    assert_eq!(send(&imported).location, "/orders?imported=1");
    assert!(browser.get("/orders").has("PO-1"));
}
