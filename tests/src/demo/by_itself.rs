//! The demo without a person: it presses everything itself, with the driver's real pointer.

use anyhow::Result;
use one_click_purchase::order::Status;
use one_click_purchase::purchase::Stage;

use super::steps::Steps;
use super::{Options, order};
use crate::person::{Person, books};
use crate::world::{World, launch};

pub(super) fn show(options: &Options) -> Result<()> {
    let steps = Steps::start();
    let world = World::start(launch(options.kind), options.seed)?;
    steps.tell(&format!(
        "desk, supplier (seed {}) and {} with the extension are running",
        options.seed,
        options.kind.name()
    ))?;
    let order = order(&world, "PO-2026-0001")?;
    let person = Person::new(&world)?;
    person.consent_to_supplier()?;
    steps.tell(&format!("{} waits in the desk; the person presses Buy in the popup", order.number))?;
    let errand = person.buy(&order)?;
    let mut told = Ok(());
    errand.goes_on("confirmed by the desk", |purchase| {
        if told.is_ok() {
            told = steps.stands(purchase);
        }
        purchase.stage == Stage::Confirmed
    })?;
    told?;
    world.desk.reaches(&order.id, Status::Purchased)?;
    let numbers = books::agree(&world, &order.id)?;
    steps.tell("the desk and the supplier's log agree on every SKU, quantity, number and amount")?;
    steps.end(&order.number, &numbers)
}
