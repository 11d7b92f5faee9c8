//! The browser's own question for a new supplier: allowed, refused, and taken back midway.

use anyhow::{Context, Result};
use journeys::browser::{Answer, Kind};
use journeys::person::{Errand, Person, books};
use journeys::world::{Draft, World, launch};
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::{Purchase, Stage, Stop};

use crate::Journey;
use crate::worlds::number;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("the first order of a shop asks in the popup and goes on when allowed", from_popup),
    ("the first order of a shop from the desk's page asks in the extension's own window", from_desk),
    ("who refuses at first can allow later, and the purchase goes on", refused),
    ("access that is withdrawn midway is asked for again, and the purchase goes on", withdrawn),
];

/// A world of its own, in which the browser asks.
fn asked(kind: Kind, journey: impl FnOnce(&Person<'_>, &PurchaseOrder) -> Result<()>) -> Result<()> {
    let world = World::start(launch(kind).with_prompts(), 0)?;
    let product = world.shop.product("e-bottle")?;
    let sku = product.skus.first().context("a product has a variant")?;
    let order = Draft::new(number()).line(&product, sku, 2).import(&world.desk)?;
    journey(&Person::new(&world)?, &order)
}

/// Presses Buy in the popup and answers the browser's question.
fn buy<'p, 'a>(person: &'p Person<'a>, order: &PurchaseOrder, answer: Answer) -> Result<Errand<'p, 'a>> {
    let errand = person.buy(order)?;
    person.world.browser.answer(answer)?;
    Ok(errand)
}

fn bought(errand: &Errand<'_, '_>) -> Result<()> {
    errand.buy_all()?;
    books::agree(errand.world(), &errand.order.id).map(drop)
}

fn from_popup(kind: Kind) -> Result<()> {
    asked(kind, |person, order| bought(&buy(person, order, Answer::Allow)?))
}

fn from_desk(kind: Kind) -> Result<()> {
    asked(kind, |person, order| {
        let browser = &person.world.browser;
        person.open_in_desk(order)?;
        browser.find("button[data-one-click-purchase]")?.click()?;
        let window = browser.window_at("purchase.html")?;
        let errand = person.errand(order)?;
        person.knows(&window);
        browser.focus()?;
        browser.find("[data-do=allow]")?.click()?;
        browser.answer(Answer::Allow)?;
        bought(&errand)
    })
}

fn refused(kind: Kind) -> Result<()> {
    asked(kind, |person, order| {
        let errand = buy(person, order, Answer::Refuse)?;
        let is_refused =
            |purchase: &Purchase| matches!(purchase.stage, Stage::Permission { refused: true, .. });
        errand.reaches("refused", is_refused)?;
        errand.decides("allow")?;
        person.world.browser.answer(Answer::Allow)?;
        bought(&errand)
    })
}

fn withdrawn(kind: Kind) -> Result<()> {
    asked(kind, |person, order| {
        let errand = buy(person, order, Answer::Allow)?;
        errand.goes_on("filled", |purchase| matches!(purchase.stage, Stage::Ready { .. }))?;
        person.world.browser.withdraw("http://localhost/*")?;
        errand.reaches("without access", |purchase| {
            matches!(purchase.stage, Stage::Permission { .. } | Stage::Paused { stop: Stop::Host { .. } })
        })?;
        errand.decides("allow")?;
        person.world.browser.answer(Answer::Allow)?;
        bought(&errand)
    })
}
