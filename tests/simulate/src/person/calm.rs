//! The calm at the end: the persons finish what they began, by what is offered to them alone, and so every
//! state must be left.

use std::collections::BTreeMap;

use one_click_purchase::message::OwnRequest;
use one_click_purchase::purchase::{Decision, Purchase, Stage, Stop, Turn};
use one_click_purchase::store::{Parcel, ParcelState};
use one_click_purchase::view::{Offer, offers};

use super::{decides, own, running, settles, signs_in, takes_turn, text_of};
use crate::shop::Page;
use crate::truth;
use crate::world::{Ms, Who, World};

/// So often a person looks at a purchase that works before they wonder.
const WAITS: u32 = 40;
/// So many acts are made for one purchase before it is given up.
const ACTS: u32 = 14;
/// So often they look before all must be at rest.
const MOST: u32 = 400;
/// So many looks later what was sent is answered.
const ANSWERED: u32 = 2;
/// So often what the ERP refused is sent once more: at the first time another person may still take back what
/// is in its way.
const AGAIN: usize = 2;

/// What a person knows of the purchases that they finish.
#[derive(Default)]
pub struct Finishing {
    looks: u32,
    /// The looks at which what the ERP had refused was sent once more.
    resent: Vec<u32>,
    purchases: BTreeMap<String, One>,
}

#[derive(Default)]
struct One {
    /// Its stage when it was looked at last.
    last: String,
    /// Looks at which it was the same.
    same: u32,
    acts: u32,
    /// What was decided last, and what the purchase was then.
    decided: Option<(Decision, String, Ms)>,
}

/// A person looks at what runs, and does something about each.
pub fn finishes(world: &mut World, who: Who) {
    let now = world.now;
    let awake = Who::BOTH.iter().all(|who| world.browser(*who).asleep <= now);
    world.mind(who).finishing.looks += u32::from(awake);
    for id in running(world, who) {
        finish(world, who, &id);
    }
    let waits = world.browser(who).parcels.values().any(|parcel| parcel.waits());
    // Not so often that the background never ends.
    if waits && world.mind(who).finishing.looks % 8 == 1 {
        own(world, who, OwnRequest::SendNow);
    }
    let rest = Who::BOTH.iter().all(|who| is_at_rest(world, *who));
    if rest && Who::BOTH.map(|who| has_tried_again(world, who)) == [true; 2] {
        truth::at_the_end(world);
        world.truth.over = true;
    } else if world.mind(who).finishing.looks > MOST {
        let how = Who::BOTH.map(|who| left(world, who)).join(" ");
        world.breaks(truth::LEAVES, format!("it does not come to rest: {how}"));
    }
}

/// What still runs or waits.
fn left(world: &mut World, who: Who) -> String {
    let browser = world.browser(who);
    let runs = browser.purchases.values().filter(|purchase| purchase.is_running());
    let mut left: Vec<String> =
        runs.map(|purchase| format!("{} is {}", purchase.id, truth::stage_of(purchase))).collect();
    let looking = browser.purchases.values().filter(|purchase| purchase.awaits_listing());
    left.extend(looking.map(|purchase| format!("{} looks up what it recorded", purchase.id)));
    let waits = browser.parcels.values().filter(|parcel| parcel.waits());
    left.extend(waits.map(|parcel| format!("{} waits after {} tries", parcel.report.id, parcel.tries)));
    if !browser.writes.is_empty() {
        left.push(format!("{} writes are under way", browser.writes.len()));
    }
    left.join(", ")
}

/// What the ERP refused may have been refused for something that is taken back by now: it is sent again.
/// Tells whether that is answered.
fn has_tried_again(world: &mut World, who: Who) -> bool {
    let refused = |parcel: &Parcel| matches!(parcel.state, ParcelState::Refused { .. });
    if !world.browser(who).parcels.values().any(refused) {
        return true;
    }
    let finishing = &mut world.mind(who).finishing;
    let looks = finishing.looks;
    if finishing.resent.last().is_some_and(|at| looks < at + ANSWERED) {
        return false;
    }
    if finishing.resent.len() == AGAIN {
        return true;
    }
    finishing.resent.push(looks);
    own(world, who, OwnRequest::SendNow);
    false
}

fn is_at_rest(world: &mut World, who: Who) -> bool {
    let idle = running(world, who).is_empty();
    let browser = world.browser(who);
    idle && browser.writes.is_empty()
        && !browser.purchases.values().any(Purchase::awaits_listing)
        && !browser.parcels.values().any(|parcel| parcel.waits())
}

fn finish(world: &mut World, who: Who, id: &str) {
    let Some(purchase) = world.browser(who).purchases.get(id) else { return };
    let text = text_of(purchase);
    let (stage, tab, placed) = (purchase.stage.clone(), purchase.tab, purchase.may_be_placed());
    let started = purchase.reports.is_empty();
    let now = world.now;
    let one = world.mind(who).finishing.purchases.entry(id.to_owned()).or_default();
    // A claim that is renewed is no news.
    let stood = one_click_purchase::json::write(&stage);
    one.same = if one.last == stood { one.same + 1 } else { 0 };
    one.last = stood;
    let same = one.same;
    let acts = one.acts;
    if let Some((decision, before, at)) = &one.decided
        && *before == text
        && now > at + 4000
    {
        let how = format!("{id}: {decision:?} does nothing in {}", one_click_purchase::json::write(&stage));
        return world.breaks(truth::LEAVES, how);
    }
    one.decided = None;
    let done = acts > ACTS;
    match &stage {
        Stage::Claiming | Stage::Opening | Stage::Choosing => {
            if same == WAITS && tab.is_some() {
                // The tab may be gone: whoever wants to see it finds out.
                own(world, who, OwnRequest::ShowTab { purchase: id.to_owned() });
            } else if same > WAITS + 2 {
                stuck(world, who, id, &stage, tab);
            }
        }
        _ if placed || matches!(stage, Stage::Placed) => {
            act(world, who, id);
            let before = waved(world, id);
            settles(world, who, id);
            if !before && waved(world, id) {
                keep(world, who, id, Decision::NotPlaced, &text);
            }
        }
        // What would be bought only now is not: everybody goes home.
        _ if done => decide(world, who, id, Decision::GiveUp, &text),
        Stage::Permission { .. } => {
            act(world, who, id);
            super::answers(world, who, id, true);
        }
        Stage::SignIn => {
            act(world, who, id);
            signs_in(world, who, tab);
            if same > 3 {
                goes_home(world, who, tab);
            }
        }
        Stage::Ready { turn } => {
            act(world, who, id);
            if same > 2 && !matches!(turn, Turn::NextPage | Turn::GoToCart) {
                goes_home(world, who, tab);
            }
            takes_turn(world, who, tab, *turn);
        }
        Stage::Paused { stop } => {
            act(world, who, id);
            let ways = offers(&stage, tab.is_some(), placed);
            let again = !matches!(stop, Stop::ClaimedBy { .. } | Stop::NotOpen { .. });
            let decision = match () {
                () if ways.contains(&Offer::TryAgain) && acts < 4 => Decision::TryAgain,
                () if ways.contains(&Offer::Open) && again && started => Decision::Open,
                () if ways.contains(&Offer::Open) && again && acts < 8 => Decision::Open,
                () => Decision::GiveUp,
            };
            decide(world, who, id, decision, &text);
        }
        _ => {}
    }
}

fn waved(world: &World, id: &str) -> bool {
    world.truth.waved_off.contains(id)
}

/// A state that works and does not get on: it must have a way on.
fn stuck(world: &mut World, who: Who, id: &str, stage: &Stage, tab: Option<i32>) {
    let ways = offers(stage, tab.is_some(), false);
    if ways.contains(&Offer::Open) {
        decides(world, who, id, Decision::Open);
    } else {
        let how = format!("{id} stays {}", one_click_purchase::json::write(stage));
        world.breaks(truth::LEAVES, how);
    }
}

fn act(world: &mut World, who: Who, id: &str) {
    world.mind(who).finishing.purchases.entry(id.to_owned()).or_default().acts += 1;
}

fn decide(world: &mut World, who: Who, id: &str, decision: Decision, before: &str) {
    keep(world, who, id, decision.clone(), before);
    decides(world, who, id, decision);
}

/// What is decided must come to something.
fn keep(world: &mut World, who: Who, id: &str, decision: Decision, before: &str) {
    let now = world.now;
    let one = world.mind(who).finishing.purchases.entry(id.to_owned()).or_default();
    one.decided = Some((decision, before.to_owned(), now));
}

/// The person leads the tab back to the product themselves.
fn goes_home(world: &mut World, who: Who, tab: Option<i32>) {
    let Some(tab) = tab else { return };
    let about = world.browser(who).tab(tab).and_then(|tab| tab.about);
    if let Some(order) = about {
        world.load(who, tab, Page::Product(order * 10 + 1, None, 1));
    }
}
