//! Whether a page, read by what was learnt, shows what was pointed at: that very thing, not one of its kind.

use super::{Learning, Thing};
use crate::page::product::quantity::control_at;
use crate::page::text::money::amount;
use crate::page::{ButtonRole, Choice, Control, Handle, Kind, Reading};

impl Learning<'_, '_> {
    pub(super) fn shows(&self, thing: Thing, reading: &Reading) -> bool {
        match thing {
            Thing::AddToCart => self.shows_button(ButtonRole::AddToCart, reading),
            Thing::BuyNow => self.shows_button(ButtonRole::BuyNow, reading),
            Thing::OrderNumber => {
                let number = self.number().map(|(number, _)| number);
                let has = || reading.placed.iter().any(|one| Some(&one.number) == number.as_ref());
                matches!(reading.kind, Kind::Receipt | Kind::OrderList) && has()
            }
            _ => self.shows_of_product(thing, reading) == Some(true),
        }
    }

    fn shows_of_product(&self, thing: Thing, reading: &Reading) -> Option<bool> {
        let product = reading.product.as_ref()?;
        let has_option =
            |fits: &dyn Fn(&Choice) -> bool| product.axes.iter().any(|axis| axis.options.iter().any(fits));
        Some(match thing {
            Thing::Quantity => {
                let own = control_at(self.tree, self.quantity()?, &self.pressables)?.control.handle;
                let of_rows = product.rows.iter().filter_map(|row| row.quantity.as_ref());
                product.quantity.iter().chain(of_rows).any(|one| one.handle == own)
            }
            Thing::Options => has_option(&|option| self.is_at(option)),
            Thing::Chosen => has_option(&|option| option.chosen && self.is_at(option)),
            _ => {
                let own = amount(&self.tree.text(self.price()?), &self.tree.signs)?;
                product.price?.amount == own.amount
            }
        })
    }

    fn shows_button(&self, role: ButtonRole, reading: &Reading) -> bool {
        reading.buttons.iter().any(|button| button.role == role && self.is_pointed_at(button.handle))
    }

    fn is_at(&self, option: &Choice) -> bool {
        match &option.control {
            Control::Click(handle) | Control::Select(handle, _) => self.is_pointed_at(*handle),
            Control::Open(url) => {
                let leads = |at| self.tree.leads(at).is_some_and(|own| own == url);
                self.pressable().is_some_and(|at| self.tree.subtree(at).any(leads)) || self.is_called(option)
            }
        }
    }

    /// A page of its own may be known by the option's id alone; then its words tell which it is.
    fn is_called(&self, option: &Choice) -> bool {
        self.pressable().is_some_and(|at| self.tree.label(at) == option.label)
    }

    /// Whether an element is what was pointed at, a part of it, or holds it.
    fn is_pointed_at(&self, handle: Handle) -> bool {
        let tree = self.tree;
        let Some(own) = self.pressable() else { return false };
        let is_it = |at| tree.node(at).handle == handle && (tree.contains(own, at) || tree.contains(at, own));
        tree.all().any(is_it)
    }
}
