//! Layout (e): each variant has its own page; the others are links.

use maud::{Markup, html};

use super::controls::{number_field, submit_buttons};
use super::terms;
use crate::catalogue::{Axis, Choice, Product, Sku};
use crate::look::Look;
use crate::pages::parts::price;
use crate::words::Word;

/// The links to the sibling pages and the form of this variant, with microdata.
pub fn buy_box(look: &Look, product: &Product, sku: &Sku) -> Markup {
    let stock = if sku.stock > 0 { "https://schema.org/InStock" } else { "https://schema.org/OutOfStock" };
    html! {
        div class=(look.class("price-box")) itemprop="offers" itemscope itemtype="https://schema.org/Offer" {
            span class=(look.class("term")) { (look.word(Word::Price)) }
            span class=(look.class("price-now")) id=(look.id("price")) { (price(look, product.currency, sku.price)) }
            meta itemprop="price" content=(sku.price);
            meta itemprop="priceCurrency" content=(product.currency.code());
            link itemprop="availability" href=(stock);
        }
        (terms(look, product))
        @for (place, axis) in product.axes.iter().enumerate() {
            div class=(look.class("axis")) {
                h3 class=(look.class("axis-name")) { (axis.name) "：" b { (chosen(axis, sku, place)) } }
                ul class=(look.class("filter-list")) {
                    @for (index, choice) in axis.choices.iter().enumerate() {
                        li { (sibling(look, product, sku, (place, index), choice)) }
                    }
                }
            }
        }
        form method="post" action="/cart/add" class=(look.class("buy-form")) id=(look.id("buy-form")) {
            input type="hidden" name=(look.field("sku")) value=(sku.id);
            (number_field(look, product, sku.stock))
            (submit_buttons(look, product, sku.stock < product.minimum))
        }
    }
}

fn chosen(axis: &Axis, sku: &Sku, place: usize) -> &'static str {
    let choice = sku.picks.get(place).and_then(|pick| axis.choices.get(*pick));
    choice.map_or("", |choice| choice.label)
}

/// The link to the variant that differs from this one in one option.
fn sibling(look: &Look, product: &Product, sku: &Sku, at: (usize, usize), choice: &Choice) -> Markup {
    let (place, index) = at;
    let mut picks = sku.picks.clone();
    if let Some(pick) = picks.get_mut(place) {
        *pick = index;
    }
    let other = product.skus.iter().find(|other| other.picks == picks);
    let current = picks == sku.picks;
    let mut class = look.class("filter");
    for (holds, state) in [(current, "selected"), (other.is_none_or(|other| other.stock == 0), "disabled")] {
        if holds {
            class = format!("{class} {}", look.state(state));
        }
    }
    html! {
        a class=(class) href=(product.path(other)) title=(choice.label) aria-current=[current.then_some("true")] {
            @if let Some(colour) = choice.colour {
                img src=(product.picture_in(Some(colour))) alt="" width="28" height="28";
            }
            span class=(look.class("filter-label")) { (choice.label) }
        }
    }
}
