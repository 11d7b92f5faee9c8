//! The background's work in a browser and an ERP that are made for faults: a store that refuses to
//! write, an ERP that cannot be reached, a background that dies between any two lines. The real
//! ones are driven by the journeys.

mod again;
mod damage;
mod erp_pages;
pub mod fake;
mod importing;
mod keys;
mod list;
mod listed;
mod pairings;
mod panels;
mod provisioned;
mod reports;
mod teaching;

use erp_pages::pressed;
use fake::{Fake, order};
use futures_util::FutureExt;

use super::*;
use crate::message::PanelAct;
use crate::order::{Covered, Evidence, Money, OrderKey, Report};
use crate::page::Snapshot;
use crate::purchase::{Decision, Pairing, Stage, Stop};
use crate::store::{ConnectionState, NewConnection, ParcelState, Screen};
use crate::store::{PanelPlace, Suppliers};
use crate::supplier;

/// Runs a future that never waits for anything real.
fn run<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("the fake browser answers at once")
}

/// Runs two futures beside each other, over a store that lets others have their turn.
fn run_both<T>(fake: &Fake, one: impl Future<Output = T>, other: impl Future<Output = T>) -> (T, T) {
    fake.wait();
    let mut both = Box::pin(futures_util::future::join(one, other));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(told) = both.as_mut().poll(&mut context) {
            return told;
        }
    }
}

fn open(fake: &Fake) -> Service<Fake> {
    run(Service::open(fake.clone())).unwrap()
}

/// The desk by one of its keys.
fn desk(key: &str) -> NewConnection {
    NewConnection {
        erp: crate::erp::Kind::Desk,
        address: "http://127.0.0.1:9".into(),
        key: key.into(),
        name: String::new(),
        plain_http: false,
        settings: crate::erp::Settings::default(),
    }
}

/// A service that is connected and has fetched the list.
fn connected(fake: &Fake) -> Service<Fake> {
    let service = open(fake);
    assert_eq!(run(service.connect(desk("k"))), Answer::Done);
    run(service.refresh());
    service
}

fn key(service: &Service<Fake>, order: &str) -> OrderKey {
    OrderKey { connection: service.kept.borrow().connections[0].id.clone(), order: order.into() }
}

fn buy(service: &Service<Fake>, order: &str) -> String {
    match run(service.buy(key(service, order))) {
        Answer::Purchase { purchase } => purchase,
        other => panic!("{other:?}"),
    }
}

fn stage(service: &Service<Fake>, purchase: &str) -> Stage {
    service.kept.borrow().purchases.get(purchase).unwrap().stage.clone()
}

fn report(order: &str, number: &str) -> Report {
    Report {
        id: format!("hand-{order}-{number}"),
        order: order.into(),
        purchase: String::new(),
        supplier: "mall.example".into(),
        number: number.into(),
        lines: vec![Covered { line: "1".into(), quantity: 2.into() }],
        total: Some(Money::new(3500.into(), "CNY".parse().unwrap())),
        freight: None,
        placed: fake::noon(),
        tracking: None,
        note: String::new(),
        evidence: Evidence::ByHand,
        shared: false,
    }
}

fn screen(fake: &Fake) -> Screen {
    serde_json::from_str(&fake.stored(names::SINGLES, "screen").unwrap()).unwrap()
}

#[test]
fn buying_claims_before_it_opens_and_opens_only_with_access() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.deny("https://mall.example/*");
    let purchase = buy(&service, "1");
    assert!(matches!(stage(&service, &purchase), Stage::Permission { refused: false, .. }));
    assert!(fake.opened().is_empty());
    fake.allow("https://mall.example/*");
    run(service.access_changed());
    assert_eq!(stage(&service, &purchase), Stage::Opening);
    let claim = fake.log().iter().position(|entry| entry.contains("/claim")).unwrap();
    let tab = fake.log().iter().position(|entry| entry.starts_with("open ")).unwrap();
    assert!(claim < tab);
}

#[test]
fn pressing_buy_twice_is_one_purchase() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    assert_eq!(buy(&service, "1"), buy(&service, "1"));
    assert_eq!(fake.opened().len(), 1);
}

#[test]
fn buying_twice_at_once_is_one_purchase() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let buy = || service.buy(key(&service, "1"));
    let (one, other) = run_both(&fake, buy(), buy());
    assert_eq!(one, other);
    assert_eq!(service.kept.borrow().purchases.len(), 1);
}

#[test]
fn somebody_elses_claim_stops_before_anything_is_opened() {
    let fake = Fake::with(vec![order("1")]);
    fake.claimed_by_zhao("1");
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    assert!(matches!(stage(&service, &purchase), Stage::Paused { stop: Stop::ClaimedBy { .. } }));
    assert!(fake.opened().is_empty());
}

#[test]
fn what_cannot_be_written_has_no_effect() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.refuse_writes(true);
    let answer = run(service.buy(key(&service, "1")));
    assert!(matches!(answer, Answer::Failed { problem } if problem.word == "storage_failed"));
    assert!(fake.opened().is_empty() && !fake.log().iter().any(|entry| entry.contains("/claim")));
}

#[test]
fn a_purchase_goes_on_after_the_background_died() {
    let fake = Fake::with(vec![order("1")]);
    let purchase = buy(&connected(&fake), "1");
    let again = open(&fake);
    run(again.after_start());
    assert_eq!(stage(&again, &purchase), Stage::Opening, "the tab still holds in the same browser session");
    fake.restart_browser();
    let later = open(&fake);
    run(later.after_start());
    assert_eq!(stage(&later, &purchase), Stage::Paused { stop: Stop::TabClosed });
}

#[test]
fn the_tabs_of_another_session_are_forgotten_also_where_that_cannot_be_written() {
    let fake = Fake::with(vec![order("1")]);
    let purchase = buy(&connected(&fake), "1");
    fake.restart_browser();
    let later = open(&fake);
    fake.refuse_writes(true);
    run(later.after_start());
    assert_eq!(later.kept.borrow().purchases[&purchase].tab, None);
}

#[test]
fn the_tabs_of_another_session_are_forgotten_for_good() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    let mut placed = service.kept.borrow().purchases[&purchase].clone();
    placed.stage = Stage::Placed;
    fake.keep(names::PURCHASES, &purchase, &placed);
    fake.restart_browser();
    run(open(&fake).after_start());
    // Before anything else happens to it.
    assert_eq!(open(&fake).kept.borrow().purchases[&purchase].tab, None);
}

#[test]
fn what_the_background_left_undone_is_done_when_it_wakes() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.offline(true);
    fake.refuse_tabs(true);
    let purchase = buy(&service, "1");
    let mut kept = service.kept.borrow().purchases[&purchase].clone();
    kept.stage = Stage::Claiming;
    fake.keep(names::PURCHASES, &purchase, &kept);
    drop(service);
    fake.offline(false);
    fake.refuse_tabs(false);
    let again = open(&fake);
    for (purchase, effects) in again.interrupted() {
        run(again.run(purchase, effects));
    }
    assert_eq!(stage(&again, &purchase), Stage::Opening);
    assert_eq!(fake.opened().len(), 1);
}

/// A service whose background dies between opening a tab and keeping its id, and wakes.
fn woken_before_its_tab_was_kept(fake: &Fake, change: impl FnOnce(&mut Vec<OpenTab>)) -> Service<Fake> {
    let own = OpenTab { id: 7, address: "https://mall.example/item/77".into(), loading: false, front: false };
    fake.tabs(|tabs| tabs.push(own));
    let service = connected(fake);
    let purchase = buy(&service, "1");
    let mut kept = service.kept.borrow().purchases[&purchase].clone();
    assert_eq!((kept.tab.take(), kept.before.take()), (Some(100), None));
    kept.before = Some(vec![7]);
    fake.keep(names::PURCHASES, &purchase, &kept);
    drop(service);
    fake.tabs(change);
    let again = open(fake);
    for (purchase, effects) in again.interrupted() {
        run(again.run(purchase, effects));
    }
    again
}

fn tab(service: &Service<Fake>) -> Option<TabId> {
    service.kept.borrow().purchases.values().next().unwrap().tab
}

#[test]
fn a_tab_whose_id_was_lost_with_the_background_is_found_and_not_opened_twice() {
    let fake = Fake::with(vec![order("1")]);
    let again = woken_before_its_tab_was_kept(&fake, |_| {});
    assert_eq!((tab(&again), fake.opened().len()), (Some(100), 1));
}

#[test]
fn a_tab_that_was_there_before_is_the_persons_and_never_taken() {
    let fake = Fake::with(vec![order("1")]);
    let again = woken_before_its_tab_was_kept(&fake, |tabs| tabs.retain(|tab| tab.id == 7));
    assert_eq!((tab(&again), fake.opened().len()), (Some(101), 2));
}

#[test]
fn a_tab_that_does_not_show_its_address_yet_is_waited_for() {
    let hide = |tabs: &mut Vec<OpenTab>| tabs[1].address.clear();
    let fake = Fake::with(vec![order("1")]);
    let again = woken_before_its_tab_was_kept(&fake, hide);
    assert_eq!((tab(&again), fake.opened().len()), (None, 1));
    fake.tabs(|tabs| tabs[1].address = "https://mall.example/item/77?from=x".into());
    run(again.tab_loading(100, "loading"));
    assert_eq!((tab(&again), fake.opened().len()), (Some(100), 1));
    // It was another one, or is gone.
    for end in [|tabs: &mut Vec<OpenTab>| tabs[1].loading = false, |tabs: &mut Vec<OpenTab>| tabs.truncate(1)]
    {
        let fake = Fake::with(vec![order("1")]);
        let again = woken_before_its_tab_was_kept(&fake, hide);
        fake.tabs(end);
        run(again.tab_removed(100));
        assert_eq!((tab(&again), fake.opened().len()), (Some(101), 2));
    }
}

#[test]
fn an_erps_page_names_an_order_and_nothing_else_and_only_a_connected_one_is_heard() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let foreign = run(service.buy_from_page("https://evil.example", pressed("1", "", "")));
    assert!(matches!(foreign, Answer::Failed { problem } if problem.word == "nothing_connected"));
    fake.deny("https://mall.example/*");
    let Answer::Purchase { purchase } =
        run(service.buy_from_page("http://127.0.0.1:9", pressed("1", "desk", "")))
    else {
        panic!()
    };
    assert!(
        fake.log().contains(&format!("window purchase.html#{purchase}")),
        "the page that asks for access is opened"
    );
}

#[test]
fn a_given_up_purchase_gives_its_claim_back() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    run(service.decide(&purchase, Decision::GiveUp));
    assert!(fake.log().iter().any(|entry| entry.contains("/release")));
    run(service.publish());
    assert_eq!(service.kept.borrow().rows.len(), 1, "the order is in the list again");
}

#[test]
fn a_tab_without_access_waits_for_the_person_to_come_back() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    fake.refuse_injection(true);
    run(service.tab_loading(100, "complete"));
    assert_eq!(stage(&service, &purchase), Stage::SignIn);
}

#[test]
fn a_tab_that_a_purchases_tab_opens_is_looked_at_before_that_is_written() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    let writing = run(service.writing.turn());
    let mut created = Box::pin(service.tab_created(110, Some(100)));
    assert!((&mut created).now_or_never().is_none(), "another write comes first");
    assert_eq!(service.purchase_of(110), Some(purchase.clone()), "its agent is sent for as it loads");
    assert!(!service.may_rest(110));
    drop(writing);
    run(created);
    let kept = service.kept.borrow();
    assert!(kept.newborn.is_empty() && kept.purchases.get(&purchase).unwrap().has_tab(110));
}

#[test]
fn a_running_purchase_hears_of_a_record_by_hand_before_the_erp_does() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    fake.wait();
    let mut recording = Box::pin(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    let is_sent = || fake.log().iter().any(|entry| entry.starts_with("PUT "));
    while (&mut recording).now_or_never().is_none() {
        assert!(!is_sent() || !service.kept.borrow().purchases.get(&purchase).unwrap().reports.is_empty());
    }
    drop(recording);
    assert!(is_sent());
}

#[test]
fn a_connection_says_how_it_does() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.offline(true);
    run(service.refresh());
    assert_eq!(service.kept.borrow().connections[0].state, ConnectionState::Offline);
    assert_eq!(service.kept.borrow().rows.len(), 1, "the stored list stays");
}

#[test]
fn a_companys_connection_is_shown_and_locked() {
    let fake = Fake::with(vec![order("1")]);
    fake.provision(r#"{"connections":[{"erp":"desk","address":"http://127.0.0.1:9","key":"c","name":"HQ"}],"language":"en"}"#);
    let service = open(&fake);
    run(service.provision());
    let id = service.kept.borrow().connections[0].id.clone();
    assert!(matches!(run(service.disconnect(&id)), Answer::Failed { .. }));
    fake.provision("{}");
    run(service.provision());
    assert!(service.kept.borrow().connections.is_empty(), "what the company takes away is gone");
}

#[test]
fn profiles_that_are_switched_off_or_the_persons_own_hold_at_once_and_after_a_start() {
    let fake = Fake::with(vec![]);
    let service = connected(&fake);
    let own = r#"{"name":"Mall","version":1,"date":"2026-11-24","note":"own","hosts":{"product":["mall.example","pay.example"]}}"#;
    let known = |url: &str| supplier::current().of_address(url).map(|profile| profile.name.as_str());
    let (jd, mall) = ("https://item.jd.com/1.html", "https://mall.example/item/77");
    assert_eq!((known(jd), known(mall)), (Some("JD"), None));
    let changed = Suppliers { off: vec!["JD".to_owned()], own: vec![own.to_owned()] };
    assert_eq!(run(service.know_suppliers(changed)), Answer::Done);
    assert_eq!((known(jd), known(mall)), (None, Some("Mall")));
    assert!(crate::purchase::hosts_of(&order("1")).contains(&"https://pay.example/*".to_owned()));
    supplier::arrange(&[], &[]);
    let again = open(&fake);
    assert_eq!((known(jd), known(mall)), (None, Some("Mall")));
    run(again.erase());
    assert_eq!((known(jd), known(mall)), (Some("JD"), None));
}
