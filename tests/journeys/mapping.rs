//! An ERP that only a mapping file knows: chosen, refused, mended, tested, connected.

use std::fs;

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::site::{Page, Site};
use one_click_purchase::erp;
use one_click_purchase::store::{Connections, names};
use serde_json::{Value, json};

use crate::Journey;
use crate::worlds::{in_world, number};

const DATABASE: &str = "one-click-purchase";

pub const JOURNEYS: &[(&str, Journey)] =
    &[("an ERP is connected by a mapping file, and a wrong file is refused by line and path", connects)];

/// The first example of the manual.
pub fn example() -> Result<&'static str> {
    let manual = include_str!("../../docs/mapping.md");
    let block = manual.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
    block.context("the manual has an example")
}

fn answer(body: &Value) -> Page {
    Page::new(body.to_string()).with("Content-Type", "application/json")
}

/// The ERP of the example, with one order.
pub fn acme(order: &str) -> [(&'static str, Page); 3] {
    let order = json!({
        "id": 7, "number": order, "status": "approved", "supplier_reference": null, "version": "1",
        "supplier": {"name": "Mapped supplier"}, "currency": "CNY", "internal_notes": "",
        "created_at": "2026-11-20T08:00:00Z", "updated_at": "2026-11-21T08:00:00Z",
        "lines": [{
            "id": 1, "product": {"name": "Mug"}, "quantity": 2, "unit_price": "12.50",
            "supplier_url": "https://mall.example/item/77", "supplier_sku": "MUG", "variant": "red",
        }],
    });
    [
        ("/api/me", answer(&json!({"data": {"name": "王丽"}}))),
        ("/api/purchase-orders", answer(&json!({"data": [order], "links": {"next": null}}))),
        ("/api/purchase-orders/7", answer(&json!({"data": order}))),
    ]
}

fn connects(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let order = format!("MAP-{}", number());
        let site = Site::serve(acme(&order))?;
        let folder = tempfile::tempdir()?;
        let file = |name: &str, text: &str| -> Result<String> {
            let path = folder.path().join(name);
            fs::write(&path, text)?;
            Ok(path.to_str().context("a path that can be typed")?.to_owned())
        };
        let right = example()?;
        let line = right.lines().position(|line| line.contains("\"/api/me\"")).context("who it is")? + 1;

        let browser = &person.world.browser;
        let options = browser.open_page("options.html")?;
        browser.grant("http://127.0.0.1/*")?;
        // Its name is typed into the list, as a person with a keyboard does.
        browser.find("#erp")?.type_text("Another ERP")?;
        browser.find("#address")?.type_text(&site.url("127.0.0.1", ""))?;
        browser.find("#key")?.type_text("s3cret")?;
        let chosen = browser.find("[data-into=mapping]")?;
        chosen
            .type_text(&file("wrong.json", &right.replace("\"/api/me\"", "\"https://evil.example/me\""))?)?;
        browser.until("the file in its field", || {
            Ok(browser.find("#mapping")?.value()?.contains("evil.example").then_some(()))
        })?;
        browser.find("[data-do=test]")?.click()?;
        browser.find_with_text("#mapping-about", &format!("Line {line}: me.path: "))?;

        browser.find("[data-into=mapping]")?.type_text(&file("acme.json", right)?)?;
        browser.until("the mended file in its field", || {
            Ok((!browser.find("#mapping")?.value()?.contains("evil.example")).then_some(()))
        })?;
        browser.find("[data-do=test]")?.click()?;
        browser.find_with_text("[data-outcome=ok]", "Connected to Acme ERP as 王丽. Orders to buy: 1.")?;
        browser.find("[data-do=connect]")?.click()?;
        let mapped = browser.until("the mapped ERP's order in the list", || {
            let rows = browser.stored(&options, DATABASE, names::ROWS)?;
            if !rows.iter().any(|chunk| chunk.contains(&order)) {
                return Ok(None);
            }
            for text in browser.stored(&options, DATABASE, names::SINGLES)? {
                let Ok(connections) = serde_json::from_str::<Connections>(&text) else { continue };
                let mapped = connections.all.into_iter().find(|own| own.erp == erp::Kind::Mapping);
                if mapped.is_some() {
                    return Ok(mapped);
                }
            }
            Ok(None)
        })?;
        ensure!(mapped.user == "王丽" && mapped.settings.mapping == right.trim(), "kept as {mapped:?}");
        // Other journeys use this world, too.
        person.world.tell(&json!({ "kind": "disconnect", "connection": mapped.id }))?;
        person.knows(&options);
        Ok(())
    })
}
