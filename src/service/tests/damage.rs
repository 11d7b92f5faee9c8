//! Stored documents that are not what was written, and those that an earlier version wrote.

use std::collections::BTreeMap;

use super::fake::{Fake, order};
use super::*;
use crate::json;
use crate::order::PurchaseOrder;
use crate::purchase::Purchase;
use crate::store::{self, Damage, Draft, Language};

/// What is said to be damaged, and whether a copy stands in its place.
fn said(service: &Service<Fake>, fake: &Fake) -> Vec<(String, String, bool)> {
    run(service.publish());
    let damage = screen(fake).damage;
    damage.into_iter().map(|Damage { store, key, restored }| (store, key, restored)).collect()
}

fn entry(store: &str, key: &str, restored: bool) -> (String, String, bool) {
    (store.to_owned(), key.to_owned(), restored)
}

/// The text of a stored document without its last part, as a write that was cut short leaves it.
fn cut(fake: &Fake, store: &'static str, key: &str) -> String {
    let text = fake.stored(store, key).unwrap();
    let cut: String = text.chars().take(text.chars().count() / 2).collect();
    fake.damage(store, key, &cut);
    cut
}

#[test]
fn a_damaged_purchase_is_what_it_was_one_write_before_and_that_is_said_until_it_is_read() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let purchase = buy(&service, "1");
    let stages = stage(&service, &purchase);
    drop(service);
    let whole = fake.stored(names::PURCHASES, &purchase).unwrap();
    let copy = fake.stored(names::COPIES, &format!("purchases|{purchase}")).unwrap();
    assert_ne!(whole, copy);
    let broken = cut(&fake, names::PURCHASES, &purchase);
    let again = open(&fake);
    let mut before: Purchase = json::read(store::open(&copy).unwrap()).unwrap();
    // Its claim was read by a background that is no more.
    before.claim_ticks = None;
    assert_eq!(*again.kept.borrow().purchases.get(&purchase).unwrap(), before);
    assert_eq!(before.stage, stages, "only the id of its tab came after that");
    assert_eq!(said(&again, &fake), [entry("purchases", &purchase, true)]);
    assert_eq!(fake.stored(names::PURCHASES, &purchase), Some(copy));
    let aside = fake.stored(names::COPIES, &format!("damaged|purchases|{purchase}"));
    assert_eq!(aside, Some(broken), "nothing is thrown away");
    // It outlives the background, and ends with the person's word.
    let later = open(&fake);
    assert_eq!(said(&later, &fake).len(), 1);
    assert_eq!(run(later.damage_read()), Answer::Done);
    assert_eq!(said(&later, &fake), []);
    assert_eq!(said(&open(&fake), &fake), []);
}

#[test]
fn a_purchase_whose_last_press_may_be_lost_is_not_bought_again_before_that_is_settled() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let id = buy(&service, "1");
    let mut ready = json::copy(service.kept.borrow().purchases.get(&id).unwrap());
    drop(service);
    ready.stage = Stage::Ready { turn: crate::purchase::Turn::Submit };
    ready.found.page = "https://mall.example/checkout".into();
    fake.damage(names::PURCHASES, &id, &store::seal(&json::write(&ready)));
    let press = crate::purchase::Pressed {
        role: crate::page::ButtonRole::Submit,
        label: "提交订单".into(),
        url: ready.found.page.clone(),
        at: fake::noon(),
    };
    run(open(&fake).happen(&id, crate::purchase::Event::Pressed(press)));
    cut(&fake, names::PURCHASES, &id);
    // Also where the background dies once more before anything else happens.
    for _ in 0..2 {
        let again = open(&fake);
        let kept = again.kept.borrow();
        let purchase = kept.purchases.get(&id).unwrap();
        assert_eq!((&purchase.stage, purchase.may_be_placed()), (&Stage::Placed, true));
        let told: Vec<&str> = purchase.log.iter().map(|entry| entry.what.as_str()).collect();
        assert!(told.contains(&"what was pressed last may be lost"), "{told:?}");
    }
    let again = open(&fake);
    assert_eq!(buy(&again, "1"), id);
    assert_eq!(stage(&again, &id), Stage::Placed);
    // What stands now has a sound copy of its own.
    cut(&fake, names::PURCHASES, &id);
    assert_eq!(stage(&open(&fake), &id), Stage::Placed);
}

#[test]
fn a_damaged_record_that_waits_is_sent_from_its_copy_under_the_same_id() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    fake.offline(true);
    assert_eq!(run(service.record_by_hand(key(&service, "1"), report("1", "N1"))), Answer::Done);
    drop(service);
    let id = report("1", "N1").id;
    cut(&fake, names::OUTBOX, &id);
    fake.offline(false);
    let again = open(&fake);
    assert_eq!(said(&again, &fake), [entry("outbox", &id, true)]);
    run(again.send_now());
    assert_eq!(again.kept.borrow().parcels[&id].state, ParcelState::Confirmed);
    fake.erp(|orders| assert_eq!(orders["1"].reports[0].id, id));
}

#[test]
fn damaged_connections_are_those_of_one_write_before() {
    let fake = Fake::with(vec![order("1")]);
    let connections = json::copy(&connected(&fake).kept.borrow().connections);
    cut(&fake, names::SINGLES, "connections");
    let again = open(&fake);
    assert_eq!(again.kept.borrow().connections[0].key, connections[0].key);
    assert_eq!(said(&again, &fake), [entry("singles", "connections", true)]);
}

#[test]
fn what_has_no_sound_copy_is_set_aside_and_the_rest_goes_on() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    let (lost, kept) = (buy(&service, "1"), buy(&service, "2"));
    drop(service);
    cut(&fake, names::PURCHASES, &lost);
    cut(&fake, names::COPIES, &format!("purchases|{lost}"));
    fake.keep(names::PAIRINGS, "k", &serde_json::json!({ "key": 1 }));
    let again = open(&fake);
    assert_eq!(said(&again, &fake), [entry("purchases", &lost, false), entry("pairings", "k", false)]);
    assert!(again.kept.borrow().purchases.contains_key(&kept));
    assert_eq!(fake.stored(names::PURCHASES, &lost), None);
    assert!(fake.stored(names::COPIES, &format!("damaged|purchases|{lost}")).is_some());
    assert_eq!(said(&open(&fake), &fake).len(), 2, "once, not at every start anew");
}

#[test]
fn a_damaged_number_is_made_anew_of_the_record_that_has_it() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    drop(service);
    cut(&fake, names::NUMBERS, "mall.example|N1");
    let again = open(&fake);
    assert_eq!(said(&again, &fake), []);
    let taken = run(again.record_by_hand(key(&again, "2"), report("2", "N1")));
    assert!(matches!(taken, Answer::Failed { problem } if problem.word == "number_taken"));
}

#[test]
fn what_a_newer_version_wrote_is_left_as_it_is() {
    let fake = Fake::with(vec![order("1")]);
    let purchase = buy(&connected(&fake), "1");
    fake.damage(names::PURCHASES, &purchase, "3:0000000000000000:{}");
    let before = fake.all();
    let why = run(Service::open(fake.clone())).unwrap_err();
    assert_eq!(
        why,
        format!("purchases/{purchase} cannot be read: a newer version of the extension wrote it")
    );
    assert_eq!(fake.all(), before);
}

#[test]
fn what_version_1_wrote_is_read_and_its_connections_are_written_with_their_lock() {
    let texts: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(include_str!("stored-by-version-1.json")).unwrap();
    let fake = Fake::with(vec![order("1"), order("2"), order("3")]);
    for (store, documents) in &texts {
        let store = names::ALL.into_iter().find(|name| *name == store.as_str()).unwrap();
        documents.iter().for_each(|(key, text)| fake.damage(store, key, text));
    }
    let service = open(&fake);
    assert_eq!(said(&service, &fake), []);
    {
        let kept = service.kept.borrow();
        assert_eq!(&*kept.connections[0].key, "k");
        assert_eq!((kept.lock.is_none(), kept.settings.language), (true, Some(Language::English)));
        assert_eq!((kept.purchases.len(), kept.parcels.len(), kept.pairings.len()), (3, 3, 1));
        assert_eq!(kept.numbers.get("mall.example|N9").unwrap().order, "PO-3");
    }
    supplier::arrange(&[], &[]);
    run(service.refresh());
    assert!(fake.stored(names::SINGLES, "connections").unwrap().starts_with("2:"));
    // The copy is of version 1 still.
    cut(&fake, names::SINGLES, "connections");
    assert_eq!(&*open(&fake).kept.borrow().connections[0].key, "k");
}

#[test]
fn what_version_0_wrote_is_read_and_sealed_when_it_is_written_next() {
    let texts: BTreeMap<String, BTreeMap<String, serde_json::Value>> =
        serde_json::from_str(include_str!("stored-by-version-0.json")).unwrap();
    let fake = Fake::with(vec![order("1"), order("2"), order("3")]);
    for (store, documents) in &texts {
        let store = names::ALL.into_iter().find(|name| *name == store.as_str()).unwrap();
        documents.iter().for_each(|(key, document)| fake.keep(store, key, document));
    }
    let service = open(&fake);
    assert_eq!(said(&service, &fake), []);
    {
        let kept = service.kept.borrow();
        let connection = &kept.connections[0];
        assert_eq!((connection.name.as_str(), &*connection.key), ("127.0.0.1", "k"));
        assert_eq!(kept.settings.language, Some(Language::English));
        assert_eq!((kept.rows.len(), kept.pairings.len(), kept.places.len()), (2, 1, 1));
        let stages: Vec<&Stage> = kept.purchases.values().map(|purchase| &purchase.stage).collect();
        assert!(matches!(stages[..], [Stage::Opening, Stage::GivenUp]), "{stages:?}");
        let states: Vec<&ParcelState> = kept.parcels.values().map(|parcel| &parcel.state).collect();
        assert_eq!(states, [&ParcelState::Waiting, &ParcelState::Confirmed]);
        assert_eq!(kept.numbers.get("mall.example|N2").unwrap().order, "PO-2");
    }
    assert_eq!(supplier::current().of_address("https://mall.example/1").unwrap().name, "Mall");
    supplier::arrange(&[], &[]);
    run(service.send_now());
    run(service.refresh());
    assert_eq!(run(service.speak(None)), Answer::Done);
    for (store, key) in
        [(names::OUTBOX, "hand-2-N2"), (names::SINGLES, "connections"), (names::SINGLES, "settings")]
    {
        assert!(fake.stored(store, key).unwrap().starts_with("2:"), "{store}/{key}");
    }
    assert_eq!(open(&fake).kept.borrow().connections[0].key, "k".into());
}

#[test]
fn what_version_2_wrote_is_read_of_every_kind() {
    let texts: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(include_str!("stored-by-version-2.json")).unwrap();
    assert!(names::ALL.iter().all(|name| texts.contains_key(*name)), "all stores");
    let fake = Fake::with(vec![order("1"), order("2"), order("3")]);
    for (store, documents) in &texts {
        let store = names::ALL.into_iter().find(|name| *name == store.as_str()).unwrap();
        documents.iter().for_each(|(key, text)| fake.damage(store, key, text));
    }
    let service = open(&fake);
    assert_eq!(said(&service, &fake), [entry("purchases", "id7", true)], "only what was told of then");
    {
        let kept = service.kept.borrow();
        assert_eq!((kept.lock.is_some(), kept.connections.len(), kept.gone.len()), (true, 2, 1));
        assert!(kept.connections[0].lacks_key() && kept.connections[1].provisioned);
        assert_eq!((kept.purchases.len(), kept.pairings.len(), kept.places.len()), (4, 1, 1));
        let paid = kept.purchases.get("id2").unwrap();
        assert_eq!((&paid.stage, paid.presses.len(), paid.presses[1].lost), (&Stage::Placed, 2, true));
        let is_stop = |id: &str| matches!(kept.purchases.get(id).unwrap().stage, Stage::Paused { .. });
        assert!(is_stop("id3"));
        assert_eq!(kept.numbers.get("mall.example|N9").unwrap().order, "PO-3");
        let words: Vec<String> =
            kept.parcels.values().filter_map(|own| Some(own.waits_for()?.trouble.word)).collect();
        assert_eq!(words, ["erp_said"]);
    }
    assert_eq!(supplier::current().of_address("https://mall.example/1").unwrap().name, "Mall");
    supplier::arrange(&[], &[]);
    let whole = |store: &str, key: &str| store::open(&texts[store][key]).unwrap().to_owned();
    assert_eq!(json::read::<Purchase>(&whole(names::PAST, "id9")).unwrap().stage, Stage::GivenUp);
    assert_eq!(json::read::<Draft>(&whole(names::SINGLES, "draft|id1|1")).unwrap().numbers, ["N5"]);
    assert_eq!(json::read::<PurchaseOrder>(&whole(names::ORDERS, "id1|1")).unwrap().number, "PO-1");
}
