//! Pages that are not the one to work on: where the tab is led, and what is waited for there.

use super::event::{Effect, Known, Look};
use super::{Purchase, Stage, Stop, TabId, Turn};
use crate::order::host_of;
use crate::page::{Kind, Reading};

/// So often a tab is led to one page after signing in.
const LED: u32 = 3;
/// So many milliseconds a page may take to be left.
const LEAVES: u32 = 15_000;

impl Purchase {
    /// A variant with a page of its own: only on the same host, and not round in circles.
    pub(super) fn open_variant(&mut self, url: &str, look: &Look) -> Vec<Effect> {
        let same_host = host_of(url).is_some_and(|host| self.knows_host(&host));
        let (Some(tab), Some(task)) = (self.tab, self.tasks.get_mut(self.at)) else { return Vec::new() };
        // The page that leads there is looked at again while it is being left. To lead on once more would
        // begin the leaving anew, again and again; only where it still stands much later is it lost.
        let left = task.moved.as_deref() == Some(url) && matches!(self.stage, Stage::Opening);
        if left && look.look > 1 && look.pace.stirred < LEAVES {
            return vec![Effect::LookIn(LEAVES - look.pace.stirred)];
        }
        if !same_host || task.led >= LED {
            return self.wait(Stage::Paused { stop: Stop::NotRecognised });
        }
        task.moved = Some(url.to_owned());
        self.lead_to_task(tab)
    }

    /// Leads the tab to the page of the task at hand.
    fn lead_to_task(&mut self, tab: TabId) -> Vec<Effect> {
        let Some(task) = self.tasks.get_mut(self.at) else { return Vec::new() };
        task.led += 1;
        let address = task.address().to_owned();
        self.stage = Stage::Opening;
        vec![Effect::Go(tab, address)]
    }

    /// A page that is no product of this purchase, no basket and no receipt.
    pub(super) fn at_other(&mut self, look: &Look, known: &dyn Known) -> Vec<Effect> {
        let reading = &look.reading;
        match self.stage {
            Stage::SignIn if reading.signed_in != Some(false) && self.may_be_placed() => {
                self.stage = Stage::Placed;
                Vec::new()
            }
            Stage::SignIn if reading.signed_in != Some(false) => self.back_to_product(reading),
            // Asked for its claim or its access anew: what was pressed is still not known.
            Stage::Opening if self.may_be_placed() && reading.kind != Kind::Waiting => {
                self.stage = Stage::Placed;
                Vec::new()
            }
            // Also where the person led the tab away from what was being filled.
            Stage::Opening | Stage::Choosing if matches!(reading.kind, Kind::Product) => {
                let found = reading.product.as_ref().map(|product| product.title.clone()).unwrap_or_default();
                self.stop(Stop::OtherProduct { found }, look)
            }
            Stage::Opening | Stage::Choosing if reading.kind != Kind::Waiting => {
                self.stop(Stop::NotRecognised, look)
            }
            // What was ready stood on the page before: nothing is to be pressed on this one.
            Stage::Ready { .. } if self.has_left_pressed() && reading.kind != Kind::Waiting => {
                self.stage = Stage::Placed;
                self.see_frames(reading, known)
            }
            // The checkout may live in a frame of a host that was not asked for.
            Stage::Ready { .. } | Stage::Placed | Stage::Paused { .. } => self.see_frames(reading, known),
            _ => Vec::new(),
        }
    }

    fn back_to_product(&mut self, reading: &Reading) -> Vec<Effect> {
        let at_home = host_of(&reading.url).is_some_and(|host| self.knows_host(&host));
        let (Some(tab), Some(task)) = (self.tab, self.tasks.get(self.at)) else { return Vec::new() };
        if !at_home || reading.kind == Kind::Waiting {
            return Vec::new();
        }
        if task.led >= LED {
            return self.wait(Stage::Paused { stop: Stop::NotRecognised });
        }
        self.lead_to_task(tab)
    }

    /// A frame of a host that was not asked for: the person may allow it, or go on unchecked.
    pub(super) fn see_frames(&mut self, reading: &Reading, known: &dyn Known) -> Vec<Effect> {
        let bought = self.may_be_placed() || self.tasks.iter().any(|task| task.in_cart);
        let foreign = reading.frames.iter().find_map(|frame| super::pattern_of(&frame.url));
        match foreign {
            Some(host) if bought && !self.asked.hosts.contains(&host) => {
                self.asked.hosts.push(host.clone());
                self.stage = Stage::Paused { stop: Stop::Host { host } };
                vec![Effect::CheckAccess]
            }
            // What is in the frame cannot be seen, but whose the order is can.
            Some(_) if matches!(self.stage, Stage::Opening) && !self.claim_is_fresh(known) => {
                self.stage = Stage::Claiming;
                vec![Effect::Claim]
            }
            Some(_) if matches!(self.stage, Stage::Opening) => {
                self.found.checks.clear();
                self.stage = Stage::Ready { turn: Turn::Submit };
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}
