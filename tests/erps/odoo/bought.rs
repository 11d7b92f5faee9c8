//! Bought with the extension in a browser.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::world::{Product, Sku};
use serde_json::{Value, json};

use super::up::Odoo;
use super::{Case, read};
use crate::bought::{PIECES, Seat, buys, code};

pub const CASES: [(&str, Case); 2] = [
    ("an order is bought from the popup in Chromium", |odoo| bought(odoo, Kind::Chromium)),
    ("an order is bought from the popup in Firefox", |odoo| bought(odoo, Kind::Firefox)),
];

fn bought(odoo: &mut Odoo, kind: Kind) -> Result<()> {
    let seat = Seat { erp: "Odoo", origin: odoo.origin(), typed: vec![("key", odoo.keys.wang.clone())] };
    let (order, bought) = buys(kind, &seat, |product, sku| {
        let id = ordered(odoo, product, sku)?;
        read(&odoo.wang(), &id)
    })?;
    let found = odoo.found(&order.id)?;
    ensure!(found["state"] == "purchase" && found["partner_ref"] == bought.number.as_str(), "{found}");
    let notes = found["notes"].to_string();
    for part in [&bought.number, &bought.total, &bought.freight] {
        ensure!(notes.contains(part.as_str()), "no {part} in {notes}");
    }
    Ok(())
}

/// An order that waits, of this product at its supplier.
fn ordered(odoo: &Odoo, product: &Product, sku: &Sku) -> Result<String> {
    let vendor = one(odoo, &json!(["purchase.order", "read", {"ids": [1], "fields": ["partner_id"]}]))?;
    let vendor = vendor[0]["partner_id"][0].clone();
    let seller = json!({
        "partner_id": vendor, "product_code": code(product, sku), "product_name": sku.url, "min_qty": 1,
    });
    let goods = json!({ "name": product.title, "type": "consu", "seller_ids": [[0, 0, seller]] });
    let goods = one(odoo, &json!(["product.product", "create", {"vals_list": [goods]}]))?[0].clone();
    let price: f64 = sku.price.parse()?;
    let line = json!({ "product_id": goods, "product_qty": PIECES, "price_unit": price });
    let order = json!({ "partner_id": vendor, "order_line": [[0, 0, line]] });
    let made = one(odoo, &json!(["purchase.order", "create", {"vals_list": [order]}]))?;
    made[0].as_i64().map(|id| id.to_string()).with_context(|| format!("the order's id in {made}"))
}

fn one(odoo: &Odoo, call: &Value) -> Result<Value> {
    odoo.call(std::slice::from_ref(call))?.pop().context("an answer")
}
