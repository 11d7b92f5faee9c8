//! What the person decides about a purchase that stopped, and how it goes on.

use super::event::{Effect, Known};
use super::pairing::key_of_line;
use super::remember::settle;
use super::{Candidate, Decision, PairedPick, Pick, Purchase, Said, Stage, Stop, Turn};
use crate::order::{LineId, Time};

impl Purchase {
    pub(super) fn decided(&mut self, decision: Decision, now: Time, numbers: &dyn Known) -> Vec<Effect> {
        match decision {
            Decision::AcceptPrice { line, price } => {
                self.asked.prices.retain(|(id, _)| *id != line);
                self.asked.prices.push((line, price));
                self.go_on()
            }
            Decision::Pick { line, candidate, holds } => self.picked(line, candidate, holds),
            Decision::Pack { pieces: 0, .. } => Vec::new(),
            Decision::Pack { line, pieces, holds } => {
                if !matches!(self.stage, Stage::Paused { stop: Stop::Unit { .. } }) {
                    return Vec::new();
                }
                self.holds(&line, holds);
                settle(&mut self.asked.packs, &line, pieces);
                self.go_on()
            }
            Decision::Holds { line, pieces } if self.may_choose_anew() => {
                self.holds(&line, Some(pieces));
                self.go_on()
            }
            Decision::PickAgain { line } if self.may_choose_anew() => self.pick_again(&line),
            Decision::Holds { .. } | Decision::PickAgain { .. } => Vec::new(),
            Decision::TryAgain if self.may_be_placed() => Vec::new(),
            Decision::TryAgain => self.go_on(),
            Decision::Open => self.open_again(),
            Decision::FoundIt { numbers: chosen, shared } => self.found_it(&chosen, shared, now, numbers),
            Decision::NotPlaced => {
                for press in &mut self.presses {
                    press.settled = true;
                }
                // What was recorded by hand may not have been told before the background died.
                self.count(numbers);
                if self.order.open_lines().next().is_none() {
                    return self.recorded();
                }
                self.stage = Stage::Opening;
                if self.tab.is_some() { self.open_again() } else { self.pause(Stop::TabClosed) }
            }
            Decision::GiveUp => {
                self.stage = Stage::GivenUp;
                self.unlisted.clear();
                let mut effects = self.done_looking_up();
                effects.append(&mut vec![Effect::Leave, Effect::Release]);
                effects
            }
        }
    }

    /// Takes an option that the page at hand offers.
    fn picked(&mut self, line: LineId, candidate: Candidate, holds: Option<u32>) -> Vec<Effect> {
        let Stage::Paused { stop: Stop::NoOption { line: of, axis, offered, .. } } = &self.stage else {
            return Vec::new();
        };
        if *of != line || !offered.contains(&candidate) {
            return Vec::new();
        }
        let axis = axis.clone();
        self.holds(&line, holds);
        let Candidate { axis: at, label, id } = candidate;
        let option = PairedPick { axis, label, id, among: self.found.among.clone() };
        if let Some(said) = self.asked.said_mut(&line) {
            said.picked.retain(|pick| pick.axis != at);
            said.picked.push(Pick { axis: at, option, paired: None });
        }
        self.go_on()
    }

    /// One of the supplier's has so many pieces, where that is said.
    fn holds(&mut self, line: &LineId, pieces: Option<u32>) {
        if let Some(pieces) = pieces.filter(|pieces| *pieces > 0) {
            // A price that was accepted was that of something else.
            self.asked.prices.retain(|(id, _)| id != line);
            if let Some(said) = self.asked.said_mut(line) {
                said.holds = Some(pieces);
            }
        }
    }

    /// Whether what is bought can still be another variant or number: the goods are chosen on the page at
    /// hand, and nothing that was pressed may have placed an order.
    pub fn may_choose_anew(&self) -> bool {
        let in_cart = self.tasks.get(self.at).is_none_or(|task| task.in_cart);
        let chooses = match &self.stage {
            Stage::Choosing | Stage::Ready { turn: Turn::Buy | Turn::AddToCart } => true,
            Stage::Paused { stop } => stop.is_about_goods(),
            _ => false,
        };
        chooses && !in_cart && !self.may_be_placed()
    }

    /// What was picked is forgotten, here and for the next time: the person is asked again.
    fn pick_again(&mut self, line: &LineId) -> Vec<Effect> {
        let Some(key) = self.order.line(line).map(key_of_line) else { return Vec::new() };
        if let Some(said) = self.asked.said_mut(line) {
            *said = Said { line: line.clone(), ..Said::default() };
        }
        let mut effects = vec![Effect::Unpair(key)];
        effects.append(&mut self.go_on());
        effects
    }

    /// The page is looked at again, with what was decided.
    fn go_on(&mut self) -> Vec<Effect> {
        if let Some(task) = self.tasks.get_mut(self.at) {
            task.rounds = 0;
        }
        match (self.tab, &self.claim) {
            (None, _) => self.pause(Stop::TabClosed),
            (Some(_), Some(_)) => {
                self.stage = Stage::Opening;
                vec![Effect::LookAgain]
            }
            // It was lost since what the person answers was asked.
            (Some(_), None) => {
                self.stage = Stage::Claiming;
                vec![Effect::CheckAccess]
            }
        }
    }

    /// Opens the page anew: the claim is asked for again first, since it may have been lost.
    fn open_again(&mut self) -> Vec<Effect> {
        self.before = None;
        if self.tasks.get(self.at).is_some_and(|task| task.bought)
            && let Some(next) = self.next_task()
        {
            self.at = next;
        }
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
