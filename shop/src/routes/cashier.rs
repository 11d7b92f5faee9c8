//! Paying, and the receipts that follow.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::checkout::layout_of;
use super::{Visitor, missing, page, page_for, to_sign_in};
use crate::catalogue::Success;
use crate::store::{Checkout, Order, now};
use crate::{Shop, pages};

/// The cashier page. The payment's number is the key: the cashier's host has no session.
pub async fn show(State(shop): State<Shop>, Path(payment): Path<String>) -> Response {
    let Some((checkout, orders)) = paid_for(&shop, &payment) else {
        return Redirect::to(&shop.origin()).into_response();
    };
    let layout = layout_of(&shop.store(), &checkout);
    page_for(&shop, layout, pages::cashier(&shop, &checkout, &orders, &format!("/cashier/{payment}")))
}

/// Pays, and leads back to the shop.
pub async fn pay(State(shop): State<Shop>, Path(payment): Path<String>) -> Redirect {
    let paid = shop.store().pay(&payment);
    let path = paid.map_or_else(|| "/".to_owned(), |checkout| receipt_of(&shop, &checkout));
    Redirect::to(&format!("{}{path}", shop.origin()))
}

/// The cashier inside the frame.
pub async fn framed(State(shop): State<Shop>, Path(payment): Path<String>) -> Response {
    let Some((checkout, orders)) = paid_for(&shop, &payment) else {
        return Redirect::to(&shop.origin()).into_response();
    };
    page(&shop, pages::cashier_frame(&shop, &checkout, &orders))
}

/// Pays inside the frame; the page that follows sends the shop's page to the receipt.
pub async fn pay_framed(State(shop): State<Shop>, Path(payment): Path<String>) -> Response {
    let paid = shop.store().pay(&payment);
    let path = paid.map_or_else(|| "/".to_owned(), |checkout| receipt_of(&shop, &checkout));
    page(&shop, pages::paid_frame(&shop, &path))
}

fn paid_for(shop: &Shop, payment: &str) -> Option<(Checkout, Vec<Order>)> {
    let store = shop.store();
    let checkout = store.payment(payment).filter(|checkout| !checkout.placed.is_empty())?.clone();
    let orders = store.orders_of(&checkout).cloned().collect();
    Some((checkout, orders))
}

/// The path of the receipt: the number stands in it only where the product's receipt is of that kind,
/// and then beside the payment's number, the time and a telephone number.
fn receipt_of(shop: &Shop, checkout: &Checkout) -> String {
    let look = shop.look();
    match checkout.success {
        Success::Waiting => format!("/trade/processing/{}", checkout.payment),
        Success::Address => {
            let number = checkout.placed.first().map(String::as_str).unwrap_or_default();
            let time = now().format("%Y%m%d%H%M%S").to_string();
            let mut pairs = vec![
                (look.field("payment"), checkout.payment.as_str()),
                (look.field("order"), number),
                ("t".to_owned(), time.as_str()),
                ("mobile".to_owned(), "13800138000"),
            ];
            pairs.sort_by_key(|(name, _)| crate::look::hash(look.way("receipt", u64::MAX), &[name]));
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            format!("/trade/paid?{query}")
        }
        Success::Text | Success::None | Success::Split => format!("/trade/success/{}", checkout.payment),
    }
}

/// The receipt.
pub async fn success(visitor: Visitor, Path(payment): Path<String>) -> Response {
    receipt(&visitor, &payment)
}

/// The receipt whose address carries the number.
pub async fn success_by_address(
    visitor: Visitor,
    axum::extract::Query(fields): axum::extract::Query<super::buy::Fields>,
) -> Response {
    receipt(&visitor, fields.get(&visitor.look().field("payment")))
}

fn receipt(visitor: &Visitor, payment: &str) -> Response {
    let Some(account) = &visitor.account else {
        return to_sign_in(&visitor.here);
    };
    match paid_for(&visitor.shop, payment) {
        Some((checkout, orders)) if &checkout.account == account => {
            let layout = layout_of(&visitor.shop.store(), &checkout);
            page_for(&visitor.shop, layout, pages::receipt(visitor, &checkout, &orders))
        }
        _ => missing(visitor),
    }
}

/// The waiting page between paying and the receipt.
pub async fn processing(visitor: Visitor, Path(payment): Path<String>) -> Response {
    let step = if visitor.shop.store().busy { "processing" } else { "success" };
    page(&visitor.shop, pages::processing(&visitor, &format!("/trade/{step}/{payment}")))
}
