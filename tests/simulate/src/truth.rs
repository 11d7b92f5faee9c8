//! What really happened, and what was promised: every write that takes effect, every request that arrives
//! and every press is held against what the others show.

use std::collections::{BTreeMap, BTreeSet};

use one_click_purchase::erp::journal::{Entry, Standing, State};
use one_click_purchase::erp::{Kind, Read};
use one_click_purchase::json::{self, Json};
use one_click_purchase::order::{PurchaseOrder, Quantity, Report, Status, Time};
use one_click_purchase::page::ButtonRole;
use one_click_purchase::purchase::{Purchase, Stage, StoredPress, Turn};
use one_click_purchase::store::{self, Parcel, ParcelState, names};

use crate::world::{Ms, Who, World};

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

/// A trusted press of a person's on a button that may place an order.
pub struct Press {
    /// Whose.
    pub who: Who,
    /// In which tab.
    pub tab: i32,
    /// The purchase whose tab that was.
    pub purchase: Option<String>,
    /// Its words.
    pub label: String,
    /// When, by that browser's clock.
    pub at: Time,
    /// Its message was lost, or whoever heard it died or could not write.
    pub unheard: bool,
    /// It stands in the store.
    pub stored: bool,
}

impl Press {
    /// Whether this is what a purchase keeps of it.
    fn is(&self, stored: &StoredPress) -> bool {
        // A press to pay is added to the one before it, and a double click is one press.
        let joined = stored.label.ends_with(&format!(" · {}", self.label));
        let apart = self.at.signed_duration_since(stored.at).num_milliseconds().abs();
        joined || stored.label == self.label && apart < 1000
    }
}

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

/// The person pressed something that may place an order.
pub fn presses(world: &mut World, who: Who, tab: i32, label: &str) {
    let at = world.time_of(who);
    let purchase = world.browser(who).purchase_of(tab).map(|purchase| purchase.id.clone());
    world.truth.last_press = Some(world.truth.presses.len());
    let label = label.to_owned();
    world.truth.presses.push(Press { who, tab, purchase, label, at, unheard: false, stored: false });
    world.counts.presses += 1;
}

/// The last press of a label in a tab that may place an order.
fn press_of(world: &World, who: Who, tab: i32, label: &str) -> Option<usize> {
    world.truth.presses.iter().rposition(|press| press.who == who && press.tab == tab && press.label == label)
}

/// The message of a press is lost.
pub fn press_lost(world: &mut World, who: Who, tab: i32, label: &str) {
    if let Some(press) = press_of(world, who, tab, label).and_then(|at| world.truth.presses.get_mut(at)) {
        press.unheard = true;
    }
}

/// The message of a press arrives.
pub fn press_arrives(world: &mut World, who: Who, tab: i32, label: &str, at: Time) {
    let is_it =
        |press: &Press| press.who == who && press.tab == tab && press.label == label && press.at == at;
    let Some(press) = world.truth.presses.iter().rposition(is_it) else { return };
    let ours = world.browser(who).purchase_of(tab).is_some();
    if ours && let Some((task, _)) = world.at_work {
        world.truth.heard.insert(task, press);
    }
}

/// Work that heard a press does something: the press must be stored before.
pub fn acts(world: &mut World, what: &'static str) {
    let Some((task, _)) = world.at_work else { return };
    let Some(press) = world.truth.heard.get(&task).and_then(|at| world.truth.presses.get(*at)) else {
        return;
    };
    let browser = if press.who == Who::Li { &world.li } else { &world.zhao };
    let purchase = browser.purchases.values().find(|purchase| press.purchase.as_ref() == Some(&purchase.id));
    let stands = purchase.is_none_or(|purchase| purchase.presses.iter().any(|stored| press.is(stored)));
    if !stands && !press.unheard {
        let how = format!("{what} before “{}” is stored", press.label);
        world.breaks(PRESS, how);
    }
}

/// Work that heard a press is done with it.
pub fn press_handled(world: &mut World) {
    acts(world, "an answer");
    if let Some((task, _)) = world.at_work {
        world.truth.heard.remove(&task);
    }
}

/// A write failed: what was to be stored by it is not, and the person is told.
pub fn write_failed(world: &mut World) {
    let Some((task, _)) = world.at_work else { return };
    if let Some(at) = world.truth.heard.get(&task).copied()
        && let Some(press) = world.truth.presses.get_mut(at)
    {
        press.unheard = true;
    }
}

/// A background died: who was just heard may not have been, nor what it was just told of a claim.
pub fn died(world: &mut World, who: Who) {
    let now = world.now;
    let purchases: Vec<String> = world.browser(who).purchases.keys().cloned().collect();
    world.truth.lost.retain(|purchase, at| now > *at + WRITTEN || !purchases.contains(purchase));
    let heard = std::mem::take(&mut world.truth.heard);
    for (task, at) in heard {
        match world.truth.presses.get_mut(at) {
            Some(press) if press.who == who => press.unheard |= !press.stored,
            _ => drop(world.truth.heard.insert(task, at)),
        }
    }
}

/// An order stands at the supplier's.
pub fn placed(world: &mut World, _: usize, press: Option<usize>) {
    world.truth.placed_by.push(press);
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

/// The presses of a purchase, with those that are still to be explained marked.
fn presses_of(purchase: &Purchase) -> String {
    let told = |press: &StoredPress| {
        format!("{} at {}{}", press.label, press.url, if press.settled { "" } else { " (open)" })
    };
    purchase.presses.iter().map(told).collect::<Vec<_>>().join(", ")
}

/// A stage in a few words.
pub fn stage_of(purchase: &Purchase) -> String {
    json::write(&purchase.stage)
}

/// What is shown as ready is claimed, as the ERP told; a checkout, as it told lately.
fn claimed(world: &mut World, old: Option<&Purchase>, new: &Purchase) {
    let Stage::Ready { turn } = &new.stage else { return };
    let stood = old.is_some_and(|old| matches!(&old.stage, Stage::Ready { turn: was } if was == turn));
    if stood || *turn == Turn::Pay {
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
        (Some(read), _) if *turn == Turn::Submit && now > read + LATELY => {
            let since = (now - read) / 1000;
            world.breaks(CLAIM, format!("{} is at the checkout with a claim read {since} s ago", new.id));
        }
        _ => {}
    }
    let holder = world.erp.kept(&new.key.order).and_then(|kept| kept.holder.clone());
    if let Some((holder, since)) = holder.filter(|(holder, _)| *holder != new.id)
        && *turn == Turn::Submit
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

/// A press that may have placed an order stays until it is explained.
fn pressed(world: &mut World, who: Who, old: Option<&Purchase>, new: &Purchase) {
    for press in &mut world.truth.presses {
        let ours = press.purchase.as_deref() == Some(new.id.as_str());
        press.stored |= ours && new.presses.iter().any(|stored| press.is(stored));
    }
    let Some(old) = old else { return };
    let ended = matches!(old.stage, Stage::Recorded | Stage::Confirmed);
    if ended && new.is_running() && new.presses.len() == old.presses.len() {
        return world.breaks(LEAVES, format!("{} is recorded, and then it is {}", new.id, stage_of(new)));
    }
    if new.presses.len() < old.presses.len() {
        return world.breaks(PRESS, format!("{} forgets a press", new.id));
    }
    let by_hand = |parcel: &Parcel| parcel.key == new.key && parcel.report.purchase.is_empty();
    let by_hand = world.browser(who).parcels.values().any(by_hand);
    let reported = by_hand || new.reports.len() > old.reports.len();
    for (before, after) in old.presses.iter().zip(&new.presses) {
        let settled = after.settled && !before.settled;
        let submits = matches!(before.role, ButtonRole::Submit | ButtonRole::Pay);
        if settled && submits && !reported && !world.truth.waved_off.contains(&new.id) {
            return world.breaks(PRESS, format!("{} explains “{}” by nothing", new.id, before.label));
        }
    }
}

/// What is said of a report is so.
fn parcel(world: &mut World, who: Who, new: &Parcel) {
    let report = &new.report;
    let same = |own: &&Parcel| {
        own.report.number == report.number
            && own.key != new.key
            && own.state != ParcelState::Undone
            && !own.report.shared
    };
    if !report.shared && world.browser(who).parcels.values().any(|own| same(&own)) {
        return world.breaks(ONCE, format!("{} is kept for two orders", report.number));
    }
    let stands = knows(world, report);
    match new.state {
        ParcelState::Confirmed if !stands => {
            world.breaks(PRESS, format!("{} is called confirmed, and the ERP has it not", report.number));
        }
        ParcelState::Undone if stands => {
            world.breaks(ONCE, format!("{} is called taken back, and the ERP has it", report.number));
        }
        _ => {}
    }
}

fn standing_of(world: &mut World, id: &str) -> Standing {
    let at = world.time();
    let Some(kept) = world.erp.kept(id) else { return Standing::default() };
    let entries: Vec<Entry> = kept.entries.iter().map(|(entry, _)| entry.clone()).collect();
    Standing::of(&entries, &at)
}

/// The reports that stand at an order.
pub fn reports(world: &mut World, id: &str) -> Vec<Report> {
    match world.erp.kind {
        Kind::Desk => world.erp.kept(id).map(|kept| kept.order.reports.clone()).unwrap_or_default(),
        _ => standing_of(world, id).reports,
    }
}

/// Whether a report stands in the ERP.
pub fn knows(world: &mut World, report: &Report) -> bool {
    reports(world, &report.order).iter().any(|own| own.id == report.id)
}

/// What stands at an order in the ERP may stand there.
pub fn stands(world: &mut World, id: &str) {
    let reports = reports(world, id);
    let kind = world.erp.kind;
    let Some(kept) = world.erp.kept(id) else { return };
    let purchased = match kind {
        Kind::Desk => kept.order.status == Status::Purchased,
        _ => kept.state == State::Purchased,
    };
    let newly = purchased && !kept.purchased;
    kept.purchased = purchased;
    let order = kept.order.clone();
    // Without a lock two may write at once; then the second one takes its report back.
    if kind == Kind::Desk {
        not_over(world, &order, &reports);
    }
    if newly && let Some(line) = order.lines.iter().find(|line| covered(&reports, &line.id) < line.quantity) {
        world.breaks(COVERED, format!("{} is purchased, and line {} is not covered", order.number, line.id));
    }
    each_once(world, &reports);
    // Without a lock a number may be written at two orders at once, too.
    if kind == Kind::Desk {
        at_one_order(world, &order, &reports);
    }
}

fn not_over(world: &mut World, order: &PurchaseOrder, reports: &[Report]) {
    if let Some(line) = order.lines.iter().find(|line| covered(reports, &line.id) > line.quantity) {
        world.breaks(ONCE, format!("more than all of line {} of {} is covered", line.id, order.number));
    }
}

fn covered(reports: &[Report], line: &str) -> Quantity {
    let lines = reports.iter().flat_map(|report| &report.lines);
    lines.filter(|covered| covered.line == line).map(|covered| covered.quantity).sum()
}

/// Each report is there once.
fn each_once(world: &mut World, own: &[Report]) {
    for (nth, report) in own.iter().enumerate() {
        if own.iter().skip(nth + 1).any(|other| other.id == report.id) {
            return world.breaks(ONCE, format!("report {} stands twice", report.id));
        }
    }
}

/// Each number is at one order.
fn at_one_order(world: &mut World, order: &PurchaseOrder, own: &[Report]) {
    let others: Vec<String> =
        world.erp.orders.iter().map(|kept| kept.order.id.clone()).filter(|id| *id != order.id).collect();
    for other in others {
        let theirs = reports(world, &other);
        let twice = own.iter().find(|report| {
            theirs.iter().any(|their| their.number == report.number && !their.shared && !report.shared)
        });
        if let Some(report) = twice {
            let how = format!("{} stands at {} and at PO-{other}", report.number, order.number);
            return world.breaks(ONCE, how);
        }
    }
}

/// At the end nothing is under way any more: every order that was placed is accounted for.
pub fn at_the_end(world: &mut World) {
    for who in Who::BOTH {
        let parcels: Vec<Parcel> = world.browser(who).parcels.values().map(json::copy).collect();
        for parcel in &parcels {
            let stands = knows(world, &parcel.report);
            let number = &parcel.report.number;
            match &parcel.state {
                ParcelState::Confirmed if !stands => {
                    world.breaks(PRESS, format!("{number} is confirmed, and does not stand in the ERP"));
                }
                ParcelState::Undone if stands => {
                    world.breaks(ONCE, format!("{number} is taken back, and stands in the ERP"));
                }
                ParcelState::Refused { .. } if stands => {
                    world.breaks(ONCE, format!("{number} is refused, and stands in the ERP"));
                }
                ParcelState::Refused { said } if lightly(world, parcel) => {
                    world.breaks(PRESS, format!("{number} is given up for no reason: {said}"));
                }
                _ => {}
            }
        }
    }
    let orders: Vec<PurchaseOrder> = world.erp.orders.iter().map(|kept| kept.order.clone()).collect();
    for order in orders {
        let reports = reports(world, &order.id);
        not_over(world, &order, &reports);
        at_one_order(world, &order, &reports);
    }
    for at in 0..world.shop.orders.len() {
        accounted(world, at);
    }
}

/// Whether a report was refused that fits its order.
fn lightly(world: &mut World, parcel: &Parcel) -> bool {
    let report = &parcel.report;
    let standing = reports(world, &report.order);
    // Of two that were written at once one is taken back in the ERP, and is to be recorded anew.
    let undone =
        world.erp.kind != Kind::Desk && standing_of(world, &report.order).undone.contains(&report.id);
    let Some(kept) = world.erp.kept(&report.order) else { return false };
    let cancelled = kept.state == State::Cancelled || kept.order.status == Status::Cancelled;
    let over = |line: &str, more: Quantity| {
        kept.order.line(line).is_none_or(|own| covered(&standing, line) + more > own.quantity)
    };
    let fits = report.lines.iter().all(|own| !over(&own.line, own.quantity));
    let taken = world.erp.orders.iter().map(|kept| kept.order.id.clone()).collect::<Vec<_>>();
    let taken = taken
        .iter()
        .filter(|id| **id != report.order)
        .any(|id| reports(world, id).iter().any(|own| own.number == report.number));
    fits && !taken && !cancelled && !undone
}

/// An order at the supplier's whose press was stored ends reported, or its purchase says that it may have
/// been placed, or its person has waved it off.
fn accounted(world: &mut World, at: usize) {
    let Some(order) = world.shop.orders.get(at).cloned() else { return };
    let press = world.truth.placed_by.get(at).copied().flatten();
    let Some(press) = press.and_then(|press| world.truth.presses.get(press)) else { return };
    let (Some(id), true) = (press.purchase.clone(), press.stored) else { return };
    let waved_off = world.truth.waved_off.contains(&id);
    let browser = world.browser(order.by);
    let told = browser.parcels.values().any(|parcel| parcel.report.number == order.number);
    let open =
        browser.purchases.get(&id).is_some_and(|purchase| purchase.is_running() && purchase.may_be_placed());
    if told || open || waved_off {
        return;
    }
    // Of a press that nobody heard nobody can know, nor which of two an order is of.
    if world.truth.presses.iter().any(|press| press.purchase.as_ref() == Some(&id) && press.unheard) {
        return;
    }
    let browser = world.browser(order.by);
    let double = browser.parcels.values().any(|parcel| parcel.report.purchase == id);
    let promise = if double { DOUBLE } else { PRESS };
    world.breaks(promise, format!("{} of {id} is placed, and nobody is told", order.number));
}

/// Counts what came of it all.
pub fn counted(world: &mut World) {
    for who in Who::BOTH {
        let (mut confirmed, mut refused, mut undone) = (0, 0, 0);
        for parcel in world.browser(who).parcels.values() {
            match parcel.state {
                ParcelState::Confirmed => confirmed += 1,
                ParcelState::Refused { .. } => refused += 1,
                ParcelState::Undone => undone += 1,
                ParcelState::Waiting => {}
            }
        }
        world.counts.purchases += world.browser(who).purchases.len() as u64;
        world.counts.confirmed += confirmed;
        world.counts.refused += refused;
        world.counts.undone += undone;
    }
    world.counts.schedules = 1;
    world.counts.doubles = doubles(world);
}

/// Purchase orders of which more was ordered than they want.
fn doubles(world: &mut World) -> u64 {
    let orders: Vec<PurchaseOrder> = world.erp.orders.iter().map(|kept| kept.order.clone()).collect();
    let more = |order: &&PurchaseOrder| {
        order.lines.iter().any(|line| {
            let id = format!("{}{}", order.id, line.id);
            let goods = world.shop.orders.iter().filter(|one| !one.cancelled).flat_map(|one| &one.goods);
            let count: u32 = goods.filter(|good| good.product.to_string() == id).map(|good| good.count).sum();
            Quantity::from(count) > line.quantity
        })
    };
    orders.iter().filter(more).count() as u64
}
