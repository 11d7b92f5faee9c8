//! Pages: what the agent sends, and what is read of it.

use std::collections::HashSet;

use one_click_purchase::json;
use one_click_purchase::page::{Handle, Reading, Snapshot, read, read_text, role_text};
use one_click_purchase::supplier;

use super::{comes_back, page_of};

/// A snapshot as the agent's text.
pub fn of_the_agent(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    role_text(text);
    let reading = read_text(text);
    let Ok(snapshot) = json::read::<Snapshot>(text) else {
        assert_eq!(reading, None, "what is no snapshot was read");
        return;
    };
    comes_back(&snapshot);
    check(&snapshot);
}

/// A snapshot as lines, whose every change is a page again.
pub fn of_lines(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    check(&page_of(text));
}

/// What must hold of every reading. Gives it for what must hold besides.
pub fn check(snapshot: &Snapshot) -> Reading {
    let reading = read(snapshot);
    assert_eq!(reading, read(snapshot), "read twice, it is not the same");
    comes_back(&reading);
    only_elements_of_the_page(snapshot, &reading);
    no_number_is_made_up(snapshot, &reading);
    reading
}

/// The purchase presses and outlines by handles: each must be one of the page's.
fn only_elements_of_the_page(snapshot: &Snapshot, reading: &Reading) {
    let known: HashSet<Handle> = snapshot.nodes.iter().map(|node| node.handle).collect();
    let buttons = reading.buttons.iter().map(|button| button.handle);
    // Where the list of orders is, a shop's profile tells of itself.
    let of_shop = !supplier::access(&snapshot.url).is_empty();
    let links = reading.links.iter().map(|link| link.handle).filter(|handle| *handle != 0 || !of_shop);
    let free = reading.never_cover.iter().chain(&reading.keep_clear).copied();
    for handle in buttons.chain(links).chain(free) {
        assert!(known.contains(&handle), "the page has no element {handle}");
    }
}

/// A supplier order number stands in the page. Where it was taken from the page's address, the reading says so.
fn no_number_is_made_up(snapshot: &Snapshot, reading: &Reading) {
    let mut all = String::new();
    for node in &snapshot.nodes {
        let attributes = node.attributes.all().iter().map(|(_, value)| value.as_str());
        let own = [node.text.as_str(), &node.label, node.value.as_deref().unwrap_or_default()];
        attributes.chain(own).for_each(|text| plain_into(text, &mut all));
    }
    snapshot.data.iter().for_each(|data| plain_into(&data.text, &mut all));
    snapshot.meta.iter().for_each(|(_, content)| plain_into(content, &mut all));
    plain_into(&snapshot.title, &mut all);
    if reading.placed.iter().any(|placed| placed.from_address) {
        plain_into(&snapshot.url, &mut all);
    }
    for placed in &reading.placed {
        let mut number = String::new();
        plain_into(&placed.number, &mut number);
        assert!(!number.is_empty(), "“{}” is no order number", placed.number);
        assert!(all.contains(&number), "the order number “{}” stands nowhere in the page", placed.number);
    }
}

/// Letters and digits alone, of one width and case.
fn plain_into(text: &str, all: &mut String) {
    for char in text.chars() {
        let wide = u32::from(char).checked_sub(0xFEE0).filter(|code| (0x21..0x7F).contains(code));
        let char = wide.and_then(char::from_u32).unwrap_or(char);
        if char.is_alphanumeric() {
            all.extend(char.to_lowercase());
        }
    }
}
