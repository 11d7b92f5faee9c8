//! The smallest quantity and the step, told by words, by the field, and by both.

use super::*;

fn bounded(min: i64, step: i64, value: i64) -> QuantityControl {
    QuantityControl { min: Some(min.into()), step: Some(step.into()), ..field(30, value) }
}

/// Whether so many can be bought on a page with this field, whatever its words say.
fn takes(quantity: i64, control: &QuantityControl, minimum: Option<i64>, step: Option<i64>) -> bool {
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], quantity)]);
    let product = Product {
        quantity: Some(control.clone()),
        minimum: minimum.map(Decimal::from),
        step: step.map(Decimal::from),
        ..shirt(&["红色", "XL"], 0)
    };
    let effects = story.arrives(product_page(product));
    match &story.purchase.stage {
        Stage::Paused { stop: Stop::Quantity { .. } } => false,
        stage => {
            assert!(matches!(effects.as_slice(), [Effect::Steps(_)]), "{stage:?}");
            true
        }
    }
}

#[test]
fn the_stricter_of_words_and_field_holds() {
    let field = bounded(10, 1, 1);
    assert!(!takes(5, &field, Some(2), None), "the field takes no less than ten, whatever a word says");
    assert!(!takes(5, &bounded(2, 1, 1), Some(10), None));
    assert!(takes(10, &field, Some(2), None));
    let field = bounded(0, 5, 0);
    assert!(!takes(4, &field, None, Some(2)), "four is no multiple of five");
    assert!(!takes(5, &field, None, Some(2)));
    assert!(takes(10, &field, None, Some(2)));
}

#[test]
fn the_step_of_a_field_counts_from_its_smallest_value() {
    let field = bounded(1, 5, 1);
    assert!(takes(6, &field, None, None) && !takes(5, &field, None, None));
    assert!(takes(7, &bounded(2, 5, 2), None, None));
    // Words that name the step say where it counts from.
    assert!(takes(5, &field, None, Some(5)) && !takes(6, &field, None, Some(5)));
}

#[test]
fn each_row_has_the_bounds_of_its_own_field() {
    let stage = |quantity| {
        let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], quantity)]);
        let mut page = rows("红色", [("L", 0), ("XL", 0)]);
        for row in &mut page.rows {
            row.quantity = row.quantity.take().map(|own| QuantityControl {
                min: Some(10.into()),
                step: Some(5.into()),
                ..own
            });
        }
        story.arrives(product_page(page));
        story.purchase.stage
    };
    for off in [7, 12] {
        let Stage::Paused { stop: Stop::Quantity { wanted, minimum, step, .. } } = stage(off) else {
            panic!("{off}")
        };
        assert_eq!((wanted, minimum, step), (off.into(), Some(10.into()), Some(5.into())));
    }
    assert_eq!(stage(15), Stage::Choosing);
}
