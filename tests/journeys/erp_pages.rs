//! The button on the pages of ERPs that move without loading, and on one that a page marked itself.
//!
//! What is served here has the shape of the pages: their addresses and what the button stands in, no more. The
//! real ones, as far as they can be had, are in `tests/erps`.

use anyhow::{Result, ensure};
use journeys::browser::{Browser, Kind};
use journeys::site::{Page, Site};
use journeys::world::{World, launch};
use serde_json::{Value, json};

use crate::Journey;
use crate::mapping::{acme, example};
use crate::worlds::number;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("an ERP's page has one button with its own order through moves, edits and saves", moves),
    ("a button that a page of a mapped ERP marked buys there, and another ERP's page does not", marked),
];

const BUTTON: &str = "button[data-one-click-purchase]";

/// An ERP's pages: what the address of an order is, and one that shows none.
struct Shape {
    name: &'static str,
    orders: [(&'static str, &'static str); 2],
    none: &'static str,
}

const SHAPES: [Shape; 4] = [
    Shape {
        name: "odoo",
        orders: [("/odoo/purchase/5", "5"), ("/odoo/purchase-orders/61", "61")],
        none: "/odoo/purchase",
    },
    Shape {
        name: "tryton",
        orders: [
            ("/#erp/model/purchase.purchase/5", "5"),
            ("/#erp/model/purchase.purchase/61;name=%22Purchases%22", "61"),
        ],
        none: "/#erp/model/purchase.purchase",
    },
    Shape {
        name: "erpnext",
        orders: [
            ("/app/purchase-order/PUR-ORD-2026-00005", "PUR-ORD-2026-00005"),
            ("/desk/purchase-order/PO%2F61", "PO/61"),
        ],
        none: "/app/purchase-order/view/list",
    },
    Shape {
        name: "inventree",
        orders: [
            ("/web/purchasing/purchase-order/5/detail", "5"),
            ("/web/purchasing/purchase-order/61/line-items", "61"),
        ],
        none: "/web/purchasing/index/purchaseorders",
    },
];

/// All four. `show` draws what an address has, as their scripts do behind a move; `save` draws the bar anew.
/// InvenTree's is in another language than English: of a translated name only the beginning is left.
const PAGE: &str = r#"<!DOCTYPE html><title>ERP</title><main></main><script>
const BARS = {
  odoo: `<div class="o_form_statusbar"><div class="o_statusbar_buttons">
    <button name="button_confirm" class="btn btn-primary">Confirm Order</button></div></div>`,
  tryton: `<div class="tab-pane" style="display: none"><button name="confirm">Confirm</button></div>
    <div class="tab-pane active"><button name="quote" class="btn">Quote</button></div>`,
  erpnext: `<div class="page-head" style="display: none"><div class="page-actions"><div class="standard-actions"></div></div></div>
    <div class="page-head"><div class="page-actions"><div class="standard-actions">
    <button class="btn btn-primary btn-sm primary-action">Save</button></div></div></div>`,
  inventree: `<div class="mantine-Group-root">
    <button class="m_7c mantine-Button-root">下单</button>
    <div class="mantine-Indicator-root"><button aria-haspopup="menu" aria-label="action-menu-----">…</button></div>
    <div class="mantine-Indicator-root" id="menu"><button aria-haspopup="menu" aria-label="action-menu-------">…</button></div></div>
    <div role="tabpanel"><button aria-haspopup="menu" aria-label="action-menu---">…</button></div>
    <div role="menu"><button role="menuitem" aria-label="action-menu---------edit">…</button></div>`,
};
const main = document.querySelector("main");
globalThis.save = (erp) => { main.innerHTML = BARS[erp]; };
globalThis.edit = () => { const text = document.createElement("p"); text.textContent = "edited"; main.append(text); };
globalThis.show = (erp, address, drawn) => {
  if (address.startsWith("/#")) location.hash = address.slice(1);
  else history.pushState(null, "", address);
  if (drawn) save(erp);
  else main.textContent = "A list";
};
</script>"#;

/// The orders of the buttons that the page has, once they are these.
fn buttons(browser: &Browser, what: &str, wanted: &[&str]) -> Result<()> {
    let all = format!(
        "return [...document.querySelectorAll('{BUTTON}')].map((one) => one.dataset.oneClickPurchase);"
    );
    browser.until(&format!("{what}: {wanted:?}"), || {
        let found: Vec<String> = browser.script(&all, json!([]))?;
        Ok((found == wanted).then_some(()))
    })?;
    // What comes a moment later counts, too.
    let later =
        "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));";
    browser.script::<Value>(later, json!([]))?;
    let found: Vec<String> = browser.script(&all, json!([]))?;
    ensure!(found == wanted, "{what}: first {wanted:?}, then {found:?}");
    Ok(())
}

fn moves(kind: Kind) -> Result<()> {
    let world = World::start(launch(kind), 0)?;
    let browser = &world.browser;
    // The desk's host: what is asked there is asked at each of its ports.
    let site = Site::serve([("*", Page::new(PAGE))])?;
    for Shape { name, orders: [(first, one), (second, other)], none } in SHAPES {
        let call = |script: &str| browser.script::<Value>(script, json!([]));
        browser.go(&site.url("127.0.0.1", first))?;
        call(&format!("save('{name}')"))?;
        buttons(browser, &format!("{name}, opened"), &[one])?;
        call("edit()")?;
        buttons(browser, &format!("{name}, edited"), &[one])?;
        call(&format!("save('{name}')"))?;
        buttons(browser, &format!("{name}, saved"), &[one])?;
        call(&format!("show('{name}', '{second}', true)"))?;
        buttons(browser, &format!("{name}, another order"), &[other])?;
        if name == "inventree" {
            let beside = format!(
                "const own = document.querySelector('{BUTTON}'); return [own.nextElementSibling.id, own.className];"
            );
            let beside: Vec<String> = browser.script(&beside, json!([]))?;
            ensure!(beside == ["menu", "m_7c mantine-Button-root"], "it stands beside {beside:?}");
        }
        call(&format!("show('{name}', '{none}', false)"))?;
        buttons(browser, &format!("{name}, left"), &[])?;
        call("history.back()")?;
        call(&format!("save('{name}')"))?;
        buttons(browser, &format!("{name}, back again"), &[other])?;
    }
    Ok(())
}

fn marked(kind: Kind) -> Result<()> {
    let world = World::start(launch(kind), 0)?;
    let browser = &world.browser;
    let own =
        r#"<!DOCTYPE html><title>Acme</title><button type="button" data-one-click-purchase="7">Buy</button>"#;
    let [me, list, order] = acme(&format!("MAP-{}", number()));
    let (page, others) = (("/purchase-orders/7", Page::new(own)), ("*", Page::new(PAGE)));
    let site = Site::serve([me, list, order, page, others])?;
    let connection = json!({
        "erp": "mapping", "address": site.url("127.0.0.1", ""), "key": "s3cret", "name": "Acme",
        "settings": { "mapping": example()? },
    });
    let connected = world.tell(&json!({ "kind": "connect", "connection": connection }))?;
    ensure!(connected.get("answer") == Some(&json!("done")), "{connected}");

    // The same number in another ERP at this address is another order.
    browser.go(&site.url("127.0.0.1", "/odoo/purchase/7"))?;
    browser.script::<Value>("save('odoo')", json!([]))?;
    buttons(browser, "Odoo's page", &["7"])?;
    browser.find(BUTTON)?.click()?;
    browser.find_with_text(BUTTON, "not connected")?;

    browser.go(&site.url("127.0.0.1", "/purchase-orders/7"))?;
    buttons(browser, "the page's own button", &["7"])?;
    browser.find(BUTTON)?.click()?;
    browser.until("the purchase to be started", || {
        let state = browser.find(BUTTON)?.attribute("data-one-click-purchase-state")?;
        ensure!(state.as_deref() != Some("failed"), "it was not started");
        Ok((state.as_deref() == Some("purchase")).then_some(()))
    })?;
    Ok(())
}
