//! Import over the API: the body is the file.

use axum::Json as Reply;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::LARGEST_IMPORT;
use super::problem::Problem;
use super::request::{Importer, Params, body};
use crate::import::{self, Format};
use crate::server::Desk;

#[derive(Deserialize)]
pub struct How {
    format: Format,
    #[serde(default)]
    preview: bool,
}

pub async fn import(
    State(desk): State<Desk>,
    Importer(by): Importer,
    Params(how): Params<How>,
    request: Request,
) -> Result<Response, Problem> {
    let bytes = body(request, LARGEST_IMPORT).await?;
    let imported = import::import(&desk.store, &by, how.format, &bytes, how.preview).await?;
    if imported.errors.is_empty() || how.preview {
        return Ok(Reply(imported).into_response());
    }
    let detail = "Nothing was imported. Correct the rows named in “errors” and send the file again.";
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let problem = Problem::new(status, "import", "The file has errors", detail);
    Err(problem.with("errors", json!(imported.errors)))
}
