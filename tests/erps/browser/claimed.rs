//! Two purchasers and one order: one with the popup, and one at another computer.

use std::thread;

use anyhow::{Result, bail, ensure};
use journeys::person::{Errand, Person};
use one_click_purchase::erp::ErpError;
use one_click_purchase::order::{PurchaseOrder, Status};
use one_click_purchase::purchase::{Stage, Stop, Turn};

use super::{Real, order};
use crate::acts::{claim, read, release, told};

/// The names that the two have in the ERP.
const WANG: &str = "Wang Fang";
const LI: &str = "Administrator";

pub fn one_of_two<R: Real>(erp: &mut R, person: &Person<'_>) -> Result<()> {
    let li = erp.li();

    // Wang is ready to buy: Li is told.
    let (first, _) = order(erp, person)?;
    let errand = person.buy(&first)?;
    is_ready(&errand)?;
    match claim(&li, &first.id, "p-li") {
        Err(ErpError::Claimed(by, _)) => ensure!(by == WANG, "{by}"),
        other => bail!("{other:?}"),
    }
    errand.give_up()?;
    errand.close_tabs()?;
    person.world.browser.until("the order to be given back", || {
        Ok((read(&li, &first.id)?.status == Status::Pending).then_some(()))
    })?;

    // Li has it: Wang, whose popup does not show that yet, is told.
    let (second, _) = order(erp, person)?;
    shows(person, &second)?;
    told(claim(&li, &second.id, "p-li"))?;
    person.press_buy(&second.number)?;
    let errand = person.errand(&second)?;
    is_told(&errand)?;
    errand.give_up()?;
    told(release(&li, &second.id, "p-li"))?;

    // Both at once.
    let (third, _) = order(erp, person)?;
    shows(person, &third)?;
    let elsewhere = li.elsewhere();
    let (pressed, won) = thread::scope(|scope| {
        let id = &third.id;
        let other = scope.spawn(move || claim(&elsewhere(), id, "p-li"));
        (person.press_buy(&third.number), other.join())
    });
    pressed?;
    let errand = person.errand(&third)?;
    match won {
        Ok(Ok(_)) => is_told(&errand)?,
        Ok(Err(ErpError::Claimed(by, _))) => {
            ensure!(by == WANG, "{by}");
            is_ready(&errand)?;
        }
        other => bail!("{other:?}"),
    }
    errand.give_up()?;
    errand.close_tabs()
}

fn is_ready(errand: &Errand<'_, '_>) -> Result<()> {
    errand.goes_on("ready to buy", |purchase| purchase.stage == Stage::Ready { turn: Turn::Buy }).map(drop)
}

fn is_told(errand: &Errand<'_, '_>) -> Result<()> {
    let told =
        |stage: &Stage| matches!(stage, Stage::Paused { stop: Stop::ClaimedBy { by, .. } } if by == LI);
    errand.reaches("told who buys it", |purchase| told(&purchase.stage)).map(drop)
}

/// Waits until the popup shows an order that has only just been made: what it shows is fetched by then.
fn shows(person: &Person<'_>, order: &PurchaseOrder) -> Result<()> {
    person.look_at_popup()?;
    person.world.browser.find("#search")?.type_text(&order.number)?;
    person.world.browser.find_with_text("[data-do=open-row]", &order.number).map(drop)
}
