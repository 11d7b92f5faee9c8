//! What follows where the last thing that was written about a purchase is lost.

use super::{Purchase, Stage, StoredPress};
use crate::order::Time;
use crate::page::ButtonRole;

impl Purchase {
    /// This is what it was one write before, and the last one is lost. It may have been a press: where a page of
    /// the supplier's was before the person, an order may have been placed, and nothing is bought again before
    /// that is settled. Tells whether that is so.
    pub fn lost_last_write(&mut self, now: Time) -> bool {
        let seen = self.tab.is_some() && !self.found.page.is_empty();
        if !seen || !self.is_running() || self.may_be_placed() {
            return false;
        }
        let button = self.found.button.as_ref().map(|(role, _)| *role);
        // Later than what is known, at whatever time.
        let at = self.log.last().map_or(self.started, |entry| entry.at);
        // "Buy now" is settled by the checkout that it leads to, as ever.
        let role = button.filter(|role| role.may_place()).unwrap_or(ButtonRole::Submit);
        let press = StoredPress::new(at, role, self.found.page.clone(), self.lines_at_checkout());
        self.presses.push(StoredPress { lost: true, ..press });
        self.stage = Stage::Placed;
        self.note(now, "what was pressed last may be lost");
        true
    }
}
