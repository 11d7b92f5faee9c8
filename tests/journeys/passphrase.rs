//! The connections' keys are locked with a passphrase.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use journeys::axe;
use journeys::browser::Kind;
use journeys::person::{self, Person};
use journeys::webdriver::{Key, Window};
use journeys::world::{Draft, World, launch};
use one_click_purchase::order::{PurchaseOrder, Status};
use one_click_purchase::purchase::Stage;
use one_click_purchase::store::names;
use serde_json::json;

use crate::Journey;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("keys are locked with a passphrase, and what waited for it goes on", locked),
    ("a passphrase is changed, taken away, or forgotten with the keys", changed),
];

const WORDS: &str = "four unlike words 四词";

fn order(world: &World, number: &str) -> Result<PurchaseOrder> {
    let product = world.shop.product("e-bottle")?;
    let sku = product.skus.first().context("a product has a variant")?;
    Draft::new(number).line(&product, sku, 2).import(&world.desk)
}

fn type_in(world: &World, field: &str, text: &str) -> Result<()> {
    world.browser.find(&format!("#{field}"))?.type_text(text)
}

/// Fills the form in the options that is open, and has it done.
fn keep(world: &World, fields: &[(&str, &str)], says: &str) -> Result<()> {
    for (field, text) in fields {
        type_in(world, field, text)?;
    }
    world.browser.find("[data-do=keep-keys]")?.click()?;
    world.browser.find_with_text(".said", says).map(drop)
}

fn protect(world: &World) -> Result<()> {
    world.browser.find("[data-do=protect]")?.click()?;
    keep(world, &[("passphrase-new", WORDS), ("passphrase-again", WORDS)], "The keys are encrypted.")
}

/// Under which stores the key stands in what the extension keeps.
fn stored(world: &World, page: &Window) -> Result<Vec<&'static str>> {
    let mut found = Vec::new();
    for store in names::ALL {
        let texts = world.browser.stored(page, person::DATABASE, store)?;
        if texts.iter().any(|text| text.contains(&world.desk.key)) {
            found.push(store);
        }
    }
    Ok(found)
}

/// The files below a folder that hold the end of a key, in one byte or in two for each character: its beginning
/// stands elsewhere too, and compression leaves out what stood before.
fn files(folder: &Path, key: &str) -> Result<Vec<String>> {
    let end = key.get(key.len().saturating_sub(16)..).context("a key in ASCII")?;
    let wide: Vec<u8> = end.bytes().flat_map(|byte| [byte, 0]).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, key)?);
        } else if let Ok(bytes) = fs::read(&path) {
            let has = |part: &[u8]| bytes.windows(part.len()).any(|own| own == part);
            if has(end.as_bytes()) || has(&wide) {
                found.push(path.display().to_string());
            }
        }
    }
    Ok(found)
}

/// What stands in the field that has the focus is typed over.
fn unlock(world: &World, passphrase: &str) -> Result<()> {
    let ready = "const field = document.activeElement;
        return field.id === 'passphrase' && field.selectionStart === 0 && field.selectionEnd === field.value.length;";
    world.browser.until("the field for the passphrase to have the focus", || {
        Ok(world.browser.script::<bool>(ready, json!([]))?.then_some(()))
    })?;
    world.browser.focused()?.type_text(passphrase)?;
    world.browser.press(Key::Enter)
}

fn locked(kind: Kind) -> Result<()> {
    let mut world = World::start(launch(kind), 0)?;
    let (bought, recorded) = (order(&world, "PO-LOCKED")?, order(&world, "PO-WAITS")?);
    let connection;
    {
        let person = Person::new(&world)?;
        person.look_at_popup()?;
        world.browser.find_with_text("body", &bought.number)?;
        let options = world.browser.open_page("options.html")?;
        world.browser.find_with_text("[data-section=keys]", "lie in plain")?;
        ensure!(!stored(&world, &options)?.is_empty(), "the key is kept nowhere, so this finds nothing");
        // Firefox compresses what it writes.
        let found = files(world.browser.profile(), &world.desk.key)?;
        ensure!(kind == Kind::Firefox || !found.is_empty(), "the key is in no file, so this finds nothing");
        world.browser.find("[data-do=protect]")?.click()?;
        type_in(&world, "passphrase-new", "too short")?;
        world.browser.find("[data-do=keep-keys]")?.click()?;
        world.browser.find_with_text("#passphrase-new-about", "At least 12 characters")?;
        world.browser.find("[data-do=leave-keys]")?.click()?;
        protect(&world)?;
        axe::check(&world.browser, "the section of the keys")?;
        let found = stored(&world, &options)?;
        ensure!(found.is_empty(), "the key stands in {found:?}");
        // The background dies, and the browser remembers.
        world.browser.kill_background()?;
        let answer = world.tell(&json!({ "kind": "refresh" }))?;
        ensure!(answer.get("answer") == Some(&json!("done")), "{answer}");
        world.browser.find_with_text("[data-section=keys]", "they are unlocked now")?;
        let singles = world.browser.stored(&options, person::DATABASE, names::SINGLES)?;
        let screen = singles.iter().find(|text| text.contains("\"counts\"")).context("a first screen")?;
        let screen: one_click_purchase::store::Screen = serde_json::from_str(screen)?;
        connection = screen.connections.first().context("a connection")?.id.clone();
    }
    world.browser = world.browser.crash()?;
    let person = Person::new(&world)?;
    person.consent_to_supplier()?;
    world.browser.switch(&person.popup)?;
    // What was fetched last is listed, and what needs the ERP waits.
    world.browser.find("#passphrase")?;
    world.browser.find_with_text("body", &bought.number)?;
    axe::check(&world.browser, "the locked popup")?;
    let report = json!({
        "id": "waits-1", "order": recorded.id, "supplier": "localhost", "number": "7700000000000000002",
        "lines": [{ "line": recorded.lines.first().context("a line")?.id, "quantity": "2" }],
        "placed": "2026-11-29T12:00:00+08:00", "evidence": "by_hand",
    });
    let key = json!({ "connection": connection, "order": recorded.id });
    world.tell(&json!({ "kind": "record", "key": key, "report": report }))?;
    world.browser.find_with_text(".unlock", "reports that wait: 1")?;
    person.press_buy(&bought.number)?;
    let errand = person.errand(&bought)?;
    errand.reaches("waiting for the passphrase", |purchase| purchase.stage == Stage::Locked)?;
    ensure!(world.desk.order(&bought.id)?.status == Status::Pending, "the desk was asked");
    world.browser.go(&world.browser.extension()?.url("popup.html"))?;
    world.browser.focus()?;
    unlock(&world, "four unlike words")?;
    world.browser.find_with_text("#passphrase-about", "That is not the passphrase")?;
    unlock(&world, WORDS)?;
    world.browser.gone("#passphrase")?;
    errand.buy_all()?;
    world.desk.reaches(&bought.id, Status::Purchased)?;
    world.desk.reaches(&recorded.id, Status::Purchased)?;
    world.browser.switch(&person.popup)?;
    let found = stored(&world, &person.popup)?;
    ensure!(found.is_empty(), "the key stands in {found:?}");
    Ok(())
}

fn changed(kind: Kind) -> Result<()> {
    const OTHER: &str = "other words than before";
    // Protected before anything is connected: the key is never written in plain.
    let mut world = World::begin(launch(kind), 0)?;
    world.browser.open_page("options.html")?;
    protect(&world)?;
    world.connect()?;
    world.browser.find("[data-connection] .dot.proven")?;
    world.browser.find("[data-do=change-passphrase]")?.click()?;
    let new = [("passphrase-before", WORDS), ("passphrase-new", OTHER), ("passphrase-again", OTHER)];
    keep(&world, &new, "The keys are encrypted.")?;
    world.browser = world.browser.restart()?;
    world.browser.open_page("options.html")?;
    let found = files(world.browser.profile(), &world.desk.key)?;
    ensure!(found.is_empty(), "the key stands in {found:?}");
    world.browser.find("#passphrase")?.click()?;
    // What was wrong is selected, and typed over.
    for (words, says) in [(WORDS, "That is not the passphrase"), (OTHER, "Unlocked until")] {
        unlock(&world, words)?;
        world.browser.find_with_text(".options", says)?;
    }
    world.browser.find("[data-do=remove-passphrase]")?.click()?;
    keep(&world, &[("passphrase-before", OTHER)], "lie in plain again")?;
    protect(&world)?;
    world.browser = world.browser.restart()?;
    world.browser.open_page("options.html")?;
    world.browser.find("[data-do=give-keys-up]")?.click()?;
    world.browser.find("[data-do=give-keys-up-really]")?.click()?;
    world.browser.find_with_text(".said", "Connect each ERP again")?;
    world.browser.find("[data-connection] .dot.yours")?;
    world.connect()?;
    world.browser.find("[data-connection] .dot.proven")?;
    let connected = world.browser.all("[data-connection]")?.len();
    ensure!(connected == 1, "{connected} connections to one ERP");
    Ok(())
}
