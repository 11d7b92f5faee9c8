//! Axes of variants: groups of buttons, radios, `select`s, or links to a page for each variant.

use super::cards::in_card;
use super::controls::{Pressable, barred, role_by_words};
use super::option_groups::groups;
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

/// The short text that stands before the first option: the nearest element before it, in its list or
/// just before the list, that holds nothing to press.
pub fn name_before(tree: &Tree, list: At, first: At) -> Option<String> {
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

/// A name without its colon and what is chosen now: `颜色：红色` is `颜色`.
pub fn clean(name: &str) -> String {
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
