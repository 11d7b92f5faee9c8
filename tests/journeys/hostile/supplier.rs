//! Pages that want something bought or recorded that nobody bought.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::Errand;
use journeys::world::Draft;
use one_click_purchase::order::Status;
use one_click_purchase::purchase::{Fit, Purchase, Stage, Stop};
use serde_json::json;

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("attack: a page that fakes clicks, submits, messages and a receipt gets nothing recorded", clicks),
    ("attack: a page that exchanges its options under the hand is stopped", swap),
    (
        "attack: a page that covers its options gets nothing chosen or pressed, and goes on once it is uncovered",
        overlay,
    ),
];

/// Starts to buy a hostile product, does `act`, and checks that nothing was pressed, bought or recorded.
fn hostile(kind: Kind, slug: &str, act: impl FnOnce(&Errand<'_, '_>) -> Result<Purchase>) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let product = world.shop.product(slug)?;
        let sku = product.skus.get(1).context("a product has a variant")?;
        let order = Draft::new(number()).line(&product, sku, 2).import(&world.desk)?;
        let before = world.shop.log()?.len();
        // The person signs in, presses Buy and does nothing else.
        person.sign_in_to_supplier()?;
        let errand = person.buy(&order)?;
        let purchase = act(&errand)?;
        ensure!(purchase.presses.is_empty(), "a press was taken down: {:?}", purchase.presses);
        ensure!(purchase.reports.is_empty(), "a report was made: {:?}", purchase.log);
        let kept = world.desk.order(&order.id)?;
        ensure!(kept.status == Status::Purchasing && kept.reports.is_empty(), "the desk says {kept:?}");
        ensure!(world.shop.log()?.len() == before, "something was bought");
        errand.give_up()
    })
}

fn clicks(kind: Kind) -> Result<()> {
    hostile(kind, "hostile-clicks", |errand| {
        let (browser, shop) = (&errand.world().browser, &errand.world().shop);
        browser.switch(&errand.tab()?)?;
        browser.until("the product's page", || {
            let loaded =
                "return location.pathname.startsWith('/trade/') || document.readyState === 'complete'";
            let is_there = browser.url()?.starts_with(shop.http.origin());
            Ok((is_there && browser.script::<bool>(loaded, json!([]))?).then_some(()))
        })?;
        // The page forges alone. That the supplier's order list is asked about it can be seen while
        // there is no answer.
        let silent = shop.hold()?;
        browser
            .until("the forged receipt", || Ok(browser.url()?.contains("/trade/success/").then_some(())))?;
        let looked_up = |is: bool| {
            browser.until("the forged number to be looked up", || {
                Ok(errand.purchase()?.filter(|purchase| purchase.looking_up.is_some() == is))
            })
        };
        looked_up(true)?;
        drop(silent);
        looked_up(false)
    })
}

fn overlay(kind: Kind) -> Result<()> {
    hostile(kind, "hostile-overlay", |errand| {
        let covered = errand.reaches("stopped at what is covered", |purchase| {
            matches!(purchase.stage, Stage::Paused { stop: Stop::Covered })
        })?;
        let untouched = covered.found.checks.iter().all(|check| check.fit != Fit::Same);
        ensure!(untouched, "something was chosen: {:?}", covered.found.checks);
        let browser = &errand.world().browser;
        browser.switch(&errand.tab()?)?;
        // Of the cover's two buttons the second closes it.
        browser.find("body > div:last-of-type button + button")?.click()?;
        errand.reaches("ready, without being loaded anew", |purchase| {
            matches!(purchase.stage, Stage::Ready { .. })
        })
    })
}

fn swap(kind: Kind) -> Result<()> {
    hostile(kind, "hostile-swap", |errand| {
        errand.reaches("stopped at what was not taken", |purchase| {
            matches!(purchase.stage, Stage::Paused { stop: Stop::NotTaken { .. } })
        })
    })
}
