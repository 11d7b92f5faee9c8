//! The demo: one purchase of two variants, from the popup to the purchased order in the desk.

mod by_itself;
mod by_person;
mod steps;

use anyhow::Result;
use one_click_purchase::order::PurchaseOrder;

use crate::browser::Kind;
use crate::world::{Draft, World};

/// How to show it.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Nobody looks on: the demo plays the person too.
    pub headless: bool,
    /// In which browser.
    pub kind: Kind,
    /// Shuffles the supplier's markup and wording.
    pub seed: u64,
}

/// Shows it; an error where the desk and the supplier disagree in the end.
pub fn run(options: &Options) -> Result<()> {
    if options.headless { by_itself::show(options) } else { by_person::show(options) }
}

/// An order of several variants on one page, as purchasers have them every day.
fn order(world: &World, number: &str) -> Result<PurchaseOrder> {
    let shirt = world.shop.product("a-tshirt")?;
    let mut draft = Draft::new(number).note("请尽快发货,谢谢!");
    for (sku, quantity) in shirt.skus.iter().step_by(2).zip([20, 12]) {
        draft = draft.line(&shirt, sku, quantity);
    }
    draft.import(&world.desk)
}
