//! Buying from an ERP's own page where several are connected at its address.

use super::*;
use crate::erp::Kind;
use crate::json;
use crate::message::ErpPageMessage;

const ORIGIN: &str = "http://127.0.0.1:9";

/// The press of a page's button.
pub fn pressed(order: &str, erp: &str, database: &str) -> ErpPageMessage {
    ErpPageMessage::BuyFromPage { order: order.into(), erp: erp.into(), database: database.into() }
}

/// A service that is connected to these databases of one address.
fn connected_to(fake: &Fake, databases: &[&str]) -> Service<Fake> {
    let service = connected(fake);
    let mut first = service.kept.borrow_mut().connections.remove(0);
    for (place, database) in databases.iter().enumerate() {
        first.id = format!("c{place}");
        first.settings.database = (*database).to_owned();
        service.kept.borrow_mut().connections.push(json::copy(&first));
    }
    service
}

/// The connection of which an order is bought, or the word of what is said instead.
fn bought(service: &Service<Fake>, erp: &str, database: &str) -> Result<String, String> {
    match run(service.buy_from_page(ORIGIN, pressed("1", erp, database))) {
        Answer::Purchase { purchase } => {
            let own = service.kept.borrow().purchases[&purchase].key.connection.clone();
            run(service.decide(&purchase, Decision::GiveUp));
            Ok(own)
        }
        Answer::Failed { problem } => Err(problem.word),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_button_buys_the_order_of_its_own_database() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected_to(&fake, &["a", "b"]);
    assert_eq!(bought(&service, "desk", "b").as_deref(), Ok("c1"));
    assert_eq!(bought(&service, "desk", "a").as_deref(), Ok("c0"));
    let opened = fake.opened().len();
    assert_eq!(bought(&service, "desk", "c"), Err("button_foreign".into()));
    // Which one it is stands nowhere.
    assert_eq!(bought(&service, "desk", ""), Err("button_unclear".into()));
    assert_eq!(bought(&service, "", ""), Err("button_unclear".into()));
    assert_eq!(fake.opened().len(), opened);
}

#[test]
fn a_button_buys_the_order_of_its_own_kind_of_erp() {
    let fake = Fake::with(vec![order("1")]);
    let service = connected_to(&fake, &["", ""]);
    service.kept.borrow_mut().connections[0].erp = Kind::InvenTree;
    assert_eq!(bought(&service, "desk", "").as_deref(), Ok("c1"));
    assert_eq!(bought(&service, "odoo", ""), Err("button_foreign".into()));
    assert_eq!(bought(&service, "", ""), Err("button_unclear".into()));
    // The same order, whoever of the two asks for it: the one that can.
    service.kept.borrow_mut().connections[0].erp = Kind::Desk;
    assert_eq!(bought(&service, "desk", "").as_deref(), Ok("c0"));
    service.kept.borrow_mut().connections[0].state = ConnectionState::SignIn;
    assert_eq!(bought(&service, "", "").as_deref(), Ok("c1"));
}

#[test]
fn a_connection_that_names_no_database_buys_only_what_the_erp_has_in_that_database() {
    let mut own = order("1");
    own.page = [ORIGIN, "/#a/model/purchase.purchase/1"].concat();
    let fake = Fake::with(vec![own]);
    let service = connected_to(&fake, &[""]);
    assert_eq!(bought(&service, "desk", "b"), Err("button_foreign".into()));
    assert!(fake.opened().is_empty());
    assert_eq!(bought(&service, "desk", "a").as_deref(), Ok("c0"));
    // One that is called so goes before it.
    let service = connected_to(&fake, &["", "a"]);
    assert_eq!(bought(&service, "desk", "a").as_deref(), Ok("c1"));
}
