//! What is kept on this computer, and what the popup says of it.

use anyhow::{Result, ensure};
use journeys::browser::Kind;
use journeys::person::{self, Person};
use journeys::world::{World, launch};
use serde_json::json;

use crate::Journey;

pub const JOURNEYS: &[(&str, Journey)] =
    &[("storage that cannot be read is said in words, and nobody is told to connect an ERP", unreadable)];

/// Leaves the database as a newer version of the extension would: this one cannot open it any more.
const MAKE_NEWER: &str = "const [name, done] = arguments;
    const opening = indexedDB.open(name, 1000);
    opening.onblocked = () => done('somebody has it open');
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
