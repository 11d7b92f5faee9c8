//! Quantities that only the cart lets be set.

use super::event::{Effect, Look};
use super::plan::fill;
use super::{Checked, Fit, Purchase, Stage, Stop, Turn, basket_check};
use crate::order::LineId;
use crate::page::{Basket, Step};

/// Rounds of steps in carts before it is told that they do not take them.
const ROUNDS: u32 = 12;

impl Purchase {
    /// Sets in the cart what the product's page did not let be set, where nothing else differs. What the
    /// person changes afterwards is shown, not undone.
    pub(super) fn fill_cart(&mut self, look: &Look, lines: &[LineId]) -> Option<Vec<Effect>> {
        let was_ready = matches!(self.stage, Stage::Ready { turn: Turn::Cart });
        let basket = look.reading.basket.as_ref().filter(|_| !was_ready || look.look == 1)?;
        if !self.only_quantities_differ() {
            return None;
        }
        let steps = self.steps_in_cart(basket, lines)?;
        if look.covered {
            return Some(self.pause(Stop::Covered));
        }
        let task = self.tasks.iter_mut().find(|task| task.quantity_in_cart && !task.bought)?;
        if task.rounds >= ROUNDS {
            return None;
        }
        task.rounds += 1;
        self.stage = Stage::Choosing;
        Some(vec![Effect::Steps(steps)])
    }

    /// Whether all that differs are quantities of lines that were left to the cart.
    fn only_quantities_differ(&self) -> bool {
        let left_to_cart = |line: &LineId| {
            self.tasks.iter().any(|task| task.quantity_in_cart && !task.bought && task.lines.contains(line))
        };
        self.found
            .checks
            .iter()
            .filter(|check| check.fit == Fit::Differs)
            .all(|check| check.what == Checked::Quantity && check.line.as_ref().is_some_and(left_to_cart))
    }

    /// The steps for all lines; nothing where one of them is missing, or can be set nowhere.
    fn steps_in_cart(&self, basket: &Basket, lines: &[LineId]) -> Option<Vec<Step>> {
        let wanted = self.wanted(lines).ok()?;
        let mut steps = Vec::new();
        for want in &wanted {
            let line = basket_check::only_line(basket, want)?;
            if line.quantity != Some(want.count) {
                let control = line.control.as_ref()?;
                want.allow_bounds(None, None, Some(control)).ok()?;
                steps.extend(fill(control, want).ok()?);
            }
        }
        (!steps.is_empty()).then_some(steps)
    }
}
