//! Quantities that only the cart lets be set, and checkouts whose last page looks like the others.

use super::*;
use crate::order::Evidence;
use crate::page::{QuantityKind, Step};

const VARIANT: &str = "https://mall.example/offer/shirt-white-l_16";

fn fixed() -> QuantityControl {
    QuantityControl { kind: QuantityKind::Fixed, ..field(30, 1) }
}

/// A page without a field for the quantity.
fn one_only() -> Product {
    Product { quantity: Some(fixed()), ..shirt(&["红色", "XL"], 1) }
}

/// A cart with a field, a button that takes it over, and perhaps something that differs.
fn cart(quantity: i64, unsaved: bool, more: Vec<BasketLine>) -> Reading {
    let own = BasketLine {
        control: Some(field(50, quantity)),
        unsaved,
        ..bought("衬衫", &["红色", "XL"], quantity)
    };
    let mut lines = vec![own];
    lines.extend(more);
    Reading {
        url: "https://mall.example/cart".into(),
        kind: Kind::Cart,
        basket: Some(Basket { lines, ..Basket::default() }),
        buttons: vec![button(60, ButtonRole::UpdateCart), button(61, ButtonRole::ToCheckout)],
        ..product_page(one_only())
    }
}

fn added() -> Story {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    assert_eq!(story.arrives(product_page(one_only())), vec![Effect::Outline(91)], "not what buys at once");
    story.presses(ButtonRole::AddToCart);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::GoToCart });
    story
}

fn fill(value: &str) -> Vec<Effect> {
    vec![Effect::Steps(vec![Step::Fill { handle: 50, value: value.into() }])]
}

#[test]
fn a_quantity_that_the_page_does_not_let_be_set_is_filled_in_the_cart_and_taken_over() {
    let mut story = added();
    assert_eq!(story.arrives(cart(1, false, vec![])), fill("3"));
    assert_eq!(story.changes(cart(3, true, vec![])), vec![Effect::Outline(60)], "the shop is told first");
    assert_eq!(story.arrives(cart(3, false, vec![])), vec![Effect::Outline(61)]);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Cart });
    assert!(matches!(story.changes(cart(5, true, vec![])).as_slice(), []), "the person's change stays");
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
}

#[test]
fn a_page_without_a_place_for_a_quantity_sells_one_and_more_are_set_in_the_cart() {
    let button = || QuantityControl { kind: QuantityKind::Button, ..field(90, 1) };
    let page = |chosen: &[&str]| product_page(Product { quantity: Some(button()), ..shirt(chosen, 1) });
    let story = |count: i64| Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], count)]);
    let mut one = story(1);
    one.pace = Pace { quiet: 10, stirred: 10 };
    let waits = one.arrives(page(&[]));
    assert!(matches!(waits.as_slice(), [Effect::LookIn(_)]), "a place for it may still come: {waits:?}");
    one.pace = AT_REST;
    assert!(matches!(one.changes(page(&[])).as_slice(), [Effect::Steps(steps)] if steps.len() == 2));
    one.pace = Pace { quiet: 10, stirred: 10 };
    assert!(matches!(one.changes(page(&["红色", "XL"])).as_slice(), [Effect::LookIn(_)]));
    assert_eq!(one.purchase.stage, Stage::Choosing);
    one.pace = AT_REST;
    assert_eq!(one.changes(page(&["红色", "XL"])), vec![Effect::Outline(90)]);
    assert_eq!(one.purchase.stage, Stage::Ready { turn: Turn::Buy });
    // More than one are set in the cart.
    let mut late = story(2);
    late.arrives(page(&["红色", "XL"]));
    assert_eq!(late.purchase.stage, Stage::Ready { turn: Turn::AddToCart });
    late.presses(ButtonRole::AddToCart);
    assert_eq!(late.arrives(cart(1, false, vec![])), fill("2"));
    // A bar at the page's edge has the button once more: the product's own is outlined.
    let adding = || QuantityControl { kind: QuantityKind::Button, ..field(91, 1) };
    let product = Product { quantity: Some(adding()), ..shirt(&["红色", "XL"], 1) };
    let mut barred = product_page(product);
    barred.buttons.push(super::button(92, ButtonRole::AddToCart));
    let mut twice = story(2);
    assert_eq!(twice.arrives(barred), vec![Effect::Outline(91)]);
    assert_eq!(twice.purchase.stage, Stage::Ready { turn: Turn::AddToCart });
    // Where the product's own buys at once, the one beside it is.
    let mut both = product_page(Product { quantity: Some(button()), ..shirt(&["红色", "XL"], 1) });
    both.buttons.push(super::button(92, ButtonRole::AddToCart));
    assert_eq!(story(2).arrives(both), vec![Effect::Outline(91)]);
    // Its bounds hold whoever sets it.
    let mut few = story(2);
    few.arrives(product_page(Product {
        minimum: Some(5.into()),
        quantity: Some(button()),
        ..shirt(&["红色", "XL"], 1)
    }));
    assert!(matches!(few.stop(), Stop::Quantity { .. }), "{:?}", few.stop());
    // Words of the order that nothing on the page takes are a doubt.
    let mut other = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 1)]);
    other.arrives(product_page(Product { axes: vec![], quantity: Some(button()), ..shirt(&[], 1) }));
    assert!(matches!(other.stop(), Stop::NoOption { .. }), "{:?}", other.stop());
}

#[test]
fn nothing_is_filled_in_a_cart_that_differs_otherwise() {
    let mut story = added();
    story.arrives(cart(1, false, vec![bought("帽子", &[], 1)]));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
    // Nor where the page of the product let the quantity be set.
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::AddToCart);
    story.arrives(cart(1, false, vec![]));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
}

#[test]
fn what_only_buys_at_once_buys_no_other_quantity() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    let page = Reading { buttons: vec![button(90, ButtonRole::BuyNow)], ..product_page(one_only()) };
    story.arrives(page);
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
}

#[test]
fn a_variant_with_a_page_of_its_own_is_opened_and_known_by_its_title() {
    let mut ordered = line("1", PRODUCT, &["White", "L"], 3);
    ordered.title = "Shirt".into();
    let option =
        |label: &str, url: &str| Choice { control: Control::Open(url.into()), ..choice(7, label, false) };
    let parent = Product {
        title: "Shirt".into(),
        axes: vec![Axis {
            name: "Variants".into(),
            options: vec![
                option("Shirt, White / XL", "https://mall.example/offer/shirt-white-xl_17"),
                option("Shirt, White / L", VARIANT),
            ],
            opener: None,
        }],
        quantity: None,
        ..shirt(&[], 1)
    };
    let mut story = Story::opened(vec![ordered.clone()]);
    assert_eq!(story.arrives(product_page(parent.clone())), vec![Effect::Go(1, VARIANT.into())]);
    for stirred in [100, 900, 4000, 9000, 14_000] {
        // It is looked at while it is being left.
        story.pace = Pace { quiet: 10, stirred };
        assert_eq!(story.changes(product_page(parent.clone())), vec![Effect::LookIn(15_000 - stirred)]);
    }
    story.pace = AT_REST;
    assert_eq!(story.changes(product_page(parent)), vec![Effect::Go(1, VARIANT.into())], "that was lost");
    let own = |title: &str| Product { title: title.into(), axes: vec![], ..shirt(&[], 3) };
    let page = |title: &str| Reading { url: VARIANT.into(), ..product_page(own(title)) };
    assert_eq!(story.arrives(page("Shirt, White / L")), vec![Effect::Outline(90)]);
    assert!(story.purchase.found.checks.iter().all(|check| check.fit == Fit::Same));
    story.arrives(page("Shirt, White / XL"));
    assert!(matches!(story.stop(), Stop::NoOption { .. }));
    // In the cart its line leads to a page that the order does not name.
    let mut story = Story::opened(vec![ordered]);
    story.arrives(product_page(Product { title: "Shirt, White / L".into(), ..own("Shirt, White / L") }));
    story.presses(ButtonRole::BuyNow);
    let of_variant =
        |title: &str| BasketLine { url: Some(VARIANT.into()), ..bought(title, &["50 available"], 3) };
    story.arrives(checkout(vec![of_variant("Shirt, White / L")], 3500));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    story.arrives(checkout(vec![of_variant("Shirt, White / XL")], 3500));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
}

/// A page of a checkout of several, all of which end alike.
fn page(total: i64) -> Reading {
    Reading {
        buttons: vec![button(95, ButtonRole::Continue)],
        ..checkout(vec![bought("衬衫", &["红色", "XL"], 3)], total)
    }
}

/// Three 红色 XL at a checkout of several pages, the last one pressed.
fn at_last_page() -> Story {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    assert_eq!(story.arrives(page(3000)), vec![Effect::Outline(95)]);
    story.presses(ButtonRole::Continue);
    assert!(story.purchase.may_be_placed(), "it may have been the last page");
    story.arrives(page(3500));
    assert!(!story.purchase.may_be_placed(), "another page of the checkout: it was not");
    story.now += chrono::TimeDelta::seconds(2);
    story.presses(ButtonRole::Continue);
    story
}

/// After that a page that names no order.
fn led_on() -> Story {
    let mut story = at_last_page();
    story.arrives(Reading { links: vec![], ..receipt(vec![]) });
    assert_eq!(story.purchase.stage, Stage::Placed);
    story
}

#[test]
fn an_earlier_page_of_a_checkout_that_comes_again_says_nothing_of_the_last_ones_press() {
    let mut story = at_last_page();
    story.arrives(page(3000));
    assert!(story.purchase.may_be_placed(), "it was only late, or the person went back");
    story.now += chrono::TimeDelta::seconds(2);
    story.presses(ButtonRole::Continue);
    story.arrives(page(3500));
    let open: Vec<usize> =
        (0..).zip(&story.purchase.presses).filter(|(_, press)| !press.settled).map(|(at, _)| at).collect();
    assert_eq!(open, [2], "that of the last page, and not the one that led there once more");
}

#[test]
fn steps_of_one_address_and_total_are_told_apart_by_their_fields() {
    let step = |fields: &str| Reading { step: fields.into(), ..page(3500) };
    let mut story = at_last_page();
    story.purchase.presses.clear();
    story.arrives(step("first_name street "));
    story.presses(ButtonRole::Continue);
    story.arrives(step(""));
    assert!(!story.purchase.may_be_placed(), "a step without the fields: the one before only led on");
    story.now += chrono::TimeDelta::seconds(2);
    story.presses(ButtonRole::Continue);
    story.arrives(step(""));
    assert!(story.purchase.may_be_placed(), "the same step shown anew says nothing");
    story.arrives(step("first_name street "));
    assert!(story.purchase.may_be_placed(), "nor does an earlier one");
}

/// A list of orders that names no goods.
fn listed(orders: &[(&str, i64, i64)]) -> Reading {
    let one = |&(number, pieces, total): &(&str, i64, i64)| Placed {
        pieces: Some(Decimal::from(pieces)),
        placed: Some(noon()),
        ..placed(number, total)
    };
    Reading {
        kind: Kind::OrderList,
        url: "https://mall.example/orders".into(),
        ..receipt(orders.iter().map(one).collect())
    }
}

fn evidence(effects: &[Effect]) -> Vec<(&str, Evidence)> {
    let mut all = Vec::new();
    for effect in effects {
        if let Effect::Report(report) = effect {
            all.push((report.number.as_str(), report.evidence));
        }
    }
    all
}

#[test]
fn a_list_without_goods_is_believed_where_time_total_and_pieces_are_those_of_one_order() {
    let mut story = led_on();
    let effects = story.arrives(listed(&[("12", 3, 3500), ("11", 3, 3600), ("10", 4, 3500)]));
    assert_eq!(evidence(&effects), [("12", Evidence::OrderList)]);
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn of_two_that_fit_the_person_says_which_and_a_claimed_one_is_none() {
    let mut story = led_on();
    let effects = story.arrives(listed(&[("12", 3, 3500), ("11", 3, 3500)]));
    assert_eq!(evidence(&effects), []);
    let Stop::WhichNumber { found } = story.stop() else { panic!("{:?}", story.stop()) };
    assert_eq!(found.iter().map(|one| one.number.as_str()).collect::<Vec<_>>(), ["12", "11"]);

    let mut story = led_on();
    story.known.taken.push(("11", "PO-1"));
    let effects = story.arrives(listed(&[("12", 3, 3500), ("11", 3, 3500)]));
    assert_eq!(evidence(&effects), [("12", Evidence::OrderList)]);
}

#[test]
fn a_list_without_times_is_not_believed() {
    let mut story = led_on();
    let mut list = listed(&[("12", 3, 3500)]);
    list.placed[0].placed = None;
    assert_eq!(evidence(&story.arrives(list)), []);
    assert!(matches!(story.stop(), Stop::WhichNumber { .. }));
}
