use super::*;

/// What stops a line of three 红色 XL on a page; nothing is filled before.
fn stop_of(product: Product) -> Stop {
    stop_of_line(line("1", PRODUCT, &["红色", "XL"], 3), product)
}

fn stop_of_line(line: Line, product: Product) -> Stop {
    let mut story = Story::opened(vec![line]);
    let effects = story.arrives(product_page(product));
    assert_eq!(effects, vec![], "nothing is touched");
    story.stop().clone()
}

fn chosen() -> Product {
    shirt(&["红色", "XL"], 1)
}

#[test]
fn a_price_over_the_limit_stops_until_the_person_accepts_it() {
    let over = Product { price: Some(yuan(1280)), ..chosen() };
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    assert_eq!(story.arrives(product_page(over.clone())), vec![]);
    assert!(matches!(story.stop(), Stop::Price { .. }));
    let accepted = Decision::AcceptPrice { line: "1".into(), price: yuan(1280) };
    assert_eq!(story.tell(Event::Decided(accepted)), vec![Effect::LookAgain]);
    assert!(matches!(story.changes(product_page(over)).as_slice(), [Effect::Steps(_)]));
    let risen = Product { price: Some(yuan(1290)), ..chosen() };
    story.arrives(product_page(risen));
    assert!(matches!(story.stop(), Stop::Price { .. }), "what was accepted is not a blank cheque");
}

#[test]
fn a_price_that_was_accepted_holds_at_the_checkout_too() {
    let over = Product { price: Some(yuan(1280)), ..shirt(&["红色", "XL"], 3) };
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(over.clone()));
    story.tell(Event::Decided(Decision::AcceptPrice { line: "1".into(), price: yuan(1280) }));
    story.arrives(product_page(over));
    story.presses(ButtonRole::BuyNow);
    let goods = || vec![bought("衬衫", &["红色", "XL"], 3)];
    story.arrives(checkout(goods(), 3 * 1280 + 500));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    story.arrives(checkout(goods(), 3 * 1280 + 501));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }), "a total over what was accepted");
}

#[test]
fn the_tier_of_the_quantity_is_what_counts() {
    let tier = |from: i64, cents| crate::page::Tier { from: Decimal::from(from), price: yuan(cents) };
    let dear = Product { tiers: vec![tier(1, 1500), tier(10, 900)], ..chosen() };
    assert!(matches!(stop_of(dear.clone()), Stop::Price { .. }));
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 10)]);
    assert!(matches!(story.arrives(product_page(dear)).as_slice(), [Effect::Steps(_)]));
}

#[test]
fn another_currency_is_never_converted() {
    let dollars = Amount { amount: Decimal::new(100, 2), currency: Some("USD".parse().unwrap()) };
    assert!(matches!(stop_of(Product { price: Some(dollars), ..chosen() }), Stop::Currency { .. }));
    // Told before an option is chosen.
    let open = Product { price: Some(dollars), ..shirt(&[], 1) };
    assert!(matches!(stop_of(open), Stop::Currency { .. }));
    let bare = Amount { amount: Decimal::new(100, 2), currency: None };
    let stop = stop_of(Product { price: Some(bare), ..chosen() });
    let Stop::Price { found, limit: Some(_), .. } = stop else { panic!("{stop:?}") };
    assert_eq!(found.currency, None, "the person says whether it is the limit's");
    assert!(matches!(stop_of(Product { price: None, ..chosen() }), Stop::NoPrice { .. }));
}

#[test]
fn a_line_without_a_limit_asks() {
    let free = Line { limit: None, ..line("1", PRODUCT, &["红色", "XL"], 3) };
    assert!(matches!(stop_of_line(free, chosen()), Stop::Price { limit: None, .. }));
}

#[test]
fn a_quantity_below_the_minimum_or_off_the_step_is_never_rounded() {
    let minimum = Product { minimum: Some(Decimal::from(10)), ..shirt(&[], 10) };
    assert!(matches!(stop_of(minimum), Stop::Quantity { .. }));
    let step = Product { step: Some(Decimal::from(2)), ..shirt(&[], 2) };
    assert!(matches!(stop_of(step), Stop::Quantity { .. }));
}

#[test]
fn sold_out_and_too_few_are_told_apart() {
    assert!(matches!(stop_of(Product { stock: Some(Decimal::ZERO), ..chosen() }), Stop::SoldOut { .. }));
    assert!(matches!(stop_of(Product { stock: Some(Decimal::TWO), ..chosen() }), Stop::TooFew { .. }));
    let mut disabled = shirt(&[], 1);
    disabled.axes[1].options[1].disabled = true;
    assert!(matches!(stop_of(disabled), Stop::SoldOut { .. }));
}

#[test]
fn an_option_that_is_not_offered_or_not_named_is_picked_by_the_person() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红", "XL"], 3)]);
    assert_eq!(story.arrives(product_page(shirt(&[], 1))), vec![]);
    let Stop::NoOption { offered, wanted, .. } = story.stop().clone() else { panic!() };
    assert_eq!((wanted.as_str(), offered.len()), ("红", 2));
    story.tell(Event::Decided(Decision::Pick {
        line: "1".into(),
        candidate: offered[0].clone(),
        holds: None,
    }));
    assert!(matches!(story.changes(product_page(shirt(&[], 1))).as_slice(), [Effect::Steps(_)]));
    assert!(matches!(stop_of_line(line("1", PRODUCT, &["红色"], 3), shirt(&[], 1)), Stop::NoOption { .. }));
}

#[test]
fn equal_labels_are_told_apart_by_id_or_asked_about() {
    let mut twice = shirt(&[], 1);
    twice.axes[0].options[0].label = "黑色".into();
    twice.axes[0].options[0].id = Some("a".into());
    twice.axes[0].options[1].label = "黑色".into();
    twice.axes[0].options[1].id = Some("b".into());
    assert!(matches!(
        stop_of_line(line("1", PRODUCT, &["黑色", "XL"], 3), twice.clone()),
        Stop::NoOption { .. }
    ));
    let mut by_id = line("1", PRODUCT, &["黑色", "XL"], 3);
    by_id.attributes[0].id = Some("b".into());
    let mut story = Story::opened(vec![by_id]);
    let steps = story.arrives(product_page(twice));
    assert!(format!("{steps:?}").contains("handle: 11"), "{steps:?}");
}

#[test]
fn a_unit_without_a_known_pack_asks_and_the_limit_is_for_the_unit() {
    let boxes = Line { unit: Some("箱".into()), ..line("1", PRODUCT, &["红色", "XL"], 3) };
    let mut story = Story::opened(vec![boxes]);
    assert_eq!(story.arrives(product_page(chosen())), vec![]);
    assert!(matches!(story.stop(), Stop::Unit { .. }));
    story.tell(Event::Decided(Decision::Pack { line: "1".into(), pieces: 2, holds: None }));
    story.changes(product_page(Product { price: Some(yuan(500)), ..chosen() }));
    assert_eq!(story.purchase.stage, Stage::Choosing);
    story.changes(product_page(Product { price: Some(yuan(700)), ..shirt(&["红色", "XL"], 6) }));
    assert!(matches!(story.stop(), Stop::Price { .. }), "2 × 7.00 is over 12.00");
}

#[test]
fn a_row_that_the_order_does_not_name_must_be_zero() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "L"], 2)]);
    assert_eq!(story.arrives(product_page(rows("红色", [("L", 0), ("XL", 7)]))), vec![]);
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
}

#[test]
fn what_the_person_changes_afterwards_is_shown_and_not_undone() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    assert_eq!(story.changes(product_page(shirt(&["红色", "XL"], 5))), vec![]);
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
    assert_eq!(story.changes(product_page(shirt(&["红色", "XL"], 5))), vec![]);
    story.changes(product_page(shirt(&["红色", "XL"], 3)));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
}

#[test]
fn a_page_that_does_not_take_the_quantity_is_given_up_after_some_rounds() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(chosen()));
    let rounds = (0..50).take_while(|_| !story.changes(product_page(chosen())).is_empty()).count();
    assert!(rounds < 20 && matches!(story.stop(), Stop::NotTaken { .. }));
}

#[test]
fn captcha_gone_and_unknown_pages_stop_and_go_on_when_the_page_changes() {
    let page = |kind| Reading { kind, product: None, ..product_page(chosen()) };
    let stops =
        [(Kind::Blocked, Stop::Captcha), (Kind::Gone, Stop::Gone), (Kind::Other, Stop::NotRecognised)];
    for (kind, stop) in stops {
        let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
        assert_eq!(story.arrives(page(kind)), vec![]);
        assert_eq!(story.stop(), &stop);
        assert!(matches!(story.arrives(product_page(chosen())).as_slice(), [Effect::Steps(_)]));
    }
}

#[test]
fn another_product_is_told_by_its_title() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    let other = Reading { url: "https://mall.example/item/78".into(), ..product_page(chosen()) };
    assert_eq!(story.arrives(other), vec![]);
    assert!(matches!(story.stop(), Stop::OtherProduct { .. }));
}

#[test]
fn an_address_that_is_no_web_page_is_never_opened() {
    for address in [
        "javascript:alert(document.domain)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//evil.example/offer/1.html",
        "https://detail.1688.com@evil.example/offer/1.html",
        // A letter, a dot and a slash of other scripts.
        "https://d\u{435}tail.1688.com/offer/1.html",
        "https://detail\u{3002}1688.com/offer/1.html",
        "https://detail.1688.com\u{2044}offer.evil.example/1.html",
    ] {
        let order = order(vec![line("1", address, &[], 3)]);
        let mut purchase = Purchase::start("p".into(), "s".into(), "erp".into(), order, noon());
        assert_eq!(purchase.apply(Event::Access(true), noon(), &Told::default()), vec![], "{address}");
        assert!(matches!(purchase.stage, Stage::Paused { stop: Stop::NoAddress { .. } }), "{address}");
    }
}

/// How a page is that is still being made.
const RESTLESS: Pace = Pace { quiet: 0, stirred: 300 };

/// A product of which everything but the title is still to come.
fn bare() -> Reading {
    product_page(Product { axes: Vec::new(), quantity: None, ..shirt(&[], 1) })
}

/// A product of which only the colours are there.
fn without_sizes() -> Product {
    let mut product = shirt(&[], 1);
    product.axes.truncate(1);
    product
}

#[test]
fn a_page_that_is_still_being_made_is_read_on_and_goes_on_at_once_when_it_is_there() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.pace = RESTLESS;
    for page in [
        bare(),
        product_page(without_sizes()),
        Reading { kind: Kind::Other, ..bare() },
        product_page(Product { sold_out: true, ..chosen() }),
        product_page(Product { price: None, ..chosen() }),
    ] {
        assert_eq!(story.changes(page), vec![Effect::LookIn(1000)]);
        assert_eq!(story.purchase.stage, Stage::Opening);
    }
    assert!(matches!(story.changes(product_page(shirt(&[], 1))).as_slice(), [Effect::Steps(_)]));
    // What the steps set off may take a while too.
    assert_eq!(story.changes(bare()), vec![Effect::LookIn(1000)]);
    assert_eq!(story.purchase.stage, Stage::Choosing);
    assert!(story.purchase.log.iter().all(|entry| !entry.what.starts_with("stopped")));
}

#[test]
fn a_page_at_rest_stops_and_one_that_never_rests_stops_too() {
    for (pace, rest) in [
        (Pace { quiet: 999, stirred: 4000 }, Some(1)),
        (Pace { quiet: 1000, stirred: 4000 }, None),
        (Pace { quiet: 0, stirred: 4999 }, Some(1)),
        (Pace { quiet: 0, stirred: 5000 }, None),
    ] {
        let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
        story.pace = pace;
        let effects = story.arrives(bare());
        assert_eq!(effects, rest.map(Effect::LookIn).into_iter().collect::<Vec<_>>());
        assert_eq!(
            matches!(story.purchase.stage, Stage::Paused { stop: Stop::NotRecognised }),
            rest.is_none()
        );
    }
}

#[test]
fn a_stop_that_is_certain_waits_for_nothing_and_one_that_is_told_stays_told() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.pace = RESTLESS;
    for kind in [Kind::Blocked, Kind::Gone] {
        assert_eq!(story.arrives(Reading { kind, ..bare() }), vec![]);
        assert!(matches!(story.stop(), Stop::Captcha | Stop::Gone));
    }
    assert_eq!(story.arrives(product_page(Product { price: Some(yuan(1280)), ..chosen() })), vec![]);
    assert!(matches!(story.stop(), Stop::Price { .. }));
    // The same document moves on: no flicker between the reason and the reading.
    assert_eq!(story.changes(bare()), vec![Effect::LookIn(1000)]);
    assert!(matches!(story.stop(), Stop::Price { .. }));
    // Another one is read anew.
    story.arrives(bare());
    assert_eq!(story.purchase.stage, Stage::Opening);
}

#[test]
fn a_document_that_is_not_whole_is_looked_at_again_and_taken_as_it_is_in_the_end() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    let half = || Reading { kind: Kind::Other, settled: false, ..bare() };
    story.pace = RESTLESS;
    assert_eq!(story.arrives(half()), vec![Effect::LookIn(1000)]);
    assert_eq!(story.purchase.stage, Stage::Opening);
    story.pace = Pace { quiet: 0, stirred: 5000 };
    story.changes(half());
    assert_eq!(*story.stop(), Stop::NotRecognised);
}

#[test]
fn covered_options_are_waited_for_and_pressed_when_they_are_free() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    let page = || product_page(shirt(&[], 1));
    assert!(matches!(story.arrives(page()).as_slice(), [Effect::Steps(_)]));
    story.covered = true;
    for _ in 0..20 {
        assert_eq!(story.changes(page()), vec![], "nothing is tried under the cover");
        assert_eq!(*story.stop(), Stop::Covered);
    }
    story.covered = false;
    assert!(matches!(story.changes(page()).as_slice(), [Effect::Steps(_)]));
    story.changes(product_page(shirt(&["红色", "XL"], 3)));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
}

#[test]
fn covers_that_come_again_and_again_end_and_the_person_may_try_again() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    let page = || product_page(shirt(&[], 1));
    story.arrives(page());
    let mut tries = 0;
    while !matches!(story.purchase.stage, Stage::Paused { stop: Stop::NotTaken { .. } }) {
        story.covered = !story.covered;
        tries += usize::from(!story.changes(page()).is_empty());
        assert!(tries < 20, "it never ends");
    }
    story.covered = false;
    assert_eq!(story.changes(page()), vec![], "only the person starts it again");
    assert_eq!(story.tell(Event::Decided(Decision::TryAgain)), vec![Effect::LookAgain]);
    assert!(matches!(story.changes(page()).as_slice(), [Effect::Steps(_)]));
}

#[test]
fn nothing_is_tried_again_where_an_order_may_have_been_placed() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    assert_eq!(story.tell(Event::Decided(Decision::TryAgain)), vec![]);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
}

#[test]
fn a_stepper_that_leads_past_the_quantity_is_not_taken_for_right() {
    let mut product = shirt(&["红色", "L"], 8);
    product.quantity = Some(QuantityControl {
        kind: QuantityKind::Stepper,
        step: Some(Decimal::from(5)),
        minus: Some(31),
        plus: Some(32),
        ..field(30, 8)
    });
    let stop = stop_of_line(line("1", PRODUCT, &["红色", "L"], 10), product);
    assert_eq!(stop, Stop::NotTaken { what: "8 ≠ 10".into() });
}

#[test]
fn a_stepper_that_does_not_tell_its_step_is_pressed_once_to_learn_it() {
    let product = |value| {
        let mut product = shirt(&["红色", "L"], value);
        product.quantity =
            Some(QuantityControl { kind: QuantityKind::Stepper, plus: Some(32), ..field(30, value) });
        product
    };
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "L"], 30)]);
    let pressed = |effects: &[Effect]| match effects {
        [Effect::Steps(steps)] => steps.len(),
        other => panic!("no steps but {other:?}"),
    };
    assert_eq!(pressed(&story.arrives(product_page(product(5)))), 1);
    assert_eq!(pressed(&story.changes(product_page(product(10)))), 4);
    story.changes(product_page(product(30)));
    assert!(matches!(story.purchase.stage, Stage::Ready { .. }));
}

#[test]
fn a_tab_that_cannot_be_opened_is_no_word_of_the_erp() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.tell(Event::Opened(Err("no tab".into())));
    assert!(!matches!(story.stop(), Stop::Erp { .. }), "{:?}", story.stop());
}
