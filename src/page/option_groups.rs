//! Axes whose options are buttons, tiles or links side by side.

use super::axes::{FoundAxis, Place, clean, name_before};
use super::controls::{Pressable, barred, role_by_words};
use super::quantity::Found;
use super::tree::{At, Tree};
use super::words::Word;
use super::{Axis, Choice, Control};

/// Buttons, tiles or links that stand side by side.
pub fn groups(tree: &Tree, place: &Place, pressables: &[Pressable], quantities: &[Found]) -> Vec<FoundAxis> {
    let is_option = |one: &&Pressable| {
        tree.contains(place.scope, one.at)
            && !one.label.is_empty()
            && one.label.chars().count() <= 60
            && role_by_words(&one.label).is_none()
            && !tree.ancestors(one.at).any(|outer| is_furniture(tree, outer))
            && !quantities.iter().any(|found| {
                [found.control.minus, found.control.plus].contains(&Some(tree.node(one.at).handle))
            })
            && !tree.ancestors(one.at).any(|outer| tree.node(outer).shown && tree.pressable(outer))
    };
    let options: Vec<&Pressable> = pressables.iter().filter(is_option).collect();
    let mut lists: Vec<(At, Vec<&Pressable>)> = Vec::new();
    for one in options {
        let list = list_of(tree, one.at, pressables);
        match lists.iter_mut().find(|(at, _)| *at == list) {
            Some((_, members)) => members.push(one),
            None => lists.push((list, vec![one])),
        }
    }
    lists.into_iter().filter_map(|(at, members)| group(tree, place, at, &members)).collect()
}

/// Navigation, tabs and the like hold no options of a product.
fn is_furniture(tree: &Tree, at: At) -> bool {
    matches!(tree.tag(at), "nav" | "header" | "footer" | "dialog")
        || matches!(
            tree.attribute(at, "role"),
            "tablist" | "navigation" | "banner" | "contentinfo" | "dialog" | "menu" | "menubar"
        )
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
    let states = ["aria-checked", "aria-pressed", "aria-selected"];
    let has_state =
        members.iter().all(|one| states.iter().any(|state| !tree.attribute(one.at, state).is_empty()));
    let is_choice = has_state
        || members.iter().all(|one| matches!(role(one.at), "radio" | "option"))
        || role(list) == "radiogroup";
    let name = name_of_list(tree, list, first.at);
    let named = name.as_deref().is_some_and(|name| Word::Axis.within(name));
    let marked = members.iter().all(|one| id_of(tree, one.at).is_some());
    let leading: Vec<Option<&str>> = members.iter().map(|one| tree.leads(one.at)).collect();
    let links = leading.iter().flatten().count();
    let current = members.iter().any(|one| tree.leads(one.at).is_none() || is_current(tree, one.at));
    let siblings = links > 0 && leading.iter().flatten().all(|url| is_sibling(&tree.page.url, url));
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
    let states: Vec<bool> = members.iter().map(|one| is_chosen(tree, one.at, members)).collect();
    let options = members.iter().zip(states).map(|(one, chosen)| Choice {
        label: one.label.clone(),
        id: id_of(tree, one.at),
        disabled: barred(tree, one.at),
        chosen,
        control: match tree.leads(one.at) {
            Some(url) => Control::Open(url.to_owned()),
            None => Control::Click(tree.node(one.at).handle),
        },
    });
    Some(FoundAxis {
        at: list,
        axis: Axis { name: clean(&name.unwrap_or_default()), options: options.collect() },
    })
}

fn name_of_list(tree: &Tree, list: At, first: At) -> Option<String> {
    let spoken = tree.attribute(list, "aria-label");
    if !spoken.is_empty() {
        return Some(spoken.to_owned());
    }
    let caller = tree.attribute(list, "aria-labelledby");
    let called = tree.all().find(|at| !caller.is_empty() && tree.attribute(*at, "id") == caller);
    called.map(|at| tree.text(at)).or_else(|| name_before(tree, list, first))
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
    let named = NAMES.iter().map(|name| tree.attribute(at, name)).find(|value| !value.is_empty());
    let other = || {
        let mut all =
            tree.node(at).attributes.iter().filter(|(name, value)| name.starts_with("data-") && is_id(value));
        all.next().filter(|_| all.next().is_none()).map(|(_, value)| value.as_str())
    };
    named.or_else(other).map(str::to_owned)
}

fn is_id(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 64
        && value.chars().all(|char| char.is_ascii_alphanumeric() || "-_:".contains(char))
        && value.chars().any(|char| char.is_ascii_digit())
}

/// Chosen as it says itself, by its classes, or as the only one of its like that looks different.
fn is_chosen(tree: &Tree, at: At, members: &[&Pressable]) -> bool {
    if tree.node(at).checked || is_current(tree, at) {
        return true;
    }
    const MARKS: [&str; 9] =
        ["selected", "active", "current", "checked", "chosen", "on", "is-active", "is-selected", "cur"];
    let marked = |at: At| {
        tree.attribute(at, "class").split_whitespace().any(|class| {
            let class = class.to_ascii_lowercase();
            MARKS.contains(&class.as_str())
                || MARKS
                    .iter()
                    .take(5)
                    .any(|mark| class.ends_with(&format!("-{mark}")) || class.ends_with(&format!("_{mark}")))
        })
    };
    let says = members
        .iter()
        .any(|one| tree.node(one.at).checked || marked(one.at) || tree.parent(one.at).is_some_and(marked));
    if says {
        return marked(at) || tree.parent(at).is_some_and(marked);
    }
    false
}

fn is_current(tree: &Tree, at: At) -> bool {
    matches!(tree.attribute(at, "aria-current"), "true" | "page" | "location")
}

/// Whether an address is the page of another variant: same host, same place, another name.
fn is_sibling(page: &str, other: &str) -> bool {
    let parts = |url: &str| -> Vec<String> {
        let bare = url.split(['?', '#']).next().unwrap_or_default();
        bare.trim_end_matches('/').split('/').map(str::to_owned).collect()
    };
    let (own, its) = (parts(page), parts(other));
    let same = own.iter().zip(&its).filter(|(a, b)| a == b).count();
    own.len() == its.len() && same + 1 >= own.len()
}
