//! Where a shop writes the numbers of orders.

use super::Learning;
use crate::json;
use crate::order::split_at_text;
use crate::page::naming::{name_of, name_of_all, name_within};
use crate::page::select::all;
use crate::page::text::order_number::{is_number, numbers_in};
use crate::page::tree::At;
use crate::supplier::{Address, PageKind, PageRule, Pick, Profile, Selector};

impl Learning<'_, '_> {
    pub(super) fn order_number(&self, profile: &mut Profile) -> Option<()> {
        let tree = self.tree;
        let (number, form) = self.number()?;
        let kind = match self.rows_of_orders(&number) {
            Some((each, pick)) => {
                (profile.orders.each, profile.orders.row_number) = (Some(each), Some(pick));
                PageKind::OrderList
            }
            None => {
                profile.orders.number = Pick::parse(name_of(tree, self.at)?.text());
                PageKind::Receipt
            }
        };
        profile.orders.format = form;
        let mark = match kind {
            PageKind::OrderList => profile.orders.each.as_ref().map(json::copy),
            _ => Some(name_of(tree, self.at)?),
        };
        let at = vec![address_of(&tree.page.url)?];
        profile.pages.insert(0, PageRule { kind, at, mark });
        Some(())
    }

    /// The number that was pointed at, and its form where only that tells it from the words around it.
    pub(super) fn number(&self) -> Option<(String, Option<String>)> {
        let text = self.tree.text(self.at);
        if let [number] = numbers_in(&text).as_slice() {
            return Some((number.clone(), None));
        }
        let number = only_number(&text)?;
        let form = number.chars().map(|char| if char.is_ascii_digit() { '9' } else { char }).collect();
        Some((number, Some(form)))
    }

    /// The rows of a list of orders, where what was pointed at is the number of one of several.
    pub(super) fn rows_of_orders(&self, number: &str) -> Option<(Selector, Pick)> {
        let tree = self.tree;
        for row in tree.ancestors(self.at) {
            let list = tree.parent(row)?;
            let mut rows = tree.children(list);
            rows.retain(|at| tree.tag(*at) == tree.tag(row));
            if rows.len() < 2 {
                continue;
            }
            let within = name_within(tree, row, self.at)?;
            let has_number = |row: &At| {
                let found = all(tree, tree.inside(*row), &within);
                let text = found.first().map(|at| tree.text(*at)).unwrap_or_default();
                text.len() == number.len() || !numbers_in(&text).is_empty()
            };
            rows.retain(has_number);
            if rows.len() > 1 && rows.contains(&row) {
                let each =
                    [name_of(tree, list)?.text(), " > ", name_of_all(tree, list, &rows)?.text()].concat();
                return Some((Selector::parse(&each)?, Pick::parse(within.text())?));
            }
        }
        None
    }
}

/// The one word of a text that can be an order number.
fn only_number(text: &str) -> Option<String> {
    const BETWEEN: fn(char) -> bool = |char| !(char.is_ascii_alphanumeric() || matches!(char, '-' | '_'));
    let mut found: Vec<&str> = text.split(BETWEEN).collect();
    found.retain(|word| word.len() > 3 && is_number(word));
    match found.as_slice() {
        [only] => Some((*only).to_owned()),
        _ => None,
    }
}

/// The address of this page and of its like: parts with digits in them stand for any.
fn address_of(url: &str) -> Option<Address> {
    let (_, rest) = split_at_text(url, "://")?;
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let mut pattern = String::new();
    for part in path.split('/').skip(1) {
        pattern.push('/');
        pattern.push_str(if part.bytes().any(|byte| byte.is_ascii_digit()) { "*" } else { part });
    }
    if pattern.is_empty() {
        pattern.push('/');
    }
    Address::parse(&pattern)
}
