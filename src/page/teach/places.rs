//! The places of a product's page that stand alone: quantity, price, buttons; and what tells the layout.

use super::{Learning, NEAR};
use crate::page::naming::{marked_names, name_of};
use crate::page::product::quantity::control_at;
use crate::page::select::fits;
use crate::page::text::money::amount;
use crate::page::tree::At;
use crate::supplier::Selector;

/// So many letters may stand beside a quantity.
const BESIDE: usize = 40;

impl Learning<'_, '_> {
    /// The field, `select` or stepper that was pointed at, or beside whose words or buttons it was.
    pub(super) fn quantity(&self) -> Option<At> {
        let tree = self.tree;
        let is_one = |at: At| match tree.tag(at) {
            "input" => matches!(tree.attribute(at, "type"), "" | "text" | "number" | "tel"),
            _ => true,
        };
        for outer in tree.outward(self.at).take(NEAR) {
            // What is pointed at beside the field is its name or its buttons, not the whole of the product.
            if tree.text(outer).chars().count() > BESIDE {
                break;
            }
            let mut fields = Vec::new();
            for inner in tree.subtree(outer) {
                if is_one(inner)
                    && tree.node(inner).shown
                    && let Some(found) = control_at(tree, inner, &self.pressables)
                    && !fields.contains(&found.at)
                {
                    fields.push(found.at);
                }
            }
            if let Some(field) = fields.first() {
                return (fields.len() == 1).then_some(*field);
            }
        }
        None
    }

    /// What a person presses where they pointed.
    pub(super) fn pressable(&self) -> Option<At> {
        let is_one = |at: &At| self.pressables.iter().any(|one| one.at == *at);
        Some(self.tree.outward(self.at).take(NEAR).find(is_one).unwrap_or(self.at))
    }

    /// The element whose words are one price, with its currency where that stands beside it.
    pub(super) fn price(&self) -> Option<At> {
        const LONGEST: usize = 24;
        let mut price = None;
        for at in self.tree.outward(self.at).take(NEAR) {
            let text = self.tree.text(at);
            if text.chars().count() > LONGEST {
                break;
            }
            if amount(&text, &self.tree.signs).is_some() {
                price = Some(at);
            }
        }
        price
    }

    /// What tells this layout: the element, within what holds it together with the page's heading, so that
    /// a cart with the same field is no product.
    pub(super) fn mark(&self, at: At) -> Option<Selector> {
        let tree = self.tree;
        let name = name_of(tree, at)?;
        let heading = |at: At| matches!(tree.tag(at), "h1" | "h2");
        let around = tree.ancestors(at).find(|outer| tree.first(tree.subtree(*outer), &heading).is_some());
        for outer in around.iter().flat_map(|around| tree.outward(*around)) {
            for around in marked_names(tree, outer) {
                let mark = Selector::parse(&[&around, " ", name.text()].concat());
                if let Some(mark) = mark.filter(|mark| fits(tree, at, mark)) {
                    return Some(mark);
                }
            }
        }
        Some(name)
    }
}
