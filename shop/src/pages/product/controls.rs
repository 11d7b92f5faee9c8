//! Controls that several layouts share.

use maud::{Markup, html};

use crate::catalogue::Product;
use crate::look::Look;
use crate::words::Word;

/// The quantity as a number field of a form.
pub fn number_field(look: &Look, product: &Product, most: u32) -> Markup {
    html! {
        div class=(look.class("field")) {
            label for=(look.id("quantity")) { (look.word(Word::Quantity)) }
            input type="number" id=(look.id("quantity")) name=(look.field("quantity")) value=(product.minimum)
                min=(product.minimum) step=(product.step) max=(most.max(product.minimum))
                class=(look.class("quantity-input")) required;
            span class=(look.class("unit")) { (product.unit) }
        }
    }
}

/// The quantity as a stepper that a script serves.
pub fn stepper(look: &Look, product: &Product) -> Markup {
    let kind = if look.way("stepper", 2) == 0 { "number" } else { "text" };
    html! {
        div class=(look.class("field")) {
            span id=(look.id("quantity-name")) { (look.word(Word::Quantity)) }
            div class=(look.class("stepper")) {
                button type="button" id=(look.id("less")) class=(look.class("step")) aria-label=(look.word(Word::Decrease)) { "−" }
                input type=(kind) inputmode="numeric" id=(look.id("quantity")) name=(look.field("quantity"))
                    value=(product.minimum) min=(product.minimum) step=(product.step) autocomplete="off"
                    class=(look.class("quantity-input")) aria-labelledby=(look.id("quantity-name"));
                button type="button" id=(look.id("more")) class=(look.class("step")) aria-label=(look.word(Word::Increase)) { "+" }
            }
            span class=(look.class("unit")) { (product.unit) }
            span class=(look.class("row-stock")) id=(look.id("stock")) {}
        }
    }
}

/// The buttons of a form: both submit it, in the seed's order; or the words that nothing is left.
pub fn submit_buttons(look: &Look, product: &Product, sold_out: bool) -> Markup {
    let buy = html! {
        @if product.buy_now {
            button type="submit" formaction="/trade/buy" id=(look.id("buy")) class=(look.class("primary")) { (look.word(Word::BuyNow)) }
        }
    };
    let add = html! {
        @if product.add_to_cart {
            button type="submit" formaction="/cart/add" id=(look.id("add")) class=(look.class("secondary")) { (look.word(Word::AddToCart)) }
        }
    };
    html! {
        @if sold_out {
            p class=(look.class("soldout")) { (look.word(Word::SoldOut)) }
        } @else {
            div class=(look.class("actions")) { @if look.way("buttons", 2) == 0 { (buy) (add) } @else { (add) (buy) } }
        }
    }
}

/// The buttons of a page whose script adds to the cart and lets the form buy.
pub fn script_buttons(look: &Look, product: &Product) -> Markup {
    html! {
        p id=(look.id("message")) class=(look.class("error")) role="alert" hidden {}
        @if product.sold_out() {
            p class=(look.class("soldout")) { (look.word(Word::SoldOut)) }
        } @else {
            div class=(look.class("actions")) {
                @if product.buy_now {
                    button type="submit" id=(look.id("buy")) class=(look.class("primary")) { (look.word(Word::BuyNow)) }
                }
                @if product.add_to_cart {
                    button type="button" id=(look.id("add")) class=(look.class("secondary")) { (look.word(Word::AddToCart)) }
                }
            }
        }
    }
}
