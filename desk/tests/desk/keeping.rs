//! Backups and restores, while the desk runs and orders change.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

use super::client::{Desk, report};

crate::on_both! {
    a_backup_made_while_reports_come_in_is_one_moment
    a_broken_backup_changes_nothing
}

fn numbers(desk: &Desk) -> Vec<String> {
    let page = desk.get("/orders?limit=1000").body;
    page["orders"].as_array().unwrap().iter().map(|order| order["number"].to_string()).collect()
}

/// Every order is purchased exactly when it has its report and its history says so.
fn assert_consistent(desk: &Desk) {
    let page = desk.get("/orders?limit=1000").body;
    for order in page["orders"].as_array().unwrap() {
        let id = order["id"].as_str().unwrap();
        let history = desk.get(&format!("/orders/{id}/history")).body;
        let recorded = history.as_array().unwrap().iter().any(|entry| entry["what"] == "recorded");
        let reports = order["reports"].as_array().unwrap();
        assert_eq!(order["status"] == "purchased", recorded, "{}", order["number"]);
        assert_eq!(reports.len(), usize::from(recorded));
        // A report that is known is known as such: sent again it changes nothing.
        for sent in reports {
            assert_eq!(desk.put_report(sent).status, 200);
        }
    }
}

fn a_backup_made_while_reports_come_in_is_one_moment(desk: &Desk) {
    let ids: Vec<String> = (0..300).map(|n| desk.order(&format!("PO-{n:03}"), &["1"])).collect();
    let file = desk.directory.path().join("backup.jsonl");
    let name = file.to_str().unwrap();
    let (sent, enough) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            for (n, id) in ids.iter().enumerate() {
                let n = n.to_string();
                assert_eq!(desk.put_report(&report(&n, id, &n, &[("1", "1")])).status, 200);
                sent.fetch_add(1, Ordering::SeqCst);
            }
            enough.store(true, Ordering::SeqCst);
        });
        while sent.load(Ordering::SeqCst) < 20 {
            thread::yield_now();
        }
        desk.run(&["backup", name]);
        assert!(!enough.load(Ordering::SeqCst), "the backup was not made while reports came in");
    });
    desk.order("PO-later", &["1"]);

    desk.run(&["restore", name]);
    assert_eq!(numbers(desk).len(), 300);
    let purchased = desk.get("/orders?limit=1000&status=purchased").body["orders"].as_array().unwrap().len();
    assert!((20..300).contains(&purchased), "{purchased}");
    assert_consistent(desk);

    // The same backup serves the other kind of database, too.
    let other = Desk::on_sqlite();
    other.run(&["restore", name]);
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count() - 2, rows(&other));
    assert!(desk.run_failing(&["backup", name]).contains("cannot be made"), "a backup is never overwritten");
}

fn rows(desk: &Desk) -> usize {
    let file = desk.directory.path().join("again.jsonl");
    let said = desk.run(&["backup", file.to_str().unwrap()]);
    said.split(' ').next().unwrap().parse().unwrap()
}

fn a_broken_backup_changes_nothing(desk: &Desk) {
    desk.order("PO-1", &["1"]);
    let file = desk.directory.path().join("backup.jsonl");
    let name = file.to_str().unwrap();
    desk.run(&["backup", name]);
    desk.order("PO-2", &["1"]);
    let whole = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let broken = [
        ("", "line 1"),
        ("no backup\n", "line 1"),
        (&lines[..lines.len() - 1].join("\n"), "broke off"),
        (&whole.replace("\"table\":\"orders\"", "\"table\":\"clock\""), "names no table"),
        (&whole.replace("\"label\"", "\"other\""), "lacks a column"),
    ];
    for (text, complaint) in broken {
        std::fs::write(&file, text).unwrap();
        let said = desk.run_failing(&["restore", name]);
        assert!(said.contains(complaint) && said.contains("Nothing was changed"), "{said}");
        assert_eq!(numbers(desk), ["\"PO-1\"", "\"PO-2\""]);
    }
    std::fs::write(&file, &whole).unwrap();
    desk.run(&["restore", name]);
    assert_eq!(numbers(desk), ["\"PO-1\""]);
    assert_eq!(desk.get("/me").status, 200, "the key came back with the rest");
    assert_eq!(desk.get("/orders").body["orders"][0]["claim"], Value::Null);
}
