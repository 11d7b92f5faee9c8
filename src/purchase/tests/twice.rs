//! What was pressed twice, and numbers that serve two orders.

use super::*;

const NUMBER: &str = "4021987654321012345";
const OTHER: &str = "4021987654321000001";

/// At the checkout, which is given, too.
fn at_checkout() -> (Story, Reading) {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    let page = checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500);
    story.arrives(page.clone());
    (story, page)
}

/// Submitted at the checkout, and, where that is told, once more so many seconds later.
fn submitted(again: Option<i64>) -> Story {
    let (mut story, page) = at_checkout();
    story.presses(ButtonRole::Submit);
    if let Some(seconds) = again {
        story.now += chrono::TimeDelta::milliseconds(seconds * 1000 / 2);
        story.arrives(page);
        story.now += chrono::TimeDelta::milliseconds(seconds * 1000 - seconds * 1000 / 2);
        story.presses(ButtonRole::Submit);
    }
    story
}

fn number(effect: &Effect) -> Option<&str> {
    match effect {
        Effect::Report(report) => Some(report.number.as_str()),
        _ => None,
    }
}

fn numbers(effects: &[Effect]) -> Vec<&str> {
    effects.iter().filter_map(number).collect()
}

fn whole(number: &str) -> Reading {
    receipt(vec![Placed { lines: vec![bought("衬衫", &["红色", "XL"], 3)], ..placed(number, 3500) }])
}

#[test]
fn where_the_same_button_was_pressed_again_one_receipt_leaves_the_question_of_the_other() {
    let mut story = submitted(Some(10));
    let effects = story.arrives(whole(NUMBER));
    assert_eq!(numbers(&effects), [NUMBER]);
    assert_eq!(story.purchase.stage, Stage::Placed);
    story.known.reports.extend(effects.into_iter().filter_map(|effect| match effect {
        Effect::Report(report) => Some(*report),
        _ => None,
    }));
    assert!(story.purchase.may_be_placed() && story.purchase.is_running());
    let effects = story.tell(Event::Decided(Decision::NotPlaced));
    assert!(matches!(effects[..], [Effect::LookUp(_)]), "what the page showed is looked up: {effects:?}");
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn a_second_press_is_known_as_such_at_once_and_a_double_click_or_the_payment_is_none() {
    let (mut story, _) = at_checkout();
    assert!(!story.purchase.is_pressed());
    story.presses(ButtonRole::Submit);
    story.presses(ButtonRole::Pay);
    assert!(story.purchase.is_pressed() && !story.purchase.is_pressed_twice());
    let story = submitted(Some(10));
    assert!(story.purchase.is_pressed_twice());
}

#[test]
fn a_number_that_the_person_picks_when_all_is_bought_already_is_of_that_supplier() {
    let mut story = submitted(Some(10));
    story.arrives(whole(NUMBER));
    let found = placed(OTHER, 3500);
    story.purchase.stage = Stage::Paused { stop: Stop::WhichNumber { found: vec![found] } };
    let effects =
        story.tell(Event::Decided(Decision::FoundIt { numbers: vec![OTHER.into()], shared: false }));
    let suppliers: Vec<&str> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Report(report) => Some(report.supplier.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(suppliers, ["mall.example"]);
}

#[test]
fn an_order_that_was_placed_twice_is_recorded_twice() {
    let mut story = submitted(Some(10));
    story.arrives(whole(NUMBER));
    let effects = story.arrives(whole(OTHER));
    assert_eq!(numbers(&effects), [OTHER]);
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn a_double_click_is_one_press() {
    let mut story = submitted(None);
    story.now += chrono::TimeDelta::milliseconds(300);
    story.presses(ButtonRole::Submit);
    story.arrives(whole(NUMBER));
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn a_number_that_serves_another_order_too_is_recorded_for_both_where_the_person_says_so() {
    let mut story = submitted(None);
    story.known.taken.push((NUMBER, "PO-3"));
    story.arrives(whole(NUMBER));
    assert!(matches!(story.stop(), Stop::NumberTaken { .. }));
    let shared = |shared| Event::Decided(Decision::FoundIt { numbers: vec![NUMBER.into()], shared });
    assert_eq!(story.tell(shared(false)), vec![]);
    assert!(matches!(story.stop(), Stop::NumberTaken { .. }));
    assert_eq!(numbers(&story.tell(shared(true))), [NUMBER]);
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn what_is_taken_back_explains_no_press() {
    let mut story = submitted(None);
    let mut order = story.purchase.order.clone();
    order.lines[0].quantity = 0.into();
    story.tell(Event::Order { order: order.clone(), recorded: None });
    assert_eq!(story.purchase.stage, Stage::Placed);
    story.tell(Event::Order { order, recorded: Some("hand".into()) });
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn another_page_in_the_place_of_the_product_is_told() {
    let orders = Reading { kind: Kind::OrderList, ..receipt(Vec::new()) };
    let home = Reading { kind: Kind::Other, ..orders.clone() };
    let thanks = receipt(Vec::new());
    for page in [&orders, &home, &thanks] {
        let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
        story.arrives(page.clone());
        assert_eq!(story.stop(), &Stop::NotRecognised);
        // Also where something was being filled.
        let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
        story.arrives(product_page(shirt(&[], 1)));
        assert_eq!(story.purchase.stage, Stage::Choosing);
        story.arrives(page.clone());
        assert_eq!(story.stop(), &Stop::NotRecognised);
    }
    // But nothing is called placed that may not be, nor the other way round.
    let mut story = submitted(None);
    story.purchase.stage = Stage::Opening;
    story.arrives(Reading { kind: Kind::Other, ..orders });
    assert_eq!(story.purchase.stage, Stage::Placed);
}

/// A press, and what the supplier shows after it, the checkout last; then the press again, and one receipt.
fn pressed_again_after(pages: Vec<Reading>) -> Story {
    let (mut story, page) = at_checkout();
    story.presses(ButtonRole::Submit);
    for page in pages {
        story.arrives(page);
    }
    story.arrives(page);
    story.now += chrono::TimeDelta::minutes(1);
    story.presses(ButtonRole::Submit);
    story.arrives(receipt(vec![placed("4021987654321000001", 3500)]));
    story
}

#[test]
fn a_press_that_was_answered_with_the_sign_in_and_asked_for_again_is_the_one_after_it() {
    let login = Reading { kind: Kind::Login, product: None, ..product_page(shirt(&[], 1)) };
    assert_eq!(pressed_again_after(vec![login]).purchase.stage, Stage::Recorded);
    // Without that there may be one more order.
    assert_eq!(pressed_again_after(Vec::new()).purchase.stage, Stage::Placed);
}

#[test]
fn the_same_button_of_the_next_document_is_another_press_however_soon() {
    let (mut story, page) = at_checkout();
    story.presses(ButtonRole::Submit);
    story.now += chrono::TimeDelta::milliseconds(300);
    story.arrives(page.clone());
    story.presses(ButtonRole::Submit);
    story.arrives(whole(NUMBER));
    assert!(story.purchase.may_be_placed());
    // A press that is told twice is one, whatever came between.
    let (mut story, _) = at_checkout();
    story.presses(ButtonRole::Submit);
    story.arrives(page);
    story.presses(ButtonRole::Submit);
    story.arrives(whole(NUMBER));
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn a_record_by_hand_that_is_told_twice_explains_one_press() {
    let mut story = submitted(Some(10));
    let mut order = story.purchase.order.clone();
    order.lines[0].quantity = 0.into();
    let by_hand = |id: &str| Event::Order { order: order.clone(), recorded: Some(id.to_owned()) };
    story.tell(by_hand("one"));
    story.tell(by_hand("one"));
    assert!(story.purchase.may_be_placed());
    story.tell(by_hand("two"));
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn what_is_bought_at_once_is_what_its_page_shows_whatever_is_in_the_cart() {
    let mut story = Story::opened(vec![
        line("1", PRODUCT, &["红色", "XL"], 3),
        line("2", "https://mall.example/item/78", &["红色", "XL"], 3),
    ]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::AddToCart);
    story.tell(Event::Lead);
    let second = "https://mall.example/item/78";
    story.arrives(Reading { url: second.into(), ..product_page(shirt(&["红色", "XL"], 3)) });
    story.presses(ButtonRole::AddToCart);
    story.presses(ButtonRole::BuyNow);
    let line = BasketLine { url: Some(second.into()), ..bought("衬衫", &["红色", "XL"], 3) };
    let effects = story.arrives(receipt(vec![Placed { lines: vec![line], ..placed(NUMBER, 3500) }]));
    assert_eq!(numbers(&effects), [NUMBER]);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::GoToCart }, "the first is still there");
}
