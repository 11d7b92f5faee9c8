//! A hundred thousand orders that wait: how long the list takes beside a client that only wants the same rows.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use journeys::browser::{Kind, Launch, Memory, measured};
use journeys::person::Person;
use journeys::webdriver::until;
use journeys::world::World;
use serde_json::{Value, json};

use crate::acts::{list, told};
use crate::browser::Real;
use crate::wire::now;

/// How long a browser may take for all of them before it counts as failed.
const PATIENCE: Duration = Duration::from_secs(300);

/// An ERP that can be filled.
pub trait Large: Real {
    /// The id of its kind in the extension's messages.
    const KIND: &'static str;

    /// Adds orders that wait until there are a hundred thousand, and makes all changes so far long ago.
    fn fill(&mut self) -> Result<()>;
    /// Fetches the rows that a list needs as fast as can be, and looks at nothing in them but ids; how many,
    /// and how long it took.
    fn bare(&self) -> Result<(usize, Duration)>;
    /// The purchaser's extension.
    fn wang(&self) -> crate::wire::Client;
}

/// How many: `ORDERS`, or a hundred thousand.
pub fn more() -> usize {
    std::env::var("ORDERS").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000)
}

/// The connector alone, without a browser.
pub fn connector<E: Large>(erp: &mut E) -> Result<()> {
    erp.fill()?;
    let wang = erp.wang();
    told(now(wang.erp().test()))?;
    let start = Instant::now();
    told(now(wang.erp().orders(None, None)))?;
    let first = start.elapsed();
    let (mut own, mut least) = (Duration::MAX, Duration::MAX);
    let (mut found, mut as_of) = (Vec::new(), None);
    // In turns, since the machine is not always alike.
    for _ in 0..2 {
        let (count, bare) = erp.bare()?;
        let start = Instant::now();
        (found, as_of) = list(&wang, None)?;
        own = own.min(start.elapsed());
        least = least.min(bare);
        ensure!(found.len() > more() && count == found.len(), "{count} beside {}", found.len());
    }
    let as_of = as_of.context("a time for the next refresh")?;
    let last = found.last().context("the last order")?;
    erp.cancel(&last.id)?;
    let before = *wang.wire.count.borrow();
    let start = Instant::now();
    let (changed, _) = list(&wang, Some(&as_of))?;
    let after = *wang.wire.count.borrow();
    eprintln!(
        "\n  {} orders, connector alone: first page {}, all {}, bare client {}, ratio {}; refresh after one \
         change: {} requests, {} bytes, {}",
        found.len(),
        seconds(first),
        seconds(own),
        seconds(least),
        ratio(own, least),
        after.0 - before.0,
        after.1 - before.1,
        seconds(start.elapsed()),
    );
    ensure!(
        changed.iter().any(|order| order.id == last.id) && changed.len() < 10,
        "{} changed",
        changed.len()
    );
    Ok(())
}

/// Notes in the popup when it first shows a row, and when it shows that so many wait.
const WATCH: &str = "const [wanted] = arguments;
    window.seen = { row: null, all: null, left: null };
    const look = () => {
        const shown = Number(document.querySelector('#tab-buy .count')?.textContent ?? 0);
        if (document.querySelector('.row')) seen.row ??= Date.now();
        if (shown === wanted) seen.all ??= Date.now();
        if (seen.all && shown === wanted - 1) seen.left ??= Date.now();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });";

/// Sends a message to the background; the time before it.
const SEND: &str = "const [message, done] = arguments;
    const start = Date.now();
    chrome.runtime.sendMessage(message).then((answer) => done([start, JSON.stringify(answer)]));";

/// The extension in a browser, with its popup before the person's eyes.
pub fn in_browser<E: Large>(erp: &mut E, kind: Kind) -> Result<()> {
    erp.fill()?;
    let (mut count, mut least) = erp.bare()?;
    let extension = measured(kind)?;
    let world = World::start(Launch::new(kind).with_extension(extension.path()), 0)?;
    let browser = &world.browser;
    let origin = erp.between().origin();
    browser.grant("http://127.0.0.1/*")?;
    let person = Person::new(&world)?;
    person.look_at_popup()?;
    browser.script::<Option<()>>(WATCH, json!([count]))?;
    let mut connection = json!({ "erp": E::KIND, "address": origin, "key": "", "name": "", "settings": {} });
    for (field, text) in erp.typed() {
        let place = if field == "key" { &mut connection["key"] } else { &mut connection["settings"][field] };
        *place = text.into();
    }
    let bytes = erp.between().bytes();
    let connect = json!([{ "kind": "connect", "connection": connection }]);
    let (start, answer): (u64, String) = browser.async_script(SEND, connect)?;
    ensure!(!answer.contains("failed"), "{answer}");
    let seen = |what: &str| {
        until(&format!("“{what}” in the popup"), PATIENCE, || {
            browser.script::<Option<u64>>("return seen[arguments[0]]", json!([what]))
        })
    };
    let (row, all) = (seen("row")? - start, seen("all")? - start);
    let fetched = erp.between().bytes() - bytes;
    let full = browser.background_memory()?;

    // One order is cancelled: the refresh that the person asks for has that and nothing else.
    let (orders, _) = told(now(erp.wang().erp().orders(None, None))).map(|page| (page.orders, page.as_of))?;
    erp.cancel(&orders.last().context("an order")?.id)?;
    let bytes = erp.between().bytes();
    let (start, _): (u64, String) = browser.async_script(SEND, json!([{ "kind": "refresh" }]))?;
    let left = seen("left")? - start;
    let refreshed = erp.between().bytes() - bytes;
    let after = browser.background_memory()?;
    let (again, bare) = erp.bare()?;
    ensure!(again + 1 == count, "{again} are left of {count}");
    (count, least) = (again, least.min(bare));
    let (row, all, left) =
        (Duration::from_millis(row), Duration::from_millis(all), Duration::from_millis(left));
    eprintln!(
        "\n  {count} orders in {}: first screen {}, all {}, bare client {}, ratio {}, {} MB transferred; memory: \
         {}; refresh after one change: {refreshed} bytes, {}; memory: {}",
        kind.name(),
        seconds(row),
        seconds(all),
        seconds(least),
        ratio(all, least),
        megabytes(fetched),
        used(full),
        seconds(left),
        used(after),
    );
    ensure!(refreshed < 100_000, "a refresh after one change transfers {refreshed} bytes");
    let kept: Value = world.tell(&json!({ "kind": "refresh" }))?;
    ensure!(kept.is_object(), "the background does not answer any more");
    Ok(())
}

fn seconds(time: Duration) -> String {
    format!("{}.{:02} s", time.as_secs(), time.subsec_millis() / 10)
}

/// In hundredths, without reckoning in floats.
fn ratio(own: Duration, least: Duration) -> String {
    let hundredths = own.as_millis() * 100 / least.as_millis().max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn used(memory: Memory) -> String {
    let heap =
        memory.heap.map_or(String::new(), |heap| format!(", JavaScript's heap {} MB", megabytes(heap)));
    format!("core {} MB, connectors {} MB{heap}", megabytes(memory.core), megabytes(memory.connectors))
}

fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1_000_000)
}
