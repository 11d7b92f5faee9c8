//! The persons' presses: each is stored before anything else happens, and stays until it is explained.

use one_click_purchase::order::Time;
use one_click_purchase::page::ButtonRole;
use one_click_purchase::purchase::{Purchase, Stage, StoredPress};
use one_click_purchase::store::Parcel;

use super::{LEAVES, PRESS, WRITTEN, stage_of};
use crate::world::{Who, World};

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

/// The presses of a purchase, with those that are still to be explained marked.
pub fn presses_of(purchase: &Purchase) -> String {
    let told = |press: &StoredPress| {
        format!("{} at {}{}", press.label, press.url, if press.settled { "" } else { " (open)" })
    };
    purchase.presses.iter().map(told).collect::<Vec<_>>().join(", ")
}

/// A press that may have placed an order stays until it is explained.
pub fn pressed(world: &mut World, who: Who, old: Option<&Purchase>, new: &Purchase) {
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
