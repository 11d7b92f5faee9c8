//! Data for the tests of the popup's views.

use crate::erp::Kind;
use crate::order::{Money, OrderKey, Status, Time};
use crate::purchase::Stage;
use crate::store::{Connection, ConnectionState, OrderRow, RunningRow, Screen};

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
        key: String::new(),
        user: "mei".to_owned(),
        provisioned: false,
        as_of: None,
        state,
        refreshed: Some(now()),
    }
}

/// A screen with these rows.
pub fn screen(rows: Vec<OrderRow>) -> Screen {
    let mut screen = Screen { connections: vec![connection(ConnectionState::Connected)], ..Screen::default() };
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
        started: now(),
    }
}
