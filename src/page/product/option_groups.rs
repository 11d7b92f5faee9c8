//! Axes whose options are buttons, tiles or links side by side.

use super::axes::{FoundAxis, Place, clean, name_before};
use super::option_state::{choose_as_told, is_barred, is_chosen, is_current};
use super::quantity::Found;
use crate::page::controls::{Pressable, role_by_words};
use crate::page::text::chars::{DIGIT, bare_address};
use crate::page::text::words::Word;
use crate::page::tree::{At, Tree};
use crate::page::{Axis, Choice, Control};

/// Buttons, tiles or links that stand side by side.
pub fn groups(tree: &Tree, place: &Place, pressables: &[Pressable], quantities: &[Found]) -> Vec<FoundAxis> {
    let mut lists: Vec<(At, Vec<&Pressable>)> = Vec::new();
    for one in pressables {
        if !tree.contains(place.scope, one.at) || !is_option(tree, one, quantities) {
            continue;
        }
        let list = list_of(tree, one.at, pressables);
        match lists.iter_mut().find(|(at, _)| *at == list) {
            Some((_, members)) => members.push(one),
            None => lists.push((list, vec![one])),
        }
    }
    let mut found = Vec::new();
    for (at, mut members) in lists {
        keep_siblings(tree, &mut members);
        found.extend(group(tree, place, at, &members));
    }
    found
}

fn is_option(tree: &Tree, one: &Pressable, quantities: &[Found]) -> bool {
    let handle = Some(tree.node(one.at).handle);
    let belongs_elsewhere =
        |outer: At| is_furniture(tree, outer) || tree.node(outer).shown && tree.pressable(outer);
    !one.label.is_empty()
        && one.label.chars().count() <= 60
        && role_by_words(&one.label).is_none()
        // In the place of a button that would buy.
        && !Word::SoldOut.is(&one.label)
        && !quantities.iter().any(|found| found.control.minus == handle || found.control.plus == handle)
        && tree.outer(one.at, &belongs_elsewhere).is_none()
}

/// Navigation, tabs and the like hold no options of a product.
pub fn is_furniture(tree: &Tree, at: At) -> bool {
    matches!(tree.tag(at), "nav" | "header" | "footer" | "dialog")
        || matches!(
            tree.attribute(at, "role"),
            "tablist" | "navigation" | "banner" | "contentinfo" | "dialog" | "menu" | "menubar"
        )
}

/// Among links to the pages of variants others may stand, such as one to the reviews: left out.
fn keep_siblings(tree: &Tree, members: &mut Vec<&Pressable>) {
    let leads_to_sibling =
        |one: &&Pressable| tree.leads(one.at).is_some_and(|url| is_sibling(&tree.page.url, url));
    let links = members.iter().filter(|one| tree.leads(one.at).is_some()).count();
    if links == members.len() && members.iter().filter(|one| leads_to_sibling(one)).count() >= 2 {
        members.retain(leads_to_sibling);
    }
}

/// The element that holds the option together with its like.
fn list_of(tree: &Tree, at: At, pressables: &[Pressable]) -> At {
    let mut slot = at;
    for parent in tree.ancestors(at) {
        let inside = count_in(tree, parent, pressables).saturating_sub(usize::from(tree.pressable(parent)));
        if inside > 1 || tree.attribute(parent, "role") == "radiogroup" {
            return parent;
        }
        slot = parent;
    }
    slot
}

/// How many of them, which stand in document order, are in an element.
fn count_in(tree: &Tree, at: At, pressables: &[Pressable]) -> usize {
    let within = tree.subtree(at);
    let before = |end: At| pressables.partition_point(|one| one.at < end);
    before(within.end) - before(within.start)
}

fn group(tree: &Tree, place: &Place, list: At, members: &[&Pressable]) -> Option<FoundAxis> {
    let first = members.first()?;
    let role = |at: At| tree.attribute(at, "role");
    let name = name_of_list(tree, list, first.at);
    let named = name.as_deref().is_some_and(|name| Word::Axis.within(name));
    let (mut has_state, mut has_role, mut marked) = (true, true, true);
    let (mut links, mut siblings, mut current) = (0, true, false);
    for one in members {
        let at = one.at;
        let state = tree.any_attribute(at, &["aria-checked", "aria-pressed", "aria-selected"]);
        has_state &= state.is_some();
        has_role &= matches!(role(at), "radio" | "option");
        marked &= id_of(tree, at).is_some();
        current |= is_current(tree, at);
        match tree.leads(at) {
            Some(url) => {
                links += 1;
                siblings &= is_sibling(&tree.page.url, url);
            }
            None => current = true,
        }
    }
    let is_choice = has_state || has_role || role(list) == "radiogroup";
    let siblings = siblings && links > 0;
    let by_page = siblings && name.is_some() && (named || current);
    // A shop may have its own word for an axis; then it must stand before the button that buys.
    let before = name.is_some() && place.action.is_some_and(|action| list < action);
    let score = i32::from(named) * 4
        + i32::from(is_choice) * 3
        + i32::from(marked && members.len() > 1) * 2
        + i32::from(before);
    // One alone may be anything that can be switched on, such as "follow".
    let alone = members.len() == 1 && !named && role(first.at) != "radio";
    if !by_page && (score < 3 || links > 0 || alone) {
        return None;
    }
    let mut options = Vec::new();
    for one in members {
        options.push(Choice {
            label: one.label.clone(),
            bare: None,
            id: id_of(tree, one.at),
            disabled: is_barred(tree, list, one.at),
            chosen: is_chosen(tree, list, one.at),
            control: match tree.leads(one.at) {
                Some(url) => Control::Open(url.to_owned()),
                None => Control::Click(tree.node(one.at).handle),
            },
        });
    }
    let name = name.unwrap_or_default();
    choose_as_told(&mut options, &name);
    Some(FoundAxis { at: list, axis: Axis { name: clean(&name), options, opener: None } })
}

fn name_of_list(tree: &Tree, list: At, first: At) -> Option<String> {
    if let Some(spoken) = tree.any_attribute(list, &["aria-label"]) {
        return Some(spoken.to_owned());
    }
    match tree.with_id(tree.attribute(list, "aria-labelledby")) {
        Some(at) => Some(tree.text(at)),
        None => name_before(tree, list, first),
    }
}

/// A page's id of an option: what its data attributes or its value call it.
pub fn id_of(tree: &Tree, at: At) -> Option<String> {
    const NAMES: [&str; 9] = [
        "data-sku-id",
        "data-sku",
        "data-skuid",
        "data-id",
        "data-value",
        "data-vid",
        "data-option-id",
        "value",
        "data-asin",
    ];
    if let Some(named) = tree.any_attribute(at, &NAMES) {
        return Some(named.to_owned());
    }
    // Any other id, where there is only one.
    let mut only = None;
    for (name, value) in tree.node(at).attributes.all() {
        if name.starts_with("data-") && is_id(value) {
            if only.is_some() {
                return None;
            }
            only = Some(value.clone());
        }
    }
    only
}

fn is_id(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 64
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        && value.contains(DIGIT)
}

/// Whether an address is the page of another variant: same host, same place, another name.
pub fn is_sibling(page: &str, other: &str) -> bool {
    let mut own = bare_address(page).trim_end_matches('/').split('/');
    let mut its = bare_address(other).trim_end_matches('/').split('/');
    let mut different = 0;
    loop {
        match (own.next(), its.next()) {
            (None, None) => return different <= 1,
            (Some(own), Some(its)) => different += usize::from(own != its),
            _ => return false,
        }
    }
}
