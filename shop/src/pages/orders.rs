//! The order list and the page of one order.

use maud::{Markup, html};

use super::frame::Frame;
use super::parts::{fact, lines, totals};
use crate::look::Look;
use crate::price::Price;
use crate::routes::Visitor;
use crate::store::Order;
use crate::words::Word;

/// All orders, newest first.
pub fn orders(visitor: &Visitor, orders: &[Order]) -> Markup {
    let look = visitor.look();
    let body = html! {
        h1 class=(look.class("page-title")) { (look.word(Word::MyOrders)) }
        @if orders.is_empty() {
            section class=(look.class("notice")) { p { (look.word(Word::NoOrders)) } }
        }
        @for order in orders {
            article class=(look.class("order")) {
                header class=(look.class("order-head")) {
                    (fact(look, Word::OrderNumber, &html! { span class=(look.class("order-number")) { (order.number) } }))
                    (fact(look, Word::OrderTime, &time(order)))
                    (fact(look, Word::Account, &html! { (order.account) }))
                    (fact(look, Word::Status, &html! { (status(look, order)) }))
                    a href=(format!("/orders/{}", order.number)) { (look.word(Word::OrderDetails)) }
                }
                (lines(look, order.currency, order.lines.iter()))
                (totals(look, order.currency, goods(order), order.freight))
            }
        }
    };
    Frame::new(look.word(Word::MyOrders)).shop(visitor, body)
}

/// One order with everything known about it.
pub fn order(visitor: &Visitor, order: &Order) -> Markup {
    let look = visitor.look();
    let body = html! {
        h1 class=(look.class("page-title")) { (look.word(Word::OrderDetails)) }
        section class=(look.class("panel")) {
            (fact(look, Word::OrderNumber, &html! { span class=(look.class("order-number")) { (order.number) } }))
            (fact(look, Word::OrderTime, &time(order)))
            (fact(look, Word::Status, &html! { (status(look, order)) }))
            (fact(look, Word::Account, &html! { (order.account) }))
            (fact(look, Word::ShipTo, &html! { (order.ship_to) }))
            @if !order.note.is_empty() { (fact(look, Word::Note, &html! { (order.note) })) }
            @if let Some(tracking) = &order.tracking { (fact(look, Word::Tracking, &html! { (tracking) })) }
        }
        section class=(look.class("panel")) {
            (lines(look, order.currency, order.lines.iter()))
            (totals(look, order.currency, goods(order), order.freight))
        }
    };
    Frame::new(look.word(Word::OrderDetails)).shop(visitor, body)
}

fn goods(order: &Order) -> Price {
    order.total.less(order.freight)
}

fn time(order: &Order) -> Markup {
    html! { time datetime=(order.placed_at.to_rfc3339()) { (order.placed_at.format("%Y-%m-%d %H:%M:%S")) } }
}

fn status(look: &Look, order: &Order) -> &'static str {
    look.word(match (&order.tracking, order.paid) {
        (Some(_), _) => Word::Shipped,
        (None, true) => Word::Paid,
        (None, false) => Word::Unpaid,
    })
}
