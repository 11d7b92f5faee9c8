//! The options of an axis, and how the one that is chosen is told from its like.

use super::{Learning, NEAR};
use crate::page::naming::{name_of, name_of_all};
use crate::page::product::axes::name_inside;
use crate::page::select::{all, fits};
use crate::page::tree::{At, Tree};
use crate::supplier::{AxisRule, Layout, Selector};

impl Learning<'_, '_> {
    /// What holds an option and its like, and each of them.
    pub(super) fn group(&self) -> Option<(At, Vec<At>)> {
        let tree = self.tree;
        let start = self.pressable()?;
        for item in tree.outward(start).take(NEAR) {
            let list = tree.parent(item)?;
            let mut like = tree.children(list);
            like.retain(|at| tree.tag(*at) == tree.tag(item) && !tree.text(*at).is_empty());
            if like.len() > 1 {
                return Some((list, like));
            }
        }
        None
    }

    /// The rule of the axis to which the option belongs that was pointed at, and what holds it.
    pub(super) fn axis(&self) -> Option<(At, AxisRule)> {
        let tree = self.tree;
        let rule = |each: Selector, option: Option<Selector>| AxisRule {
            each,
            name: None,
            option,
            label: None,
            chosen: None,
            disabled: None,
            id: None,
            open: None,
        };
        if let Some(select) = tree.outward(self.at).take(2).find(|at| tree.tag(*at) == "select") {
            return Some((select, rule(name_of(tree, select)?, None)));
        }
        let (list, items) = self.group()?;
        // Where each holds one thing to press, that is the option.
        let mut options = Vec::new();
        for item in &items {
            let within = tree.inside(*item);
            let mut pressable = self.pressables.iter().filter(|one| within.contains(&one.at));
            let only = pressable.next().map(|one| one.at).filter(|_| pressable.next().is_none());
            let own = self.pressables.iter().any(|one| one.at == *item);
            options.push(only.filter(|_| !own).unwrap_or(*item));
        }
        let option = name_of_all(tree, list, &options)?;
        // The axis' own name often stands just before the list.
        let first = *options.first()?;
        let around = tree.parent(list).filter(|_| name_inside(tree, list, first).is_none());
        let each = around.filter(|outer| {
            name_inside(tree, *outer, first).is_some() && all(tree, tree.inside(*outer), &option) == options
        });
        let list = each.unwrap_or(list);
        Some((list, rule(name_of(tree, list)?, Some(option))))
    }

    /// By what the option that was pointed at differs from its like: that is to be chosen.
    pub(super) fn chosen(&self, layout: &mut Layout) -> Option<()> {
        let tree = self.tree;
        let (list, items) = self.group()?;
        let own = items.iter().copied().find(|item| tree.contains(*item, self.at))?;
        let holds = |axis: &AxisRule| {
            let found = all(tree, tree.all(), &axis.each);
            found.contains(&list) || tree.parent(list).is_some_and(|outer| found.contains(&outer))
        };
        let axis = layout.axes.iter_mut().find(|axis| holds(axis))?;
        let option = axis.option.as_ref()?;
        let is_option = fits(tree, own, option);
        for state in states(tree, own) {
            let text = if is_option { state } else { [&state, " ", option.text()].concat() };
            let Some(mark) = Selector::parse(&text) else { continue };
            let marked = all(tree, tree.inside(list), &mark);
            if let [only] = marked.as_slice()
                && tree.contains(own, *only)
            {
                axis.chosen = Some(mark);
                return Some(());
            }
        }
        None
    }
}

/// What an element says of its state: classes and attributes, as selectors.
fn states(tree: &Tree, at: At) -> Vec<String> {
    let mut states = Vec::new();
    for (name, value) in tree.node(at).attributes.all() {
        if name == "class" {
            for class in value.split_whitespace() {
                states.push([".", class].concat());
            }
        } else if name.starts_with("aria-") || name.starts_with("data-") {
            states.push(["[", name, "=\"", value, "\"]"].concat());
        }
    }
    states
}
