//! Odoo as browsers are sent to it.

use anyhow::{Context, Result, ensure};
use journeys::browser::Browser;
use journeys::webdriver::{Key, Program};
use journeys::world::{Bought, Product, Sku, World};
use one_click_purchase::order::{PurchaseOrder, Quantity};
use serde_json::{Value, json};

use super::up::{Odoo, PASSWORD};
use crate::acts::read;
use crate::between::Between;
use crate::browser::{Found, PIECES, Real, State, code};
use crate::wire::Client;

impl Real for Odoo {
    const NAME: &'static str = "Odoo";
    const CONFIRMS: &'static str = "purchase.order/button_confirm";
    const SIGNS_IN_AGAIN: bool = false;
    const TAKES_STATE_BACK: bool = true;

    fn between(&self) -> &Between {
        &self.between
    }

    fn typed(&self) -> Vec<(&'static str, String)> {
        vec![("key", self.keys.wang.clone())]
    }

    fn worlds(&mut self) -> &mut Vec<World> {
        &mut self.worlds
    }

    fn ordered(&self, product: &Product, sku: &Sku) -> Result<PurchaseOrder> {
        let fields = json!({ "ids": [1], "fields": ["partner_id", "currency_id"] });
        let like = one(self, &json!(["purchase.order", "read", fields]))?;
        let (vendor, currency) = (&like[0]["partner_id"][0], &like[0]["currency_id"][0]);
        let price: f64 = sku.price.parse()?;
        let seller = json!({
            "partner_id": vendor, "currency_id": currency, "product_code": code(product, sku),
            "product_name": sku.url, "price": price,
        });
        let goods = json!({ "name": product.title, "type": "consu", "seller_ids": [[0, 0, seller]] });
        let goods = one(self, &json!(["product.product", "create", { "vals_list": [goods] }]))?[0].clone();
        let line = json!({ "product_id": goods, "product_qty": PIECES, "price_unit": price });
        let order = json!({ "partner_id": vendor, "currency_id": currency, "order_line": [[0, 0, line]] });
        let made = one(self, &json!(["purchase.order", "create", { "vals_list": [order] }]))?;
        let id = made[0].as_i64().with_context(|| format!("the order's id in {made}"))?;
        read(&self.wang(), &id.to_string())
    }

    fn found(&self, order: &str) -> Result<Found> {
        let all = Self::found(self, order)?;
        let state = match all["state"].as_str().unwrap_or_default() {
            "draft" | "sent" => State::Waits,
            "purchase" | "done" => State::Purchased,
            _ => State::Cancelled,
        };
        let notes = all["notes"].as_array().context("notes")?;
        let notes = notes.iter().filter_map(|note| note["body"].as_str()).map(str::to_owned).collect();
        let number = all["partner_ref"].as_str().unwrap_or_default().to_owned();
        Ok(Found { state, number, notes, all })
    }

    fn check_amounts(&self, found: &Found, bought: &Bought) -> Result<()> {
        let amount = |value: &Value| value.to_string().parse::<Quantity>();
        let total = amount(&found.all["amount_untaxed"]);
        ensure!(total == bought.total.parse(), "{total:?} instead of {}", bought.total);
        let name = format!("Freight {}", bought.number);
        let lines = found.all["lines"].as_array().context("lines")?;
        let line = lines.iter().find(|line| line["name"].as_str().is_some_and(|own| own.ends_with(&name)));
        let freight = line.map_or(Ok(Quantity::ZERO), |line| amount(&line["price_unit"]));
        ensure!(freight == bought.freight.parse(), "{freight:?} instead of {}", bought.freight);
        Ok(())
    }

    fn li(&self) -> Client {
        Self::li(self)
    }

    fn cancel(&self, order: &str) -> Result<()> {
        let named = json!({ "ids": [order.parse::<i64>()?] });
        one(self, &json!(["purchase.order", "button_cancel", named])).map(drop)
    }

    fn end_session(&self) -> Result<()> {
        self.set_scope("other")
    }

    fn allow_again(&self) -> Result<()> {
        self.set_scope("rpc")
    }

    fn sign_in(&self, browser: &Browser) -> Result<()> {
        // The form unfolds once its script has run.
        browser.until("the form to sign in", || {
            browser.find("input[name=login]")?.type_text("wang").map(Some)
        })?;
        browser.find("input[name=password]")?.type_text(PASSWORD)?;
        browser.press(Key::Enter)?;
        browser.gone("input[name=password]")
    }

    fn take(&mut self) -> Option<Program> {
        Self::take(self)
    }

    fn start(&mut self) -> Result<()> {
        Self::start(self)
    }
}

impl Odoo {
    /// What Wang's key is good for; another scope than `rpc` and it is refused.
    pub(super) fn set_scope(&self, scope: &str) -> Result<()> {
        // Keys are kept by what they begin with.
        let begins = self.keys.wang.get(..8).context("a key")?;
        self.sql(&format!("update res_users_apikeys set scope = '{scope}' where index = '{begins}'"))
            .map(drop)
    }
}

fn one(odoo: &Odoo, call: &Value) -> Result<Value> {
    odoo.call(std::slice::from_ref(call))?.pop().context("an answer")
}
