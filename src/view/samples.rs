//! Data for the tests of the views.

use crate::erp::Kind;
use crate::order::{Line, Money, OrderKey, PurchaseOrder, Status, Time, Warehouse};
use crate::purchase::{Purchase, Stage};
use crate::store::{Connection, ConnectionState, OrderRow, RunningRow, Screen, Secret};

/// A moment.
pub fn now() -> Time {
    Time::parse_from_rfc3339("2026-11-23T10:42:00+08:00").unwrap()
}

/// Yuan.
pub fn yuan(text: &str) -> Money {
    Money::new(text.parse().unwrap(), "CNY".parse().unwrap())
}

/// The key of the `n`th order.
pub fn key(n: usize) -> OrderKey {
    OrderKey { connection: "desk".to_owned(), order: n.to_string() }
}

/// The `n`th order of the list.
pub fn row(n: usize, supplier: &str) -> OrderRow {
    let number = format!("PO-{n}");
    OrderRow {
        key: key(n),
        search: number.to_lowercase(),
        number,
        status: Status::Pending,
        supplier: supplier.to_owned(),
        title: "Cotton T-shirt".to_owned(),
        picture: None,
        variant: vec!["红色".to_owned(), "XL".to_owned()],
        quantity: 12.into(),
        limit: Some(yuan("12.80")),
        lines: 1,
        sum: Some(yuan("10")),
        warehouse: "Ningbo".to_owned(),
        created: now(),
        page: "https://erp.example/orders/1".to_owned(),
        hosts: vec!["https://shop.example/*".to_owned()],
        claimed: None,
    }
}

/// A connection.
pub fn connection(state: ConnectionState) -> Connection {
    Connection {
        id: "desk".to_owned(),
        name: "Our desk".to_owned(),
        erp: Kind::Desk,
        origin: "https://erp.example".to_owned(),
        key: Secret::default(),
        locked_key: String::new(),
        settings: crate::erp::Settings::default(),
        user: "mei".to_owned(),
        provisioned: false,
        as_of: None,
        state,
        refreshed: Some(now()),
    }
}

/// A screen with these rows.
pub fn screen(rows: Vec<OrderRow>) -> Screen {
    let mut screen =
        Screen { connections: vec![connection(ConnectionState::Connected)], ..Screen::default() };
    screen.counts.buy = rows.len() as u32;
    screen.rows = rows;
    screen
}

/// A running purchase of the `n`th order.
pub fn running(n: usize, stage: Stage) -> RunningRow {
    RunningRow {
        purchase: format!("purchase-{n}"),
        key: key(n),
        number: format!("PO-{n}"),
        title: "Cotton T-shirt".to_owned(),
        picture: None,
        stage,
        has_tab: true,
        may_be_placed: false,
        pressed_twice: false,
        started: now(),
        waits_for: None,
    }
}

/// A line of an order.
pub fn line(id: &str, quantity: i32) -> Line {
    Line {
        id: id.to_owned(),
        url: "https://detail.shop.example/1".to_owned(),
        offer: None,
        sku: None,
        title: format!("Goods {id}"),
        picture: None,
        attributes: Vec::new(),
        quantity: quantity.into(),
        purchased: 0.into(),
        unit: None,
        limit: Some(yuan("10")),
    }
}

/// An order of two lines.
pub fn order() -> PurchaseOrder {
    PurchaseOrder {
        id: "7".to_owned(),
        number: "PO-7".to_owned(),
        status: Status::Pending,
        supplier: "Anna".to_owned(),
        lines: vec![line("a", 10), line("b", 4)],
        warehouse: Warehouse {
            name: "Ningbo".to_owned(),
            recipient: "Wang".to_owned(),
            phone: "13800000000".to_owned(),
            address: "Harbour Road 1".to_owned(),
            postcode: "315000".to_owned(),
        },
        note: "No brand labels".to_owned(),
        created: now(),
        changed: now(),
        claim: None,
        reports: Vec::new(),
        page: String::new(),
    }
}

/// A purchase of that order that stands at a stage.
pub fn purchase(stage: Stage) -> Purchase {
    let text = |text: &str| text.to_owned();
    let mut purchase = Purchase::start(text("p1"), text("session"), text("desk"), order(), now());
    purchase.stage = stage;
    purchase
}
