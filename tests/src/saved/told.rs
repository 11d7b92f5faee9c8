//! A reading as one JSON object, in the words of the command line.

use anyhow::Result;
use one_click_purchase::page::{Amount, Axis, Button, ButtonRole, Handle, Kind, QuantityControl, Reading};
use serde_json::{Value, json};

use super::{Eyes, Saved, Seen};

/// What was read of a page, as an object. Money is text, and what was not read is null. Selectors are told
/// by the eyes that saw the page last.
pub fn told(eyes: Option<&Eyes>, page: &Saved, seen: &Seen) -> Result<Value> {
    let reading = &seen.reading;
    let product = reading.product.as_ref();
    let price = product.and_then(|product| product.price);
    let quantity = product.and_then(|product| product.quantity.as_ref());
    let (buy, add) = (button(reading, ButtonRole::BuyNow), button(reading, ButtonRole::AddToCart));
    let handles: Vec<Handle> =
        [quantity.map(|control| control.handle), buy, add].into_iter().flatten().collect();
    let selectors = eyes.map(|eyes| eyes.selectors(&handles)).transpose()?.unwrap_or_default();
    let selector = |handle: Option<Handle>| {
        let at = handles.iter().position(|own| Some(*own) == handle)?;
        selectors.get(at).cloned().flatten()
    };
    let order = reading.placed.first();
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
        "axes": product.map(|product| product.axes.iter().map(axis).collect::<Vec<_>>()).unwrap_or_default(),
        "quantity": quantity.map(|control| bounds(control, selector(Some(control.handle)))),
        "buy": selector(buy),
        "add_to_cart": selector(add),
        "order_numbers": reading.placed.iter().map(|order| order.number.clone()).collect::<Vec<_>>(),
        "total": order.and_then(|order| order.total).map(amount),
        "freight": order.and_then(|order| order.freight).map(amount),
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
