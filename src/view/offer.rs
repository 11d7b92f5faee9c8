//! The ways on that a running purchase offers the person in the extension's own pages.

use super::act::PopupAct;
use super::tree::{Element, button};
use super::{Act, Then, Words, stop};
use crate::message::OwnRequest;
use crate::order::OrderKey;
use crate::purchase::{Decision, Stage, Stop};

/// A way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// Allow access to these hosts.
    Allow(Vec<String>),
    /// Bring the tab to the front.
    ShowTab,
    /// Try again on the page as it is now.
    TryAgain,
    /// Open the page (again).
    Open,
    /// Decide in the purchase's own window.
    Decide,
    /// Say which of the supplier orders that were found it is.
    FoundIt,
    /// Enter the number of the supplier order that the person has found.
    EnterNumber,
    /// Nothing was placed.
    NotPlaced,
    /// Record by hand.
    ByHand,
    /// Give up.
    GiveUp,
}

/// The ways on from a stage, the likeliest first.
pub fn offers(stage: &Stage, has_tab: bool, may_be_placed: bool) -> Vec<Offer> {
    let mut offers = Vec::new();
    match stage {
        Stage::Recorded | Stage::Confirmed | Stage::GivenUp => return offers,
        Stage::Permission { hosts, .. } => offers.push(Offer::Allow(hosts.clone())),
        Stage::Paused { stop: Stop::Host { host } } => offers.push(Offer::Allow(vec![host.clone()])),
        Stage::Paused { stop: Stop::WhichNumber { .. } | Stop::NumberTaken { .. } } => {
            offers.push(Offer::FoundIt)
        }
        Stage::Paused { stop } if stop::decides(stop) => offers.push(Offer::Decide),
        _ => {}
    }
    if has_tab {
        offers.push(Offer::ShowTab);
    }
    if let Stage::Paused { stop: Stop::NotTaken { .. } | Stop::Covered } = stage
        && has_tab
        && !may_be_placed
    {
        offers.push(Offer::TryAgain);
    }
    match stage {
        Stage::Paused { stop } if stop::opens_again(stop) => offers.push(Offer::Open),
        Stage::Opening | Stage::SignIn | Stage::Choosing | Stage::Ready { .. } if !has_tab => {
            offers.push(Offer::Open)
        }
        _ => {}
    }
    if may_be_placed || matches!(stage, Stage::Placed) {
        if !offers.contains(&Offer::FoundIt) {
            offers.push(Offer::EnterNumber);
        }
        offers.push(Offer::NotPlaced);
        offers.push(Offer::ByHand);
    }
    offers.push(Offer::GiveUp);
    offers
}

/// The button of an offer. The first of several is the main one.
pub fn offer_button(offer: &Offer, purchase: &str, key: &OrderKey, main: bool, words: &Words) -> Element {
    let decide = |decision| Act::Send(OwnRequest::Decide { purchase: purchase.to_owned(), decision });
    let (name, label, act) = match offer {
        Offer::Allow(hosts) => {
            ("allow", "do_allow", Act::Ask { hosts: hosts.clone(), then: Then::Tell(purchase.to_owned()) })
        }
        Offer::ShowTab => {
            ("show-tab", "do_show_tab", Act::Send(OwnRequest::ShowTab { purchase: purchase.to_owned() }))
        }
        Offer::TryAgain => ("try-again", "do_try_again", decide(Decision::TryAgain)),
        Offer::Open => ("open", "do_open_again", decide(Decision::Open)),
        Offer::Decide => ("decide", "do_decide", Act::OpenWindow(purchase.to_owned())),
        Offer::FoundIt => ("found-it", "do_found_it", Act::OpenWindow(purchase.to_owned())),
        Offer::EnterNumber => ("found-it", "do_found_it", Act::Popup(PopupAct::ByHand(key.clone()))),
        Offer::NotPlaced => ("not-placed", "do_not_placed", decide(Decision::NotPlaced)),
        Offer::ByHand => ("by-hand", "do_by_hand", Act::Popup(PopupAct::ByHand(key.clone()))),
        Offer::GiveUp => ("give-up", "do_give_up", Act::Popup(PopupAct::BeginGiveUp(purchase.to_owned()))),
    };
    button(name, if main { "button main" } else { "button" }, act).says(words, label)
}
