//! Layout (f): radio buttons in a plain form; buying opens the checkout in a new tab, by the form's own
//! target or by a script that opens a window.

use maud::{Markup, html};

use super::controls::number_field;
use super::{data, price_box, script_json, terms};
use crate::catalogue::Product;
use crate::look::Look;
use crate::words::Word;

/// Whether the page's script opens the window: only where the price depends on the variant, so that the
/// page has a script anyway.
pub fn by_script(product: &Product) -> bool {
    let (low, high) = product.price_range();
    low != high
}

/// The form.
pub fn buy_box(look: &Look, product: &Product) -> Markup {
    let script = by_script(product);
    let most = product.skus.iter().map(|sku| sku.stock).max().unwrap_or(0);
    html! {
        (price_box(look, product))
        (terms(look, product))
        form method="post" action="/trade/buy" target="_blank" class=(look.class("buy-form")) id=(look.id("buy-form")) {
            input type="hidden" name=(look.field("offer")) value=(product.offer);
            @for (place, axis) in product.axes.iter().enumerate() {
                fieldset class=(look.class("axis")) {
                    legend class=(look.class("axis-name")) { (axis.name) }
                    div class=(look.class("filter-list")) {
                        @for choice in &axis.choices { (radio(look, product, place, choice)) }
                    }
                }
            }
            (number_field(look, product, most))
            @if product.sold_out() {
                p class=(look.class("soldout")) { (look.word(Word::SoldOut)) }
            } @else {
                div class=(look.class("actions")) {
                    @if product.buy_now {
                        button type=(if script { "button" } else { "submit" }) id=(look.id("buy")) class=(look.class("primary")) {
                            (look.word(Word::BuyNow))
                        }
                    }
                    @if product.add_to_cart {
                        button type="submit" formaction="/cart/add" formtarget="_self" id=(look.id("add")) class=(look.class("secondary")) {
                            (look.word(Word::AddToCart))
                        }
                    }
                }
            }
        }
        @if script { script type="application/json" id=(look.id("data")) { (script_json(&data(product))) } }
    }
}

fn radio(look: &Look, product: &Product, place: usize, choice: &crate::catalogue::Choice) -> Markup {
    let label = html! {
        input type="radio" name=(look.field(&format!("option{place}"))) value=(choice.id) required;
        @if let Some(colour) = choice.colour {
            img src=(product.picture_in(Some(colour))) alt="" width="28" height="28";
        }
        span class=(look.class("filter-label")) { (choice.label) }
    };
    // maud has no computed attribute names; the data attribute's name comes from the seed.
    let open = format!("<label class=\"{}\" {}=\"{}\">", look.class("radio"), look.data("option"), choice.id);
    html! { (maud::PreEscaped(open)) (label) (maud::PreEscaped("</label>")) }
}
