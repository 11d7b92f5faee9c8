//! What a checkout and a cashier say beside the goods: freight, totals, and where they go.

use super::proof::{buying, fit};
use super::*;
use crate::page::ShipTo;

#[test]
fn freight_and_an_unread_price_are_not_checked() {
    let mut story = buying("Mug");
    story.arrives(checkout(vec![bought("Mug", &[], 2)], 2500));
    assert_eq!(fit(&story, &Checked::Freight), Some(Fit::NotChecked), "the order says nothing of it");
    assert_eq!(fit(&story, &Checked::UnitPrice), Some(Fit::NotChecked));
    assert_eq!(fit(&story, &Checked::Total), Some(Fit::Same));
    let mut unread = checkout(vec![bought("Mug", &[], 2)], 2500);
    if let Some(basket) = &mut unread.basket {
        basket.freight = None;
    }
    story.arrives(unread);
    assert_eq!(fit(&story, &Checked::Freight), Some(Fit::NotChecked));
}

#[test]
fn freight_of_another_currency_is_not_taken_off_the_total() {
    let mut story = buying("Mug");
    let mut page = checkout(vec![bought("Mug", &[], 2)], 2500);
    if let Some(basket) = &mut page.basket {
        basket.freight = Some(Amount { currency: Some("USD".parse().unwrap()), ..yuan(500) });
    }
    story.arrives(page);
    assert_eq!(fit(&story, &Checked::Total), Some(Fit::NotChecked));
}

#[test]
fn a_cashier_that_asks_for_more_than_the_checkout_stops() {
    let cashier = |total: i64| Reading {
        url: "https://mall.example/pay".into(),
        kind: Kind::Cashier,
        buttons: vec![button(96, ButtonRole::Pay)],
        basket: Some(Basket { total: Some(yuan(total)), ..Basket::default() }),
        ..checkout(vec![], 0)
    };
    let at_cashier = |total: i64| {
        let mut story = buying("Mug");
        story.arrives(checkout(vec![bought("Mug", &[], 2)], 2500));
        story.presses(ButtonRole::Submit);
        story.arrives(cashier(total));
        story
    };
    let mut story = at_cashier(9900);
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
    story.changes(cashier(2500));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Pay }, "it was still being read");
    assert_eq!(fit(&story, &Checked::Total), Some(Fit::Same));
    let story = at_cashier(2000);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Pay });
    assert_eq!(fit(&story, &Checked::Total), Some(Fit::NotChecked), "a voucher, or another order");
}

/// How an address that the checkout shows compares with the warehouse's.
fn ships(recipient: &str, postcode: &str, shown: &str) -> Fit {
    let mut story = buying("Mug");
    let warehouse = &mut story.purchase.order.warehouse;
    (warehouse.recipient, warehouse.postcode) = (recipient.into(), postcode.into());
    let mut page = checkout(vec![bought("Mug", &[], 2)], 2500);
    if let Some(basket) = &mut page.basket {
        basket.ship_to = Some(ShipTo { text: shown.into() });
    }
    story.arrives(page);
    fit(&story, &Checked::ShipTo).unwrap()
}

#[test]
fn a_ship_to_is_compared_in_whole_words() {
    for (recipient, postcode, shown) in [
        ("王明", "", "王明 138****1234 浙江省义乌市"),
        ("王明", "322000", "收货人：王明先生，322000 义乌"),
        ("王明", "322000", "收货人王明 13800138000 邮编322000"),
        ("王明", "", "王明13800138000"),
        ("田中太郎", "100-0001", "〒100-0001 東京都 田中太郎様"),
        ("김민수", "", "김민수님 서울"),
        ("Anna Li", "1234", "Ms ANNA  LI, Hauptstraße 12 1234 Wien, Tel. 0664 7654321"),
        ("Anna Li", "1234", "Anna Li, A-1234 Wien"),
        ("O'Neil & Sons", "SW1A 1AA", "O’Neil & Sons, London SW1A1AA"),
        ("", "10001", "New York, NY 10001-2345"),
        ("义乌一号仓库 王芳", "", "义乌一号仓库（王芳）"),
    ] {
        assert_eq!(ships(recipient, postcode, shown), Fit::Same, "{recipient} {postcode}: {shown}");
    }
    for (recipient, postcode, shown) in [
        ("王明", "", "王明华 138****1234"),
        ("王明", "", "小王明 138****1234"),
        ("王明", "1234", "王明华, 1234 Graz"),
        ("Anna Li", "", "Anna Lindt, Graz"),
        ("王明", "1234", "王明, Graz, Tel 0664 1234 567"),
        ("王明", "1234", "王明, Graz A1234B"),
        // A page without a postcode shows no other one.
        ("王芳", "322000", "王芳 138****1234 浙江省义乌市 12 号"),
    ] {
        assert_eq!(ships(recipient, postcode, shown), Fit::NotChecked, "{recipient} {postcode}: {shown}");
    }
    for (recipient, postcode, shown) in [
        ("王明", "1234", "王明华, 8010 Graz, Tel 0664 1234567"),
        ("王明", "1234", "王明, 12345 Berlin"),
        ("王明", "", "李四"),
        ("Anna Li", "", "Bob Li, Anna Road"),
        ("王芳", "322000", "王芳 138****1234 浙江省杭州市 310000"),
    ] {
        assert_eq!(ships(recipient, postcode, shown), Fit::Differs, "{recipient} {postcode}: {shown}");
    }
}
