//! Which of the prices that a page shows is the one of what is bought.

use super::*;
use crate::page::Tier;

fn tier(from: i64, cents: i64) -> Tier {
    Tier { from: Decimal::from(from), price: yuan(cents) }
}

/// What comes of so many 红色 XL on a page that shows them chosen, with the quantity filled.
fn bought_of(quantity: i64, product: Product) -> Story {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], quantity)]);
    story.arrives(product_page(product));
    story
}

#[test]
fn a_table_of_another_variant_does_not_make_a_price_lower() {
    // The table stands as it stood before XL was chosen, which costs ¥14; the limit is ¥12.
    let page = |cents| Product {
        price: Some(yuan(cents)),
        tiers: vec![tier(1, 1000), tier(10, 900)],
        ..shirt(&["红色", "XL"], 5)
    };
    let story = bought_of(5, page(1400));
    assert!(matches!(story.stop(), Stop::Price { found, .. } if *found == yuan(1400)), "{:?}", story.stop());
    assert_eq!(bought_of(5, page(1000)).purchase.stage, Stage::Ready { turn: Turn::Buy });
    // Nor does a lower price that is shown make that of the table lower.
    let dear = Product { tiers: vec![tier(1, 1300), tier(10, 1250)], ..page(1100) };
    assert!(matches!(bought_of(5, dear).stop(), Stop::Price { found, .. } if *found == yuan(1300)));
    let foreign = Amount { currency: Some("USD".parse().unwrap()), ..yuan(1000) };
    let mixed = Product { price: Some(foreign), ..page(0) };
    assert!(matches!(bought_of(5, mixed).stop(), Stop::NoPrice { .. }), "two currencies");
}

#[test]
fn a_table_that_begins_above_one_is_the_only_variants_own() {
    // `¥13 · 5 or more ¥11`: the price of one stands outside the table.
    let page = |axes: bool| {
        let mut page =
            Product { price: Some(yuan(1300)), tiers: vec![tier(5, 1100)], ..shirt(&["红色", "XL"], 5) };
        if !axes {
            page.axes.clear();
        }
        page
    };
    let mut story = Story::opened(vec![Line { attributes: Vec::new(), ..line("1", PRODUCT, &[], 5) }]);
    story.arrives(product_page(page(false)));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    assert!(matches!(bought_of(5, page(true)).stop(), Stop::Price { .. }), "it may be another variant's");
}

#[test]
fn a_row_has_the_tier_of_its_own_quantity_unless_all_count_together() {
    let lines = || vec![line("1", PRODUCT, &["红色", "L"], 6), line("2", PRODUCT, &["红色", "XL"], 6)];
    let page = |cents| {
        let mut page = rows("红色", [("L", 6), ("XL", 6)]);
        page.tiers = vec![tier(1, 1280), tier(10, 1150)];
        page.rows.iter_mut().for_each(|row| row.price = Some(yuan(cents)));
        page
    };
    let stage = |page: Product| {
        let mut story = Story::opened(lines());
        story.arrives(product_page(page));
        story.purchase.stage
    };
    let stops = |page: Product, cents| matches!(stage(page), Stage::Paused { stop: Stop::Price { found, .. } } if found == yuan(cents));
    assert!(stops(page(1280), 1280));
    let mixed = |cents| Product { mixed: true, ..page(cents) };
    assert_eq!(stage(mixed(1280)), Stage::Ready { turn: Turn::Buy });
    assert!(stops(mixed(1400), 1400), "the row's own price is none of the table's");
}
