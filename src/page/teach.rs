//! Learns a shop from a person who points at things: each becomes a place in a profile of their own,
//! which is kept only if the page, read by it, then shows what was pointed at.

use super::axes::name_inside;
use super::controls::{Pressable, pressables};
use super::money_text::amount;
use super::naming::{marked_names, name_of, name_of_all, name_within};
use super::order_number::{is_number, numbers_in};
use super::quantity::control_at;
use super::read::read_by;
use super::select::{all, fits};
use super::supplied::Supplied;
use super::tree::{At, Tree};
use super::{ButtonRole, Handle, Kind, Reading, Snapshot};
use crate::json::{self, Json};
use crate::order::host_of;
use crate::supplier::{self, Address, AxisRule, Layout, PageKind, PageRule, Pick, Profile, Selector, Shelf};

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
/// So many letters may stand beside a quantity.
const BESIDE: usize = 40;
/// So far around what was pointed at the thing itself is looked for.
const NEAR: usize = 4;

/// The profile of the page's shop with what was pointed at in it; nothing where that cannot be it. `day`
/// is today, such as `2026-11-24`.
pub fn learn(page: &Snapshot, handle: Handle, thing: Thing, day: &str) -> Option<Profile> {
    let tree = Tree::of(page);
    let at = tree.first(tree.all(), &|at| tree.node(at).handle == handle && tree.tag(at) != "#text")?;
    let (mut profile, base) = known(&tree, day)?;
    let learnt = Learning { tree: &tree, pressables: pressables(&tree), at };
    match thing {
        Thing::OrderNumber => learnt.order_number(&mut profile)?,
        _ => learnt.on_product(thing, taught(&mut profile, base)?)?,
    }
    let shelf = Shelf { profiles: vec![profile] };
    let shows = learnt.shows(thing, &read_by(&shelf, page), &shelf);
    let Shelf { profiles } = shelf;
    profiles.into_iter().next().filter(|_| shows)
}

/// What is known of the page's shop, as a profile of the person's, and the layout that holds now.
fn known(tree: &Tree, day: &str) -> Option<(Profile, Option<Layout>)> {
    let host = host_of(&tree.page.url)?;
    let found = Supplied::find(supplier::current(), tree);
    let mut profile = found.as_ref().map(|found| json::copy(found.profile)).unwrap_or_default();
    // A platform has no hosts: this is one of the shops that run on it.
    if profile.hosts.product.is_empty() {
        profile.name.clone_from(&host);
        profile.marks.clear();
        profile.hosts.product.push(host.clone());
    }
    profile.version += 1;
    day.clone_into(&mut profile.date);
    profile.note = ["Taught by pointing at places on ", &host].concat();
    Some((profile, found.and_then(|found| found.layout).map(json::copy)))
}

/// The layout that is learnt, which stands first; begun with what holds of the page already.
fn taught(profile: &mut Profile, base: Option<Layout>) -> Option<&mut Layout> {
    if profile.layouts.first().is_none_or(|layout| layout.name != TAUGHT) {
        let mut layout = base.unwrap_or_default();
        TAUGHT.clone_into(&mut layout.name);
        profile.layouts.insert(0, layout);
    }
    profile.layouts.first_mut()
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
                layout.quantity = Some(name_of(self.tree, field)?);
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

    /// The field, `select` or stepper that was pointed at, or beside whose words or buttons it was.
    fn quantity(&self) -> Option<At> {
        let tree = self.tree;
        let is_one = |at: At| match tree.tag(at) {
            "input" => matches!(tree.attribute(at, "type"), "" | "text" | "number" | "tel"),
            _ => true,
        };
        for outer in tree.outward(self.at).take(NEAR) {
            // What is pointed at beside the field is its name or its buttons, not the whole of the product.
            if tree.text(outer).chars().count() > BESIDE {
                break;
            }
            let mut fields = Vec::new();
            for inner in tree.subtree(outer) {
                if is_one(inner)
                    && tree.node(inner).shown
                    && let Some(found) = control_at(tree, inner, &self.pressables)
                    && !fields.contains(&found.at)
                {
                    fields.push(found.at);
                }
            }
            if let Some(field) = fields.first() {
                return (fields.len() == 1).then_some(*field);
            }
        }
        None
    }

    /// What a person presses where they pointed.
    fn pressable(&self) -> Option<At> {
        let is_one = |at: &At| self.pressables.iter().any(|one| one.at == *at);
        Some(self.tree.outward(self.at).take(NEAR).find(is_one).unwrap_or(self.at))
    }

    /// The element whose words are one price, with its currency where that stands beside it.
    fn price(&self) -> Option<At> {
        const LONGEST: usize = 24;
        let mut price = None;
        for at in self.tree.outward(self.at).take(NEAR) {
            let text = self.tree.text(at);
            if text.chars().count() > LONGEST {
                break;
            }
            if amount(&text, &self.tree.signs).is_some() {
                price = Some(at);
            }
        }
        price
    }

    /// What tells this layout: the element, within what holds it together with the page's heading, so that
    /// a cart with the same field is no product.
    fn mark(&self, at: At) -> Option<Selector> {
        let tree = self.tree;
        let name = name_of(tree, at)?;
        let heading = |at: At| matches!(tree.tag(at), "h1" | "h2");
        let around = tree.ancestors(at).find(|outer| tree.first(tree.subtree(*outer), &heading).is_some());
        for outer in around.iter().flat_map(|around| tree.outward(*around)) {
            for around in marked_names(tree, outer) {
                let mark = Selector::parse(&[&around, " ", name.text()].concat());
                if let Some(mark) = mark.filter(|mark| fits(tree, at, mark)) {
                    return Some(mark);
                }
            }
        }
        Some(name)
    }

    // ------------------------------------------------------------------ options

    /// What holds an option and its like, and each of them.
    fn group(&self) -> Option<(At, Vec<At>)> {
        let tree = self.tree;
        let start = self.pressable()?;
        for item in tree.outward(start).take(NEAR) {
            let list = tree.parent(item)?;
            let mut like = tree.children(list);
            like.retain(|at| tree.tag(*at) == tree.tag(item) && !tree.text(*at).is_empty());
            if like.len() > 1 {
                return Some((list, like));
            }
        }
        None
    }

    /// The rule of the axis to which the option belongs that was pointed at, and what holds it.
    fn axis(&self) -> Option<(At, AxisRule)> {
        let tree = self.tree;
        let rule = |each: Selector, option: Option<Selector>| AxisRule {
            each,
            name: None,
            option,
            label: None,
            chosen: None,
            disabled: None,
            id: None,
            open: None,
        };
        if let Some(select) = tree.outward(self.at).take(2).find(|at| tree.tag(*at) == "select") {
            return Some((select, rule(name_of(tree, select)?, None)));
        }
        let (list, items) = self.group()?;
        // Where each holds one thing to press, that is the option.
        let mut options = Vec::new();
        for item in &items {
            let within = tree.inside(*item);
            let mut pressable = self.pressables.iter().filter(|one| within.contains(&one.at));
            let only = pressable.next().map(|one| one.at).filter(|_| pressable.next().is_none());
            let own = self.pressables.iter().any(|one| one.at == *item);
            options.push(only.filter(|_| !own).unwrap_or(*item));
        }
        let option = name_of_all(tree, list, &options)?;
        // The axis' own name often stands just before the list.
        let first = *options.first()?;
        let around = tree.parent(list).filter(|_| name_inside(tree, list, first).is_none());
        let each = around.filter(|outer| {
            name_inside(tree, *outer, first).is_some() && all(tree, tree.inside(*outer), &option) == options
        });
        let list = each.unwrap_or(list);
        Some((list, rule(name_of(tree, list)?, Some(option))))
    }

    /// By what the option that was pointed at differs from its like: that is to be chosen.
    fn chosen(&self, layout: &mut Layout) -> Option<()> {
        let tree = self.tree;
        let (list, items) = self.group()?;
        let own = items.iter().copied().find(|item| tree.contains(*item, self.at))?;
        let holds = |axis: &AxisRule| {
            let found = all(tree, tree.all(), &axis.each);
            found.contains(&list) || tree.parent(list).is_some_and(|outer| found.contains(&outer))
        };
        let axis = layout.axes.iter_mut().find(|axis| holds(axis))?;
        let option = axis.option.as_ref()?;
        let is_option = fits(tree, own, option);
        for state in states(tree, own) {
            let text = if is_option { state } else { [&state, " ", option.text()].concat() };
            let Some(mark) = Selector::parse(&text) else { continue };
            let marked = all(tree, tree.inside(list), &mark);
            if let [only] = marked.as_slice()
                && tree.contains(own, *only)
            {
                axis.chosen = Some(mark);
                return Some(());
            }
        }
        None
    }

    // ------------------------------------------------------------------ orders

    fn order_number(&self, profile: &mut Profile) -> Option<()> {
        let tree = self.tree;
        let text = tree.text(self.at);
        let (number, form) = match numbers_in(&text).as_slice() {
            [number] => (number.clone(), None),
            _ => {
                let number = only_number(&text)?;
                let form =
                    number.chars().map(|char| if char.is_ascii_digit() { '9' } else { char }).collect();
                (number, Some(form))
            }
        };
        let kind = match self.rows_of_orders(&number) {
            Some((each, pick)) => {
                (profile.orders.each, profile.orders.row_number) = (Some(each), Some(pick));
                PageKind::OrderList
            }
            None => {
                profile.orders.number = Pick::parse(name_of(tree, self.at)?.text());
                PageKind::Receipt
            }
        };
        profile.orders.format = form;
        let mark = match kind {
            PageKind::OrderList => profile.orders.each.as_ref().map(json::copy),
            _ => Some(name_of(tree, self.at)?),
        };
        let at = vec![address_of(&tree.page.url)?];
        profile.pages.insert(0, PageRule { kind, at, mark });
        Some(())
    }

    /// The rows of a list of orders, where what was pointed at is the number of one of several.
    fn rows_of_orders(&self, number: &str) -> Option<(Selector, Pick)> {
        let tree = self.tree;
        for row in tree.ancestors(self.at) {
            let list = tree.parent(row)?;
            let mut rows = tree.children(list);
            rows.retain(|at| tree.tag(*at) == tree.tag(row));
            if rows.len() < 2 {
                continue;
            }
            let within = name_within(tree, row, self.at)?;
            let has_number = |row: &At| {
                let found = all(tree, tree.inside(*row), &within);
                let text = found.first().map(|at| tree.text(*at)).unwrap_or_default();
                text.len() == number.len() || !numbers_in(&text).is_empty()
            };
            rows.retain(has_number);
            if rows.len() > 1 && rows.contains(&row) {
                let each =
                    [name_of(tree, list)?.text(), " > ", name_of_all(tree, list, &rows)?.text()].concat();
                return Some((Selector::parse(&each)?, Pick::parse(within.text())?));
            }
        }
        None
    }

    /// Whether the page, read by what was learnt, shows what was pointed at.
    fn shows(&self, thing: Thing, reading: &Reading, shelf: &Shelf) -> bool {
        let product = reading.product.as_ref();
        let has_button = |role: ButtonRole| reading.buttons.iter().any(|button| button.role == role);
        let layout = shelf.profiles.first().and_then(|profile| profile.layouts.first());
        match thing {
            Thing::Quantity => product.is_some_and(|product| product.quantity.is_some()),
            Thing::Options => product
                .is_some_and(|product| layout.is_some_and(|layout| product.axes.len() >= layout.axes.len())),
            Thing::Chosen => product.is_some_and(|product| {
                product.axes.iter().any(|axis| axis.options.iter().any(|option| option.chosen))
            }),
            Thing::Price => product.is_some_and(|product| product.price.is_some()),
            Thing::AddToCart => has_button(ButtonRole::AddToCart),
            Thing::BuyNow => has_button(ButtonRole::BuyNow),
            Thing::OrderNumber => {
                matches!(reading.kind, Kind::Receipt | Kind::OrderList) && !reading.placed.is_empty()
            }
        }
    }
}

/// What an element says of its state: classes and attributes, as selectors.
fn states(tree: &Tree, at: At) -> Vec<String> {
    let mut states = Vec::new();
    for (name, value) in tree.node(at).attributes.all() {
        if name == "class" {
            for class in value.split_whitespace() {
                states.push([".", class].concat());
            }
        } else if name.starts_with("aria-") || name.starts_with("data-") {
            states.push(["[", name, "=\"", value, "\"]"].concat());
        }
    }
    states
}

/// The one word of a text that can be an order number.
fn only_number(text: &str) -> Option<String> {
    const BETWEEN: fn(char) -> bool = |char| !(char.is_ascii_alphanumeric() || matches!(char, '-' | '_'));
    let mut found: Vec<&str> = text.split(BETWEEN).collect();
    found.retain(|word| word.len() > 3 && is_number(word));
    match found.as_slice() {
        [only] => Some((*only).to_owned()),
        _ => None,
    }
}

/// The address of this page and of its like: parts with digits in them stand for any.
fn address_of(url: &str) -> Option<Address> {
    let (_, rest) = crate::order::split_at_text(url, "://")?;
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let mut pattern = String::new();
    for part in path.split('/').skip(1) {
        pattern.push('/');
        pattern.push_str(if part.bytes().any(|byte| byte.is_ascii_digit()) { "*" } else { part });
    }
    if pattern.is_empty() {
        pattern.push('/');
    }
    Address::parse(&pattern)
}

#[cfg(test)]
#[path = "teach_tests.rs"]
mod tests;
