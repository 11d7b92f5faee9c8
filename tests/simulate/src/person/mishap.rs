//! What befalls a browser while its person looks elsewhere.

use crate::browser::Told;
use crate::shop::Page;
use crate::world::{Death, Who, World};

/// Something goes wrong.
pub fn befalls(world: &mut World, who: Who) {
    match world.dice.below(12) {
        0 | 1 => closes_a_tab(world, who),
        2 => {
            world.counts.browsers += 1;
            world.dies = Some((who, Death::Browser));
        }
        3 => {
            world.counts.updates += 1;
            world.dies = Some((who, Death::Update));
        }
        4 => sleeps(world, who),
        5 => sets_the_clock(world, who),
        6 => {
            world.note(who.name(), || "is signed out at the supplier's".to_owned());
            world.browser(who).signed_in = false;
        }
        7 => {
            world.note(who.name(), || "takes the access to the supplier back".to_owned());
            world.browser(who).granted = false;
            world.tell(who, Told::Access);
        }
        8 | 9 => walks_about(world, who),
        10 => cancels(world),
        _ => {
            // The browser ends a background whenever it likes.
            world.counts.crashes += 1;
            world.dies = Some((who, Death::Background));
        }
    }
}

fn closes_a_tab(world: &mut World, who: Who) {
    let tabs: Vec<i32> = world.browser(who).tabs.iter().map(|tab| tab.id).collect();
    if let Some(tab) = world.dice.one_of(&tabs).copied() {
        world.counts.tabs_closed += 1;
        world.close_tab(who, tab);
    }
}

/// The computer sleeps, often for longer than a claim holds.
fn sleeps(world: &mut World, who: Who) {
    let minutes = world.dice.between(2, 60);
    world.counts.sleeps += 1;
    world.note(who.name(), || format!("the computer sleeps for {minutes} minutes"));
    let until = world.now + minutes * 60_000;
    world.browser(who).asleep = until;
}

fn sets_the_clock(world: &mut World, who: Who) {
    let seconds = i64::try_from(world.dice.between(20, 7200)).unwrap_or_default();
    let ahead = world.dice.percent(50);
    world.counts.clocks += 1;
    world.note(who.name(), || format!("the clock is set by {}{seconds} s", if ahead { "" } else { "-" }));
    world.browser(who).clock += if ahead { seconds * 1000 } else { -seconds * 1000 };
}

/// The person leads a tab of a purchase somewhere else: back, to the orders, by a stray click.
fn walks_about(world: &mut World, who: Who) {
    let tabs: Vec<(i32, Page)> =
        world.browser(who).tabs.iter().map(|tab| (tab.id, tab.page.clone())).collect();
    let Some((tab, page)) = world.dice.one_of(&tabs).cloned() else { return };
    let next = match world.dice.below(4) {
        0 => Page::Orders,
        1 => Page::Home,
        // The same page, loaded anew.
        2 => page,
        _ => match page.order() {
            Some(order) => Page::Product(order * 10 + 1, None, 1),
            None => Page::Home,
        },
    };
    world.load(who, tab, next);
}

/// Somebody cancels an order in the ERP, as far as it has no report yet.
fn cancels(world: &mut World) {
    if !world.dice.percent(20) {
        return;
    }
    let orders: Vec<String> = world.erp.orders.iter().map(|kept| kept.order.id.clone()).collect();
    if let Some(id) = world.dice.one_of(&orders).cloned() {
        world.note("erp", || format!("order {id} is cancelled"));
        world.erp_cancels(&id);
    }
}

/// From now on nothing goes wrong any more.
pub fn ends(world: &mut World) {
    world.note("", || "calm".to_owned());
    world.calm = true;
    for who in Who::BOTH {
        world.browser(who).granted = true;
        world.tell(who, Told::Access);
    }
}
