//! The buyer's orders.

use axum::extract::Path;
use axum::response::Response;

use super::{Visitor, missing, page, to_sign_in};
use crate::pages;
use crate::store::Order;

/// All orders of the account, newest first.
pub async fn list(visitor: Visitor) -> Response {
    let Some(account) = &visitor.account else {
        return to_sign_in("/orders");
    };
    let store = visitor.shop.store();
    let orders: Vec<Order> =
        store.orders.iter().rev().filter(|order| &order.account == account).cloned().collect();
    drop(store);
    page(&visitor.shop, pages::orders(&visitor, &orders))
}

/// One order.
pub async fn details(visitor: Visitor, Path(number): Path<String>) -> Response {
    let Some(account) = &visitor.account else {
        return to_sign_in(&visitor.here);
    };
    let store = visitor.shop.store();
    let own = |order: &&Order| order.number == number && &order.account == account;
    let order = store.orders.iter().find(own).cloned();
    drop(store);
    match order {
        Some(order) => page(&visitor.shop, pages::order(&visitor, &order)),
        None => missing(&visitor),
    }
}
