//! What every page of the shop has around it: head, top bar, search, footer.

use maud::{DOCTYPE, Markup, html};

use super::assets;
use crate::look::Look;
use crate::routes::Visitor;
use crate::words::{Language, Word};

/// A page being put together.
pub struct Frame<'a> {
    title: &'a str,
    scripts: Vec<&'static str>,
    head: Markup,
}

impl<'a> Frame<'a> {
    /// A page with a title.
    pub fn new(title: &'a str) -> Self {
        Self { title, scripts: Vec::new(), head: Markup::default() }
    }

    /// Adds a script of the assets.
    pub fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }

    /// Adds to the head.
    pub fn head(mut self, head: Markup) -> Self {
        self.head = head;
        self
    }

    /// A page of the shop, with its bars.
    pub fn shop(self, visitor: &Visitor, body: Markup) -> Markup {
        let look = visitor.look();
        let bars = html! {
            (top_bar(visitor))
            (masthead(visitor))
            main class=(look.class("main")) { (body) }
            (footer(look))
        };
        self.bare(look, bars)
    }

    /// A page without bars, for other hosts and frames.
    pub fn bare(self, look: &Look, body: Markup) -> Markup {
        let language = if look.language() == Language::Chinese { "zh-CN" } else { "en" };
        html! {
            (DOCTYPE)
            html lang=(language) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) " - " (look.word(Word::Signature)) }
                    link rel="icon" href="/img/box-e4572e.svg" type="image/svg+xml";
                    link rel="stylesheet" href=(assets::path(look, "shop", "css"));
                    (self.head)
                    @for script in &self.scripts {
                        script src=(assets::path(look, script, "js")) defer {}
                    }
                }
                body { (body) }
            }
        }
    }
}

fn top_bar(visitor: &Visitor) -> Markup {
    let look = visitor.look();
    html! {
        div class=(look.class("topbar")) {
            div class=(look.class("bound")) {
                div class=(look.class("who")) id=(look.id("who")) {
                    @match &visitor.account {
                        Some(name) => {
                            span class=(look.class("hello")) { (look.word(Word::Hello)) (name) }
                            form class=(look.class("signout")) method="post" action="/signout" {
                                button type="submit" class=(look.class("link")) { (look.word(Word::SignOut)) }
                            }
                        }
                        None => a class=(look.class("signin")) href=(sign_in(visitor)) rel="nofollow" { (look.word(Word::SignIn)) },
                    }
                }
                nav class=(look.class("quick")) {
                    a href="/" { (look.word(Word::Home)) }
                    a href="/orders" { (look.word(Word::MyOrders)) }
                    a href="/cart" {
                        (look.word(Word::Cart))
                        span class=(look.class("badge")) id=(look.id("badge")) { (visitor.in_cart) }
                    }
                }
            }
        }
    }
}

fn sign_in(visitor: &Visitor) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("to", &visitor.here).finish();
    format!("/signin?{query}")
}

fn masthead(visitor: &Visitor) -> Markup {
    let look = visitor.look();
    html! {
        header class=(look.class("masthead")) {
            div class=(look.class("bound")) {
                a class=(look.class("brand")) href="/" {
                    span class=(look.class("mark")) { "练" }
                    span { "练习供应商" small { "Practice supplier" } }
                }
                form class=(look.class("search")) role="search" action="/" {
                    input type="search" name="q" placeholder=(look.word(Word::Search)) aria-label=(look.word(Word::Search));
                    button type="submit" { (look.word(Word::Search)) }
                }
            }
        }
    }
}

fn footer(look: &Look) -> Markup {
    html! {
        footer class=(look.class("footer")) {
            div class=(look.class("bound")) {
                p { "Practice supplier 练习供应商" }
                p { (look.word(Word::PracticeNote)) }
            }
        }
    }
}
