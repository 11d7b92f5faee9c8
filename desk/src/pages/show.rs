//! How the pages show what orders hold: times, money, states, pictures, variants.

use chrono::{Duration, Utc};
use maud::{Markup, html};
use one_click_purchase::order::{Line, Money, PurchaseOrder, Status, Time};

use super::words::{Words, fill};

/// A moment, exact.
pub(super) fn time(time: Time) -> Markup {
    let local = time.with_timezone(&chrono::Local);
    html! {
        time datetime=(time.to_rfc3339()) title=(local.format("%Y-%m-%d %H:%M:%S %:z")) {
            (local.format("%Y-%m-%d %H:%M"))
        }
    }
}

/// A moment as how long ago it was, the exact one on hover.
pub(super) fn age(words: &Words, time: Time) -> Markup {
    let local = time.with_timezone(&chrono::Local);
    html! {
        time datetime=(time.to_rfc3339()) title=(local.format("%Y-%m-%d %H:%M:%S %:z")) {
            (ago(words, Utc::now().signed_duration_since(time)))
        }
    }
}

fn ago(words: &Words, passed: Duration) -> String {
    let (text, number) = match passed.num_minutes() {
        ..1 => return words.just_now.to_owned(),
        minutes @ 1..60 => (words.minutes_ago, minutes),
        1..2880 => (words.hours_ago, passed.num_hours()),
        _ => (words.days_ago, passed.num_days()),
    };
    fill(text, &[&number.to_string()])
}

/// A state as a badge.
pub(super) fn state(words: &Words, status: Status) -> Markup {
    html! { span.state data-state=(status.name()) { (words.status(status)) } }
}

/// Money with its currency.
pub(super) fn money(money: Money) -> Markup {
    html! { span.money { (money.amount) " " small { (money.currency) } } }
}

/// A line's picture, or its place.
pub(super) fn picture(line: Option<&Line>) -> Markup {
    html! {
        @match line.and_then(|line| line.picture.as_deref()) {
            Some(picture) =>
                img.picture src=(picture) alt="" width="40" height="40" loading="lazy" referrerpolicy="no-referrer";,
            None => span.picture {},
        }
    }
}

/// A line's variant, each option a chip.
pub(super) fn variant(line: &Line) -> Markup {
    html! {
        @if !line.attributes.is_empty() {
            span.chips {
                @for attribute in &line.attributes {
                    span.chip title=[Some(&attribute.axis).filter(|axis| !axis.is_empty())] { (attribute.option) }
                }
            }
        }
    }
}

/// The button that the extension takes up, and the way without it.
pub(super) fn buying(words: &Words, order: &PurchaseOrder) -> Markup {
    html! {
        @if order.status.is_open() {
            button.primary type="button" data-one-click-purchase=(order.id)
                aria-label={ (words.buy) " " (order.number) } { (words.buy) }
            a.button href={ "/orders/" (order.id) "/by-hand" }
                aria-label={ (words.by_hand) " " (order.number) } { (words.by_hand) }
        }
    }
}

/// What the script shows when no extension takes the button up.
pub(super) fn extension_hint(words: &Words) -> Markup {
    html! { div role="status" { p #extension-hint .notice data-kind="turn" hidden { (words.get_extension) } } }
}

/// A message over the content.
pub(super) fn notice(kind: &str, text: &str) -> Markup {
    html! { p.notice data-kind=(kind) role="status" { (text) } }
}
