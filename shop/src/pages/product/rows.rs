//! Layout (a): filter buttons for the first axis, a row with its own stepper for each SKU. The rows are
//! drawn by the page's script, which keeps the quantities.

use maud::{Markup, html};

use super::{data, price_box, script_json, terms};
use crate::catalogue::Product;
use crate::look::Look;
use crate::words::Word;

/// The panel that the script fills, its data, and the bar with totals and buttons.
pub fn buy_box(look: &Look, product: &Product) -> Markup {
    html! {
        (price_box(look, product))
        (terms(look, product))
        section class=(look.class("rows-panel")) id=(look.id("rows-panel")) {
            div class=(look.class("filters")) id=(look.id("filters")) {}
            div class=(look.class("rows")) id=(look.id("rows")) {}
        }
        div class=(look.class("order-bar")) {
            p id=(look.id("sum")) class=(look.class("sum")) aria-live="polite" {}
            p id=(look.id("message")) class=(look.class("error")) role="alert" hidden {}
            div class=(look.class("actions")) {
                @if product.sold_out() {
                    p class=(look.class("soldout")) { (look.word(Word::SoldOut)) }
                } @else {
                    @if product.buy_now {
                        button type="button" id=(look.id("buy")) class=(look.class("primary")) { (look.word(Word::BuyNow)) }
                    }
                    @if product.add_to_cart {
                        button type="button" id=(look.id("add")) class=(look.class("secondary")) { (look.word(Word::AddToCart)) }
                    }
                }
            }
        }
        script type="application/json" id=(look.id("data")) { (script_json(&data(product))) }
    }
}
