//! Orders over the API: who I am, lists, one order, its history, claims.

use axum::Json as Reply;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use one_click_purchase::order::{PurchaseOrder, Status, Time};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::problem::Problem;
use super::request::{Caller, Json, Params, Purchaser};
use crate::purchasing;
use crate::rules::FieldError;
use crate::server::Desk;
use crate::store::history::{self, Entry};
use crate::store::moment;
use crate::store::orders::{self, Filter, From};

const MOST: u16 = 1000;

pub async fn me(State(desk): State<Desk>, Caller(name): Caller) -> Result<Reply<Value>, Problem> {
    purchasing::lapse(&desk.store).await?;
    let mut reader = desk.store.reader().await?;
    let counts = orders::counts(&mut reader).await?;
    let pending = counts.iter().find(|(status, _)| *status == Status::Pending).map_or(0, |(_, count)| *count);
    Ok(Reply(json!({
        "server": {"name": "desk", "version": env!("CARGO_PKG_VERSION")},
        "user": {"name": name},
        "orders": {"pending": pending},
    })))
}

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    status: String,
    #[serde(default)]
    q: String,
    limit: Option<u16>,
    after: Option<String>,
    changed_since: Option<Time>,
}

#[derive(Serialize)]
pub struct Page {
    orders: Vec<PurchaseOrder>,
    next: Option<String>,
    as_of: Time,
}

pub async fn list(
    State(desk): State<Desk>,
    headers: HeaderMap,
    _: Caller,
    Params(wanted): Params<Wanted>,
) -> Result<Reply<Page>, Problem> {
    let filter = filter(&wanted)?;
    purchasing::lapse(&desk.store).await?;
    // Read before the orders: a change that comes between is listed now or next time, never lost.
    let tick = desk.store.tick().await?;
    let mut reader = desk.store.reader().await?;
    let (placed, more) = orders::list(&mut reader, &filter).await?;
    let next = placed.last().filter(|_| more).map(|last| last.seq.to_string());
    let orders = placed.into_iter().map(|placed| with_page(&desk, &headers, placed.order)).collect();
    Ok(Reply(Page { orders, next, as_of: moment(tick) }))
}

fn filter(wanted: &Wanted) -> Result<Filter, Problem> {
    let mut errors = Vec::new();
    let mut statuses = Vec::new();
    for name in wanted.status.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match orders::status_named(name) {
            Some(status) => statuses.push(status),
            None => errors.push(FieldError::new("status", format!("there is no status “{name}”"))),
        }
    }
    let from = match wanted.after.as_deref().filter(|after| !after.is_empty()).map(str::parse) {
        None => From::Oldest,
        Some(Ok(seq)) => From::After(seq),
        Some(Err(_)) => {
            errors.push(FieldError::new("after", "a cursor is what “next” of the page before says"));
            From::Oldest
        }
    };
    let limit = wanted.limit.unwrap_or(200);
    if !(1..=MOST).contains(&limit) {
        errors.push(FieldError::new("limit", format!("a page has 1 to {MOST} orders")));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(&errors));
    }
    let changed_since = wanted.changed_since.map(|time| time.timestamp_micros());
    Ok(Filter { statuses, words: wanted.q.clone(), changed_since, from, limit, ..Filter::default() })
}

pub async fn one(
    State(desk): State<Desk>,
    headers: HeaderMap,
    _: Caller,
    Path(id): Path<String>,
) -> Result<Reply<PurchaseOrder>, Problem> {
    purchasing::lapse(&desk.store).await?;
    let mut reader = desk.store.reader().await?;
    let order = orders::by_id(&mut reader, &id).await?.ok_or(purchasing::Failure::NoOrder(id))?;
    Ok(Reply(with_page(&desk, &headers, order)))
}

pub async fn history(
    State(desk): State<Desk>,
    _: Caller,
    Path(id): Path<String>,
) -> Result<Reply<Vec<Entry>>, Problem> {
    purchasing::lapse(&desk.store).await?;
    let mut reader = desk.store.reader().await?;
    if orders::by_id(&mut reader, &id).await?.is_none() {
        return Err(purchasing::Failure::NoOrder(id).into());
    }
    Ok(Reply(history::of(&mut reader, &id).await?))
}

#[derive(Deserialize)]
pub struct Claiming {
    purchase: String,
    #[serde(default = "half_an_hour")]
    seconds: i64,
}

fn half_an_hour() -> i64 {
    1800
}

pub async fn claim(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Purchaser(by): Purchaser,
    Path(id): Path<String>,
    Json(wanted): Json<Claiming>,
) -> Result<Reply<PurchaseOrder>, Problem> {
    let order = purchasing::claim(&desk.store, &by, &id, &wanted.purchase, wanted.seconds).await?;
    Ok(Reply(with_page(&desk, &headers, order)))
}

#[derive(Deserialize)]
pub struct Releasing {
    purchase: String,
}

pub async fn release(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Purchaser(by): Purchaser,
    Path(id): Path<String>,
    Json(wanted): Json<Releasing>,
) -> Result<Reply<PurchaseOrder>, Problem> {
    let order = purchasing::release(&desk.store, &by, &id, &wanted.purchase).await?;
    Ok(Reply(with_page(&desk, &headers, order)))
}

/// The order as the API gives it: with the address of its page.
pub(super) fn with_page(desk: &Desk, headers: &HeaderMap, order: PurchaseOrder) -> PurchaseOrder {
    let page = desk.page_of(headers, &order.id);
    PurchaseOrder { page, ..order }
}
