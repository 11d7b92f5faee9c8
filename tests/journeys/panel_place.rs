//! The panel in the supplier's page: where it stands, and what it leaves free.

use anyhow::{Context, Result, bail, ensure};
use journeys::browser::Kind;
use journeys::person::{Area, Controls, Errand, Person, Way};
use journeys::world::{World, launch};
use one_click_purchase::purchase::{Purchase, Stage, Stop, Turn};
use one_click_purchase::store::{PanelPlace, names};
use serde_json::json;

use crate::Journey;
use crate::panel::{begin, filled, is_turn};
use crate::worlds::in_world;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("the panel is found where it was dragged in that shop, and folded as it was left", remembered),
    (
        "the panel yields to a bar, to a dialog, and to what it is dragged over only if that is to be pressed",
        yields,
    ),
    ("the panel covers nothing that is filled or to be pressed on a page of rows", rows),
    ("the panel covers nothing that is filled or to be pressed on a page of options", options),
    ("the panel covers nothing that is filled or to be pressed on a page of selects", selects),
    ("the panel covers nothing that is filled or to be pressed on a page of shadow roots", shadows),
    ("the panel covers neither a captcha nor a sign-in nor the button of a checkout", on_the_way),
];

/// Widths of the window at which the panel is looked at; the first one it had before.
const WIDTHS: [u32; 4] = [1200, 1400, 1000, 800];

/// Looks at the page in several widths, scrolled to its beginning and to its end: nothing of what is
/// named may lie under the panel.
fn leaves_free(errand: &Errand<'_, '_>, what: &str, ways: &[(&Way, &str)]) -> Result<()> {
    let browser = &errand.world().browser;
    // It says that it is the person's turn by now, and so has its full height.
    errand.in_panel_here(|session| session.find(".turn.yours, .dot.yours").map(drop))?;
    for width in WIDTHS {
        browser.resize(width, 800)?;
        browser.until(&format!("a window of {width} pixels"), || {
            let inner: u32 = browser.script("return innerWidth", json!([]))?;
            Ok((inner <= width && inner + 40 > width).then_some(()))
        })?;
        for to in ["0", "document.documentElement.scrollHeight"] {
            let scroll = format!("scrollTo({{ top: {to}, behavior: 'instant' }})");
            browser.script::<Option<()>>(&scroll, json!([]))?;
            let panel = errand.panel_area()?;
            for (way, beside) in ways {
                for area in Area::of(browser, &way.find(browser)?, beside)? {
                    ensure!(
                        !panel.meets(&area),
                        "{what}, {width} wide: {panel:?} lies over {way:?} at {area:?}"
                    );
                }
            }
            let seen: (i32, i32) = browser.script("return [innerWidth, innerHeight]", json!([]))?;
            let is_in = panel.x >= 0 && panel.x + panel.width <= seen.0 && panel.y + panel.height <= seen.1;
            ensure!(is_in && panel.y >= 0, "{what}, {width} wide: {panel:?} is not all to be seen");
        }
    }
    browser.resize(WIDTHS[0], 800)
}

fn product_page(kind: Kind, slug: &str, variants: &[(usize, u32)]) -> Result<()> {
    in_world(kind, 0, |person| {
        let errand = begin(person, slug, variants)?;
        let purchase = filled(&errand)?;
        person.world.browser.switch(&errand.tab()?)?;
        let controls = errand.controls(&purchase)?;
        let product = person.world.shop.product(slug)?;
        let mut ways: Vec<(&Way, &str)> =
            controls.buy.iter().chain(&controls.add).map(|way| (way, "")).collect();
        for (place, _) in variants {
            let sku = product.skus.get(*place).context("a variant")?;
            let own = controls.skus.get(&sku.sku).context("the variant's controls")?;
            // The buttons of a stepper stand beside its field.
            ways.push((&own.quantity, "button"));
        }
        leaves_free(&errand, slug, &ways)?;
        errand.give_up()
    })
}

fn rows(kind: Kind) -> Result<()> {
    product_page(kind, "a-tshirt", &[(0, 2), (2, 3)])
}

fn options(kind: Kind) -> Result<()> {
    product_page(kind, "b-dress", &[(7, 2)])
}

fn selects(kind: Kind) -> Result<()> {
    product_page(kind, "c-notebook", &[(1, 3)])
}

fn shadows(kind: Kind) -> Result<()> {
    product_page(kind, "d-lamp", &[(1, 2)])
}

fn on_the_way(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        person.world.shop.set("captcha", &json!({ "captcha": true }))?;
        person.world.shop.sign_out(Person::ACCOUNT)?;
        let errand = begin(person, "captcha", &[(0, 2)])?;
        let stopped = |purchase: &Purchase| matches!(purchase.stage, Stage::Paused { stop: Stop::Captcha });
        let purchase = errand.reaches("stopped at the captcha", stopped)?;
        let controls = errand.controls(&purchase)?;
        browser.switch(&errand.tab()?)?;
        leaves_free(&errand, "captcha", &[(&controls.verify.tick, "")])?;
        errand.take_turn(&purchase)?;
        let purchase =
            errand.reaches("waiting for the sign-in", |purchase| purchase.stage == Stage::SignIn)?;
        browser.switch(&errand.tab()?)?;
        sign_in_page(&errand, &controls)?;
        errand.take_turn(&purchase)?;
        errand.goes_on("at the checkout", |purchase| is_turn(purchase, Turn::Submit))?;
        browser.switch(&errand.newest_tab()?)?;
        leaves_free(&errand, "checkout", &[(&controls.checkout.submit, "")])?;
        errand.give_up()
    })
}

fn sign_in_page(errand: &Errand<'_, '_>, controls: &Controls) -> Result<()> {
    let browser = &errand.world().browser;
    leaves_free(errand, "signed-out", &[(&controls.header.signed_out, "")])?;
    controls.header.signed_out.press(browser)?;
    let form = &controls.sign_in;
    form.name.find(browser)?;
    leaves_free(errand, "sign-in", &[(&form.name, ""), (&form.password, ""), (&form.submit, "")])
}

/// Goes on a journey in a world of its own, where no panel was dragged before.
fn in_own_world(kind: Kind, journey: impl FnOnce(&Person<'_>) -> Result<()>) -> Result<()> {
    let world = World::start(launch(kind), 0)?;
    let person = Person::new(&world)?;
    person.consent_to_supplier()?;
    journey(&person)
}

/// Takes the panel by its head and drags it so far. In steps so small that the pointer stays over it,
/// for what Chromium's driver does outside of a frame does not reach the frame.
fn drag(errand: &Errand<'_, '_>, by: (i32, i32)) -> Result<Area> {
    let browser = &errand.world().browser;
    let before = errand.panel_area()?;
    let steps = 1 + (by.0.abs() / 100).max(by.1.abs() / 12);
    let from = (before.x + 150, before.y + 18);
    browser.hold(from.0, from.1)?;
    let mut area = before;
    for step in 1..=steps {
        let (x, y) = (by.0 * step / steps, by.1 * step / steps);
        browser.move_to(from.0 + x, from.1 + y)?;
        area = stands_at(errand, before.x + x, before.y + y)?;
    }
    browser.let_go()?;
    Ok(area)
}

/// Waits until the panel stands there.
fn stands_at(errand: &Errand<'_, '_>, x: i32, y: i32) -> Result<Area> {
    errand.world().browser.until(&format!("the panel at {x}, {y}"), || {
        let area = errand.panel_area()?;
        Ok(((area.x - x).abs() < 2 && (area.y - y).abs() < 2).then_some(area))
    })
}

/// Waits until the panel was kept so.
fn kept(person: &Person<'_>, what: &str, fits: fn(&PanelPlace) -> bool) -> Result<()> {
    let browser = &person.world.browser;
    browser.until(&format!("the panel's place to be kept {what}"), || {
        let texts = browser.stored(&person.popup, "one-click-purchase", names::SINGLES)?;
        // Of the single documents only this one is a list of pairs.
        let Some(places) = texts.iter().find(|text| text.starts_with("[[")) else { return Ok(None) };
        let places: Vec<(String, PanelPlace)> = serde_json::from_str(places)?;
        Ok(places.iter().any(|(_, place)| fits(place)).then_some(()))
    })
}

fn remembered(kind: Kind) -> Result<()> {
    in_own_world(kind, |person| {
        let browser = &person.world.browser;
        let errand = begin(person, "c-notebook", &[(0, 2)])?;
        filled(&errand)?;
        browser.switch(&errand.tab()?)?;
        let before = errand.panel_area()?;
        ensure!(before.x > 600, "it stands at the left before: {before:?}");
        drag(&errand, (40 - before.x, 150 - before.y))?;
        kept(person, "where it was dragged", |place| place.at == Some((40, 150)) && place.full)?;
        errand.in_panel_here(|session| session.find("[data-do=fold]")?.click())?;
        kept(person, "folded", |place| place.folded)?;
        errand.in_panel_here(|session| session.find(".pill").map(drop))?;
        errand.give_up()?;
        browser.kill_background()?;

        let errand = begin(person, "e-bottle", &[(1, 2)])?;
        filled(&errand)?;
        browser.switch(&errand.tab()?)?;
        let pill = stands_at(&errand, 40, 150)?;
        ensure!(pill.height < 64, "it is not folded any more: {pill:?}");
        errand.in_panel(|session| session.find(".panel").map(drop))?;
        let panel = stands_at(&errand, 40, 150)?;
        ensure!(panel.height > 64, "it did not unfold: {panel:?}");
        // In a smaller window all of it is still to be seen.
        browser.resize(500, 480)?;
        browser.until("a smaller window", || {
            Ok((browser.script::<u32>("return innerWidth", json!([]))? <= 500).then_some(()))
        })?;
        let panel = errand.panel_area()?;
        let height: i32 = browser.script("return innerHeight", json!([]))?;
        ensure!(panel.y >= 0 && panel.y + panel.height <= height, "{panel:?} of {height}");
        Ok(())
    })
}

/// Waits until the panel leaves an element free, and looks once more when it rests.
fn gives_way(errand: &Errand<'_, '_>, what: &str, css: &str) -> Result<Area> {
    let browser = &errand.world().browser;
    let element = browser.find(css)?;
    let leaves_it = || {
        let area = Area::of(browser, &element, "")?.into_iter().next().context("a box")?;
        let panel = errand.panel_area()?;
        Ok((!panel.meets(&area)).then_some(panel))
    };
    browser.until(&format!("the panel to leave {what} free"), leaves_it)?;
    leaves_it()?.with_context(|| format!("the panel came back over {what}"))
}

fn yields(kind: Kind) -> Result<()> {
    in_own_world(kind, |person| {
        let browser = &person.world.browser;
        let errand = begin(person, "c-notebook", &[(0, 2)])?;
        let controls = errand.controls(&filled(&errand)?)?;
        browser.switch(&errand.tab()?)?;
        let Way::Plain(buy) = controls.buy()? else { bail!("the button stands in a component") };
        let page = |script: &str| browser.script::<Option<()>>(script, json!([buy]));
        let first = errand.panel_area()?;

        page("document.body.insertAdjacentHTML('beforeend',
            `<div id=dialog role=dialog style='position: fixed; right: 0; bottom: 0; width: 400px; height: 300px'>?</div>`)")?;
        gives_way(&errand, "a dialog", "#dialog")?;
        page("document.querySelector('#dialog').remove()")?;
        // The bar that the button stands in, as shops have it on small screens.
        page("document.querySelector(arguments[0]).parentElement.style =
            'position: fixed; left: 0; right: 0; bottom: 0; height: 80px'; document.querySelector(arguments[0]).parentElement.id = 'bar'")?;
        let beside = gives_way(&errand, "a bar", "#bar")?;
        ensure!(beside != first, "it stood clear of the bar before: {first:?}");
        page("document.querySelector('#bar').removeAttribute('style')")?;

        // The person may put it over what is filled, but not over what is to be pressed.
        let sku = person.world.shop.product("c-notebook")?.skus.into_iter().next().context("a variant")?;
        let quantity = &controls.skus.get(&sku.sku).context("its controls")?.quantity;
        let field = Area::of(browser, &quantity.find(browser)?, "")?.into_iter().next().context("a box")?;
        let area = errand.panel_area()?;
        let (x, y) = (field.x - 40, field.y + field.height / 2 - area.height);
        let dragged = drag(&errand, (x - area.x, y - area.y))?;
        ensure!(dragged.meets(&field), "{dragged:?} is not over the quantity at {field:?}");
        kept(person, "where it was dragged", |place| place.full)?;
        let dragged = stands_at(&errand, dragged.x, dragged.y)?;
        let button = Area::of(browser, &browser.find(buy)?, "")?.into_iter().next().context("a box")?;
        drag(&errand, (button.x - dragged.x, button.y - dragged.y))?;
        gives_way(&errand, "the button to press", buy)?;

        // No room for more than a pill: it folds, and unfolds when the page has room again.
        page(
            "document.body.insertAdjacentHTML('beforeend', `<div id=dialog role=dialog
            style='position: fixed; left: 120px; right: 120px; top: 60px; bottom: 60px'>?</div>`)",
        )?;
        let pill = gives_way(&errand, "a dialog", "#dialog")?;
        ensure!(pill.height < 64, "not a pill: {pill:?}");
        page("document.querySelector('#dialog').remove()")?;
        browser.until("the panel to unfold", || Ok((errand.panel_area()?.height > 64).then_some(())))?;
        errand.give_up()
    })
}
