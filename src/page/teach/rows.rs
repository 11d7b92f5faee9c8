//! Rows of variants with a quantity each, where the quantity that was pointed at stands in one of them.

use super::Learning;
use crate::page::naming::{name_of, name_of_all, name_within};
use crate::page::select::all;
use crate::page::text::chars::LETTER;
use crate::page::text::money::amount;
use crate::page::tree::At;
use crate::supplier::{Pick, RowsRule, Selector};

/// So far around a field its row is looked for.
const DEEP: usize = 8;

impl Learning<'_, '_> {
    /// Whether the field has its like in rows beside, with their rule where it could be made.
    pub(super) fn rows(&self, field: At) -> Option<Option<RowsRule>> {
        let tree = self.tree;
        for row in tree.ancestors(field).take(DEEP) {
            let list = tree.parent(row)?;
            let mut rows = tree.children(list);
            rows.retain(|at| tree.tag(*at) == tree.tag(row));
            let Some(quantity) = name_within(tree, row, field).filter(|_| rows.len() > 1) else { continue };
            // The heads of a table are rows without a field.
            rows.retain(|row| all(tree, tree.inside(*row), &quantity).len() == 1);
            if rows.len() > 1 {
                return Some(self.rule(list, &rows, row, field, quantity));
            }
        }
        None
    }

    fn rule(&self, list: At, rows: &[At], row: At, field: At, quantity: Selector) -> Option<RowsRule> {
        let tree = self.tree;
        let pick = |at: At| Pick::parse(name_within(tree, row, at)?.text());
        let price = self.price_in(row).and_then(pick);
        // By the tag alone the head of a table is one too; it is told from a row by having no price.
        let own = name_of_all(tree, list, rows).or_else(|| Selector::parse(tree.tag(row)));
        let each = [name_of(tree, list)?.text(), " > ", own?.text()].concat();
        Some(RowsRule {
            each: Selector::parse(&each)?,
            labels: vec![pick(self.label_in(row, field)?)?],
            price,
            stock: None,
            quantity: Some(quantity),
            id: None,
            sold_out: None,
        })
    }

    /// What a row calls its variant: its first words that are neither a price nor to be pressed.
    fn label_in(&self, row: At, field: At) -> Option<At> {
        let tree = self.tree;
        tree.first(row + 1..field, &|at| {
            let text = tree.text(at);
            let own = if tree.tag(at) == "#text" { "" } else { &tree.node(at).text };
            !own.is_empty()
                && tree.node(at).shown
                && text.contains(LETTER)
                && amount(&text, &tree.signs).is_none()
                && !self.pressables.iter().any(|one| tree.contains(one.at, at))
        })
    }

    fn price_in(&self, row: At) -> Option<At> {
        let tree = self.tree;
        tree.first(tree.inside(row), &|at| {
            let one = amount(&tree.text(at), &tree.signs);
            tree.tag(at) != "#text" && tree.node(at).shown && one.is_some_and(|one| one.currency.is_some())
        })
    }
}
