//! A reading as one JSON object, in the words of the command line.

use anyhow::Result;
use one_click_purchase::page::{
    Amount, Axis, Button, ButtonRole, Handle, Kind, Product, QuantityControl, Reading, Row,
};
use serde_json::{Value, json};

use super::{Eyes, Saved, Seen};

/// What was read of a page, as an object. Money is text, and what was not read is null. Selectors are told
/// by the eyes that saw the page last.
pub fn told(eyes: Option<&Eyes>, page: &Saved, seen: &Seen) -> Result<Value> {
    let reading = &seen.reading;
    let product = reading.product.as_ref();
    let price = product.and_then(|product| product.price);
    // Of rows with a quantity each the first is told.
    let of_row = product.and_then(|product| product.rows.first()).and_then(|row| row.quantity.as_ref());
    let quantity = product.and_then(|product| product.quantity.as_ref()).or(of_row);
    let (buy, add) = (button(reading, ButtonRole::BuyNow), button(reading, ButtonRole::AddToCart));
    let handles: Vec<Handle> =
        [quantity.map(|control| control.handle), buy, add].into_iter().flatten().collect();
    let selectors = eyes.map(|eyes| eyes.selectors(&handles)).transpose()?.unwrap_or_default();
    let selector = |handle: Option<Handle>| {
        let at = handles.iter().position(|own| Some(*own) == handle)?;
        selectors.get(at).cloned().flatten()
    };
    let (order, basket) = (reading.placed.first(), reading.basket.as_ref());
    let total = order.and_then(|order| order.total).or(basket.and_then(|basket| basket.total));
    let freight = order.and_then(|order| order.freight).or(basket.and_then(|basket| basket.freight));
    Ok(json!({
        "path": page.path,
        "url": page.url,
        "kind": kind(reading.kind),
        "supplier": reading.supplier,
        "product_id": product.and_then(|product| product.id.clone()),
        "title": product.map(|product| product.title.clone()),
        "price": price.map(|price| price.amount.to_string()),
        "currency": price.and_then(|price| price.currency).or(product.and_then(|product| product.currency)).map(|code| code.to_string()),
        "sku": product.and_then(|product| product.sku.clone()),
        "availability": product.map(|product| if product.sold_out { "OutOfStock" } else { "InStock" }),
        "signed_in": reading.signed_in,
        "axes": product.map(axes).unwrap_or_default(),
        "quantity": quantity.map(|control| bounds(control, selector(Some(control.handle)))),
        "buy": selector(buy),
        "add_to_cart": selector(add),
        "order_numbers": reading.placed.iter().map(|order| order.number.clone()).collect::<Vec<_>>(),
        "total": total.map(amount),
        "freight": freight.map(amount),
        "tracking": reading.placed.iter().flat_map(|order| order.tracking.clone()).collect::<Vec<_>>(),
        "evidence": reading.evidence.iter().map(|one| json!({ "of": one.of, "from": one.from, "mark": one.mark })).collect::<Vec<_>>(),
        "ms": { "looking": tenths(seen.looking), "reference": tenths(seen.reference), "reading": tenths(seen.reading_took), "whole": tenths(seen.whole()) },
    }))
}

/// The kind's name as the command line has it: a cashier is the end of a checkout.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Cashier => Kind::Checkout.name(),
        Kind::Waiting => Kind::Other.name(),
        kind => kind.name(),
    }
}

fn button(reading: &Reading, role: ButtonRole) -> Option<Handle> {
    let one = |button: &&Button| button.role == role;
    reading.buttons.iter().find(one).map(|button| button.handle)
}

fn amount(amount: Amount) -> String {
    amount.amount.to_string()
}

/// What can be chosen; rows of variants stand behind it as an axis without a name.
fn axes(product: &Product) -> Vec<Value> {
    let mut axes: Vec<Value> = product.axes.iter().map(axis).collect();
    let row = |row: &Row| json!({ "label": row.labels.join(" / "), "id": row.id, "disabled": row.sold_out });
    if !product.rows.is_empty() {
        axes.push(json!({ "name": "", "options": product.rows.iter().map(row).collect::<Vec<_>>() }));
    }
    axes
}

fn axis(axis: &Axis) -> Value {
    let options: Vec<Value> = axis
        .options
        .iter()
        .map(|option| json!({ "label": option.label, "id": option.id, "disabled": option.disabled }))
        .collect();
    json!({ "name": axis.name, "options": options })
}

fn bounds(control: &QuantityControl, selector: Option<String>) -> Value {
    let text = |number: Option<one_click_purchase::order::Quantity>| number.map(|number| number.to_string());
    json!({
        "selector": selector,
        "value": text(control.value),
        "min": text(control.min),
        "max": text(control.max),
        "step": text(control.step),
    })
}

/// Rounded to a tenth.
fn tenths(milliseconds: f64) -> f64 {
    (milliseconds * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use one_click_purchase::page::{Basket, Placed};

    use super::*;

    fn told_of(reading: Reading) -> Value {
        let page = Saved::at("x.html".into(), String::new(), String::new());
        let seen = Seen { reading, looking: 0.0, reference: 0.0, reading_took: 0.0, nodes: 0, cut: false };
        told(None, &page, &seen).unwrap()
    }

    fn euro(amount: i64) -> Option<Amount> {
        Some(Amount { amount: amount.into(), currency: None })
    }

    #[test]
    fn a_cart_tells_what_it_comes_to() {
        let basket = Some(Basket { total: euro(35), freight: euro(5), ..Basket::default() });
        let cart = told_of(Reading { kind: Kind::Cart, basket: basket.clone(), ..Reading::default() });
        assert_eq!((&cart["total"], &cart["freight"]), (&json!("35"), &json!("5")));
        let placed = vec![Placed { total: euro(36), ..Placed::default() }];
        let receipt = told_of(Reading { kind: Kind::Receipt, basket, placed, ..Reading::default() });
        assert_eq!((&receipt["total"], &receipt["freight"]), (&json!("36"), &json!("5")));
    }

    #[test]
    fn rows_of_variants_are_told_as_an_axis_with_the_first_ones_quantity() {
        let row = |label: &str, handle: Handle| Row {
            labels: vec!["red".to_owned(), label.to_owned()],
            sold_out: handle == 8,
            quantity: Some(QuantityControl {
                handle,
                value: Some(handle.into()),
                ..QuantityControl::default()
            }),
            ..Row::default()
        };
        let product = Some(Product { rows: vec![row("S", 7), row("M", 8)], ..Product::default() });
        let page = told_of(Reading { kind: Kind::Product, product, ..Reading::default() });
        let options = json!([{ "label": "red / S", "id": null, "disabled": false }, { "label": "red / M", "id": null, "disabled": true }]);
        assert_eq!(page["axes"], json!([{ "name": "", "options": options }]));
        assert_eq!(page["quantity"]["value"], json!("7"));
    }
}
