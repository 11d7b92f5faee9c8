//! Orders that want something: markup, and marks that turn text round.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::Person;
use journeys::site::Site;
use one_click_purchase::purchase::{Stage, Stop};
use serde_json::{Value, json};

use super::lamp;
use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] =
    &[("attack: markup and marks that turn text round stay text in orders and on pages", markup)];

/// An order as it could come out of any ERP, with something changed about it.
fn import(
    person: &Person<'_>,
    change: impl FnOnce(&mut Value),
) -> Result<one_click_purchase::order::PurchaseOrder> {
    let product = lamp::product(person, "http://localhost/item/1")?;
    let sku = product.skus.first().context("a product has a variant")?;
    let mut order = journeys::world::Draft::new(number()).line(&product, sku, 2).json();
    change(&mut order);
    person
        .world
        .desk
        .import(&[order])?
        .into_iter()
        .next()
        .context("the desk took the order but returned none")
}

/// Markup with a script in it, quotes that would end an attribute, and a mark that turns round what follows.
const MARKUP: &str =
    "\u{202e}\"'><img src=x onerror=\"globalThis.hacked=1\"><b class=hacked>x</b>&lt;\u{2066}";

/// What has become an element of the page, and texts with such marks that reach beyond what holds them.
const FOUND: &str = r#"
    const found = [];
    if (globalThis.hacked) found.push("a script ran");
    for (const one of document.querySelectorAll("[onerror], .hacked")) found.push(one.outerHTML.slice(0, 200));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let marked = 0;
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (!/[\u202a-\u202e\u2066-\u2069]/.test(data) || /^(script|style|textarea|option)$/.test(parentElement.localName)) continue;
        marked += 1;
        const { unicodeBidi, display } = getComputedStyle(parentElement);
        if (display.startsWith("inline") && display === "inline" && !/isolate|plaintext/.test(unicodeBidi)) found.push(`${parentElement.localName}.${parentElement.className} is not apart`);
    }
    return [found, marked];"#;

/// Checks the page that is shown; returns how many of its texts have such marks.
fn check(session: &journeys::webdriver::Session, what: &str) -> Result<u32> {
    let (found, marked): (Vec<String>, u32) = session.script(FOUND, json!([]))?;
    ensure!(found.is_empty(), "{what}: {found:?}");
    Ok(marked)
}

fn markup(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        // The page's own words have them too: its title, its option, and what it says beside.
        let above = format!("<p title='{0}'>{0}</p>", "&#8238;&quot;&gt;&lt;img src=x onerror=hacked=1&gt;");
        let site = Site::serve([(lamp::PATH, lamp::page(&above, ""))])?;
        let order = import(person, |order| {
            for field in ["supplier", "note"] {
                order[field] = json!(MARKUP);
            }
            let fields = ["name", "recipient", "phone", "address", "postcode"];
            order["warehouse"] = fields.into_iter().map(|field| (field.to_owned(), json!(MARKUP))).collect();
            let Some(line) = order.pointer_mut("/lines/0") else { return };
            for field in ["offer", "sku", "title"] {
                line[field] = json!(MARKUP);
            }
            line["url"] = json!(site.url("localhost", lamp::PATH));
            line["attributes"] = json!([{ "axis": MARKUP, "option": MARKUP, "id": null }]);
        })?;
        person.look_at_popup()?;
        browser.find_with_text("body", &order.number)?;
        let mut marked = check(browser, "the popup")?;
        let errand = person.buy(&order)?;
        let purchase = errand.reaches("stopped at the option", |purchase| {
            matches!(purchase.stage, Stage::Paused { stop: Stop::NoOption { .. } })
        })?;
        browser.switch(&errand.tab()?)?;
        marked += errand.in_panel(|session| check(session, "the panel"))?;
        let window = browser.open_page(&format!("purchase.html#{}", purchase.id))?;
        person.knows(&window);
        browser.find("[data-do=give-up]")?;
        marked += check(browser, "the purchase's window")?;
        let window = browser.open_page(&format!("popup.html#by-hand={}", purchase.id))?;
        person.knows(&window);
        browser.find("[data-do=record], form")?;
        marked += check(browser, "the form to record by hand")?;
        person.open_in_desk(&order)?;
        browser.find_with_text("body", &order.number)?;
        marked += check(browser, "the desk's page of the order")?;
        browser.go(person.world.desk.http.origin())?;
        browser.find_with_text("body", &order.number)?;
        marked += check(browser, "the desk's list")?;
        ensure!(marked > 10, "only {marked} texts have marks: what was to be seen was not shown");
        errand.give_up()
    })
}
