//! Packs on either side: pieces in one unit of the ERP, and in one of what the supplier sells.

use super::pairings::{check, fills, other_words, pick, picked, sees, with};
use super::*;
use crate::order::{Evidence, Report};
use crate::purchase::compared::price_check;
use crate::purchase::wanted::Wanted;

#[test]
fn ten_pieces_are_five_packs_of_two_on_the_page_in_the_checkout_and_on_the_receipt() {
    let (mut story, kept) = picked(Some(2));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    assert_eq!((kept[0].holds, kept[0].picks.len()), (2, 1));
    let quantity = check(&story, &Checked::Quantity);
    assert_eq!((quantity.expected.as_str(), quantity.fit), ("5 (10 = 5 × 2)", Fit::Same));
    // ¥10 a pack is ¥5 a piece: the limit of ¥12 a piece is ¥24 a pack.
    assert_eq!(check(&story, &Checked::UnitPrice).expected, "≤ 24.00 CNY");
    story.presses(ButtonRole::BuyNow);
    let own = |quantity| bought("衬衫", &["红色", "XL"], quantity);
    story.arrives(checkout(vec![own(10)], 5500));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }), "ten packs are twenty pieces");
    story.arrives(checkout(vec![own(5), bought("袜子", &[], 1)], 5500));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }), "an extra line");
    story.arrives(checkout(vec![own(5)], 12_600));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }), "¥121 of goods, and ten pieces may cost ¥120");
    story.arrives(checkout(vec![own(5)], 5500));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    story.presses(ButtonRole::Submit);
    let reports = |effects: Vec<Effect>| -> Vec<Report> {
        let report = |effect| match effect {
            Effect::Report(report) => Some(*report),
            _ => None,
        };
        effects.into_iter().filter_map(report).collect()
    };
    let with_lines = |quantity| Placed { lines: vec![own(quantity)], ..placed("N-100", 5500) };
    let mut wrong = Story { purchase: story.purchase.clone(), ..Story::opened(other_words()) };
    assert_eq!(reports(wrong.arrives(receipt(vec![with_lines(10)]))), [], "another quantity");
    let reports = reports(story.arrives(receipt(vec![with_lines(5)])));
    let [report] = reports.as_slice() else { panic!("{reports:?}") };
    assert_eq!(report.evidence, Evidence::ShownByPage);
    assert_eq!(report.lines[0].quantity, Decimal::from(10), "the ERP counts pieces");
    assert_eq!(story.purchase.stage, Stage::Recorded);
}

#[test]
fn packs_are_remembered_and_fill_by_themselves() {
    let (_, kept) = picked(Some(2));
    let mut next = with(kept.clone(), other_words());
    sees(&mut next, shirt(&[], 1));
    assert_eq!(sees(&mut next, shirt(&["红色", "XL"], 1)), fills(30, "5"));
    sees(&mut next, shirt(&["红色", "XL"], 5));
    assert_eq!(next.purchase.stage, Stage::Ready { turn: Turn::Buy });
    assert_eq!(next.purchase.asked.holds("1"), Some(2));
    // What is changed afterwards changes no purchase that goes by it.
    next.known.pairings.clear();
    next.presses(ButtonRole::BuyNow);
    next.arrives(checkout(vec![bought("衬衫", &["红色", "XL"], 5)], 5500));
    assert_eq!(next.purchase.stage, Stage::Ready { turn: Turn::Submit });
}

#[test]
fn pieces_that_are_no_whole_number_of_packs_stop_with_both() {
    let (_, kept) = picked(Some(2));
    let odd = vec![Line { quantity: Decimal::from(9), ..other_words().remove(0) }];
    let mut story = with(kept, odd);
    assert_eq!(sees(&mut story, shirt(&[], 1)), []);
    let Stop::Quantity { wanted, step, .. } = story.stop() else { panic!("{:?}", story.stop()) };
    assert_eq!((*wanted, *step), (Decimal::from(9), Some(Decimal::TWO)));
}

#[test]
fn packs_count_against_minimum_stock_and_steps_of_the_page() {
    let (_, kept) = picked(Some(2));
    let stop = |change: fn(&mut Product)| {
        let mut page = shirt(&["红色", "XL"], 1);
        change(&mut page);
        let mut story = with(kept.clone(), other_words());
        sees(&mut story, page);
        story.stop().clone()
    };
    assert!(
        matches!(stop(|page| page.minimum = Some(6.into())), Stop::Quantity { wanted, .. } if wanted == 5.into())
    );
    assert!(
        matches!(stop(|page| page.stock = Some(4.into())), Stop::TooFew { wanted, .. } if wanted == 5.into())
    );
}

#[test]
fn a_price_is_compared_for_what_one_holds() {
    let ordered = Line { unit: Some("箱".into()), ..line("1", PRODUCT, &["红色", "XL"], 5) };
    let allowed = |cents: i64, pack: u32, holds: u32| {
        let said = vec![Said { line: "1".into(), holds: Some(holds), ..Said::default() }];
        let asked = Asked { packs: vec![("1".into(), pack)], said, ..Asked::default() };
        let want = Wanted::of(&ordered, &asked, None).unwrap();
        price_check(&want, Some(yuan(cents))).fit == Fit::Same
    };
    // ¥12.00 for a box.
    assert!(allowed(1200, 1, 1) && !allowed(1201, 1, 1));
    assert!(allowed(100, 12, 1) && !allowed(101, 12, 1));
    assert!(allowed(400, 12, 4) && !allowed(401, 12, 4));
    // ¥12 / 7 × 5 is 8.571428…: nothing is rounded either way.
    assert!(allowed(857, 7, 5) && !allowed(858, 7, 5));
}

#[test]
fn a_price_over_the_limit_names_the_limit_of_what_is_sold() {
    let (_, kept) = picked(Some(2));
    let mut story = with(kept, other_words());
    sees(&mut story, Product { price: Some(yuan(2500)), ..shirt(&["红色", "XL"], 5) });
    let Stop::Price { limit: Some(limit), count, .. } = story.stop() else { panic!("{:?}", story.stop()) };
    assert_eq!((limit.amount, *count), (Decimal::from(24), Decimal::from(5)));
    story.tell(Event::Decided(Decision::AcceptPrice { line: "1".into(), price: yuan(2500) }));
    sees(&mut story, Product { price: Some(yuan(2500)), ..shirt(&["红色", "XL"], 5) });
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    // A price accepted for a pack of two is not that of one of three.
    story.tell(Event::Decided(Decision::Holds { line: "1".into(), pieces: 1 }));
    sees(&mut story, Product { price: Some(yuan(2500)), ..shirt(&["红色", "XL"], 5) });
    assert!(matches!(story.stop(), Stop::Price { .. }));
}

#[test]
fn packs_are_asked_about_again_when_the_suppliers_variants_change() {
    let own_words = || vec![line("1", PRODUCT, &["红色", "XL"], 10)];
    let mut story = Story::opened(own_words());
    sees(&mut story, shirt(&["红色", "XL"], 10));
    story.tell(Event::Decided(Decision::Holds { line: "1".into(), pieces: 2 }));
    assert_eq!(sees(&mut story, shirt(&["红色", "XL"], 10)), fills(30, "5"));
    sees(&mut story, shirt(&["红色", "XL"], 5));
    let kept = story.known.pairings.clone();
    assert_eq!((kept[0].holds, kept[0].picks.len()), (2, 0));
    let mut next = with(kept, own_words());
    let mut other = shirt(&["红色", "XL"], 1);
    other.axes[1].options.push(choice(22, "XXL", false));
    assert_eq!(sees(&mut next, other.clone()), [], "nothing is filled by a number that may be wrong");
    assert_eq!(next.stop(), &Stop::Holds { line: "1".into(), before: 2 });
    next.tell(Event::Decided(Decision::Holds { line: "1".into(), pieces: 1 }));
    assert_eq!(sees(&mut next, other.clone()), fills(30, "10"));
    other.quantity = Some(field(30, 10));
    sees(&mut next, other);
    assert_eq!(next.known.pairings, [], "nothing is left to remember");
}

#[test]
fn a_pick_that_is_out_of_date_does_not_forget_the_packs_in_silence() {
    let (_, kept) = picked(Some(2));
    let mut page = shirt(&[], 1);
    page.axes[0].options.push(choice(12, "紫色", false));
    let mut story = with(kept, other_words());
    sees(&mut story, page.clone());
    assert!(matches!(story.stop(), Stop::NoOption { changed: true, .. }));
    pick(&mut story, 0, None);
    sees(&mut story, page.clone());
    (page.axes[0].options[0].chosen, page.axes[1].options[1].chosen) = (true, true);
    assert_eq!(sees(&mut story, page), []);
    assert_eq!(story.stop(), &Stop::Holds { line: "1".into(), before: 2 });
}

#[test]
fn a_unit_of_the_erp_is_remembered_whatever_the_supplier_changes() {
    let boxes = || vec![Line { unit: Some("箱".into()), ..line("1", PRODUCT, &["红色", "XL"], 2) }];
    let mut story = Story::opened(boxes());
    sees(&mut story, shirt(&[], 1));
    let pack = Decision::Pack { line: "1".into(), pieces: 12, holds: Some(4) };
    story.tell(Event::Decided(pack));
    let cheap = |page| Product { price: Some(yuan(300)), ..page };
    sees(&mut story, cheap(shirt(&["红色", "XL"], 6)));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    assert_eq!(check(&story, &Checked::Quantity).expected, "6 (2 × 12 = 6 × 4)");
    let kept = &story.known.pairings[0];
    assert_eq!((kept.unit.as_str(), kept.pieces, kept.holds), ("箱", 12, 4));
    let mut page = cheap(shirt(&["红色", "XL"], 6));
    page.axes[0].options.push(choice(12, "紫色", false));
    let mut next = with(story.known.pairings.clone(), boxes());
    sees(&mut next, page);
    assert_eq!(next.stop(), &Stop::Holds { line: "1".into(), before: 4 }, "the box still has 12");
    // Another unit of the same goods is another question.
    let mut crates = boxes();
    crates[0].unit = Some("托".into());
    let mut next = with(story.known.pairings.clone(), crates);
    sees(&mut next, shirt(&[], 1));
    assert!(matches!(next.stop(), Stop::Unit { .. }));
}

#[test]
fn nothing_is_counted_anew_once_an_order_may_be_placed() {
    let (mut story, _) = picked(None);
    story.presses(ButtonRole::BuyNow);
    assert_eq!(story.tell(Event::Decided(Decision::Holds { line: "1".into(), pieces: 2 })), []);
    assert_eq!(story.tell(Event::Decided(Decision::PickAgain { line: "1".into() })), []);
    assert_eq!(story.purchase.asked.holds("1"), Some(1));
}

#[test]
fn lines_as_rows_have_packs_of_their_own() {
    let lines = vec![line("1", PRODUCT, &["红色", "L"], 6), line("2", PRODUCT, &["红色", "XL"], 4)];
    let mut story = Story::opened(lines.clone());
    sees(&mut story, rows("红色", [("L", 0), ("XL", 0)]));
    story.tell(Event::Decided(Decision::Holds { line: "1".into(), pieces: 3 }));
    sees(&mut story, rows("红色", [("L", 6), ("XL", 4)]));
    sees(&mut story, rows("红色", [("L", 2), ("XL", 4)]));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    assert_eq!(story.known.pairings.len(), 1);
    let mut next = with(story.known.pairings.clone(), lines);
    let steps = format!("{:?}", sees(&mut next, rows("红色", [("L", 0), ("XL", 0)])));
    assert!(steps.contains("\"2\"") && steps.contains("\"4\""), "{steps}");
}

#[test]
fn a_pack_that_only_the_page_names_is_asked_about_once() {
    let lines = || vec![line("1", PRODUCT, &["红色", "XL"], 10)];
    let page = |quantity| Product { title: "衬衫 2件装".into(), ..shirt(&["红色", "XL"], quantity) };
    let mut story = Story::opened(lines());
    assert_eq!(story.arrives(product_page(page(1))), vec![]);
    assert_eq!(story.stop(), &Stop::PackTold { line: "1".into(), pieces: 2 });
    let mut single = Story { purchase: story.purchase.clone(), ..Story::opened(lines()) };
    story.tell(Event::Decided(Decision::Holds { line: "1".into(), pieces: 2 }));
    assert_eq!(sees(&mut story, page(1)), fills(30, "5"));
    // One is one, whatever the title says: that is kept as well.
    single.tell(Event::Decided(Decision::Holds { line: "1".into(), pieces: 1 }));
    assert_eq!(sees(&mut single, page(1)), fills(30, "10"));
    sees(&mut single, page(10));
    assert_eq!(single.purchase.stage, Stage::Ready { turn: Turn::Buy });
    let kept = single.known.pairings.clone();
    assert_eq!((kept.len(), kept[0].holds), (1, 1));
    let mut next = with(kept, lines());
    assert_eq!(sees(&mut next, page(1)), fills(30, "10"), "not asked again");
}

#[test]
fn a_pack_that_the_order_names_too_is_what_it_counts() {
    let stops = |line: Line, page: Product| {
        let mut story = Story::opened(vec![line]);
        story.arrives(product_page(page));
        matches!(story.purchase.stage, Stage::Paused { stop: Stop::PackTold { .. } })
    };
    let ordered = |title: &str| Line { title: title.into(), ..line("1", PRODUCT, &["红色", "XL"], 10) };
    let titled = |title: &str| Product { title: title.into(), ..shirt(&["红色", "XL"], 1) };
    assert!(stops(ordered("Shirt"), titled("Shirt, pack of 2")));
    assert!(!stops(ordered("Shirt 2pcs"), titled("Shirt, pack of 2")));
    assert!(stops(ordered("Shirt 2pcs"), titled("Shirt, pack of 3")));
    assert!(!stops(ordered("Phone"), titled("Phone 12, 3 in 1")));
    // What is chosen says more than the title.
    let mut one = titled("Shirt, pack of 2");
    one.axes[1].options[1].label = "XL (1 pc)".into();
    let mut wanted = ordered("Shirt");
    wanted.attributes[1].option = "XL (1 pc)".into();
    assert!(!stops(wanted, one));
    // Where packs are variants, the title may name the first of them.
    let mut variants = titled("Shirt, pack of 2");
    variants.axes[1].options[0].label = "Pack of 2".into();
    assert!(!stops(ordered("Shirt"), variants));
    // Beside the price, where the title says nothing.
    assert!(stops(ordered("Shirt"), Product { pack: Some(5.into()), ..titled("Shirt") }));
    // Where quantities go by so many, pieces are counted.
    let stepped = Product { step: Some(5.into()), pack: Some(5.into()), ..titled("Shirt") };
    assert!(!stops(ordered("Shirt"), stepped));
}
