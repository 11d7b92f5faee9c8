//! Layout (b), and the product pages of (g) and (h): axes of buttons that a script draws, from data that
//! comes late or with the page; one stepper.

use maud::{Markup, html};

use super::controls::{script_buttons, stepper};
use super::{data, price_box, script_json, terms};
use crate::catalogue::{Layout, Product};
use crate::look::Look;
use crate::words::Word;

/// The form that the script completes with the chosen variant.
pub fn buy_box(look: &Look, product: &Product) -> Markup {
    let late = product.layout == Layout::B;
    html! {
        (price_box(look, product))
        (terms(look, product))
        form method="post" action="/trade/buy" class=(look.class("buy-form")) id=(look.id("buy-form")) {
            input type="hidden" name=(look.field("offer")) value=(product.offer);
            input type="hidden" name=(look.field("sku")) id=(look.id("chosen")) value="";
            div class=(look.class("axes")) id=(look.id("axes")) data-from=[late.then(|| format!("/api/item/{}", product.offer))] {
                @if late { p class=(look.class("hint")) { (look.word(Word::Loading)) } }
            }
            (stepper(look, product))
            (script_buttons(look, product))
        }
        @if !late { script type="application/json" id=(look.id("data")) { (script_json(&data(product))) } }
    }
}
