//! Purchase orders made from what the supplier sells.

use anyhow::{Context, Result};
use one_click_purchase::order::PurchaseOrder;
use serde_json::{Value, json};

use super::{Desk, Product, Sku};

/// A purchase order to be imported.
#[derive(Debug, Clone)]
pub struct Draft {
    number: String,
    note: String,
    lines: Vec<Value>,
}

impl Draft {
    /// An order without lines.
    pub fn new(number: impl Into<String>) -> Self {
        Self { number: number.into(), note: String::new(), lines: Vec::new() }
    }

    /// With a note for the supplier.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        self.note = note.to_owned();
        self
    }

    /// With so many of a variant, at its present price at most.
    #[must_use]
    pub fn line(self, product: &Product, sku: &Sku, quantity: u32) -> Self {
        self.line_up_to(product, sku, quantity, &sku.price)
    }

    /// With so many of a variant, at that price at most.
    #[must_use]
    pub fn line_up_to(mut self, product: &Product, sku: &Sku, quantity: u32, limit: &str) -> Self {
        let attributes: Vec<Value> = sku
            .attributes
            .iter()
            .map(|one| {
                let id = one.id.as_ref().filter(|_| one.ambiguous);
                json!({ "axis": one.axis, "option": one.option, "id": id })
            })
            .collect();
        self.lines.push(json!({
            "url": sku.url,
            "offer": product.offer,
            "sku": sku.sku,
            "title": product.title,
            "picture": sku.picture,
            "attributes": attributes,
            "quantity": quantity.to_string(),
            "limit": { "amount": limit, "currency": product.currency },
        }));
        self
    }

    /// The order in the shape of the API.
    pub fn json(&self) -> Value {
        json!({
            "number": self.number,
            "supplier": "练习供应商",
            "note": self.note,
            "lines": self.lines,
            // The supplier's account has this address too, as a purchaser's account does.
            "warehouse": {
                "name": "杭州三号仓",
                "recipient": "王敏",
                "phone": "13800138000",
                "address": "浙江省杭州市滨江区江南大道100号3号仓",
                "postcode": "310051",
            },
        })
    }

    /// Puts it into the desk.
    pub fn import(&self, desk: &Desk) -> Result<PurchaseOrder> {
        let imported = desk.import(&[self.json()])?;
        imported.into_iter().next().context("the desk took the order but returned none")
    }
}
