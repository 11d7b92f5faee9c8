//! Variants that are spelled out in one text, as shops do whose variants are pages or rows of their
//! own: `Shirt, White / L`, `Colour: White, Size: L`.
//!
//! Nothing is matched by part: each label of the text must be one of the order's, and each of the
//! order's must be there.

use super::matching::{same, same_joined};
use crate::order::{Attribute, is_letter_or_digit};
use crate::page::plain;

const COLON: fn(char) -> bool = |char| matches!(char, ':' | '：');
/// Stands between the labels of a text.
pub const BETWEEN: fn(char) -> bool = |char| {
    matches!(
        char,
        ';' | ',' | '/' | '|' | '·' | '>' | '，' | '；' | '、' | '\n' | '(' | ')' | '[' | ']' | '【' | '】'
    )
};

/// Whether a text says the title first, unless that is empty, and then these options and nothing else.
pub fn spells(text: &str, title: &str, attributes: &[Attribute]) -> bool {
    let (text, title) = (plain(text), plain(title));
    let Some(rest) = text.strip_prefix(title.as_str()) else { return false };
    // `Shirts, white` does not begin with the title `Shirt`.
    let ends = title.is_empty() || !rest.starts_with(is_letter_or_digit);
    ends && !attributes.is_empty() && says_all(rest, attributes)
}

fn says_all(text: &str, attributes: &[Attribute]) -> bool {
    let mut open: Vec<&Attribute> = attributes.iter().collect();
    let mut joined: Vec<&str> = Vec::new();
    for attribute in attributes {
        joined.push(&attribute.option);
    }
    if same_joined(text, &joined) {
        return true;
    }
    for part in text.split(BETWEEN) {
        if plain(part).is_empty() {
            continue;
        }
        match open.iter().position(|attribute| says(part, attribute, attributes)) {
            Some(at) => drop(open.remove(at)),
            None => return false,
        }
    }
    open.is_empty()
}

/// Whether a label is an option, alone or behind the name of its axis.
fn says(label: &str, attribute: &Attribute, all: &[Attribute]) -> bool {
    if same(label, &attribute.option) {
        return true;
    }
    let Some((axis, option)) = label.split_once(COLON) else { return false };
    // The page may call its axes otherwise, but not by the name of another one.
    let another = all.iter().any(|other| same(axis, &other.axis)) && !same(axis, &attribute.axis);
    same(option, &attribute.option) && !another
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(all: &[(&str, &str)]) -> Vec<Attribute> {
        let one = |(axis, option): &(&str, &str)| Attribute {
            axis: (*axis).to_owned(),
            option: (*option).to_owned(),
            id: None,
        };
        all.iter().map(one).collect()
    }

    #[test]
    fn every_label_must_be_one_of_the_orders() {
        let wanted = attributes(&[("Colour", "White"), ("Size", "L")]);
        for text in
            ["Shirt, White / L", "Shirt - white (L)", "Shirt Size: L, Colour: White", "Shirt [White, L]"]
        {
            assert!(spells(text, "Shirt", &wanted), "{text}");
        }
        for text in [
            "Shirt, White / XL",
            "Shirt, White",
            "Shirt, White / L / long",
            "Shirts, White / L",
            "White / L",
            "Shirt, Off White / L",
            "Shirt Colour: L, Size: White",
        ] {
            assert!(!spells(text, "Shirt", &wanted), "{text}");
        }
        assert!(spells("Colour: White, Size: L", "", &wanted));
        assert!(!spells("Shirt", "Shirt", &[]), "nothing to spell");
    }

    #[test]
    fn options_of_equal_words_are_told_apart_by_their_axis() {
        let wanted = attributes(&[("Front", "Red"), ("Back", "Blue")]);
        assert!(spells("Back: Blue, Front: Red", "", &wanted));
        assert!(!spells("Back: Red, Front: Blue", "", &wanted));
    }
}
