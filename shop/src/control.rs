//! What tests ask and set, under `/-/`. No page leads here, and only a loopback listener has it.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::catalogue::{Layout, Product, Sku};
use crate::price::Price;
use crate::store::{Order, number};
use crate::{Shop, selectors};

/// The control endpoints; they answer under every host name.
pub fn router(shop: &Shop) -> Router {
    Router::new()
        .route("/-/catalogue", get(catalogue))
        .route("/-/log", get(log))
        .route("/-/carts", get(carts))
        .route("/-/set", post(set))
        .route("/-/busy", post(busy))
        .route("/-/accounts/{name}/sign-out", post(sign_out))
        .route("/-/orders/{number}/ship", post(ship))
        .route("/-/selectors/{slug}", get(of_product))
        .with_state(shop.clone())
}

async fn catalogue(State(shop): State<Shop>) -> Json<Vec<Value>> {
    let origin = shop.origin();
    Json(shop.store().products.iter().map(|product| described(product, &origin)).collect())
}

fn described(product: &Product, origin: &str) -> Value {
    let mut buy = Vec::new();
    buy.extend(product.buy_now.then_some("buy_now"));
    buy.extend(product.add_to_cart.then_some("add_to_cart"));
    let skus: Vec<Value> = product.skus.iter().map(|sku| described_sku(product, sku, origin)).collect();
    json!({
        "slug": product.slug, "layout": product.layout, "offer": product.offer, "title": product.title,
        "url": format!("{origin}{}", product.path(None)), "picture": format!("{origin}{}", product.picture(None)),
        "currency": product.currency, "unit": product.unit, "minimum": product.minimum, "step": product.step,
        "success": product.success, "buy": buy, "note": product.note, "members_only": product.members_only,
        "was": product.was, "skus": skus,
    })
}

fn described_sku(product: &Product, sku: &Sku, origin: &str) -> Value {
    let attribute = |(axis, choice): (&crate::catalogue::Axis, &crate::catalogue::Choice)| {
        let twins = axis.choices.iter().filter(|other| other.label == choice.label).count();
        json!({ "axis": axis.name, "option": choice.label, "id": choice.id, "ambiguous": twins > 1 })
    };
    let attributes: Vec<Value> = product.choices(sku).map(attribute).collect();
    let own = (product.layout == Layout::E).then_some(sku);
    let tiers: Vec<Value> = product
        .tiers
        .iter()
        .map(|tier| json!({ "from": tier.from, "price": sku.price.less(tier.off) }))
        .collect();
    json!({
        "sku": sku.id, "url": format!("{origin}{}", product.path(own)), "attributes": attributes,
        "price": sku.price, "stock": sku.stock, "warehouse": sku.warehouse, "tiers": tiers,
        "picture": format!("{origin}{}", product.picture(Some(sku))),
    })
}

async fn log(State(shop): State<Shop>) -> Json<Vec<Value>> {
    Json(shop.store().orders.iter().map(logged).collect())
}

fn logged(order: &Order) -> Value {
    let line = |line: &crate::trade::Line| json!({ "sku": line.sku, "title": line.title, "quantity": line.quantity, "unit_price": line.unit_price });
    let lines: Vec<Value> = order.lines.iter().map(line).collect();
    json!({
        "number": order.number, "account": order.account, "placed_at": order.placed_at, "lines": lines,
        "freight": order.freight, "total": order.total, "currency": order.currency, "paid": order.paid,
        "ship_to": order.ship_to, "note": order.note, "tracking": order.tracking,
    })
}

async fn carts(State(shop): State<Shop>) -> Json<BTreeMap<String, Vec<Value>>> {
    let store = shop.store();
    let item = |item: &crate::trade::Item| json!({ "sku": item.sku, "quantity": item.quantity });
    Json(
        store
            .carts
            .iter()
            .map(|(account, items)| (account.clone(), items.iter().map(item).collect()))
            .collect(),
    )
}

/// What is to change about a product; of one variant only where `sku` names it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    slug: String,
    sku: Option<String>,
    price: Option<String>,
    stock: Option<u32>,
    sold_out: Option<bool>,
    gone: Option<bool>,
    captcha: Option<bool>,
}

async fn set(State(shop): State<Shop>, Json(change): Json<Change>) -> Response {
    let price = match change.price.as_deref().map(|text| Price::parse(text).ok_or(text)) {
        Some(Err(text)) => return wrong(&format!("“{text}” is no price; write it as \"12.80\"")),
        Some(Ok(price)) => Some(price),
        None => None,
    };
    let mut store = shop.store();
    if change.captcha == Some(true) {
        store.passes.clear();
    }
    let Some(product) = store.products.iter_mut().find(|product| product.slug == change.slug) else {
        return wrong(&format!("no product “{}”; /-/catalogue lists the slugs", change.slug));
    };
    product.gone = change.gone.unwrap_or(product.gone);
    product.captcha = change.captcha.unwrap_or(product.captcha);
    for sku in product.skus.iter_mut().filter(|sku| change.sku.as_ref().is_none_or(|id| *id == sku.id)) {
        sku.price = price.unwrap_or(sku.price);
        sku.stock = match change.sold_out {
            Some(true) => 0,
            Some(false) if change.stock.is_none() => 500,
            _ => change.stock.unwrap_or(sku.stock),
        };
    }
    Json(described(product, &shop.origin())).into_response()
}

#[derive(Deserialize)]
struct Busy {
    busy: bool,
}

/// Lets the pages that wait for an order wait until told otherwise.
async fn busy(State(shop): State<Shop>, Json(told): Json<Busy>) -> StatusCode {
    shop.store().busy = told.busy;
    StatusCode::NO_CONTENT
}

async fn sign_out(State(shop): State<Shop>, Path(name): Path<String>) -> StatusCode {
    shop.store().sign_out(&name);
    StatusCode::NO_CONTENT
}

/// Hands an order to the carrier, which gives it a tracking number.
async fn ship(State(shop): State<Shop>, Path(order_number): Path<String>) -> Response {
    let mut store = shop.store();
    let Some(order) = store.orders.iter_mut().find(|order| order.number == order_number) else {
        return wrong(&format!("no order {order_number}; /-/log lists them"));
    };
    order.tracking = Some(number("YT", 15));
    Json(logged(order)).into_response()
}

async fn of_product(State(shop): State<Shop>, Path(slug): Path<String>) -> Response {
    match shop.store().products.iter().find(|product| product.slug == slug) {
        Some(product) => Json(selectors::of(&shop, product)).into_response(),
        None => wrong(&format!("no product “{slug}”; /-/catalogue lists the slugs")),
    }
}

fn wrong(message: &str) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": message }))).into_response()
}
