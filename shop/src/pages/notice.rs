//! Pages that say why there is nothing to see or to buy.

use maud::{Markup, html};

use super::frame::Frame;
use crate::routes::Visitor;
use crate::trade::Refusal;
use crate::words::Word;

/// The product is no longer sold, or never was.
pub fn gone(visitor: &Visitor) -> Markup {
    let look = visitor.look();
    let body = html! {
        section class=(look.class("notice")) {
            h1 { (look.word(Word::Gone)) }
            p { (look.word(Word::GoneHint)) }
            a class=(look.class("button")) href="/" { (look.word(Word::AllGoods)) }
        }
    };
    Frame::new(look.word(Word::Gone)).shop(visitor, body)
}

/// The order cannot be placed.
pub fn refused(visitor: &Visitor, refusal: Refusal, back: &str) -> Markup {
    let look = visitor.look();
    let body = html! {
        section class=(look.class("notice")) role="alert" {
            h1 { (look.word(Word::Refused)) }
            p { (look.word(refusal.0)) }
            a class=(look.class("button")) href=(back) { (look.word(Word::Back)) }
        }
    };
    Frame::new(look.word(Word::Refused)).shop(visitor, body)
}

/// The check that some visitors must pass: a box to click.
pub fn verify(visitor: &Visitor, to: &str) -> Markup {
    let look = visitor.look();
    let body = html! {
        main class=(look.class("verify")) {
            h1 { (look.word(Word::Verify)) }
            p { (look.word(Word::VerifyHint)) }
            form method="post" action="/verify" class=(look.class("captcha")) id=(look.id("captcha")) {
                input type="hidden" name="to" value=(to);
                button type="submit" class=(look.class("captcha-box")) id=(look.id("captcha-box")) {
                    span class=(look.class("captcha-square")) {}
                    (look.word(Word::VerifyBox))
                }
            }
        }
    };
    Frame::new(look.word(Word::Verify)).bare(look, body)
}
