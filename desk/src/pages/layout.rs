//! The frame of every page: head, navigation, language, who is signed in.

use maud::{DOCTYPE, Markup, html};

use super::request::{Guest, Visit};

/// A page for somebody who is signed in.
pub(super) fn page(visit: &Visit, title: &str, content: &Markup) -> Markup {
    let words = visit.words();
    let mut links = vec![("/orders", words.orders), ("/import", words.import), ("/keys", words.keys)];
    if visit.user.admin {
        links.push(("/users", words.users));
    }
    let navigation = html! {
        nav aria-label=(words.product) {
            @for (path, name) in links {
                a href=(path) aria-current=[visit.guest.here.starts_with(path).then_some("page")] { (name) }
            }
        }
        div.who {
            (language_link(&visit.guest))
            form method="post" action="/sign-out" {
                (csrf(visit))
                span { (visit.user.name) }
                button.quiet type="submit" { (words.sign_out) }
            }
        }
    };
    frame(&visit.guest, title, &navigation, content)
}

/// A page for anybody.
pub(super) fn open_page(guest: &Guest, title: &str, content: &Markup) -> Markup {
    frame(guest, title, &html! { div.who { (language_link(guest)) } }, content)
}

/// The hidden field that proves a form to be the desk's own.
pub(super) fn csrf(visit: &Visit) -> Markup {
    html! { input type="hidden" name="csrf" value=(visit.csrf); }
}

fn language_link(guest: &Guest) -> Markup {
    let (other, name) = guest.language.other();
    let back: String = form_urlencoded::byte_serialize(guest.here.as_bytes()).collect();
    html! { a lang=(other.tag()) hreflang=(other.tag()) href={ "/language/" (other.tag()) "?back=" (back) } { (name) } }
}

fn frame(guest: &Guest, title: &str, navigation: &Markup, content: &Markup) -> Markup {
    let words = guest.language.words();
    html! {
        (DOCTYPE)
        html lang=(guest.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (words.product) }
                link rel="stylesheet" href="/desk.css";
                link rel="icon" href="/icon.svg";
                script src="/desk.js" defer {}
            }
            body {
                a.skip href="#content" { (words.skip_to_content) }
                header { a.brand href="/orders" { (words.product) } (navigation) }
                main #content tabindex="-1" { (content) }
            }
        }
    }
}
