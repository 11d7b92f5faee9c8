//! The list of orders: what is kept of it, and what a refresh asks for.

use super::fake::{Fake, order};
use super::*;

#[test]
fn the_first_screen_is_kept_with_the_orders_and_without_the_key() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    run(service.publish());
    let screen = screen(&fake);
    assert_eq!((screen.counts.buy, screen.rows.len()), (2, 2));
    assert_eq!(screen.rows[0].hosts, vec!["https://mall.example/*".to_owned()]);
    assert!(!fake.stored(names::SINGLES, "screen").unwrap().contains("\"key\":\"k\""));
}

#[test]
fn a_refresh_asks_only_for_what_changed_and_forgets_what_is_not_open_any_more() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    fake.erp(|erp| erp.get_mut("1").unwrap().status = crate::order::Status::Cancelled);
    run(service.refresh());
    assert!(fake.requests().last().unwrap().contains("changed_since="));
    assert_eq!(service.kept.borrow().rows.len(), 1);
}

#[test]
fn what_is_asked_for_while_the_list_is_fetched_is_fetched_after_it() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let lists = || fake.requests().iter().filter(|request| request.contains("/orders?")).count();
    let before = lists();
    service.kept.borrow_mut().refreshing = true;
    run(service.refresh());
    assert_eq!(lists(), before, "one runs");
    service.kept.borrow_mut().refreshing = false;
    run(service.refresh());
    assert_eq!(lists(), before + 2, "and once more for who asked meanwhile");
    run(service.refresh());
    assert_eq!(lists(), before + 3);
}

/// Five orders that come in pages of two, each page a second after the one before.
fn five() -> Fake {
    let fake = Fake::with((1..=5).map(|id| order(&id.to_string())).collect());
    fake.paged(2, 1000);
    fake
}

fn counts(fake: &Fake) -> Vec<u32> {
    let mut counts: Vec<u32> = fake.screens().iter().map(|screen| screen.counts.buy).collect();
    counts.dedup();
    counts
}

/// What is listed, and what a background that starts anew lists.
fn listed(fake: &Fake, service: &Service<Fake>) -> Vec<String> {
    let numbers = |service: &Service<Fake>| -> Vec<String> {
        service.kept.borrow().rows.iter().map(|row| row.number.clone()).collect()
    };
    let again = open(fake);
    run(again.read_rows());
    assert_eq!(numbers(service), numbers(&again));
    numbers(service)
}

#[test]
fn the_first_page_of_a_long_list_is_shown_before_the_second_is_waited_for() {
    let fake = five();
    let service = connected(&fake);
    assert_eq!(counts(&fake), [0, 2, 4, 5]);
    let log = fake.log();
    let told = log.iter().rposition(|entry| entry.starts_with("changed")).unwrap();
    let second = log.iter().position(|entry| entry.contains("after=2")).unwrap();
    let shown = log.iter().take(second).filter(|entry| entry.starts_with("changed")).count();
    assert!(shown >= 2 && told > second, "{log:?}");
    assert_eq!(listed(&fake, &service).len(), 5);
}

#[test]
fn a_list_that_comes_fast_is_shown_once_a_second() {
    let fake = five();
    fake.paged(1, 300);
    connected(&fake);
    // Shown at 0.3 s behind the test of the connection, then not before a second has passed.
    assert_eq!(counts(&fake), [0, 1, 5]);
}

#[test]
fn a_long_list_is_shown_again_only_once_it_has_doubled() {
    let fake = Fake::with((10..60).map(|id| order(&id.to_string())).collect());
    fake.paged(2, 1000);
    connected(&fake);
    assert_eq!(counts(&fake), [0, 2, 4, 8, 16, 32, 50]);
}

#[test]
fn what_is_known_stays_while_the_whole_list_is_fetched_and_goes_when_it_was_not_in_it() {
    let fake = five();
    let service = connected(&fake);
    // The ERP forgets an order without a trace, and has a new one on its last page.
    fake.erp(|erp| {
        erp.remove("1");
        erp.insert("6".into(), order("6"));
    });
    service.kept.borrow_mut().connections[0].as_of = None;
    fake.screens();
    fake.break_at(Some(4));
    run(service.refresh());
    assert_eq!(counts(&fake), [5], "a list that broke off takes nothing away");
    assert_eq!(listed(&fake, &service).len(), 5);
    fake.break_at(None);
    run(service.refresh());
    assert_eq!(counts(&fake), [5]);
    assert_eq!(listed(&fake, &service), ["PO-2", "PO-3", "PO-4", "PO-5", "PO-6"]);
}

#[test]
fn what_came_before_a_list_broke_off_is_kept_and_the_next_refresh_fetches_the_whole() {
    let fake = five();
    fake.break_at(Some(2));
    let service = connected(&fake);
    assert_eq!(listed(&fake, &service), ["PO-1", "PO-2"]);
    assert!(matches!(service.kept.borrow().connections[0].state, ConnectionState::Refused { .. }));
    fake.break_at(None);
    run(service.refresh());
    assert_eq!(listed(&fake, &service).len(), 5);
    assert!(!fake.requests().iter().any(|request| request.contains("changed_since")));
}

#[test]
fn a_list_of_which_a_part_could_not_be_kept_is_fetched_again() {
    let fake = five();
    let service = connected(&fake);
    fake.refuse_orders();
    service.kept.borrow_mut().connections[0].as_of = None;
    fake.erp(|erp| erp.values_mut().for_each(|order| order.note = "new".into()));
    run(service.refresh());
    assert_eq!(service.kept.borrow().connections[0].as_of, None);
    run(service.refresh());
    assert!(service.kept.borrow().connections[0].as_of.is_some());
    let key = order_key(&key(&service, "1"));
    assert!(fake.stored(names::ORDERS, &key).unwrap().contains("new"));
}

#[test]
fn what_changed_is_taken_in_as_a_whole() {
    let fake = five();
    let service = connected(&fake);
    fake.erp(|erp| {
        erp.get_mut("1").unwrap().status = crate::order::Status::Cancelled;
        erp.get_mut("5").unwrap().supplier = "A".into();
    });
    fake.screens();
    run(service.refresh());
    assert_eq!(counts(&fake), [5, 4]);
    assert_eq!(listed(&fake, &service), ["PO-5", "PO-2", "PO-3", "PO-4"]);
}

#[test]
fn rows_that_could_not_be_kept_are_kept_with_the_next_ones() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.refuse_writes(true);
    fake.erp(|erp| drop(erp.insert("2".into(), order("2"))));
    run(service.refresh());
    fake.refuse_writes(false);
    run(service.refresh());
    assert_eq!(listed(&fake, &service), ["PO-1", "PO-2"]);
}

#[test]
fn of_a_long_list_only_what_changed_is_written_again() {
    let fake = Fake::with((1000..2200).map(|id| order(&id.to_string())).collect());
    let service = connected(&fake);
    let chunks = || -> Vec<String> {
        let all = fake.all().into_iter();
        all.filter_map(|((store, _), text)| (store == names::ROWS).then_some(text)).collect()
    };
    let before = chunks();
    assert_eq!(before.len(), 3);
    fake.erp(|erp| {
        erp.get_mut("1001").unwrap().status = crate::order::Status::Cancelled;
        erp.get_mut("1002").unwrap().supplier = "A".into();
        erp.insert("3000".into(), order("3000"));
    });
    run(service.refresh());
    let numbers = listed(&fake, &service);
    assert_eq!((numbers.len(), numbers[0].as_str(), numbers[1199].as_str()), (1200, "PO-1002", "PO-3000"));
    let same: Vec<bool> = chunks().iter().zip(&before).map(|(now, before)| now == before).collect();
    assert_eq!(same, [false, true, false], "the chunk with two of them, and the one that new rows go into");
}

#[test]
fn chunks_that_have_become_sparse_are_made_anew() {
    let fake = Fake::with((1000..3600).map(|id| order(&id.to_string())).collect());
    let service = connected(&fake);
    fake.erp(|erp| erp.retain(|id, _| id.as_str() >= "3598"));
    service.kept.borrow_mut().connections[0].as_of = None;
    run(service.refresh());
    assert_eq!(listed(&fake, &service), ["PO-3598", "PO-3599"]);
    let keys = fake.all().into_keys().filter(|(store, _)| *store == names::ROWS);
    assert_eq!(keys.map(|(_, key)| key).collect::<Vec<_>>(), ["000000"]);
}

#[test]
fn a_list_that_goes_in_a_circle_ends_with_its_name() {
    for (page, begin) in [(2, 0), (2, 2), (5, 0)] {
        let fake = five();
        fake.paged(page, 10);
        let service = connected(&fake);
        service.kept.borrow_mut().connections[0].as_of = None;
        fake.circle(begin);
        for _ in 0..2 {
            run(service.refresh());
            let state = service.kept.borrow().connections[0].state.clone();
            assert!(matches!(state, ConnectionState::Refused { said } if said.contains("circle")));
            assert_eq!(listed(&fake, &service).len(), 5, "nothing leaves the list by it");
        }
    }
}
