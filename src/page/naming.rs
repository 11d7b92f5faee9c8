//! Names an element by a selector that finds it again: on this page it and no other, and, since it is
//! made of what a shop's own makers named, also on the shop's other pages of the same kind.

use super::select::{all, number};
use super::tree::{At, Tree};
use crate::order::has_text;
use crate::page::product::option_state::class_says_chosen;
use crate::page::text::chars::DIGIT;
use crate::supplier::Selector;

/// So far around an element a name is looked for that tells it from its like.
const AROUND: usize = 12;

/// The selector of one element of the page.
pub fn name_of(tree: &Tree, at: At) -> Option<Selector> {
    name_within(tree, 0, at).or_else(|| name_by_place(tree, at))
}

/// The selector of one element among those in another; of the page where that is the first.
pub fn name_within(tree: &Tree, scope: At, at: At) -> Option<Selector> {
    let range = if scope == 0 { tree.all() } else { tree.inside(scope) };
    let only = |text: &str| {
        let selector = Selector::parse(text)?;
        (all(tree, range.clone(), &selector) == [at]).then_some(selector)
    };
    let names = own_names(tree, at);
    for name in &names {
        if let Some(selector) = only(name) {
            return Some(selector);
        }
    }
    for outer in tree.ancestors(at).take(AROUND) {
        if outer < scope {
            break;
        }
        for around in marked_names(tree, outer) {
            for name in &names {
                if let Some(selector) = only(&[&around, " ", name].concat()) {
                    return Some(selector);
                }
            }
        }
    }
    None
}

/// The selector that finds exactly these elements among those in another.
pub fn name_of_all(tree: &Tree, scope: At, those: &[At]) -> Option<Selector> {
    for name in own_names(tree, *those.first()?) {
        if let Some(selector) = Selector::parse(&name)
            && all(tree, tree.inside(scope), &selector) == those
        {
            return Some(selector);
        }
    }
    None
}

/// What an element is called by itself, the most telling first and its mere tag last.
pub fn own_names(tree: &Tree, at: At) -> Vec<String> {
    let mut names = marked_names(tree, at);
    names.push(tree.tag(at).to_owned());
    names
}

/// What an element is called by its id, attributes and classes.
pub fn marked_names(tree: &Tree, at: At) -> Vec<String> {
    const NAMING: [&str; 6] = ["itemprop", "name", "data-testid", "data-role", "role", "aria-label"];
    let tag = tree.tag(at);
    let mut names = Vec::new();
    let id = tree.attribute(at, "id");
    if lasts(id) {
        names.push(["#", id].concat());
    }
    for attribute in NAMING {
        let value = tree.attribute(at, attribute);
        if !value.is_empty() && value.len() <= 40 && digits(value) <= 2 && !has_text(value, "\"") {
            names.push([tag, "[", attribute, "=\"", value, "\"]"].concat());
        }
    }
    let mut both = tag.to_owned();
    for class in tree.attribute(at, "class").split_whitespace() {
        if lasts(class) {
            names.push([tag, ".", class].concat());
            both.push('.');
            both.push_str(class);
        }
    }
    names.push(both);
    names.retain(|name| name != tag);
    names
}

/// Whether a word of the markup is likely to be there tomorrow, and on another product's page: no
/// number of the product, no state, no number of a build tool.
fn lasts(word: &str) -> bool {
    const STATES: [&str; 10] =
        ["disabled", "focus", "hover", "open", "show", "hidden", "valid", "invalid", "loading", "empty"];
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let made = |part: &str| part.len() >= 5 && part.contains(DIGIT);
    plain
        && (1..=40).contains(&word.len())
        && digits(word) <= 2
        && !word.split(['-', '_']).any(made)
        && !class_says_chosen(word)
        && !STATES.iter().any(|state| word.split(['-', '_']).any(|part| part == *state))
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Where nothing around has a name of its own: by its place in the nearest element that has one.
fn name_by_place(tree: &Tree, at: At) -> Option<Selector> {
    let mut path = String::new();
    for inner in tree.outward(at) {
        let outer = tree.parent(inner)?;
        let step = [" > ", tree.tag(inner), ":nth-child(", &number(tree, inner).to_string(), ")"].concat();
        path.insert_str(0, &step);
        for around in own_names(tree, outer) {
            if let Some(selector) = Selector::parse(&[&around, path.as_str()].concat())
                && all(tree, tree.all(), &selector) == [at]
            {
                return Some(selector);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;

    fn named(html: &str, tag: &str, which: usize) -> String {
        let page = page("https://shop.example/p/1", html);
        let tree = Tree::of(&page);
        let at = tree.those(tree.all(), &|at| tree.tag(at) == tag)[which];
        name_of(&tree, at).map(|selector| selector.text().to_owned()).unwrap_or_default()
    }

    #[test]
    fn an_element_is_called_what_its_makers_call_it() {
        for (html, name) in [
            (r#"<body><input id=count value=1></body>"#, "#count"),
            (r#"<body><input id=count-7731942 name=n value=1></body>"#, "input[name=\"n\"]"),
            (r#"<body><input class="field active" value=1></body>"#, "input.field"),
            (r#"<body><input class="css-1x7k9z" value=1></body>"#, "input"),
        ] {
            assert_eq!(named(html, "input", 0), name, "{html}");
        }
    }

    #[test]
    fn one_of_several_is_told_by_what_stands_around_it() {
        let html = r#"<body><form class=search><input value=x></form><main class=mug><p><input value=1></p></main></body>"#;
        assert_eq!(named(html, "input", 1), "main.mug input");
        let bare = "<body><div><p><i>1</i><i>2</i></p></div><div><i>3</i></div></body>";
        assert_eq!(named(bare, "i", 1), "p > i:nth-child(2)");
    }
}
