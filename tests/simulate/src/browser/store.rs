//! What is stored, and what a death of the background leaves of it.

use one_click_purchase::store::{Change, names};

use crate::truth;
use crate::world::{Happening, Ms, Who, World};

impl World {
    /// Puts a write into the queue of a store: when it will have taken effect. What is stored in one
    /// order takes effect in that order.
    pub fn store(&mut self, who: Who, changes: Vec<Change>) -> Ms {
        let wait = self.dice.between(1, 6);
        let now = self.now;
        let browser = self.browser(who);
        let last = browser.writes.back().map_or(0, |(at, _)| *at);
        let at = (now + wait).max(last + 1);
        browser.writes.push_back((at, changes));
        self.later(at - now, Happening::Commits(who));
        at
    }

    /// The writes whose moment has come take effect.
    pub fn commit(&mut self, who: Who) {
        let now = self.now;
        while self.browser(who).writes.front().is_some_and(|(at, _)| *at <= now) {
            let Some((_, changes)) = self.browser(who).writes.pop_front() else { return };
            self.take_effect(who, changes);
        }
    }

    /// Of the writes that were under way when the background died the first ones take effect, or all.
    pub fn cut_writes(&mut self, who: Who) {
        let under_way = self.browser(who).writes.len() as u64;
        let kept = self.dice.between(0, under_way);
        for _ in 0..kept {
            let Some((_, changes)) = self.browser(who).writes.pop_front() else { break };
            self.take_effect(who, changes);
        }
        self.browser(who).writes.clear();
    }

    fn take_effect(&mut self, who: Who, changes: Vec<Change>) {
        let mut touched = Vec::new();
        for change in changes {
            let browser = self.browser(who);
            match change {
                Change::Put { store, key, text } | Change::Replace { store, key, text } => {
                    if matches!(store, names::PURCHASES | names::OUTBOX) {
                        touched.push((store, key.clone(), text.clone()));
                    }
                    browser.store.insert((store, key), text);
                }
                Change::Delete { store, key } => drop(browser.store.remove(&(store, key))),
                Change::Clear { store } => browser.store.retain(|(of, _), _| *of != store),
            }
        }
        for (store, key, text) in touched {
            truth::stored(self, who, store, &key, &text);
        }
    }
}
