//! Importing a file: checked and shown first, then taken as a whole.

use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::layout::{csrf, page};
use super::request::{Visit, with_status};
use super::show::{notice, variant};
use super::trouble::Trouble;
use super::words::fill;
use crate::import::{self, COLUMNS, Format, Imported};
use crate::secret;
use crate::server::Desk;

/// So many orders of a checked file are shown; the counts tell of the rest.
const SHOWN: usize = 100;

pub async fn form(visit: Visit) -> Markup {
    render(&visit, &html! {})
}

/// What a posted form holds.
#[derive(Default)]
struct Sent {
    csrf: String,
    name: String,
    content: Vec<u8>,
    import: bool,
}

/// Checks the file that was chosen, or imports the one that was checked.
pub async fn check(State(desk): State<Desk>, visit: Visit, form: Multipart) -> Result<Response, Trouble> {
    let sent = read(form).await.ok_or(Trouble::TooLarge)?;
    if !secret::same(&sent.csrf, &visit.csrf) {
        return Err(Trouble::Foreign);
    }
    let words = visit.words();
    let format = match sent.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("csv") => Format::Csv,
        Some("json") => Format::Json,
        _ => {
            let page = render(&visit, &notice("stopped", words.file_needed));
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
        }
    };
    let by = &visit.user.name;
    let imported = import::import(&desk.store, by, format, &sent.content, !sent.import).await?;
    if imported.imported {
        return Ok(Redirect::to(&format!("/orders?imported={}", imported.orders.len())).into_response());
    }
    let status = if imported.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(with_status(status, render(&visit, &result(&visit, &sent, &imported))))
}

/// The form's parts; nothing when it broke off or is too large.
async fn read(mut form: Multipart) -> Option<Sent> {
    let mut sent = Sent::default();
    while let Some(part) = form.next_field().await.ok()? {
        match part.name().unwrap_or_default() {
            "csrf" => sent.csrf = part.text().await.ok()?,
            "name" => sent.name = part.text().await.ok()?,
            "import" => sent.import = true,
            "file" => {
                sent.name = part.file_name().unwrap_or_default().to_owned();
                sent.content = part.bytes().await.ok()?.to_vec();
            }
            "content" => sent.content = part.bytes().await.ok()?.to_vec(),
            _ => {}
        }
    }
    Some(sent)
}

fn result(visit: &Visit, sent: &Sent, imported: &Imported) -> Markup {
    let words = visit.words();
    let orders = imported.orders.len();
    let lines: usize = imported.orders.iter().map(|order| order.lines.len()).sum();
    html! {
        h2 { (sent.name) }
        @if imported.errors.is_empty() {
            form method="post" action="/import" enctype="multipart/form-data" {
                (csrf(visit))
                input type="hidden" name="name" value=(sent.name);
                // The file itself goes along, so that the desk keeps nothing that was not imported.
                input type="hidden" name="content" value=(String::from_utf8_lossy(&sent.content));
                p { (fill(words.check_result, &[&orders.to_string(), &lines.to_string()])) }
                button.primary type="submit" name="import" value="1" {
                    (fill(words.import_these, &[&orders.to_string()]))
                }
            }
            (preview(visit, imported))
        } @else {
            (notice("stopped", words.has_errors))
            (errors(visit, imported))
        }
    }
}

fn preview(visit: &Visit, imported: &Imported) -> Markup {
    let words = visit.words();
    html! {
        table {
            thead { tr {
                th scope="col" { (words.order) }
                th scope="col" { (words.title) }
                th scope="col" { (words.variant) }
                th.number scope="col" { (words.quantity) }
            } }
            tbody {
                @for order in imported.orders.iter().take(SHOWN) {
                    @for line in &order.lines {
                        tr {
                            td { (order.number) }
                            td { (line.title) }
                            td { (variant(line)) }
                            td.number { (line.quantity) }
                        }
                    }
                }
            }
        }
    }
}

fn errors(visit: &Visit, imported: &Imported) -> Markup {
    let words = visit.words();
    html! {
        table {
            thead { tr {
                th.number scope="col" { (words.row) }
                th scope="col" { (words.field) }
                th scope="col" { (words.problem) }
            } }
            tbody {
                @for error in imported.errors.iter().take(SHOWN) {
                    tr { td.number { (error.row) } td { (error.field) } td { (visit.guest.language.fault(&error.detail)) } }
                }
            }
        }
    }
}

fn render(visit: &Visit, result: &Markup) -> Markup {
    let words = visit.words();
    let content = html! {
        h1 { (words.import) }
        p { (words.import_explained) }
        form.search method="post" action="/import" enctype="multipart/form-data" {
            (csrf(visit))
            label { (words.file) " " input type="file" name="file" accept=".csv,.json" required; }
            button type="submit" { (words.check_file) }
        }
        (result)
        details {
            summary { (words.columns) }
            p { (words.columns_explained) }
            dl.inline { @for (name, local) in COLUMNS { dt { code { (name) } } dd { (local) } } }
        }
    };
    page(visit, words.import, &content)
}
