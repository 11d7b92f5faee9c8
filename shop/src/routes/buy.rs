//! Buying at once and adding to the cart, by form or by script.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use serde::Deserialize;
use serde_json::json;

use super::{Visitor, refused, sign_in_path, to_sign_in};
use crate::look::Look;
use crate::store::Store;
use crate::trade::{Item, Refusal};
use crate::words::Word;

/// The fields of a form, in order; names may repeat.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The value of a field, trimmed; empty when it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The item that a product form asks for: a SKU, or one option for each axis.
    fn item(&self, look: &Look, store: &Store) -> Result<Item, Refusal> {
        let quantity = self.get(&look.field("quantity")).parse().map_err(|_| Refusal(Word::EnterQuantity))?;
        let sku = match self.get(&look.field("sku")) {
            "" => {
                let product = store.product(self.get(&look.field("offer"))).ok_or(Refusal(Word::Gone))?;
                let fields = (0..product.axes.len()).map(|place| look.field(&format!("option{place}")));
                let options: Vec<&str> = fields.map(|field| self.get(&field)).collect();
                product.sku_of(&options).map(|sku| sku.id.clone()).ok_or(Refusal(Word::ChooseAll))?
            }
            sku => sku.to_owned(),
        };
        Ok(Item { sku, quantity })
    }

    /// The page of the product that the form is about.
    fn back(&self, look: &Look, store: &Store) -> String {
        let key = [self.get(&look.field("sku")), self.get(&look.field("offer"))];
        let found =
            key.iter().find_map(|key| store.product(key).map(|product| product.path(product.sku(key))));
        found.unwrap_or_else(|| "/".to_owned())
    }
}

/// Buys at once: begins a checkout.
pub async fn buy(visitor: Visitor, Form(fields): Form<Fields>) -> Response {
    let mut store = visitor.shop.store();
    let back = fields.back(visitor.look(), &store);
    let Some(account) = &visitor.account else {
        return to_sign_in(&back);
    };
    let begun =
        fields.item(visitor.look(), &store).and_then(|item| store.check_out(account, vec![item], false));
    drop(store);
    match begun {
        Ok(id) => Redirect::to(&format!("/checkout/{id}")).into_response(),
        Err(refusal) => refused(&visitor, refusal, &back),
    }
}

/// Begins a checkout from an address, as a page does that opens it in a new window. Orders nothing.
pub async fn confirm(visitor: Visitor, Query(fields): Query<Fields>) -> Response {
    buy(visitor, Form(fields)).await
}

/// Adds to the cart and shows it.
pub async fn add(visitor: Visitor, Form(fields): Form<Fields>) -> Response {
    let mut store = visitor.shop.store();
    let back = fields.back(visitor.look(), &store);
    let Some(account) = &visitor.account else {
        return to_sign_in(&back);
    };
    let added = fields.item(visitor.look(), &store).and_then(|item| store.add_to_cart(account, &[item]));
    drop(store);
    match added {
        Ok(()) => Redirect::to("/cart").into_response(),
        Err(refusal) => refused(&visitor, refusal, &back),
    }
}

/// What a page's script asks for: the items of its own state.
#[derive(Deserialize)]
pub struct Asked {
    items: Vec<AskedItem>,
}

#[derive(Deserialize)]
struct AskedItem {
    sku: String,
    quantity: u32,
}

impl Asked {
    fn items(&self) -> Vec<Item> {
        self.items.iter().map(|item| Item { sku: item.sku.clone(), quantity: item.quantity }).collect()
    }

    fn back(&self, store: &Store) -> String {
        let product = self.items.first().and_then(|item| store.product(&item.sku));
        product.map_or_else(|| "/".to_owned(), |product| product.path(None))
    }
}

/// Buys at once for a script, which goes to the address in the answer.
pub async fn buy_by_script(visitor: Visitor, Json(asked): Json<Asked>) -> Response {
    let mut store = visitor.shop.store();
    let Some(account) = &visitor.account else {
        return sign_in_first(&asked.back(&store));
    };
    let begun = store.check_out(account, asked.items(), false);
    drop(store);
    match begun {
        Ok(id) => Json(json!({ "to": format!("/checkout/{id}") })).into_response(),
        Err(refusal) => refused_to_script(&visitor, refusal),
    }
}

/// Adds to the cart for a script.
pub async fn add_by_script(visitor: Visitor, Json(asked): Json<Asked>) -> Response {
    let mut store = visitor.shop.store();
    let Some(account) = &visitor.account else {
        return sign_in_first(&asked.back(&store));
    };
    let added = store.add_to_cart(account, &asked.items());
    let lines = store.carts.get(account).map_or(0, Vec::len);
    drop(store);
    match added {
        Ok(()) => Json(json!({ "added": true, "lines": lines })).into_response(),
        Err(refusal) => refused_to_script(&visitor, refusal),
    }
}

fn sign_in_first(back: &str) -> Response {
    (StatusCode::UNAUTHORIZED, Json(json!({ "to": sign_in_path(back) }))).into_response()
}

fn refused_to_script(visitor: &Visitor, refusal: Refusal) -> Response {
    (StatusCode::CONFLICT, Json(json!({ "message": visitor.look().word(refusal.0) }))).into_response()
}
