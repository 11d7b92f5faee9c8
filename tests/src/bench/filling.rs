//! From the click on *Buy* to the quantities filled and read back.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use one_click_purchase::order::{PurchaseOrder, Time};
use one_click_purchase::purchase::{Purchase, Stage};
use serde_json::{Value, json};

use super::bare::Script;
use super::figure::{Times, alone, compare};
use crate::person::Person;
use crate::world::{Draft, Product, World};

/// Layout, product, number of lines, and how many of them the page takes before the person's turn.
const CASES: [(&str, &str, usize, usize); 10] = [
    ("a, 1 line", "a-tshirt", 1, 1),
    ("a, 5 lines", "a-tshirt", 5, 5),
    ("b, 1 line", "b-dress", 1, 1),
    ("b, first of 5 lines", "b-dress", 5, 1),
    ("c, 1 line", "c-notebook", 1, 1),
    ("c, first of 5 lines", "c-notebook", 5, 1),
    ("d, 1 line", "d-tape", 1, 1),
    ("d, first of 5 lines", "d-tape", 5, 1),
    ("e, 1 line", "e-bottle", 1, 1),
    ("e, first of 5 lines", "e-bottle", 5, 1),
];

/// Whether the background runs at the click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Background {
    Warm,
    Cold,
}

/// The parts of one purchase, in milliseconds.
#[derive(Debug, Default)]
struct Parts {
    all: Times,
    claim: Times,
    page: Times,
    fill: Times,
    read_back: Times,
}

/// Measures those of the cases whose layout is named.
pub(super) fn measure(world: &World, runs: usize, layouts: &str) -> Result<()> {
    let person = Person::new(world)?;
    person.consent_to_supplier()?;
    let goods = world.shop.catalogue()?;
    sign_in(&person, &goods)?;
    let claim = claims(&person, &goods, runs)?;
    alone("claim, one round trip to the desk", claim)?;
    alone("durable write, one document", writes(&person, runs)?)?;
    for (name, slug, lines, at_once) in
        CASES.into_iter().filter(|(name, ..)| name.starts_with(|layout| layouts.contains(layout)))
    {
        let product = goods.iter().find(|product| product.slug == slug).context("a product of the cases")?;
        for background in [Background::Warm, Background::Cold] {
            let (mut parts, mut bare) = (Parts::default(), Times::default());
            let script = Script::of(world, slug)?;
            for run in 0..runs {
                let order =
                    order(world, product, lines, &format!("PO-{slug}-{lines}-{background:?}-{run:03}"))?;
                let wanted: Vec<(String, u32)> =
                    product.skus.iter().take(at_once).map(|sku| (sku.sku.clone(), 2)).collect();
                bought(&person, &order, background, &mut parts)?;
                bare.took(script.run(world.browser.session(), &wanted)?);
            }
            let name = format!("Buy to filled: {name}, {background:?}").to_lowercase();
            compare(&name, parts.all.median()? - claim, "less the claim; bare", bare.median()?, 1.15)?;
            alone("    with the claim", parts.all.median()?)?;
            alone("    started to claimed and stored", parts.claim.median()?)?;
            alone("    claimed to the page read", parts.page.median()?)?;
            alone("    page read to filled and read back", parts.fill.median()?)?;
            alone("    one reading of the filled page", parts.read_back.median()?)?;
        }
    }
    Ok(())
}

fn order(world: &World, product: &Product, lines: usize, number: &str) -> Result<PurchaseOrder> {
    let skus = product.skus.iter().take(lines);
    skus.fold(Draft::new(number), |draft, sku| draft.line(product, sku, 2)).import(&world.desk)
}

/// The first purchase signs in; the others find it so.
fn sign_in(person: &Person<'_>, goods: &[Product]) -> Result<()> {
    let order = order(person.world, goods.first().context("no goods")?, 1, "PO-sign-in")?;
    let errand = person.buy(&order)?;
    let purchase = errand.goes_on("filled", |purchase| matches!(purchase.stage, Stage::Ready { .. }))?;
    errand.close_tabs()?;
    give_up(person, &purchase)
}

/// One purchase up to the person's turn.
fn bought(
    person: &Person<'_>,
    order: &PurchaseOrder,
    background: Background,
    parts: &mut Parts,
) -> Result<()> {
    let browser = &person.world.browser;
    person.look_at_popup()?;
    // Only rows in sight are there at all.
    browser.find("[data-do=search]")?.type_text(&order.number)?;
    browser.find_with_text(".row", &order.number)?;
    if background == Background::Cold {
        browser.kill_background()?;
    }
    let watch =
        "addEventListener('click', () => { window.clickedAt = Date.now(); }, { capture: true, once: true });";
    browser.script::<Value>(watch, json!([]))?;
    person.press_buy(&order.number)?;
    let errand = person.errand(order)?;
    let clicked: f64 = browser.script("return window.clickedAt", json!([]))?;
    let purchase = stands(person, order)?;
    let when = |part: &str| -> Result<f64> {
        let entry = purchase.log.iter().rev().find(|entry| entry.what.starts_with(part));
        let entry =
            entry.with_context(|| format!("{} never came to {part}: {:?}", order.number, purchase.log))?;
        Ok(milliseconds(entry.at))
    };
    parts.all.add(when("ready")? - clicked);
    parts.claim.add(when("opening")? - milliseconds(purchase.started));
    parts.page.add(when("choosing")? - when("opening")?);
    parts.fill.add(when("ready")? - when("choosing")?);
    parts.read_back.add(read_back(person, &purchase)?);
    errand.close_tabs()?;
    give_up(person, &purchase)
}

/// Waits in the popup, without asking again and again, until the purchase is the person's turn.
fn stands(person: &Person<'_>, order: &PurchaseOrder) -> Result<Purchase> {
    let body = "const done = arguments[arguments.length - 1];
        const opening = indexedDB.open('one-click-purchase');
        opening.onsuccess = () => {
            const look = () => {
                const reading = opening.result.transaction('purchases').objectStore('purchases').getAll();
                reading.onsuccess = () => {
                    const text = reading.result.find((text) => {
                        const { order, stage } = JSON.parse(text.slice(text.indexOf('{')));
                        return order.id === arguments[0] && stage.stage === 'ready';
                    });
                    if (!text) return;
                    chrome.runtime.onMessage.removeListener(look);
                    opening.result.close();
                    done(text);
                };
            };
            chrome.runtime.onMessage.addListener(look);
            look();
        };";
    let text: Result<String> = person.world.browser.async_script(body, json!([order.id]));
    let text = text.with_context(|| match person.purchase_of(order) {
        Ok(Some(purchase)) => format!("{} stands at {}, not filled", order.number, json!(purchase.stage)),
        _ => format!("{} is not being bought", order.number),
    })?;
    serde_json::from_str(&text).context("the purchase in the extension")
}

/// One more reading of the filled page: the agent's look, the way to the background, its judgement,
/// and the way back.
fn read_back(person: &Person<'_>, purchase: &Purchase) -> Result<f64> {
    let body = "const done = arguments[arguments.length - 1];
        const look = async () => {
            const start = performance.now();
            await globalThis.oneClickPurchase.again();
            return performance.now() - start;
        };
        const target = { tabId: arguments[0], frameIds: [0] };
        chrome.scripting.executeScript({ target, func: look }).then(([{ result }]) => done(result));";
    person.world.browser.async_script(body, json!([purchase.tab]))
}

fn give_up(person: &Person<'_>, purchase: &Purchase) -> Result<()> {
    let decide = json!({ "kind": "decide", "purchase": purchase.id, "decision": { "decision": "give_up" } });
    let answer = person.world.tell(&decide)?;
    ensure!(answer.get("answer") != Some(&json!("failed")), "giving up failed: {answer}");
    Ok(())
}

/// The desk's answer to a claim, without the extension.
fn claims(person: &Person<'_>, goods: &[Product], runs: usize) -> Result<f64> {
    let mut times = Times::default();
    for run in 0..runs {
        let order = order(person.world, goods.first().context("no goods")?, 1, &format!("PO-claim-{run}"))?;
        let claim = json!({ "purchase": format!("00000000-0000-4000-8000-{run:012}") });
        let start = Instant::now();
        let path = format!("/api/v1/orders/{}/claim", order.id);
        person.world.desk.http.send::<Value>("POST", &path, &claim)?;
        times.took(start.elapsed());
    }
    times.median()
}

/// A write that survives a crash, without the extension's core.
fn writes(person: &Person<'_>, runs: usize) -> Result<f64> {
    let body = "const done = arguments[arguments.length - 1];
        const opening = indexedDB.open('bench');
        opening.onupgradeneeded = () => opening.result.createObjectStore('texts');
        opening.onsuccess = async () => {
            const times = [];
            for (let run = 0; run < arguments[0]; run += 1) {
                const start = performance.now();
                await new Promise((resolve) => {
                    const writing = opening.result.transaction('texts', 'readwrite', { durability: 'strict' });
                    writing.objectStore('texts').put('x'.repeat(8000), 'purchase');
                    writing.oncomplete = resolve;
                });
                times.push(performance.now() - start);
            }
            opening.result.close();
            done(times);
        };";
    person.world.browser.switch(&person.popup)?;
    let mut times = Times::default();
    for time in person.world.browser.async_script::<Vec<f64>>(body, json!([runs]))? {
        times.add(time);
    }
    times.median()
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit a double for ages")]
fn milliseconds(time: Time) -> f64 {
    time.timestamp_millis() as f64
}
