//! What a purchaser's extension does at an ERP, one call each.

use anyhow::{Context, Result};
use one_click_purchase::erp::ErpError;
use one_click_purchase::order::{Covered, Evidence, Line, PurchaseOrder, Quantity, Report};

use crate::wire::{Client, now};
use crate::yuan;

/// What the ERP gave, or its error as a person would read it.
pub fn told<T>(outcome: Result<T, ErpError>) -> Result<T> {
    outcome.map_err(|error| anyhow::anyhow!("{error:?}: {}", error.text()))
}

pub fn claim(client: &Client, order: &str, purchase: &str) -> Result<PurchaseOrder, ErpError> {
    now(client.erp().claim(&order.to_owned(), purchase))
}

pub fn release(client: &Client, order: &str, purchase: &str) -> Result<PurchaseOrder, ErpError> {
    now(client.erp().release(&order.to_owned(), purchase))
}

pub fn record(client: &Client, report: &Report) -> Result<PurchaseOrder, ErpError> {
    now(client.erp().record(report))
}

pub fn undo(client: &Client, report: &Report, reason: &str) -> Result<PurchaseOrder, ErpError> {
    now(client.erp().undo(report, reason))
}

pub fn read(client: &Client, order: &str) -> Result<PurchaseOrder> {
    told(now(client.erp().order(&order.to_owned())))
}

/// All orders of a list.
pub fn list(client: &Client, since: Option<&str>) -> Result<(Vec<PurchaseOrder>, Option<String>)> {
    let (mut orders, mut after, mut as_of) = (Vec::new(), None, None);
    loop {
        let page = told(now(client.erp().orders(since, after.as_deref())))?;
        as_of = as_of.or(page.as_of);
        orders.extend(page.orders);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok((orders, as_of)),
        }
    }
}

/// A report of everything that is left of an order, for what the order says and 8.00 of freight.
pub fn report(order: &PurchaseOrder, number: &str) -> Result<Report> {
    let covered = |line: &Line| Covered { line: line.id.clone(), quantity: line.left() };
    let mut total = yuan("8.00")?;
    for line in order.open_lines() {
        total.amount += line.limit_of_rest().map_or(Quantity::ZERO, |rest| rest.amount);
    }
    Ok(Report {
        id: format!("report-{}-{number}", order.id),
        order: order.id.clone(),
        purchase: format!("purchase-{}", order.id),
        supplier: "detail.1688.com".into(),
        number: number.into(),
        lines: order.open_lines().map(covered).collect(),
        total: Some(total),
        freight: Some(yuan("8.00")?),
        placed: chrono::DateTime::from_timestamp(chrono::Utc::now().timestamp(), 0)
            .context("now")?
            .fixed_offset(),
        tracking: Some("YT7788".into()),
        note: "急 \"urgent\" 50%20 <b>&amp;</b>\u{a0}  ok".into(),
        evidence: Evidence::ShownByPage,
        shared: false,
    })
}
