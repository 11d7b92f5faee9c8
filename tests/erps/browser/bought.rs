//! Whole purchases: from the popup, and from the button on the ERP's own page.

use anyhow::{Context, Result, ensure};
use journeys::browser::Browser;
use journeys::person::Person;
use journeys::webdriver::Element;
use serde_json::json;

use super::{Real, State, is_recorded, order, pictures, sold};
use crate::acts::{list, read, record, told};

/// Why what was bought is taken back.
const REASON: &str = "sent in the wrong colour";

pub fn from_popup<R: Real>(erp: &mut R, person: &Person<'_>) -> Result<()> {
    let before = person.world.shop.log()?.len();
    let (order, sku) = order(erp, person)?;
    let li = erp.li();
    // What the ERP itself counts by state may have one that is covered already by what the trials before left.
    let (listed, _) = list(&li, None)?;
    let waiting = listed.iter().filter(|order| order.status.is_open()).count();
    person.look_at_popup()?;
    person.world.browser.until(&format!("{waiting} orders in the popup"), || {
        let count = person.world.browser.find("#tab-buy .count")?.text()?;
        Ok((count == waiting.to_string()).then_some(()))
    })?;
    person.buy(&order)?.buy_all()?;
    let bought = sold(person, before, &sku)?;
    let found = is_recorded(erp, &order, &bought)?;

    // The extension's own report, sent once more by another computer.
    let recorded = read(&li, &order.id)?;
    let [report] = recorded.reports.as_slice() else { anyhow::bail!("{:?}", recorded.reports) };
    ensure!(told(record(&li, report))? == recorded, "a second report changes the order");
    ensure!(erp.found(&order.id)? == found, "a second report has an effect");

    person.undo(&order, REASON)?;
    // Where the ERP lets nobody take the state back, the connector leaves it and says so before.
    let state = if R::TAKES_STATE_BACK { State::Waits } else { State::Purchased };
    let mut after = found;
    person
        .world
        .browser
        .until("the ERP to have it taken back", || {
            after = erp.found(&order.id)?;
            let is_told = after.notes.iter().any(|note| note.contains(REASON));
            Ok((after.number.is_empty() && is_told && after.state == state).then_some(()))
        })
        .with_context(|| format!("{after:?}"))?;
    ensure!(read(&li, &order.id)?.reports.is_empty());
    Ok(())
}

pub fn from_page<R: Real>(erp: &mut R, person: &Person<'_>) -> Result<()> {
    let browser = &person.world.browser;
    let before = person.world.shop.log()?.len();
    let (order, sku) = order(erp, person)?;
    let page = browser.new_tab()?;
    person.knows(&page);
    browser.go(&order.page.replacen(&erp.li().origin, &erp.between().origin(), 1))?;
    erp.sign_in(browser)?;
    let button = browser.find(&format!("button[data-one-click-purchase='{}']", order.id))?;
    ensure!(!button.text()?.is_empty(), "the button has no name");
    let errand = person.errand(&order)?;
    browser.script::<Option<()>>("arguments[0].click()", json!([button.reference()]))?;
    ensure!(button.attribute("aria-busy")?.is_none(), "a script's click was taken for the person's");
    ensure!(errand.purchase()?.is_none(), "a script's click started the purchase");
    at_rest(browser, &button)?;
    button.into_view()?;
    pictures::keep(browser, &[R::NAME, "-button"].concat())?;
    button.click()?;
    let state = browser.until("an answer to the press", || {
        browser.aside(|| {
            browser.switch(&page)?;
            button.attribute("data-one-click-purchase-state")
        })
    })?;
    ensure!(state == "purchase", "the button says “{state}”: {}", button.text()?);
    errand.buy_all()?;
    let bought = sold(person, before, &sku)?;
    is_recorded(erp, &order, &bought)?;
    // The page itself shows the number, once it is loaded again.
    browser.switch(&page)?;
    browser.reload()?;
    browser
        .until("the number on the ERP's page", || {
            let shown = "return document.body.innerText
            + [...document.querySelectorAll('input')].map((field) => field.value).join(' ')";
            let shown: String = browser.script(shown, json!([]))?;
            Ok(shown.contains(&bought.number).then_some(()))
        })
        .context("the ERP's own page")
}

/// Waits until a page that is still being made does not move its button any more.
fn at_rest(browser: &Browser, button: &Element) -> Result<()> {
    let (mut last, mut looks) = (String::new(), 0);
    browser.until("the button to come to rest", || {
        let body = "return JSON.stringify(arguments[0].getBoundingClientRect())";
        let now: String = browser.script(body, json!([button.reference()]))?;
        looks = if now == last { looks + 1 } else { 0 };
        last = now;
        Ok((looks >= 30).then_some(()))
    })
}
