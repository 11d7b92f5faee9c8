//! Options that depend on others, and what comes only once they are chosen.

use super::*;
use crate::page::{Opener, Step};

const RESTLESS: Pace = Pace { quiet: 0, stirred: 0 };

fn wanted() -> Story {
    Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)])
}

fn gated(chosen: &[&str]) -> Product {
    Product { quantity: None, ..shirt(chosen, 1) }
}

/// The handles that are pressed.
fn pressed(effects: &[Effect]) -> Vec<u32> {
    let steps = effects.iter().flat_map(|effect| match effect {
        Effect::Steps(steps) => steps.as_slice(),
        _ => &[],
    });
    steps.map(Step::handle).collect()
}

#[test]
fn where_there_is_nothing_to_fill_the_options_are_chosen_once_the_page_is_at_rest() {
    let mut story = wanted();
    story.pace = RESTLESS;
    assert_eq!(story.changes(product_page(gated(&[]))), vec![Effect::LookIn(1000)]);
    story.pace = AT_REST;
    assert_eq!(pressed(&story.changes(product_page(gated(&[])))), [10, 21]);
    assert_eq!(pressed(&story.changes(product_page(shirt(&["红色", "XL"], 1)))), [30]);
}

#[test]
fn nothing_is_pressed_where_an_option_is_not_there_or_nothing_comes_of_it() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["绿色", "XL"], 3)]);
    assert_eq!(story.arrives(product_page(gated(&[]))), vec![]);
    assert!(matches!(story.stop(), Stop::NoOption { .. }));
    let mut story = wanted();
    assert_eq!(story.arrives(product_page(gated(&["红色", "XL"]))), vec![]);
    assert_eq!(*story.stop(), Stop::NotRecognised);
}

#[test]
fn an_option_that_another_choice_bars_waits_for_that_to_change() {
    let mut page = shirt(&["蓝色", "L"], 1);
    page.axes[1].options[1].disabled = true;
    let mut story = wanted();
    assert_eq!(pressed(&story.arrives(product_page(page.clone()))), [10]);
    // Barred still: nothing of it is left.
    page.axes[0].options[0].chosen = true;
    page.axes[0].options[1].chosen = false;
    assert_eq!(story.changes(product_page(page)), vec![]);
    assert!(matches!(story.stop(), Stop::SoldOut { .. }));
}

#[test]
fn an_axis_that_is_barred_as_a_whole_waits_for_the_one_before() {
    let mut page = shirt(&[], 1);
    page.axes[1].options.iter_mut().for_each(|option| option.disabled = true);
    assert_eq!(pressed(&wanted().arrives(product_page(page.clone()))), [10]);
    let mut page = shirt(&[], 1);
    page.axes[1].options[1].disabled = true;
    let mut story = wanted();
    story.arrives(product_page(page));
    assert!(matches!(story.stop(), Stop::SoldOut { .. }), "one alone is gone");
}

#[test]
fn a_note_behind_an_option_is_no_part_of_it_and_two_that_fit_are_a_doubt() {
    let mut page = shirt(&[], 1);
    page.axes[1].options[1] =
        Choice { label: "XL (+¥2.00)".into(), bare: Some("XL".into()), ..choice(21, "", false) };
    assert_eq!(pressed(&wanted().arrives(product_page(page.clone()))), [10, 21]);
    page.axes[1].options.push(choice(22, "XL", false));
    let mut story = wanted();
    story.arrives(product_page(page));
    assert!(matches!(story.stop(), Stop::NoOption { .. }));
}

#[test]
fn a_title_says_which_variant_it_is_only_once_the_page_is_at_rest() {
    let titled = || Product { axes: Vec::new(), title: "衬衫 1 红色 / XL".into(), ..shirt(&[], 1) };
    let mut story = wanted();
    story.pace = RESTLESS;
    assert_eq!(story.changes(product_page(titled())), vec![Effect::LookIn(1000)]);
    story.pace = AT_REST;
    assert_eq!(pressed(&story.changes(product_page(titled()))), [30]);
}

#[test]
fn a_price_may_follow_what_was_chosen_and_what_was_filled_is_seen_once_more() {
    let mut story = wanted();
    story.arrives(product_page(shirt(&[], 3)));
    story.pace = RESTLESS;
    let dear = Product { price: Some(yuan(1280)), ..shirt(&["红色", "XL"], 3) };
    assert_eq!(story.changes(product_page(dear.clone())), vec![Effect::LookIn(1000)]);
    let effects = story.changes(product_page(shirt(&["红色", "XL"], 3)));
    assert_eq!(effects, vec![Effect::Outline(90), Effect::LookIn(1000)]);
    story.pace = AT_REST;
    assert_eq!(story.changes(product_page(shirt(&["红色", "XL"], 3))), vec![Effect::Outline(90)]);
    story.changes(product_page(dear));
    assert!(matches!(story.stop(), Stop::Price { .. }));
}

#[test]
fn a_row_whose_words_stand_in_other_columns_elsewhere_is_a_doubt() {
    let row = |labels: [&str; 2]| Row {
        labels: labels.map(Into::into).to_vec(),
        price: Some(yuan(900)),
        quantity: Some(field(40, 0)),
        ..Row::default()
    };
    let page = |all: &[[&str; 2]]| Product {
        axes: Vec::new(),
        quantity: None,
        rows: all.iter().map(|labels| row(*labels)).collect(),
        ..shirt(&[], 0)
    };
    let mut story = wanted();
    story.arrives(product_page(page(&[["红色", "XL"], ["红色", "L"]])));
    assert_eq!(story.purchase.stage, Stage::Choosing);
    let mut story = wanted();
    story.arrives(product_page(page(&[["红色", "XL"], ["XL", "L"]])));
    assert!(matches!(story.stop(), Stop::NoOption { .. }));
}

#[test]
fn values_that_fit_two_axes_of_other_names_are_asked_about() {
    let sized = |wide: &[&str], long: &[&str]| {
        let mut page = shirt(&[], 1);
        let told = [("Breite", 10, wide), ("Länge", 20, long)];
        for (axis, (name, first, labels)) in page.axes.iter_mut().zip(told) {
            axis.name = name.into();
            axis.options =
                (first..).zip(labels).map(|(handle, label)| choice(handle, label, false)).collect();
        }
        page
    };
    let measured = |length: &str, width: &str| {
        let mut line = line("1", PRODUCT, &[length, width], 3);
        for (attribute, name) in line.attributes.iter_mut().zip(["Length", "Width"]) {
            attribute.axis = name.into();
        }
        line
    };
    // The page has no width of 20, and 10 is both a width and a length.
    let mut story = Story::opened(vec![measured("10", "20")]);
    assert_eq!(pressed(&story.arrives(product_page(sized(&["10", "30"], &["10", "20"])))), [] as [u32; 0]);
    assert!(matches!(story.stop(), Stop::NoOption { axis, .. } if axis == "Breite"), "{:?}", story.stop());
    // Each value is one axis' alone.
    let mut story = Story::opened(vec![measured("20", "30")]);
    assert_eq!(pressed(&story.arrives(product_page(sized(&["10", "30"], &["10", "20"])))), [11, 21]);
    let mut chosen = sized(&["10", "30"], &["10", "20"]);
    chosen.axes.iter_mut().for_each(|axis| axis.options[1].chosen = true);
    story.changes(product_page(chosen));
    let said: Vec<_> =
        story.purchase.found.checks.iter().take(2).map(|check| check.expected.as_str()).collect();
    assert_eq!(said, ["Width 30", "Length 20"], "in the order's words");
}

#[test]
fn the_page_that_the_order_names_is_no_checkout_before_anything_was_pressed() {
    let mut story = wanted();
    let misread = || Reading { url: PRODUCT.into(), ..checkout(Vec::new(), 1000) };
    story.arrives(misread());
    assert_eq!(*story.stop(), Stop::NotRecognised);
    story.arrives(product_page(shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::BuyNow);
    story.changes(misread());
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Submit });
}

/// The page with the sizes in a closed list that shows one of them, or asks to choose one.
fn closed(colour: &[&str], size: Option<&str>, quantity: i64) -> Product {
    let mut page = shirt(colour, quantity);
    page.axes[1].options = size.map(|size| choice(40, size, true)).into_iter().collect();
    page.axes[1].opener = Some(Opener { handle: 40, label: size.unwrap_or("请选择").into() });
    page
}

#[test]
fn a_closed_list_is_opened_chosen_from_and_seen_to_show_what_was_chosen() {
    for shown in [None, Some("L")] {
        let mut story = wanted();
        assert_eq!(pressed(&story.arrives(product_page(closed(&[], shown, 1)))), [40], "opened first");
        // Open, it is like any other; a page may keep which one was chosen before.
        let open = shirt(&shown.into_iter().collect::<Vec<_>>(), 1);
        assert_eq!(pressed(&story.changes(product_page(open))), [10, 21]);
        assert_eq!(pressed(&story.changes(product_page(closed(&["红色"], Some("XL"), 1)))), [30]);
        story.changes(product_page(closed(&["红色"], Some("XL"), 3)));
        assert!(matches!(story.purchase.stage, Stage::Ready { .. }), "{:?}", story.purchase.stage);
    }
}

#[test]
fn a_closed_list_that_shows_another_option_is_not_ready_and_does_not_loop() {
    let mut story = wanted();
    story.arrives(product_page(closed(&["红色"], Some("L"), 3)));
    for _ in 0..20 {
        story.changes(product_page(closed(&["红色"], Some("L"), 3)));
    }
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
}

#[test]
fn a_closed_list_that_the_order_does_not_name_is_opened_before_its_only_option_counts() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色"], 3)]);
    assert_eq!(pressed(&story.arrives(product_page(closed(&["红色"], Some("L"), 3)))), [40]);
    story.changes(product_page(shirt(&["红色", "L"], 3)));
    assert!(matches!(story.stop(), Stop::NoOption { .. }));
}

#[test]
fn a_closed_list_that_comes_once_all_seemed_right_is_opened() {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色"], 3)]);
    let mut page = shirt(&["红色"], 3);
    page.axes.truncate(1);
    story.arrives(product_page(page));
    assert!(matches!(story.purchase.stage, Stage::Ready { .. }));
    assert_eq!(pressed(&story.changes(product_page(closed(&["红色"], Some("L"), 3)))), [40]);
    story.changes(product_page(shirt(&["红色", "L"], 3)));
    assert!(matches!(story.stop(), Stop::NoOption { .. }));
}
