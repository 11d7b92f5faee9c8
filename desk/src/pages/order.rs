//! The page of one order.

use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use one_click_purchase::order::{Evidence, PurchaseOrder, Report, Status};

use super::layout::{csrf, page};
use super::request::{Posted, Visit};
use super::show::{age, buying, extension_hint, money, notice, picture, state, time, variant};
use super::trouble::Trouble;
use super::words::{Words, fill};
use crate::purchasing::{self, Failure};
use crate::server::Desk;
use crate::store::history::{self, Entry};
use crate::store::orders;

pub async fn order(
    State(desk): State<Desk>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Markup, Trouble> {
    purchasing::lapse(&desk.store).await?;
    let mut reader = desk.store.reader().await?;
    let order = orders::by_id(&mut reader, &id).await?.ok_or(Trouble::NotFound)?;
    let history = history::of(&mut reader, &id).await?;
    let words = visit.words();
    let content = html! {
        div.head {
            h1 { (order.number) " " (state(words, order.status)) }
            div.actions { (buying(words, &order)) (cancelling(&visit, &order)) }
        }
        p.faint { (order.supplier) " · " (age(words, order.created)) }
        (extension_hint(words))
        @if let Some(claim) = &order.claim {
            (notice("turn", &fill(words.claimed_by, &[&claim.by, &local(claim.until)])))
        }
        section { h2 { (words.lines) } (lines(words, &order)) }
        div.columns {
            section { h2 { (words.ship_to) } (warehouse(words, &order)) }
            section { h2 { (words.history) } (timeline(words, &history)) }
        }
        section { h2 { (words.supplier_orders) } (reports(&visit, &order)) }
    };
    Ok(page(&visit, &order.number, &content))
}

fn local(moment: one_click_purchase::order::Time) -> String {
    moment.with_timezone(&chrono::Local).format("%H:%M").to_string()
}

fn cancelling(visit: &Visit, order: &PurchaseOrder) -> Markup {
    let words = visit.words();
    let action = match order.status {
        Status::Purchased => None,
        Status::Cancelled => Some(("reopen", words.reopen_this)),
        Status::Pending | Status::Purchasing | Status::PartPurchased => Some(("cancel", words.cancel_this)),
    };
    html! {
        @if let Some((action, name)) = action {
            form method="post" action="/orders" {
                (csrf(visit))
                input type="hidden" name="order" value=(order.id);
                input type="hidden" name="back" value={ "/orders/" (order.id) };
                button type="submit" name="do" value=(action) { (name) }
            }
        }
    }
}

fn lines(words: &Words, order: &PurchaseOrder) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words.lines) {
            table {
                thead { tr {
                    th scope="col" { (words.title) }
                    th scope="col" { (words.variant) }
                    th scope="col" { (words.sku) }
                    th.number scope="col" { (words.quantity) }
                    th.number scope="col" { (words.left) }
                    th.number scope="col" { (words.limit) }
                } }
                tbody {
                    @for line in &order.lines {
                        tr {
                            td {
                                div.product {
                                    (picture(Some(line)))
                                    a href=(line.url) target="_blank" rel="noopener noreferrer"
                                        title=(words.open_supplier) { (line.title) }
                                }
                            }
                            td { (variant(line)) }
                            td { (line.sku.as_deref().unwrap_or_default()) }
                            td.number { (line.quantity) " " (line.unit.as_deref().unwrap_or(words.pieces)) }
                            td.number { (line.left()) }
                            td.number {
                                @match line.limit {
                                    Some(limit) => (money(limit)),
                                    None => span.faint { (words.no_limit) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn warehouse(words: &Words, order: &PurchaseOrder) -> Markup {
    let place = &order.warehouse;
    let rows = [
        (words.warehouse, &place.name),
        (words.recipient, &place.recipient),
        (words.phone, &place.phone),
        (words.address, &place.address),
        (words.postcode, &place.postcode),
        (words.note, &order.note),
    ];
    html! {
        dl {
            @for (name, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
                dt { (name) } dd { (value) }
            }
        }
    }
}

fn timeline(words: &Words, history: &[Entry]) -> Markup {
    html! {
        ol.timeline {
            @for entry in history.iter().rev() {
                li {
                    (time(entry.at)) " " strong { (entry.by) } " " (words.happened(&entry.what)) " "
                    span.detail { (detail(entry)) }
                }
            }
        }
    }
}

/// What is said of an entry besides; the end of a lease as a time of day.
fn detail(entry: &Entry) -> String {
    match chrono::DateTime::parse_from_rfc3339(&entry.detail) {
        Ok(until) if entry.what == "claimed" => local(until),
        _ => entry.detail.clone(),
    }
}

fn reports(visit: &Visit, order: &PurchaseOrder) -> Markup {
    let words = visit.words();
    html! {
        @if order.reports.is_empty() { p.empty { (words.none_recorded) } }
        @for report in &order.reports {
            article.report {
                h3 { (report.number) " " small.faint { (report.supplier) } }
                (facts(words, order, report))
                details {
                    summary { (words.undo) }
                    form.stack method="post" action={ "/reports/" (report.id) "/undo" } {
                        (csrf(visit))
                        p { (words.undo_explained) }
                        label { (words.undo_reason) input name="reason" required maxlength="500"; }
                        button.danger type="submit" { (words.undo) }
                    }
                }
            }
        }
    }
}

fn facts(words: &Words, order: &PurchaseOrder, report: &Report) -> Markup {
    let evidence = match report.evidence {
        Evidence::ShownByPage => words.shown_by_page,
        Evidence::OrderList => words.order_list,
        Evidence::Confirmed => words.confirmed,
        Evidence::ByHand => words.recorded_by_hand,
    };
    html! {
        dl {
            dt { (words.lines) }
            dd {
                @for covered in &report.lines {
                    div {
                        (covered.quantity) " × "
                        @match order.line(&covered.line) {
                            Some(line) => { (line.title) " " span.faint { (line.variant()) } },
                            None => (covered.line),
                        }
                    }
                }
            }
            @if let Some(total) = report.total { dt { (words.total) } dd { (money(total)) } }
            @if let Some(freight) = report.freight { dt { (words.freight) } dd { (money(freight)) } }
            dt { (words.placed) } dd { (time(report.placed)) }
            @if let Some(tracking) = &report.tracking { dt { (words.tracking) } dd { (tracking) } }
            @if !report.note.is_empty() { dt { (words.note) } dd { (report.note) } }
            dt { (words.evidence) } dd { (evidence) }
        }
    }
}

/// Takes a recorded supplier order back and shows the order again.
pub async fn undo(
    State(desk): State<Desk>,
    Path(report): Path<String>,
    posted: Posted,
) -> Result<Redirect, Trouble> {
    let reason = posted.fields.get("reason");
    match purchasing::undo(&desk.store, &posted.visit.user.name, &report, reason).await {
        Ok(order) => Ok(Redirect::to(&format!("/orders/{}", order.id))),
        // The form asks for a reason by itself; without one nothing is done.
        Err(Failure::Refused(_)) => Err(Trouble::Foreign),
        Err(failure) => Err(failure.into()),
    }
}
