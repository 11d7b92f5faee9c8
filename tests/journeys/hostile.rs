//! Pages that want something bought or recorded that nobody bought.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::Errand;
use journeys::world::Draft;
use one_click_purchase::order::Status;
use one_click_purchase::purchase::{Purchase, Stage, Stop};

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] =
    &[("a page that exchanges its options under the hand is stopped", swap)];

/// Starts to buy a hostile product, does `act`, and checks that nothing was pressed, bought or recorded.
fn hostile(kind: Kind, slug: &str, act: impl FnOnce(&Errand<'_, '_>) -> Result<Purchase>) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let product = world.shop.product(slug)?;
        let sku = product.skus.get(1).context("a product has a variant")?;
        let order = Draft::new(number()).line(&product, sku, 2).import(&world.desk)?;
        let before = world.shop.log()?.len();
        let errand = person.buy(&order)?;
        // The person signs in and does nothing else.
        errand.goes_on("signed in", |purchase| {
            !matches!(purchase.stage, Stage::Claiming | Stage::Opening | Stage::SignIn)
        })?;
        let purchase = act(&errand)?;
        ensure!(purchase.presses.is_empty(), "a press was taken down: {:?}", purchase.presses);
        ensure!(purchase.reports.is_empty(), "a report was made: {:?}", purchase.log);
        let kept = world.desk.order(&order.id)?;
        ensure!(kept.status == Status::Purchasing && kept.reports.is_empty(), "the desk says {kept:?}");
        ensure!(world.shop.log()?.len() == before, "something was bought");
        errand.give_up()
    })
}

fn swap(kind: Kind) -> Result<()> {
    hostile(kind, "hostile-swap", |errand| {
        errand.reaches("stopped at what was not taken", |purchase| {
            matches!(purchase.stage, Stage::Paused { stop: Stop::NotTaken { .. } })
        })
    })
}
