//! What was exported on one computer is brought to another, or back: each thing once.

use super::fake::{Fake, order};
use super::*;
use crate::archive::{Everything, Outcome, Reading, Tally, Why, Writer};
use crate::json;
use crate::purchase::Purchase;
use crate::store;

/// The export of what a computer keeps.
fn export(service: &Service<Fake>, fake: &Fake) -> String {
    run(service.publish());
    let mut writer = Writer::Everything(Everything::new(&screen(fake).connections));
    let suppliers = fake.stored(names::SINGLES, "suppliers");
    let suppliers: Suppliers =
        suppliers.map(|text| json::read(store::open(&text).unwrap()).unwrap()).unwrap_or_default();
    let mut text = writer.begin(&fake::noon(), &suppliers);
    for store in writer.stores() {
        let all = fake.all().into_iter().filter(|((of, _), _)| of == store);
        let documents: Vec<(String, String)> = all.map(|((_, key), text)| (key, text)).collect();
        text.push_str(&writer.take(store, &documents));
    }
    text.push_str(&writer.end());
    text
}

/// Brings a file, or only asks what would come of it.
fn bring(service: &Service<Fake>, text: &str, keep: bool) -> Outcome {
    let (mut reading, mut all) = (Reading::new(text.to_owned()), Outcome::default());
    while let Some(slice) = reading.next_slice().unwrap() {
        match run(service.import(slice, keep)) {
            Answer::Imported { outcome } => all.add(outcome),
            other => panic!("{other:?}"),
        }
    }
    all
}

fn tally(new: u32, here: u32, left_out: u32) -> Tally {
    Tally { new, here, left_out }
}

/// A computer with a purchase that runs, a record that the ERP has and one that it has not, and the export.
fn exported() -> String {
    let fake = Fake::with(vec![order("1"), order("2"), order("3")]);
    let service = connected(&fake);
    buy(&service, "1");
    run(service.record_by_hand(key(&service, "2"), report("2", "N2")));
    fake.offline(true);
    run(service.record_by_hand(key(&service, "3"), report("3", "N3")));
    let text = export(&service, &fake);
    supplier::arrange(&[], &[]);
    text
}

#[test]
fn a_preview_changes_nothing_and_says_what_comes() {
    let text = exported();
    let fake = Fake::with(vec![]);
    let other = connected(&fake);
    let before = fake.all();
    let outcome = bring(&other, &text, false);
    assert_eq!(outcome.purchases, tally(1, 0, 0));
    assert_eq!(outcome.reports, tally(2, 0, 0));
    assert_eq!(outcome.orders, tally(3, 0, 0));
    assert_eq!((outcome.ran, outcome.to_send), (1, 1));
    assert_eq!(fake.all(), before);
    assert_eq!(bring(&other, &text, true), outcome, "and that is what comes");
}

#[test]
fn what_ran_elsewhere_is_history_here_and_never_runs() {
    let text = exported();
    let fake = Fake::with(vec![order("1")]);
    let other = connected(&fake);
    bring(&other, &text, true);
    let past: Vec<Purchase> = (fake.all().into_iter())
        .filter(|((store, _), _)| *store == names::PAST)
        .map(|(_, text)| json::read(store::open(&text).unwrap()).unwrap())
        .collect();
    let [purchase] = &past[..] else { panic!("{past:?}") };
    assert_eq!((&purchase.stage, purchase.tab, &purchase.claim), (&Stage::GivenUp, None, &None));
    let said = "brought from another computer, where it stood at: opening";
    assert_eq!(purchase.log.last().unwrap().what, said);
    assert_eq!(purchase.key, key(&other, "1"), "it is of the same ERP, whatever that is called here");
    let again = open(&fake);
    assert!(other.kept.borrow().purchases.is_empty() && again.kept.borrow().purchases.is_empty());
    assert!(again.interrupted().is_empty() && fake.opened().is_empty());
}

#[test]
fn what_is_unsent_is_sent_from_here_under_its_own_id_and_applied_once() {
    let text = exported();
    let fake = Fake::with(vec![order("2"), order("3")]);
    let other = connected(&fake);
    bring(&other, &text, true);
    assert_eq!(bring(&other, &text, true).reports, tally(0, 2, 0), "the file may be brought again");
    run(other.send_due());
    run(other.send_due());
    let puts: Vec<String> =
        fake.requests().into_iter().filter(|request| request.starts_with("PUT")).collect();
    assert_eq!(
        puts,
        [format!("PUT /api/v1/reports/{}", report("3", "N3").id)],
        "the other was confirmed there"
    );
    fake.erp(|orders| assert_eq!(orders["3"].reports.len(), 1));
    let again = open(&fake);
    assert_eq!(again.kept.borrow().parcels.len(), 2);
    let taken = run(again.record_by_hand(key(&again, "2"), report("2", "N3")));
    assert!(matches!(taken, Answer::Failed { problem } if problem.word == "number_taken"));
}

#[test]
fn what_is_unsent_stays_out_where_its_erp_is_not_connected() {
    let text = exported();
    let fake = Fake::with(vec![]);
    let other = open(&fake);
    let outcome = bring(&other, &text, true);
    assert_eq!((outcome.reports, outcome.orders), (tally(1, 0, 1), tally(0, 0, 3)));
    let [left_out] = &outcome.left_out[..] else { panic!("{outcome:?}") };
    assert_eq!((left_out.order.as_str(), left_out.number.as_str()), ("PO-3", "N3"));
    assert_eq!(left_out.why, Why::NotConnected { erp: "127.0.0.1".into() });
    let connected = connected(&fake);
    assert_eq!(bring(&connected, &text, true).reports, tally(1, 1, 0), "once it is connected it comes");
}

#[test]
fn a_number_that_another_order_has_here_is_refused_by_name() {
    let text = exported();
    let fake = Fake::with(vec![order("2"), order("9")]);
    let other = connected(&fake);
    run(other.record_by_hand(key(&other, "9"), report("9", "N2")));
    let outcome = bring(&other, &text, true);
    assert_eq!(outcome.reports, tally(1, 0, 1));
    assert_eq!(outcome.left_out[0].why, Why::Taken { by: "PO-9".into() });
    assert_eq!(outcome.left_out[0].order, "PO-2");
    assert!(!other.kept.borrow().parcels.contains_key(&report("2", "N2").id));
}

#[test]
fn the_same_purchase_recorded_on_two_computers_is_one() {
    let text = exported();
    let fake = Fake::with(vec![order("2")]);
    let other = connected(&fake);
    let own = Report { id: "another-id".into(), ..report("2", "N2") };
    assert_eq!(run(other.record_by_hand(key(&other, "2"), own)), Answer::Done);
    assert_eq!(bring(&other, &text, true).reports, tally(1, 1, 0));
}

#[test]
fn what_cannot_be_stored_is_not_imported() {
    let text = exported();
    let fake = Fake::with(vec![order("3")]);
    let other = connected(&fake);
    fake.fill_up();
    let slice = Reading::new(text.clone()).next_slice().unwrap().unwrap();
    let failed = run(other.import(slice, true));
    assert!(matches!(failed, Answer::Failed { problem } if problem.word == "storage_full"));
    assert!(other.kept.borrow().parcels.is_empty() && other.kept.borrow().numbers.is_empty());
    fake.refuse_writes(false);
    assert_eq!(bring(&other, &text, true).reports, tally(2, 0, 0));
}

#[test]
fn pairings_and_profiles_come_along_and_what_is_here_stays() {
    let fake = Fake::with(vec![]);
    let service = connected(&fake);
    let pairing = |name: &str| Pairing {
        key: format!("mall.example|77|{name}"),
        sku: String::new(),
        name: name.into(),
        picks: Vec::new(),
        unit: String::new(),
        pieces: 1,
        holds: 2,
        among: String::new(),
        order: "PO-1".into(),
        made: fake::noon(),
        used: fake::noon(),
    };
    let profile = |note: &str| {
        let hosts = r#""hosts":{"product":["mall.example"]}"#;
        format!(r#"{{"name":"Mall","version":1,"date":"2026-11-24","note":"{note}",{hosts}}}"#)
    };
    run(service.keep_pairings(vec![pairing("a"), pairing("b")], vec![]));
    run(service.know_suppliers(Suppliers { off: vec!["JD".into()], own: vec![profile("theirs")] }));
    let text = export(&service, &fake);
    supplier::arrange(&[], &[]);
    let fake = Fake::with(vec![]);
    let other = connected(&fake);
    let own = Pairing { holds: 9, ..pairing("a") };
    run(other.keep_pairings(vec![own.clone()], vec![]));
    let outcome = bring(&other, &text, true);
    assert_eq!((outcome.pairings, outcome.profiles), (tally(1, 1, 0), tally(2, 0, 0)));
    assert_eq!(other.kept.borrow().pairings, [own, pairing("b")]);
    let known = |url: &str| supplier::current().of_address(url).map(|profile| profile.name.clone());
    assert_eq!(known("https://mall.example/1").as_deref(), Some("Mall"));
    run(other.know_suppliers(Suppliers { off: vec![], own: vec![profile("ours")] }));
    assert_eq!(bring(&other, &text, true).profiles, tally(1, 1, 0));
    let kept = fake.stored(names::SINGLES, "suppliers").unwrap();
    assert!(kept.contains("ours") && !kept.contains("theirs"), "{kept}");
    supplier::arrange(&[], &[]);
}

#[test]
fn a_file_is_taken_in_while_the_keys_are_locked_and_what_it_brings_is_sent_behind() {
    let text = exported();
    let fake = Fake::with(vec![order("1"), order("2"), order("3")]);
    let passphrase = store::Secret::from("correct horse battery");
    let service = connected(&fake);
    run(service.protect(&"".into(), Some(&passphrase)));
    drop(service);
    fake.restart_browser();
    let locked = open(&fake);
    let outcome = bring(&locked, &text, true);
    assert_eq!((outcome.reports.new, outcome.to_send), (2, 1));
    run(locked.send_due());
    assert_eq!(locked.kept.borrow().parcels[&report("3", "N3").id].state, ParcelState::Waiting);
    run(locked.unlock(&passphrase));
    run(locked.unlocked());
    assert_eq!(locked.kept.borrow().parcels[&report("3", "N3").id].state, ParcelState::Confirmed);
}
