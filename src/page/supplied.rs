//! Which supplier's page this is, and what its profile tells of the page before anything is read.

use std::ops::Range;

use super::buttons::Placed;
use super::evidence::Because;
use super::select::{all, first, is_there, picked};
use super::tree::{At, Tree};
use super::{ButtonRole, Kind, Link, LinkRole};
use crate::page::product::cards::in_card;
use crate::page::text::order_number::numbers_in;
use crate::supplier::{Holes, Layout, PageKind, Profile, Selector, Shelf};

/// A page with its supplier's profile.
pub struct Supplied<'p> {
    /// The profile.
    pub profile: &'p Profile,
    /// The layout whose mark is there.
    pub layout: Option<&'p Layout>,
    /// What page it is, and whether a mark on it says so and not its address alone.
    kind: Option<(Kind, bool)>,
    /// What its address names.
    holes: Holes,
}

impl<'p> Supplied<'p> {
    /// Finds the profile of a page: by its host, else by the marks of a platform.
    pub fn find(shelf: &'p Shelf, tree: &Tree) -> Option<Self> {
        let url = &tree.page.url;
        let marked = |profile: &&Profile| profile.marks.iter().any(|mark| is_there(tree, mark));
        let profile = shelf.of_address(url).or_else(|| shelf.profiles.iter().find(marked))?;
        let mut kind = None;
        let mut holes = Holes::new();
        for rule in &profile.pages {
            if let Some(found) = profile.holes(rule, url)
                && rule.mark.as_ref().is_none_or(|mark| is_there(tree, mark))
            {
                kind = Some((kind_of(rule.kind), rule.mark.is_some()));
                holes = found;
                break;
            }
        }
        let is_product = kind.is_none_or(|(kind, _)| kind == Kind::Product);
        let mut layouts = profile.layouts.iter().filter(|_| is_product);
        let layout = layouts.find(|layout| is_there(tree, &layout.mark));
        Some(Self { profile, layout, kind, holes })
    }

    /// What page it is, where the page itself looks like `seen`. A check of the person, a sign-in or a
    /// note that something is gone may stand at any address.
    pub fn kind(&self, seen: Kind, because: &mut Because) -> Kind {
        const ANYWHERE: [Kind; 5] = [Kind::Blocked, Kind::Gone, Kind::Login, Kind::Register, Kind::Waiting];
        if let Some(layout) = self.layout {
            because.add("kind", "profile", &layout.name);
            return Kind::Product;
        }
        let Some((told, marked)) = self.kind else { return seen };
        let done = seen == Kind::Receipt && matches!(told, Kind::Checkout | Kind::Cashier);
        if !marked && (ANYWHERE.contains(&seen) || done) {
            return seen;
        }
        because.add("kind", "profile", &self.profile.name);
        told
    }

    /// Whether somebody is signed in, where its marks tell.
    pub fn signed_in(&self, tree: &Tree, because: &mut Because) -> Option<bool> {
        let shown = |mark: &'p Option<Selector>| mark.as_ref().filter(|mark| is_there(tree, mark));
        let (told, mark) = match (shown(&self.profile.signed_in), shown(&self.profile.signed_out)) {
            (Some(mark), None) => (true, mark),
            (None, Some(mark)) => (false, mark),
            _ => return None,
        };
        because.add("signed_in", "profile", mark.text());
        Some(told)
    }

    /// What the page's address names so.
    pub fn in_address(&self, name: &str) -> Option<&str> {
        self.holes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Where the person's orders are.
    pub fn orders(&self) -> Option<Link> {
        let url = self.profile.orders.list.clone()?;
        Some(Link { role: LinkRole::Orders, url, handle: 0 })
    }

    /// The order numbers of a page, each with the part of the page that belongs to it.
    pub fn order_parts(&self, tree: &Tree, kind: Kind, because: &mut Because) -> Vec<(String, Range<At>)> {
        let orders = &self.profile.orders;
        let form = orders.format.as_deref();
        let mut parts: Vec<(String, Range<At>)> = Vec::new();
        if let (Kind::OrderList, Some(each), Some(pick)) = (kind, &orders.each, &orders.row_number) {
            for row in all(tree, tree.all(), each) {
                let text = picked(tree, tree.subtree(row), pick).unwrap_or_default();
                if let [number] = numbers(&text, form).as_slice() {
                    parts.push((number.clone(), tree.subtree(row)));
                }
            }
        } else if let (Kind::Receipt | Kind::Cashier | Kind::OrderDetail, Some(pick)) = (kind, &orders.number)
        {
            let text = picked(tree, tree.all(), pick).unwrap_or_default();
            // Of several orders on one page it is not told here which goods are whose.
            if let [number] = numbers(&text, form).as_slice() {
                parts.push((number.clone(), tree.all()));
            }
        }
        for (number, _) in &parts {
            because.add("order_number", "profile", number);
        }
        parts
    }

    /// Puts the buttons that the layout names in the place of others with their role.
    pub fn buttons(&self, tree: &Tree, buttons: &mut Vec<Placed>) {
        let Some(layout) = self.layout else { return };
        for (role, selector) in
            [(ButtonRole::BuyNow, &layout.buy), (ButtonRole::AddToCart, &layout.add_to_cart)]
        {
            let Some(selector) = selector else { continue };
            // A list of goods may have the same form in each of its cards.
            let own = |at: &At| tree.node(*at).shown && !in_card(tree, *at);
            if let Some(at) = first(tree, tree.all(), selector).filter(own) {
                buttons.retain(|button| button.role != role && button.at != at);
                buttons.push(Placed { at, role });
            }
        }
    }
}

/// The order numbers of a text: by the form that the supplier's have, else as of any shop.
fn numbers(text: &str, form: Option<&str>) -> Vec<String> {
    let Some(form) = form else { return numbers_in(text) };
    const BETWEEN: fn(char) -> bool = |char| !(char.is_ascii_alphanumeric() || matches!(char, '-' | '_'));
    let mut found: Vec<String> = Vec::new();
    for word in text.split(BETWEEN) {
        let fits = word.len() == form.len()
            && word.bytes().zip(form.bytes()).all(|(own, form)| match form {
                b'9' => own.is_ascii_digit(),
                b'A' => own.is_ascii_uppercase(),
                _ => own == form,
            });
        if fits && !found.iter().any(|other| other == word) {
            found.push(word.to_owned());
        }
    }
    found
}

fn kind_of(kind: PageKind) -> Kind {
    match kind {
        PageKind::Product => Kind::Product,
        PageKind::Listing => Kind::Listing,
        PageKind::Cart => Kind::Cart,
        PageKind::Checkout => Kind::Checkout,
        PageKind::Cashier => Kind::Cashier,
        PageKind::Receipt => Kind::Receipt,
        PageKind::OrderList => Kind::OrderList,
        PageKind::OrderDetail => Kind::OrderDetail,
        PageKind::Login => Kind::Login,
        PageKind::Blocked => Kind::Blocked,
        PageKind::Gone => Kind::Gone,
    }
}
