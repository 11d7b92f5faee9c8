//! The ways to start besides the popup, and a sign-in in the middle.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::{Person, books};
use journeys::world::Draft;
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::Stage;

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("the desk's own button starts a purchase, and only a real click does", from_desk),
    ("who is signed out at the checkout signs in, and the purchase goes on", signs_in_midway),
];

fn order(person: &Person<'_>, slug: &str) -> Result<PurchaseOrder> {
    let product = person.world.shop.product(slug)?;
    let sku = product.skus.first().context("a product has a variant")?;
    Draft::new(number()).line(&product, sku, 2).import(&person.world.desk)
}

fn from_desk(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let order = order(person, "e-bottle")?;
        person.open_in_desk(&order)?;
        let button = world.browser.find("button[data-one-click-purchase]")?;
        let pressed = "arguments[0].click(); return document.documentElement.dataset.oneClickPurchase ?? ''";
        let mark: String = world.browser.script(pressed, serde_json::json!([button.reference()]))?;
        ensure!(!mark.is_empty(), "the extension's script is not in the desk's page");
        ensure!(button.attribute("aria-busy")?.is_none(), "a script's click was taken for the person's");
        let errand = person.errand(&order)?;
        ensure!(errand.purchase()?.is_none(), "a script's click started the purchase");
        button.click()?;
        errand.buy_all()?;
        books::agree(world, &order.id).map(drop)
    })
}

fn signs_in_midway(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let order = order(person, "c-notebook")?;
        let errand = person.buy(&order)?;
        errand.goes_on("filled", |purchase| matches!(purchase.stage, Stage::Ready { .. }))?;
        world.shop.sign_out(Person::ACCOUNT)?;
        errand.buy_all()?;
        books::agree(world, &order.id).map(drop)
    })
}
