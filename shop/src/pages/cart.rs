//! The cart page.

use maud::{Markup, html};

use super::frame::Frame;
use super::parts::{goods, price};
use crate::look::Look;
use crate::price::{Currency, Price};
use crate::routes::Visitor;
use crate::trade::Line;
use crate::words::Word;

/// The lines of a cart, each with its quantity, and the way to the checkout.
pub fn cart(visitor: &Visitor, lines: &[Line], currency: Option<Currency>) -> Markup {
    let look = visitor.look();
    let currency = currency.unwrap_or(Currency::Cny);
    let total = lines.iter().fold(Price(0), |sum, line| sum.plus(line.unit_price.times(line.quantity)));
    let body = html! {
        h1 class=(look.class("page-title")) { (look.word(Word::Cart)) }
        @if lines.is_empty() {
            section class=(look.class("notice")) {
                p { (look.word(Word::CartEmpty)) }
                a class=(look.class("button")) href="/" { (look.word(Word::AllGoods)) }
            }
        } @else {
            table class=(look.class("lines")) {
                thead {
                    tr {
                        th { (look.word(Word::Item)) }
                        th class=(look.class("num")) { (look.word(Word::UnitPrice)) }
                        th class=(look.class("num")) { (look.word(Word::Quantity)) }
                        th class=(look.class("num")) { (look.word(Word::Subtotal)) }
                        th { (look.word(Word::Operation)) }
                    }
                }
                tbody { @for line in lines { (row(look, line, currency)) } }
            }
            div class=(look.class("bar")) {
                p class=(look.class("bar-total")) {
                    (look.word(Word::GoodsTotal)) " " (price(look, currency, total))
                }
                form method="post" action="/cart/checkout" {
                    button type="submit" id=(look.id("to-checkout")) class=(look.class("primary")) { (look.word(Word::ToCheckout)) }
                }
            }
        }
    };
    Frame::new(look.word(Word::Cart)).shop(visitor, body)
}

fn row(look: &Look, line: &Line, currency: Currency) -> Markup {
    let sku = look.field("sku");
    html! {
        tr class=(look.class("line")) {
            td { (goods(look, line)) }
            td class=(look.class("num")) { (price(look, currency, line.unit_price)) }
            td class=(look.class("num")) {
                form method="post" action="/cart/update" class=(look.class("cart-quantity")) {
                    input type="hidden" name=(sku) value=(line.sku);
                    input type="number" name=(look.field("quantity")) value=(line.quantity) min="1"
                        aria-label=(look.word(Word::Quantity)) class=(look.class("quantity-input"));
                    button type="submit" class=(look.class("link")) { (look.word(Word::Update)) }
                }
            }
            td class=(look.class("num")) { (price(look, currency, line.unit_price.times(line.quantity))) }
            td {
                form method="post" action="/cart/delete" {
                    input type="hidden" name=(sku) value=(line.sku);
                    button type="submit" class=(look.class("link")) { (look.word(Word::Delete)) }
                }
            }
        }
    }
}
