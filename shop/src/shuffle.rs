//! Puts the attributes of every start tag into the seed's order.

use crate::look::hash;

/// The page with its attributes in another order. Reads only what maud writes: every `<` begins a
/// tag, and every value stands in double quotes.
pub fn attributes(page: &str, seed: u64) -> String {
    let mut shuffled = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        shuffled.push_str(before);
        let end = end_of_tag(tag);
        let (tag, behind) = tag.split_at(end);
        shuffled.push_str(&shuffle_tag(tag, seed));
        rest = behind;
    }
    shuffled.push_str(rest);
    shuffled
}

fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    for (place, letter) in tag.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return place + 1,
            _ => {}
        }
    }
    tag.len()
}

fn shuffle_tag(tag: &str, seed: u64) -> String {
    let Some((name, attributes)) = tag.trim_end_matches('>').split_once(' ') else {
        return tag.to_owned();
    };
    if !name.chars().nth(1).is_some_and(|letter| letter.is_ascii_alphabetic()) {
        return tag.to_owned();
    }
    let mut attributes = split_attributes(attributes);
    attributes
        .sort_by_key(|attribute| hash(seed, &["order", attribute.split('=').next().unwrap_or_default()]));
    format!("{name} {}>", attributes.join(" "))
}

fn split_attributes(text: &str) -> Vec<&str> {
    let mut quoted = false;
    let parts = text.split(|letter| {
        quoted ^= letter == '"';
        letter == ' ' && !quoted
    });
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_order_changes() {
        let page = r#"<!DOCTYPE html><input type="text" name="a b" value="x > y" required><p>a &lt; b</p>"#;
        let orders: std::collections::BTreeSet<String> = (0..30).map(|seed| attributes(page, seed)).collect();
        assert!(orders.len() > 3, "{orders:?}");
        for shuffled in orders {
            for part in ["<!DOCTYPE html>", "type=\"text\"", "name=\"a b\"", "value=\"x > y\"", "required"] {
                assert!(shuffled.contains(part), "{part} in {shuffled}");
            }
        }
    }
}
