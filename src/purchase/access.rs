//! Which of the supplier's hosts a purchase needs access to, and what becomes of it with the access and without.

use super::event::Effect;
use super::{Purchase, Stage, Stop};
use crate::order::{PurchaseOrder, host_of, origin_of, split_at_text};
use crate::supplier;

impl Purchase {
    /// Match patterns of the hosts that this purchase needs.
    pub fn hosts(&self) -> Vec<String> {
        hosts_of(&self.order)
    }

    /// Match patterns of the hosts without which it does not go on now.
    pub fn hosts_awaited(&self) -> Vec<String> {
        match &self.stage {
            Stage::Paused { stop: Stop::Host { host } } => vec![host.clone()],
            _ => self.hosts(),
        }
    }

    pub(super) fn access(&mut self, granted: bool) -> Vec<Effect> {
        if let Some(stop) = self.bad_address() {
            return self.pause(stop);
        }
        match (&self.stage, granted) {
            (Stage::Claiming | Stage::Permission { .. } | Stage::Locked, true) => {
                self.stage = Stage::Claiming;
                vec![Effect::Claim]
            }
            (Stage::Claiming | Stage::Locked, false) => {
                self.stage = Stage::Permission { hosts: self.hosts(), refused: false };
                Vec::new()
            }
            (Stage::Paused { stop: Stop::Host { .. } }, true) => {
                self.stage = Stage::Opening;
                vec![Effect::LookAgain]
            }
            (Stage::Paused { stop: Stop::Host { .. } }, false) => Vec::new(),
            // Withdrawn midway: nothing can be seen any more, so nothing is done.
            (stage, false) if self.is_running() && !matches!(stage, Stage::Permission { .. }) => {
                self.stage = Stage::Permission { hosts: self.hosts(), refused: true };
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn refused(&mut self) -> Vec<Effect> {
        if let Stage::Permission { refused, .. } = &mut self.stage {
            *refused = true;
        }
        Vec::new()
    }
}

/// Match patterns of the hosts of an order's addresses, and of all others of those shops as far as their
/// profiles name them, each once: the person is asked once for a shop.
pub fn hosts_of(order: &PurchaseOrder) -> Vec<String> {
    let mut patterns = Vec::new();
    for line in order.open_lines() {
        let mut all: Vec<String> = pattern_of(&line.url).into_iter().collect();
        all.extend(supplier::access(&line.url));
        for pattern in all {
            if !patterns.contains(&pattern) {
                patterns.push(pattern);
            }
        }
    }
    patterns
}

/// The match pattern of an address' host, such as `https://detail.1688.com/*`. Patterns have no port.
pub fn pattern_of(address: &str) -> Option<String> {
    let origin = origin_of(address)?;
    let (scheme, _) = split_at_text(&origin, "://")?;
    Some([scheme, "://", &host_of(address)?, "/*"].concat())
}
