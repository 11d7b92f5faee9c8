//! What must hold of the connector in a real Odoo.

mod claims;
mod fill;
mod reports;
mod seat;
mod trouble;
mod undone;
mod up;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use one_click_purchase::erp::{ErpError, Settings};

use crate::acts::{list, read, told};
use crate::server::{self, Server};
use crate::wire::now;
use crate::yuan;
use serde_json::json;
use up::{ORDERS, Odoo, PASSWORD};

static ODOO: Server<Odoo> = Server::new("odoo", Odoo::up);

type Case = server::Case<Odoo>;

const CASES: [(&str, Case); 4] = [
    ("a test tells server, user and how much waits", tells),
    ("a password serves as a key does, and so does the person's own session", other_ways),
    ("a wrong key, name, database or field is told", tells_what_is_wrong),
    ("the list has address, variant, quantity, limit and page of each line", lists),
];

/// All of them.
pub fn trials(scripts: &Path) -> Vec<Trial> {
    ODOO.trials(
        scripts,
        &[&CASES[..], &claims::CASES, &reports::CASES, &undone::CASES, &trouble::CASES].concat(),
    )
}

/// Ends the server.
pub fn end() {
    ODOO.end();
}

fn tells(odoo: &mut Odoo) -> Result<()> {
    for (client, user) in [(odoo.li(), "Administrator"), (odoo.wang(), "Wang Fang")] {
        let server = told(now(client.erp().test()))?;
        ensure!(server.name.starts_with("Odoo 19") || server.name.starts_with("Odoo 2"), "{server:?}");
        ensure!(server.user == user && server.pending == ORDERS as u64, "{server:?}");
    }
    Ok(())
}

fn other_ways(odoo: &mut Odoo) -> Result<()> {
    let by_name = odoo.client("wang", PASSWORD);
    let own = odoo.client("", "");
    let (cookie, _) = odoo.sign_in("wang", "res.users", "context_get", &json!([]), &json!({}))?;
    *own.wire.cookie.borrow_mut() = Some(cookie);
    let by_key = read(&odoo.wang(), "2")?;
    for client in [by_name, own] {
        let server = told(now(client.erp().test()))?;
        ensure!(server.user == "Wang Fang" && server.pending == ORDERS as u64, "{server:?}");
        ensure!(read(&client, "2")? == by_key);
    }
    Ok(())
}

fn tells_what_is_wrong(odoo: &mut Odoo) -> Result<()> {
    for (login, key) in [("", "wrong"), ("wang", "wrong"), ("nobody", PASSWORD), ("", "")] {
        let found = now(odoo.client(login, key).erp().test());
        ensure!(found == Err(ErpError::Key), "{login}: {found:?}");
    }
    let mut client = odoo.client("wang", PASSWORD);
    client.settings.database = "other".into();
    let found = now(client.erp().test());
    ensure!(matches!(found, Err(ErpError::NotThisKind(_) | ErpError::Key)), "{found:?}");
    let mut client = odoo.wang();
    client.settings.address = "x_link".into();
    let found = now(client.erp().test());
    ensure!(matches!(&found, Err(ErpError::Refused(said)) if said.contains("x_link")), "{found:?}");
    Ok(())
}

fn lists(odoo: &mut Odoo) -> Result<()> {
    let (orders, as_of) = list(&odoo.wang(), None)?;
    ensure!(orders.len() == ORDERS && as_of.is_some(), "{} orders, {as_of:?}", orders.len());
    let order = orders.get(1).context("the second order")?;
    ensure!(order.number == "P00002" && order.supplier == "1688 store Yiwu Haoda", "{order:?}");
    ensure!(order.page == format!("{}/odoo/purchase.order/2", odoo.origin()), "{}", order.page);
    let line = order.lines.first().context("its first line")?;
    ensure!(line.url == "https://detail.1688.com/offer/610947572361.html", "{line:?}");
    ensure!(line.offer.as_deref() == Some("610947572361") && line.sku.as_deref() == Some("USBC-2M-BLU"));
    ensure!(
        line.title == "USB-C cable 2m blue" && line.attributes.is_empty() && line.unit.is_none(),
        "{line:?}"
    );
    ensure!(line.quantity == 3.into() && line.limit == Some(yuan("5.90")?), "{line:?}");
    ensure!(order.lines.len() == 2 && !order.warehouse.name.is_empty(), "{order:?}");

    let mut client = odoo.wang();
    client.settings = Settings {
        address: "https://detail.1688.com/offer/{code}.html?sku={sku}".into(),
        sku: "product.barcode".into(),
        ..client.settings
    };
    odoo.sql("update product_product set barcode = '69 1' where default_code = 'USBC-2M-BLU'")?;
    odoo.sql("update product_supplierinfo set product_code = product_code || '#color=red'")?;
    odoo.kill();
    odoo.start()?;
    let line = read(&client, "2")?.lines.into_iter().next().context("its first line")?;
    ensure!(line.url == "https://detail.1688.com/offer/610947572361.html?sku=69%201", "{line:?}");
    ensure!(line.variant() == "red" && line.sku.as_deref() == Some("69 1"), "{line:?}");
    Ok(())
}
