//! The persons: what they press, decide and let happen. First as people are, with mishaps; then, in the
//! calm at the end, finishing what they began with what the extension offers them.

mod calm;
mod mishap;

use std::rc::Rc;

use one_click_purchase::message::OwnRequest;
use one_click_purchase::order::{Covered, Evidence, Money, OrderKey, Quantity, Report};
use one_click_purchase::page::{Button, Press};
use one_click_purchase::purchase::{Decision, Purchase, Stage, Stop, Turn};
use one_click_purchase::store::ParcelState;
use one_click_purchase::view::{Offer, offers};

use crate::browser::Told;
use crate::run::THINKS;
use crate::shop::{HOST, Ordered, Page};
use crate::truth;
use crate::world::{Happening, Ms, Who, World};

/// Milliseconds after which a person believes that nothing more comes of a press.
const PATIENCE: Ms = 30_000;

/// What a person keeps in mind.
#[derive(Default)]
pub struct Mind {
    /// Acts so far.
    acts: u64,
    /// So many acts until all is calm.
    until_calm: u64,
    /// What is known of the purchases that are being finished.
    finishing: calm::Finishing,
}

/// A person looks, and perhaps acts.
pub fn thinks(world: &mut World, who: Who) {
    let asleep = world.browser(who).asleep;
    if asleep > world.now {
        let wait = asleep - world.now;
        return world.later(wait, Happening::Think(who));
    }
    if world.calm {
        world.later(5000, Happening::Think(who));
        return calm::finishes(world, who);
    }
    let wait = world.dice.between(THINKS.0, THINKS.1);
    world.later(wait, Happening::Think(who));
    if becomes_calm(world, who) {
        return;
    }
    let chance = world.weather.mishap;
    if world.goes_wrong(chance) {
        return mishap::befalls(world, who);
    }
    acts(world, who);
}

fn becomes_calm(world: &mut World, who: Who) -> bool {
    let until = world.dice.between(8, 26);
    let mind = world.mind(who);
    if mind.until_calm == 0 {
        mind.until_calm = until;
    }
    mind.acts += 1;
    let done = Who::BOTH.iter().all(|who| {
        let mind = world.mind(*who);
        mind.until_calm > 0 && mind.acts > mind.until_calm
    });
    if done {
        mishap::ends(world);
    }
    done
}

fn acts(world: &mut World, who: Who) {
    let running = running(world, who);
    let buys = running.is_empty() || running.len() < 2 && world.dice.percent(15);
    if buys {
        return buys_something(world, who);
    }
    let waits = world.browser(who).parcels.values().any(|parcel| parcel.waits());
    if world.dice.percent(if waits { 15 } else { 2 }) {
        return takes_back(world, who);
    }
    let chance = world.weather.rash;
    let Some(id) = world.dice.one_of(&running).cloned() else { return };
    if world.goes_wrong(chance) { rashly(world, who, &id) } else { goes_on(world, who, &id) }
}

/// The ids of the purchases that run, as the popup shows them.
pub fn running(world: &mut World, who: Who) -> Vec<String> {
    let all = world.browser(who).purchases.values();
    all.filter(|purchase| purchase.is_running()).map(|purchase| purchase.id.clone()).collect()
}

fn buys_something(world: &mut World, who: Who) {
    let mut orders: Vec<String> = world.erp.orders.iter().map(|kept| kept.order.id.clone()).collect();
    if world.weather.rivals {
        orders.truncate(1);
    }
    let Some(order) = world.dice.one_of(&orders).cloned() else { return };
    let bought = world
        .browser(who)
        .parcels
        .values()
        .any(|parcel| parcel.key.order == order && parcel.state != ParcelState::Undone);
    // Who has just bought something does not buy it again, but for oversight.
    if bought && !world.dice.permille(world.weather.rash + 30) {
        return;
    }
    own(world, who, OwnRequest::Buy { key: OrderKey { connection: "erp".to_owned(), order } });
}

fn takes_back(world: &mut World, who: Who) {
    let parcels: Vec<(OrderKey, String, String)> = world
        .browser(who)
        .parcels
        .values()
        .filter(|parcel| parcel.state != ParcelState::Undone)
        .map(|parcel| (parcel.key.clone(), parcel.report.id.clone(), parcel.report.number.clone()))
        .collect();
    let Some((key, report, number)) = world.dice.one_of(&parcels).cloned() else { return };
    if let Some(order) = world.shop.orders.iter_mut().find(|order| order.number == number) {
        order.cancelled = true;
    }
    own(world, who, OwnRequest::Undo { key, report, reason: "cancelled at the supplier's".to_owned() });
}

/// A page of the extension sends what its person wants. It may be a moment late.
fn own(world: &mut World, who: Who, request: OwnRequest) {
    world.note(who.name(), || format!("wants {request:?}"));
    let told = Told::Own(Rc::new(request));
    if world.goes_wrong(world.weather.rash) {
        // What is pressed may have been painted a while ago.
        let wait = world.dice.between(500, 4000);
        return world.later(wait, Happening::Changes(Box::new(move |world| world.tell(who, told))));
    }
    world.tell(who, told);
}

/// The person decides about a purchase.
fn decides(world: &mut World, who: Who, id: &str, decision: Decision) {
    if matches!(decision, Decision::NotPlaced | Decision::GiveUp) {
        world.truth.waved_off.insert(id.to_owned());
    }
    own(world, who, OwnRequest::Decide { purchase: id.to_owned(), decision });
}

/// The person does what a running purchase waits for.
fn goes_on(world: &mut World, who: Who, id: &str) {
    let Some(purchase) = world.browser(who).purchases.get(id) else { return };
    let (stage, tab, placed) = (purchase.stage.clone(), purchase.tab, purchase.may_be_placed());
    match stage {
        Stage::Permission { .. } => {
            let granted = world.dice.percent(85);
            answers(world, who, id, granted);
        }
        Stage::SignIn => signs_in(world, who, tab),
        Stage::Ready { turn } => takes_turn(world, who, tab, turn),
        _ if placed || matches!(stage, Stage::Placed) => settles(world, who, id),
        Stage::Paused { .. } => ways_on(world, who, id, &stage, tab),
        _ => {}
    }
}

/// The person answers the browser's question for access.
fn answers(world: &mut World, who: Who, id: &str, granted: bool) {
    if granted {
        world.browser(who).granted = true;
        world.tell(who, Told::Access);
    }
    own(world, who, OwnRequest::Answered { purchase: id.to_owned(), granted });
}

fn signs_in(world: &mut World, who: Who, tab: Option<i32>) {
    world.browser(who).signed_in = true;
    let Some(tab) = tab else { return };
    match world.browser(who).tab(tab).map(|tab| tab.page.clone()) {
        Some(Page::SignIn(back)) => world.load(who, tab, *back),
        Some(page) => world.load(who, tab, page),
        None => {}
    }
}

/// The person presses what is outlined, or is led on by the panel.
fn takes_turn(world: &mut World, who: Who, tab: Option<i32>, turn: Turn) {
    let Some(tab) = tab else { return };
    let Some(agent) = world.browser(who).tab(tab).and_then(|tab| tab.agent.clone()) else { return };
    if matches!(turn, Turn::NextPage | Turn::GoToCart) {
        if let Some(token) = agent.panel {
            world.tell(who, Told::Lead(tab, token));
        }
        return;
    }
    let buttons = world.buttons(who, tab);
    let Some(button) = buttons.into_iter().find(|button| agent.outline.contains(&button.handle)) else {
        return;
    };
    presses(world, who, tab, &button, false);
}

/// The person presses a button of the supplier's.
fn presses(world: &mut World, who: Who, tab: i32, button: &Button, rash: bool) {
    world.note(who.name(), || {
        format!("presses {} in tab {tab}{}", button.label, if rash { ", rashly" } else { "" })
    });
    world.truth.last_press = None;
    let heard =
        world.browser(who).tab(tab).is_some_and(|tab| tab.agent.as_ref().is_some_and(|agent| !agent.rests));
    if button.role.may_place() {
        truth::presses(world, who, tab, &button.label);
    }
    let at = world.time_of(who);
    let press = Press { handle: button.handle, label: button.label.clone(), ..Press::default() };
    match heard {
        true => {
            let snapshot = world.seen(who, tab);
            world.tell(who, Told::Press(tab, press, snapshot, at));
        }
        false => truth::press_lost(world, who, tab, &button.label),
    }
    world.pressed(who, tab, button.role);
    world.truth.last_press = None;
    if let Some(agent) = world.browser(who).tab(tab).and_then(|tab| tab.agent.as_mut()) {
        agent.due = true;
    }
    world.changed(who, tab);
}

/// What nobody asked for: a press where it is not the person's turn, or a word that is not so.
fn rashly(world: &mut World, who: Who, id: &str) {
    world.counts.rash += 1;
    let Some(purchase) = world.browser(who).purchases.get(id) else { return };
    let (tab, placed) = (purchase.tab, purchase.may_be_placed());
    match tab {
        Some(tab) if world.dice.percent(70) => {
            let buttons = world.buttons(who, tab);
            if let Some(button) = world.dice.one_of(&buttons).cloned() {
                presses(world, who, tab, &button, true);
            }
        }
        _ if world.dice.percent(20) => {
            // A number of something else.
            let key = purchase_key(world, who, id);
            let orders = std::mem::take(&mut world.shop.orders);
            let order = world.dice.one_of(&orders).cloned();
            world.shop.orders = orders;
            if let (Some(key), Some(order)) = (key, order) {
                records_wrongly(world, who, &key, order.clone());
                if world.dice.percent(30) {
                    let number = format!("{}9", order.number);
                    records_wrongly(world, who.other(), &key, Ordered { number, ..order });
                }
            }
        }
        _ if placed && world.dice.percent(60) => decides(world, who, id, Decision::NotPlaced),
        _ => {
            let decision = match world.dice.below(4) {
                0 => Decision::TryAgain,
                1 => Decision::GiveUp,
                2 => Decision::NotPlaced,
                _ => Decision::Open,
            };
            decides(world, who, id, decision);
        }
    }
}

fn purchase_key(world: &mut World, who: Who, id: &str) -> Option<OrderKey> {
    world.browser(who).purchases.get(id).map(|purchase| purchase.key.clone())
}

/// One of the ways on that the popup offers.
fn ways_on(world: &mut World, who: Who, id: &str, stage: &Stage, tab: Option<i32>) {
    let ways = offers(stage, tab.is_some(), false);
    let Some(way) = world.dice.one_of(&ways).cloned() else { return };
    match way {
        Offer::Open => decides(world, who, id, Decision::Open),
        Offer::TryAgain => decides(world, who, id, Decision::TryAgain),
        Offer::ShowTab => own(world, who, OwnRequest::ShowTab { purchase: id.to_owned() }),
        Offer::Allow(_) => answers(world, who, id, true),
        Offer::GiveUp if world.dice.percent(20) => decides(world, who, id, Decision::GiveUp),
        _ => {}
    }
}

/// The supplier's orders that a purchase's presses placed and that are recorded nowhere yet.
fn unrecorded(world: &mut World, who: Who, id: &str) -> Vec<Ordered> {
    let mut found = Vec::new();
    for at in 0..world.shop.orders.len() {
        let press = world.truth.placed_by.get(at).copied().flatten();
        let own = press.and_then(|press| world.truth.presses.get(press));
        let own = own.is_some_and(|press| press.who == who && press.purchase.as_deref() == Some(id));
        let Some(order) = world.shop.orders.get(at).filter(|order| own && !order.cancelled) else { continue };
        let order = order.clone();
        let recorded = world.browser(who).parcels.values().any(|parcel| parcel.report.number == order.number);
        if !recorded {
            found.push(order);
        }
    }
    found
}

/// Whether an order may still come of what the person pressed.
fn may_come(world: &mut World, id: &str) -> bool {
    let (now, shop) = (world.time(), &world.truth.presses);
    let last = shop.iter().rev().find(|press| press.purchase.as_deref() == Some(id)).map(|press| press.at);
    let Some(last) = last else { return false };
    // The clock of the browser may have been set since.
    now.signed_duration_since(last).num_milliseconds().unsigned_abs() < PATIENCE
}

/// The person says what came of a press.
fn settles(world: &mut World, who: Who, id: &str) {
    let Some(purchase) = world.browser(who).purchases.get(id) else { return };
    let (stage, key) = (purchase.stage.clone(), purchase.key.clone());
    let own = unrecorded(world, who, id);
    let first = own.first().cloned();
    match stage {
        Stage::Paused { stop: Stop::WhichNumber { found } } => {
            let numbers = found.into_iter().map(|one| one.number);
            let chosen: Vec<String> =
                numbers.filter(|number| own.iter().any(|order| order.number == *number)).collect();
            match (chosen.is_empty(), first) {
                (false, _) => decides(world, who, id, Decision::FoundIt { numbers: chosen, shared: false }),
                (true, Some(order)) => records_by_hand(world, who, &key, order),
                (true, None) if !may_come(world, id) => decides(world, who, id, Decision::NotPlaced),
                _ => {}
            }
        }
        // Most of the time it is found by itself.
        _ if !world.calm && !world.dice.percent(20) => {}
        _ => match first {
            Some(order) => records_by_hand(world, who, &key, order),
            None if !may_come(world, id) => decides(world, who, id, Decision::NotPlaced),
            None => {}
        },
    }
}

/// The person types in, for an order that they may be buying, what is not its own.
fn records_wrongly(world: &mut World, who: Who, key: &OrderKey, order: Ordered) {
    for id in running(world, who) {
        if purchase_key(world, who, &id).as_ref() == Some(key) {
            world.truth.waved_off.insert(id);
        }
    }
    records_by_hand(world, who, key, order);
}

/// The person types in what was bought.
fn records_by_hand(world: &mut World, who: Who, key: &OrderKey, order: Ordered) {
    let line = |product: u32| (product % 10).to_string();
    let lines: Vec<Covered> = order
        .goods
        .iter()
        .map(|good| Covered { line: line(good.product), quantity: Quantity::from(good.count) })
        .collect();
    let total = order.total();
    let report = Report {
        id: format!("hand-{}-{}-{}", who.name(), key.order, order.number),
        order: key.order.clone(),
        purchase: String::new(),
        supplier: HOST.to_owned(),
        number: order.number,
        lines,
        total: total.currency.map(|currency| Money::new(total.amount, currency)),
        freight: None,
        placed: world.time_of(who),
        tracking: None,
        note: String::new(),
        evidence: Evidence::ByHand,
        shared: false,
    };
    world.counts.by_hand += 1;
    own(world, who, OwnRequest::Record { key: key.clone(), report: Box::new(report) });
}

/// A copy of what a purchase is, as it is stored.
pub fn text_of(purchase: &Purchase) -> String {
    one_click_purchase::json::write(purchase)
}
