//! What must hold of the connector in a real Tryton.

mod claims;
mod fill;
mod reports;
mod seat;
mod trouble;
mod up;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use one_click_purchase::erp::{ErpError, Settings};

use crate::acts::{list, read, told};
use crate::server::{self, Server};
use crate::wire::now;
use crate::yuan;
use up::{ORDERS, Tryton};

static TRYTON: Server<Tryton> = Server::new("tryton", Tryton::up);

type Case = server::Case<Tryton>;

const CASES: [(&str, Case); 3] = [
    ("a test tells server, user and how much waits", tells),
    ("a wrong password, name or database is told", tells_what_is_wrong),
    ("the list has address, variant, quantity, limit and page of each line", lists),
];

/// All of them.
pub fn trials(scripts: &Path) -> Vec<Trial> {
    TRYTON.trials(scripts, &[&CASES[..], &claims::CASES, &reports::CASES, &trouble::CASES].concat())
}

/// Ends the server.
pub fn end() {
    TRYTON.end();
}

fn tells(tryton: &mut Tryton) -> Result<()> {
    for (client, user) in [(tryton.li(), "Administrator"), (tryton.wang(), "Wang Fang")] {
        let server = told(now(client.erp().test()))?;
        ensure!(server.name == format!("Tryton {}", up::series()), "{server:?}");
        ensure!(server.user == user && server.pending == ORDERS as u64, "{server:?}");
    }
    Ok(())
}

fn tells_what_is_wrong(tryton: &mut Tryton) -> Result<()> {
    for (login, password) in [("admin", "wrong"), ("nobody", "tryton-demo-1")] {
        let found = now(tryton.client(login, password).erp().test());
        ensure!(found == Err(ErpError::Key), "{found:?}");
    }
    let client = tryton.client("", "tryton-demo-1");
    ensure!(matches!(now(client.erp().test()), Err(ErpError::Refused(said)) if said.contains("name")));
    let mut client = tryton.li();
    client.settings.database = "other/../erp?".into();
    let found = now(client.erp().test());
    ensure!(matches!(found, Err(ErpError::NotThisKind(_))), "{found:?}");
    Ok(())
}

fn lists(tryton: &mut Tryton) -> Result<()> {
    let (orders, as_of) = list(&tryton.wang(), None)?;
    ensure!(orders.len() == ORDERS && as_of.is_some(), "{} orders, {as_of:?}", orders.len());
    let order = orders.get(1).context("the second order")?;
    ensure!(order.number == "2" && order.supplier == "1688 store Yiwu Haoda", "{order:?}");
    ensure!(order.page == format!("{}/#erp/model/purchase.purchase/2", tryton.origin()), "{}", order.page);
    let line = order.lines.first().context("its first line")?;
    ensure!(line.url == "https://detail.1688.com/offer/610947572361.html", "{line:?}");
    ensure!(line.offer.as_deref() == Some("610947572361") && line.sku.as_deref() == Some("USBC-2M-BLU"));
    ensure!(
        line.title == "USB-C cable 2m blue" && line.variant() == "red" && line.unit.is_none(),
        "{line:?}"
    );
    ensure!(line.quantity == 3.into() && line.limit == Some(yuan("5.90")?));
    ensure!(order.lines.len() == 2, "{order:?}");

    let mut client = tryton.wang();
    client.settings = Settings {
        address: "https://detail.1688.com/offer/{code}.html".into(),
        sku: "line.product.code".into(),
        ..client.settings
    };
    let line = read(&client, "2")?.lines.into_iter().next().context("its first line")?;
    ensure!(line.url == "https://detail.1688.com/offer/610947572361.html", "{line:?}");
    Ok(())
}
