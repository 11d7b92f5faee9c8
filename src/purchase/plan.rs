//! From a product page and the lines that it should sell: what to do next.
//!
//! All or nothing: before the first step every line must match. Options are chosen first, because
//! prices, stock and rows may change with them; quantities are filled when price and stock allow
//! it; then the page is read again until everything stands as the order says.

use rust_decimal::Decimal;

use super::allowed::names_of;
use super::compared::{axis_check, check, check_numbers, picked_check};
use super::plan_rows::rows;
use super::unit_price::price_at;
use super::wanted::Wanted;
use super::{Check, Checked, Fit, Stop};
use crate::order::{LineId, added, plain_number};
use crate::page::{Axis, Choice, Control, Product, QuantityControl, QuantityKind, Step};

/// What to do next on a product page.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// The page shows nothing to fill yet, or nothing at all: wait for it to change.
    Wait,
    /// These lines cannot be bought at once on this page; take the first alone.
    OneByOne,
    /// It cannot be bought like this.
    Stop(Stop),
    /// The variant has a page of its own.
    Open(String),
    /// Do this, then look again.
    Steps(Vec<Step>),
    /// There is nothing to fill yet: do this once the page is at rest, it may lie behind.
    Behind(Vec<Step>),
    /// These lines stand as the order says; others are behind another option.
    Partly(Vec<LineId>, Vec<Step>),
    /// Everything stands as the order says.
    Proven,
    /// All but the quantity, which only the cart lets be set.
    LeftToCart,
}

/// The plan and what was compared for it.
pub type Planned = (Plan, Vec<Check>);

/// Plans the next steps. `proven` are the lines that stood right since the last filling.
pub fn plan(product: &Product, wanted: &[Wanted], proven: &[LineId]) -> Planned {
    let mut checks = Vec::new();
    let plan = decide(product, wanted, proven, &mut checks).unwrap_or_else(Plan::Stop);
    (plan, checks)
}

/// What is compared now. For a proven line that is behind another option now, what was compared when
/// it stood right is kept.
pub fn with_proven(before: &[Check], now: &[Check], proven: &[LineId]) -> Vec<Check> {
    let is_hidden = |check: &Check| check.fit == Fit::Open && matches!(check.what, Checked::Axis(_));
    let mut checks = Vec::new();
    for group in now.chunk_by(|one, next| one.line == next.line) {
        let line = group.iter().find(|check| is_hidden(check)).and_then(|check| check.line.as_ref());
        let mut right: Vec<Check> = Vec::new();
        if line.is_some_and(|line| proven.contains(line)) {
            for check in before {
                if check.line.as_ref() == line {
                    right.push(check.clone());
                }
            }
        }
        if right.is_empty() || right.iter().any(|check| check.fit != Fit::Same) {
            right = group.to_vec();
        }
        checks.append(&mut right);
    }
    checks
}

fn decide(
    product: &Product,
    wanted: &[Wanted],
    proven: &[LineId],
    checks: &mut Vec<Check>,
) -> Result<Plan, Stop> {
    if product.rows.is_empty() {
        return match wanted {
            [] => Ok(Plan::Wait),
            [one] => single(product, one, checks),
            // Rows that are still to come have no quantity field in their place.
            [first, ..] if place_for_quantity(product).is_none() => {
                let one_by_one = if product.quantity.is_some() { Plan::OneByOne } else { Plan::Wait };
                match behind_options(product, first, checks)? {
                    Some(Plan::Open(_)) => Ok(Plan::OneByOne),
                    other => Ok(other.unwrap_or(one_by_one)),
                }
            }
            _ => Ok(Plan::OneByOne),
        };
    }
    rows(product, wanted, proven, checks)
}

/// Where the page lets the quantity be set, or shows a fixed one.
fn place_for_quantity(product: &Product) -> Option<&QuantityControl> {
    product.quantity.as_ref().filter(|control| control.kind != QuantityKind::Button)
}

/// Opens the first list that does not show the option that is wanted: what is in it is seen then.
pub(super) fn open_list(product: &Product, want: &Wanted) -> Option<Step> {
    for (index, axis) in product.axes.iter().enumerate() {
        if let Some(opener) = &axis.opener
            && !want.is_shown(product, index)
        {
            return Some(Step::Click { handle: opener.handle, label: opener.label.clone() });
        }
    }
    None
}

/// One line on a page with one quantity.
fn single(product: &Product, want: &Wanted, checks: &mut Vec<Check>) -> Result<Plan, Stop> {
    let id = &want.line.id;
    if product.axes.is_empty() && product.sold_out {
        return Err(Stop::SoldOut { line: id.clone() });
    }
    let opens = open_list(product, want);
    let Some(control) = place_for_quantity(product) else {
        if product.sold_out && !product.axes.iter().any(leads_on) {
            return Err(Stop::SoldOut { line: id.clone() });
        }
        if let Some(step) = opens {
            return Ok(Plan::Behind(vec![step]));
        }
        return match behind_options(product, want, checks)? {
            Some(plan) => Ok(plan),
            None if product.sold_out => Err(Stop::SoldOut { line: id.clone() }),
            None if product.quantity.is_some() => by_button(product, want, checks),
            None => Ok(Plan::Wait),
        };
    };
    if let Some(step) = opens {
        return Ok(Plan::Steps(vec![step]));
    }
    if product.axes.iter().any(|axis| axis.options.is_empty()) {
        return Ok(Plan::Wait);
    }
    let (options, _) = want.options(product)?;
    // The bounds hold for every variant: told before anything is touched.
    want.allow_bounds(product.minimum, product.step, Some(control))?;
    want.allow_currency(
        price_at(product, None, want.count).and_then(|price| price.currency).or(product.currency),
    )?;
    check_options(product, want, &options, checks)?;
    if let Some(plan) = choose(&options) {
        return Ok(plan);
    }
    if product.sold_out {
        return Err(Stop::SoldOut { line: id.clone() });
    }
    want.allow_pack(product, &names_of(&options))?;
    let price = price_at(product, None, want.count);
    check_numbers(want, control.value, price, product.stock, checks);
    want.allow_quantity(product.stock, None, None)?;
    want.allow_price(price)?;
    if control.kind == QuantityKind::Fixed && control.value == Some(Decimal::ONE) && want.count > Decimal::ONE
    {
        return Ok(Plan::LeftToCart);
    }
    let steps = fill(control, want)?;
    Ok(if steps.is_empty() { Plan::Proven } else { Plan::Steps(steps) })
}

/// One line on a page that sets no quantity, with all options chosen: one is bought by the page's button,
/// and more are set in the cart.
fn by_button(product: &Product, want: &Wanted, checks: &mut Vec<Check>) -> Result<Plan, Stop> {
    if product.axes.iter().any(|axis| axis.options.is_empty()) {
        return Ok(Plan::Wait);
    }
    let (options, _) = want.options(product)?;
    if product.axes.is_empty() {
        check_options(product, want, &options, checks)?;
    }
    want.allow_pack(product, &names_of(&options))?;
    let price = price_at(product, None, want.count);
    check_numbers(want, Some(Decimal::ONE), price, product.stock, checks);
    want.allow_quantity(product.stock, product.minimum, product.step)?;
    want.allow_price(price)?;
    Ok(if want.count > Decimal::ONE { Plan::LeftToCart } else { Plan::Proven })
}

/// Whether the variants of an axis have pages of their own.
fn leads_on(axis: &Axis) -> bool {
    axis.options.iter().any(|option| matches!(option.control, Control::Open(_)))
}

/// Where there is nothing to fill, it may be there once the options are chosen: on the variant's own
/// page, as rows, or on this very page. What no axis took may name a row.
fn behind_options(product: &Product, want: &Wanted, checks: &mut Vec<Check>) -> Result<Option<Plan>, Stop> {
    if product.axes.is_empty() || product.axes.iter().any(|axis| axis.options.is_empty()) {
        return Ok(None);
    }
    let (options, left) = want.matched(product)?;
    check_options(product, want, &options, checks)?;
    match choose(&options) {
        None => want.none_left(product, &left).map(|()| None),
        Some(Plan::Steps(steps)) => Ok(Some(Plan::Behind(steps))),
        plan => Ok(plan),
    }
}

/// Compares the options; stops where one that is still to be chosen cannot be.
pub(super) fn check_options(
    product: &Product,
    want: &Wanted,
    options: &[&Choice],
    checks: &mut Vec<Check>,
) -> Result<(), Stop> {
    for (index, option) in options.iter().enumerate() {
        checks.push(axis_check(want, product, index, option));
    }
    if want.is_titled(product) {
        for attribute in &want.line.attributes {
            let (what, option) = (Checked::Axis(attribute.axis.clone()), &attribute.option);
            checks.push(check(want, what, option.clone(), option.clone(), Fit::Same));
        }
    } else if want.is_picked_page && product.axes.is_empty() {
        for pick in want.asked.picked(&want.line.id) {
            checks.push(picked_check(want, pick));
        }
    }
    // One may be barred by what is chosen on another axis now, or a whole axis before another is chosen.
    let open = |option: &&Choice| !option.chosen && !option.disabled;
    let stands = |axis: &Axis| axis.options.iter().any(|option| option.chosen);
    let waits = |axis: &Axis| axis.options.iter().all(|option| option.disabled);
    let (mut opens, mut changes) = (false, false);
    for (option, axis) in options.iter().zip(&product.axes) {
        opens |= open(option);
        changes |= open(option) && stands(axis);
    }
    let lasts = |axis: &Axis| !(changes || opens && waits(axis));
    let gone = |(option, axis): (&&Choice, &Axis)| option.disabled && !option.chosen && lasts(axis);
    if options.iter().zip(&product.axes).any(gone) {
        return Err(Stop::SoldOut { line: want.line.id.clone() });
    }
    Ok(())
}

/// How the options that are not chosen yet are chosen; nothing when all are.
pub(super) fn choose(options: &[&Choice]) -> Option<Plan> {
    let mut steps = Vec::new();
    for option in options {
        if option.chosen || option.disabled {
            continue;
        }
        match &option.control {
            Control::Click(handle) => {
                steps.push(Step::Click { handle: *handle, label: option.label.clone() })
            }
            Control::Select(handle, value) => {
                steps.push(Step::Select { handle: *handle, value: value.clone() })
            }
            Control::Open(url) => return Some(Plan::Open(url.clone())),
        }
    }
    (!steps.is_empty()).then_some(Plan::Steps(steps))
}

/// Steps that make a quantity what is wanted; none when it is.
pub fn fill(control: &QuantityControl, want: &Wanted) -> Result<Vec<Step>, Stop> {
    if control.value == Some(want.count) {
        return Ok(Vec::new());
    }
    let value = plain_number(want.count);
    let over = control.max.is_some_and(|max| want.count > max);
    if over {
        let stock = control.max.unwrap_or_default();
        return Err(Stop::TooFew { line: want.line.id.clone(), stock, wanted: want.count });
    }
    match control.kind {
        QuantityKind::Field => Ok(vec![Step::Fill { handle: control.handle, value }]),
        QuantityKind::Select => Ok(vec![Step::Select { handle: control.handle, value }]),
        QuantityKind::Stepper => match clicks(control, want) {
            // Its steps lead past what is wanted: nothing would be right, and nothing is to be pressed.
            clicks if clicks.is_empty() => Err(not_taken(control, value)),
            clicks => Ok(clicks),
        },
        QuantityKind::Fixed | QuantityKind::Button => Err(not_taken(control, value)),
    }
}

/// What stands in a quantity is not what is wanted, and cannot be made so.
fn not_taken(control: &QuantityControl, wanted: String) -> Stop {
    let stands = control.value.map(plain_number).unwrap_or_default();
    Stop::NotTaken { what: [stands, wanted].join(" ≠ ") }
}

/// So many clicks on a stepper at the most in one round; the page is read again in between.
const MOST_CLICKS: usize = 20;

/// A stepper whose step is not told is pressed once: what comes of it tells the step.
fn clicks(control: &QuantityControl, want: &Wanted) -> Vec<Step> {
    let Some(value) = control.value else { return Vec::new() };
    let wanted = want.count;
    let (button, label) = if wanted > value {
        (control.plus, &control.plus_label)
    } else {
        (control.minus, &control.minus_label)
    };
    let Some(handle) = button else { return Vec::new() };
    let (mut stands, most) = if wanted > value { (value, wanted) } else { (wanted, value) };
    let step = control.step.filter(|step| !step.is_zero()).or(want.moved_by(value));
    let most_clicks = if step.is_some() { MOST_CLICKS } else { 1 };
    let step = step.unwrap_or(Decimal::ONE);
    let mut clicks = Vec::new();
    while clicks.len() < most_clicks
        && let Some(next) = added(stands, step)
        && next <= most
    {
        stands = next;
        clicks.push(Step::Click { handle, label: label.clone() });
    }
    clicks
}
