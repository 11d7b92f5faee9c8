//! The ERP of the fake browser: its orders, and the desk's calls as far as the service needs them.

use serde_json::{Value, json};

use super::World;
use crate::erp::{Method, Request};
pub use crate::order::samples::noon;
use crate::order::{Claim, Line, PurchaseOrder, Report, Status, samples};

impl super::Fake {
    /// Behind its last page, lists go on with the page that begins behind so many orders.
    pub fn circle(&self, begin: usize) {
        self.0.borrow_mut().circle = Some(begin);
    }
}

/// An order of two pieces.
pub fn order(id: &str) -> PurchaseOrder {
    samples::order(id, vec![Line { title: "衬衫".into(), ..samples::line("1", 2) }])
}

/// The desk's calls, as far as the service needs them.
pub fn answer(world: &mut World, request: &Request) -> (u16, Value) {
    let path = request.path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.trim_start_matches("/api/v1/").split('/').collect();
    let body: Value =
        request.body.as_deref().and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default();
    match (request.method, parts.as_slice()) {
        (Method::Get, ["me"]) => {
            (200, json!({"server":{"name":"fake","version":"1"},"user":{"name":"li"},"orders":{"pending":1}}))
        }
        (Method::Get, ["orders"]) => {
            let all = request.path.contains("changed_since");
            let orders: Vec<&PurchaseOrder> =
                world.orders.values().filter(|o| all || o.status.is_open()).collect();
            let after = request.path.split("&after=").nth(1).map_or(0, |after| after.parse().unwrap());
            if world.broken == Some(after) {
                return (503, json!({"title": "busy"}));
            }
            let end = world.page.map_or(orders.len(), |page| orders.len().min(after + page));
            let next = (end < orders.len()).then(|| end.to_string());
            let next = next.or_else(|| world.circle.map(|begin| begin.to_string()));
            (200, json!({"orders": orders[after..end], "next": next, "as_of": "2026-11-23T12:00:00+08:00"}))
        }
        (Method::Get, ["orders", id]) => (200, json!(world.orders.get(*id))),
        (Method::Post, ["orders", id, "claim"]) => claim(world.orders.get_mut(*id).unwrap(), &body),
        (Method::Post, ["orders", id, "release"]) => {
            let order = world.orders.get_mut(*id).unwrap();
            order.claim = None;
            (200, json!(order))
        }
        (Method::Put, ["reports", _]) => {
            let report: Report = serde_json::from_value(body).unwrap();
            let order = world.orders.get_mut(&report.order).unwrap();
            if !world.lies && !order.reports.iter().any(|kept| kept.id == report.id) {
                order.lines[0].purchased += report.lines[0].quantity;
                order.status = Status::Purchased;
                order.reports.push(report);
            }
            (200, json!(order))
        }
        (Method::Post, ["reports", id, "undo"]) => {
            let order =
                world.orders.values_mut().find(|order| order.reports.iter().any(|report| report.id == *id));
            let Some(order) = order else {
                return (404, json!({"type": "/not-found", "title": "", "detail": ""}));
            };
            order.reports.retain(|report| report.id != *id);
            order.lines[0].purchased = 0.into();
            order.status = Status::Pending;
            (200, json!(order))
        }
        other => panic!("the fake ERP does not know {other:?}"),
    }
}

fn claim(order: &mut PurchaseOrder, body: &Value) -> (u16, Value) {
    let purchase = body["purchase"].as_str().unwrap();
    match &order.claim {
        Some(held) if held.purchase != purchase => (
            409,
            json!({"type": "/problems/claimed", "title": "", "detail": "", "by": held.by, "until": held.until}),
        ),
        _ => {
            order.claim = Some(Claim { by: "li".into(), purchase: purchase.into(), until: noon() });
            order.status = Status::Purchasing;
            (200, json!(order))
        }
    }
}
