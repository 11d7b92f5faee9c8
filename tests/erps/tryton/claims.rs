//! Two purchasers and one order.

use anyhow::Result;

use super::Case;
use super::up::Tryton;
use crate::rivals;

pub const CASES: [(&str, Case); 2] = [
    ("the second purchaser is told who buys, until it is given back", second),
    ("of two purchasers at once one holds the order, or none", races),
];

fn second(tryton: &mut Tryton) -> Result<()> {
    let id = tryton.order(1)?;
    // A renewal reads the order, its lines and its notes.
    rivals::second(&tryton.li(), &tryton.wang(), &id, 3)
}

fn races(tryton: &mut Tryton) -> Result<()> {
    let ids = (0..rivals::AT_ONCE).map(|_| tryton.order(3)).collect::<Result<Vec<_>>>()?;
    let tryton = &*tryton;
    let purchaser = |own| if own == 0 { tryton.li() } else { tryton.wang() };
    rivals::race(&ids, purchaser, || tryton.sql(&["delete from ir_note"]).map(drop))
}
