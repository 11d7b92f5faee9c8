//! The background may die between any two lines.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::books;
use journeys::world::Draft;
use one_click_purchase::purchase::Stage;

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] =
    &[("a background that is killed at every stage loses nothing", killed_at_every_stage)];

fn killed_at_every_stage(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        world.shop.sign_out(journeys::person::Person::ACCOUNT)?;
        let product = world.shop.product("a-tshirt")?;
        let sku = product.skus.first().context("a product has a variant")?;
        let order = Draft::new(number()).line(&product, sku, 2).import(&world.desk)?;
        let errand = person.buy(&order)?;
        let mut seen: Vec<Stage> = Vec::new();
        let mut killed = Ok(());
        errand.goes_on("confirmed by the desk", |purchase| {
            if !seen.contains(&purchase.stage) && killed.is_ok() {
                seen.push(purchase.stage.clone());
                killed = world.browser.kill_background();
                // No supplier's page wakes it yet, and its own alarm rings once a minute: the
                // person looks into the popup again.
                if purchase.stage == Stage::Claiming && killed.is_ok() {
                    killed = person.look_at_popup();
                }
            }
            purchase.stage == Stage::Confirmed
        })?;
        killed?;
        ensure!(seen.contains(&Stage::SignIn) && seen.len() >= 5, "killed at {seen:?} only");
        books::agree(world, &order.id).map(drop)
    })
}
