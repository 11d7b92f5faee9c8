//! Pieces that several pages share: prices, lines, totals.

use maud::{Markup, html};

use crate::look::Look;
use crate::price::{Currency, Price};
use crate::trade::Line;
use crate::words::Word;

/// A price, in one of the ways in which shops mark one up.
pub fn price(look: &Look, currency: Currency, price: Price) -> Markup {
    let text = price.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    html! {
        span class=(look.class("price")) {
            @match look.way("price", 3) {
                0 => { (currency.sign()) (text) },
                1 => { em { (currency.sign()) } strong { (text) } },
                _ => { em { (currency.sign()) } strong { (whole) } span { "." (part) } },
            }
        }
    }
}

/// A price, or the words for nothing to pay.
pub fn freight(look: &Look, currency: Currency, freight: Price) -> Markup {
    match freight {
        Price(0) => html! { span class=(look.class("free")) { (look.word(Word::Free)) } },
        some => price(look, currency, some),
    }
}

/// The heads of a table of lines.
pub fn line_heads(look: &Look) -> Markup {
    html! {
        thead {
            tr {
                th { (look.word(Word::Item)) }
                th class=(look.class("num")) { (look.word(Word::UnitPrice)) }
                th class=(look.class("num")) { (look.word(Word::Quantity)) }
                th class=(look.class("num")) { (look.word(Word::Subtotal)) }
            }
        }
    }
}

/// The cell with picture, title and variant of a line.
pub fn goods(look: &Look, line: &Line) -> Markup {
    html! {
        div class=(look.class("goods")) {
            img src=(line.picture) alt="" width="64" height="64";
            div {
                a href=(line.path) class=(look.class("goods-title")) { (line.title) }
                p class=(look.class("goods-variant")) { (line.variant) }
                p class=(look.class("goods-sku")) { "SKU " (line.sku) }
            }
        }
    }
}

/// Lines that can only be read.
pub fn lines<'a>(look: &Look, currency: Currency, lines: impl Iterator<Item = &'a Line>) -> Markup {
    html! {
        table class=(look.class("lines")) {
            (line_heads(look))
            tbody {
                @for line in lines {
                    tr class=(look.class("line")) {
                        td { (goods(look, line)) }
                        td class=(look.class("num")) { (price(look, currency, line.unit_price)) }
                        td class=(look.class("num")) { (line.quantity) }
                        td class=(look.class("num")) { (price(look, currency, line.unit_price.times(line.quantity))) }
                    }
                }
            }
        }
    }
}

/// Goods, freight and total as a list of terms.
pub fn totals(look: &Look, currency: Currency, goods: Price, shipping: Price) -> Markup {
    html! {
        dl class=(look.class("totals")) {
            div { dt { (look.word(Word::GoodsTotal)) } dd { (price(look, currency, goods)) } }
            div { dt { (look.word(Word::Freight)) } dd { (freight(look, currency, shipping)) } }
            div class=(look.class("grand")) {
                dt { (look.word(Word::Total)) }
                dd { (price(look, currency, goods.plus(shipping))) }
            }
        }
    }
}

/// A term and what it says.
pub fn fact(look: &Look, term: Word, value: &Markup) -> Markup {
    html! {
        div class=(look.class("fact")) {
            span class=(look.class("term")) { (look.word(term)) (look.colon()) }
            span class=(look.class("value")) { (value) }
        }
    }
}
