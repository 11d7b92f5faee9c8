//! What the person decides about a purchase that stopped, and how it goes on.

use super::event::{Effect, Numbers};
use super::{Decision, Purchase, Stage, Stop};
use crate::order::Time;

impl Purchase {
    pub(super) fn decided(&mut self, decision: Decision, now: Time, numbers: &dyn Numbers) -> Vec<Effect> {
        match decision {
            Decision::AcceptPrice { line, price } => {
                self.asked.prices.retain(|(id, _)| *id != line);
                self.asked.prices.push((line, price));
                self.go_on()
            }
            Decision::Pick { line, candidate } => {
                self.asked.picks.retain(|(id, axis, ..)| *id != line || *axis != candidate.axis);
                self.asked.picks.push((line, candidate.axis, candidate.label, candidate.id));
                self.go_on()
            }
            Decision::Pack { line, pieces } if pieces > 0 => {
                self.asked.packs.retain(|(id, _)| *id != line);
                self.asked.packs.push((line, pieces));
                self.go_on()
            }
            Decision::Pack { .. } => Vec::new(),
            Decision::TryAgain if self.may_be_placed() => Vec::new(),
            Decision::TryAgain => self.go_on(),
            Decision::Open => self.open_again(),
            Decision::FoundIt { numbers: chosen, shared } => self.found_it(&chosen, shared, now, numbers),
            Decision::NotPlaced => {
                for press in &mut self.presses {
                    press.settled = true;
                }
                self.stage = Stage::Opening;
                if self.tab.is_some() { self.open_again() } else { self.pause(Stop::TabClosed) }
            }
            Decision::GiveUp => {
                self.stage = Stage::GivenUp;
                vec![Effect::Leave, Effect::Release]
            }
        }
    }

    /// The page is looked at again, with what was decided.
    fn go_on(&mut self) -> Vec<Effect> {
        self.stage = Stage::Opening;
        if let Some(task) = self.tasks.get_mut(self.at) {
            task.rounds = 0;
        }
        if self.tab.is_some() { vec![Effect::LookAgain] } else { self.pause(Stop::TabClosed) }
    }

    /// Opens the page anew: the claim is asked for again first, since it may have been lost.
    fn open_again(&mut self) -> Vec<Effect> {
        self.before = None;
        if let Some(task) = self.tasks.get_mut(self.at) {
            (task.rounds, task.led) = (0, 0);
            task.proven.clear();
            task.moved = None;
        }
        if self.may_be_placed() {
            // Nothing is chosen anew while an order may stand; it is looked for again.
            self.stage = Stage::Placed;
            let orders = self.found.orders.clone();
            return orders.map_or(Vec::new(), |orders| vec![Effect::LookUp(orders)]);
        }
        self.found = Default::default();
        match (self.tab, self.tasks.get(self.at)) {
            (Some(tab), Some(task)) if self.claim.is_some() => {
                self.stage = Stage::Opening;
                vec![Effect::Go(tab, task.address().to_owned())]
            }
            _ => {
                self.stage = Stage::Claiming;
                vec![Effect::CheckAccess]
            }
        }
    }
}
