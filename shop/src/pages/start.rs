//! The start page: everything there is, by layout.

use maud::{Markup, html};

use super::frame::Frame;
use super::parts::price;
use crate::catalogue::{Layout, Product};
use crate::routes::Visitor;
use crate::words::{Language, Word};

/// The start page, or what a search found.
pub fn start(visitor: &Visitor, products: &[Product], search: &str) -> Markup {
    let look = visitor.look();
    let found = |product: &&Product| product.title.to_lowercase().contains(&search.to_lowercase());
    let body = html! {
        section class=(look.class("hero")) {
            h1 { "Practice supplier 练习供应商" }
            p { (look.word(Word::PracticeNote)) }
        }
        @for layout in Layout::ALL {
            @let shown: Vec<&Product> = products.iter().filter(|product| product.layout == layout).filter(found).collect();
            @if !shown.is_empty() {
                section class=(look.class("shelf")) {
                    h2 { (about(visitor, layout)) }
                    ul class=(look.class("grid")) {
                        @for product in shown { li { (card(visitor, product)) } }
                    }
                }
            }
        }
    };
    Frame::new(look.word(Word::AllGoods)).shop(visitor, body)
}

fn about(visitor: &Visitor, layout: Layout) -> &'static str {
    let (chinese, english) = layout.about();
    if visitor.look().language() == Language::Chinese { chinese } else { english }
}

/// A product in a list.
pub fn card(visitor: &Visitor, product: &Product) -> Markup {
    let look = visitor.look();
    html! {
        a class=(look.class("card")) href=(product.path(None)) {
            img src=(product.picture(None)) alt=(product.title) width="200" height="200" loading="lazy";
            span class=(look.class("card-title")) { (product.title) }
            span class=(look.class("card-price")) {
                (price(look, product.currency, product.price_range().0))
                @if product.minimum > 1 {
                    small { (look.word(Word::Minimum)) " " (product.minimum) " " (product.unit) }
                }
            }
            @if product.gone { span class=(look.class("tag")) { (look.word(Word::Gone)) } }
            @else if product.sold_out() { span class=(look.class("tag")) { (look.word(Word::SoldOut)) } }
        }
    }
}
