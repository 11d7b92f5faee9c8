//! Learns a shop from a person who points at things: each becomes a place in a profile of their own,
//! which is kept only if the page, read by it, then shows what was pointed at.

mod options;
mod orders;
mod places;
mod rows;
mod shown;
#[cfg(test)]
mod tests;

use super::controls::{Pressable, pressables};
use super::naming::name_of;
use super::read_by;
use super::select::all;
use super::supplied::Supplied;
use super::tree::{At, Tree};
use super::{Handle, Snapshot};
use crate::json::{self, Json};
use crate::order::host_of;
use crate::supplier::{self, AxisRule, Layout, Pick, Profile, Shelf};

/// What a person can point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
pub enum Thing {
    /// Where the quantity is set.
    Quantity,
    /// One of the options of an axis.
    Options,
    /// The option that is chosen now, where the page tells it in a way of its own.
    Chosen,
    /// The unit price.
    Price,
    /// The button that puts into the cart.
    AddToCart,
    /// The button that buys at once.
    BuyNow,
    /// The supplier order number of an order that was placed.
    OrderNumber,
}

/// The name of the layout that is learnt.
const TAUGHT: &str = "taught";
/// So far around what was pointed at the thing itself is looked for.
const NEAR: usize = 4;

/// The profile of the page's shop with what was pointed at in it; nothing where that cannot be it. `day`
/// is today, such as `2026-11-24`. It stays in memory: see [`Shelf`].
pub fn learn(page: &Snapshot, handle: Handle, thing: Thing, day: &str) -> Option<&'static Profile> {
    let tree = Tree::of(page);
    let at = tree.first(tree.all(), &|at| tree.node(at).handle == handle && tree.tag(at) != "#text")?;
    let found = Supplied::find(supplier::current(), &tree);
    let shelf = Box::leak(Box::new(Shelf { profiles: vec![known(&tree, found.as_ref())?] }));
    let profile = shelf.profiles.first_mut()?;
    day.clone_into(&mut profile.date);
    let learnt = Learning { tree: &tree, pressables: pressables(&tree), at };
    match thing {
        Thing::OrderNumber => learnt.order_number(profile)?,
        _ => learnt.on_product(thing, taught(profile, found.and_then(|found| found.layout))?)?,
    }
    let shows = learnt.shows(thing, &read_by(shelf, page));
    shelf.profiles.first().filter(|_| shows)
}

/// What is known of the page's shop, as a profile of the person's.
fn known(tree: &Tree, found: Option<&Supplied>) -> Option<Profile> {
    let host = host_of(&tree.page.url)?;
    let mut profile = match found {
        Some(found) => json::copy(found.profile),
        None => Profile::default(),
    };
    // A platform has no hosts: this is one of the shops that run on it.
    if profile.hosts.product.is_empty() {
        profile.name.clone_from(&host);
        profile.marks.clear();
        profile.hosts.product.push(host.clone());
    }
    profile.version += 1;
    profile.note = ["Taught by pointing at places on ", &host].concat();
    Some(profile)
}

/// The layout that is learnt, which stands first; begun with what holds of the page already.
fn taught<'p>(profile: &'p mut Profile, base: Option<&Layout>) -> Option<&'p mut Layout> {
    if profile.layouts.first().is_none_or(|layout| layout.name != TAUGHT) {
        let layout = match base {
            Some(base) => json::copy(base),
            None => Layout::default(),
        };
        profile.layouts.insert(0, layout);
    }
    let layout = profile.layouts.first_mut()?;
    TAUGHT.clone_into(&mut layout.name);
    Some(layout)
}

struct Learning<'t, 'a> {
    tree: &'t Tree<'a>,
    pressables: Vec<Pressable>,
    /// What was pointed at.
    at: At,
}

impl Learning<'_, '_> {
    fn on_product(&self, thing: Thing, layout: &mut Layout) -> Option<()> {
        let mark = match thing {
            Thing::Quantity => {
                let field = self.quantity()?;
                (layout.rows, layout.quantity) = match self.rows(field) {
                    Some(rows) => (Some(rows?), None),
                    None => (None, Some(name_of(self.tree, field)?)),
                };
                field
            }
            Thing::Options => {
                let (list, rule) = self.axis()?;
                let other = |axis: &AxisRule| !all(self.tree, self.tree.all(), &axis.each).contains(&list);
                layout.axes.retain(other);
                layout.axes.push(rule);
                list
            }
            Thing::Chosen => {
                self.chosen(layout)?;
                self.at
            }
            Thing::Price => {
                let price = self.price()?;
                layout.price = Pick::parse(name_of(self.tree, price)?.text());
                price
            }
            Thing::AddToCart | Thing::BuyNow => {
                let button = self.pressable()?;
                let name = Some(name_of(self.tree, button)?);
                match thing {
                    Thing::BuyNow => layout.buy = name,
                    _ => layout.add_to_cart = name,
                }
                button
            }
            Thing::OrderNumber => return None,
        };
        if layout.mark.any.is_empty() {
            layout.mark = self.mark(mark)?;
        }
        Some(())
    }
}
