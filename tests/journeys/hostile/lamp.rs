//! A lamp in two colours, sold on a page that its makers may put anything into.

use anyhow::{Context, Result, ensure};
use journeys::person::{Errand, Person};
use journeys::site::{Page, Site};
use journeys::world::{Choice, Draft, Product, Sku};
use one_click_purchase::order::{PurchaseOrder, Status};
use one_click_purchase::purchase::{Purchase, Stage, Turn};
use serde_json::json;

use crate::worlds::number;

/// Where the lamp is.
pub const PATH: &str = "/item/1";

const LAMP: &str = r#"<h1>台灯</h1><p>¥12.80</p>
<div role="radiogroup" aria-label="颜色"><button type="button" role="radio" aria-checked="false">蓝色</button>
<button type="button" role="radio" aria-checked="false">红色</button></div>
<label>数量 <input type="number" name="quantity" min="1" value="1"></label>
<button type="button" class="buy">立即订购</button><button type="button">加入购物车</button>"#;

/// What the page itself takes for chosen and filled, by functions that nobody has patched.
const WORKS: &str = r#"<script>{
    const { get } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    const radios = [...document.querySelectorAll("[role=radio]")];
    const field = document.querySelector("[name=quantity]");
    let picked = null;
    for (const one of radios) {
        one.onclick = () => {
            picked = one;
            for (const other of radios) other.setAttribute("aria-checked", String(other === one));
        };
    }
    globalThis.taken = () => `${picked ? picked.textContent : "-"} ${get.call(field)}`;
}</script>"#;

/// The lamp's page, with something above it and something at its end.
pub fn page(above: &str, end: &str) -> Page {
    Page::new(format!(
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>台灯</title><body>{above}{LAMP}{WORKS}{end}"
    ))
}

/// The lamp as the practice supplier would tell of it, red only.
pub fn product(person: &Person<'_>, url: &str) -> Result<Product> {
    let mut product = person.world.shop.product("b-dress")?;
    let red = Choice { axis: "颜色".to_owned(), option: "红色".to_owned(), id: None, ambiguous: false };
    let sku = product.skus.first().context("a product has a variant")?;
    let sku = Sku { url: url.to_owned(), attributes: vec![red], price: "12.80".to_owned(), ..sku.clone() };
    "台灯".clone_into(&mut product.title);
    product.skus = vec![sku];
    Ok(product)
}

/// An order of two red lamps at an address.
pub fn order(person: &Person<'_>, url: &str) -> Result<PurchaseOrder> {
    let product = product(person, url)?;
    let sku = product.skus.first().context("a product has a variant")?;
    Draft::new(number()).line(&product, sku, 2).import(&person.world.desk)
}

/// Begins to buy two red lamps at a site.
pub fn begin<'p, 'a>(person: &'p Person<'a>, site: &Site) -> Result<Errand<'p, 'a>> {
    person.buy(&order(person, &site.url("localhost", PATH))?)
}

/// Waits until it is the person's turn to buy.
pub fn ready(errand: &Errand<'_, '_>) -> Result<Purchase> {
    errand.reaches("ready", |purchase| purchase.stage == Stage::Ready { turn: Turn::Buy })
}

/// What the page itself has taken for chosen and filled.
pub fn taken(errand: &Errand<'_, '_>) -> Result<String> {
    let browser = &errand.world().browser;
    browser.switch(&errand.tab()?)?;
    browser.script("return taken()", json!([]))
}

/// Checks that nothing was pressed or recorded, here and in the desk.
pub fn nothing_recorded(errand: &Errand<'_, '_>) -> Result<()> {
    let purchase = errand.purchase()?.context("the extension keeps no purchase of it")?;
    ensure!(purchase.presses.is_empty(), "a press was taken down: {:?}", purchase.presses);
    nothing_reported(errand)
}

/// Neither the extension nor the ERP has a report of it, whatever was pressed.
pub fn nothing_reported(errand: &Errand<'_, '_>) -> Result<()> {
    let purchase = errand.purchase()?.context("the extension keeps no purchase of it")?;
    ensure!(purchase.reports.is_empty(), "a report was made: {:?}", purchase.log);
    let kept = errand.world().desk.order(&errand.order.id)?;
    ensure!(kept.reports.is_empty() && kept.status == Status::Purchasing, "the desk says {kept:?}");
    Ok(())
}

/// Leads the supplier's tab to another address, as a script of its own page does.
pub fn leads(errand: &Errand<'_, '_>, address: &str) -> Result<()> {
    let browser = &errand.world().browser;
    browser.switch(&errand.tab()?)?;
    browser.script::<Option<()>>("location.href = arguments[0]", json!([address]))?;
    browser.until("the next page", || Ok((browser.url()? == address).then_some(())))
}
