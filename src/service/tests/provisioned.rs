//! Connections that a company provisions: what it says wrongly takes nothing away, and what comes back is known.

use super::fake::{Fake, order};
use super::*;

/// A policy with one connection.
fn policy(erp: &str, address: &str) -> String {
    format!(r#"{{"connections":[{{"erp":"{erp}","address":"{address}","key":"c","name":"HQ"}}]}}"#)
}

fn desk() -> String {
    policy("desk", "http://127.0.0.1:9")
}

/// A service with a connection of the company's and a list.
fn provisioned(fake: &Fake) -> Service<Fake> {
    fake.provision(&desk());
    let service = open(fake);
    assert!(run(service.provision()));
    run(service.refresh());
    service
}

fn ids(service: &Service<Fake>) -> Vec<String> {
    service.kept.borrow().connections.iter().map(|own| own.id.clone()).collect()
}

#[test]
fn a_policy_that_cannot_be_read_takes_nothing_away() {
    let fake = Fake::with(vec![order("1")]);
    let service = provisioned(&fake);
    let own = ids(&service);
    for wrong in [
        r#"{"connections":1}"#.to_owned(),
        "[]".to_owned(),
        policy("dusk", "http://127.0.0.1:9"),
        policy("desk", "javascript://1"),
    ] {
        fake.provision(&wrong);
        assert!(!run(service.provision()), "{wrong}");
        assert_eq!(ids(&service), own, "{wrong}");
    }
    assert_eq!(screen(&fake).policy, [problem("address_wrong", &["javascript://1"])]);
    fake.provision("");
    assert!(!run(service.provision()), "the browser cannot tell");
    assert_eq!(ids(&service), own);
    assert_eq!(screen(&fake).policy[0].word, "provisioned_unreadable");
    fake.provision("{}");
    assert!(run(service.provision()));
    assert_eq!((ids(&service), screen(&fake).policy), (Vec::new(), Vec::new()));
    fake.provision("");
    run(service.provision());
    assert_eq!(screen(&fake).policy, [], "nothing is at stake");
}

#[test]
fn a_report_that_waits_goes_when_its_connection_comes_back() {
    let fake = Fake::with(vec![order("1")]);
    let service = provisioned(&fake);
    let id = report("1", "N1").id;
    fake.offline(true);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    fake.provision("{}");
    run(service.provision());
    run(service.send_now());
    drop(service);
    // Also another database or kind at the same place is another ERP, and gets nothing of it.
    let service = open(&fake);
    fake.provision(&policy("odoo", "http://127.0.0.1:9"));
    run(service.provision());
    fake.offline(false);
    let before = fake.requests().len();
    run(service.send_now());
    assert_eq!(fake.requests().len(), before);
    fake.provision(&desk());
    run(service.provision());
    run(service.send_now());
    assert_eq!(service.kept.borrow().parcels[&id].state, ParcelState::Confirmed);
    fake.erp(|orders| assert_eq!(orders["1"].reports[0].id, id));
}

#[test]
fn a_report_that_waits_goes_when_the_person_connects_its_erp_again() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    let own = ids(&service);
    fake.offline(true);
    run(service.record_by_hand(key(&service, "1"), report("1", "N1")));
    fake.offline(false);
    assert_eq!(run(service.disconnect(&own[0])), Answer::Done);
    drop(service);
    let service = connected(&fake);
    assert_eq!(ids(&service), own);
    run(service.send_now());
    assert_eq!(service.kept.borrow().parcels[&report("1", "N1").id].state, ParcelState::Confirmed);
}

#[test]
fn plain_http_is_refused_from_a_company_too() {
    let fake = Fake::with(vec![]);
    fake.provision(&policy("desk", "http://erp.example.com"));
    let service = open(&fake);
    run(service.provision());
    assert_eq!(ids(&service), [] as [&str; 0]);
    assert_eq!(screen(&fake).policy[0].word, "provisioned_plain_http");
    // In its own network the company decides.
    fake.provision(&policy("desk", "http://192.168.1.9"));
    run(service.provision());
    assert_eq!(ids(&service).len(), 1);
}

#[test]
fn another_kind_of_erp_at_the_same_place_is_another_connection() {
    let fake = Fake::with(vec![order("1")]);
    let service = provisioned(&fake);
    let own = ids(&service);
    fake.provision(&policy("odoo", "http://127.0.0.1:9"));
    run(service.provision());
    let kept = service.kept.borrow();
    let kinds: Vec<_> = kept.connections.iter().map(|own| own.erp).collect();
    assert_eq!(kinds, [crate::erp::Kind::Odoo]);
    assert_ne!(kept.connections[0].id, own[0]);
}
