//! The ways to start besides the popup, and a sign-in in the middle.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::{Person, books};
use journeys::world::Draft;
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::{Purchase, Stage, Turn};

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("the desk's own button starts a purchase, and only a real click does", from_desk),
    ("who is signed out before buying signs in, and the purchase goes on", before_buying),
    ("who is signed out on the way from the cart signs in, and the purchase goes on", from_cart),
    ("who is signed out at the checkout signs in, submits again, and buys once", at_checkout),
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

/// Buys, and is signed out by the supplier when it is that turn.
fn signed_out(kind: Kind, slug: &str, turn: Turn) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let order = order(person, slug)?;
        let sold = world.shop.log()?.len();
        let errand = person.buy(&order)?;
        let is_turn = |purchase: &Purchase| purchase.stage == Stage::Ready { turn };
        errand.goes_on(&format!("at {turn:?}"), is_turn)?;
        world.shop.sign_out(Person::ACCOUNT)?;
        let mut signed_in = false;
        errand.goes_on("confirmed by the desk", |purchase| {
            signed_in |= purchase.stage == Stage::SignIn;
            purchase.stage == Stage::Confirmed
        })?;
        ensure!(signed_in, "nobody was asked to sign in");
        books::agree(world, &order.id)?;
        ensure!(world.shop.log()?.len() == sold + 1, "bought more than once");
        Ok(())
    })
}

fn before_buying(kind: Kind) -> Result<()> {
    signed_out(kind, "c-notebook", Turn::Buy)
}

fn from_cart(kind: Kind) -> Result<()> {
    signed_out(kind, "e-label", Turn::Cart)
}

fn at_checkout(kind: Kind) -> Result<()> {
    signed_out(kind, "c-notebook", Turn::Submit)
}
