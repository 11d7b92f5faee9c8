//! 手动补录: recording by hand what was ordered at the supplier.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Local, NaiveDateTime, TimeZone};
use maud::{Markup, html};
use one_click_purchase::order::{Covered, Evidence, Line, Money, PurchaseOrder, Report, Time, host_of};
use uuid::Uuid;

use super::layout::{csrf, page};
use super::request::{Fields, Posted, Visit, with_status};
use super::show::{picture, variant};
use super::trouble::Trouble;
use super::words::{Words, fill};
use crate::purchasing::{self, Failure};
use crate::rules::{FieldError, Refusal};
use crate::server::Desk;
use crate::store::orders;

/// How a browser writes a moment in a form.
const MOMENT: &str = "%Y-%m-%dT%H:%M";

pub async fn form(State(desk): State<Desk>, visit: Visit, Path(id): Path<String>) -> Result<Markup, Trouble> {
    let mut reader = desk.store.reader().await?;
    let order = orders::by_id(&mut reader, &id).await?.ok_or(Trouble::NotFound)?;
    Ok(render(&visit, &order, &first_fields(&order), &[]))
}

pub async fn record(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let Posted { visit, fields } = posted;
    let mut reader = desk.store.reader().await?;
    let order = orders::by_id(&mut reader, &id).await?.ok_or(Trouble::NotFound)?;
    drop(reader);
    let words = visit.words();
    let wrong = match read(&order, &fields, words) {
        Ok(report) => match purchasing::record(&desk.store, &visit.user.name, report).await {
            Ok(order) => return Ok(Redirect::to(&format!("/orders/{}", order.id)).into_response()),
            Err(Failure::Refused(refusal)) => complaints(words, refusal),
            Err(failure) => return Err(failure.into()),
        },
        Err(wrong) => wrong,
    };
    let page = render(&visit, &order, &fields, &wrong);
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// What the form says at first: everything that is left, ordered now.
fn first_fields(order: &PurchaseOrder) -> Fields {
    let host = order.lines.first().and_then(|line| host_of(&line.url)).unwrap_or_default();
    let currency =
        order.lines.iter().find_map(Line::currency).map_or("CNY".to_owned(), |code| code.to_string());
    let mut fields = vec![
        // Made once for the form: pressed twice, it is still one report.
        ("report".to_owned(), Uuid::new_v4().to_string()),
        ("supplier".to_owned(), host),
        ("currency".to_owned(), currency),
        ("placed".to_owned(), Local::now().format(MOMENT).to_string()),
    ];
    for line in order.open_lines() {
        fields.push((field_of(line), line.left().to_string()));
    }
    Fields::new(fields)
}

fn field_of(line: &Line) -> String {
    format!("quantity-{}", line.id)
}

/// The report that the fields describe, or what is wrong with them.
fn read(order: &PurchaseOrder, fields: &Fields, words: &Words) -> Result<Report, Vec<String>> {
    let mut wrong = Vec::new();
    let mut lines = Vec::new();
    for line in &order.lines {
        match fields.get(&field_of(line)) {
            "" | "0" => {}
            text => match text.parse() {
                Ok(quantity) => lines.push(Covered { line: line.id.clone(), quantity }),
                Err(_) => wrong.push(words.wrong_quantity.to_owned()),
            },
        }
    }
    let mut amount = |name: &str| match fields.get(name) {
        "" => None,
        text => match (text.parse(), fields.get("currency").parse()) {
            (Ok(amount), Ok(currency)) => Some(Money::new(amount, currency)),
            _ => {
                wrong.push(words.wrong_amount.to_owned());
                None
            }
        },
    };
    let (total, freight) = (amount("total"), amount("freight"));
    let Some(placed) = moment(fields.get("placed")) else {
        wrong.push(words.wrong_time.to_owned());
        return Err(wrong);
    };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let tracking = Some(fields.get("tracking")).filter(|text| !text.is_empty()).map(str::to_owned);
    Ok(Report {
        id: fields.get("report").to_owned(),
        order: order.id.clone(),
        purchase: String::new(),
        supplier: fields.get("supplier").to_lowercase(),
        number: fields.get("number").to_owned(),
        lines,
        total,
        freight,
        placed,
        tracking,
        note: fields.get("note").to_owned(),
        evidence: Evidence::ByHand,
        shared: !fields.get("shared").is_empty(),
    })
}

/// What the form's moment means here. Browsers may add seconds.
fn moment(text: &str) -> Option<Time> {
    let minute = text.get(..16)?;
    let local = NaiveDateTime::parse_from_str(minute, MOMENT).ok()?;
    Local.from_local_datetime(&local).earliest().map(|moment| moment.fixed_offset())
}

fn complaints(words: &Words, refusal: Refusal) -> Vec<String> {
    let one = |text: &str| vec![text.to_owned()];
    match refusal {
        Refusal::NumberTaken { number, .. } => {
            vec![fill(words.number_taken, &[&number]), words.shared_explained.to_owned()]
        }
        Refusal::NumberUsed => one(words.number_used),
        Refusal::OverCovered(_) => one(words.over_covered),
        Refusal::Invalid(errors) => errors.iter().map(|error| complaint(words, error).to_owned()).collect(),
        // Neither a claim nor a state keeps a report away.
        Refusal::ReportDiffers | Refusal::Claimed(_) | Refusal::NotOpen(_) => one(words.report_differs),
    }
}

fn complaint(words: &Words, error: &FieldError) -> &'static str {
    match error.field.as_str() {
        "supplier" => words.wrong_host,
        "number" => words.wrong_number,
        "total" | "freight" => words.wrong_amount,
        field if field.starts_with("lines") => words.wrong_quantity,
        _ => words.wrong_other,
    }
}

fn render(visit: &Visit, order: &PurchaseOrder, fields: &Fields, wrong: &[String]) -> Markup {
    let words = visit.words();
    let title = format!("{} {}", words.by_hand, order.number);
    let content = html! {
        h1 { (title) }
        p { a href={ "/orders/" (order.id) } { "← " (words.back_to_order) } }
        @if order.open_lines().next().is_none() {
            p.empty { (words.nothing_left) }
        } @else {
            p { (words.by_hand_explained) }
            @if !wrong.is_empty() {
                div.notice data-kind="stopped" role="alert" {
                    (words.wrong_fields) ul { @for text in wrong { li { (text) } } }
                }
            }
            (entry(visit, order, fields))
        }
    };
    page(visit, &title, &content)
}

fn entry(visit: &Visit, order: &PurchaseOrder, fields: &Fields) -> Markup {
    let words = visit.words();
    html! {
        form.stack method="post" action={ "/orders/" (order.id) "/by-hand" } {
            (csrf(visit))
            input type="hidden" name="report" value=(fields.get("report"));
            div.fields {
                label { (words.supplier_host) input name="supplier" value=(fields.get("supplier")) required; }
                label { (words.number) input name="number" value=(fields.get("number")) required maxlength="64"
                    autocomplete="off" autofocus; }
                label { (words.placed) input name="placed" type="datetime-local" value=(fields.get("placed")) required; }
            }
            fieldset {
                legend { (words.lines) }
                @for line in order.open_lines() {
                    label.line {
                        (picture(Some(line)))
                        span { (line.title) " " (variant(line)) }
                        input name=(field_of(line)) value=(fields.get(&field_of(line))) inputmode="decimal" size="6"
                            aria-label={ (words.quantity) " " (line.title) " " (line.variant()) };
                        span.faint { "/ " (line.left()) }
                    }
                }
            }
            div.fields {
                label { (words.amount_paid) input name="total" value=(fields.get("total")) inputmode="decimal"; }
                label { (words.freight) input name="freight" value=(fields.get("freight")) inputmode="decimal"; }
                label { (words.currency) input name="currency" value=(fields.get("currency")) maxlength="3" size="4"; }
                label { (words.tracking) input name="tracking" value=(fields.get("tracking")); }
            }
            label { (words.note) textarea name="note" rows="2" { (fields.get("note")) } }
            label.check {
                input type="checkbox" name="shared" value="1" checked[!fields.get("shared").is_empty()];
                span { (words.shared) " " span.faint { (words.shared_explained) } }
            }
            button.primary type="submit" { (words.save) }
        }
    }
}
