//! What the person picks and counts once is taken again, and listed in the options.

use anyhow::{Context, Result, ensure};
use journeys::axe;
use journeys::browser::Kind;
use journeys::person::{Errand, Person};
use journeys::world::{Choice, Draft, Product, Sku};
use one_click_purchase::order::{PurchaseOrder, Quantity, Status, decimal};
use one_click_purchase::purchase::{Purchase, Stage, Stop};

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    (
        "what is paired: a variant in other words is picked once, and then bought by itself until it is forgotten",
        words,
    ),
    (
        "what is paired: ten pieces are bought as five packs of two, the next six by themselves as three",
        packs,
    ),
];

const SLUG: &str = "c-notebook";
/// What the order calls the second variant.
const OTHER_WORDS: &str = "方格纸";

/// An order of the second variant in words of its own, by a SKU of the ERP's.
fn order(person: &Person<'_>, own_sku: &str, quantity: u32, limit: &str) -> Result<(PurchaseOrder, Sku)> {
    let product = person.world.shop.product(SLUG)?;
    let there = second(&product)?;
    let mut sku = there.clone();
    own_sku.clone_into(&mut sku.sku);
    for choice in &mut sku.attributes {
        *choice = Choice { option: OTHER_WORDS.to_owned(), id: None, ambiguous: false, ..choice.clone() };
    }
    let order = Draft::new(number()).line_up_to(&product, &sku, quantity, limit);
    Ok((order.import(&person.world.desk)?, there))
}

fn second(product: &Product) -> Result<Sku> {
    product.skus.get(1).cloned().context("the notebook has several variants")
}

fn is_asked(purchase: &Purchase) -> bool {
    matches!(purchase.stage, Stage::Paused { stop: Stop::NoOption { .. } })
}

/// Picks the second variant in the purchase's own window; one of it has so many pieces, where that is said.
fn pick(person: &Person<'_>, errand: &Errand<'_, '_>, label: &str, holds: Option<&str>) -> Result<()> {
    let browser = &person.world.browser;
    let id = errand.purchase()?.context("the extension keeps no purchase of it")?.id;
    let window = browser.open_page(&format!("purchase.html#{id}"))?;
    person.knows(&window);
    let picks = browser.find_with_text("[data-do=pick]", label)?;
    axe::check(browser, "the window that asks")?;
    if let Some(holds) = holds {
        let field = browser.find("[data-do=holds]")?;
        field.clear()?;
        field.type_text(holds)?;
    }
    picks.click()
}

/// What was bought last: the supplier sold so many of the variant, and the desk has so many purchased.
fn bought(person: &Person<'_>, order: &PurchaseOrder, sku: &Sku, sold: u32, pieces: u32) -> Result<()> {
    let order = person.world.desk.reaches(&order.id, Status::Purchased)?;
    let log = person.world.shop.log()?;
    let entry = log.last().context("the supplier has sold something")?;
    let lines: Vec<(&str, u32)> = entry.lines.iter().map(|line| (line.sku.as_str(), line.quantity)).collect();
    ensure!(lines == [(sku.sku.as_str(), sold)], "the supplier sold {lines:?}");
    let reports: Vec<_> = order.reports.iter().map(|one| (one.number.as_str(), &one.lines)).collect();
    let [(number, covered)] = reports.as_slice() else { anyhow::bail!("{reports:?}") };
    ensure!(*number == entry.number, "{number} is recorded for {}", entry.number);
    let covered: Vec<Quantity> = covered.iter().map(|line| line.quantity).collect();
    ensure!(covered == [Quantity::from(pieces)], "{covered:?} of {pieces} pieces are recorded");
    Ok(())
}

/// What the panel says of the variant that was picked for another purchase.
fn is_shown_as_paired(errand: &Errand<'_, '_>) -> Result<()> {
    errand.reaches("filled in", |purchase| matches!(purchase.stage, Stage::Ready { .. }))?;
    errand.in_panel(|session| session.find(".check-paired").map(drop))
}

fn words(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let own_sku = format!("OWN-{}", number());
        let limit = second(&person.world.shop.product(SLUG)?)?.price;
        let (first, there) = order(person, &own_sku, 2, &limit)?;
        let label = &there.attributes.first().context("an axis")?.option;
        let errand = person.buy(&first)?;
        errand.goes_on("asked which is meant", is_asked)?;
        pick(person, &errand, label, None)?;
        errand.buy_all()?;
        bought(person, &first, &there, 2, 2)?;

        let (next, _) = order(person, &own_sku, 3, &limit)?;
        let errand = person.buy(&next)?;
        is_shown_as_paired(&errand)?;
        let purchase = errand.buy_all()?;
        let stops = purchase.log.iter().filter(|entry| entry.what.starts_with("stopped"));
        ensure!(stops.count() == 0, "it stopped on the way: {:?}", purchase.log);
        bought(person, &next, &there, 3, 3)?;

        let browser = &person.world.browser;
        let options = browser.open_page("options.html")?;
        let row = browser.find_with_text("[data-pairing]", &own_sku)?;
        ensure!(row.text()?.contains(label.as_str()), "it is listed as {}", row.text()?);
        browser.find("[data-do=pairings-export]")?;
        axe::check(browser, "the options with a pairing")?;
        let own = format!("[data-pairing*=\"{own_sku};\"]");
        browser.find(&format!("{own} [data-do=pairing-forget]"))?.click()?;
        browser.find(&format!("{own} [data-do=forget-really]"))?.click()?;
        browser.gone(&own)?;
        person.knows(&options);

        let (last, _) = order(person, &own_sku, 2, &limit)?;
        let errand = person.buy(&last)?;
        errand.goes_on("asked again", is_asked)?;
        errand.give_up()
    })
}

fn packs(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let own_sku = format!("OWN-{}", number());
        // What one costs there buys two pieces; the order's limit is for one.
        let there = second(&person.world.shop.product(SLUG)?)?;
        let price = decimal(&there.price).context("a price")?;
        let limit = (price / Quantity::TWO).normalize().to_string();
        let (first, there) = order(person, &own_sku, 10, &limit)?;
        let label = &there.attributes.first().context("an axis")?.option;
        let errand = person.buy(&first)?;
        errand.goes_on("asked which is meant", is_asked)?;
        pick(person, &errand, label, Some("2"))?;
        errand.buy_all()?;
        bought(person, &first, &there, 5, 10)?;

        let (next, _) = order(person, &own_sku, 6, &limit)?;
        let errand = person.buy(&next)?;
        is_shown_as_paired(&errand)?;
        errand.in_panel(|session| session.find_with_text(".check", "3 (6 = 3 × 2)").map(drop))?;
        errand.buy_all()?;
        bought(person, &next, &there, 3, 6)?;

        let (odd, _) = order(person, &own_sku, 5, &limit)?;
        let errand = person.buy(&odd)?;
        errand.goes_on("stopped for its quantity", |purchase| {
            matches!(purchase.stage, Stage::Paused { stop: Stop::Quantity { .. } })
        })?;
        errand.give_up()
    })
}
