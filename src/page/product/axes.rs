//! Axes of variants: groups of buttons, radios, `select`s, or links to a page for each variant.

use super::cards::in_card;
use super::dropdowns::dropdowns;
use super::option_groups::groups;
use super::option_note::bare;
use super::option_state::leave_one;
use super::quantity::Found;
use crate::page::controls::{Pressable, barred, role_by_words};
use crate::page::text::chars::{COLON, CharKind, LETTER, has_any};
use crate::page::text::words::{Word, plain};
use crate::page::tree::{At, Tree};
use crate::page::{Axis, ButtonRole, Choice, Control};

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
    let mut found: Vec<FoundAxis> = Vec::new();
    let (dropdowns, taken) = dropdowns(tree, place, pressables);
    let mut rest = pressables.to_vec();
    rest.retain(|one| !taken.iter().any(|own| tree.contains(*own, one.at)));
    for kind in [
        selects(tree, scope, quantities),
        radios(tree, scope),
        dropdowns,
        groups(tree, place, &rest, quantities),
    ] {
        for mut axis in kind {
            leave_one(&mut axis.axis.options);
            leave_notes(tree, &mut axis.axis.options);
            if stands_before(tree, axis.at, place.action) {
                let place = found.partition_point(|before| before.at <= axis.at);
                found.insert(place, axis);
            }
        }
    }
    let mut once: Vec<FoundAxis> = Vec::new();
    for axis in found {
        if !once.iter().any(|other| repeats(&axis, other)) {
            once.push(axis);
        }
    }
    once
}

/// The same axis once more, as in a bar that stays in sight, or to filter reviews by.
fn repeats(axis: &FoundAxis, other: &FoundAxis) -> bool {
    let (own, its) = (&axis.axis.options, &other.axis.options);
    let name = plain(&axis.axis.name);
    // A closed list may show one of all that stand there once more.
    let is_shown =
        |option: &Choice, all: &[Choice]| all.iter().any(|one| bare_label(one) == bare_label(option));
    let closed = axis.axis.opener.is_some() != other.axis.opener.is_some();
    if closed && !name.is_empty() && name == plain(&other.axis.name) {
        let (shown, all) = if axis.axis.opener.is_some() { (own, its) } else { (its, own) };
        return shown.iter().all(|option| is_shown(option, all));
    }
    !name.is_empty()
        && name == plain(&other.axis.name)
        && own.len() == its.len()
        && own.iter().zip(its).all(|(own, its)| bare_label(own) == bare_label(its))
}

/// An option without what stands behind it: where an axis stands once more, it may say less.
fn bare_label(option: &Choice) -> String {
    plain(option.bare.as_deref().unwrap_or(&option.label))
}

/// What stands behind options in one text with them is no part of what they are called.
fn leave_notes(tree: &Tree, options: &mut [Choice]) {
    for option in options {
        if let Some(bare) = bare(&option.label, &tree.signs) {
            option.disabled |= bare.gone;
            option.bare = Some(bare.label);
        }
    }
}

/// What is chosen is chosen before the button is pressed, or in its form.
fn stands_before(tree: &Tree, at: At, action: Option<At>) -> bool {
    let Some(action) = action else { return true };
    let form = tree.outer(action, &|outer| tree.tag(outer) == "form");
    at < action || form.is_some_and(|form| tree.contains(form, at))
}

fn selects(tree: &Tree, scope: At, quantities: &[Found]) -> Vec<FoundAxis> {
    let mut found = Vec::new();
    for at in tree.subtree(scope) {
        if tree.tag(at) != "select"
            || !tree.node(at).shown
            || in_card(tree, at)
            || quantities.iter().any(|found| found.at == at)
        {
            continue;
        }
        let mut name = tree.name_of_field(at);
        if name.is_empty() {
            name = name_before(tree, at, at).unwrap_or_default();
        }
        let options = options_of(tree, at);
        if !options.is_empty() && (Word::Axis.within(&name) || in_form_with_button(tree, at)) {
            found.push(FoundAxis { at, axis: Axis { name: clean(&name), options, opener: None } });
        }
    }
    found
}

/// The options of a `select`, without its request to choose.
pub fn options_of(tree: &Tree, select: At) -> Vec<Choice> {
    let mut options = Vec::new();
    for option in tree.children(select) {
        if is_placeholder(tree, option) {
            continue;
        }
        let value = tree.attribute(option, "value");
        options.push(Choice {
            label: tree.node(option).text.clone(),
            bare: None,
            id: tree.any_attribute(option, &["value"]).map(str::to_owned),
            disabled: barred(tree, option),
            chosen: tree.node(option).checked,
            control: Control::Select(tree.node(select).handle, value.to_owned()),
        });
    }
    options
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
    let Some(form) = tree.outer(at, &|outer| tree.tag(outer) == "form") else { return false };
    let buys = |inner: At| {
        let role = || role_by_words(&tree.label(inner)).filter(|role| *role != ButtonRole::UpdateCart);
        tree.pressable(inner) && role().is_some()
    };
    tree.first(tree.subtree(form), &buys).is_some()
}

fn radios(tree: &Tree, scope: At) -> Vec<FoundAxis> {
    let mut names: Vec<&str> = Vec::new();
    let is_radio =
        |at: At| tree.tag(at) == "input" && tree.attribute(at, "type") == "radio" && !in_card(tree, at);
    let all = tree.those(tree.subtree(scope), &is_radio);
    for at in &all {
        let name = tree.attribute(*at, "name");
        // How good it is, is no variant.
        let rates = has_any(&name.to_ascii_lowercase(), &["rating", "review", "stars"]);
        if !name.is_empty() && !rates && !names.contains(&name) {
            names.push(name);
        }
    }
    let mut found = Vec::new();
    for name in names {
        found.extend(radio_group(tree, &all, name));
    }
    found
}

fn radio_group(tree: &Tree, all: &[At], name: &str) -> Option<FoundAxis> {
    let mut group: Vec<At> = Vec::new();
    let mut options: Vec<Choice> = Vec::new();
    for &at in all {
        if tree.attribute(at, "name") == name {
            group.push(at);
            options.extend(radio(tree, at));
        }
    }
    options.retain(|option| !option.label.is_empty());
    let (first, last) = (*group.first()?, *group.last()?);
    let mut around = tree.around(first, last)?;
    if around == first {
        around = tree.parent(first)?;
    }
    let is_set = |outer: At| tree.tag(outer) == "fieldset" || tree.attribute(outer, "role") == "radiogroup";
    let legend = tree.outer(first, &is_set).and_then(|set| legend_of(tree, set));
    let title = legend.or_else(|| name_before(tree, around, first)).unwrap_or_default();
    (!options.is_empty())
        .then(|| FoundAxis { at: around, axis: Axis { name: clean(&title), options, opener: None } })
}

fn legend_of(tree: &Tree, set: At) -> Option<String> {
    for at in tree.children(set) {
        if tree.tag(at) == "legend" {
            return Some(tree.text(at));
        }
    }
    tree.any_attribute(set, &["aria-label"]).map(str::to_owned)
}

/// The option that a radio is; nothing where neither it nor its label is shown.
pub fn radio(tree: &Tree, at: At) -> Option<Choice> {
    let node = tree.node(at);
    let label = tree.label_for(at).or_else(|| tree.near_outer(at, 3, &|outer| tree.tag(outer) == "label"));
    // A radio that was restyled is not shown itself; then its label is pressed.
    let pressed = if node.shown { at } else { label.filter(|label| tree.node(*label).shown)? };
    Some(Choice {
        bare: None,
        label: label
            .map(|label| tree.label(label))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| tree.label(at)),
        id: tree.any_attribute(at, &["value"]).map(str::to_owned),
        disabled: barred(tree, at),
        chosen: node.checked,
        control: Control::Click(tree.node(pressed).handle),
    })
}

/// The short text that stands before the first option: the nearest element before it, in its list or
/// just before the list, that holds nothing to press.
pub fn name_before(tree: &Tree, list: At, first: At) -> Option<String> {
    name_inside(tree, tree.ancestors(list).nth(1).unwrap_or(list), first)
}

/// The same, looked for in one element.
pub fn name_inside(tree: &Tree, top: At, first: At) -> Option<String> {
    let mut inner = first;
    while let Some(outer) = tree.parent(inner).filter(|outer| *outer >= top) {
        for at in tree.children(outer).into_iter().rev() {
            if at >= inner || !tree.node(at).shown {
                continue;
            }
            let chosen = |inner: At| {
                tree.pressable(inner)
                    || tree.tag(inner) == "select"
                    || tree.tag(inner) == "input"
                        && matches!(tree.attribute(inner, "type"), "radio" | "checkbox")
            };
            if tree.first(tree.subtree(at), &chosen).is_some() {
                return None;
            }
            let text = tree.text(at);
            if text.contains(LETTER) {
                // What is chosen may stand behind the name, and be long: `Colour: Dark red - 12 left`.
                return (clean(&text).chars().count() <= 40).then_some(text);
            }
        }
        inner = outer;
    }
    None
}

/// A name without its colon and what is chosen now: `颜色：红色` is `颜色`.
pub fn clean(name: &str) -> String {
    const AROUND: CharKind = |char| char.is_whitespace() || matches!(char, '*' | '·' | '|');
    let name = name.split(COLON).next().unwrap_or_default().trim_matches(AROUND);
    if plain(name).is_empty() { String::new() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::controls::pressables;
    use crate::page::testpage::page;

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
    fn a_page_for_each_variant_is_an_option_whatever_links_stand_beside() {
        let html = r#"<body><div><h1>Linen shirt</h1><p>$11.90</p><p><a href="/p/linen-shirt_1/reviews/add">Write a review</a></p><hr><h2>Variants:</h2><a href="/p/linen-shirt-white-l_2/">Linen shirt, White / L</a><br><a href="/p/linen-shirt-black-l_3/">Linen shirt, Black / L</a><br></div></body>"#;
        let page = page("https://shop.example/p/linen-shirt_1/", html);
        let reading = crate::page::read::read(&page);
        assert_eq!(reading.kind, crate::page::Kind::Product);
        let axes = reading.product.unwrap().axes;
        let labels: Vec<_> = axes[0].options.iter().map(|option| option.label.as_str()).collect();
        assert_eq!((axes.len(), labels), (1, vec!["Linen shirt, White / L", "Linen shirt, Black / L"]));
    }

    #[test]
    fn a_name_is_no_longer_for_what_is_chosen_behind_it() {
        let html = "<body><div><p>Colour: <b>Dark red - 1,489 pieces of it are in stock now</b></p><div><button>Dark red - 1,489 pieces of it are in stock now</button><button>Green</button></div></div></body>";
        assert_eq!(read(html), ["Colour=Dark red - 1,489 pieces of it are in stock now*,Green"]);
        let told = "<body><div><p>Colour of whatever else may be said of all of these goods</p><div><button>Red</button><button>Green</button></div></div></body>";
        assert_eq!(read(told), [] as [&str; 0]);
    }

    #[test]
    fn an_axis_that_stands_once_more_without_its_notes_is_the_same() {
        let filter = |labels: [&str; 2]| {
            let [one, two] = labels;
            format!(
                "<div><b>Size</b><div><button aria-pressed=false>{one}</button><button aria-pressed=false>{two}</button></div></div>"
            )
        };
        let both = |own, again| format!("<body>{}<h3>Reviews</h3>{}</body>", filter(own), filter(again));
        let own = ["5 mm [Out of stock]", "10 mm (+$2.00)"];
        assert_eq!(read(&both(own, ["5 mm", "10 mm"])).len(), 1);
        assert_eq!(read(&both(own, ["5 mm", "100 mm"])).len(), 2);
    }

    #[test]
    fn a_button_that_says_that_all_is_gone_is_no_option() {
        let html = r#"<body><div><b>Material</b><div><button aria-pressed=true>Cotton</button><button aria-pressed=false>Linen</button></div></div><div><b>Size</b><button disabled>Sold out</button></div></body>"#;
        assert_eq!(read(html), ["Material=Cotton,Linen"]);
    }

    #[test]
    fn an_axis_names_no_buttons_behind_it() {
        let radio = |label: &str| format!("<label><input type=radio name=f value={label}>{label}</label>");
        let html = format!(
            "<body><dl><dt>Finish:</dt><dd>{}{}</dd></dl><div><button class=active>Description</button><button>FAQ</button></div></body>",
            radio("Matt"),
            radio("Gloss")
        );
        assert_eq!(read(&html), ["Finish=Matt,Gloss"]);
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
