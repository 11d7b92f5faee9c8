//! What a store or a screen reader would complain of: every page, in both schemes, run by `lint` too.

use anyhow::{Context, Result, ensure};
use journeys::axe;
use journeys::browser::{Kind, Scheme};
use journeys::person::Person;
use journeys::world::Draft;
use one_click_purchase::purchase::{Stage, Turn};
use serde_json::json;

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("lint: the extension's own pages break no rule of accessibility", own_pages),
    ("lint: the panel and the purchase's window break no rule of accessibility", purchase_pages),
    ("lint: the desk's pages break no rule of accessibility", desk_pages),
    ("lint: a whole purchase leaves no error behind", errors),
];

/// Checks the page that is shown, light and dark.
fn check(person: &Person<'_>, what: &str) -> Result<()> {
    for scheme in Scheme::ALL {
        set_scheme(person, scheme)?;
        axe::check(person.world.browser.session(), &format!("{what} ({scheme:?})"))?;
    }
    Ok(())
}

/// Waits until the page knows: the browser tells it a moment later.
fn set_scheme(person: &Person<'_>, scheme: Scheme) -> Result<()> {
    let browser = &person.world.browser;
    browser.set_scheme(scheme)?;
    browser.until(&format!("the page to be {scheme:?}"), || {
        let dark: bool =
            browser.script("return matchMedia('(prefers-color-scheme: dark)').matches", json!([]))?;
        Ok((dark == (scheme == Scheme::Dark)).then_some(()))
    })
}

fn own_pages(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let product = person.world.shop.product("c-notebook")?;
        let sku = product.skus.first().context("a product has a variant")?;
        Draft::new(number()).line(&product, sku, 2).import(&person.world.desk)?;
        person.look_at_popup()?;
        browser.find("[data-do=buy]")?;
        check(person, "the popup")?;
        for tab in ["running", "done", "by-hand"] {
            browser.find(&format!("[data-tab={tab}]"))?.click()?;
            check(person, &format!("the popup's tab {tab}"))?;
        }
        browser.open_page("options.html")?;
        browser.find("[data-do=connect]")?;
        check(person, "the options")
    })
}

fn purchase_pages(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let product = person.world.shop.product("c-notebook")?;
        let sku = product.skus.first().context("a product has a variant")?;
        let order = Draft::new(number()).line(&product, sku, 2).import(&person.world.desk)?;
        let errand = person.buy(&order)?;
        let filled = |stage: &Stage| matches!(stage, Stage::Ready { turn: Turn::Buy });
        let purchase = errand.goes_on("filled in", |purchase| filled(&purchase.stage))?;
        errand.in_panel(|session| {
            session.find(".checks, [data-do=stop]")?;
            axe::check(session, "the panel")
        })?;
        browser.switch(&person.popup)?;
        browser.go(&browser.extension()?.url("popup.html"))?;
        browser.go(&browser.extension()?.url(&format!("purchase.html#{}", purchase.id)))?;
        browser.find("[data-do=give-up]")?;
        check(person, "the purchase's window")?;
        errand.give_up()
    })
}

fn desk_pages(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let origin = person.world.desk.http.origin().to_owned();
        let product = person.world.shop.product("c-notebook")?;
        let sku = product.skus.first().context("a product has a variant")?;
        let order = Draft::new(number()).line(&product, sku, 2).import(&person.world.desk)?;
        person.sign_in_to_desk()?;
        let order_page = format!("/orders/{}", order.id);
        let by_hand = format!("/orders/{}/by-hand", order.id);
        for scheme in Scheme::ALL {
            set_scheme(person, scheme)?;
            for page in ["/orders", &order_page, &by_hand, "/import", "/keys"] {
                // Firefox recolours buttons of a page that is shown only some frames later.
                browser.go(&format!("{origin}{page}"))?;
                axe::check(browser.session(), &format!("the desk's page {page} ({scheme:?})"))?;
            }
        }
        Ok(())
    })
}

fn errors(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let product = person.world.shop.product("c-notebook")?;
        let sku = product.skus.first().context("a product has a variant")?;
        let order = Draft::new(number()).line(&product, sku, 1).import(&person.world.desk)?;
        person.buy(&order)?.buy_all()?;
        let errors = person.world.browser.extension_errors()?;
        ensure!(errors.is_empty(), "{}", errors.join("\n"));
        Ok(())
    })
}
