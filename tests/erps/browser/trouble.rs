//! What happens in the ERP while the person is at the supplier.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use journeys::person::{Errand, Person};
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::{Stage, Stop, Turn};
use serde_json::{Value, json};

use super::{Real, State, is_recorded, is_told, order, sold};

/// Begins to buy an order and goes on until that is the person's turn.
fn until_turn<'p, 'a>(person: &'p Person<'a>, order: &PurchaseOrder, turn: Turn) -> Result<Errand<'p, 'a>> {
    let errand = person.buy(order)?;
    errand.goes_on(&format!("at {turn:?}"), |purchase| purchase.stage == Stage::Ready { turn })?;
    Ok(errand)
}

pub fn cancelled<R: Real>(erp: &mut R, person: &Person<'_>) -> Result<()> {
    let browser = &person.world.browser;
    let before = person.world.shop.log()?.len();
    let (first, _) = order(erp, person)?;
    let errand = until_turn(person, &first, Turn::Buy)?;
    erp.cancel(&first.id)?;
    // The round in which claims are renewed comes once a minute: here it comes now.
    browser.switch(&person.popup)?;
    let now = "const done = arguments[arguments.length - 1];
        chrome.alarms.create('round', { when: Date.now(), periodInMinutes: 1 }).then(() => done(null));";
    browser.async_script::<Value>(now, json!([]))?;
    errand.reaches("told that it is cancelled", |purchase| {
        matches!(&purchase.stage, Stage::Paused { stop: Stop::NotOpen { status } } if status == "cancelled")
    })?;
    errand.give_up()?;
    errand.close_tabs()?;
    ensure!(person.world.shop.log()?.len() == before, "it was bought");
    ensure!(erp.found(&first.id)?.state == State::Cancelled);

    // Once the money is spent it is written down, and the order stays what it is.
    let (second, sku) = order(erp, person)?;
    let errand = until_turn(person, &second, Turn::Pay)?;
    erp.cancel(&second.id)?;
    errand.buy_all()?;
    let bought = sold(person, before, &sku)?;
    let found = erp.found(&second.id)?;
    ensure!(found.state == State::Cancelled && found.number == bought.number, "{found:?}");
    is_told(&found, &bought)
}

pub fn session_ended<R: Real>(erp: &mut R, person: &Person<'_>) -> Result<()> {
    let before = person.world.shop.log()?.len();
    let (order, sku) = order(erp, person)?;
    let errand = until_turn(person, &order, Turn::Pay)?;
    erp.end_session()?;
    if !R::SIGNS_IN_AGAIN {
        errand.goes_on("recorded here", |purchase| purchase.stage == Stage::Recorded)?;
        waits(person, &order)?;
        ensure!(erp.found(&order.id)?.state == State::Waits);
        erp.allow_again()?;
        send_now(person)?;
    }
    errand.buy_all()?;
    is_recorded(erp, &order, &sold(person, before, &sku)?).map(drop)
}

pub fn killed<R: Real>(erp: &mut R, person: &Person<'_>) -> Result<()> {
    let before = person.world.shop.log()?.len();
    let (order, sku) = order(erp, person)?;
    let errand = until_turn(person, &order, Turn::Pay)?;
    let server = Arc::new(Mutex::new(erp.take()));
    let own = Arc::clone(&server);
    erp.between().cut(R::CONFIRMS, move || {
        own.lock().unwrap_or_else(PoisonError::into_inner).take();
    });
    errand.goes_on("recorded here", |purchase| purchase.stage == Stage::Recorded)?;
    person.world.browser.until("the server to be killed", || Ok(erp.between().was_cut().then_some(())))?;
    waits(person, &order)?;
    erp.start()?;
    let bought = sold(person, before, &sku)?;
    let found = erp.found(&order.id)?;
    ensure!(found.state == State::Waits && found.number == bought.number, "{found:?}");
    send_now(person)?;
    errand.buy_all()?;
    is_recorded(erp, &order, &bought).map(drop)
}

/// The popup says of an order's report that it waits.
fn waits(person: &Person<'_>, order: &PurchaseOrder) -> Result<()> {
    person.look_at_popup()?;
    let browser = &person.world.browser;
    browser.find("#tab-done")?.click()?;
    browser.find_with_text(".card", &order.number)?.find("[data-do=send-now]").context("it does not wait")?;
    Ok(())
}

/// Presses the button that sends what waits.
fn send_now(person: &Person<'_>) -> Result<()> {
    person.world.browser.switch(&person.popup)?;
    person.world.browser.find("[data-do=send-now]")?.click()
}
