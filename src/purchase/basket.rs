//! What a cart, a checkout or a cashier means for the purchase.

use super::event::{Effect, Known, Look};
use super::{Check, Checked, Checkout, Found, Purchase, Stage, Stop, Turn, basket_check};
use crate::order::LineId;
use crate::page::{Basket, ButtonRole, Kind};
use crate::planted::{self, Bug};

impl Purchase {
    /// The lines that the checkout at hand is about.
    pub(super) fn lines_at_checkout(&self) -> Vec<LineId> {
        let last = self.presses.iter().rev().find(|press| !press.settled && press.role == ButtonRole::BuyNow);
        if let Some(press) = last {
            return press.lines.clone();
        }
        let mut in_cart: Vec<LineId> = Vec::new();
        for task in &self.tasks {
            if task.in_cart && !task.bought {
                in_cart.extend_from_slice(&task.lines);
            }
        }
        if !in_cart.is_empty() {
            return in_cart;
        }
        let checkout = self.presses.iter().rev().find(|press| !press.settled);
        match (checkout, self.tasks.get(self.at)) {
            (Some(press), _) => press.lines.clone(),
            (None, Some(task)) => task.lines.clone(),
            (None, None) => Vec::new(),
        }
    }

    pub(super) fn at_basket(&mut self, look: &Look, known: &dyn Known) -> Vec<Effect> {
        let reading = &look.reading;
        if reading.top && reading.basket.is_none() && !reading.frames.is_empty() {
            return self.see_frames(reading, known);
        }
        let more = self.tasks.iter().any(|task| task.in_cart && !task.bought) && self.next_task().is_some();
        if reading.kind == Kind::Cart && more {
            // Shops show the cart after each product; the rest of the order comes first.
            self.stage = Stage::Ready { turn: Turn::NextPage };
            return Vec::new();
        }
        let turn = match reading.kind {
            Kind::Cart => Turn::Cart,
            Kind::Cashier => Turn::Pay,
            _ => Turn::Submit,
        };
        let lines = self.lines_at_checkout();
        // A cashier that comes without a submit is the first that asks for money.
        let asks = turn == Turn::Submit || (turn == Turn::Pay && !self.is_pressed());
        if asks && !self.claim_is_fresh(known) && !planted::is(Bug::NoSecondCheck) {
            // Asked again before anything is shown as ready: the claim may have been lost meanwhile. Who presses
            // before the answer is known is heard.
            let roles = [ButtonRole::Submit, ButtonRole::Continue, ButtonRole::Pay];
            let button = roles.iter().find_map(|role| reading.button(*role));
            self.found.button = button.map(|button| (button.role, button.label.clone()));
            self.stage = Stage::Claiming;
            return vec![Effect::Claim];
        }
        let cart = self.found.cart.take();
        let orders = self.found.orders.take();
        let mut found = Found { page: reading.url.clone(), cart, orders, ..Found::default() };
        let basket = reading.basket.as_ref();
        found.checks = match (turn, basket, self.wanted(&lines)) {
            // A cashier lists no goods, or only their titles: what the checkout showed still holds.
            (Turn::Pay, ..) => self.checks_at_cashier(basket),
            (_, Some(basket), Ok(wanted)) => basket_check::compare(basket, &wanted, &self.order),
            (_, None, Ok(wanted)) => basket_check::compare(&Basket::default(), &wanted, &self.order),
            _ => Vec::new(),
        };
        let differs = !basket_check::fits(&found.checks);
        let role = match turn {
            Turn::Cart => ButtonRole::ToCheckout,
            Turn::Pay => ButtonRole::Pay,
            _ => ButtonRole::Submit,
        };
        // What was filled counts only once the shop has taken it over, where it has a button for that.
        let unsaved = basket.is_some_and(|basket| basket.lines.iter().any(|line| line.unsaved));
        let update = reading.buttons.iter().find(|button| button.role == ButtonRole::UpdateCart);
        let button = match turn {
            Turn::Cart if unsaved && update.is_some() => update,
            Turn::Submit => reading.button(role).or_else(|| reading.button(ButtonRole::Continue)),
            _ => reading.button(role),
        };
        found.button = button.map(|button| (button.role, button.label.clone()));
        self.found = found;
        if turn == Turn::Submit {
            // "Buy now" led to a checkout: it placed nothing yet.
            let total = basket.and_then(|basket| basket.total);
            let freight = basket.and_then(|basket| basket.freight);
            self.checkout = Some(Checkout {
                lines,
                total,
                freight,
                proven: basket_check::lines_proven(&self.found.checks),
                step: reading.step.clone(),
            });
            self.settle_buy_now();
            self.settle_continue(look);
            // The goods are still to be bought: what was pressed before the sign-in is asked for again.
            for press in &mut self.presses {
                press.asked_again |= press.signed_out && look.look == 1 && !differs;
            }
        }
        if differs
            && turn == Turn::Cart
            && let Some(effects) = self.fill_cart(look, &self.lines_at_checkout())
        {
            return effects;
        }
        if differs {
            let what = self.differences();
            return self.pause(Stop::NotTaken { what });
        }
        self.ready(turn, button)
    }

    /// What the checkout showed, with the cashier's total in the place of its own where both are read.
    fn checks_at_cashier(&self, basket: Option<&Basket>) -> Vec<Check> {
        let mut checks = self.found.checks.clone();
        let shown = self.checkout.as_ref().and_then(|checkout| checkout.total);
        if let (Some(asked), Some(shown)) = (basket.and_then(|basket| basket.total), shown) {
            let check = basket_check::cashier_check(asked, shown);
            match checks.iter_mut().find(|own| own.what == Checked::Total) {
                Some(own) => *own = check,
                None => checks.push(check),
            }
        }
        checks
    }
}
