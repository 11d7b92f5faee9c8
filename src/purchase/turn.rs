//! It is the person's turn: which button on a product's page is theirs to press.

use super::event::Effect;
use super::{Purchase, Stage, Stop, Turn};
use crate::page::{Button, ButtonRole, Reading};

impl Purchase {
    pub(super) fn ready_to_buy(&mut self, reading: &Reading) -> Vec<Effect> {
        let buy = reading.button(ButtonRole::BuyNow);
        let add = reading.button(ButtonRole::AddToCart);
        let more = self.tasks.len() > 1;
        // Of several pages each goes to the cart; "buy now" would split the purchase.
        let (turn, button) = match (buy, add) {
            (_, Some(add)) if more => (Turn::AddToCart, Some(add)),
            (Some(buy), _) => (Turn::Buy, Some(buy)),
            (None, Some(add)) => (Turn::AddToCart, Some(add)),
            (None, None) => (Turn::Buy, None),
        };
        self.ready(turn, button)
    }

    /// The quantity is set in the cart, so that is where the goods must go. What buys at once would buy one.
    pub(super) fn leave_to_cart(&mut self, reading: &Reading) -> Vec<Effect> {
        // Of several alike, as a bar at the page's edge has one more, it is the product's own, or the one
        // beside that.
        let place = reading.product.as_ref().and_then(|product| product.quantity.as_ref());
        let own =
            reading.buttons.iter().position(|button| place.is_some_and(|one| one.handle == button.handle));
        let can_add = |button: &&Button| button.role == ButtonRole::AddToCart && !button.disabled;
        let beside = |own: usize| {
            let near = [Some(own), Some(own + 1), own.checked_sub(1)];
            near.into_iter().flatten().filter_map(|at| reading.buttons.get(at)).find(can_add)
        };
        let Some(add) = own.and_then(beside).or(reading.button(ButtonRole::AddToCart)) else {
            let what = self.differences();
            return self.wait(Stage::Paused { stop: Stop::NotTaken { what } });
        };
        if let Some(task) = self.tasks.get_mut(self.at) {
            task.quantity_in_cart = true;
        }
        self.ready(Turn::AddToCart, Some(add))
    }

    /// It is the person's turn: the button is told and outlined.
    pub(super) fn ready(&mut self, turn: Turn, button: Option<&Button>) -> Vec<Effect> {
        self.found.button = button.map(|button| (button.role, button.label.clone()));
        self.stage = Stage::Ready { turn };
        match button {
            Some(button) => vec![Effect::Outline(button.handle)],
            None => Vec::new(),
        }
    }
}
