//! Everything that stops a purchase, and what then goes on.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::{Errand, Person, books};
use journeys::site::{Page, Site};
use journeys::world::{Choice, Draft, Product, Sku};
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::{Purchase, Stage, Stop, Turn};
use serde_json::json;

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("what is sold out stops with nothing touched", sold_out),
    ("a price over the limit stops, is accepted in the extension, and the purchase goes on", price),
    ("another currency than the limit's stops with nothing touched", currency),
    ("a quantity below the minimum stops with nothing touched", minimum),
    ("a quantity off the step stops with nothing touched", step),
    ("less in stock than wanted stops before anything is in the cart", too_few),
    ("a product that is gone stops with nothing touched", gone),
    ("a page whose options come late shows no stop meanwhile", late),
    ("a captcha stops, is passed by the person, and the purchase goes on", captcha),
];

/// Buys so many of a product's first variant and expects a stop before anything is chosen or filled.
fn stops_untouched(kind: Kind, slug: &str, quantity: u32, is_it: fn(&Stop) -> bool) -> Result<()> {
    stops(kind, slug, quantity, |_| {}, untouched, is_it)
}

fn untouched(purchase: &Purchase) -> Result<()> {
    ensure!(purchase.tasks.iter().all(|task| task.rounds == 0), "steps were done: {:?}", purchase.log);
    Ok(())
}

/// Buys so many of a product's first variant and expects a stop before anything is in the cart.
fn stops(
    kind: Kind,
    slug: &str,
    quantity: u32,
    change: impl FnOnce(&mut Product),
    check: impl FnOnce(&Purchase) -> Result<()>,
    is_it: fn(&Stop) -> bool,
) -> Result<()> {
    in_world(kind, 0, |person| {
        let mut product = person.world.shop.product(slug)?;
        change(&mut product);
        let order = one_line(person, &product, quantity, None)?;
        let errand = person.buy(&order)?;
        check(&stopped(&errand, is_it)?)?;
        errand.give_up()
    })
}

fn one_line(
    person: &Person<'_>,
    product: &Product,
    quantity: u32,
    limit: Option<&str>,
) -> Result<PurchaseOrder> {
    let sku = product.skus.first().context("a product has a variant")?;
    let draft = Draft::new(number()).line_up_to(product, sku, quantity, limit.unwrap_or(&sku.price));
    draft.import(&person.world.desk)
}

/// Waits for the stop, and checks that nothing was put into the cart, pressed or bought.
fn stopped(errand: &Errand<'_, '_>, is_it: fn(&Stop) -> bool) -> Result<Purchase> {
    let shop = &errand.world().shop;
    let before = shop.log()?.len();
    let is_paused = |purchase: &Purchase| matches!(&purchase.stage, Stage::Paused { stop } if is_it(stop));
    let purchase = errand.goes_on("stopped for the reason", is_paused)?;
    ensure!(purchase.presses.is_empty(), "a press was taken down: {:?}", purchase.presses);
    ensure!(shop.log()?.len() == before, "something was bought");
    let carts = shop.carts()?;
    ensure!(carts.values().all(Vec::is_empty), "something lies in a cart: {carts:?}");
    Ok(purchase)
}

fn sold_out(kind: Kind) -> Result<()> {
    stops_untouched(kind, "sold-out", 1, |stop| matches!(stop, Stop::SoldOut { .. }))
}

fn currency(kind: Kind) -> Result<()> {
    let in_yuan = |product: &mut Product| "CNY".clone_into(&mut product.currency);
    stops(kind, "usd", 2, in_yuan, untouched, |stop| matches!(stop, Stop::Currency { .. }))
}

fn minimum(kind: Kind) -> Result<()> {
    stops_untouched(kind, "vest", 5, |stop| matches!(stop, Stop::Quantity { .. }))
}

fn step(kind: Kind) -> Result<()> {
    stops_untouched(kind, "vest", 12, |stop| matches!(stop, Stop::Quantity { .. }))
}

fn too_few(kind: Kind) -> Result<()> {
    stops(kind, "limited", 5, |_| {}, |_| Ok(()), |stop| matches!(stop, Stop::TooFew { .. }))
}

fn gone(kind: Kind) -> Result<()> {
    stops_untouched(kind, "gone", 1, |stop| matches!(stop, Stop::Gone))
}

fn price(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let product = person.world.shop.product("price-risen")?;
        let order = one_line(person, &product, 2, Some("32.90"))?;
        let errand = person.buy(&order)?;
        stopped(&errand, |stop| matches!(stop, Stop::Price { .. }))?;
        errand.decides("accept-price")?;
        errand.buy_all()?;
        books::agree(person.world, &order.id).map(drop)
    })
}

/// A product of which the option comes after everything else.
const LATE: &str = r#"<!doctype html><title>台灯</title>
<h1>台灯</h1><p>¥12.80</p>
<div role="radiogroup" aria-label="颜色"><button type="button" role="radio" aria-checked="false">蓝色</button></div>
<label>数量 <input type="number" name="quantity" min="1" value="1"></label>
<button type="button">立即订购</button><button type="button">加入购物车</button>
<script>
    const group = document.querySelector("[role=radiogroup]");
    group.onclick = ({ target }) => {
        for (const one of group.children) one.ariaChecked = String(one === target);
    };
    addEventListener("load", () => setTimeout(() => {
        const red = group.firstChild.cloneNode();
        red.textContent = "红色";
        group.append(red);
    }, 500));
</script>"#;

fn late(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let site = Site::serve([("/item/1", Page::new(LATE))])?;
        let mut product = person.world.shop.product("b-dress")?;
        product.url = site.url("localhost", "/item/1");
        let red =
            Choice { axis: "颜色".to_owned(), option: "红色".to_owned(), id: None, ambiguous: false };
        let price = "12.80".to_owned();
        let sku = Sku { url: product.url.clone(), attributes: vec![red], price, ..product.skus.remove(0) };
        product.skus = vec![sku];
        let errand = person.buy(&one_line(person, &product, 2, None)?)?;
        let ready = |purchase: &Purchase| purchase.stage == Stage::Ready { turn: Turn::Buy };
        let purchase = errand.reaches("ready", ready)?;
        let stops = purchase.log.iter().filter(|entry| entry.what.starts_with("stopped"));
        ensure!(stops.count() == 0, "it stopped on the way: {:?}", purchase.log);
        errand.give_up()
    })
}

fn captcha(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        person.world.shop.set("captcha", &json!({ "captcha": true }))?;
        let product = person.world.shop.product("captcha")?;
        let order = one_line(person, &product, 2, None)?;
        let errand = person.buy(&order)?;
        errand.reaches("stopped at the captcha", |purchase| {
            matches!(purchase.stage, Stage::Paused { stop: Stop::Captcha })
        })?;
        errand.buy_all()?;
        books::agree(person.world, &order.id).map(drop)
    })
}
