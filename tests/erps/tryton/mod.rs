//! What must hold of the connector in a real Tryton.

mod claims;
mod fill;
mod reports;
mod seat;
mod trouble;
mod up;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail, ensure};
use journeys::browser::Kind;
use libtest_mimic::Trial;
use one_click_purchase::erp::{ErpError, Settings};

use crate::acts::{list, read, told};
use crate::wire::now;
use crate::yuan;
use crate::{big, browser};
use up::{ORDERS, Tryton};

/// The one server of all trials; or why it did not come up, which it does not do at the next trial either.
static TRYTON: Mutex<Option<Result<Tryton, String>>> = Mutex::new(None);

type Case = fn(&mut Tryton) -> Result<()>;

const CASES: [(&str, Case); 3] = [
    ("a test tells server, user and how much waits", tells),
    ("a wrong password, name or database is told", tells_what_is_wrong),
    ("the list has address, variant, quantity, limit and page of each line", lists),
];

/// All of them: at the server itself, in browsers, and the large ones.
pub fn trials(scripts: &Path) -> Vec<Trial> {
    let cases = [&CASES[..], &claims::CASES, &reports::CASES, &trouble::CASES].concat();
    let own = cases.into_iter().map(|(name, case)| trial(scripts, name.to_owned(), case));
    let in_browsers = browser::cases::<Tryton>().into_iter().flat_map(|(name, case)| {
        Kind::ALL.map(|kind| {
            let name = format!("in {}, {name}", kind.name());
            trial(scripts, name, move |tryton: &mut Tryton| browser::run(tryton, kind, case))
        })
    });
    let large = [
        trial(
            scripts,
            "100,000 orders are listed by the connector, beside a bare client".to_owned(),
            big::connector,
        ),
        trial(scripts, "in chromium, 100,000 orders are listed".to_owned(), |erp| {
            big::in_browser(erp, Kind::Chromium)
        }),
        trial(scripts, "in firefox, 100,000 orders are listed".to_owned(), |erp| {
            big::in_browser(erp, Kind::Firefox)
        }),
    ];
    own.chain(in_browsers).chain(large.map(crate::large)).collect()
}

/// A trial with the one server, which the first of them brings up.
fn trial(
    scripts: &Path,
    name: String,
    case: impl FnOnce(&mut Tryton) -> Result<()> + Send + 'static,
) -> Trial {
    let scripts = scripts.to_owned();
    crate::trial(&format!("tryton: {name}"), move || {
        let mut kept = TRYTON.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.get_or_insert_with(|| Tryton::up(&scripts).map_err(|error| format!("{error:?}"))) {
            Ok(tryton) => case(tryton),
            Err(error) => bail!("{error}"),
        }
    })
}

/// Ends the server.
pub fn end() {
    *TRYTON.lock().unwrap_or_else(PoisonError::into_inner) = None;
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
