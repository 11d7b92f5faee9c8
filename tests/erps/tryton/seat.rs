//! Tryton as browsers are sent to it.

use anyhow::{Context, Result};
use journeys::browser::Browser;
use journeys::webdriver::{Key, Program};
use journeys::world::{Bought, Product, Sku, World};
use one_click_purchase::order::PurchaseOrder;
use serde_json::{Value, json};

use super::up::{OTHER, Tryton};
use crate::acts::read;
use crate::between::Between;
use crate::browser::{Found, PIECES, Real, State, code};
use crate::wire::Client;

impl Real for Tryton {
    const NAME: &'static str = "Tryton";
    const CONFIRMS: &'static str = "purchase.purchase.confirm";
    const SIGNS_IN_AGAIN: bool = true;
    const TAKES_STATE_BACK: bool = false;

    fn between(&self) -> &Between {
        &self.between
    }

    fn typed(&self) -> Vec<(&'static str, String)> {
        vec![("login", "wang".to_owned()), ("key", OTHER.to_owned())]
    }

    fn worlds(&mut self) -> &mut Vec<World> {
        &mut self.worlds
    }

    /// A copy of a purchase, of this product at its supplier.
    fn ordered(&self, product: &Product, sku: &Sku) -> Result<PurchaseOrder> {
        let made = one(self, &json!(["purchase.purchase.copy", [1]]))?;
        let id = made[0].as_i64().context("the copy's id")?;
        let line = one(self, &json!(["purchase.line.search", [["purchase", "=", id]]]))?[0].clone();
        let read_line = one(self, &json!(["purchase.line.read", [line], ["product_supplier"]]))?;
        let at_supplier = json!({ "name": sku.url, "code": code(product, sku) });
        let copy = json!(["purchase.product_supplier.copy", [read_line[0]["product_supplier"]], at_supplier]);
        let seller = one(self, &copy)?[0].clone();
        let price = json!({ "__class__": "Decimal", "decimal": sku.price });
        let written =
            json!({ "product_supplier": seller, "quantity": f64::from(PIECES), "unit_price": price });
        one(self, &json!(["purchase.line.write", [line], written]))?;
        one(self, &json!(["purchase.purchase.quote", [id]]))?;
        read(&self.wang(), &id.to_string())
    }

    fn found(&self, order: &str) -> Result<Found> {
        let all = self.proteus(&[order])?.into_iter().next().context("one order")?;
        let state = match all["state"].as_str().unwrap_or_default() {
            "quotation" => State::Waits,
            "confirmed" | "processing" | "done" => State::Purchased,
            _ => State::Cancelled,
        };
        let notes = all["notes"].as_array().context("notes")?;
        let notes = notes.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let number = all["reference"].as_str().unwrap_or_default().to_owned();
        Ok(Found { state, number, notes, all })
    }

    /// A quotation's lines cannot be changed: what was paid is in the note.
    fn check_amounts(&self, _: &Found, _: &Bought) -> Result<()> {
        Ok(())
    }

    fn li(&self) -> Client {
        Self::li(self)
    }

    fn cancel(&self, order: &str) -> Result<()> {
        one(self, &json!(["purchase.purchase.cancel", [order.parse::<i64>()?]])).map(drop)
    }

    fn end_session(&self) -> Result<()> {
        self.sql(&["delete from ir_session"]).map(drop)
    }

    fn allow_again(&self) -> Result<()> {
        Ok(())
    }

    fn sign_in(&self, browser: &Browser) -> Result<()> {
        browser.find(".login-dialog #login")?.type_text("wang")?;
        browser.press(Key::Enter)?;
        browser.find("#ask-dialog-entry")?.type_text(OTHER)?;
        browser.press(Key::Enter)?;
        browser.gone(".login-dialog")
    }

    fn take(&mut self) -> Option<Program> {
        Self::take(self)
    }

    fn start(&mut self) -> Result<()> {
        Self::start(self)
    }
}

fn one(tryton: &Tryton, call: &Value) -> Result<Value> {
    tryton.call(std::slice::from_ref(call))?.pop().context("an answer")
}
