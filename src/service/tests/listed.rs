//! The list of orders that is looked into after a purchase: its tab, what is kept, and deaths in between.

use super::fake::{Fake, order};
use super::*;
use crate::page::testpage::page;
use crate::purchase::Pace;

const ORDERS: &str = "https://mall.example/orders";
/// The tab behind; the purchase's own is the one before.
const LIST: TabId = 101;

/// A purchase whose page after buying showed the number N1, which is recorded. The background has died since.
fn recorded(fake: &Fake) -> String {
    let service = connected(fake);
    let purchase = buy(&service, "1");
    let mut kept = service.kept.borrow().purchases[&purchase].clone();
    kept.stage = Stage::Recorded;
    kept.unlisted = vec!["N100023".into()];
    kept.reports = vec![format!("{purchase}-N100023")];
    kept.found.orders = Some(ORDERS.into());
    fake.keep(names::PURCHASES, &purchase, &kept);
    let report = Report { id: format!("{purchase}-N100023"), ..report("1", "N100023") };
    let parcel = crate::store::Parcel::new(&kept.key.connection, &kept.order, report, fake::noon());
    fake.keep(names::OUTBOX, &parcel.report.id, &parcel);
    purchase
}

/// A background that starts and takes up what was left.
fn started(fake: &Fake) -> Service<Fake> {
    let service = open(fake);
    for (purchase, effects) in service.interrupted() {
        run(service.run(purchase, effects));
    }
    service
}

fn looks(service: &Service<Fake>, number: &str) {
    let list = page(
        ORDERS,
        &format!(
            r#"<html><body><h1>我的订单</h1><table><tr><th>订单编号</th><th>商品</th><th>数量</th><th>实付款</th></tr>
            <tr><td>订单编号:{number}</td><td><a href="/item/77">衬衫</a></td><td>×2</td><td>¥25.60</td></tr></table></body></html>"#
        ),
    );
    let pace = Pace { quiet: 60_000, stirred: 60_000 };
    let snapshot = &crate::json::write(&list);
    let seen = Seen { look: 1, snapshot, panel: None, pace, covered: false };
    if let (_, Some((purchase, effects))) = run(service.look(LIST, 0, seen)) {
        run(service.run(purchase, effects));
    }
}

fn listed(service: &Service<Fake>) -> Option<bool> {
    service.kept.borrow().parcels.values().next().unwrap().listed
}

#[test]
fn a_background_that_died_before_it_opened_the_list_opens_it_and_keeps_what_that_shows() {
    for (number, shown) in [("N100023", true), ("N100099", false)] {
        let fake = Fake::with(vec![order("1")]);
        recorded(&fake);
        let service = started(&fake);
        assert_eq!(fake.opened().last(), Some(&format!("open {ORDERS}")));
        assert!(fake.is_open(LIST));
        looks(&service, number);
        assert_eq!(listed(&service), Some(shown));
        assert!(!fake.is_open(LIST), "its tab is closed");
        assert_eq!(listed(&open(&fake)), Some(shown), "it is stored");
    }
}

#[test]
fn a_tab_that_the_person_looks_at_is_left_to_them() {
    let fake = Fake::with(vec![order("1")]);
    let purchase = recorded(&fake);
    let service = started(&fake);
    fake.look_at(LIST);
    looks(&service, "N100023");
    assert!(fake.is_open(LIST));
    assert!(!service.kept.borrow().purchases[&purchase].watches(LIST), "and nothing runs in it any more");
}

#[test]
fn a_second_start_looks_in_the_same_tab() {
    let fake = Fake::with(vec![order("1")]);
    recorded(&fake);
    drop(started(&fake));
    let opened = fake.opened().len();
    let service = started(&fake);
    assert_eq!(fake.opened().len(), opened);
    looks(&service, "N100023");
    assert_eq!(listed(&service), Some(true));
}

#[test]
fn what_cannot_be_written_is_looked_up_again() {
    let fake = Fake::with(vec![order("1")]);
    recorded(&fake);
    let service = started(&fake);
    fake.refuse_writes(true);
    looks(&service, "N100023");
    assert!(fake.is_open(LIST));
    fake.refuse_writes(false);
    looks(&service, "N100023");
    assert_eq!(listed(&open(&fake)), Some(true));
    assert!(!fake.is_open(LIST));
}
