//! Axes of variants: groups of buttons, radios, `select`s, or links to a page for each variant.

use super::cards::in_card;
use super::controls::{Pressable, barred, role_by_words};
use super::quantity::Found;
use super::tree::{At, Tree};
use super::words::{Word, plain};
use super::{Axis, Choice, Control};

/// An axis with the element that holds it.
#[derive(Debug, Clone)]
pub struct FoundAxis {
    /// The element around its options.
    pub at: At,
    /// Its name and options.
    pub axis: Axis,
}

/// Where axes are looked for.
pub struct Place {
    /// The part of the page that is about the product.
    pub scope: At,
    /// The button that buys or adds.
    pub action: Option<At>,
}

/// The axes in a part of a page, in document order.
pub fn axes(tree: &Tree, place: &Place, pressables: &[Pressable], quantities: &[Found]) -> Vec<FoundAxis> {
    let scope = place.scope;
    let mut found = selects(tree, scope, quantities);
    found.extend(radios(tree, scope));
    found.extend(groups(tree, place, pressables, quantities));
    found.retain(|axis| stands_before(tree, axis.at, place.action));
    found.sort_by_key(|axis| axis.at);
    found
}

/// What is chosen is chosen before the button is pressed, or in its form.
fn stands_before(tree: &Tree, at: At, action: Option<At>) -> bool {
    let Some(action) = action else { return true };
    let form = tree.ancestors(action).find(|outer| tree.tag(*outer) == "form");
    at < action || form.is_some_and(|form| tree.contains(form, at))
}

fn selects(tree: &Tree, scope: At, quantities: &[Found]) -> Vec<FoundAxis> {
    let is_axis = |at: &At| {
        tree.tag(*at) == "select"
            && tree.node(*at).shown
            && !in_card(tree, *at)
            && !quantities.iter().any(|found| found.at == *at)
    };
    tree.subtree(scope)
        .filter(is_axis)
        .filter_map(|at| {
            let handle = tree.node(at).handle;
            let options =
                tree.children(at).filter(|option| !is_placeholder(tree, *option)).map(|option| Choice {
                    label: tree.node(option).text.clone(),
                    id: Some(tree.attribute(option, "value").to_owned()).filter(|value| !value.is_empty()),
                    disabled: barred(tree, option),
                    chosen: tree.node(option).checked,
                    control: Control::Select(handle, tree.attribute(option, "value").to_owned()),
                });
            let options: Vec<Choice> = options.collect();
            let name = tree.name_of_field(at);
            let name = if name.is_empty() { name_before(tree, at, at).unwrap_or_default() } else { name };
            let told = Word::Axis.within(&name) || in_form_with_button(tree, at);
            (!options.is_empty() && told)
                .then(|| FoundAxis { at, axis: Axis { name: clean(&name), options } })
        })
        .collect()
}

fn is_placeholder(tree: &Tree, option: At) -> bool {
    let value = tree.attribute(option, "value");
    let text = &tree.node(option).text;
    value.is_empty()
        || matches!(value, "-1" | "0") && Word::ChooseOne.within(text)
        || Word::ChooseOne.is(text) && tree.node(option).disabled
}

/// A `select` beside the button that buys belongs to the product, whatever it is called.
fn in_form_with_button(tree: &Tree, at: At) -> bool {
    let form = tree.ancestors(at).find(|outer| tree.tag(*outer) == "form");
    form.is_some_and(|form| {
        tree.subtree(form).any(|inner| tree.pressable(inner) && role_by_words(&tree.label(inner)).is_some())
    })
}

fn radios(tree: &Tree, scope: At) -> Vec<FoundAxis> {
    let mut names: Vec<&str> = Vec::new();
    let all: Vec<At> = tree
        .subtree(scope)
        .filter(|at| {
            tree.tag(*at) == "input" && tree.attribute(*at, "type") == "radio" && !in_card(tree, *at)
        })
        .collect();
    for at in &all {
        let name = tree.attribute(*at, "name");
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().filter_map(|name| radio_group(tree, &all, name)).collect()
}

fn radio_group(tree: &Tree, all: &[At], name: &str) -> Option<FoundAxis> {
    let group: Vec<At> = all.iter().copied().filter(|at| tree.attribute(*at, "name") == name).collect();
    let options = group.iter().filter_map(|at| radio(tree, *at)).filter(|option| !option.label.is_empty());
    let options: Vec<Choice> = options.collect();
    let (first, last) = (*group.first()?, *group.last()?);
    let around = tree.around(first, last).filter(|around| *around != first).or_else(|| tree.parent(first))?;
    let fieldset = tree
        .ancestors(first)
        .find(|outer| tree.tag(*outer) == "fieldset" || tree.attribute(*outer, "role") == "radiogroup");
    let legend = fieldset.and_then(|set| {
        let spoken = tree.attribute(set, "aria-label");
        let legend = tree.children(set).find(|at| tree.tag(*at) == "legend").map(|at| tree.text(at));
        legend.or_else(|| (!spoken.is_empty()).then(|| spoken.to_owned()))
    });
    let title = legend.or_else(|| name_before(tree, around, first)).unwrap_or_default();
    (!options.is_empty()).then(|| FoundAxis { at: around, axis: Axis { name: clean(&title), options } })
}

fn radio(tree: &Tree, at: At) -> Option<Choice> {
    let node = tree.node(at);
    let id = tree.attribute(at, "id");
    let pointing = tree
        .all()
        .find(|label| tree.tag(*label) == "label" && !id.is_empty() && tree.attribute(*label, "for") == id);
    let label = pointing.or_else(|| tree.ancestors(at).take(3).find(|outer| tree.tag(*outer) == "label"));
    // A radio that was restyled is not shown itself; then its label is pressed.
    let pressed = if node.shown { at } else { label.filter(|label| tree.node(*label).shown)? };
    Some(Choice {
        label: label
            .map(|label| tree.label(label))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| tree.label(at)),
        id: Some(tree.attribute(at, "value").to_owned()).filter(|value| !value.is_empty()),
        disabled: barred(tree, at),
        chosen: node.checked,
        control: Control::Click(tree.node(pressed).handle),
    })
}

/// Buttons, tiles or links that stand side by side.
fn groups(tree: &Tree, place: &Place, pressables: &[Pressable], quantities: &[Found]) -> Vec<FoundAxis> {
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

/// The short text that stands before the first option: the nearest element before it, in its list or
/// just before the list, that holds nothing to press.
fn name_before(tree: &Tree, list: At, first: At) -> Option<String> {
    let top = tree.ancestors(list).nth(1).unwrap_or(list);
    let mut inner = first;
    while let Some(outer) = tree.parent(inner).filter(|outer| *outer >= top) {
        let before: Vec<At> = tree.children(outer).take_while(|child| *child < inner).collect();
        for at in before.into_iter().rev().filter(|at| tree.node(*at).shown) {
            if tree.subtree(at).any(|inner| tree.pressable(inner) || tree.tag(inner) == "select") {
                return None;
            }
            let text = tree.text(at);
            if text.chars().any(char::is_alphabetic) {
                return (text.chars().count() <= 40).then_some(text);
            }
        }
        inner = outer;
    }
    None
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

/// A name without its colon and what is chosen now: `颜色：红色` is `颜色`.
fn clean(name: &str) -> String {
    let name = name.split([':', '：']).next().unwrap_or_default();
    let name = name.trim_matches(|char: char| char.is_whitespace() || "*·|".contains(char));
    if plain(name).is_empty() { String::new() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::controls::pressables;
    use super::super::testpage::page;
    use super::*;

    fn read(html: &str) -> Vec<String> {
        let page = page("https://shop.example/p/1", html);
        let tree = Tree::of(&page);
        let axes = axes(&tree, &Place { scope: 0, action: None }, &pressables(&tree), &[]);
        axes.iter()
            .map(|found| {
                let options = found.axis.options.iter().map(|option| {
                    format!(
                        "{}{}{}",
                        option.label,
                        if option.chosen { "*" } else { "" },
                        if option.disabled { "!" } else { "" }
                    )
                });
                format!("{}={}", found.axis.name, options.collect::<Vec<_>>().join(","))
            })
            .collect()
    }

    #[test]
    fn buttons_under_a_name_are_an_axis() {
        let html = r#"<body><div><span>颜色：</span><button class=x>红</button><button class="x selected">蓝</button><button disabled>绿</button></div></body>"#;
        assert_eq!(read(html), ["颜色=红,蓝*,绿!"]);
    }

    #[test]
    fn selects_leave_out_the_request_to_choose() {
        let html = r#"<body><label for=s>Size</label><select id=s><option value="">Choose an option</option><option value=1>S</option><option value=2 selected>M</option></select></body>"#;
        assert_eq!(read(html), ["Size=S,M*"]);
    }

    #[test]
    fn radios_are_named_by_their_legend() {
        let html = r#"<body><fieldset><legend>Colour</legend><label><input type=radio name=c value=1 checked>Red</label><label><input type=radio name=c value=2>Blue</label></fieldset></body>"#;
        assert_eq!(read(html), ["Colour=Red*,Blue"]);
    }

    #[test]
    fn links_to_sibling_pages_are_an_axis() {
        let html = r#"<body><div><b>Size</b><a href="/p/1" aria-current=page>S</a><a href="/p/2">M</a></div></body>"#;
        assert_eq!(read(html), ["Size=S*,M"]);
    }

    #[test]
    fn other_buttons_are_none() {
        assert_eq!(
            read(
                "<body><div><button>收藏</button><button>分享</button></div><nav><a href='/x/1'>颜色</a><a href='/x/2'>b</a></nav></body>"
            ),
            [] as [&str; 0]
        );
    }
}
