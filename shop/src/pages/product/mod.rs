//! Product pages: what they share, and one buy box for each layout.

mod axes;
mod controls;
mod rows;
mod selects;
mod shadow;
mod siblings;
mod tabs;

use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use super::frame::Frame;
use super::parts::price;
use super::start::card;
use crate::catalogue::{Layout, Product, Sku};
use crate::look::Look;
use crate::routes::Visitor;
use crate::words::Word;

/// The page of a product, opened at one of its variants where each has its own address.
pub fn page(visitor: &Visitor, product: &Product, sku: Option<&Sku>, others: &[Product]) -> Markup {
    let look = visitor.look();
    let (buy_box, script) = match (product.layout, sku) {
        (Layout::A, _) => (rows::buy_box(look, product), Some("rows")),
        (Layout::B | Layout::G, _) => (axes::buy_box(look, product), Some("axes")),
        (Layout::H, _) => (axes::buy_box(look, product), product.note),
        (Layout::D, _) => (shadow::buy_box(look, product), Some("shadow")),
        (Layout::F, _) => (tabs::buy_box(look, product), tabs::by_script(product).then_some("tabs")),
        (Layout::E, Some(sku)) => (siblings::buy_box(look, product, sku), None),
        (Layout::C | Layout::E, _) => (selects::buy_box(look, product), None),
    };
    let microdata = product.layout == Layout::E;
    let title = product.title.to_owned();
    let body = html! {
        div class=(look.class("product")) itemscope itemtype=[microdata.then_some("https://schema.org/Product")] {
            div class=(look.class("gallery")) {
                img src=(product.picture(sku)) alt=(title) width="400" height="400" id=(look.id("picture"));
            }
            div class=(look.class("summary")) {
                h1 class=(look.class("title")) itemprop=[microdata.then_some("name")] { (title) }
                (buy_box)
            }
        }
        (details(look, product))
        (related(visitor, product, others))
    };
    let mut frame = Frame::new(&title);
    if let Some(script) = script {
        frame = frame.script(script);
    }
    if matches!(product.layout, Layout::B | Layout::C) {
        frame = frame.head(json_ld(&linked_data(product, visitor)));
    }
    frame.shop(visitor, body)
}

/// The product as its page's script gets it. Prices are in hundredths.
pub fn data(product: &Product) -> Value {
    let axes: Vec<Value> = product
        .axes
        .iter()
        .map(|axis| {
            let options: Vec<Value> = axis
                .choices
                .iter()
                .map(|choice| {
                    let image = choice.colour.map(|colour| product.picture_in(Some(colour)));
                    json!({ "id": choice.id, "label": choice.label, "hint": choice.hint, "image": image })
                })
                .collect();
            json!({ "name": axis.name, "options": options })
        })
        .collect();
    let skus: Vec<Value> = product
        .skus
        .iter()
        .map(|sku| {
            let options: Vec<&str> = product.choices(sku).map(|(_, choice)| choice.id.as_str()).collect();
            json!({ "id": sku.id, "options": options, "price": sku.price.0, "stock": sku.stock })
        })
        .collect();
    let tiers: Vec<Value> =
        product.tiers.iter().map(|tier| json!({ "from": tier.from, "off": tier.off.0 })).collect();
    json!({
        "offer": product.offer, "title": product.title, "currency": product.currency,
        "sign": product.currency.sign(), "unit": product.unit, "minimum": product.minimum, "step": product.step,
        "buyNow": product.buy_now, "addToCart": product.add_to_cart,
        "axes": axes, "skus": skus, "tiers": tiers,
    })
}

/// The price box above the options: one price or a range, with tiers where there are any.
fn price_box(look: &Look, product: &Product) -> Markup {
    let (low, high) = product.price_range();
    html! {
        div class=(look.class("price-box")) {
            span class=(look.class("term")) { (look.word(Word::Price)) }
            span class=(look.class("price-now")) id=(look.id("price")) {
                (price(look, product.currency, low))
                @if high > low { " - " (price(look, product.currency, high)) }
            }
            @if !product.tiers.is_empty() { (tiers(look, product)) }
        }
    }
}

fn tiers(look: &Look, product: &Product) -> Markup {
    let (low, _) = product.price_range();
    let first = product.tiers.first().map_or(0, |tier| tier.from);
    html! {
        ul class=(look.class("tiers")) {
            li { b { (price(look, product.currency, low)) } span { (product.minimum) "-" (first.saturating_sub(1)) " " (product.unit) } }
            @for tier in &product.tiers {
                li { b { (price(look, product.currency, low.less(tier.off))) } span { "≥" (tier.from) " " (product.unit) } }
            }
        }
    }
}

/// Minimum, step and stock in words, where there is something to say.
fn terms(look: &Look, product: &Product) -> Markup {
    let left: u32 = product.skus.iter().map(|sku| sku.stock).fold(0, u32::saturating_add);
    html! {
        dl class=(look.class("terms")) {
            div { dt { (look.word(Word::ShipFrom)) } dd { (look.word(Word::ShipPlace)) " · " (look.word(Word::Promise)) } }
            @if product.minimum > 1 || product.step > 1 {
                div {
                    dt { (look.word(Word::Minimum)) }
                    dd {
                        (product.minimum) " " (product.unit)
                        @if product.step > 1 { "，" (look.word(Word::Step)) " " (product.step) " " (product.unit) }
                    }
                }
            }
            @if product.note == Some("limited") {
                div { dt { (look.word(Word::Limit)) } dd { (left) " " (product.unit) } }
            }
        }
    }
}

fn details(look: &Look, product: &Product) -> Markup {
    html! {
        section class=(look.class("panel")) {
            h2 { (look.word(Word::Details)) }
            dl class=(look.class("specs")) {
                div { dt { (look.word(Word::OfferId)) } dd { (product.offer) } }
                @for axis in &product.axes {
                    div {
                        dt { (axis.name) }
                        dd { @for (place, choice) in axis.choices.iter().enumerate() { @if place > 0 { " / " } (choice.label) } }
                    }
                }
            }
        }
    }
}

fn related(visitor: &Visitor, product: &Product, others: &[Product]) -> Markup {
    let look = visitor.look();
    let near = others
        .iter()
        .filter(|other| other.slug != product.slug && other.layout == product.layout && !other.gone)
        .take(4);
    html! {
        aside class=(look.class("related")) {
            h2 { (look.word(Word::Also)) }
            ul class=(look.class("grid")) { @for other in near { li { (card(visitor, other)) } } }
        }
    }
}

/// JSON for a script element: no `<` can end it early.
fn script_json(value: &Value) -> PreEscaped<String> {
    PreEscaped(value.to_string().replace('<', "\\u003c"))
}

fn json_ld(value: &Value) -> Markup {
    html! { script type="application/ld+json" { (script_json(value)) } }
}

/// schema.org data with one offer for each variant.
fn linked_data(product: &Product, visitor: &Visitor) -> Value {
    let origin = visitor.shop.origin();
    let offers: Vec<Value> = product
        .skus
        .iter()
        .map(|sku| {
            let stock = if sku.stock > 0 { "InStock" } else { "OutOfStock" };
            json!({
                "@type": "Offer", "sku": sku.id, "name": product.variant(sku),
                "price": sku.price.to_string(), "priceCurrency": product.currency.code(),
                "availability": format!("https://schema.org/{stock}"),
            })
        })
        .collect();
    json!({
        "@context": "https://schema.org", "@type": "Product", "name": product.title,
        "productID": product.offer, "image": format!("{origin}{}", product.picture(None)), "offers": offers,
    })
}
