//! What is compared on a product's page, each with what the order says of it and what was found.

use super::wanted::Wanted;
use super::{Check, Checked, Fit, PairedPick, Pick};
use crate::order::{Money, Quantity, number_text, plain_number};
use crate::page::{Amount, Choice, Product};

/// Compares quantity, price and, where it is told, stock.
pub(super) fn check_numbers(
    want: &Wanted,
    quantity: Option<Quantity>,
    price: Option<Amount>,
    stock: Option<Quantity>,
    checks: &mut Vec<Check>,
) {
    checks.push(quantity_check(want, quantity));
    checks.push(price_check(want, price));
    if let Some(stock) = stock {
        checks.push(stock_check(want, stock));
    }
}

pub(super) fn check(want: &Wanted, what: Checked, expected: String, found: String, fit: Fit) -> Check {
    Check::new(what, Some(&want.line.id), expected, found, fit)
}

/// An axis: what the order says of it beside what the page calls the option.
pub(super) fn axis_check(want: &Wanted, product: &Product, index: usize, option: &Choice) -> Check {
    let fit = if option.chosen { Fit::Same } else { Fit::Open };
    let found = if option.chosen { option.label.clone() } else { String::new() };
    let axis = product.axes.get(index).map(|axis| axis.name.clone()).unwrap_or_default();
    let mut check = check(want, Checked::Axis(axis), want.words_for(product, index, option), found, fit);
    check.paired = want.pick(index).and_then(|pick| pick.paired);
    check
}

/// What was picked, where nothing else is compared of it.
pub(super) fn picked_check(want: &Wanted, pick: &Pick) -> Check {
    let PairedPick { axis, label, .. } = &pick.option;
    let mut check = check(want, Checked::Axis(axis.clone()), label.clone(), label.clone(), Fit::Same);
    check.paired = pick.paired;
    check
}

fn quantity_check(want: &Wanted, found: Option<Quantity>) -> Check {
    let fit = if found == Some(want.count) { Fit::Same } else { Fit::Open };
    let found = found.map(plain_number).unwrap_or_default();
    check(want, Checked::Quantity, want.count_text(), found, fit)
}

/// The unit price beside the limit.
pub fn price_check(want: &Wanted, found: Option<Amount>) -> Check {
    let fit = if want.allow_price(found).is_ok() { Fit::Same } else { Fit::Differs };
    let expected = want.limit_of_one().map(limit_text).unwrap_or_default();
    check(want, Checked::UnitPrice, expected, found.map(amount_text).unwrap_or_default(), fit)
}

fn stock_check(want: &Wanted, stock: Quantity) -> Check {
    let fit = if stock >= want.count { Fit::Same } else { Fit::Differs };
    check(want, Checked::Stock, ["≥ ", &number_text(want.count)].concat(), plain_number(stock), fit)
}

/// Something that the order does not name, with how many there are.
pub fn too_many(label: String, quantity: Quantity) -> Check {
    let found = [label.as_str(), " × ", &plain_number(quantity)].concat();
    Check::new(Checked::Extra(label), None, "0".to_owned(), found, Fit::Differs)
}

/// An amount as text, `12.80 CNY`.
pub fn amount_text(amount: Amount) -> String {
    let number = number_text(amount.amount);
    match amount.currency {
        Some(currency) => [number.as_str(), currency.code()].join(" "),
        None => number,
    }
}

/// The most that something may cost, `≤ 12.80 CNY`.
pub fn limit_text(limit: Money) -> String {
    ["≤ ", &amount_text(Amount { amount: limit.amount, currency: Some(limit.currency) })].concat()
}
