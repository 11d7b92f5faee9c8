//! Whether the supplier's log and the desk say the same.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow, ensure};
use one_click_purchase::order::{Money, PurchaseOrder, Quantity, Report, Status};

use crate::world::{Bought, World};

/// Checks that the order is purchased and that its reports and the supplier's log agree on every
/// SKU, quantity, number, total and freight; returns the supplier order numbers.
pub fn agree(world: &World, order: &str) -> Result<Vec<String>> {
    let order = world.desk.order(order)?;
    ensure!(order.status == Status::Purchased, "{} is {}", order.number, order.status.name());
    let log = world.shop.log()?;
    let mut bought = BTreeMap::new();
    for report in &order.reports {
        let entry = log.iter().find(|entry| entry.number == report.number);
        let entry = entry.with_context(|| {
            format!(
                "{} was never placed at the supplier, but is recorded for {}",
                report.number, order.number
            )
        })?;
        fits(&order, report, entry)?;
        add(&mut bought, entry.lines.iter().map(|line| (line.sku.clone(), line.quantity.into())));
    }
    let mut wanted = BTreeMap::new();
    add(&mut wanted, order.lines.iter().map(|line| (line.sku.clone().unwrap_or_default(), line.quantity)));
    ensure!(bought == wanted, "{} wants {wanted:?}, the supplier sold {bought:?}", order.number);
    Ok(order.reports.iter().map(|report| report.number.clone()).collect())
}

/// Checks that one report says what the supplier's log says.
fn fits(order: &PurchaseOrder, report: &Report, entry: &Bought) -> Result<()> {
    let number = &report.number;
    let mut covered = BTreeMap::new();
    for part in &report.lines {
        let line = order.line(&part.line).with_context(|| format!("{number} covers no line of the order"))?;
        add(&mut covered, [(line.sku.clone().unwrap_or_default(), part.quantity)]);
    }
    let mut sold = BTreeMap::new();
    add(&mut sold, entry.lines.iter().map(|line| (line.sku.clone(), line.quantity.into())));
    ensure!(covered == sold, "{number} is recorded with {covered:?}, the supplier sold {sold:?}");
    for (what, recorded, real) in
        [("total", report.total, &entry.total), ("freight", report.freight, &entry.freight)]
    {
        let real: Quantity = real.parse().map_err(|error| anyhow!("the {what} of {number}: {error}"))?;
        let is_same = |money: Money| money.amount == real && money.currency.code() == entry.currency;
        ensure!(
            recorded.is_some_and(is_same),
            "{number} is recorded with the {what} {recorded:?}, the supplier took {real} {}",
            entry.currency
        );
    }
    ensure!(entry.paid, "{number} is not paid");
    Ok(())
}

fn add(sums: &mut BTreeMap<String, Quantity>, parts: impl IntoIterator<Item = (String, Quantity)>) {
    for (sku, quantity) in parts {
        *sums.entry(sku).or_default() += quantity;
    }
}
