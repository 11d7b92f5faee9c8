//! Recording by hand: typed, pasted, and taken back.

use anyhow::{Context, Result, bail, ensure};
use journeys::browser::Kind;
use journeys::person::Person;
use journeys::webdriver::Key;
use journeys::world::Draft;
use one_click_purchase::order::{Evidence, PurchaseOrder, Status};

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("a number recorded by hand makes the order purchased, and undone it is free again", recorded),
    ("what is recorded in the desk's own form is no more to buy in the popup", in_desk),
    ("number, amounts and tracking are taken from text that is pasted", pasted),
];

fn order(person: &Person<'_>) -> Result<PurchaseOrder> {
    let product = person.world.shop.product("e-bottle")?;
    let sku = product.skus.first().context("a product has a variant")?;
    Draft::new(number()).line(&product, sku, 2).import(&person.world.desk)
}

/// Opens the form of an order in the popup.
fn form(person: &Person<'_>, order: &PurchaseOrder) -> Result<()> {
    let browser = &person.world.browser;
    person.look_at_popup()?;
    browser.find("[data-do=search]")?.type_text(&order.number)?;
    browser.find_with_text("[data-do=open-row]", &order.number)?.click()?;
    browser.find(".details [data-do=by-hand]")?.click()?;
    browser.find("[data-do=record]").map(drop)
}

/// How many drafts the tab says are waiting.
fn drafts(person: &Person<'_>) -> Result<u32> {
    let count = person.world.browser.find("#tab-by-hand .count")?.text()?;
    count.parse().with_context(|| format!("the tab says “{count}”"))
}

/// Fills the form that is open and presses Record.
fn record(person: &Person<'_>, number: &str) -> Result<()> {
    let browser = &person.world.browser;
    for (field, words) in [("#number-0", number), ("[data-do=total]", "79.00"), ("[data-do=freight]", "0")] {
        browser.find(field)?.type_text(words)?;
    }
    browser.find("[data-do=record]")?.click()
}

fn recorded(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let (desk, browser) = (&person.world.desk, &person.world.browser);
        let typed = "2200000000000000001";
        let (first, second) = (order(person)?, order(person)?);
        form(person, &first)?;
        record(person, typed)?;
        desk.reaches(&first.id, Status::Purchased)?;
        form(person, &second)?;
        let drafts = drafts(person)?;
        record(person, typed)?;
        browser.find_with_text(".field-error", &first.number)?;
        ensure!(self::drafts(person)? == drafts + 1, "the draft is not counted");
        undo(person, &first)?;
        form(person, &second)?;
        // What was typed before is kept as a draft.
        browser.until("the draft", || Ok((browser.find("#number-0")?.value()? == typed).then_some(())))?;
        browser.find("[data-do=record]")?.click()?;
        browser.until("the form to close", || match browser.look(".field-error")? {
            Some(error) => bail!("the form complains: {}", error.text()?),
            None => Ok(browser.look("[data-do=record]")?.is_none().then_some(())),
        })?;
        let purchased = desk.reaches(&second.id, Status::Purchased)?;
        let report = purchased.reports.first().context("a purchased order has a report")?;
        ensure!(report.number == typed && report.evidence == Evidence::ByHand, "{report:?}");
        undo(person, &second)
    })
}

fn in_desk(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let (desk, browser) = (&person.world.desk, &person.world.browser);
        let (bought, open) = (order(person)?, order(person)?);
        person.look_at_popup()?;
        browser.find_with_text("[data-do=open-row]", &bought.number)?;
        person.sign_in_to_desk()?;
        browser.go(&format!("{}/orders/{}/by-hand", desk.http.origin(), bought.id))?;
        for (field, words) in [("number", "2200000000000000003"), ("total", "79.00"), ("freight", "0")] {
            browser.find(&format!("[name={field}]"))?.type_text(words)?;
        }
        browser.find("form[action$=by-hand] button[type=submit]")?.click()?;
        let purchased = desk.reaches(&bought.id, Status::Purchased)?;
        let report = purchased.reports.first().context("a purchased order has a report")?;
        ensure!(report.number == "2200000000000000003" && report.evidence == Evidence::ByHand, "{report:?}");
        person.look_at_popup()?;
        browser.find_with_text("[data-do=open-row]", &open.number)?;
        browser.until("the order to go from the list", || {
            for row in browser.all("[data-do=open-row]")? {
                if row.text()?.contains(&bought.number) {
                    return Ok(None);
                }
            }
            Ok(Some(()))
        })
    })
}

/// Takes back what is recorded for an order, in the popup's tab of what is done, and waits until
/// the desk and the popup have nothing of it any more.
fn undo(person: &Person<'_>, order: &PurchaseOrder) -> Result<()> {
    let (desk, browser) = (&person.world.desk, &person.world.browser);
    person.undo(order, "typed for the wrong order")?;
    let open = desk.reaches(&order.id, Status::Pending)?;
    ensure!(open.reports.is_empty(), "the desk still has {:?}", open.reports);
    browser.until("the card to go", || {
        for card in browser.all(".card")? {
            if card.text()?.contains(&order.number) {
                return Ok(None);
            }
        }
        Ok(Some(()))
    })
}

const PASTED: &str =
    "订单编号:2200000000000000002 交易成功 实付款:¥79.00 运费:¥0.00 运单号:YT123456789012345";

fn pasted(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let (desk, browser) = (&person.world.desk, &person.world.browser);
        let order = order(person)?;
        form(person, &order)?;
        browser.find("[data-do=paste]")?.type_text(PASTED)?;
        browser.press(Key::Tab)?;
        browser.find("[data-do=take-over]")?.click()?;
        let number = browser.find("#number-0")?;
        browser.until("the number to be taken over", || {
            Ok((number.value()? == "2200000000000000002").then_some(()))
        })?;
        browser.find("[data-do=record]")?.click()?;
        let purchased = desk.reaches(&order.id, Status::Purchased)?;
        let report = purchased.reports.first().context("a purchased order has a report")?;
        let total = report.total.context("the total was in the text")?;
        ensure!(total.amount.to_string() == "79.00" && total.currency.code() == "CNY", "{report:?}");
        ensure!(report.tracking.as_deref() == Some("YT123456789012345"), "{report:?}");
        ensure!(report.evidence == Evidence::ByHand, "{report:?}");
        Ok(())
    })
}
