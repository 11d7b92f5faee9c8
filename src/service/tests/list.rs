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
