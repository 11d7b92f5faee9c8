//! A hundred thousand orders that wait.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use one_click_purchase::erp::{Http, Method, Request};
use serde_json::{Value, json};

use super::Case;
use super::up::Odoo;
use crate::acts::{list, told};
use crate::wire::{Wire, now};

pub const CASES: [(&str, Case); 1] = [("100,000 orders are listed, beside a bare client", many)];

const MORE: usize = 100_000;

/// What a client does that only wants the same rows, and looks at nothing in them but ids.
fn bare(odoo: &Odoo) -> Result<(usize, Duration)> {
    let wire = Wire::new();
    let call = |model: &str, method: &str, named: Value| -> Result<Value> {
        let request = Request {
            method: Method::Post,
            origin: odoo.origin(),
            path: format!("/json/2/{model}/{method}"),
            headers: vec![("Authorization".to_owned(), format!("Bearer {}", odoo.keys.wang))],
            body: Some(named.to_string()),
            session: false,
        };
        let answer = now(Box::pin(wire.send(request))).map_err(|error| anyhow::anyhow!("{error}"))?;
        ensure!(answer.status == 200, "{}", answer.body);
        Ok(serde_json::from_str(&answer.body)?)
    };
    let start = Instant::now();
    let (mut last, mut count) = (0_u64, 0);
    loop {
        let fields = json!([
            "name",
            "state",
            "partner_id",
            "partner_ref",
            "currency_id",
            "order_line",
            "create_date",
            "write_date",
            "note",
            "picking_type_id"
        ]);
        let domain = json!([["id", ">", last], ["state", "in", ["draft", "sent"]]]);
        let named = json!({"domain": domain, "fields": fields, "order": "id asc", "limit": 4000, "load": ""});
        let page = call("purchase.order", "search_read", named)?;
        let rows = page.as_array().context("rows")?;
        let Some(behind) = rows.last().and_then(|row| row["id"].as_u64()) else { break };
        let ids: Vec<&Value> = rows.iter().filter_map(|row| row["order_line"].as_array()).flatten().collect();
        let fields = json!([
            "product_id",
            "name",
            "product_qty",
            "price_unit",
            "display_type",
            "product_uom_id",
            "discount",
            "is_downpayment"
        ]);
        let lines = call("purchase.order.line", "read", json!({"ids": ids, "fields": fields, "load": ""}))?;
        ensure!(lines.as_array().is_some_and(|lines| lines.len() == ids.len()));
        count += rows.len();
        last = behind;
        if rows.len() < 4000 {
            break;
        }
    }
    Ok((count, start.elapsed()))
}

fn many(odoo: &mut Odoo) -> Result<()> {
    odoo.multiply(MORE)?;
    let wang = odoo.wang();
    told(now(wang.erp().test()))?;
    let start = Instant::now();
    told(now(wang.erp().orders(None, None)))?;
    let first = start.elapsed();
    let start = Instant::now();
    let (orders, as_of) = list(&wang, None)?;
    let own = start.elapsed();
    let (count, least) = bare(odoo)?;
    let start = Instant::now();
    let (again, _) = list(&wang, None)?;
    let own = own.min(start.elapsed());
    let least = least.min(bare(odoo)?.1);
    ensure!(
        orders.len() >= MORE && count == orders.len() && again.len() == count,
        "{count} {}",
        orders.len()
    );
    let as_of = as_of.context("a time for the next refresh")?;
    odoo.sql("update purchase_order set write_date = now() - interval '1 day'; update purchase_order_line set write_date = now() - interval '1 day'; update mail_message set create_date = now() - interval '1 day'")?;
    let id = orders.last().context("the last order")?.id.parse::<i64>()?;
    odoo.call(&[json!(["purchase.order", "write", {"ids": [id], "vals": {"origin": "changed"}}])])?;
    let before = *wang.wire.count.borrow();
    let start = Instant::now();
    let (changed, _) = list(&wang, Some(&as_of))?;
    let after = *wang.wire.count.borrow();
    eprintln!(
        "{count} orders: first page {first:.1?}, all {own:.1?}, bare client {least:.1?} (ratio {:.2}); refresh of \
         {} changed orders: {} requests, {} bytes, {:.1?}",
        own.as_millis() as f64 / least.as_millis() as f64,
        changed.len(),
        after.0 - before.0,
        after.1 - before.1,
        start.elapsed()
    );
    ensure!(changed.len() == 1, "{}", changed.len());
    Ok(())
}
