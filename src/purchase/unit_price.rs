//! What one costs at a quantity, by all that a product's page shows.

use rust_decimal::Decimal;

use crate::order::Quantity;
use crate::page::{Amount, Product, Row, Tier};

/// The unit price of a quantity. A table of prices by quantity may be another variant's, left as it was when
/// this one was chosen: where what is shown now is none of its prices, the higher of both is what one may cost.
pub(super) fn price_at(product: &Product, row: Option<&Row>, pieces: Quantity) -> Option<Amount> {
    let tier = product.tiers.iter().rev().find(|tier| tier.from <= pieces).map(|tier| tier.price);
    let (tier, shown) = match (tier, row.and_then(|row| row.price).or(product.price)) {
        (Some(tier), Some(shown)) => (tier, shown),
        (tier, shown) => return tier.or(shown),
    };
    if product.tiers.iter().any(|tier| is_told(tier, shown)) || begins_above_one(product, shown) {
        return Some(tier);
    }
    match (tier.currency, shown.currency) {
        (Some(one), Some(other)) if one != other => None,
        _ if tier.amount > shown.amount => Some(tier),
        _ => Some(shown),
    }
}

/// Whether a price that is shown is the one of a tier.
fn is_told(tier: &Tier, shown: Amount) -> bool {
    let told = tier.price;
    let others = told.currency.is_some() && shown.currency.is_some() && told.currency != shown.currency;
    told.amount == shown.amount && !others
}

/// Whether a table leaves out the price of one, which is what is shown, and no other variant is there whose
/// table it could be.
fn begins_above_one(product: &Product, shown: Amount) -> bool {
    let one_variant = product.rows.is_empty() && product.axes.iter().all(|axis| axis.options.len() == 1);
    let begins = |tier: &Tier| tier.from > Decimal::ONE && tier.price.amount <= shown.amount;
    one_variant && product.tiers.first().is_some_and(begins)
}
