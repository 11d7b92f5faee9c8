//! For tests only: an order as the tests of all parts need it.

use super::{Line, Money, PurchaseOrder, Status, Time, Warehouse};

/// The moment at which most tests begin.
pub fn noon() -> Time {
    Time::parse_from_rfc3339("2026-11-23T12:00:00+08:00").unwrap()
}

/// A line of so many shirts with a limit of ¥12.00.
pub fn line(id: &str, quantity: i64) -> Line {
    Line {
        id: id.into(),
        url: "https://mall.example/item/77".into(),
        offer: None,
        sku: None,
        title: format!("衬衫 {id}"),
        picture: None,
        attributes: Vec::new(),
        quantity: quantity.into(),
        purchased: 0.into(),
        unit: None,
        limit: Some(Money::new("12.00".parse().unwrap(), "CNY".parse().unwrap())),
    }
}

/// A pending order of these lines.
pub fn order(id: &str, lines: Vec<Line>) -> PurchaseOrder {
    PurchaseOrder {
        id: id.into(),
        number: format!("PO-{id}"),
        status: Status::Pending,
        supplier: "义乌".into(),
        lines,
        warehouse: Warehouse::default(),
        note: String::new(),
        created: noon(),
        changed: noon(),
        claim: None,
        reports: Vec::new(),
        page: String::new(),
    }
}
