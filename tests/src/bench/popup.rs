//! From opening the popup to its list painted.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::figure::{Times, compare};
use crate::world::{Draft, World};

/// Orders that the desk takes in one request.
const BATCH: usize = 500;

pub(super) fn measure(world: &World, runs: usize) -> Result<()> {
    let browser = &world.browser;
    browser.open_page("popup.html")?;
    let mut stored = pending(world)?;
    let mut of_size = Vec::new();
    for size in [100, 1_000, 10_000] {
        fill(world, stored, size)?;
        stored = size;
        // The first of each fills the browser's caches.
        painted(world, "plain.html")?;
        painted(world, "popup.html")?;
        let (mut ours, mut plain) = (Times::default(), Times::default());
        for _ in 0..runs {
            ours.add(painted(world, "popup.html")?);
            plain.add(painted(world, "plain.html")?);
        }
        compare(
            &format!("popup to list painted, {size} orders"),
            ours.median()?,
            "plain page",
            plain.median()?,
            1.5,
        )?;
        of_size.push(ours.median()?);
    }
    if let (Some(few), Some(many)) = (of_size.first(), of_size.last()) {
        compare("popup, 10000 orders", *many, "100 orders", *few, 1.2)?;
    }
    Ok(())
}

/// Milliseconds from the start of the navigation to the first painted row.
fn painted(world: &World, page: &str) -> Result<f64> {
    let browser = &world.browser;
    browser.go(&browser.extension()?.url(page))?;
    browser.until(&format!("the list of {page}"), || {
        browser.script("return window.paintedAt ?? null", json!([]))
    })
}

/// How many orders wait at the desk.
fn pending(world: &World) -> Result<usize> {
    let screen = screen(world)?;
    let count = screen.pointer("/counts/buy").and_then(Value::as_u64).unwrap_or_default();
    usize::try_from(count).context("the count of orders")
}

/// Puts orders into the desk until the extension keeps that many.
fn fill(world: &World, have: usize, size: usize) -> Result<()> {
    let goods = world.shop.catalogue()?;
    let mut drafts = Vec::new();
    for (at, product) in (have..size).zip(goods.iter().cycle()) {
        let sku = product.skus.first().context("a product without a variant")?;
        let mut order = Draft::new(format!("PO-B-{at:05}")).line(product, sku, 2).json();
        if let Some(members) = order.as_object_mut() {
            members.insert("supplier".to_owned(), json!(format!("Supplier {:03}", at % 40)));
        }
        drafts.push(order);
    }
    for batch in drafts.chunks(BATCH) {
        world.desk.import(batch)?;
    }
    world.tell(&json!({ "kind": "refresh" }))?;
    world
        .browser
        .until(&format!("{size} orders in the extension"), || Ok((pending(world)? == size).then_some(())))?;
    ensure!(pending(world)? == size, "the extension keeps another number of orders");
    Ok(())
}

/// The stored first screen.
fn screen(world: &World) -> Result<Value> {
    let body = "const done = arguments[arguments.length - 1];
        const opening = indexedDB.open('one-click-purchase');
        opening.onsuccess = () => {
            const reading = opening.result.transaction('singles').objectStore('singles').get('screen');
            reading.onsuccess = () => { opening.result.close(); done(JSON.parse(reading.result ?? '{}')); };
        };";
    world.browser.async_script(body, json!([]))
}
