//! The checkout: address, lines, note, totals and the button that orders.

use std::fmt;

use maud::{Markup, html};

use super::frame::Frame;
use super::parts::{lines, totals};
use crate::Shop;
use crate::look::Look;
use crate::routes::Visitor;
use crate::trade::{Quote, Refusal};
use crate::words::Word;

/// Where the goods of an order go.
#[derive(Debug, Clone, Copy, Default)]
pub struct Address {
    name: &'static str,
    phone: &'static str,
    place: &'static str,
    postcode: &'static str,
}

/// The addresses that every account has; the first is chosen unless the buyer picks another.
pub const ADDRESSES: &[Address] = &[
    Address {
        name: "王敏",
        phone: "13800138000",
        place: "浙江省杭州市滨江区江南大道100号3号仓",
        postcode: "310051",
    },
    Address {
        name: "李雷",
        phone: "13900139000",
        place: "广东省深圳市南山区科技园南路8号",
        postcode: "518057",
    },
];

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.name, self.phone, self.place, self.postcode)
    }
}

/// What a checkout shows.
pub struct Shown<'a> {
    /// What it costs.
    pub quote: &'a Quote,
    /// Whether the price has changed since the buyer last saw it.
    pub changed: bool,
    /// Where the form goes.
    pub action: String,
}

/// The checkout as a page of the shop.
pub fn page(visitor: &Visitor, shown: &Shown<'_>) -> Markup {
    let look = visitor.look();
    let body = html! {
        h1 class=(look.class("page-title")) { (look.word(Word::ConfirmOrder)) }
        (form(look, shown))
    };
    Frame::new(look.word(Word::ConfirmOrder)).shop(visitor, body)
}

/// The shop's page around the framed checkout.
pub fn with_frame(visitor: &Visitor, address: &str) -> Markup {
    let look = visitor.look();
    let body = html! {
        h1 class=(look.class("page-title")) { (look.word(Word::ConfirmOrder)) }
        iframe class=(look.class("checkout-frame")) id=(look.id("checkout-frame")) src=(address)
            title=(look.word(Word::ConfirmOrder)) {}
    };
    Frame::new(look.word(Word::ConfirmOrder)).script("framed").shop(visitor, body)
}

/// The checkout inside the frame.
pub fn frame(shop: &Shop, shown: &Shown<'_>) -> Markup {
    let look = shop.look();
    let body = html! { main class=(look.class("framed")) { (form(look, shown)) } };
    Frame::new(look.word(Word::ConfirmOrder)).bare(look, body)
}

/// What the frame says when the order cannot be placed.
pub fn frame_refused(shop: &Shop, refusal: Refusal) -> Markup {
    let look = shop.look();
    let body = html! {
        main class=(look.class("framed")) {
            section class=(look.class("notice")) role="alert" {
                h1 { (look.word(Word::Refused)) }
                p { (look.word(refusal.0)) }
            }
        }
    };
    Frame::new(look.word(Word::Refused)).bare(look, body)
}

fn form(look: &Look, shown: &Shown<'_>) -> Markup {
    let quote = shown.quote;
    html! {
        form method="post" action=(shown.action) class=(look.class("checkout")) {
            @if shown.changed { p class=(look.class("error")) role="alert" { (look.word(Word::PriceChanged)) } }
            fieldset class=(look.class("panel")) {
                legend { (look.word(Word::ShipTo)) }
                @for (place, address) in ADDRESSES.iter().enumerate() {
                    label class=(look.class("address")) {
                        input type="radio" name=(look.field("address")) value=(place) checked[place == 0];
                        span { b { (address.name) } " " (address.phone) br; (address.place) " " (address.postcode) }
                    }
                }
            }
            @for parcel in &quote.parcels {
                section class=(look.class("panel")) { (lines(look, quote.currency, parcel.lines.iter())) }
            }
            div class=(look.class("ending")) {
                div class=(look.class("remark")) {
                    label for=(look.id("note")) { (look.word(Word::Note)) }
                    textarea id=(look.id("note")) name=(look.field("note")) rows="3" maxlength="200" {}
                }
                (totals(look, quote.currency, quote.goods(), quote.freight()))
            }
            input type="hidden" name=(look.field("total")) value=(quote.total());
            div class=(look.class("bar")) {
                button type="submit" id=(look.id("submit-order")) class=(look.class("primary")) { (look.word(Word::SubmitOrder)) }
            }
        }
    }
}
