//! The person's presses on buttons that may place an order: what is kept of them, and what settles them.

use super::addresses::page_key;
use super::event::{Look, Pressed};
use super::{Purchase, Stage, StoredPress};
use crate::order::{LineId, Time};
use crate::page::{Amount, ButtonRole};

/// A double click is one press: milliseconds between its two.
const DOUBLE_CLICK: i64 = 1000;

/// Whether a press is stored already: it is told twice, or is the second of a double click. Whoever presses the
/// same button of the next document presses it once more, however soon.
fn is_same_press(stored: &StoredPress, press: &Pressed) -> bool {
    let apart = press.at.signed_duration_since(stored.at).num_milliseconds().abs();
    let double = stored.url == press.url && apart < DOUBLE_CLICK && !stored.page_left;
    (stored.role, &stored.label) == (press.role, &press.label) && (double || apart == 0)
}

impl StoredPress {
    /// A press of which no more is known: nothing was compared, nothing came of it yet.
    pub fn new(at: Time, role: ButtonRole, url: String, lines: Vec<LineId>) -> Self {
        Self {
            at,
            role,
            label: String::new(),
            url,
            lines,
            proven: false,
            total: None,
            freight: None,
            step: String::new(),
            page_left: false,
            signed_out: false,
            asked_again: false,
            lost: false,
            settled: false,
        }
    }

    /// Whether its button places an order; others lead on, as far as can be told.
    fn places(&self) -> bool {
        !matches!(self.role, ButtonRole::BuyNow | ButtonRole::Continue)
    }
}

impl Purchase {
    /// Whether a press may have placed an order that is not recorded.
    pub fn may_be_placed(&self) -> bool {
        self.presses.iter().any(|press| !press.settled)
    }

    /// Whether the page on which such a press was made has been left.
    pub(super) fn has_left_pressed(&self) -> bool {
        self.presses.iter().any(|press| !press.settled && press.page_left)
    }

    /// Whether a button that places an order was pressed and it is open what came of it.
    pub fn is_pressed(&self) -> bool {
        self.presses.iter().any(|press| !press.settled && press.places())
    }

    /// Whether the same goods were pressed to be ordered again while it is open what came of the press before.
    pub fn is_pressed_twice(&self) -> bool {
        let mut seen = Vec::new();
        self.presses.iter().filter(|press| !press.settled && press.places()).any(|press| {
            let again = press.lines.iter().any(|line| seen.contains(line));
            seen.extend(press.lines.iter().cloned());
            again
        })
    }

    /// What followed shows that "buy now" only led on.
    pub(super) fn settle_buy_now(&mut self) {
        for press in &mut self.presses {
            press.settled |= press.role == ButtonRole::BuyNow;
        }
    }

    /// A further page of the checkout shows that the one before was not the last. The same one, shown anew,
    /// shows nothing: it may have been refused, or is asked for once more. Nor does an earlier one: the person
    /// went back, or it only came now.
    pub(super) fn settle_continue(&mut self, look: &Look) {
        if look.look > 1 {
            return;
        }
        let first = |url: &str, total: Option<Amount>, step: &str| {
            // What only its query tells apart may be one page, asked for twice.
            let is_there = |press: &StoredPress| {
                page_key(&press.url) == page_key(url) && press.total == total && press.step == step
            };
            self.presses.iter().position(is_there)
        };
        let total = self.checkout.as_ref().and_then(|checkout| checkout.total);
        let here = first(&look.reading.url, total, &look.reading.step).unwrap_or(self.presses.len());
        let mut led_on = Vec::new();
        for (at, press) in self.presses.iter().enumerate() {
            // Where the press was made may not be known.
            let before = first(&press.url, press.total, &press.step).is_some_and(|first| first < here);
            if press.role == ButtonRole::Continue && before {
                led_on.push(at);
            }
        }
        for at in led_on {
            if let Some(press) = self.presses.get_mut(at) {
                press.settled = true;
            }
        }
    }

    /// Keeps a press, which is written before anything else is done.
    pub(super) fn store_press(&mut self, press: Pressed, ready: bool) {
        if self.presses.iter().any(|stored| is_same_press(stored, &press)) {
            return;
        }
        let checkout = self.checkout.as_ref().filter(|_| press.role != ButtonRole::BuyNow);
        // "Buy now" buys what its own page shows, whatever else is in the cart.
        let task =
            self.tasks.get(self.at).filter(|_| press.role == ButtonRole::BuyNow && self.here_is_task());
        let lines = match (checkout, task) {
            (Some(checkout), _) => checkout.lines.clone(),
            (None, Some(task)) => task.lines.clone(),
            (None, None) => self.lines_at_checkout(),
        };
        let proven = checkout.map_or(ready, |checkout| checkout.proven);
        let (total, freight) = checkout.map_or((None, None), |checkout| (checkout.total, checkout.freight));
        let step = checkout.map(|checkout| checkout.step.clone()).unwrap_or_default();
        // Pay follows submit for the same goods: one purchase, not two.
        if press.role == ButtonRole::Pay
            && let Some(earlier) = self.presses.iter_mut().rev().find(|earlier| !earlier.settled)
        {
            earlier.label = [earlier.label.as_str(), " · ", press.label.as_str()].concat();
            self.stage = Stage::Placed;
            return;
        }
        let Pressed { role, label, url, at } = press;
        let new = StoredPress::new(at, role, url, lines);
        self.presses.push(StoredPress { label, proven, total, freight, step, ..new });
        if !matches!(role, ButtonRole::BuyNow | ButtonRole::Continue) {
            self.stage = Stage::Placed;
        }
    }
}
