//! A buyer who knows the selectors and plays the person.

use std::ops::{Deref, DerefMut};

use axum::Router;
use serde_json::{Value, json};

use super::client::{Client, router};

pub struct Buyer {
    client: Client,
}

impl Deref for Buyer {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl DerefMut for Buyer {
    fn deref_mut(&mut self) -> &mut Client {
        &mut self.client
    }
}

/// The text at a path of a JSON value.
pub fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer} in {value}"))
}

impl Buyer {
    pub fn of(router: &Router) -> Self {
        Self { client: Client::of(router) }
    }

    /// A buyer of a new shop, signed in.
    pub async fn signed_in(seed: u64) -> Self {
        let mut buyer = Self::of(&router(seed));
        buyer.get("/signin?to=/").await;
        buyer.enter("buyer").await;
        buyer
    }

    /// Fills the sign-in form that is shown.
    pub async fn enter(&mut self, name: &str) {
        let names = self.json("http://localhost:8123/-/selectors/c-notebook").await;
        let fill = [(text(&names, "/sign_in/name"), name), (text(&names, "/sign_in/password"), "practice")];
        self.press(text(&names, "/sign_in/submit"), &fill).await;
    }

    /// A product with its selectors.
    pub async fn product(&mut self, slug: &str) -> (Value, Value) {
        let catalogue = self.json("http://localhost:8123/-/catalogue").await;
        let product =
            catalogue.as_array().unwrap().iter().find(|product| product["slug"] == slug).unwrap().clone();
        let selectors = self.json(&format!("http://localhost:8123/-/selectors/{slug}")).await;
        (product, selectors)
    }

    /// Asks for items as a page's script does, and goes where the shop says.
    pub async fn ask(&mut self, path: &str, items: &[(&str, u32)]) -> Value {
        let items: Vec<Value> =
            items.iter().map(|(sku, quantity)| json!({ "sku": sku, "quantity": quantity })).collect();
        let address = format!("http://localhost:8123{path}");
        let answer = self.post_json(&address, &json!({ "items": items })).await;
        if let Some(to) = answer.get("to").and_then(Value::as_str) {
            self.get(&format!("http://localhost:8123{to}")).await;
        }
        answer
    }

    /// From the checkout that is shown to the receipt.
    pub async fn submit_and_pay(&mut self, selectors: &Value) {
        if let Some(frame) = selectors.pointer("/checkout/frame").and_then(Value::as_str) {
            let address = self.attribute(frame, "src");
            self.get(&address).await;
        }
        self.press(text(selectors, "/checkout/submit"), &[]).await;
        assert!(self.url.starts_with(text(selectors, "/cashier/origin")), "{}", self.url);
        self.press(text(selectors, "/cashier/pay"), &[]).await;
    }

    pub async fn log(&mut self) -> Vec<Value> {
        self.json("http://localhost:8123/-/log").await.as_array().unwrap().clone()
    }

    /// SKU and quantity of every line of every order.
    pub async fn bought(&mut self) -> Vec<(String, u64)> {
        let line = |line: &Value| (text(line, "/sku").to_owned(), line["quantity"].as_u64().unwrap());
        let log = self.log().await;
        log.iter().flat_map(|order| order["lines"].as_array().unwrap().iter().map(line)).collect()
    }
}
