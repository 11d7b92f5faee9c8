//! Pages that hide what the person presses, or lie over it.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::Errand;
use journeys::site::Site;
use one_click_purchase::purchase::{Purchase, Stage, Stop};
use serde_json::json;

use super::lamp;
use crate::Journey;
use crate::worlds::in_world;

pub const JOURNEYS: &[(&str, Journey)] = &[
    (
        "attack: presses led into a hidden panel decide nothing, and give nothing up that may be placed",
        hidden,
    ),
    ("attack: a sheet that nobody sees is told as one that covers, and nothing is chosen below it", sheet),
];

/// Makes the panel all but invisible, as bait lies below it.
const HIDE: &str = "for (const host of document.querySelectorAll('html > div')) host.style.setProperty('opacity', '0.001', 'important')";

/// The person's press meets the hidden panel where that control is.
fn presses(errand: &Errand<'_, '_>, what: &str) -> Result<()> {
    let browser = &errand.world().browser;
    errand.in_panel(|session| session.find(&format!("[data-do={what}]")).map(drop))?;
    browser.script::<Option<()>>(HIDE, json!([]))?;
    errand.in_panel(|session| session.find(&format!("[data-do={what}]"))?.click())
}

/// The window in which things are decided has come up.
fn window_opens(errand: &Errand<'_, '_>, person: &journeys::person::Person<'_>) -> Result<()> {
    let browser = &errand.world().browser;
    let window = browser.window_at("purchase.html#")?;
    person.knows(&window);
    browser.switch(&window)?;
    browser.close()?;
    browser.switch(&errand.tab()?)
}

fn hidden(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let site = Site::serve([(lamp::PATH, lamp::page("", ""))])?;
        let errand = lamp::begin(person, &site)?;
        let before = lamp::ready(&errand)?;
        presses(&errand, "ask-wrong")?;
        presses(&errand, "decide")?;
        window_opens(&errand, person)?;
        let after = errand.purchase()?.context("it is kept")?;
        ensure!(after.asked == before.asked && after.stage == before.stage, "it stands at {after:?}");
        lamp::nothing_recorded(&errand)?;
        // Once the person has pressed, giving up would let the order be bought once more.
        browser.switch(&errand.tab()?)?;
        browser.find(".buy")?.click()?;
        errand.reaches("placed, perhaps", Purchase::may_be_placed)?;
        presses(&errand, "ask-stop")?;
        presses(&errand, "decide")?;
        window_opens(&errand, person)?;
        let after = errand.purchase()?.context("it is kept")?;
        ensure!(after.may_be_placed() && after.is_running(), "it stands at {:?}", after.stage);
        errand.give_up()
    })
}

/// Lies over everything, takes every press, and shows nothing.
const SHEET: &str = r#"<button id="sheet" type="button" style="position:fixed;inset:0;width:100%;height:100%;opacity:0;z-index:9">立即订购</button>"#;

fn sheet(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let site = Site::serve([(lamp::PATH, lamp::page("", SHEET))])?;
        let errand = lamp::begin(person, &site)?;
        errand.reaches("stopped at what is covered", |purchase| {
            matches!(purchase.stage, Stage::Paused { stop: Stop::Covered })
        })?;
        let taken = lamp::taken(&errand)?;
        ensure!(taken == "- 1", "the page has taken {taken}");
        lamp::nothing_recorded(&errand)?;
        browser.script::<Option<()>>("document.querySelector('#sheet').remove()", json!([]))?;
        lamp::ready(&errand)?;
        let taken = lamp::taken(&errand)?;
        ensure!(taken == "红色 2", "the page has taken {taken}");
        errand.give_up()
    })
}
