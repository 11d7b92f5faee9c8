//! A hundred thousand orders that wait.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use one_click_purchase::erp::{Http, Method, Request};
use one_click_purchase::order::{find_text, has_text};
use serde_json::{Value, json};

use super::Case;
use super::up::Tryton;
use crate::acts::{list, told};
use crate::wire::{Wire, now};

pub const CASES: [(&str, Case); 1] = [("100,000 orders are listed, beside a bare client", many)];

/// How many: `ORDERS`, or a hundred thousand.
fn more() -> usize {
    std::env::var("ORDERS").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000)
}

/// What a client does that only wants the same rows, and looks at nothing in them but the last id.
fn bare(tryton: &Tryton, page: usize) -> Result<(usize, Duration)> {
    let wire = Wire::new();
    let origin = tryton.origin();
    let call = |session: Option<&str>, method: &str, params: Value| -> Result<String> {
        let body = json!({"id": 1, "method": method, "params": params}).to_string();
        let headers = session.map(|session| ("Authorization".to_owned(), session.to_owned()));
        let request = Request {
            method: Method::Post,
            origin: origin.clone(),
            path: "/erp/rpc/".into(),
            headers: headers.into_iter().collect(),
            body: Some(body),
            session: false,
        };
        Ok(now(Box::pin(wire.send(request))).map_err(|error| anyhow::anyhow!("{error}"))?.body)
    };
    let signed = call(None, "common.db.login", json!(["wang", {"password": super::up::OTHER}, "en"]))?;
    let signed: Value = serde_json::from_str(&signed)?;
    let (user, token) = (&signed["result"][0], signed["result"][1].as_str().context("a session")?);
    let session = format!("Session {}", STANDARD.encode(format!("wang:{user}:{token}")));
    let context: Value =
        serde_json::from_str(&call(Some(&session), "model.res.user.get_preferences", json!([true, {}]))?)?;
    let context = &context["result"];
    let start = Instant::now();
    let (mut last, mut count) = (0_u64, 0);
    loop {
        let fields = json!([
            "number",
            "reference",
            "state",
            "comment",
            "party.rec_name",
            "currency.code",
            "warehouse.rec_name",
            "create_date",
            "write_date",
            "_timestamp"
        ]);
        let domain = json!([["state", "=", "quotation"], ["id", ">", last]]);
        let params = json!([domain, 0, page, [["id", "ASC"]], fields, context]);
        let text = call(Some(&session), "model.purchase.purchase.search_read", params)?;
        let answer: Value = serde_json::from_str(&text)?;
        let rows = answer["result"].as_array().context("rows")?;
        let Some(behind) = rows.last().and_then(|row| row["id"].as_u64()) else { break };
        let fields = json!([
            "purchase",
            "quantity",
            "unit_price",
            "description",
            "unit.symbol",
            "product.code",
            "product.rec_name",
            "product_supplier.code",
            "product_supplier.name"
        ]);
        let domain = json!([["type", "=", "line"], ["purchase", ">", last], ["purchase", "<=", behind]]);
        let params = json!([domain, 0, null, [["purchase", "ASC"], ["id", "ASC"]], fields, context]);
        let lines = call(Some(&session), "model.purchase.line.search_read", params)?;
        ensure!(has_text(&lines, "product_supplier.") && find_text(&lines, "\"error\"").is_none());
        count += rows.len();
        last = behind;
        if rows.len() < page {
            break;
        }
    }
    Ok((count, start.elapsed()))
}

fn many(tryton: &mut Tryton) -> Result<()> {
    let more = more();
    tryton.multiply(more)?;
    let wang = tryton.wang();
    told(now(wang.erp().test()))?;
    let start = Instant::now();
    told(now(wang.erp().orders(None, None)))?;
    let first = start.elapsed();
    let start = Instant::now();
    let (orders, as_of) = list(&wang, None)?;
    let own = start.elapsed();
    // Pages of 500 were the fastest of those tried, from 100 to 5,000.
    let (count, least) = bare(tryton, 500)?;
    let start = Instant::now();
    let (again, _) = list(&wang, None)?;
    let own = own.min(start.elapsed());
    ensure!(
        orders.len() >= more && count == orders.len() && again.len() == count,
        "{count} {}",
        orders.len()
    );
    let before = *wang.wire.count.borrow();
    let as_of = as_of.context("a time for the next refresh")?;
    tryton
        .sql(&["update purchase_purchase set create_date = datetime('now', '-1 day'), write_date = null"])?;
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
    Ok(())
}
