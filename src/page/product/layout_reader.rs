//! Reads a product page as its supplier's profile says it is laid out. What the profile leaves out, or
//! is not found where it says, stays as it was read of any page.

use std::ops::Range;

use super::axes::{clean, name_inside, options_of, radio};
use super::option_groups::id_of;
use super::option_state::{leave_one, says_chosen};
use super::quantity::control_at;
use crate::order::{Quantity, origin_of, split_at_text};
use crate::page::controls::{Pressable, barred};
use crate::page::evidence::Because;
use crate::page::select::{all, first, fits, is_there, picked};
use crate::page::text::chars::DIGIT;
use crate::page::text::fold::fold;
use crate::page::text::money::amount;
use crate::page::text::numbers::{runs, whole_number};
use crate::page::tree::{At, Tree};
use crate::page::{Amount, Axis, Choice, Control, Product, Row};
use crate::supplier::{AxisRule, Layout, Pick, RowsRule};

/// Puts what a layout tells into a product that was read without it.
pub fn lay_out(
    tree: &Tree,
    layout: &Layout,
    pressables: &[Pressable],
    product: &mut Product,
    because: &mut Because,
) {
    let page = tree.all();
    let text = |pick: &Option<Pick>| picked(tree, tree.all(), pick.as_ref()?);
    if let Some(title) = text(&layout.title) {
        product.title = title;
    }
    if let Some(price) = price(tree, page.clone(), layout.price.as_ref()) {
        product.price = Some(with_currency(price, product));
        because.add("price", "profile", layout.price.as_ref().map_or("", Pick::text));
    }
    if let Some(sku) = text(&layout.sku) {
        because.add("sku", "profile", &sku);
        product.sku = Some(sku);
    }
    product.stock = text(&layout.stock).and_then(|text| number(&text)).or(product.stock);
    product.minimum = text(&layout.minimum).and_then(|text| number(&text)).or(product.minimum);
    if let Some(mark) = layout.sold_out.as_ref().filter(|mark| is_there(tree, mark)) {
        because.add("sold_out", "profile", mark.text());
        product.sold_out = true;
    }
    let mut axes = Vec::new();
    for rule in &layout.axes {
        axes.extend(axes_of(tree, rule, product.id.as_deref()));
    }
    if !axes.is_empty() {
        for axis in &axes {
            because.add("axis", "profile", &axis.name);
        }
        product.axes = axes;
    }
    if let Some(selector) = &layout.quantity
        && let Some(at) = first(tree, page, selector)
        && let Some(found) = control_at(tree, at, pressables)
    {
        because.add("quantity", "profile", selector.text());
        product.quantity = Some(found.control);
        product.rows.clear();
    }
    let rows = layout.rows.as_ref().map(|rule| rows(tree, rule, pressables)).unwrap_or_default();
    if !rows.is_empty() {
        because.add("rows", "profile", &layout.name);
        product.rows = rows;
        product.quantity = None;
    }
}

fn price(tree: &Tree, range: Range<At>, pick: Option<&Pick>) -> Option<Amount> {
    amount(&picked(tree, range, pick?)?, &tree.signs)
}

/// An attribute tells an amount without its currency, which then is that of the page's other prices.
fn with_currency(price: Amount, product: &Product) -> Amount {
    let of_page = product.price.and_then(|price| price.currency).or(product.currency);
    Amount { currency: price.currency.or(of_page), ..price }
}

/// The one number of a text.
pub fn number(text: &str) -> Option<Quantity> {
    let folded = fold(text);
    let mut runs = runs(&folded);
    runs.retain(|run| run.contains(DIGIT));
    match runs.as_slice() {
        [number] => whole_number(number),
        _ => None,
    }
}

fn axes_of(tree: &Tree, rule: &AxisRule, id: Option<&str>) -> Vec<Axis> {
    let mut axes = Vec::new();
    for at in all(tree, tree.all(), &rule.each) {
        let name = rule.name.as_ref().and_then(|pick| picked(tree, tree.subtree(at), pick));
        let mut first = at;
        let options = match (&rule.option, tree.tag(at)) {
            (None, "select") => options_of(tree, at),
            (None, _) => first_select(tree, at).map(|select| options_of(tree, select)).unwrap_or_default(),
            (Some(selector), _) => {
                let mut options = Vec::new();
                let mut from = at;
                let found = all(tree, tree.inside(at), selector);
                for &option in &found {
                    // What fits within an option is a part of it.
                    if option >= from {
                        if options.is_empty() {
                            first = option;
                        }
                        from = tree.subtree(option).end;
                        // What holds an option alone may be marked for it.
                        let others = |outer| {
                            found.iter().any(|one| tree.contains(outer, *one) && !tree.contains(option, *one))
                        };
                        let holder = tree.parent(option).filter(|outer| *outer > at && !others(*outer));
                        options.extend(choice(tree, rule, option, holder, id));
                    }
                }
                leave_one(&mut options);
                options
            }
        };
        if options.is_empty() {
            continue;
        }
        let mut name = name.unwrap_or_else(|| tree.name_of_field(at));
        if name.is_empty() {
            name = name_inside(tree, at, first).unwrap_or_default();
        }
        axes.push(Axis { name: clean(&name), options, opener: None });
    }
    axes
}

fn first_select(tree: &Tree, at: At) -> Option<At> {
    tree.first(tree.inside(at), &|inner| tree.tag(inner) == "select")
}

fn choice(tree: &Tree, rule: &AxisRule, at: At, holder: Option<At>, here: Option<&str>) -> Option<Choice> {
    let pick = |pick: &Option<Pick>| picked(tree, tree.subtree(at), pick.as_ref()?);
    let own = if tree.tag(at) == "input" { radio(tree, at) } else { None };
    if own.is_none() && !tree.node(at).shown {
        return None;
    }
    let mut choice = own.unwrap_or_else(|| Choice {
        label: words_of(tree, at),
        bare: None,
        id: id_of(tree, at),
        disabled: barred(tree, at),
        chosen: rule.chosen.is_none()
            && (says_chosen(tree, at) || holder.is_some_and(|outer| says_chosen(tree, outer))),
        control: match tree.leads(at) {
            Some(url) => Control::Open(url.to_owned()),
            None => Control::Click(tree.node(at).handle),
        },
    });
    if rule.label.is_some() {
        choice.label = pick(&rule.label)?;
    }
    choice.id = pick(&rule.id).or(choice.id);
    choice.disabled |= rule.disabled.as_ref().is_some_and(|mark| fits(tree, at, mark));
    choice.chosen |= rule.chosen.as_ref().is_some_and(|mark| fits(tree, at, mark));
    if let (Some(address), Some(id)) = (&rule.open, &choice.id)
        && let Some((before, behind)) = split_at_text(address, "{id}")
    {
        let origin = if before.starts_with('/') { origin_of(&tree.page.url)? } else { String::new() };
        choice.control = Control::Open([&origin, before, id, behind].concat());
        choice.chosen |= here == Some(id.as_str());
    }
    (!choice.label.is_empty()).then_some(choice)
}

/// What an option is called: its words, else what stands for them.
fn words_of(tree: &Tree, at: At) -> String {
    let label = tree.label(at);
    if !label.is_empty() {
        return label;
    }
    let names = ["title", "aria-label", "alt"];
    for inner in tree.subtree(at) {
        if let Some(name) = tree.any_attribute(inner, &names) {
            return name.to_owned();
        }
    }
    label
}

fn rows(tree: &Tree, rule: &RowsRule, pressables: &[Pressable]) -> Vec<Row> {
    let mut rows = Vec::new();
    for at in all(tree, tree.all(), &rule.each) {
        let inside = || tree.subtree(at);
        let mut row = Row::default();
        for pick in &rule.labels {
            if let Some(label) = picked(tree, inside(), pick) {
                row.labels.push(label);
            }
        }
        if row.labels.is_empty() || !tree.node(at).shown {
            continue;
        }
        row.id = rule.id.as_ref().and_then(|pick| picked(tree, inside(), pick)).or_else(|| id_of(tree, at));
        row.price = price(tree, inside(), rule.price.as_ref());
        row.stock = rule.stock.as_ref().and_then(|pick| number(&picked(tree, inside(), pick)?));
        let field = rule.quantity.as_ref().and_then(|selector| first(tree, tree.inside(at), selector));
        row.quantity = field.and_then(|field| control_at(tree, field, pressables)).map(|found| found.control);
        if row.quantity.is_none() && row.price.is_none() && rule.quantity.is_some() && rule.price.is_some() {
            // The head of a table is made as its rows are.
            continue;
        }
        row.sold_out = barred(tree, at)
            || rule.sold_out.as_ref().is_some_and(|mark| fits(tree, at, mark))
            || row.stock.is_some_and(|stock| stock.is_zero());
        rows.push(row);
    }
    rows
}
