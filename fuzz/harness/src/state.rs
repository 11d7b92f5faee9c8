//! What the extension keeps: documents that an older version may have written, or nobody.
//!
//! The first line names the document, the second is its JSON. A purchase is given whole or, by `start`, as the
//! order that it is begun for. Lines behind tell it what happens: a word each or a decision's JSON, and behind
//! `look` the lines of a page up to an empty one.

use std::rc::Rc;

use one_click_purchase::json::{self, Json};
use one_click_purchase::message::OwnRequest;
use one_click_purchase::order::{PurchaseOrder, Report, Time};
use one_click_purchase::page::read;
use one_click_purchase::purchase::{Decision, Event, Look, NothingKnown, Pace, Pairing, Purchase, Unclaimed};
use one_click_purchase::store::{
    Connection, Connections, Draft, NumberUse, OrderRow, PanelPlace, Parcel, Screen, Settings, Suppliers,
};

use super::{comes_back, page_of};

/// A stored document, and for a purchase what happens then.
pub fn state(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (name, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (document, events) = rest.split_once('\n').unwrap_or((rest, ""));
    match name {
        "order" => kept::<PurchaseOrder>(document),
        "report" => kept::<Report>(document),
        "parcel" => kept::<Parcel>(document),
        "connection" => kept::<Connection>(document),
        "connections" => kept::<Connections>(document),
        "screen" => kept::<Screen>(document),
        "row" => kept::<OrderRow>(document),
        "pairing" => kept::<Pairing>(document),
        "number" => kept::<NumberUse>(document),
        "draft" => kept::<Draft>(document),
        "settings" => kept::<Settings>(document),
        "suppliers" => kept::<Suppliers>(document),
        "place" => kept::<PanelPlace>(document),
        "message" => kept::<OwnRequest>(document),
        "start" => {
            let Ok(order) = json::read::<PurchaseOrder>(document) else { return };
            let text = |text: &str| text.to_owned();
            let purchase = Purchase::start(text("purchase-1"), text("session"), text("desk"), order, noon());
            live(purchase, events);
        }
        _ => {
            let Ok(purchase) = json::read::<Purchase>(document) else { return };
            live(purchase, events);
        }
    }
}

fn kept<T: Json + PartialEq + std::fmt::Debug>(text: &str) {
    if let Ok(document) = json::read::<T>(text) {
        comes_back(&document);
    }
}

/// The purchase after each thing that happens to it: stored and read again it is the same.
fn live(mut purchase: Purchase, events: &str) {
    comes_back(&purchase);
    let mut rest = events;
    for look in 1..=16 {
        let (word, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        let event = match word {
            "" => return,
            "look" => {
                let (page, next) = behind.split_once("\n\n").unwrap_or((behind, ""));
                rest = next;
                seen(&purchase, page, look)
            }
            _ => {
                rest = behind;
                match happens(word, &purchase) {
                    Some(event) => event,
                    None => return,
                }
            }
        };
        purchase.apply(event, noon(), &NothingKnown);
        comes_back(&purchase);
    }
}

fn seen(purchase: &Purchase, page: &str, look: u32) -> Event {
    Event::Look(Box::new(Look {
        tab: purchase.tab.unwrap_or(7),
        look,
        covered: false,
        pace: Pace { quiet: 2000, stirred: 6000 },
        panel: None,
        reading: Rc::new(read(&page_of(page))),
    }))
}

/// The event of that name; a decision is its JSON.
fn happens(word: &str, purchase: &Purchase) -> Option<Event> {
    Some(match word {
        "access" => Event::Access(true),
        "no-access" => Event::Access(false),
        "refused" => Event::Refused,
        "claimed" => Event::Claimed(Ok(purchase.order.clone()), 0),
        "not-claimed" => Event::Claimed(Err(Unclaimed::Failed("no answer".to_owned())), 0),
        "opens" => Event::Opens(vec![1, 2]),
        "opened" => Event::Opened(Ok(7)),
        "not-opened" => Event::Opened(Err("no window".to_owned())),
        "looking-up" => Event::LookingUp(8),
        "child" => Event::Child(9),
        "closed" => Event::Closed(7),
        "restarted" => Event::Restarted,
        "out-of-sight" => Event::OutOfSight(7),
        "lead" => Event::Lead,
        "order" => Event::Order { order: purchase.order.clone(), recorded: Some("hand".into()) },
        "taken-back" => Event::Order { order: purchase.order.clone(), recorded: None },
        "confirmed" => Event::AllConfirmed,
        decision => Event::Decided(json::read::<Decision>(decision).ok()?),
    })
}

fn noon() -> Time {
    chrono::DateTime::from_timestamp(1_795_435_200, 0).unwrap_or_default().fixed_offset()
}
