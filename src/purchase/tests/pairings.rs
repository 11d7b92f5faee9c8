//! A variant remembered: picked once, kept, taken again, forgotten.

use super::*;
use crate::page::Step;

/// An order in other words than the page's.
pub(super) fn other_words() -> Vec<Line> {
    vec![line("1", PRODUCT, &["大红", "XL"], 10)]
}

/// What is to be kept or forgotten goes to what is known, as the service does it; the rest comes back.
pub(super) fn keep(story: &mut Story, effects: Vec<Effect>) -> Vec<Effect> {
    let mut rest = Vec::new();
    for effect in effects {
        let key = match &effect {
            Effect::Pair(pairing) => pairing.key.clone(),
            Effect::Unpair(key) => key.clone(),
            _ => {
                rest.push(effect);
                continue;
            }
        };
        story.known.pairings.retain(|pairing| pairing.key != key);
        if let Effect::Pair(pairing) = effect {
            story.known.pairings.push(*pairing);
        }
    }
    rest
}

pub(super) fn sees(story: &mut Story, product: Product) -> Vec<Effect> {
    let effects = story.changes(product_page(product));
    keep(story, effects)
}

pub(super) fn pick(story: &mut Story, at: usize, holds: Option<u32>) {
    let Stop::NoOption { line, offered, .. } = story.stop().clone() else { panic!("{:?}", story.stop()) };
    let effects = story.tell(Event::Decided(Decision::Pick { line, candidate: offered[at].clone(), holds }));
    assert_eq!(keep(story, effects), [Effect::LookAgain]);
}

/// A purchase in which red was picked for what the order calls 大红; what was kept by it.
pub(super) fn picked(holds: Option<u32>) -> (Story, Vec<Pairing>) {
    let mut story = Story::opened(other_words());
    sees(&mut story, shirt(&[], 1));
    pick(&mut story, 0, holds);
    sees(&mut story, shirt(&[], 1));
    let count = 10 / i64::from(holds.unwrap_or(1));
    sees(&mut story, shirt(&["红色", "XL"], count));
    let kept = story.known.pairings.clone();
    (story, kept)
}

pub(super) fn with(kept: Vec<Pairing>, lines: Vec<Line>) -> Story {
    let mut story = Story::opened(lines);
    story.known.pairings = kept;
    story
}

pub(super) fn fills(handle: u32, value: &str) -> Vec<Effect> {
    vec![Effect::Steps(vec![Step::Fill { handle, value: value.into() }])]
}

pub(super) fn check(story: &Story, what: &Checked) -> Check {
    let found = story.purchase.found.checks.iter().find(|check| check.what == *what);
    found.unwrap_or_else(|| panic!("{:?}", story.purchase.found.checks)).clone()
}

#[test]
fn what_was_picked_once_is_picked_by_itself_the_next_time_and_shown() {
    let (story, kept) = picked(None);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    let [pairing] = kept.as_slice() else { panic!("{kept:?}") };
    assert_eq!((pairing.picks.len(), pairing.picks[0].label.as_str()), (1, "红色"));
    assert_eq!(check(&story, &Checked::Axis("颜色".into())).paired, None, "it was picked here");
    let mut next = with(kept, other_words());
    let steps = sees(&mut next, shirt(&[], 1));
    assert!(matches!(steps.as_slice(), [Effect::Steps(steps)] if steps.len() == 2), "{steps:?}");
    sees(&mut next, shirt(&["红色", "XL"], 10));
    assert_eq!(next.purchase.stage, Stage::Ready { turn: Turn::Buy });
    let colour = check(&next, &Checked::Axis("颜色".into()));
    assert_eq!((colour.found.as_str(), colour.paired), ("红色", Some(noon())));
}

#[test]
fn a_pairing_is_written_once_for_each_purchase() {
    let (mut story, _) = picked(None);
    assert_eq!(story.changes(product_page(shirt(&["红色", "XL"], 10))), [Effect::Outline(90)]);
    let mut plain = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    assert_eq!(plain.arrives(product_page(shirt(&["红色", "XL"], 3))), [Effect::Outline(90)]);
    assert_eq!((plain.purchase.asked.packs.len(), plain.purchase.asked.said.len()), (0, 0));
}

#[test]
fn the_orders_own_words_come_before_what_was_picked() {
    let (_, kept) = picked(None);
    // The supplier calls another option what the order calls it now.
    let mut page = shirt(&[], 1);
    page.axes[0].options[1].label = "大红".into();
    let mut story = with(kept, other_words());
    let Effect::Steps(steps) = &sees(&mut story, page)[0] else { panic!() };
    assert_eq!(steps[0], Step::Click { handle: 11, label: "大红".into() });
}

#[test]
fn another_line_is_not_taken_for_it() {
    let (_, kept) = picked(None);
    let mut others = vec![
        line("1", "https://mall.example/item/78", &["大红", "XL"], 10),
        line("1", "https://shop.example/item/77", &["大红", "XL"], 10),
        line("1", PRODUCT, &["大红", "L"], 10),
        line("2", PRODUCT, &["大红", "XL"], 10),
    ];
    let sku = Line { sku: Some("A-1".into()), ..line("1", PRODUCT, &["大红", "XL"], 10) };
    let no_dash = Line { sku: Some("A1".into()), ..sku.clone() };
    assert_ne!(pairing::key_of_line(&sku), pairing::key_of_line(&no_dash));
    others.push(sku);
    // All variants of the ERP's may have one SKU, and be told apart by their titles.
    others.push(Line { title: "衬衫 1 蓝".into(), ..line("1", PRODUCT, &["大红", "XL"], 10) });
    for other in others {
        assert_ne!(pairing::key_of_line(&other), kept[0].key, "{other:?}");
    }
    let mut again = line("9", PRODUCT, &["大红", "XL"], 3);
    again.title = "衬衫 1".into();
    again.url = format!("{PRODUCT}?from=list#top");
    assert_eq!(pairing::key_of_line(&again), kept[0].key);
}

#[test]
fn options_in_another_order_chosen_or_sold_out_are_the_same_variants() {
    let (_, kept) = picked(None);
    let mut page = shirt(&["蓝色", "L"], 4);
    page.axes.reverse();
    page.axes[1].options.reverse();
    page.axes[1].options[0].disabled = true;
    let mut story = with(kept, other_words());
    let steps = sees(&mut story, page);
    assert!(format!("{steps:?}").contains("红色"), "{steps:?}");
}

#[test]
fn when_the_suppliers_variants_change_the_person_is_asked_again_and_told_why() {
    let (_, kept) = picked(None);
    let changes: [fn(&mut Product); 3] = [
        |page| page.axes[0].options.push(choice(12, "紫色", false)),
        |page| page.axes[0].options[0].id = Some("new".into()),
        |page| {
            page.axes.push(Axis {
                name: "款式".into(),
                options: vec![choice(30, "长袖", true)],
                opener: None,
            })
        },
    ];
    for change in changes {
        let mut page = shirt(&[], 1);
        change(&mut page);
        let mut story = with(kept.clone(), other_words());
        story.pace = Pace { quiet: 10, stirred: 10 };
        sees(&mut story, page.clone());
        assert_eq!(story.known.pairings.len(), 1, "the page may still be made");
        story.pace = AT_REST;
        sees(&mut story, page.clone());
        assert!(matches!(story.stop(), Stop::NoOption { changed: true, .. }), "{:?}", story.stop());
        assert_eq!(story.known.pairings, [], "it is dropped");
        sees(&mut story, page);
        assert!(matches!(story.stop(), Stop::NoOption { changed: true, .. }), "and still said");
        pick(&mut story, 0, None);
    }
}

#[test]
fn what_was_picked_wrongly_is_picked_again() {
    let (_, kept) = picked(None);
    let mut story = with(kept, other_words());
    sees(&mut story, shirt(&["红色", "XL"], 10));
    let effects = story.tell(Event::Decided(Decision::PickAgain { line: "1".into() }));
    assert_eq!(keep(&mut story, effects), [Effect::LookAgain]);
    sees(&mut story, shirt(&["红色", "XL"], 10));
    assert!(matches!(story.stop(), Stop::NoOption { changed: false, .. }));
    pick(&mut story, 1, None);
    sees(&mut story, shirt(&["红色", "XL"], 10));
    sees(&mut story, shirt(&["蓝色", "XL"], 10));
    assert_eq!(story.known.pairings[0].picks[0].label, "蓝色");
}

#[test]
fn what_is_not_offered_any_more_in_the_midst_of_a_purchase_is_picked_anew() {
    let (_, kept) = picked(None);
    let mut story = with(kept, other_words());
    sees(&mut story, shirt(&[], 1));
    let mut page = shirt(&[], 1);
    page.axes[0].options[0].label = "绯红".into();
    sees(&mut story, page.clone());
    assert!(matches!(story.stop(), Stop::NoOption { changed: true, .. }));
    pick(&mut story, 0, None);
    assert!(matches!(sees(&mut story, page).as_slice(), [Effect::Steps(_)]));
}

#[test]
fn one_list_of_whole_variants_is_picked_from_for_all_words_of_the_order() {
    let mut page = shirt(&[], 1);
    page.axes = vec![Axis {
        name: "规格".into(),
        options: vec![choice(10, "红 XL 长袖", false), choice(11, "蓝 XL 长袖", false)],
        opener: None,
    }];
    let mut story = Story::opened(other_words());
    sees(&mut story, page.clone());
    pick(&mut story, 0, None);
    assert!(matches!(sees(&mut story, page.clone()).as_slice(), [Effect::Steps(_)]));
    page.axes[0].options[0].chosen = true;
    page.quantity = Some(field(30, 10));
    sees(&mut story, page);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    // The cart names the variant in the supplier's words.
    story.presses(ButtonRole::BuyNow);
    story.arrives(checkout(vec![bought("衬衫", &["红 XL 长袖"], 10)], 11_500));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    story.arrives(checkout(vec![bought("衬衫", &["蓝 XL 长袖"], 10)], 11_500));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
}

#[test]
fn a_row_is_picked_and_remembered() {
    let page = |quantity| {
        let mut page = rows("红色", [("大码", quantity), ("小码", 0)]);
        page.rows[0].id = Some("r1".into());
        page
    };
    let order = || vec![line("1", PRODUCT, &["红色", "XL"], 4)];
    let mut story = Story::opened(order());
    sees(&mut story, page(0));
    pick(&mut story, 0, None);
    assert_eq!(sees(&mut story, page(0)), fills(40, "4"));
    sees(&mut story, page(4));
    assert_eq!(check(&story, &Checked::Axis(String::new())).found, "大码");
    assert_eq!(story.purchase.asked.said("1").unwrap().words, ["大码", "红色"]);
    let mut next = with(story.known.pairings.clone(), order());
    assert_eq!(sees(&mut next, page(0)), fills(40, "4"));
    let mut other = page(0);
    other.rows[0].id = Some("r2".into());
    let mut next = with(story.known.pairings.clone(), order());
    sees(&mut next, other);
    assert!(matches!(next.stop(), Stop::NoOption { changed: true, .. }));
}

#[test]
fn a_picked_variant_with_a_page_of_its_own_is_known_by_the_link_that_was_picked() {
    const OWN: &str = "https://mall.example/offer/red-xl_17";
    let option =
        |label: &str, url: &str| Choice { control: Control::Open(url.into()), ..choice(7, label, false) };
    let parent = || Product {
        axes: vec![Axis {
            name: "Variants".into(),
            options: vec![option("红 / XL", OWN), option("蓝 / XL", "https://mall.example/offer/blue-xl_18")],
            opener: None,
        }],
        quantity: None,
        ..shirt(&[], 1)
    };
    let own = |title: &str| Product { title: title.into(), axes: vec![], ..shirt(&[], 10) };
    let at = |url: &str, title: &str| Reading { url: url.into(), ..product_page(own(title)) };
    let mut story = Story::opened(other_words());
    sees(&mut story, parent());
    pick(&mut story, 0, None);
    assert_eq!(story.changes(product_page(parent())), [Effect::Go(1, OWN.into())]);
    let effects = story.arrives(at(OWN, "红 / XL"));
    assert_eq!(keep(&mut story, effects), [Effect::Outline(90)]);
    assert_eq!(check(&story, &Checked::Axis("Variants".into())).found, "红 / XL");
    // In the cart its line leads to a page that the order does not name.
    story.presses(ButtonRole::BuyNow);
    let in_cart = |title: &str| BasketLine { url: Some(OWN.into()), ..bought(title, &[], 10) };
    story.arrives(checkout(vec![in_cart("蓝 / XL")], 10_500));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
    story.arrives(checkout(vec![in_cart("红 / XL")], 10_500));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
    let mut next = with(story.known.pairings.clone(), other_words());
    assert_eq!(next.arrives(product_page(parent())), [Effect::Go(1, OWN.into())]);
    // A page without anything to choose at the order's own address proves nothing.
    let mut astray = with(story.known.pairings.clone(), other_words());
    astray.arrives(product_page(own("衬衫")));
    assert!(matches!(astray.stop(), Stop::NoOption { .. }));
}
