use super::*;
use crate::page::Step;

fn click(handle: u32, label: &str) -> Step {
    Step::Click { handle, label: label.into() }
}

fn fill(handle: u32, value: &str) -> Step {
    Step::Fill { handle, value: value.into() }
}

#[test]
fn options_are_chosen_then_the_quantity_is_filled_then_it_is_the_persons_turn() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    let steps = story.arrives(product_page(shirt(&[], 1)));
    assert_eq!(steps, vec![Effect::Steps(vec![click(10, "红色"), click(21, "XL")])]);
    let steps = story.changes(product_page(shirt(&["红色", "XL"], 1)));
    assert_eq!(steps, vec![Effect::Steps(vec![fill(30, "3")])]);
    let ready = story.changes(product_page(shirt(&["红色", "XL"], 3)));
    assert_eq!(ready, vec![Effect::Outline(90)]);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    assert!(story.purchase.found.checks.iter().all(|check| check.fit == Fit::Same));
}

#[test]
fn nothing_is_touched_while_signed_out_and_it_goes_on_at_the_product_afterwards() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    let signed_out = Reading { signed_in: Some(false), ..product_page(shirt(&[], 1)) };
    assert_eq!(story.arrives(signed_out), vec![]);
    assert_eq!(story.purchase.stage, Stage::SignIn);
    assert_eq!(story.tell(Event::OutOfSight(1)), vec![]);
    let home =
        Reading { kind: Kind::Listing, url: "https://mall.example/".into(), ..product_page(shirt(&[], 1)) };
    assert_eq!(story.arrives(home), vec![Effect::Go(1, PRODUCT.into())]);
    assert!(matches!(story.arrives(product_page(shirt(&[], 1))).as_slice(), [Effect::Steps(_)]));
}

#[test]
fn several_skus_are_filled_in_their_rows_behind_several_colours_and_all_read_again() {
    let lines = vec![line("1", PRODUCT, &["红色", "L"], 2), line("2", PRODUCT, &["蓝色", "XL"], 4)];
    let mut story = Story::opened(lines);
    let page = |colour, rows_of| product_page(rows(colour, rows_of));
    assert_eq!(story.arrives(page("红色", [("L", 0), ("XL", 0)])), vec![Effect::Steps(vec![fill(40, "2")])]);
    let to_blue = story.changes(page("红色", [("L", 2), ("XL", 0)]));
    assert_eq!(to_blue, vec![Effect::Steps(vec![click(11, "蓝色")])]);
    assert_eq!(story.changes(page("蓝色", [("L", 0), ("XL", 0)])), vec![Effect::Steps(vec![fill(41, "4")])]);
    // Filling blue may have changed red: it is looked at again.
    let to_red = story.changes(page("蓝色", [("L", 0), ("XL", 4)]));
    assert_eq!(to_red, vec![Effect::Steps(vec![click(10, "红色")])]);
    story.changes(page("红色", [("L", 2), ("XL", 0)]));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
}

#[test]
fn two_variants_of_a_page_with_one_quantity_go_to_the_cart_one_after_the_other() {
    let lines = vec![line("1", PRODUCT, &["红色", "L"], 2), line("2", PRODUCT, &["蓝色", "XL"], 4)];
    let mut story = Story::opened(lines);
    story.arrives(product_page(shirt(&["红色", "L"], 2)));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::AddToCart });
    story.presses(ButtonRole::AddToCart);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::NextPage });
    let cart = Reading { kind: Kind::Cart, ..checkout(vec![bought("衬衫", &["红色", "L"], 2)], 2900) };
    story.arrives(cart);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::NextPage }, "the cart is not all of it yet");
    assert_eq!(story.tell(Event::Lead), vec![Effect::Go(1, PRODUCT.into())]);
    story.arrives(product_page(shirt(&["蓝色", "XL"], 4)));
    story.presses(ButtonRole::AddToCart);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::GoToCart });
}

#[test]
fn a_checkout_is_compared_with_the_order() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    story.arrives(checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    let more = vec![bought("衬衫", &["红色", "XL"], 3), bought("袜子", &[], 1)];
    story.arrives(checkout(more, 3500));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }), "an extra line");
    story.arrives(checkout(vec![bought("衬衫", &["红色", "XL"], 2)], 3500));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }), "another quantity");
    story.arrives(checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 9900));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }), "a total over the limit");
}

/// What a check says of quantity, total and the rest of the page.
fn fits(story: &Story) -> Vec<(Checked, Fit)> {
    let told = [Checked::Quantity, Checked::Total, Checked::Rest];
    let checks = story.purchase.found.checks.iter().filter(|check| told.contains(&check.what));
    checks.map(|check| (check.what.clone(), check.fit)).collect()
}

#[test]
fn what_a_checkout_does_not_let_be_read_is_told_as_not_checked() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    story.arrives(Reading { basket: None, ..checkout(vec![], 0) });
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    assert_eq!(fits(&story), [(Checked::Quantity, Fit::NotChecked), (Checked::Total, Fit::NotChecked)]);
    story.arrives(checkout(vec![], 3500));
    assert_eq!(fits(&story), [(Checked::Quantity, Fit::NotChecked), (Checked::Total, Fit::Same)]);
    story.arrives(checkout(vec![], 9900));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }), "a total over the limit needs no lines");
}

#[test]
fn behind_the_part_of_a_gigantic_checkout_that_was_seen_there_may_be_more() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    let mut page = checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500);
    if let Some(basket) = &mut page.basket {
        basket.cut = true;
    }
    story.arrives(page);
    let told =
        [(Checked::Quantity, Fit::Same), (Checked::Total, Fit::Same), (Checked::Rest, Fit::NotChecked)];
    assert_eq!(fits(&story), told);
    story.presses(ButtonRole::Submit);
    assert_eq!(
        story.purchase.presses.last().map(|press| press.proven),
        Some(false),
        "no proof for a receipt without goods"
    );
}

#[test]
fn an_old_claim_is_read_back_before_the_checkout_is_shown_as_ready() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    story.now += chrono::TimeDelta::minutes(20);
    let page = checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500);
    assert_eq!(story.arrives(page.clone()), vec![Effect::Claim]);
    assert_ne!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    let lost = Event::Claimed(Err(Unclaimed::By("zhao".into(), noon())), 0);
    story.tell(lost);
    assert!(matches!(story.stop(), Stop::ClaimedBy { .. }));
}

#[test]
fn a_closed_tab_is_opened_again_and_a_new_browser_session_knows_no_tabs() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.tell(Event::Restarted);
    assert_eq!(story.stop(), &Stop::TabClosed);
    assert_eq!(story.tell(Event::Decided(Decision::Open)), vec![Effect::CheckAccess]);
    assert_eq!(story.tell(Event::Access(true)), vec![Effect::Claim]);
    let order = story.purchase.order.clone();
    assert_eq!(story.claimed(order), vec![Effect::Open(PRODUCT.into())]);
}

#[test]
fn access_that_is_withdrawn_stops_everything_until_it_is_given_again() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    assert_eq!(story.tell(Event::Access(false)), vec![]);
    let hosts = vec!["https://mall.example/*".to_owned()];
    assert_eq!(story.purchase.stage, Stage::Permission { hosts, refused: true });
    assert_eq!(story.arrives(product_page(shirt(&[], 1))), vec![], "nothing is done without access");
    assert_eq!(story.tell(Event::Access(true)), vec![Effect::Claim]);
}

#[test]
fn a_checkout_in_a_frame_of_a_host_without_access_asks_and_is_compared_once_it_is_given() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    let frame =
        crate::page::Frame { url: "https://pay.example/embed".into(), rect: crate::page::Rect::default() };
    let around =
        Reading { basket: None, buttons: Vec::new(), frames: vec![frame], ..checkout(Vec::new(), 0) };
    assert_eq!(story.arrives(around.clone()), vec![Effect::CheckAccess]);
    assert_eq!(story.tell(Event::Access(false)), vec![]);
    assert_eq!(story.stop(), &Stop::Host { host: "https://pay.example/*".into() });
    assert_eq!(story.tell(Event::Access(true)), vec![Effect::LookAgain]);
    story.changes(around.clone());
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    let inside = Reading {
        url: "https://pay.example/embed".into(),
        top: false,
        ..checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500)
    };
    story.changes(inside);
    assert!(story.purchase.found.checks.iter().any(|check| check.fit == Fit::Same));
    story.changes(around);
    assert!(
        !story.purchase.found.checks.is_empty(),
        "the page around it does not wipe out what the frame showed"
    );
}

#[test]
fn buy_now_that_leads_to_the_sign_in_placed_nothing_and_it_goes_on_afterwards() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    let login = Reading { kind: Kind::Login, product: None, ..product_page(shirt(&[], 1)) };
    story.arrives(login);
    assert_eq!(story.purchase.stage, Stage::SignIn);
    assert!(!story.purchase.may_be_placed());
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
}

#[test]
fn a_checkout_that_was_submitted_is_not_shown_as_ready_again_while_it_still_stands() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    let page = checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500);
    story.arrives(page.clone());
    story.presses(ButtonRole::Submit);
    story.changes(page.clone());
    assert_eq!(story.purchase.stage, Stage::Placed);
    story.arrives(page);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit }, "the supplier shows it anew");
}

#[test]
fn who_is_asked_to_sign_in_after_submitting_signs_in_and_the_press_is_not_forgotten() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    let page = checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500);
    story.arrives(page.clone());
    story.presses(ButtonRole::Submit);
    let login = Reading { kind: Kind::Login, product: None, ..product_page(shirt(&[], 1)) };
    story.arrives(login);
    assert_eq!(story.purchase.stage, Stage::SignIn);
    assert!(story.purchase.may_be_placed());
    story.arrives(page);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
}

#[test]
fn one_request_names_every_host_of_a_shop_that_has_a_profile() {
    let url = "https://detail.1688.com/offer/6284.html";
    let story = Story::opened(vec![line("1", url, &["红色"], 1), line("2", PRODUCT, &["红色"], 1)]);
    let hosts = story.purchase.hosts();
    for host in ["detail.1688.com", "login.1688.com", "order.1688.com", "air.1688.com", "mall.example"] {
        assert_eq!(hosts.iter().filter(|own| **own == format!("https://{host}/*")).count(), 1, "{host}");
    }
}
