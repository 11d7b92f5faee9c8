//! Claims: one purchase at a time.

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{Desk, USER, report};

crate::on_both! {
    of_a_hundred_who_claim_at_once_one_wins
    a_claim_holds_the_order_until_it_is_released
    a_claim_is_of_no_use_to_anybody_else
    the_same_purchase_renews_its_lease
    a_lease_that_ran_out_is_free
    what_is_bought_cannot_be_claimed
}

fn of_a_hundred_who_claim_at_once_one_wins(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let start = Barrier::new(100);
    let answers: Vec<_> = thread::scope(|scope| {
        let racers: Vec<_> = (0..100)
            .map(|racer| {
                let (start, id) = (&start, &id);
                scope.spawn(move || {
                    start.wait();
                    desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": format!("p{racer}")}))
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    let winners: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(winners.len(), 1);
    let refused = answers.iter().filter(|answer| answer.status == 409 && answer.problem() == "claimed");
    assert_eq!(refused.count(), 99);
    let held = desk.get(&format!("/orders/{id}")).body;
    assert_eq!(held["claim"]["purchase"], winners[0].body["claim"]["purchase"]);
}

fn a_claim_holds_the_order_until_it_is_released(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let claimed = desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": "mine", "seconds": 60}));
    assert_eq!(claimed.body["status"], "purchasing");
    assert_eq!(claimed.body["claim"]["by"], USER);

    let other = desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": "other"}));
    assert_eq!((other.status, other.problem()), (409, "claimed"));
    assert_eq!(other.body["by"], USER);
    assert_eq!(other.body["until"], claimed.body["claim"]["until"]);

    let not_held = desk.post(&format!("/orders/{id}/release"), &json!({"purchase": "other"}));
    assert_eq!((not_held.status, &not_held.body["status"]), (200, &json!("purchasing")));
    let released = desk.post(&format!("/orders/{id}/release"), &json!({"purchase": "mine"}));
    assert_eq!((released.status, &released.body["status"]), (200, &json!("pending")));
    assert_eq!(released.body["claim"], json!(null));
    assert_eq!(desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": "other"})).status, 200);
}

fn a_claim_is_of_no_use_to_anybody_else(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let (li, again) = (desk.others_key(), desk.new_key(USER, &[]));
    let (claim, release) = (format!("/orders/{id}/claim"), format!("/orders/{id}/release"));
    let held = desk.post(&claim, &json!({"purchase": "mine", "seconds": 600})).body["claim"].clone();
    let seen = desk.send("GET", &format!("/orders/{id}"), &json!(null), li).body["claim"].clone();
    let named = json!({"purchase": seen["purchase"]});
    let taken = desk.send("POST", &claim, &named, li);
    assert_eq!((taken.status, taken.problem()), (409, "claimed"), "{}", taken.body);
    assert_eq!((&taken.body["by"], &taken.body["until"]), (&json!(USER), &held["until"]));
    let released = desk.send("POST", &release, &named, li);
    assert_eq!((released.status, &released.body["claim"]), (200, &held));
    let renewed = desk.send("POST", &claim, &named, &again);
    assert_eq!((renewed.status, &renewed.body["claim"]["by"]), (200, &json!(USER)), "a new key of one's own");
    assert_eq!(desk.send("POST", &release, &named, &again).body["status"], "pending");
}

fn the_same_purchase_renews_its_lease(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    let claim = |seconds: i64| {
        let claimed =
            desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": "mine", "seconds": seconds}));
        assert_eq!(claimed.status, 200);
        claimed.body["claim"]["until"].as_str().unwrap().to_owned()
    };
    assert!(claim(60) < claim(600));
    let history = desk.get(&format!("/orders/{id}/history")).body;
    let claims = history.as_array().unwrap().iter().filter(|entry| entry["what"] == "claimed");
    assert_eq!(claims.count(), 1, "a renewal is no news");
}

fn a_lease_that_ran_out_is_free(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": "gone", "seconds": 1}));
    let began = Instant::now();
    while desk.get(&format!("/orders/{id}")).body["status"] == "purchasing" {
        assert!(began.elapsed() < Duration::from_secs(20), "the lease did not end");
    }
    assert!(began.elapsed() > Duration::from_millis(500), "the lease ended early");
    let history = desk.get(&format!("/orders/{id}/history")).body;
    assert_eq!(history[2]["what"], "lapsed");
    assert_eq!(desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": "next"})).status, 200);
}

fn what_is_bought_cannot_be_claimed(desk: &Desk) {
    let id = desk.order("PO-1", &["10"]);
    assert_eq!(desk.put_report(&report("r1", &id, "1", &[("1", "10")])).body["status"], "purchased");
    let refused = desk.post(&format!("/orders/{id}/claim"), &json!({"purchase": "late"}));
    assert_eq!((refused.status, refused.problem()), (409, "not-open"));
    assert_eq!(refused.body["order_status"], "purchased");
}
