//! Reports over the API: recording a supplier order and taking it back.

use axum::Json as Reply;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use one_click_purchase::order::{PurchaseOrder, Report};
use serde::Deserialize;

use super::orders::with_page;
use super::problem::Problem;
use super::request::{Json, Purchaser};
use crate::purchasing;
use crate::rules::FieldError;
use crate::server::Desk;

pub async fn record(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Purchaser(by): Purchaser,
    Path(id): Path<String>,
    Json(report): Json<Report>,
) -> Result<Reply<PurchaseOrder>, Problem> {
    if report.id != id {
        let detail = format!("the address names the report “{id}”, the body “{}”", report.id);
        return Err(Problem::invalid(&[FieldError::new("id", detail)]));
    }
    let order = purchasing::record(&desk.store, &by, report).await?;
    Ok(Reply(with_page(&desk, &headers, order)))
}

#[derive(Deserialize)]
pub struct Undoing {
    reason: String,
}

pub async fn undo(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Purchaser(by): Purchaser,
    Path(id): Path<String>,
    Json(undoing): Json<Undoing>,
) -> Result<Reply<PurchaseOrder>, Problem> {
    let order = purchasing::undo(&desk.store, &by, &id, &undoing.reason).await?;
    Ok(Reply(with_page(&desk, &headers, order)))
}
