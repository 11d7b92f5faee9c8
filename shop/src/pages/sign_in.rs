//! The sign-in page.

use maud::{Markup, html};

use super::frame::Frame;
use crate::Shop;
use crate::words::Word;

/// The form, on the sign-in host.
pub fn sign_in(shop: &Shop, to: &str, wrong: bool) -> Markup {
    let look = shop.look();
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("to", to).finish();
    let body = html! {
        main class=(look.class("login")) {
            a class=(look.class("brand")) href=(shop.origin()) {
                span class=(look.class("mark")) { "练" }
                span { "练习供应商" small { "Practice supplier" } }
            }
            form method="post" action=(format!("/login?{query}")) class=(look.class("login-form")) {
                h1 { (look.word(Word::SignInTitle)) }
                @if wrong { p class=(look.class("error")) role="alert" { (look.word(Word::SignInWrong)) } }
                label for=(look.id("login-name")) { (look.word(Word::AccountName)) }
                input type="text" id=(look.id("login-name")) name=(look.field("name")) autocomplete="username" required;
                label for=(look.id("login-password")) { (look.word(Word::Password)) }
                input type="password" id=(look.id("login-password")) name=(look.field("password"))
                    autocomplete="current-password" required;
                button type="submit" id=(look.id("login-submit")) class=(look.class("primary")) { (look.word(Word::SignIn)) }
                p class=(look.class("hint")) { (look.word(Word::SignInHint)) }
            }
        }
    };
    Frame::new(look.word(Word::SignInTitle)).bare(look, body)
}
