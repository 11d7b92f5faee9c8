//! Keys, and what each may do.

use serde_json::{Value, json};

use super::client::{Answer, Desk, USER, order, report};

crate::on_both! {
    a_key_does_what_its_scope_allows
    without_the_scope_nothing_is_changed
    a_key_that_is_made_without_a_scope_may_buy
    keys_of_before_there_were_scopes_keep_what_they_could_do
    a_backup_keeps_the_scopes_and_an_older_one_allows_all
}

/// Whether it was refused for want of a scope, and then of which.
fn wants(answer: &Answer) -> Option<&str> {
    (answer.status == 403 && answer.problem() == "scope").then(|| answer.body["scope"].as_str().unwrap())
}

fn a_key_does_what_its_scope_allows(desk: &Desk) {
    let allowed = [
        ("read", [true, false, false]),
        ("purchase", [true, true, false]),
        ("import", [true, false, true]),
        ("all", [true; 3]),
    ];
    for (scope, allowed) in allowed {
        let key = desk.new_key(USER, &["--scope", scope]);
        for (method, path, _) in desk::api::routes() {
            let (needed, needs) = match (method, path) {
                ("get", _) => ("read", 0),
                (_, "/import") => ("import", 2),
                _ => ("purchase", 1),
            };
            let answer = desk.send(&method.to_uppercase(), &path.replace("{id}", "none"), &Value::Null, &key);
            let expected = (!allowed[needs]).then_some(needed);
            assert_eq!(wants(&answer), expected, "{scope}: {method} {path}: {}", answer.body);
        }
    }
}

fn without_the_scope_nothing_is_changed(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let (read, import) =
        (desk.new_key(USER, &["--scope", "read"]), desk.new_key(USER, &["--scope", "import"]));
    let claim = desk.send("POST", &format!("/orders/{id}/claim"), &json!({"purchase": "p"}), &read);
    assert_eq!(wants(&claim), Some("purchase"));
    let said = claim.body["detail"].as_str().unwrap();
    for part in ["“purchase”", "“read”", "API keys", "--scope purchase"] {
        assert!(said.contains(part), "{said}");
    }
    let recorded = desk.send("PUT", "/reports/r1", &report("r1", &id, "A1", &[("1", "10")]), &import);
    assert_eq!(wants(&recorded), Some("purchase"));
    let orders = json!([order("PO-2", &["1"])]);
    let buys = desk.new_key(USER, &["--scope", "purchase"]);
    assert_eq!(wants(&desk.send("POST", "/import?format=json", &orders, &buys)), Some("import"));
    assert_eq!(desk.send("POST", "/import?format=json", &orders, &import).status, 200);
    assert_eq!(desk.get("/orders").body["orders"].as_array().unwrap().len(), 2);
    assert_eq!(desk.get(&format!("/orders/{id}")).body["status"], "pending");
    assert_eq!(desk.send("GET", "/orders", &Value::Null, "wrong").status, 401, "a wrong key is still that");
}

fn a_key_that_is_made_without_a_scope_may_buy(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let key = desk.new_key(USER, &[]);
    assert_eq!(
        desk.send("POST", &format!("/orders/{id}/claim"), &json!({"purchase": "p"}), &key).status,
        200
    );
    assert_eq!(wants(&desk.send("POST", "/import?format=json", &json!([]), &key)), Some("import"));
    let said = desk.run_failing(&["key", "new", "--user", USER, "--name", "x", "--scope", "some"]);
    assert!(["purchase", "read", "import", "all"].iter().all(|scope| said.contains(scope)), "{said}");
}

fn keys_of_before_there_were_scopes_keep_what_they_could_do(desk: &Desk) {
    let key = desk.new_key(USER, &["--scope", "read"]);
    // The tables as they were then; the next command brings them up to date.
    desk.sql("ALTER TABLE api_keys DROP COLUMN scope");
    desk.sql("DELETE FROM _sqlx_migrations WHERE version = 2");
    desk.new_key(USER, &[]);
    let imported = desk.send("POST", "/import?format=json", &json!([order("PO-1", &["1"])]), &key);
    assert_eq!(imported.status, 200, "{}", imported.body);
    let id = imported.body["orders"][0]["id"].as_str().unwrap();
    assert_eq!(
        desk.send("POST", &format!("/orders/{id}/claim"), &json!({"purchase": "p"}), &key).status,
        200
    );
}

fn a_backup_keeps_the_scopes_and_an_older_one_allows_all(desk: &Desk) {
    let key = desk.new_key(USER, &["--scope", "read"]);
    let may_import = || desk.send("POST", "/import?format=json&preview=true", &json!([]), &key).status == 200;
    let file = desk.directory.path().join("backup.jsonl");
    let name = file.to_str().unwrap();
    desk.run(&["backup", name]);
    desk.run(&["restore", name]);
    assert!(!may_import());
    let now = std::fs::read_to_string(&file).unwrap();
    let before = now
        .replace("\"version\":2", "\"version\":1")
        .replace(",\"scope\":\"read\"", "")
        .replace(",\"scope\":\"all\"", "");
    assert!(!before.contains("scope"));
    std::fs::write(&file, &before).unwrap();
    desk.run(&["restore", name]);
    assert!(may_import());
    std::fs::write(&file, before.replace("\"version\":1", "\"version\":2")).unwrap();
    assert!(desk.run_failing(&["restore", name]).contains("lacks a column"), "a part is not taken for all");
    std::fs::write(&file, now.replace("\"version\":2", "\"version\":3")).unwrap();
    assert!(desk.run_failing(&["restore", name]).contains("not that of a backup this desk can read"));
}
