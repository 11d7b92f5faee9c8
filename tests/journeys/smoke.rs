//! The first things that must work: a connected extension lists what is to be bought.

use anyhow::{Result, ensure};
use journeys::browser::Kind;
use journeys::world::{Draft, World, launch};

use crate::Journey;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("the popup lists the pending orders of the desk", list),
    ("the built extension loads without an error", errors),
];

fn list(kind: Kind) -> Result<()> {
    let world = World::start(launch(kind), 1)?;
    let product = world.shop.product("a-tshirt")?;
    for (number, sku) in ["PO-2026-0001", "PO-2026-0002"].into_iter().zip(&product.skus) {
        Draft::new(number).line(&product, sku, 2).import(&world.desk)?;
    }
    world.browser.open_page("popup.html")?;
    world.tell(&serde_json::json!({ "kind": "refresh" }))?;
    world.browser.find_with_text("body", "PO-2026-0001")?;
    world.browser.find_with_text("body", "PO-2026-0002").map(drop)
}

fn errors(kind: Kind) -> Result<()> {
    let browser = journeys::browser::Browser::start(launch(kind))?;
    browser.open_page("popup.html")?;
    let errors = browser.extension_errors()?;
    ensure!(errors.is_empty(), "{}", errors.join("\n"));
    Ok(())
}
