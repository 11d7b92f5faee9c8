//! Claims: who is buying an order, and until when nobody else may.

use one_click_purchase::order::{Claim, PurchaseOrder, Time};

use super::{Refusal, restand};

/// The longest lease, in seconds: a day.
pub const MOST_SECONDS: i64 = 86_400;

/// Gives the order to a purchase, or renews its lease. True when the purchase did not hold it before.
/// Whoever reads the order reads the purchase's id, so the id alone proves nothing: only who claimed renews.
pub fn claim(order: &mut PurchaseOrder, wanted: Claim, now: Time) -> Result<bool, Refusal> {
    lapse(order, now);
    if !order.status.is_open() {
        return Err(Refusal::NotOpen(order.status));
    }
    let held = order.claim.take();
    match held {
        Some(held) if !is_of(&held, &wanted.by, &wanted.purchase) => {
            order.claim = Some(held.clone());
            Err(Refusal::Claimed(held))
        }
        held => {
            order.claim = Some(wanted);
            restand(order);
            Ok(held.is_none())
        }
    }
}

/// Gives the order back; false when this purchase of this purchaser does not hold it.
pub fn release(order: &mut PurchaseOrder, by: &str, purchase: &str) -> bool {
    let holds = order.claim.as_ref().is_some_and(|claim| is_of(claim, by, purchase));
    if holds {
        order.claim = None;
        restand(order);
    }
    holds
}

fn is_of(claim: &Claim, by: &str, purchase: &str) -> bool {
    claim.by == by && claim.purchase == purchase
}

/// Ends a lease that has run out and returns it.
pub fn lapse(order: &mut PurchaseOrder, now: Time) -> Option<Claim> {
    let ended = order.claim.take_if(|claim| claim.until <= now)?;
    restand(order);
    Some(ended)
}
