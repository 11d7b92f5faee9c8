//! The rows of all orders that wait, as fast as Odoo gives them.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use one_click_purchase::erp::{Http, Method, Request};
use serde_json::{Value, json};

use super::up::Odoo;
use crate::big::{Large, more};
use crate::wire::{Client, Wire, now};

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

impl Large for Odoo {
    const KIND: &'static str = "odoo";

    fn fill(&mut self) -> Result<()> {
        if !std::mem::replace(&mut self.filled, true) {
            self.multiply(more())?;
        }
        self.sql(
            "update purchase_order set write_date = now() - interval '1 day'; \
             update purchase_order_line set write_date = now() - interval '1 day'; \
             update mail_message set create_date = now() - interval '1 day'",
        )
        .map(drop)
    }

    fn bare(&self) -> Result<(usize, Duration)> {
        bare(self)
    }

    fn wang(&self) -> Client {
        Self::wang(self)
    }
}
