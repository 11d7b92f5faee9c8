//! Reports: sent once, whatever happens, under a number that is used once.

use super::fake::{Fake, order};
use super::*;
use crate::page::testpage::page;
use crate::page::{Button, ButtonRole, Press, Reading};

#[test]
fn a_report_waits_while_the_erp_is_away_and_is_sent_once_when_it_is_back() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.offline(true);
    assert_eq!(run(service.record_by_hand(key(&service, "1"), report("1", "N1"))), Answer::Done);
    run(service.publish());
    assert_eq!(screen(&fake).waiting, 1);
    drop(service);
    let service = open(&fake);
    fake.offline(false);
    run(service.send_now());
    run(service.send_now());
    assert_eq!(service.kept.borrow().parcels.values().next().unwrap().state, ParcelState::Confirmed);
    assert_eq!(
        fake.requests().iter().filter(|request| request.starts_with("PUT")).count(),
        2,
        "one lost, one taken"
    );
}

#[test]
fn a_report_that_the_background_kept_when_it_died_is_sent_when_it_wakes() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    assert_eq!(run(service.record_by_hand(key(&service, "1"), report("1", "N1"))), Answer::Done);
    let mut kept = service.kept.borrow().parcels.values().next().unwrap().clone();
    (kept.state, kept.tries) = (ParcelState::Waiting, 0);
    fake.keep(names::OUTBOX, &kept.report.id, &kept);
    drop(service);
    let again = open(&fake);
    run(again.send_left());
    assert_eq!(again.kept.borrow().parcels.values().next().unwrap().state, ParcelState::Confirmed);
}

#[test]
fn an_answer_that_lies_is_not_believed() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.lie(true);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    assert!(service.kept.borrow().parcels.values().next().unwrap().waits());
}

#[test]
fn a_supplier_order_number_is_used_once_unless_it_is_shared() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    let twice = run(service.record_by_hand(key(&service, "2"), report("2", "N1")));
    assert!(matches!(twice, Answer::Failed { problem } if problem.word == "number_taken"));
    let shared = Report { shared: true, ..report("2", "N1") };
    assert_eq!(run(service.record_by_hand(key(&service, "2"), shared)), Answer::Done);
}

#[test]
fn an_undone_number_is_free_again() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    let id = report("1", "N1").id;
    assert!(matches!(run(service.undo(&id, "  ".into())), Answer::Failed { .. }), "a reason is asked for");
    assert_eq!(run(service.undo(&id, "wrong order".into())), Answer::Done);
    assert_eq!(service.kept.borrow().parcels[&id].state, ParcelState::Undone);
    assert_eq!(run(service.record_by_hand(key(&service, "2"), report("2", "N1"))), Answer::Done);
}

#[test]
fn recording_by_hand_ends_a_running_purchase() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    assert!(matches!(stage(&service, &purchase), Stage::Recorded | Stage::Confirmed));
}

#[test]
fn a_record_that_cannot_be_stored_is_not_acknowledged_and_not_sent_and_can_be_tried_again() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    fake.fill_up();
    let refused = run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    assert!(matches!(refused, Answer::Failed { problem } if problem.word == "storage_full"));
    assert_eq!(service.storage_trouble().unwrap().word, "storage_full");
    run(service.send_now());
    assert!(!fake.requests().iter().any(|request| request.starts_with("PUT")));
    fake.refuse_writes(false);
    // The number is free: nothing has it.
    assert_eq!(run(service.record_by_hand(key(&service, "2"), report("2", "N1"))), Answer::Done);
    assert_eq!(service.storage_trouble(), None);
    assert_eq!(run(service.record_by_hand(key(&service, "1"), report("1", "N2"))), Answer::Done);
    let ids: Vec<String> = open(&fake).kept.borrow().parcels.keys().cloned().collect();
    assert_eq!(ids, [report("1", "N2").id, report("2", "N1").id], "what was acknowledged is stored");
}

#[test]
fn a_record_that_is_told_twice_at_once_is_not_sent_before_it_is_stored() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.fill_up();
    let record = || service.record_by_hand(key(&service, "1"), report("1", "N1"));
    let (one, other) = run_both(&fake, record(), record());
    assert!(matches!((one, other), (Answer::Failed { .. }, Answer::Failed { .. })));
    assert!(!fake.requests().iter().any(|request| request.starts_with("PUT")));
    // Nor is it sent by whatever sends what is due meanwhile.
    let due = async {
        service.send_due().await;
        Answer::Done
    };
    run_both(&fake, record(), due);
    assert!(!fake.requests().iter().any(|request| request.starts_with("PUT")));
}

#[test]
fn an_undo_that_cannot_be_stored_leaves_the_record_as_it_was() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    let id = report("1", "N1").id;
    fake.fill_up();
    assert!(matches!(run(service.undo(&id, "wrong".into())), Answer::Failed { .. }));
    run(service.send_now());
    assert_eq!(service.kept.borrow().parcels[&id].state, ParcelState::Confirmed);
    assert!(service.kept.borrow().numbers.contains_key("mall.example|N1"));
}

#[test]
fn a_shared_number_stays_taken_as_long_as_one_record_has_it() {
    let fake = Fake::with(vec![order("1"), order("2"), order("3")]);
    let service = connected(&fake);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    run(service.record_by_hand(key(&service, "2"), Report { shared: true, ..report("2", "N1") }));
    for first in ["2", "1"] {
        let taken = run(service.record_by_hand(key(&service, "3"), report("3", "N1")));
        assert!(matches!(taken, Answer::Failed { .. }), "still taken before {first}");
        assert_eq!(run(service.undo(&report(first, "N1").id, "wrong".into())), Answer::Done);
    }
    assert_eq!(run(service.record_by_hand(key(&service, "3"), report("3", "N1"))), Answer::Done);
}

#[test]
fn a_clock_that_was_put_back_does_not_keep_the_list_from_being_fetched() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let (age, minute) = (chrono::TimeDelta::minutes(5), chrono::TimeDelta::minutes(1));
    let now = fake::noon();
    assert!(!service.list_is_older_than(age, now + minute) && !service.list_is_older_than(age, now - minute));
    assert!(service.list_is_older_than(age, now + age + minute));
    assert!(service.list_is_older_than(age, now - age - minute), "put back");
}

#[test]
fn a_number_stays_taken_as_long_as_one_report_has_it() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    let lines = vec![Covered { line: "2".into(), quantity: 1.into() }];
    let again = Report { id: "again".into(), lines, ..report("1", "N1") };
    run(service.record_by_hand(key(&service, "1"), again));
    assert_eq!(run(service.undo(&"again".to_owned(), "typed twice".into())), Answer::Done);
    let other = run(service.record_by_hand(key(&service, "2"), report("2", "N1")));
    assert!(matches!(other, Answer::Failed { problem } if problem.word == "number_taken"));
}

#[test]
fn what_waits_for_the_erp_is_not_bought_once_more() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.offline(true);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    fake.offline(false);
    let purchase = buy(&service, "1");
    let bought = Stop::NotOpen { status: "purchased".into() };
    assert_eq!(stage(&service, &purchase), Stage::Paused { stop: bought });
    assert!(fake.opened().is_empty());
}

#[test]
fn a_purchase_that_is_recorded_stays_so_where_its_end_cannot_be_written() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    fake.offline(true);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    assert_eq!(stage(&service, &purchase), Stage::Recorded);
    fake.offline(false);
    fake.refuse_writes(true);
    run(service.send_now());
    assert_eq!(stage(&service, &purchase), Stage::Recorded);
    fake.refuse_writes(false);
    run(service.send_due());
    assert_eq!(stage(&service, &purchase), Stage::Confirmed);
}

#[test]
fn a_purchase_that_was_recorded_by_hand_is_confirmed_only_once_the_erp_has_it() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    fake.offline(true);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    run(service.send_now());
    assert_eq!(stage(&service, &purchase), Stage::Recorded);
    fake.offline(false);
    run(service.send_now());
    assert_eq!(stage(&service, &purchase), Stage::Confirmed);
}

#[test]
fn a_number_that_came_in_by_itself_meanwhile_is_not_recorded_once_more_by_hand() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    let again = Report { id: "hand".into(), ..report("1", "N1") };
    let told = run(service.record_by_hand(key(&service, "1"), again));
    assert!(matches!(told, Answer::Failed { problem } if problem.word == "number_recorded"));
    assert_eq!(service.kept.borrow().parcels.len(), 1);
}

#[test]
fn what_was_under_way_when_it_was_taken_back_is_asked_for_until_it_can_arrive_no_more() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.offline(true);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    let id = service.kept.borrow().parcels.keys().next().unwrap().clone();
    run(service.undo(&id, "cancelled".into()));
    fake.offline(false);
    run(service.send_now());
    let state = |service: &Service<Fake>| service.kept.borrow().parcels[&id].state.clone();
    assert_eq!(state(&service), ParcelState::Waiting, "it may arrive yet");
    fake.passes(chrono::TimeDelta::seconds(121));
    run(service.send_now());
    assert_eq!(state(&service), ParcelState::Undone);
}

#[test]
fn a_number_is_not_free_as_long_as_it_cannot_be_written_that_its_report_is_taken_back() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    let id = service.kept.borrow().parcels.keys().next().unwrap().clone();
    fake.offline(true);
    run(service.undo(&id, "cancelled".into()));
    fake.offline(false);
    fake.refuse_writes(true);
    run(service.send_now());
    fake.refuse_writes(false);
    let again = run(service.record_by_hand(key(&service, "2"), report("2", "N1")));
    assert!(matches!(again, Answer::Failed { .. }), "{again:?}");
    fake.passes(chrono::TimeDelta::seconds(121));
    run(service.send_now());
    assert_eq!(run(service.record_by_hand(key(&service, "2"), report("2", "N1"))), Answer::Done);
}

#[test]
fn a_background_that_has_read_nothing_yet_reads_the_document_in_which_was_pressed() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    drop(service);
    let again = open(&fake);
    let (seen, next) = checkout("Next");
    run(again.pressed(100, 0, &Press { handle: 0, label: "Reviews".into(), ..next.clone() }, &seen, None));
    assert_eq!(roles(&again, &purchase), []);
    run(again.pressed(100, 0, &next, "{", None));
    assert_eq!(roles(&again, &purchase), [], "nothing was seen, and its words alone do not tell");
    run(again.pressed(100, 0, &next, &seen, None));
    assert_eq!(roles(&again, &purchase), [ButtonRole::Continue]);
}

#[test]
fn what_was_read_of_a_document_says_nothing_of_the_buttons_of_the_next_one() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    let (seen, next) = checkout("Next");
    let button =
        Button { handle: next.handle, role: ButtonRole::AddToCart, label: "Add".into(), disabled: false };
    let before = Reading { buttons: vec![button], ..Reading::default() };
    service.readings.borrow_mut().insert((100, 0), before.into());
    run(service.tab_loading(100, "loading"));
    run(service.pressed(100, 0, &next, &seen, None));
    assert_eq!(roles(&service, &purchase), [ButtonRole::Continue]);
}

/// A checkout of several pages as its agent saw it, and the press of the button that leads on.
fn checkout(next: &str) -> (String, Press) {
    let seen = page(
        "https://shop.example/checkout/",
        &format!(
            r#"<h1>Checkout - Step 3 of 3</h1><form><p>Bea Buyer</p><button type=submit>{next}</button></form>
            <ul><li><div>2 x Cup Size: L <span>$46.00</span></div></li></ul><div>Total: <span>$56.00</span></div>"#
        ),
    );
    let handle = crate::page::read(&seen).buttons[0].handle;
    (crate::json::write(&seen), Press { handle, label: next.into(), ..Press::default() })
}

fn roles(service: &Service<Fake>, purchase: &String) -> Vec<ButtonRole> {
    service.kept.borrow().purchases[purchase].presses.iter().map(|press| press.role).collect()
}

#[test]
fn a_report_that_waits_says_why_and_until_when() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let waits_for = || {
        run(service.publish());
        screen(&fake).done[0].waits_for.clone()
    };
    fake.offline(true);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    run(service.send_now());
    let told = waits_for().unwrap();
    assert_eq!(
        (told.trouble.word.as_str(), told.next),
        ("erp_unreachable", fake::noon() + chrono::TimeDelta::minutes(2))
    );
    assert_eq!(open(&fake).kept.borrow().parcels[&report("1", "N1").id].waits_for(), Some(told));
    // Not connected any more is no word of the ERP's.
    let id = key(&service, "1").connection;
    assert_eq!(run(service.disconnect(&id)), Answer::Done);
    run(service.send_now());
    assert_eq!(waits_for().unwrap().trouble.word, "erp_gone");
    fake.offline(false);
    assert_eq!(run(service.connect(desk("k"))), Answer::Done);
    run(service.send_now());
    assert_eq!(waits_for(), None);
}

#[test]
fn a_running_purchase_says_what_its_report_waits_for() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    fake.offline(true);
    let part = Report { lines: vec![Covered { line: "1".into(), quantity: 1.into() }], ..report("1", "N1") };
    run(service.record_by_hand(key(&service, "1"), part));
    run(service.send_now());
    run(service.publish());
    let running = screen(&fake).running;
    assert_eq!(running[0].purchase, purchase);
    assert_eq!(running[0].waits_for.as_ref().unwrap().trouble.word, "erp_unreachable");
}
