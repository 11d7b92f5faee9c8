//! Finds what a profile's selectors name on the tree of a page.

use std::ops::Range;

use super::tree::{At, Tree};
use crate::supplier::{How, Part, Pick, Selector, Test};

/// Whether an element fits a selector.
pub fn fits(tree: &Tree, at: At, selector: &Selector) -> bool {
    selector.any.iter().any(|parts| stands(tree, at, parts))
}

/// The first element of a range that fits.
pub fn first(tree: &Tree, range: Range<At>, selector: &Selector) -> Option<At> {
    tree.first(range, &|at| fits(tree, at, selector))
}

/// The elements of a range that fit.
pub fn all(tree: &Tree, range: Range<At>, selector: &Selector) -> Vec<At> {
    tree.those(range, &|at| fits(tree, at, selector))
}

/// Whether something on the page fits that a person sees; `meta[…]` is asked of the page's `meta`.
pub fn is_there(tree: &Tree, selector: &Selector) -> bool {
    let shown = |at: At| tree.node(at).shown && fits(tree, at, selector);
    tree.first(tree.all(), &shown).is_some() || selector.any.iter().any(|parts| in_meta(tree, parts))
}

/// What a profile picks of a part of the page; nothing where that is empty.
pub fn picked(tree: &Tree, range: Range<At>, pick: &Pick) -> Option<String> {
    let at = place(tree, range, pick)?;
    let text = if !pick.attribute.is_empty() {
        tree.attribute(at, &pick.attribute).trim().to_owned()
    } else if let Some(value) = &tree.node(at).value {
        value.trim().to_owned()
    } else {
        // Some shops write a price for screen readers, in an element that nobody sees.
        let words = tree.text(at);
        if words.is_empty() { tree.node(at).text.trim().to_owned() } else { words }
    };
    (!text.is_empty()).then_some(text)
}

/// The element that a profile picks: one that is shown before one that is not.
pub fn place(tree: &Tree, range: Range<At>, pick: &Pick) -> Option<At> {
    let Some(selector) = &pick.place else { return Some(range.start) };
    let found = all(tree, range, selector);
    if pick.which > 0 {
        return found.get(pick.which).copied();
    }
    let shown = found.iter().find(|at| !tree.text(**at).is_empty());
    shown.or(found.first()).copied()
}

fn stands(tree: &Tree, at: At, parts: &[Part]) -> bool {
    let Some((own, outer)) = parts.split_last() else { return true };
    if tree.tag(at) == "#text" || !own.tests.iter().all(|test| holds(tree, at, test)) {
        return false;
    }
    if outer.is_empty() {
        return true;
    }
    let steps = if own.child { 1 } else { usize::MAX };
    tree.near_outer(at, steps, &|around| stands(tree, around, outer)).is_some()
}

fn holds(tree: &Tree, at: At, test: &Test) -> bool {
    match test.how {
        How::Tag => test.value == "*" || tree.tag(at) == test.value,
        How::Nth => number(tree, at).to_string() == test.value,
        _ => tree.node(at).attributes.get(&test.name).is_some_and(|own| value_holds(own, test)),
    }
}

fn value_holds(own: &str, test: &Test) -> bool {
    match test.how {
        How::Has => true,
        How::Is => own == test.value,
        How::Word => own.split_whitespace().any(|word| word == test.value),
        How::Begins => own.starts_with(test.value.as_str()),
        How::Ends => own.ends_with(test.value.as_str()),
        How::Holds => crate::order::has_text(own, &test.value),
        How::Tag | How::Nth => false,
    }
}

/// The place of an element among its siblings, from 1. Elements without words are not in a snapshot.
pub fn number(tree: &Tree, at: At) -> usize {
    let Some(parent) = tree.parent(at) else { return 1 };
    let mut number = 1;
    for sibling in tree.children(parent) {
        if sibling == at {
            break;
        }
        number += usize::from(tree.tag(sibling) != "#text");
    }
    number
}

fn in_meta(tree: &Tree, parts: &[Part]) -> bool {
    let [part] = parts else { return false };
    let Some((tag, tests)) = part.tests.split_first() else { return false };
    let fits = |name: &str, content: &str| {
        tests.iter().all(|test| match test.name.as_str() {
            "name" | "property" => value_holds(name, test),
            "content" => value_holds(content, test),
            _ => false,
        })
    };
    tag.value == "meta" && tree.page.meta.iter().any(|(name, content)| fits(name, content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;

    const HTML: &str = r#"<html><meta name=generator content="WooCommerce 7.1"><body class="shop logged-in"><main id=main>
        <ul class="list big"><li data-sku=71 title="M4 × 10">M4 <b>¥1</b></li><li data-sku=72 class=on>M5</li><li>M6</li></ul>
        <p><a href="/item/9.html">x</a></p></main></body></html>"#;

    fn found(selector: &str) -> String {
        let page = page("https://shop.example/p/1", HTML);
        let tree = Tree::of(&page);
        let all = all(&tree, tree.all(), &Selector::parse(selector).unwrap());
        all.into_iter().map(|at| tree.tag(at)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn selectors_find_what_they_name() {
        for (selector, tags) in [
            ("#main", "main"),
            (".big", "ul"),
            (".bi", ""),
            ("ul.list.big > li", "li li li"),
            ("main li", "li li li"),
            ("main > li", ""),
            ("body li b, p > a", "b a"),
            ("li[data-sku]", "li li"),
            ("[data-sku='72'], li[class~=on]", "li"),
            ("a[href^=\"https://shop\"][href$='.html'][href*=item]", "a"),
            ("li:nth-child(3)", "li"),
            ("main > *", "ul p"),
            ("div li", ""),
        ] {
            assert_eq!(found(selector), tags, "{selector}");
        }
    }

    #[test]
    fn marks_are_also_asked_of_meta() {
        let page = page("https://shop.example/p/1", HTML);
        let tree = Tree::of(&page);
        let there = |selector: &str| is_there(&tree, &Selector::parse(selector).unwrap());
        assert!(there("meta[name=generator][content^=WooCommerce]") && there("body.logged-in"));
        assert!(!there("meta[name=generator][content^=Magento]") && !there("body.x"));
    }

    #[test]
    fn words_and_attributes_are_picked() {
        let page = page("https://shop.example/p/1", HTML);
        let tree = Tree::of(&page);
        let pick = |pick: &str| picked(&tree, tree.all(), &Pick::parse(pick).unwrap());
        assert_eq!(pick("li").as_deref(), Some("M4 ¥1"));
        assert_eq!(pick("li@title").as_deref(), Some("M4 × 10"));
        assert_eq!(pick("li:nth-match(3)").as_deref(), Some("M6"));
        assert_eq!((pick("li:nth-match(4)"), pick("i"), pick("ul@title")), (None, None, None));
    }
}
