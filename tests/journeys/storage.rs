//! What is kept on this computer, and what the popup says of it.

use anyhow::{Context, Result, ensure};
use chrono::TimeDelta;
use journeys::browser::Kind;
use journeys::person::{self, Person};
use journeys::world::{Draft, World, launch};
use one_click_purchase::order::{Evidence, PurchaseOrder, Report};
use one_click_purchase::store::{Parcel, ParcelState, names};
use serde_json::json;

use crate::Journey;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("storage that cannot be read is said in words, and nobody is told to connect an ERP", unreadable),
    ("what was bought is listed and found to the very first", bought),
];

/// Puts parcels into the outbox as the background keeps them.
const KEEP: &str = "const [name, store, parcels, done] = arguments;
    const opening = indexedDB.open(name);
    opening.onerror = () => done(String(opening.error));
    opening.onsuccess = () => {
        const keeping = opening.result.transaction(store, 'readwrite');
        for (const [key, text] of parcels) keeping.objectStore(store).put(text, key);
        keeping.onerror = () => done(String(keeping.error));
        keeping.oncomplete = () => { opening.result.close(); done(''); };
    };";

/// So many confirmed parcels for an order, by their ids; the first is the oldest.
fn parcels(order: &PurchaseOrder, count: u32) -> Result<Vec<(String, String)>> {
    let mut parcels = Vec::new();
    for n in 0..count {
        let report = Report {
            id: format!("kept-{n:04}"),
            order: order.id.clone(),
            purchase: String::new(),
            supplier: "localhost".to_owned(),
            number: format!("77000{n:04}"),
            lines: Vec::new(),
            total: None,
            freight: None,
            placed: order.created,
            tracking: None,
            note: String::new(),
            evidence: Evidence::ByHand,
            shared: true,
        };
        let made = order.created + TimeDelta::seconds(n.into());
        let mut parcel = Parcel::new("desk", order, report, made);
        parcel.state = ParcelState::Confirmed;
        parcels.push((parcel.report.id.clone(), serde_json::to_string(&parcel)?));
    }
    Ok(parcels)
}

fn bought(kind: Kind) -> Result<()> {
    const COUNT: u32 = 400;
    let world = World::start(launch(kind), 0)?;
    let browser = &world.browser;
    let person = Person::new(&world)?;
    let product = world.shop.product("e-bottle")?;
    let sku = product.skus.first().context("a product has a variant")?;
    let order = Draft::new("PO-KEPT").line(&product, sku, 2).import(&world.desk)?;
    person.look_at_popup()?;
    browser.find_with_text("body", &order.number)?;
    browser.kill_background()?;
    let kept = json!([person::DATABASE, names::OUTBOX, parcels(&order, COUNT)?]);
    let trouble: String = browser.async_script(KEEP, kept)?;
    ensure!(trouble.is_empty(), "the parcels could not be kept: {trouble}");
    person.look_at_popup()?;
    browser.find_with_text("#tab-done .count", &COUNT.to_string())?;
    browser.find("#tab-done")?.click()?;
    browser.find_with_text(".card", "770000399")?;
    let painted = browser.all(".card")?.len();
    ensure!(painted < 20, "{painted} cards are painted at once");
    // The list is as long as all of them, once they are read; its end is the oldest.
    let to_end = "const list = document.querySelector('#list');
        list.scrollTop = list.scrollHeight;
        return [...list.querySelectorAll('.card')].some((card) => card.textContent.includes('770000000'));";
    browser.until("the oldest at the end of the list", || {
        Ok(browser.script::<bool>(to_end, json!([]))?.then_some(()))
    })?;
    browser.find("[data-do=search]")?.type_text("770000123")?;
    browser.until("only what is looked for", || {
        let cards = browser.all(".card")?;
        let [card] = cards.as_slice() else { return Ok(None) };
        Ok(card.text()?.contains("770000123").then_some(()))
    })
}

/// Leaves the database as a newer version of the extension would: this one cannot open it any more.
/// Pages and a background that have just ended may still hold it; the browser goes on by itself
/// (after `blocked`) once they have let go.
const MAKE_NEWER: &str = "const [name, done] = arguments;
    const opening = indexedDB.open(name, 1000);
    opening.onerror = () => done(String(opening.error));
    opening.onsuccess = () => { opening.result.close(); done(''); };";

fn unreadable(kind: Kind) -> Result<()> {
    let world = World::start(launch(kind), 0)?;
    let browser = &world.browser;
    let person = Person::new(&world)?;
    browser.find("[data-do=refresh]")?;
    // The extension's own pages let go of the database, but one that never opens it.
    for window in browser.windows()? {
        browser.switch(&window)?;
        browser.go(&browser.extension()?.url("look.css"))?;
    }
    browser.kill_background()?;
    let trouble: String = browser.async_script(MAKE_NEWER, json!([person::DATABASE]))?;
    ensure!(trouble.is_empty(), "the database could not be changed: {trouble}");
    browser.switch(&person.popup)?;
    browser.go(&browser.extension()?.url("popup.html"))?;
    browser.find(".unreadable h1")?;
    ensure!(browser.look(".first-steps, [data-do=connect]")?.is_none(), "it tells to connect an ERP");
    Ok(())
}
