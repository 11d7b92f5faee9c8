//! Bought with the extension in a browser.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::world::{Product, Sku};
use serde_json::{Value, json};

use super::Case;
use super::up::{OTHER, Tryton};
use crate::acts::read;
use crate::bought::{PIECES, Seat, buys, code};

pub const CASES: [(&str, Case); 2] = [
    ("an order is bought from the popup in Chromium", |tryton| bought(tryton, Kind::Chromium)),
    ("an order is bought from the popup in Firefox", |tryton| bought(tryton, Kind::Firefox)),
];

fn bought(tryton: &mut Tryton, kind: Kind) -> Result<()> {
    let seat = Seat {
        erp: "Tryton",
        origin: tryton.origin(),
        typed: vec![("login", "wang".to_owned()), ("key", OTHER.to_owned())],
    };
    let (order, bought) = buys(kind, &seat, |product, sku| {
        let id = ordered(tryton, product, sku)?;
        read(&tryton.wang(), &id)
    })?;
    let found = tryton.proteus(&[&order.id])?.into_iter().next().context("one order")?;
    ensure!(found["state"] == "processing" && found["reference"] == bought.number.as_str(), "{found}");
    let notes = found["notes"].to_string();
    for part in [&bought.number, &bought.total, &bought.freight] {
        ensure!(notes.contains(part.as_str()), "no {part} in {notes}");
    }
    Ok(())
}

/// A purchase that waits: a copy of one, of this product at its supplier.
fn ordered(tryton: &Tryton, product: &Product, sku: &Sku) -> Result<String> {
    let made = one(tryton, &json!(["purchase.purchase.copy", [1]]))?;
    let id = made[0].as_i64().context("the copy's id")?;
    let line = one(tryton, &json!(["purchase.line.search", [["purchase", "=", id]]]))?[0].clone();
    let read = one(tryton, &json!(["purchase.line.read", [line], ["product_supplier"]]))?;
    let at_supplier = json!({ "name": sku.url, "code": code(product, sku) });
    let copy = json!(["purchase.product_supplier.copy", [read[0]["product_supplier"]], at_supplier]);
    let seller = one(tryton, &copy)?[0].clone();
    let price = json!({ "__class__": "Decimal", "decimal": sku.price });
    let written = json!({ "product_supplier": seller, "quantity": f64::from(PIECES), "unit_price": price });
    one(tryton, &json!(["purchase.line.write", [line], written]))?;
    one(tryton, &json!(["purchase.purchase.quote", [id]]))?;
    Ok(id.to_string())
}

fn one(tryton: &Tryton, call: &Value) -> Result<Value> {
    tryton.call(std::slice::from_ref(call))?.pop().context("an answer")
}
