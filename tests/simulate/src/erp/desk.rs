//! The desk's calls over HTTP, with the desk's own rules behind them.

use chrono::TimeDelta;
use one_click_purchase::erp::{HttpError, Method, Request, Response};
use one_click_purchase::json::Json;
use one_click_purchase::order::{Claim, PurchaseOrder, Report, Time};

use super::rules::{self, Refusal};
use crate::json;
use crate::port::Port;
use crate::truth;
use crate::world::{Who, World};

#[derive(Default, Json)]
#[json(default)]
struct Body {
    purchase: String,
    seconds: u32,
    reason: String,
}

#[derive(Json)]
struct Orders {
    orders: Vec<PurchaseOrder>,
    next: Option<String>,
    as_of: Option<Time>,
}

#[derive(Default, Json)]
#[json(default)]
struct Problem {
    r#type: String,
    title: String,
    detail: String,
    by: String,
    until: Option<Time>,
    order_status: String,
    number: String,
}

type Reply = (u16, String);

/// Sends a request to the desk.
pub async fn send(port: &Port, request: Request) -> Result<Response, HttpError> {
    let who = port.who;
    let what = match request.path.rsplit('/').next().unwrap_or_default() {
        "claim" => "claim",
        "release" => "release",
        "undo" => "undo",
        _ if request.method == Method::Put => "report",
        _ => "orders",
    };
    let claims = (what == "claim").then(|| body_of(&request).purchase);
    let effect = Box::new(move |world: &mut World| answer(world, who, &request));
    let (status, body) = super::request(port, what, effect).await?;
    if let Some(purchase) = claims {
        let held = status == 200 && claimed_by(&body, &purchase);
        truth::told_of_claim(&mut port.world(), purchase, held);
    }
    Ok(Response { status, headers: Vec::new(), body })
}

fn body_of(request: &Request) -> Body {
    json::read(request.body.as_deref().unwrap_or_default()).unwrap_or_default()
}

/// Whether an answer says that a purchase holds the order.
fn claimed_by(body: &str, purchase: &str) -> bool {
    let order = json::read::<PurchaseOrder>(body).ok();
    order.and_then(|order| order.claim).is_some_and(|claim| claim.purchase == purchase)
}

fn answer(world: &mut World, who: Who, request: &Request) -> Reply {
    let now = world.time();
    for kept in &mut world.erp.orders {
        rules::lapse(&mut kept.order, now);
    }
    let body = body_of(request);
    let path = request.path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.trim_start_matches("/api/v1/").split('/').collect();
    match (request.method, parts.as_slice()) {
        (Method::Get, ["orders"]) => {
            let all = request.path.contains("changed_since");
            let orders = world.erp.orders.iter().map(|kept| &kept.order);
            let orders = orders.filter(|order| all || order.status.is_open()).cloned().collect();
            (200, json::write(&Orders { orders, next: None, as_of: Some(now) }))
        }
        (Method::Get, ["orders", id]) => of_order(world, id),
        (Method::Post, ["orders", id, "claim"]) => {
            let until = now + TimeDelta::seconds(body.seconds.into());
            let wanted = Claim { by: who.name().to_owned(), purchase: body.purchase, until };
            on_order(world, id, |order| rules::claim(order, wanted, now).map(drop))
        }
        (Method::Post, ["orders", id, "release"]) => on_order(world, id, |order| {
            rules::release(order, who.name(), &body.purchase);
            Ok(())
        }),
        (Method::Put, ["reports", _]) => {
            match json::read::<Report>(request.body.as_deref().unwrap_or_default()) {
                Ok(report) => record(world, report),
                Err(_) => problem(422, "invalid", "no report"),
            }
        }
        (Method::Post, ["reports", id, "undo"]) => undo(world, id),
        _ => problem(404, "not-found", "no such address"),
    }
}

fn of_order(world: &mut World, id: &str) -> Reply {
    match world.erp.kept(id) {
        Some(kept) => (200, json::write(&kept.order)),
        None => problem(404, "not-found", "no such order"),
    }
}

/// Applies a rule to an order. A desk in trouble may answer as if it had, without it.
fn on_order(
    world: &mut World,
    id: &str,
    rule: impl FnOnce(&mut PurchaseOrder) -> Result<(), Refusal>,
) -> Reply {
    let lies = world.lies();
    let Some(kept) = world.erp.kept(id) else { return problem(404, "not-found", "no such order") };
    let before = lies.then(|| kept.order.clone());
    if let Err(refusal) = rule(&mut kept.order) {
        return refused(refusal);
    }
    if let Some(before) = before {
        kept.order = before;
    }
    world.stands(id);
    of_order(world, id)
}

fn record(world: &mut World, report: Report) -> Reply {
    if let Some((known, _)) = world.erp.reports.iter().find(|(known, _)| known.id == report.id) {
        return match *known == report {
            true => of_order(world, &report.order),
            false => refused(Refusal::ReportDiffers),
        };
    }
    let taken = |(known, undone): &&(Report, bool)| {
        !undone && known.number == report.number && known.order != report.order
    };
    if !report.shared
        && let Some((other, _)) = world.erp.reports.iter().find(taken)
    {
        let number = format!("PO-{}", other.order);
        return refused(Refusal::NumberTaken { order: other.order.clone(), number });
    }
    let answer = on_order(world, &report.order, |order| {
        rules::check(order, &report)?;
        rules::record(order, report.clone())
    });
    let kept = |kept: &mut super::Kept| kept.order.reports.iter().any(|own| own.id == report.id);
    if world.erp.kept(&report.order).is_some_and(kept) {
        world.erp.reports.push((report, false));
    }
    answer
}

fn undo(world: &mut World, id: &str) -> Reply {
    let Some((known, undone)) = world.erp.reports.iter().find(|(known, _)| known.id == id) else {
        return problem(404, "not-found", "no such report");
    };
    let order = known.order.clone();
    if *undone {
        return of_order(world, &order);
    }
    let answer = on_order(world, &order, |order| {
        rules::undo(order, id);
        Ok(())
    });
    let stands = |kept: &mut super::Kept| kept.order.reports.iter().any(|own| own.id == id);
    if !world.erp.kept(&order).is_some_and(stands)
        && let Some((_, undone)) = world.erp.reports.iter_mut().find(|(known, _)| known.id == id)
    {
        *undone = true;
    }
    answer
}

fn refused(refusal: Refusal) -> Reply {
    let (status, name, told) = match refusal {
        Refusal::Claimed(claim) => {
            (409, "claimed", Problem { by: claim.by, until: Some(claim.until), ..Problem::default() })
        }
        Refusal::NotOpen(status) => {
            (409, "not-open", Problem { order_status: status.name().to_owned(), ..Problem::default() })
        }
        Refusal::NumberTaken { number, .. } => {
            (409, "number-taken", Problem { number, ..Problem::default() })
        }
        Refusal::ReportDiffers => return problem(409, "report-differs", "a report with this id differs"),
        Refusal::NumberUsed => return problem(409, "number-used", "recorded for these lines already"),
        Refusal::OverCovered(errors) | Refusal::Invalid(errors) => {
            let said: Vec<String> = errors.into_iter().map(|error| error.detail).collect();
            return problem(422, "over-covered", &said.join("; "));
        }
    };
    (status, json::write(&Problem { r#type: format!("/problems/{name}"), ..told }))
}

fn problem(status: u16, name: &str, detail: &str) -> Reply {
    let r#type = format!("/problems/{name}");
    (status, json::write(&Problem { r#type, detail: detail.to_owned(), ..Problem::default() }))
}
