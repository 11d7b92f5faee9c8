//! What really happened, and what was promised: every write that takes effect, every request that arrives
//! and every press is held against what the others show.

mod end;
mod presses;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use one_click_purchase::erp::Read;
use one_click_purchase::erp::journal::Standing;
use one_click_purchase::json::{self, Json};
use one_click_purchase::order::Report;
use one_click_purchase::purchase::{Purchase, Stage, Turn};
use one_click_purchase::store::{self, Parcel, ParcelState, names};

use crate::world::{Ms, Who, World};
use presses::{Press, pressed, presses_of};
use standing::{covered, parcel};

pub use end::{at_the_end, counted};
pub use presses::{acts, died, placed, press_arrives, press_handled, press_lost, presses, write_failed};
pub use standing::stands;

/// What is promised of a claim.
pub const CLAIM: &str = "(i) ready only with a claim that was read back";
/// What is promised of a press.
pub const PRESS: &str = "(ii) a press is stored first and never forgotten";
/// What is promised of a report.
pub const ONCE: &str = "(iii) no report applied twice, no number claimed twice";
/// What is promised of a double purchase.
pub const DOUBLE: &str = "(iv) a double purchase is shown";
/// What is promised of the state of an order.
pub const COVERED: &str = "(v) purchased only when all lines are covered";
/// What is promised of a state.
pub const LEAVES: &str = "(vi) every state leaves by itself or by a named action";

/// Milliseconds in which what an answer said must have been written.
const WRITTEN: Ms = 500;
/// A claim counts as read lately for so many milliseconds, and its reading may have taken some.
const LATELY: Ms = 60_000 + 10_000;
/// What really happened.
#[derive(Default)]
pub struct Truth {
    /// The schedule is at its end.
    pub over: bool,
    /// The presses.
    pub presses: Vec<Press>,
    /// The press that is being done.
    pub last_press: Option<usize>,
    /// Which press placed each of the supplier's orders.
    pub placed_by: Vec<Option<usize>>,
    /// Presses whose message is being heard, by the work that does.
    pub heard: BTreeMap<u64, usize>,
    /// When the ERP last told that a purchase holds its order.
    pub read_back: BTreeMap<String, Ms>,
    /// When the ERP last told whoever wanted to claim for a purchase that it does not.
    pub lost: BTreeMap<String, Ms>,
    /// Purchases of which their person said that nothing was placed, or that they give them up.
    pub waved_off: BTreeSet<String>,
    /// Purchases by the order they are about.
    pub purchases: BTreeMap<String, (Who, String)>,
}
/// The answer to a claim, or to its renewal, that was asked for a purchase.
pub fn told_of_claim(world: &mut World, purchase: String, held: bool) {
    let now = world.now;
    let told = if held { &mut world.truth.read_back } else { &mut world.truth.lost };
    told.insert(purchase, now);
}

/// An order was read in an ERP without a lock.
pub fn order_read(world: &mut World, who: Who, read: &Read) {
    let standing = Standing::of(&read.entries, &read.at);
    let held = standing.claim().filter(|claim| standing.held_by(&claim.purchase).is_some());
    let held = held.map(|claim| claim.purchase.clone());
    if let Some(purchase) = held {
        let now = world.now;
        if world.browser(who).purchases.contains_key(&purchase) {
            world.truth.read_back.insert(purchase, now);
        }
    }
}

/// A stored document.
fn read<T: Json>(text: &str) -> Option<T> {
    json::read(store::open(text).ok()?).ok()
}

/// A document of a store has taken effect.
pub fn stored(world: &mut World, who: Who, store: &str, key: &str, text: &str) {
    if store == names::PURCHASES {
        let Some(new) = read::<Purchase>(text) else {
            return world.breaks(PRESS, format!("purchase {key} is stored as what cannot be read"));
        };
        let old = world.browser(who).purchases.remove(key);
        if old.as_ref().map(|old| json::write(&old.stage)) != Some(json::write(&new.stage)) {
            world
                .note(who.name(), || format!("purchase {key} of {} is {}", new.order.number, stage_of(&new)));
        }
        if old.as_ref().map(presses_of) != Some(presses_of(&new)) && !new.presses.is_empty() {
            world.note(who.name(), || format!("purchase {key} has the presses {}", presses_of(&new)));
        }
        claimed(world, old.as_ref(), &new);
        not_recorded(world, who, old.as_ref(), &new);
        pressed(world, who, old.as_ref(), &new);
        world.truth.purchases.insert(key.to_owned(), (who, new.key.order.clone()));
        world.browser(who).purchases.insert(key.to_owned(), new);
    } else {
        let Some(new) = read::<Parcel>(text) else { return };
        parcel(world, who, &new);
        world.browser(who).parcels.insert(key.to_owned(), new);
    }
}
/// A stage in a few words.
pub fn stage_of(purchase: &Purchase) -> String {
    json::write(&purchase.stage)
}

/// What is shown as ready is claimed, as the ERP told; a checkout, as it told lately.
fn claimed(world: &mut World, old: Option<&Purchase>, new: &Purchase) {
    let Stage::Ready { turn } = &new.stage else { return };
    let stood = old.is_some_and(|old| matches!(&old.stage, Stage::Ready { turn: was } if was == turn));
    // Who pays has submitted already, or else what asks for money is held to what holds for a checkout.
    if stood || (*turn == Turn::Pay && new.is_pressed()) {
        return;
    }
    if new.claim.is_none() {
        return world.breaks(CLAIM, format!("{} is {turn:?} without a claim", new.id));
    }
    let now = world.now;
    let read = world.truth.read_back.get(&new.id).copied();
    let lost = world.truth.lost.get(&new.id).copied();
    match (read, lost) {
        (None, _) => {
            world.breaks(CLAIM, format!("{} is {turn:?} without a claim that was read back", new.id));
        }
        (Some(read), Some(lost)) if lost > read && now > lost + WRITTEN => {
            world.breaks(CLAIM, format!("{} is {turn:?} though it was told that its claim is lost", new.id));
        }
        (Some(read), _) if matches!(turn, Turn::Submit | Turn::Pay) && now > read + LATELY => {
            let since = (now - read) / 1000;
            world.breaks(CLAIM, format!("{} is at the checkout with a claim read {since} s ago", new.id));
        }
        _ => {}
    }
    let holder = world.erp.kept(&new.key.order).and_then(|kept| kept.holder.clone());
    if let Some((holder, since)) = holder.filter(|(holder, _)| *holder != new.id)
        && matches!(turn, Turn::Submit | Turn::Pay)
        && now > since + LATELY
    {
        world
            .breaks(CLAIM, format!("{} is at the checkout though {holder} holds the order for long", new.id));
    }
}

/// Nobody is asked to buy what is recorded.
fn not_recorded(world: &mut World, who: Who, old: Option<&Purchase>, new: &Purchase) {
    let Stage::Ready { turn: turn @ (Turn::Buy | Turn::AddToCart) } = &new.stage else { return };
    if old.is_some_and(|old| json::write(&old.stage) == json::write(&new.stage)) {
        return;
    }
    let Some(task) = new.tasks.get(new.at) else { return };
    let parcels = world.browser(who).parcels.values();
    let stand = parcels.filter(|parcel| {
        let sent = matches!(parcel.state, ParcelState::Waiting | ParcelState::Confirmed);
        parcel.key == new.key && parcel.undo.is_none() && sent
    });
    let reports: Vec<Report> = stand.map(|parcel| parcel.report.clone()).collect();
    let bought = task
        .lines
        .iter()
        .all(|id| new.order.line(id).is_some_and(|line| covered(&reports, id) >= line.quantity));
    if bought && !task.lines.is_empty() {
        world.breaks(DOUBLE, format!("{} asks to be bought ({turn:?}) and is recorded already", new.id));
    }
}
