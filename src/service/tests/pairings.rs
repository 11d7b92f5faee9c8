//! What the person picked is kept with the purchase that it was picked in, and read at every start.

use super::fake::{Fake, order};
use super::*;
use crate::page::testpage::page;
use crate::purchase::{Pace, Pairing};

/// A shirt in two colours, one of them chosen, with so many in the field.
fn shirt(chosen: &str, quantity: u32) -> Snapshot {
    let mut options = String::new();
    for colour in ["红色", "蓝色"] {
        let on = if colour == chosen { "checked" } else { "" };
        options.push_str(&format!(r#"<button type="button" role="radio" {on}>{colour}</button>"#));
    }
    page(
        "https://mall.example/item/77",
        &format!(
            r#"<html><body><h1>衬衫</h1><p>¥12.00</p>
            <div role="radiogroup" aria-label="颜色">{options}</div>
            <label>数量 <input type="number" name="quantity" min="1" value="{quantity}"></label>
            <button type="button">立即购买</button><button type="button">加入购物车</button></body></html>"#
        ),
    )
}

fn sees(service: &Service<Fake>, tab: TabId, look: u32, snapshot: &Snapshot) {
    let pace = Pace { quiet: 60_000, stirred: 60_000 };
    let snapshot = &crate::json::write(snapshot);
    run(service.look(tab, 0, Seen { look, snapshot, panel: None, pace, covered: false }));
}

/// Buys an order whose colour is picked; the page stands as the order says.
fn picked(service: &Service<Fake>) -> String {
    let purchase = buy(service, "1");
    sees(service, 100, 1, &shirt("", 1));
    let Stage::Paused { stop: Stop::NoOption { line, offered, .. } } = stage(service, &purchase) else {
        panic!("{:?}", stage(service, &purchase))
    };
    run(service.decide(&purchase, Decision::Pick { line, candidate: offered[0].clone(), holds: Some(2) }));
    sees(service, 100, 2, &shirt("红色", 1));
    purchase
}

fn kept(service: &Service<Fake>) -> Vec<Pairing> {
    service.kept.borrow().pairings.clone()
}

fn is_ready(service: &Service<Fake>, purchase: &str) -> bool {
    matches!(stage(service, purchase), Stage::Ready { .. })
}

#[test]
fn a_pairing_outlives_the_background_and_holds_for_the_next_order() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    let purchase = picked(&service);
    assert!(is_ready(&service, &purchase), "{:?}", stage(&service, &purchase));
    let [pairing] = kept(&service).try_into().unwrap();
    assert_eq!((pairing.order.as_str(), pairing.holds), ("PO-1", 2));
    assert!(fake.stored(names::PAIRINGS, &pairing.key).is_some());
    drop(service);
    let service = open(&fake);
    let next = buy(&service, "2");
    sees(&service, 101, 1, &shirt("红色", 1));
    assert!(is_ready(&service, &next), "{:?}", stage(&service, &next));
    run(service.erase());
    assert_eq!(kept(&service), []);
}

#[test]
fn a_pairing_that_cannot_be_written_is_not_kept() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    sees(&service, 100, 1, &shirt("", 1));
    let Stage::Paused { stop: Stop::NoOption { line, offered, .. } } = stage(&service, &purchase) else {
        panic!()
    };
    let pick = Decision::Pick { line, candidate: offered[0].clone(), holds: Some(2) };
    run(service.decide(&purchase, pick));
    fake.refuse_writes(true);
    sees(&service, 100, 2, &shirt("红色", 1));
    assert_eq!(kept(&service), []);
    assert!(matches!(stage(&service, &purchase), Stage::Paused { stop: Stop::NotStored { .. } }));
}

#[test]
fn pairings_are_changed_and_forgotten_by_the_person_or_not_at_all() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    picked(&service);
    let before = kept(&service);
    let key = before[0].key.clone();
    let changed = Pairing { holds: 4, ..before[0].clone() };
    fake.refuse_writes(true);
    let failed = run(service.keep_pairings(vec![changed.clone()], vec!["none".into()]));
    assert!(matches!(failed, Answer::Failed { problem } if problem.word == "storage_failed"));
    assert_eq!(kept(&service), before);
    fake.refuse_writes(false);
    assert_eq!(run(service.keep_pairings(vec![changed.clone()], vec![])), Answer::Done);
    assert_eq!(kept(&open(&fake)), [changed]);
    assert_eq!(run(service.keep_pairings(vec![], vec![key.clone()])), Answer::Done);
    assert_eq!((kept(&service).len(), fake.stored(names::PAIRINGS, &key)), (0, None));
}
