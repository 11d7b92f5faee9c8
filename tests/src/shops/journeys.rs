//! Purchases in a real shop, the same for all of them, and whether its books and the desk agree.

use anyhow::{Context, Result, ensure};
use one_click_purchase::order::{Evidence, PurchaseOrder, Status};
use one_click_purchase::purchase::{Stage, Stop};
use serde_json::json;

use super::customer::Customer;
use super::{Described, Eyes, Running};
use crate::browser::Kind;
use crate::person::Person;
use crate::world::{Desk, World, launch};

/// What is done in a shop.
pub type Journey = fn(&Person<'_>, &Customer<'_>) -> Result<String>;

/// The journeys, in their order: the first one signs in.
pub const JOURNEYS: [(&str, Journey); 3] = [
    ("signs in on the way, buys, and the number is recorded", buys),
    ("buys the same again, and the number of the first order is refused", buys_again),
    ("buys beside an order that looks the same", buys_beside_a_twin),
];

/// A desk, a browser, and the person in front of a shop that is read by these eyes.
pub fn in_shop<T>(
    shop: &Running,
    kind: Kind,
    eyes: Eyes,
    visit: impl FnOnce(&Person<'_>, &Customer<'_>) -> Result<T>,
) -> Result<T> {
    // The practice supplier of the world stands beside; nobody asks it for anything.
    let world = World::start(launch(kind), 0)?;
    let off = json!({ "kind": "suppliers", "suppliers": { "off": eyes.switched_off(), "own": [] } });
    let answer = world.tell(&off)?;
    ensure!(answer.get("answer") == Some(&json!("done")), "switching profiles: {answer}");
    let person = Person::new(&world)?;
    person.consent_to_supplier()?;
    visit(&person, &Customer { shop, session: world.browser.session() })
}

fn buys(person: &Person<'_>, customer: &Customer<'_>) -> Result<String> {
    let order = order(&person.world.desk, customer.shop, "PO-2026-0001")?;
    let errand = person.buy(&order)?;
    customer.buys(&errand)?;
    errand.reaches("confirmed by the desk", |purchase| purchase.stage == Stage::Confirmed)?;
    agrees(person, customer, &order)
}

fn buys_again(person: &Person<'_>, customer: &Customer<'_>) -> Result<String> {
    let before = customer.newest_number()?;
    let order = order(&person.world.desk, customer.shop, "PO-2026-0002")?;
    let errand = person.buy(&order)?;
    customer.buys(&errand)?;
    errand.reaches("confirmed by the desk", |purchase| purchase.stage == Stage::Confirmed)?;
    ensure!(customer.newest_number()? != before, "nothing was sold");
    agrees(person, customer, &order)
}

fn buys_beside_a_twin(person: &Person<'_>, customer: &Customer<'_>) -> Result<String> {
    let tab = person.world.browser.new_tab()?;
    person.knows(&tab);
    customer.buys_alone()?;
    let twin = customer.newest_number()?;
    let order = order(&person.world.desk, customer.shop, "PO-2026-0003")?;
    let errand = person.buy(&order)?;
    customer.buys(&errand)?;
    let purchase = errand.reaches("confirmed, or asking which order it is", |purchase| {
        matches!(&purchase.stage, Stage::Confirmed | Stage::Paused { stop: Stop::WhichNumber { .. } })
    })?;
    let number = customer.newest_number()?;
    ensure!(number != twin, "nothing was sold");
    if let Stage::Paused { stop: Stop::WhichNumber { found } } = &purchase.stage {
        ensure!(!customer.shop.shop.shows_number, "it asks though the shop shows the number");
        let offered: Vec<&str> = found.iter().map(|placed| placed.number.as_str()).collect();
        ensure!(
            offered.contains(&twin.as_str()) && offered.contains(&number.as_str()),
            "it asks about {offered:?}, not about {twin} and {number}"
        );
        errand.chooses(&number)?;
        errand.reaches("confirmed by the desk", |purchase| purchase.stage == Stage::Confirmed)?;
        return agrees(person, customer, &order).map(|said| format!("asked, then {said}"));
    }
    ensure!(customer.shop.shop.shows_number, "it did not ask, though two orders fit");
    agrees(person, customer, &order)
}

/// A purchase order in the desk, as an ERP has it: without the shop's own ids.
fn order(desk: &Desk, shop: &Running, number: &str) -> Result<PurchaseOrder> {
    let goods = &shop.shop.goods;
    let attributes: Vec<_> =
        goods.attributes.iter().map(|(axis, option)| json!({ "axis": axis, "option": option })).collect();
    let order = json!({
        "number": number,
        "supplier": shop.shop.name,
        "lines": [{
            "url": shop.url(goods.path),
            "title": goods.title,
            "attributes": attributes,
            "quantity": goods.quantity.to_string(),
            "limit": { "amount": goods.price, "currency": "USD" },
        }],
        "warehouse": {
            "name": "Warehouse 3",
            "recipient": "Bea Buyer",
            "phone": "+1 212 555 0142",
            "address": "12 Harbour Street, New York",
            "postcode": "10001",
        },
    });
    desk.import(&[order])?.into_iter().next().context("the desk took the order but returned none")
}

/// Checks that the order is purchased with the number that the shop's books have last, with its goods,
/// quantity, total and freight; says which.
fn agrees(person: &Person<'_>, customer: &Customer<'_>, order: &PurchaseOrder) -> Result<String> {
    let order = person.world.desk.reaches(&order.id, Status::Purchased)?;
    let Described { goods, .. } = customer.shop.shop;
    let sold = customer.shop.sold()?;
    let last = sold.last().context("the shop has sold nothing")?;
    ensure!(
        sold.iter().filter(|line| line.number == last.number).count() == 1,
        "the shop sold more than one line as {}",
        last.number
    );
    ensure!(
        last.sku == goods.sku && last.quantity == goods.quantity.into(),
        "the shop sold {} × {}, not {} × {}",
        last.quantity,
        last.sku,
        goods.quantity,
        goods.sku
    );
    let [report] = order.reports.as_slice() else {
        anyhow::bail!("{} has {} reports", order.number, order.reports.len());
    };
    ensure!(report.number == last.number, "recorded is {}, sold was {}", report.number, last.number);
    let covered: Vec<_> = report.lines.iter().map(|part| part.quantity).collect();
    ensure!(covered == [last.quantity], "recorded are the quantities {covered:?}");
    let total = report.total.with_context(|| format!("{} is recorded without a total", report.number))?;
    ensure!(
        total.amount == last.total && total.currency.code() == "USD",
        "recorded is the total {total}, the shop took {}",
        last.total
    );
    ensure!(
        report.freight.is_none_or(|freight| freight.amount == last.freight),
        "recorded is the freight {:?}, the shop took {}",
        report.freight,
        last.freight
    );
    let evidence = match report.evidence {
        Evidence::ShownByPage => "shown by the page",
        Evidence::OrderList => "found in the list of orders",
        Evidence::Confirmed => "chosen by the person",
        _ => "recorded by hand",
    };
    Ok(format!("{} {evidence}, {} × {} for {total}", last.number, last.quantity, last.sku))
}
