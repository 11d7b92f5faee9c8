//! A shop of which nothing is read is taught by pointing, and then bought at.

use anyhow::{Context, Result, ensure};
use journeys::axe;
use journeys::browser::Kind;
use journeys::person::{Area, Errand, Person};
use journeys::site::{Page, Site};
use journeys::webdriver::Key;
use journeys::world::{Choice, Draft, Sku, World, launch};
use one_click_purchase::order::{PurchaseOrder, Status};
use one_click_purchase::purchase::{Purchase, Stage, Stop, Turn};
use serde_json::json;

use crate::Journey;
use crate::panel::is_turn;
use crate::worlds::number;

pub const JOURNEYS: &[(&str, Journey)] =
    &[("a shop of which nothing was read is taught by pointing, bought at, and known from then on", taught)];

/// A product of a shop that calls things as no other does.
const MUG: &str = r#"<!doctype html><meta charset="utf-8"><title>Stoneware</title>
<style>.chip { padding: 8px; border: 1px solid } .picked { border: 3px solid }</style>
<p>Hi, Ada</p>
<main class="mug"><h2 class="name">Stoneware mug</h2><p>only <b class="sum">12.80 CNY</b> today</p>
<div class="pick"><i>Glaze</i> <span class="chip picked">moss</span> <span class="chip">clay</span> <span class="chip">ash</span></div>
<div class="much"><em>How much</em> <input class="count" value="1"></div>
<p><span class="go">Take it home</span></p></main>
<script>
    const pick = document.querySelector(".pick");
    pick.onclick = ({ target }) => {
        if (!target.matches(".chip")) return;
        for (const one of pick.children) one.classList.toggle("picked", one === target);
    };
    document.querySelector(".go").onclick = () => {
        const glaze = document.querySelector(".picked").textContent, count = document.querySelector(".count").value;
        sessionStorage.home = `${count} ${glaze}`;
        location.href = "/thanks/for/it";
    };
</script>"#;

/// What comes after it: the number stands there, and nothing says what it is.
const THANKS: &str = r#"<!doctype html><meta charset="utf-8"><title>Thanks</title><p>Hi, Ada</p>
<main class="done"><h2>On their way</h2><p>Stoneware mug, <b class="what"></b></p><p class="slip">slip MG-100023</p></main>
<script>document.querySelector(".what").textContent = sessionStorage.home;</script>"#;

fn taught(kind: Kind) -> Result<()> {
    let world = World::start(launch(kind), 0)?;
    let person = Person::new(&world)?;
    person.consent_to_supplier()?;
    let site = Site::serve([("/mug/628", Page::new(MUG)), ("/thanks/for/it", Page::new(THANKS))])?;
    let url = site.url("localhost", "/mug/628");

    let errand = person.buy(&order(&person, &url)?)?;
    errand.reaches("not recognised", |purchase| is_stopped(purchase, |stop| *stop == Stop::NotRecognised))?;
    press(&errand, "teach")?;
    errand.in_panel(|session| axe::check(session, "the guide"))?;
    // What cannot be it is said, also where it was taken with the keyboard; what was given up is nothing.
    aim(&errand, "quantity")?;
    world.browser.press(Key::Tab)?;
    world.browser.press(Key::Enter)?;
    said(&errand, "not it", |text| text.contains("once more") || text.contains("再指一次"))?;
    aim(&errand, "price")?;
    world.browser.press(Key::Escape)?;
    said(&errand, "given up", str::is_empty)?;
    for (thing, at) in [
        ("price", ".sum"),
        ("options", ".chip"),
        ("chosen", ".picked"),
        ("buy", ".go"),
        ("quantity", ".count"),
    ] {
        point(&errand, thing, at)?;
        if thing != "quantity" {
            learnt(&errand)?;
        }
    }
    let purchase = errand.reaches("filled in", |purchase| is_turn(purchase, Turn::Buy))?;
    ensure!(purchase.presses.is_empty(), "pointing was taken for a press: {:?}", purchase.presses);
    let browser = &world.browser;
    browser.switch(&errand.tab()?)?;
    press(&errand, "teach-end")?;
    browser.switch(&errand.tab()?)?;
    browser.find(".go")?.click()?;
    errand.reaches("placed, perhaps", Purchase::may_be_placed)?;
    press(&errand, "teach")?;
    point(&errand, "number", ".slip")?;
    errand.reaches("confirmed", |purchase| purchase.stage == Stage::Confirmed)?;
    let bought = world.desk.reaches(&errand.order.id, Status::Purchased)?;
    let numbers: Vec<&str> = bought.reports.iter().map(|report| report.number.as_str()).collect();
    ensure!(numbers == ["MG-100023"], "it is recorded as {numbers:?}");

    // The next one needs no teacher.
    let again = person.buy(&order(&person, &url)?)?;
    again.reaches("filled in", |purchase| is_turn(purchase, Turn::Buy))?;
    again.give_up()
}

fn is_stopped(purchase: &Purchase, is_it: impl Fn(&Stop) -> bool) -> bool {
    matches!(&purchase.stage, Stage::Paused { stop } if is_it(stop))
}

/// An order of three mugs in clay.
fn order(person: &Person<'_>, url: &str) -> Result<PurchaseOrder> {
    let mut product = person.world.shop.product("b-dress")?;
    let attributes =
        vec![Choice { axis: "Glaze".to_owned(), option: "clay".to_owned(), id: None, ambiguous: false }];
    let sku = product.skus.first().context("a variant")?;
    let sku = Sku { url: url.to_owned(), attributes, price: "12.80".to_owned(), ..sku.clone() };
    "CNY".clone_into(&mut product.currency);
    Draft::new(number()).line(&product, &sku, 3).import(&person.world.desk)
}

fn press(errand: &Errand<'_, '_>, what: &str) -> Result<()> {
    errand.in_panel(|session| session.find(&format!("[data-do={what}]"))?.click())
}

/// Says in the panel what is to be shown, and waits until it can be.
fn aim(errand: &Errand<'_, '_>, thing: &str) -> Result<()> {
    press(errand, &format!("teach_{thing}"))?;
    let browser = &errand.world().browser;
    browser.switch(&errand.tab()?)?;
    let shield = "const shields = [...document.querySelectorAll('html > div')];
        return shields.some((one) => getComputedStyle(one).cursor === 'crosshair')";
    browser.until("the shield", || Ok(browser.script::<bool>(shield, json!([]))?.then_some(())))
}

/// Shows in the page what a thing is.
fn point(errand: &Errand<'_, '_>, thing: &str, at: &str) -> Result<()> {
    aim(errand, thing)?;
    let browser = &errand.world().browser;
    let areas = Area::of(browser, &browser.find(at)?, "")?;
    let area = areas.first().context("it has a box")?;
    browser.click_at(area.x + area.width / 2, area.y + area.height / 2)
}

/// Waits until what was pointed at is understood.
fn learnt(errand: &Errand<'_, '_>) -> Result<()> {
    errand.in_panel(|session| session.find("[data-do=unlearn]").map(drop))
}

/// Waits until the panel says so.
fn said(errand: &Errand<'_, '_>, what: &str, is_it: impl Fn(&str) -> bool) -> Result<()> {
    let browser = &errand.world().browser;
    browser.until(&format!("the panel to say {what}"), || {
        let text = errand.in_panel(|session| session.find(".taught")?.text())?;
        Ok(is_it(&text).then_some(()))
    })
}
