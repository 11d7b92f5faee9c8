//! Layout (c): selects and a number field in a plain form.

use maud::{Markup, html};

use super::controls::{number_field, submit_buttons};
use super::{price_box, terms};
use crate::catalogue::Product;
use crate::look::Look;
use crate::pages::parts::price;
use crate::words::Word;

/// The form, and a table with the price of each variant.
pub fn buy_box(look: &Look, product: &Product) -> Markup {
    html! {
        (price_box(look, product))
        (terms(look, product))
        form method="post" action="/cart/add" class=(look.class("buy-form")) id=(look.id("buy-form")) {
            input type="hidden" name=(look.field("offer")) value=(product.offer);
            @for (place, axis) in product.axes.iter().enumerate() {
                @let id = look.id(&format!("axis-{place}"));
                div class=(look.class("field")) {
                    label for=(id) { (axis.name) }
                    select id=(id) name=(look.field(&format!("option{place}"))) required {
                        option value="" { (look.word(Word::Choose)) }
                        @for (index, choice) in axis.choices.iter().enumerate() {
                            option value=(choice.id) disabled[none_left(product, place, index)] { (choice.label) }
                        }
                    }
                }
            }
            (number_field(look, product, most(product)))
            (submit_buttons(look, product, product.sold_out()))
        }
        (variants(look, product))
    }
}

/// Whether no variant with that option is left.
fn none_left(product: &Product, axis: usize, choice: usize) -> bool {
    product.skus.iter().filter(|sku| sku.picks.get(axis) == Some(&choice)).all(|sku| sku.stock == 0)
}

fn most(product: &Product) -> u32 {
    product.skus.iter().map(|sku| sku.stock).max().unwrap_or(0)
}

fn variants(look: &Look, product: &Product) -> Markup {
    html! {
        table class=(look.class("variants")) {
            caption { (look.word(Word::Variants)) }
            thead {
                tr {
                    @for axis in &product.axes { th { (axis.name) } }
                    th class=(look.class("num")) { (look.word(Word::Price)) }
                    th class=(look.class("num")) { (look.word(Word::Stock)) }
                }
            }
            tbody {
                @for sku in &product.skus {
                    tr {
                        @for (_, choice) in product.choices(sku) { td { (choice.label) } }
                        td class=(look.class("num")) { (price(look, product.currency, sku.price)) }
                        td class=(look.class("num")) {
                            @if sku.stock == 0 { (look.word(Word::SoldOut)) } @else { (sku.stock) }
                        }
                    }
                }
            }
        }
    }
}
