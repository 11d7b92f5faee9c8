use super::*;
use crate::order::{Evidence, Report};

pub const NUMBER: &str = "4021987654321012345";

/// Three 红色 XL, submitted at a checkout of ¥35.00.
pub fn submitted() -> Story {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    story.arrives(checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500));
    story.presses(ButtonRole::Submit);
    assert_eq!(story.purchase.stage, Stage::Placed);
    story
}

fn reports(effects: &[Effect]) -> Vec<&Report> {
    let mut reports = Vec::new();
    for effect in effects {
        if let Effect::Report(report) = effect {
            reports.push(Box::as_ref(report));
        }
    }
    reports
}

pub fn listed(placed: Vec<Placed>) -> Reading {
    Reading { kind: Kind::OrderList, url: "https://mall.example/orders".into(), ..receipt(placed) }
}

pub fn in_list(number: &str, quantity: i64, total: i64) -> Placed {
    Placed { lines: vec![bought("衬衫", &["红色", "XL"], quantity)], ..placed(number, total) }
}

#[test]
fn a_receipt_after_a_press_is_recorded_once_with_its_amounts() {
    let mut story = submitted();
    let effects = story.arrives(receipt(vec![placed(NUMBER, 3500)]));
    let reports = reports(&effects);
    assert_eq!(reports.len(), 1);
    assert_eq!((reports[0].number.as_str(), reports[0].evidence), (NUMBER, Evidence::ShownByPage));
    assert_eq!(reports[0].total.map(|total| total.to_string()), Some("35.00 CNY".into()));
    assert_eq!(reports[0].freight.map(|freight| freight.to_string()), Some("5.00 CNY".into()));
    assert_eq!(story.purchase.stage, Stage::Recorded);
    assert_eq!(
        story.changes(receipt(vec![placed(NUMBER, 3500)])),
        vec![Effect::Leave],
        "seen again, nothing new"
    );
}

#[test]
fn a_press_that_may_be_lost_proves_no_receipt_and_the_list_of_orders_does() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.purchase.lost_last_write(noon());
    assert!(story.purchase.may_be_placed());
    let effects = story.arrives(receipt(vec![placed(NUMBER, 3500)]));
    assert_eq!(effects, vec![Effect::LookUp("https://mall.example/orders".into())]);
    story.tell(Event::LookingUp(1));
    let effects = story.arrives(listed(vec![in_list(NUMBER, 3, 3500)]));
    assert_eq!(reports(&effects)[0].evidence, Evidence::OrderList);
    assert!(!story.purchase.may_be_placed());
}

#[test]
fn what_was_lost_on_a_page_that_only_led_to_the_checkout_is_settled_by_it() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.purchase.lost_last_write(noon());
    story.arrives(checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    assert!(!story.purchase.may_be_placed());
}

#[test]
fn where_nothing_was_seen_yet_nothing_can_have_been_pressed() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.purchase.lost_last_write(noon());
    assert_eq!((&story.purchase.stage, story.purchase.may_be_placed()), (&Stage::Opening, false));
}

#[test]
fn a_receipt_without_a_press_records_nothing() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    let effects = story.arrives(receipt(vec![placed(NUMBER, 3500)]));
    assert_eq!(effects, vec![Effect::LookUp("https://mall.example/orders".into())]);
    story.tell(Event::LookingUp(1));
    let effects = story.arrives(listed(vec![]));
    assert!(reports(&effects).is_empty() && !story.purchase.may_be_placed());
}

#[test]
fn a_receipt_in_a_frame_or_on_another_host_records_nothing() {
    let mut story = submitted();
    let framed = Reading { top: false, ..receipt(vec![placed(NUMBER, 3500)]) };
    assert!(reports(&story.arrives(framed)).is_empty());
    let foreign =
        Reading { url: "https://mall.example.evil.test/done".into(), ..receipt(vec![placed(NUMBER, 3500)]) };
    assert!(reports(&story.arrives(foreign)).is_empty());
    assert!(story.purchase.may_be_placed());
}

#[test]
fn another_amount_than_the_checkouts_is_not_recorded_by_itself() {
    let mut story = submitted();
    let effects = story.arrives(receipt(vec![placed(NUMBER, 100)]));
    assert!(reports(&effects).is_empty());
}

#[test]
fn a_number_that_another_order_has_is_refused() {
    let mut story = submitted();
    story.known = Told { taken: vec![(NUMBER, "PO-3")], ..Told::default() };
    assert!(reports(&story.arrives(receipt(vec![placed(NUMBER, 3500)]))).is_empty());
    assert!(matches!(story.stop(), Stop::NumberTaken { .. }));
}

#[test]
fn a_success_page_without_a_number_is_looked_up_in_the_order_list() {
    let mut story = submitted();
    assert_eq!(story.arrives(receipt(vec![])), vec![Effect::LookUp("https://mall.example/orders".into())]);
    story.tell(Event::LookingUp(2));
    let page = listed(vec![in_list(NUMBER, 3, 3500), in_list("4021987654321000001", 1, 1500)]);
    let look = Look { tab: 2, look: 1, covered: false, pace: AT_REST, panel: None, reading: page.into() };
    let effects = story.tell(Event::Look(Box::new(look)));
    assert_eq!(reports(&effects)[0].evidence, Evidence::OrderList);
    assert!(effects.contains(&Effect::Close(2)));
}

#[test]
fn receipts_without_a_press_do_not_open_the_order_list_without_end() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    let mut opened = 0;
    for forged in 0..9 {
        let effects = story.arrives(receipt(vec![placed(&format!("402198765432100000{forged}"), 3500)]));
        assert!(reports(&effects).is_empty());
        if effects.iter().any(|effect| matches!(effect, Effect::LookUp(_))) {
            opened += 1;
            story.tell(Event::LookingUp(2));
            story.tell(Event::Closed(2));
        }
    }
    assert_eq!(opened, 3);
}

#[test]
fn a_number_that_stands_only_in_the_address_is_looked_up_too() {
    let mut story = submitted();
    let in_address = Placed { from_address: true, ..placed(NUMBER, 3500) };
    let effects = story.arrives(receipt(vec![in_address]));
    assert_eq!(effects, vec![Effect::LookUp("https://mall.example/orders".into())]);
}

#[test]
fn two_orders_that_fit_are_asked_about_and_the_person_says_which() {
    let mut story = submitted();
    story.arrives(receipt(vec![]));
    story.tell(Event::LookingUp(2));
    let page = listed(vec![in_list(NUMBER, 3, 3500), in_list("4021987654321000001", 3, 3500)]);
    let effects = story.tell(Event::Look(Box::new(Look {
        tab: 2,
        look: 1,
        covered: false,
        pace: AT_REST,
        panel: None,
        reading: page.into(),
    })));
    assert!(reports(&effects).is_empty());
    assert!(matches!(story.stop(), Stop::WhichNumber { found } if found.len() == 2));
    let effects =
        story.tell(Event::Decided(Decision::FoundIt { numbers: vec![NUMBER.into()], shared: false }));
    assert_eq!(reports(&effects)[0].evidence, Evidence::Confirmed);
}

#[test]
fn an_order_from_before_the_press_is_not_this_one() {
    let mut story = submitted();
    story.arrives(receipt(vec![]));
    story.tell(Event::LookingUp(2));
    let old = Placed { placed: Some(time("2026-11-22T09:00:00+08:00")), ..in_list(NUMBER, 3, 3500) };
    let effects = story.tell(Event::Look(Box::new(Look {
        tab: 2,
        look: 1,
        covered: false,
        pace: AT_REST,
        panel: None,
        reading: listed(vec![old]).into(),
    })));
    assert!(reports(&effects).is_empty());
    assert_eq!(story.purchase.stage, Stage::Placed);
}

#[test]
fn a_receipt_of_an_order_from_long_before_the_press_is_not_recorded_by_itself() {
    let shown = |at: &str| {
        let mut story = submitted();
        let old = Placed { placed: Some(time(at)), ..placed(NUMBER, 3500) };
        let effects = story.arrives(receipt(vec![old]));
        reports(&effects).len()
    };
    assert_eq!(noon(), time("2026-11-23T12:00:00+08:00"));
    assert_eq!(shown("2026-10-01T00:00:00+08:00"), 0);
    assert_eq!(shown("2026-11-22T09:00:00+08:00"), 0);
    assert_eq!(shown("2026-11-22T20:00:00+08:00"), 1, "the shop's clock may be of another zone");
    assert_eq!(shown("2026-11-22T00:00:00+08:00"), 1, "there it may be the day before");
    assert_eq!(shown("2026-11-23T12:00:00+08:00"), 1);
}

#[test]
fn a_number_that_was_seen_before_the_press_is_not_the_one_that_was_placed() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(listed(vec![in_list(NUMBER, 3, 3500)]));
    story.now += chrono::TimeDelta::minutes(1);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    story.arrives(checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500));
    story.presses(ButtonRole::Submit);
    let effects = story.arrives(receipt(vec![placed(NUMBER, 3500)]));
    assert_eq!(effects, vec![Effect::LookUp("https://mall.example/orders".into())]);
    story.tell(Event::LookingUp(2));
    let both = [in_list("4021987654321000000", 3, 3500), in_list(NUMBER, 3, 3500)];
    let before = story.purchase.clone();
    let effects = story.shows(2, listed(both.to_vec()));
    assert_eq!(reports(&effects)[0].number, "4021987654321000000");
    story.purchase = before;
    assert!(reports(&story.shows(2, listed(both[1..].to_vec()))).is_empty());
    assert!(matches!(story.stop(), Stop::WhichNumber { .. }), "its person may know better");
}

#[test]
fn what_another_purchase_saw_counts_only_from_before_the_press() {
    let shown = |seen: chrono::TimeDelta| {
        let mut story = submitted();
        story.known.seen.push((NUMBER, noon() + seen));
        reports(&story.arrives(listed(vec![in_list(NUMBER, 3, 3500)]))).len()
    };
    assert_eq!(shown(chrono::TimeDelta::minutes(-1)), 0);
    assert_eq!(shown(chrono::TimeDelta::minutes(1)), 1, "it lists what both bought");
}

#[test]
fn orders_of_another_account_than_the_one_that_bought_are_asked_about() {
    let by = |name: &str, reading: Reading| Reading { account: Some(name.into()), ..reading };
    let submitted = || {
        let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
        story.arrives(by("li", product_page(shirt(&["红色", "XL"], 3))));
        story.presses(ButtonRole::BuyNow);
        story.arrives(checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500));
        story.presses(ButtonRole::Submit);
        story
    };
    let one = || listed(vec![in_list(NUMBER, 3, 3500)]);
    let asks = |reading: Reading| {
        let mut story = submitted();
        let none = reports(&story.arrives(reading)).is_empty();
        assert!(!none || matches!(story.stop(), Stop::WhichNumber { .. }));
        none
    };
    assert!(asks(by("zhao", one())));
    assert!(!asks(by("Li@mall.example", one())), "the same, written at length");
    assert!(!asks(one()));
    let told = |account: &str, number: &str, quantity: i64| Placed {
        account: Some(account.into()),
        ..in_list(number, quantity, 3500)
    };
    assert!(asks(listed(vec![told("zhao", NUMBER, 3), told("li", "4021987654321000000", 1)])));
    assert!(!asks(listed(vec![told("Wang Fang", NUMBER, 3)])), "the list may call the account otherwise");
    let mut story = submitted();
    assert_eq!(reports(&story.arrives(by("zhao", receipt(vec![placed(NUMBER, 3500)])))), [] as [&Report; 0]);
}

#[test]
fn an_order_in_the_list_of_which_the_record_was_taken_back_is_not_the_one_that_is_to_come() {
    let mut story = submitted();
    story.known.taken_back.push(NUMBER);
    assert!(reports(&story.arrives(listed(vec![in_list(NUMBER, 3, 3500)]))).is_empty());
    assert!(matches!(story.stop(), Stop::WhichNumber { .. }), "its person may know better");
    let both = listed(vec![in_list(NUMBER, 3, 3500), in_list("4021987654321000000", 3, 3500)]);
    let effects = story.arrives(both);
    assert_eq!(reports(&effects)[0].number, "4021987654321000000");
}

#[test]
fn an_order_of_the_time_to_come_is_asked_about_where_the_clock_was_put_back() {
    let later = Some(noon() + chrono::TimeDelta::hours(8));
    let one = Placed { placed: later, ..in_list(NUMBER, 3, 3500) };
    let effects = submitted().arrives(listed(vec![one.clone()]));
    assert_eq!(reports(&effects).len(), 1, "the shop is of another zone");
    let mut story = submitted();
    story.known.put_back = true;
    assert!(reports(&story.arrives(listed(vec![one]))).is_empty());
    assert!(matches!(story.stop(), Stop::WhichNumber { found } if found.len() == 1));
}

#[test]
fn what_the_list_shows_is_asked_about_where_somebody_else_has_the_order_now() {
    let mut story = submitted();
    story.tell(Event::Claimed(Err(Unclaimed::By("zhao".into(), noon())), 0));
    assert!(reports(&story.arrives(listed(vec![in_list(NUMBER, 3, 3500)]))).is_empty());
    assert!(matches!(story.stop(), Stop::WhichNumber { .. }));
}

#[test]
fn one_checkout_may_give_two_supplier_orders() {
    let lines = vec![line("1", PRODUCT, &["红色", "L"], 2), line("2", PRODUCT, &["蓝色", "XL"], 4)];
    let mut story = Story::opened(lines);
    story.arrives(product_page(rows("红色", [("L", 2), ("XL", 0)])));
    story.changes(product_page(rows("蓝色", [("L", 0), ("XL", 4)])));
    story.changes(product_page(rows("红色", [("L", 2), ("XL", 0)])));
    story.presses(ButtonRole::BuyNow);
    story
        .arrives(checkout(vec![bought("衬衫", &["红色", "L"], 2), bought("衬衫", &["蓝色", "XL"], 4)], 6500));
    story.presses(ButtonRole::Submit);
    let one = Placed { lines: vec![bought("衬衫", &["红色", "L"], 2)], ..placed(NUMBER, 2300) };
    let two =
        Placed { lines: vec![bought("衬衫", &["蓝色", "XL"], 4)], ..placed("4021987654321000001", 4200) };
    let effects = story.arrives(receipt(vec![one, two]));
    let covered: Vec<&str> = reports(&effects).iter().map(|report| report.lines[0].line.as_str()).collect();
    assert_eq!(covered, vec!["1", "2"]);
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn a_press_without_a_receipt_may_have_been_placed_until_the_person_says_otherwise() {
    let mut story = submitted();
    story.tell(Event::Closed(1));
    assert!(story.purchase.may_be_placed() && story.purchase.is_running());
    assert_eq!(story.purchase.stage, Stage::Placed);
    story.tell(Event::Decided(Decision::NotPlaced));
    assert!(!story.purchase.may_be_placed());
    assert_eq!(story.stop(), &Stop::TabClosed);
}

#[test]
fn behind_a_press_a_page_that_is_not_known_asks_for_no_press_that_it_has_no_button_for() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    let kept = Reading { kind: Kind::Other, ..product_page(shirt(&["红色", "XL"], 3)) };
    story.changes(kept);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy }, "the page itself is still there");
    let next =
        |kind| Reading { kind, url: "https://mall.example/next".into(), top: true, ..Reading::default() };
    story.arrives(next(Kind::Waiting));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    story.changes(next(Kind::Other));
    assert_eq!(story.purchase.stage, Stage::Placed);
    assert!(story.purchase.may_be_placed());
}
