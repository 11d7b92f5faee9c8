//! Everything is taken along to another computer, and nothing is doubled by it.

use std::cell::Cell;
use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use journeys::browser::{Browser, Kind};
use journeys::person::{self, Person};
use journeys::webdriver::{Window, until};
use journeys::world::{Draft, World, launch};
use one_click_purchase::archive::{Everything, Table, Writer};
use one_click_purchase::order::{PurchaseOrder, Status};
use one_click_purchase::purchase::{Purchase, Stage};
use one_click_purchase::store::{Connections, Parcel, Suppliers, names};
use serde_json::{Value, json};

use crate::Journey;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("what is exported is imported on an empty computer, once and without keys", taken_along),
    ("ten thousand purchases are exported and read again without holding the page up", large),
];

/// The text at the address of a link.
const TEXT: &str = "const [selector, done] = arguments;
    fetch(document.querySelector(selector).href).then((file) => file.text()).then(done, (error) => done(String(error)));";

/// The text of a file that was made. The policy of the extension's pages lets no script of Firefox fetch it: there
/// it is written anew from what is stored, by the same code.
fn text(browser: &Browser, options: &Window, link: &str, connection: &str, table: bool) -> Result<String> {
    if browser.kind() == Kind::Chromium {
        return browser.async_script(TEXT, json!([format!("[data-do={link}]")]));
    }
    let stored = |store: &str| browser.stored(options, person::DATABASE, store);
    let singles = stored(names::SINGLES)?;
    let stored_ones =
        |text: &String| serde_json::from_str(text).ok().filter(|own: &Connections| !own.all.is_empty());
    let connections = singles.iter().find_map(stored_ones).context("the connections")?.all;
    let mut writer = match table {
        true => Writer::Table(Table::new("A".to_owned(), &connections)),
        false => Writer::Everything(Everything::new(&connections)),
    };
    let now = connections.first().and_then(|own| own.refreshed).context("a time")?;
    let mut text = writer.begin(&now, &Suppliers::default());
    for store in writer.stores() {
        let key = |text: String| ([connection, "|"].concat(), text);
        let documents: Vec<(String, String)> = stored(store)?.into_iter().map(key).collect();
        text.push_str(&writer.take(store, &documents));
    }
    Ok([text, writer.end()].concat())
}

fn order(world: &World, number: &str) -> Result<PurchaseOrder> {
    let product = world.shop.product("e-bottle")?;
    let sku = product.skus.first().context("a product has a variant")?;
    Draft::new(number).line(&product, sku, 2).import(&world.desk)
}

/// Makes a file in the options and waits until it can be had.
fn made(browser: &Browser, export: &str, save: &str) -> Result<()> {
    browser.find(&format!("[data-do={export}]"))?.click()?;
    browser.find(&format!("[data-do={save}]")).map(drop)
}

fn tally(browser: &Browser, kind: &str, says: &str) -> Result<()> {
    browser.find_with_text(&format!("[data-tally={kind}]"), says).map(drop)
}

fn taken_along(kind: Kind) -> Result<()> {
    let world = World::start(launch(kind), 0)?;
    let browser = &world.browser;
    let person = Person::new(&world)?;
    person.consent_to_supplier()?;
    let (bought, running) = (order(&world, "PO-BOUGHT")?, order(&world, "PO-RUNS")?);
    let errand = person.buy(&running)?;
    errand.reaches("a tab of its own", |purchase| purchase.tab.is_some())?;
    let connection = errand.purchase()?.context("it runs")?.key.connection;
    browser.switch(&person.popup)?;
    let report = json!({
        "id": "kept-1", "order": bought.id, "supplier": "localhost", "number": "7700000000000000001",
        "lines": [{ "line": bought.lines.first().context("a line")?.id, "quantity": "2" }],
        "placed": "2026-11-29T12:00:00+08:00", "evidence": "by_hand",
    });
    let key = json!({ "connection": connection, "order": bought.id });
    world.tell(&json!({ "kind": "record", "key": key, "report": report }))?;
    world.desk.reaches(&bought.id, Status::Purchased)?;

    let options = browser.open_page("options.html")?;
    made(browser, "export-all", "save-json")?;
    let all = text(browser, &options, "save-json", &connection, false)?;
    ensure!(all.contains("7700000000000000001") && !all.contains(&world.desk.key), "{all}");
    made(browser, "export-table", "save-csv")?;
    let table = text(browser, &options, "save-csv", &connection, true)?;
    ensure!(table.contains("\"'7700000000000000001\"") && table.contains("\"PO-RUNS\""), "{table}");

    // Another computer: nothing is kept, and the same ERP is connected.
    world.tell(&json!({ "kind": "erase" }))?;
    let new =
        json!({ "erp": "desk", "address": world.desk.http.origin(), "key": world.desk.key, "name": "Again" });
    world.tell(&json!({ "kind": "connect", "connection": new }))?;
    browser.find_with_text("[data-connection]", "Again")?;
    let folder = tempfile::tempdir()?;
    // A field that is given the same name again does not tell that another file is meant.
    let chosen = Cell::new(0);
    let choose = |text: &str| -> Result<()> {
        chosen.set(chosen.get() + 1);
        let path = folder.path().join(format!("export-{}.json", chosen.get()));
        fs::write(&path, text)?;
        browser.find("[data-do=import-file]")?.type_text(path.to_str().context("a path to type")?)
    };
    choose(&all.replace("\"version\":1", "\"version\":9"))?;
    browser.find_with_text("#import-wrong", "Line 3: version: ")?;
    choose(&all)?;
    tally(browser, "import_reports", "1 new, 0 here already, 0 left out")?;
    tally(browser, "import_purchases", "1 new, 0 here already, 0 left out")?;
    let outbox = || browser.stored(&options, person::DATABASE, names::OUTBOX);
    ensure!(outbox()?.is_empty(), "a preview keeps something");
    browser.find("[data-do=import-keep]")?.click()?;
    browser.find("[data-imported]")?;
    let texts = outbox()?;
    let [parcel] = texts.as_slice() else { anyhow::bail!("{texts:?}") };
    let parcel: Parcel = serde_json::from_str(parcel)?;
    ensure!(parcel.report.id == "kept-1" && parcel.key.connection != connection, "{parcel:?}");
    let running = browser.stored(&options, person::DATABASE, names::PURCHASES)?;
    ensure!(running.is_empty(), "it runs here: {running:?}");
    let past = browser.stored(&options, person::DATABASE, names::PAST)?;
    let past: Purchase = serde_json::from_str(past.first().context("its history")?)?;
    ensure!(past.stage == Stage::GivenUp && past.tab.is_none(), "{past:?}");
    browser.find("[data-do=leave]")?.click()?;
    choose(&all)?;
    tally(browser, "import_reports", "0 new, 1 here already, 0 left out")?;
    let reports = world.desk.order(&bought.id)?.reports;
    ensure!(reports.len() == 1, "{reports:?}");
    Ok(())
}

/// Keeps so many purchases that are alike but for their ids.
const FILL: &str = "const [name, store, text, count, done] = arguments;
    const opening = indexedDB.open(name);
    opening.onsuccess = () => {
        const keeping = opening.result.transaction(store, 'readwrite');
        for (let n = 0; n < count; n += 1) {
            const id = `many-${String(n).padStart(6, '0')}`;
            keeping.objectStore(store).put(text.replaceAll('TEMPLATE', id), id);
        }
        keeping.onabort = () => done(String(keeping.error));
        keeping.oncomplete = () => { opening.result.close(); done(''); };
    };";

/// Notes the longest time for which the page did nothing else from now on.
const WATCH: &str = "window.longest = 0;
    let last = performance.now();
    const beat = new MessageChannel();
    beat.port1.onmessage = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
        setTimeout(() => beat.port2.postMessage(0), 5);
    };
    beat.port2.postMessage(0);";

/// Chooses the file that a link leads to.
const CHOOSE: &str = "const done = arguments[arguments.length - 1];
    fetch(document.querySelector('[data-do=save-json]').href).then((file) => file.blob()).then((blob) => {
        const files = new DataTransfer();
        files.items.add(new File([blob], 'export.json'));
        const field = document.querySelector('[data-do=import-file]');
        field.files = files.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
        done(blob.size);
    });";

fn large(kind: Kind) -> Result<()> {
    const COUNT: u32 = 10_000;
    let world = World::start(launch(kind), 0)?;
    let browser = &world.browser;
    let order = order(&world, "PO-MANY")?;
    let now = order.created;
    let mut purchase = Purchase::start("TEMPLATE".to_owned(), String::new(), "desk".to_owned(), order, now);
    purchase.stage = Stage::Confirmed;
    for n in 0..40 {
        let what = format!("entry {n} of what happened with the purchase TEMPLATE");
        purchase.log.push(one_click_purchase::purchase::LogEntry { at: now, what });
    }
    browser.open_page("options.html")?;
    let text = serde_json::to_string(&purchase)?;
    let filled = json!([person::DATABASE, names::PAST, text, COUNT]);
    let trouble: String = browser.async_script(FILL, filled)?;
    ensure!(trouble.is_empty(), "the purchases could not be kept: {trouble}");
    browser.script::<Value>(WATCH, json!([]))?;
    made(browser, "export-all", "save-json")?;
    let mut bytes: f64 = 0.0;
    if kind == Kind::Chromium {
        bytes = browser.async_script(CHOOSE, json!([]))?;
        let says = format!("0 new, {COUNT} here already, 0 left out");
        // Fifty megabytes are read, and each purchase is looked up: that takes its time, but not the page's.
        until("the tally of all purchases", Duration::from_secs(180), || {
            let tallies = browser.all("[data-tally=import_purchases]")?;
            let Some(tally) = tallies.first() else { return Ok(None) };
            Ok(tally.text()?.contains(&says).then_some(()))
        })?;
    }
    let longest: f64 = browser.script("return window.longest", json!([]))?;
    // The text of the file goes from the field into the module in one piece: that is the longest of all, for
    // fifty megabytes on a busy machine of two cores.
    ensure!(longest < 3000.0, "the page was held up for {longest} ms by {bytes} bytes");
    Ok(())
}
