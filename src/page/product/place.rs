//! Where on a page its product is: its title, its button, the part that is about it, and what in that part
//! has amounts of its own.

use super::axes::{FoundAxis, Place, axes};
use super::cards::in_card;
use super::quantity::{Found, quantities};
use super::reader::Parts;
use super::rows::{FoundRow, rows};
use crate::order::has_text;
use crate::page::headings::Heading;
use crate::page::price::Where;
use crate::page::text::words::plain;
use crate::page::tree::{At, Tree};
use crate::page::{ButtonRole, QuantityKind};

/// The place of a product.
pub struct ProductPlace<'s> {
    /// Its title.
    pub title: Option<&'s Heading>,
    /// The button that buys or adds it.
    pub action: Option<At>,
    /// The part of the page that is about it.
    pub scope: At,
    /// Rows of variants.
    pub rows: Vec<FoundRow>,
    /// Its axes.
    pub axes: Vec<FoundAxis>,
    /// Its quantity, where it is one.
    pub quantity: Option<Found>,
    /// Rows and axes: what has amounts of its own.
    pub apart: Vec<At>,
}

impl<'s> ProductPlace<'s> {
    /// Finds it.
    pub fn on(tree: &Tree, parts: &Parts<'s>) -> Self {
        let title = title(tree, parts);
        let action = parts
            .buttons
            .iter()
            .find(|button| matches!(button.role, ButtonRole::BuyNow | ButtonRole::AddToCart))
            .map(|button| button.at);
        let scope = scope(tree, title.map(|heading| heading.at), action);
        let fields = quantities(tree, scope, parts.pressables);
        let rows = rows(tree, &fields);
        let in_rows = |at: At| rows.iter().any(|row| tree.contains(row.at, at));
        let mut outside = parts.pressables.to_vec();
        outside.retain(|one| !in_rows(one.at));
        let mut axes = axes(tree, &Place { scope, action }, &outside, &fields);
        axes.retain(|axis| !in_rows(axis.at));
        let mut apart: Vec<At> = Vec::new();
        for row in &rows {
            apart.push(row.at);
        }
        // What holds the title holds more than an axis.
        let holds_title = |at: At| title.is_some_and(|title| tree.contains(at, title.at));
        for axis in &axes {
            if !holds_title(axis.at) {
                apart.push(axis.at);
            }
        }
        let quantity = if rows.is_empty() { one_of(tree, fields, action) } else { None };
        Self { title, action, scope, rows, axes, quantity, apart }
    }

    /// What the search for its price may rest on.
    pub fn of_price(&'s self, parts: &Parts<'s>) -> Where<'s> {
        Where {
            scope: self.scope,
            title: self.title.map(|heading| heading.at),
            action: self.action,
            data: parts.data,
            apart: &self.apart,
            varied: self.axes.iter().any(|found| found.axis.options.len() > 1 || found.axis.opener.is_some()),
        }
    }
}

fn title<'s>(tree: &Tree, parts: &Parts<'s>) -> Option<&'s Heading> {
    let named = parts.data.map(|data| plain(&data.name)).unwrap_or_default();
    let page = plain(&tree.page.title);
    let (mut in_title, mut largest): (Option<&Heading>, Option<&Heading>) = (None, None);
    for heading in parts.headings {
        if in_card(tree, heading.at) {
            continue;
        }
        let text = plain(&heading.text);
        if !named.is_empty() && text == named {
            return Some(heading);
        }
        if in_title.is_none() && heading.weight >= 60 && has_text(&page, &text) {
            in_title = Some(heading);
        }
        // The first of those that stand out alike.
        let more = |largest: &Heading| {
            heading.weight > largest.weight || heading.weight == largest.weight && heading.at <= largest.at
        };
        if largest.is_none_or(more) {
            largest = Some(heading);
        }
    }
    in_title.or(largest)
}

/// The smallest part of the page that holds the title and the button; else all of it.
fn scope(tree: &Tree, title: Option<At>, action: Option<At>) -> At {
    match (title, action) {
        (Some(title), Some(action)) => tree.around(title, action).unwrap_or_default(),
        _ => 0,
    }
}

/// The one quantity of a page: with several, the one nearest before the button.
fn one_of(tree: &Tree, fields: Vec<Found>, action: Option<At>) -> Option<Found> {
    if fields.len() <= 1 {
        return fields.into_iter().next();
    }
    let action = action?;
    let distance =
        |found: &Found| tree.around(found.at, action).map_or(usize::MAX, |around| tree.subtree(around).len());
    let mut nearest = usize::MAX;
    for found in &fields {
        nearest = nearest.min(distance(found));
    }
    let mut near = fields;
    near.retain(|found| distance(found) == nearest && found.control.kind != QuantityKind::Fixed);
    let one = near.pop()?;
    near.is_empty().then_some(one)
}
