//! A claim that is lost on the way, and what was recorded of the order meanwhile.

use super::*;
use crate::order::Evidence;

fn at_the_checkout() -> Story {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    story.arrives(page());
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    story
}

fn page() -> Reading {
    checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500)
}

fn by_zhao() -> Event {
    Event::Claimed(Err(Unclaimed::By("zhao".into(), noon())), 0)
}

/// A report of these lines, two pieces of each.
pub fn report(id: &str, number: &str, lines: &[&str]) -> Report {
    let covered = |line: &&str| Covered { line: (*line).into(), quantity: 2.into() };
    Report {
        id: id.into(),
        order: "7".into(),
        purchase: String::new(),
        supplier: "mall.example".into(),
        number: number.into(),
        lines: lines.iter().map(covered).collect(),
        total: None,
        freight: None,
        placed: noon(),
        tracking: None,
        note: String::new(),
        evidence: Evidence::ByHand,
        shared: false,
    }
}

#[test]
fn without_its_claim_a_purchase_does_not_go_on_by_itself_whatever_its_page_shows() {
    let mut story = at_the_checkout();
    story.tell(by_zhao());
    for reading in [page(), product_page(shirt(&["红色", "XL"], 3)), product_page(shirt(&[], 1))] {
        assert_eq!(story.arrives(reading), vec![]);
        assert!(matches!(story.stop(), Stop::ClaimedBy { .. }));
    }
    let mut story = at_the_checkout();
    story.tell(Event::Claimed(Err(Unclaimed::NotOpen("cancelled".into())), 0));
    assert_eq!(story.arrives(page()), vec![]);
    assert!(matches!(story.stop(), Stop::NotOpen { .. }));
}

#[test]
fn an_answer_that_was_slept_over_is_asked_for_again_before_the_checkout_is_shown_as_ready() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    let order = story.purchase.order.clone();
    story.claimed_after(chrono::TimeDelta::minutes(35), order.clone());
    assert_eq!(story.arrives(page()), vec![Effect::Claim], "who knows what came of the claim meanwhile");
    assert_eq!(story.purchase.stage, Stage::Claiming);
    assert_eq!(story.claimed(order), vec![Effect::LookAgain]);
    story.arrives(page());
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
}

#[test]
fn a_claim_that_the_erp_did_not_keep_is_asked_for_anew() {
    let not_kept = || Event::Claimed(Err(Unclaimed::NotHeld("not kept".into())), 0);
    let mut story = at_the_checkout();
    assert_eq!(story.tell(not_kept()), vec![Effect::CheckAccess]);
    assert_eq!((&story.purchase.stage, &story.purchase.claim), (&Stage::Claiming, &None));
    assert_eq!(story.tell(not_kept()), vec![]);
    assert_eq!(story.stop(), &Stop::Erp { said: "not kept".into() });
    // Without it nothing is opened or shown as ready.
    story.tell(Event::Decided(Decision::Open));
    assert_eq!(story.purchase.stage, Stage::Claiming);
    // Where money may be spent the receipt is still looked for.
    let mut story = at_the_checkout();
    story.presses(ButtonRole::Submit);
    assert_eq!(story.tell(not_kept()), vec![]);
    assert_eq!((&story.purchase.stage, &story.purchase.claim), (&Stage::Placed, &None));
}

#[test]
fn what_the_person_answers_after_the_claim_was_lost_claims_it_anew() {
    for late in [Decision::TryAgain, Decision::AcceptPrice { line: "1".into(), price: yuan(1280) }] {
        let mut story = at_the_checkout();
        story.tell(by_zhao());
        assert_eq!(story.tell(Event::Decided(late)), vec![Effect::CheckAccess]);
        assert_eq!(story.purchase.stage, Stage::Claiming);
    }
}

#[test]
fn a_checkout_that_cannot_be_seen_wants_a_claim_that_was_read_lately_too() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    let frame =
        crate::page::Frame { url: "https://pay.example/embed".into(), rect: crate::page::Rect::default() };
    let around =
        Reading { basket: None, buttons: Vec::new(), frames: vec![frame], ..checkout(Vec::new(), 0) };
    story.arrives(around.clone());
    story.tell(Event::Access(true));
    story.now += chrono::TimeDelta::minutes(20);
    assert_eq!(story.changes(around), vec![Effect::Claim]);
    assert_eq!(story.purchase.stage, Stage::Claiming);
}

#[test]
fn a_cashier_that_comes_without_a_checkout_wants_one_too_and_one_behind_it_does_not() {
    for submitted in [false, true] {
        let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
        story.arrives(product_page(shirt(&["红色", "XL"], 3)));
        story.presses(ButtonRole::BuyNow);
        if submitted {
            story.arrives(checkout(vec![bought("衬衫", &["红色", "XL"], 3)], 3500));
            story.presses(ButtonRole::Submit);
        }
        story.now += chrono::TimeDelta::minutes(20);
        let cashier = checkout(Vec::new(), 3500);
        let cashier = Reading { kind: Kind::Cashier, buttons: vec![button(95, ButtonRole::Pay)], ..cashier };
        let asks = story.arrives(cashier).contains(&Effect::Claim);
        assert_eq!(asks, !submitted);
        assert_eq!(story.purchase.stage == Stage::Claiming, !submitted);
    }
}

#[test]
fn what_is_recorded_here_counts_as_bought_before_the_erp_knows_it() {
    let lines =
        vec![line("1", PRODUCT, &["红色", "L"], 2), line("2", "https://mall.example/item/78", &[], 2)];
    let mut story = Story::opened(lines);
    let order = story.purchase.order.clone();
    story.known.reports.push(report("p-N1", "N1", &["1"]));
    story.claimed(order.clone());
    let left: Vec<&str> = story.purchase.order.open_lines().map(|line| line.id.as_str()).collect();
    assert_eq!(left, ["2"]);
    // Told by the ERP it counts once.
    let told = PurchaseOrder { reports: story.known.reports.clone(), ..order };
    story.claimed(told);
    assert_eq!(story.purchase.order.lines[0].purchased, 2.into());
}

#[test]
fn an_order_that_is_recorded_already_is_not_bought_once_more() {
    let order = order(vec![line("1", PRODUCT, &["红色", "L"], 2)]);
    let mut story = Story::opened(order.lines.clone());
    story.purchase = Purchase::start("p".into(), "s".into(), "erp".into(), order.clone(), noon());
    story.known.reports.push(report("hand", "N1", &["1"]));
    assert_eq!(story.claimed(order), vec![]);
    assert_eq!(story.stop(), &Stop::NotOpen { status: "purchased".into() });
}
