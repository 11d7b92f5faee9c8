//! The checkout: a page of the shop, or a frame of another host.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::buy::Fields;
use super::{Visitor, missing, page, page_for, refused, to_sign_in};
use crate::catalogue::Layout;
use crate::hosts::Role;
use crate::pages::checkout::{ADDRESSES, Shown};
use crate::store::{Checkout, Store};
use crate::trade::{self, Quote, Refusal};
use crate::{Shop, pages};

/// The checkout page; for layout (g) it holds the frame.
pub async fn show(visitor: Visitor, Path(id): Path<String>) -> Response {
    let Some(account) = &visitor.account else {
        return to_sign_in(&visitor.here);
    };
    let Some(checkout) = own(&visitor.shop.store(), &id, account) else {
        return missing(&visitor);
    };
    if !checkout.placed.is_empty() {
        return Redirect::to(&cashier_of(&visitor.shop, &checkout)).into_response();
    }
    let layout = layout_of(&visitor.shop.store(), &checkout);
    if layout == Layout::G {
        let frame = format!("{}/embed/{id}", visitor.shop.hosts().origin(Role::Checkout));
        return page(&visitor.shop, pages::checkout::with_frame(&visitor, &frame));
    }
    match quote(&visitor.shop, &checkout) {
        Ok(quote) => {
            let shown = Shown { quote: &quote, changed: false, action: format!("/checkout/{id}") };
            page_for(&visitor.shop, layout, pages::checkout::page(&visitor, &shown))
        }
        Err(refusal) => refused(&visitor, refusal, "/"),
    }
}

/// Places the order and leads to the cashier.
pub async fn submit(visitor: Visitor, Path(id): Path<String>, Form(fields): Form<Fields>) -> Response {
    let Some(account) = &visitor.account else {
        return to_sign_in(&format!("/checkout/{id}"));
    };
    let Some(checkout) = own(&visitor.shop.store(), &id, account) else {
        return missing(&visitor);
    };
    let shop = &visitor.shop;
    match place(shop, &checkout, &fields) {
        Ok(Placing::Placed) => Redirect::to(&cashier_of(shop, &checkout)).into_response(),
        Ok(Placing::PriceChanged(quote)) => {
            let shown = Shown { quote: &quote, changed: true, action: format!("/checkout/{id}") };
            let layout = layout_of(&shop.store(), &checkout);
            page_for(shop, layout, pages::checkout::page(&visitor, &shown))
        }
        Err(refusal) => refused(&visitor, refusal, "/"),
    }
}

/// The checkout inside the frame. No cookie of this host is needed: the id is the key.
pub async fn framed(State(shop): State<Shop>, Path(id): Path<String>) -> Response {
    frame(&shop, &id, false)
}

/// Places the order inside the frame.
pub async fn submit_framed(
    State(shop): State<Shop>,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(checkout) = shop.store().checkout(&id).cloned() else {
        return frame(&shop, &id, false);
    };
    match place(&shop, &checkout, &fields) {
        Ok(Placing::Placed) => Redirect::to(&format!("/embed/pay/{}", checkout.payment)).into_response(),
        Ok(Placing::PriceChanged(_)) => frame(&shop, &id, true),
        Err(refusal) => page(&shop, pages::checkout::frame_refused(&shop, refusal)),
    }
}

fn frame(shop: &Shop, id: &str, changed: bool) -> Response {
    let checkout = shop.store().checkout(id).cloned();
    let quoted =
        checkout.ok_or(Refusal(crate::words::Word::Gone)).and_then(|checkout| quote(shop, &checkout));
    match quoted {
        Ok(quote) => {
            let shown = Shown { quote: &quote, changed, action: format!("/embed/{id}") };
            page(shop, pages::checkout::frame(shop, &shown))
        }
        Err(refusal) => page(shop, pages::checkout::frame_refused(shop, refusal)),
    }
}

enum Placing {
    Placed,
    PriceChanged(Quote),
}

/// Places the orders, unless the total is no longer the one that the buyer saw.
fn place(shop: &Shop, checkout: &Checkout, fields: &Fields) -> Result<Placing, Refusal> {
    if checkout.placed.is_empty() {
        let quote = quote(shop, checkout)?;
        if fields.get(&shop.look().field("total")) != quote.total().to_string() {
            return Ok(Placing::PriceChanged(quote));
        }
    }
    let chosen = fields.get(&shop.look().field("address")).parse().unwrap_or(0);
    let address = ADDRESSES.get(chosen).or(ADDRESSES.first()).copied().unwrap_or_default();
    shop.store().place(&checkout.id, &address.to_string(), fields.get(&shop.look().field("note")))?;
    Ok(Placing::Placed)
}

fn own(store: &Store, id: &str, account: &str) -> Option<Checkout> {
    store.checkout(id).filter(|checkout| checkout.account == account).cloned()
}

fn quote(shop: &Shop, checkout: &Checkout) -> Result<Quote, Refusal> {
    trade::quote(&shop.store().products, &checkout.items)
}

/// The layout of a checkout is that of its first product.
pub fn layout_of(store: &Store, checkout: &Checkout) -> Layout {
    let first = checkout.items.first().and_then(|item| store.product(&item.sku));
    first.map_or(Layout::C, |product| product.layout)
}

fn cashier_of(shop: &Shop, checkout: &Checkout) -> String {
    let path = format!("/cashier/{}", checkout.payment);
    match layout_of(&shop.store(), checkout) {
        Layout::F => format!("{}{path}", shop.hosts().origin(Role::Cashier)),
        _ => path,
    }
}
