//! What waits to be bought in the pictures: a morning of a small company's purchaser.

use anyhow::{Context, Result};
use chrono::{TimeDelta, Utc};
use one_click_purchase::order::PurchaseOrder;
use serde_json::{Value, json};

use crate::world::{Draft, Product, World};

/// An order: its supplier, its age in hours, and its lines by product, variant and quantity.
type Wanted = (&'static str, i64, &'static [(&'static str, usize, u32)]);

const CLOTHES: &str = "杭州云织服饰有限公司";
const PAPER: &str = "义乌晨纸办公用品商行";
const HOME: &str = "永康杯壶五金厂";
const DESKS: &str = "佛山恒坐家具";

const WANTED: [Wanted; 12] = [
    (CLOTHES, 2, &[("a-tshirt", 6, 20), ("a-tshirt", 7, 12), ("a-tshirt", 0, 8)]),
    (CLOTHES, 5, &[("b-dress", 0, 6)]),
    (CLOTHES, 26, &[("vest", 1, 40)]),
    (PAPER, 1, &[("c-notebook", 1, 50), ("c-notebook", 0, 50)]),
    (PAPER, 3, &[("c-envelope", 0, 30), ("e-label", 3, 24)]),
    (PAPER, 49, &[("d-tape", 2, 36)]),
    (HOME, 4, &[("e-bottle", 4, 15)]),
    (HOME, 7, &[("b-mug", 0, 48)]),
    (HOME, 30, &[("sold-out", 0, 24)]),
    (DESKS, 6, &[("g-chair", 1, 4)]),
    (DESKS, 8, &[("price-risen", 0, 10)]),
    (DESKS, 73, &[("f-keyboard", 2, 5)]),
];

/// The order that is bought in the pictures.
pub(super) const BOUGHT: usize = 0;
/// The order whose price has risen.
pub(super) const RISEN: usize = 10;
/// The order that is recorded by hand.
pub(super) const BY_HAND: usize = 3;

/// Puts the orders into the desk, in the order in which they stand above.
pub(super) fn import(world: &World) -> Result<Vec<PurchaseOrder>> {
    let goods = world.shop.catalogue()?;
    let orders: Result<Vec<_>> =
        (118..).zip(WANTED).map(|(number, wanted)| draft(&goods, number, wanted)).collect();
    world.desk.import(&orders?)
}

fn draft(goods: &[Product], number: u32, (supplier, hours, lines): Wanted) -> Result<Value> {
    let mut draft = Draft::new(format!("PO-2026-{number:04}")).note("请附送货单,周五前发出。");
    for &(slug, variant, quantity) in lines {
        let product = goods.iter().find(|product| product.slug == slug);
        let product = product.with_context(|| format!("the practice supplier sells no “{slug}”"))?;
        let sku = product.skus.get(variant).with_context(|| format!("{slug} has no variant {variant}"))?;
        // The limit is what it cost when the order was made.
        let limit = if slug == "price-risen" { "32.90" } else { sku.price.as_str() };
        draft = draft.line_up_to(product, sku, quantity, limit);
    }
    let mut order = draft.json();
    let made = Utc::now() - TimeDelta::hours(hours);
    let members =
        [("supplier", json!(supplier)), ("created", json!(made.to_rfc3339())), ("warehouse", warehouse())];
    for (member, value) in members {
        order.as_object_mut().context("a draft is an object")?.insert(member.to_owned(), value);
    }
    Ok(order)
}

/// Where the supplier's account has its goods sent, too.
fn warehouse() -> Value {
    json!({
        "name": "滨江三号仓",
        "recipient": "王敏",
        "phone": "13800138000",
        "address": "浙江省杭州市滨江区江南大道100号3号仓",
        "postcode": "310051",
    })
}
