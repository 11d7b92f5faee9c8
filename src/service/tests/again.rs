//! Connecting what is connected already, or something else at the same address.

use super::*;
use crate::json;

/// The address with another key, in a database of its server.
fn with_key(key: &str, database: &str) -> NewConnection {
    let settings = crate::erp::Settings { database: database.into(), ..Default::default() };
    NewConnection { settings, ..desk(key) }
}

/// Each connection's name and key.
fn connections(service: &Service<Fake>) -> Vec<(String, String)> {
    let kept = service.kept.borrow();
    kept.connections.iter().map(|own| (own.name.clone(), own.key.to_string())).collect()
}

#[test]
fn another_database_at_an_address_does_not_get_what_waits_for_the_one_whose_key_is_lost() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    service.kept.borrow_mut().connections[0].settings.database = "a".into();
    let of_a = key(&service, "1");
    fake.offline(true);
    run(service.record_by_hand(of_a.clone(), report("1", "N1")));
    fake.offline(false);
    service.kept.borrow_mut().connections[0].state = ConnectionState::SignIn;
    assert_eq!(run(service.connect(with_key("of b", "b"))), Answer::Done);
    assert_eq!(service.kept.borrow().connections.len(), 2);
    assert_ne!(service.kept.borrow().connections[1].id, of_a.connection);
    assert_eq!(service.kept.borrow().parcels[&report("1", "N1").id].key, of_a);
    // The same one gets it, and what waits goes on.
    assert_eq!(run(service.connect(with_key("of a", "a"))), Answer::Done);
    assert_eq!(service.kept.borrow().connections.len(), 2);
    assert_eq!(service.kept.borrow().connections[0].key, "of a".into());
}

#[test]
fn a_new_key_of_the_same_person_takes_the_place_of_the_one_before() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    let service = connected(&fake);
    service.kept.borrow_mut().connections[0].name = "Main".into();
    let purchase = buy(&service, "1");
    assert_eq!(run(service.connect(with_key("new", ""))), Answer::Done);
    run(service.refresh());
    assert_eq!(connections(&service), [("Main".to_owned(), "new".to_owned())]);
    assert_eq!(stage(&service, &purchase), Stage::Opening);
    run(service.publish());
    let shown = screen(&fake);
    assert_eq!((shown.rows.len(), shown.running.len()), (1, 1), "each order once");
    // Who gives a name means it.
    assert_eq!(
        run(service.connect(NewConnection { name: "Other".into(), ..with_key("new", "") })),
        Answer::Done
    );
    assert_eq!(connections(&service), [("Other".to_owned(), "new".to_owned())]);
}

#[test]
fn another_persons_key_is_a_connection_of_its_own() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected(&fake);
    service.kept.borrow_mut().connections[0].user = "zhao".into();
    assert_eq!(run(service.connect(with_key("of li", ""))), Answer::Done);
    assert_eq!(service.kept.borrow().connections.len(), 2);
    // The one whose key is lost and whose it is goes before one whose it is not.
    service.kept.borrow_mut().connections[0].state = ConnectionState::SignIn;
    assert_eq!(run(service.connect(with_key("of li again", ""))), Answer::Done);
    let keys: Vec<String> = connections(&service).into_iter().map(|(_, key)| key).collect();
    assert_eq!(keys, ["k", "of li again"]);
}

#[test]
fn what_the_company_has_connected_is_not_connected_twice() {
    let fake = Fake::with(vec![order("1")]);
    fake.provision(
        r#"{"connections":[{"erp":"desk","address":"http://127.0.0.1:9","key":"c","name":"HQ"}]}"#,
    );
    let service = open(&fake);
    run(service.provision());
    let before = json::write_all(&service.kept.borrow().connections);
    match run(service.connect(with_key("own", ""))) {
        Answer::Failed { problem } => assert_eq!(
            (problem.word.as_str(), &problem.with[..]),
            ("provisioned_already", &["HQ".to_owned()][..])
        ),
        other => panic!("{other:?}"),
    }
    assert_eq!(json::write_all(&service.kept.borrow().connections), before);
    assert_eq!(run(service.connect(with_key("own", "another"))), Answer::Done);
}
