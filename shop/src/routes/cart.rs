//! The cart.

use axum::Form;
use axum::response::{IntoResponse, Redirect, Response};

use super::buy::Fields;
use super::{Visitor, page, refused, to_sign_in};
use crate::pages;
use crate::trade::{Item, Line, find, line, of_product};

/// The cart page.
pub async fn show(visitor: Visitor) -> Response {
    let Some(account) = &visitor.account else {
        return to_sign_in("/cart");
    };
    let store = visitor.shop.store();
    let items: &[Item] = store.carts.get(account).map_or(&[], Vec::as_slice);
    let lines: Vec<Line> = items
        .iter()
        .filter_map(|item| {
            let (product, sku) = find(&store.products, &item.sku)?;
            Some(line(product, sku, item.quantity, of_product(product, items)))
        })
        .collect();
    let currency =
        items.first().and_then(|item| find(&store.products, &item.sku)).map(|(product, _)| product.currency);
    drop(store);
    page(&visitor.shop, pages::cart(&visitor, &lines, currency))
}

/// Sets the quantity of one line; zero takes it out.
pub async fn update(visitor: Visitor, Form(fields): Form<Fields>) -> Response {
    change(&visitor, &fields, fields.get(&visitor.look().field("quantity")).parse().ok())
}

/// Takes one line out.
pub async fn delete(visitor: Visitor, Form(fields): Form<Fields>) -> Response {
    change(&visitor, &fields, Some(0))
}

fn change(visitor: &Visitor, fields: &Fields, quantity: Option<u32>) -> Response {
    if let (Some(account), Some(quantity)) = (&visitor.account, quantity)
        && let Some(cart) = visitor.shop.store().carts.get_mut(account)
    {
        let sku = fields.get(&visitor.look().field("sku"));
        cart.iter_mut().filter(|item| item.sku == sku).for_each(|item| item.quantity = quantity);
        cart.retain(|item| item.quantity > 0);
    }
    Redirect::to("/cart").into_response()
}

/// Begins a checkout of the whole cart.
pub async fn check_out(visitor: Visitor) -> Response {
    let Some(account) = &visitor.account else {
        return to_sign_in("/cart");
    };
    let mut store = visitor.shop.store();
    let items = store.carts.get(account).cloned().unwrap_or_default();
    let begun = store.check_out(account, items, true);
    drop(store);
    match begun {
        Ok(id) => Redirect::to(&format!("/checkout/{id}")).into_response(),
        Err(refusal) => refused(&visitor, refusal, "/cart"),
    }
}
