//! The cashier, and what comes after paying.

use maud::{Markup, html};

use super::frame::Frame;
use super::parts::{fact, price};
use crate::Shop;
use crate::catalogue::Success;
use crate::look::Look;
use crate::price::{Currency, Price};
use crate::routes::Visitor;
use crate::store::{Checkout, Order};
use crate::words::Word;

/// The cashier's page.
pub fn cashier(shop: &Shop, checkout: &Checkout, orders: &[Order], action: &str) -> Markup {
    let look = shop.look();
    Frame::new(look.word(Word::Cashier)).bare(
        look,
        html! { main class=(look.class("cashier")) { (counter(look, checkout, orders, action)) } },
    )
}

/// The cashier inside the framed checkout.
pub fn cashier_frame(shop: &Shop, checkout: &Checkout, orders: &[Order]) -> Markup {
    let look = shop.look();
    let action = format!("/embed/pay/{}", checkout.payment);
    Frame::new(look.word(Word::Cashier)).bare(
        look,
        html! { main class=(look.class("framed")) { (counter(look, checkout, orders, &action)) } },
    )
}

fn counter(look: &Look, checkout: &Checkout, orders: &[Order], action: &str) -> Markup {
    let (total, currency) = sum(orders);
    html! {
        h1 { (look.word(Word::Cashier)) }
        p class=(look.class("hint")) { (look.word(Word::PayDeadline)) }
        section class=(look.class("panel")) {
            @for line in orders.iter().flat_map(|order| &order.lines) {
                p class=(look.class("pay-line")) { (line.title) " × " (line.quantity) }
            }
            (fact(look, Word::PaymentNumber, &html! { (checkout.payment) }))
            p class=(look.class("pay-amount")) { (look.word(Word::AmountDue)) " " (price(look, currency, total)) }
        }
        form method="post" action=(action) class=(look.class("panel")) {
            fieldset {
                legend { (look.word(Word::PayBy)) }
                label class=(look.class("address")) {
                    input type="radio" name="way" value="balance" checked;
                    span { (look.word(Word::PayWay)) }
                }
            }
            button type="submit" id=(look.id("pay")) class=(look.class("primary")) { (look.word(Word::PayNow)) }
        }
    }
}

/// The last page in the frame: its script tells the shop's page where the receipt is.
pub fn paid_frame(shop: &Shop, path: &str) -> Markup {
    let look = shop.look();
    let body = html! {
        main class=(look.class("framed")) id=(look.id("paid")) data-to=(path) data-origin=(shop.origin()) {
            p { (look.word(Word::PaidTitle)) }
        }
    };
    Frame::new(look.word(Word::PaidTitle)).script("paid").bare(look, body)
}

/// The page that waits for the order and goes on by itself.
pub fn processing(visitor: &Visitor, next: &str) -> Markup {
    let look = visitor.look();
    let body = html! {
        section class=(look.class("notice")) aria-live="polite" {
            div class=(look.class("spinner")) {}
            h1 { (look.word(Word::Processing)) }
        }
    };
    let head = html! { meta http-equiv="refresh" content=(format!("1;url={next}")); };
    Frame::new(look.word(Word::Processing)).head(head).shop(visitor, body)
}

/// The receipt: with the number, with two, or without.
pub fn receipt(visitor: &Visitor, checkout: &Checkout, orders: &[Order]) -> Markup {
    let look = visitor.look();
    let (total, currency) = sum(orders);
    let shows_number = !matches!(checkout.success, Success::None | Success::Address);
    let body = html! {
        section class=(look.class("receipt")) {
            div class=(look.class("tick")) { "✓" }
            h1 { (look.word(Word::PaidTitle)) }
            p class=(look.class("hint")) { (look.word(Word::PaidHint)) }
            @if orders.len() > 1 { p { (look.word(Word::SplitHint)) } }
            div class=(look.class("panel")) {
                @if shows_number {
                    @for order in orders {
                        (fact(look, Word::OrderNumber, &html! { span class=(look.class("order-number")) { (order.number) } }))
                    }
                }
                (fact(look, Word::PaymentNumber, &html! { (checkout.payment) }))
                (fact(look, Word::Total, &price(look, currency, total)))
                @if let Some(order) = orders.first() {
                    (fact(look, Word::Freight, &price(look, currency, freight(orders))))
                    (fact(look, Word::ShipTo, &html! { (order.ship_to) }))
                }
                ul class=(look.class("bought")) {
                    @for line in orders.iter().flat_map(|order| &order.lines) {
                        li { (line.title) " " (line.variant) " × " (line.quantity) }
                    }
                }
            }
            a class=(look.class("button")) id=(look.id("see-orders")) href="/orders" { (look.word(Word::SeeOrders)) }
        }
    };
    Frame::new(look.word(Word::PaidTitle)).shop(visitor, body)
}

fn sum(orders: &[Order]) -> (Price, Currency) {
    let total = orders.iter().fold(Price(0), |sum, order| sum.plus(order.total));
    (total, orders.first().map_or(Currency::Cny, |order| order.currency))
}

fn freight(orders: &[Order]) -> Price {
    orders.iter().fold(Price(0), |sum, order| sum.plus(order.freight))
}
