//! Which lines of a purchase order the supplier's orders cover, and whether it is certain.

use super::wanted::Wanted;
use super::{Asked, Stop, StoredPress, Task, basket_check};
use crate::order::{Covered, Line, Quantity, added};
use crate::page::{Amount, BasketLine, Placed};

/// One placed order that fits, and what of the purchase order it covers.
pub(super) struct Fitting<'a> {
    /// The order.
    pub placed: &'a Placed,
    /// The lines, with how many of each.
    pub lines: Vec<Covered>,
}

/// The lines in what the supplier counts.
pub(super) fn all_wanted<'a>(
    lines: &'a [Line],
    asked: &'a Asked,
    tasks: &'a [Task],
) -> Result<Vec<Wanted<'a>>, Stop> {
    let mut wanted = Vec::new();
    for line in lines.iter().filter(|line| !line.left().is_zero()) {
        let mut want = Wanted::of(line, asked, None)?;
        want.called = Task::title_of(tasks, &line.id);
        wanted.push(want);
    }
    Ok(wanted)
}

/// Whether the number of pieces, where an order tells it without its goods, is that of all lines.
pub(super) fn pieces_fit(placed: &Placed, wanted: &[Wanted]) -> bool {
    let mut sum = Quantity::ZERO;
    for want in wanted {
        sum = added(sum, want.count).unwrap_or_default();
    }
    placed.pieces.is_none_or(|pieces| pieces == sum)
}

pub(super) fn covers_press(lines: &[Covered], press: Option<&StoredPress>) -> bool {
    press.is_some_and(|press| press.lines.iter().all(|id| lines.iter().any(|line| line.line == *id)))
}

/// What several orders come to together; nothing where one does not tell.
pub(super) fn sum_of(fitting: &[Fitting]) -> Option<Amount> {
    let mut sum = fitting.first()?.placed.total?;
    for one in fitting.iter().skip(1) {
        let total = one.placed.total?;
        sum = Amount { amount: added(sum.amount, total.amount)?, currency: sum.currency.or(total.currency) };
    }
    Some(sum)
}

fn cover_line(want: &Wanted) -> Covered {
    Covered { line: want.line.id.clone(), quantity: want.line.left() }
}

pub(super) fn cover_all(wanted: &[Wanted]) -> Vec<Covered> {
    let mut lines = Vec::new();
    for want in wanted {
        lines.push(cover_line(want));
    }
    lines
}

/// What an order's lines cover; nothing when one of them is no line of the purchase or has another quantity.
/// Where the order stands for a checkout that was compared, its goods may be called otherwise.
pub(super) fn cover(found: &[BasketLine], wanted: &[Wanted], stands: bool) -> Option<Vec<Covered>> {
    let mut rest: Vec<&Wanted> = wanted.iter().collect();
    let mut lines = Vec::new();
    for line in found {
        let at = rest.iter().position(|want| {
            let is_it = basket_check::is_line(line, want)
                || stands && basket_check::may_be_line(line, want, wanted.len());
            is_it && line.quantity == Some(want.count)
        })?;
        lines.push(cover_line(rest.remove(at)));
    }
    (!lines.is_empty()).then_some(lines)
}

/// The orders that together cover everything exactly once; nothing when that is not certain.
pub(super) fn whole<'a, 'p>(fitting: &'a [Fitting<'p>], wanted: &[Wanted]) -> Option<Vec<&'a Fitting<'p>>> {
    let full =
        |one: &Fitting| wanted.iter().all(|want| one.lines.iter().any(|line| line.line == want.line.id));
    let mut all: Vec<&Fitting> = fitting.iter().collect();
    let complete = fitting.iter().filter(|one| full(one)).count();
    if complete > 0 {
        all.retain(|one| full(one));
        return (complete == 1).then_some(all);
    }
    let covered = |want: &Wanted| -> Option<Quantity> {
        let mut sum = Quantity::ZERO;
        for one in fitting {
            for line in &one.lines {
                if line.line == want.line.id {
                    sum = added(sum, line.quantity)?;
                }
            }
        }
        Some(sum)
    };
    let exact = !fitting.is_empty() && wanted.iter().all(|want| covered(want) == Some(want.line.left()));
    exact.then_some(all)
}
