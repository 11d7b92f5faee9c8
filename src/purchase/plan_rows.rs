//! A product page that has its variants as rows, each with a quantity of its own.

use rust_decimal::Decimal;

use super::allowed::names_of;
use super::compared::{check_numbers, picked_check, too_many};
use super::matching::{same, same_joined};
use super::plan::{Plan, check_options, choose, fill, open_list};
use super::unit_price::price_at;
use super::wanted::Wanted;
use super::{Candidate, Check, Stop};
use crate::order::{Attribute, LineId, Quantity, added, is_multiple};
use crate::page::{Product, Row};

/// Several lines as rows, some perhaps behind the options of another axis.
pub(super) fn rows(
    product: &Product,
    wanted: &[Wanted],
    proven: &[LineId],
    checks: &mut Vec<Check>,
) -> Result<Plan, Stop> {
    let mut here = Vec::new();
    let mut elsewhere = Vec::new();
    let mut total = Quantity::ZERO;
    for want in wanted {
        total = added(total, want.count).unwrap_or(total);
    }
    for want in wanted {
        if let Some(step) = open_list(product, want) {
            elsewhere.push((want, Some(Plan::Steps(vec![step]))));
            continue;
        }
        let (options, left) = want.options(product)?;
        check_options(product, want, &options, checks)?;
        if options.iter().all(|option| option.chosen) {
            let row = find_row(product, want, &left)?;
            if let Some(pick) = want.pick(product.axes.len()) {
                checks.push(picked_check(want, pick));
            }
            let mut names = names_of(&options);
            names.extend(row.labels.iter().map(String::as_str));
            want.allow_pack(product, &names)?;
            let price = price_at(product, Some(row), if product.mixed { total } else { want.count });
            let filled = row.quantity.as_ref().and_then(|control| control.value);
            check_numbers(want, filled, price, row.stock, checks);
            if row.sold_out {
                return Err(Stop::SoldOut { line: want.line.id.clone() });
            }
            want.allow_quantity(row.stock, None, None)?;
            want.allow_bounds(None, product.step, row.quantity.as_ref())?;
            want.allow_price(price)?;
            here.push((want, row));
        } else {
            elsewhere.push((want, choose(&options)));
        }
    }
    minimum_of_all(product, wanted, total)?;
    let mut steps = Vec::new();
    for (want, row) in &here {
        let Some(control) = &row.quantity else {
            return Err(Stop::SoldOut { line: want.line.id.clone() });
        };
        steps.extend(fill(control, want)?);
    }
    let mut extras: Vec<String> = Vec::new();
    for row in &product.rows {
        if here.iter().any(|(_, taken)| std::ptr::eq(*taken, row)) {
            continue;
        }
        if let Some(extra) = extra_check(row) {
            extras.push(extra.found.clone());
            checks.push(extra);
        }
    }
    if !extras.is_empty() {
        return Err(Stop::NotTaken { what: extras.join(", ") });
    }
    if !steps.is_empty() {
        return Ok(Plan::Steps(steps));
    }
    let mut right: Vec<LineId> = Vec::new();
    for (want, _) in here {
        right.push(want.line.id.clone());
    }
    match elsewhere.into_iter().find(|(want, _)| !proven.contains(&want.line.id)) {
        None => Ok(Plan::Proven),
        Some((_, next)) => match next {
            Some(Plan::Steps(steps)) => Ok(Plan::Partly(right, steps)),
            Some(other) => Ok(other),
            None => Ok(Plan::Wait),
        },
    }
}

/// The smallest quantity counts all variants of the product together, as wholesale sites do.
fn minimum_of_all(product: &Product, wanted: &[Wanted], total: Quantity) -> Result<(), Stop> {
    let (minimum, step) = (product.minimum, product.step);
    let below = minimum.is_some_and(|minimum| total < minimum);
    let off = |want: &&Wanted| step.is_some_and(|step| step > Decimal::ONE && !is_multiple(want.count, step));
    let at_fault = wanted.iter().find(off).or(wanted.first().filter(|_| below));
    match at_fault {
        None => Ok(()),
        Some(want) => {
            let wanted = if below { total } else { want.count };
            Err(Stop::Quantity { line: want.line.id.clone(), wanted, minimum, step })
        }
    }
}

/// The one row that is the line's variant.
pub(super) fn find_row<'p>(
    product: &'p Product,
    want: &Wanted,
    left: &[&Attribute],
) -> Result<&'p Row, Stop> {
    let pick = want.pick(product.axes.len());
    let mut options: Vec<&str> = Vec::new();
    for attribute in left {
        options.push(&attribute.option);
    }
    let (mut fits, mut narrowed): (Vec<&Row>, Vec<&Row>) = (Vec::new(), Vec::new());
    for row in &product.rows {
        if let Some(pick) = pick {
            if row.id == pick.option.id && row.name() == pick.option.label {
                fits.push(row);
            }
            continue;
        }
        let named = |option: &&str| row.labels.iter().any(|label| same(label, option));
        if !options.is_empty() && options.iter().all(named)
            || row.labels.iter().any(|label| same_joined(label, &options))
        {
            fits.push(row);
        }
        if want.is_sku(row.id.as_deref()) {
            narrowed.push(row);
        }
    }
    if pick.is_none() && (options.is_empty() || fits.len() > 1 && narrowed.len() == 1) {
        fits = narrowed;
    }
    let doubt = || Stop::NoOption {
        line: want.line.id.clone(),
        axis: String::new(),
        wanted: options.join(" · "),
        offered: offered_rows(product, &fits),
        changed: false,
    };
    let sure = |one: &Row| pick.is_some() || want.is_sku(one.id.as_deref());
    match (fits.as_slice(), product.rows.as_slice()) {
        // Where other rows have the same word in another column, it may be another axis' here.
        ([one], _) if !sure(one) && strays(product, one, &options) => Err(doubt()),
        ([one], _) => Ok(one),
        ([], [only]) if options.is_empty() && pick.is_none() => Ok(only),
        _ => Err(doubt()),
    }
}

/// Whether one of several options stands in another column in another row.
fn strays(product: &Product, row: &Row, options: &[&str]) -> bool {
    let stands = |row: &Row, option: &str| row.labels.iter().position(|label| same(label, option));
    options.len() > 1
        && options.iter().any(|option| {
            let own = stands(row, option);
            own.is_some()
                && product.rows.iter().any(|row| stands(row, option).is_some_and(|at| Some(at) != own))
        })
}

/// The rows that the person may pick: those that fit, else all.
fn offered_rows(product: &Product, fits: &[&Row]) -> Vec<Candidate> {
    let mut offered = Vec::new();
    for row in &product.rows {
        let fits = fits.is_empty() || fits.iter().any(|own| std::ptr::eq(*own, row));
        if fits && !row.sold_out && row.quantity.is_some() {
            offered.push(Candidate { axis: product.axes.len(), label: row.name(), id: row.id.clone() });
        }
    }
    offered
}

fn extra_check(row: &Row) -> Option<Check> {
    let value = row.quantity.as_ref().and_then(|control| control.value).filter(|value| !value.is_zero())?;
    Some(too_many(row.name(), value))
}
