//! The list of orders.

use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use one_click_purchase::order::{PurchaseOrder, Status};
use serde::Deserialize;

use super::layout::{csrf, page};
use super::request::{Posted, Visit, own_path};
use super::show::{age, buying, extension_hint, money, notice, picture, state, variant};
use super::trouble::Trouble;
use super::words::{Words, fill};
use crate::purchasing::{self, Failure};
use crate::server::Desk;
use crate::store::orders::{self, Counts, Filter, From, Placed};

const PER_PAGE: u16 = 50;

/// The address's part after `?`: what is shown.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Shown {
    status: String,
    q: String,
    supplier: String,
    before: Option<i64>,
    after: Option<i64>,
    done: Option<u32>,
    kept: Option<u32>,
    imported: Option<u32>,
}

impl Shown {
    /// The address of the same list with another state, or another page of it.
    fn address(&self, status: &str, place: Option<(&str, i64)>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("status", status), ("q", &self.q), ("supplier", &self.supplier)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if let Some((name, seq)) = place {
            query.append_pair(name, &seq.to_string());
        }
        let query = query.finish();
        if query.is_empty() { "/orders".to_owned() } else { format!("/orders?{query}") }
    }

    fn filter(&self) -> Filter {
        let from = match (self.before, self.after) {
            (Some(seq), _) => From::Before(seq),
            (None, Some(seq)) => From::After(seq),
            (None, None) => From::Newest,
        };
        Filter {
            statuses: orders::status_named(&self.status).into_iter().collect(),
            words: self.q.clone(),
            supplier: self.supplier.clone(),
            from,
            limit: PER_PAGE,
            ..Filter::default()
        }
    }
}

/// A page of orders, the newest first, and where the pages beside it begin.
struct Listed {
    orders: Vec<PurchaseOrder>,
    newer: Option<i64>,
    older: Option<i64>,
}

pub async fn list(
    State(desk): State<Desk>,
    visit: Visit,
    Query(shown): Query<Shown>,
) -> Result<Markup, Trouble> {
    purchasing::lapse(&desk.store).await?;
    let mut reader = desk.store.reader().await?;
    let counts = orders::counts(&mut reader).await?;
    let suppliers = orders::suppliers(&mut reader).await?;
    let filter = shown.filter();
    let (placed, more) = orders::list(&mut reader, &filter).await?;
    let listed = listed(&filter, placed, more);
    let words = visit.words();
    let content = html! {
        h1 { (words.orders) }
        (extension_hint(words))
        @if let (Some(done), Some(kept)) = (shown.done, shown.kept) {
            (notice("proven", &fill(words.done_some, &[&done.to_string(), &kept.to_string()])))
        }
        @if let Some(imported) = shown.imported {
            (notice("proven", &fill(words.imported_some, &[&imported.to_string()])))
        }
        (tabs(words, &shown, &counts))
        (search(words, &shown, &suppliers))
        @if listed.orders.is_empty() {
            p.empty {
                @if counts.iter().all(|(_, count)| *count == 0) {
                    (words.no_orders_yet) " " a href="/import" { (words.import) }
                } @else { (words.nothing_here) }
            }
        } @else {
            (table(&visit, &listed.orders))
            (pages(words, &shown, &listed))
        }
    };
    Ok(page(&visit, words.orders, &content))
}

fn listed(filter: &Filter, mut placed: Vec<Placed>, more: bool) -> Listed {
    // Pages towards newer orders are read the other way round.
    let upwards = matches!(filter.from, From::After(_));
    if upwards {
        placed.reverse();
    }
    let first = placed.first().map(|placed| placed.seq);
    let last = placed.last().map(|placed| placed.seq);
    let (newer, older) = match filter.from {
        From::After(_) => (first.filter(|_| more), last),
        From::Before(_) => (first, last.filter(|_| more)),
        From::Newest | From::Oldest => (None, last.filter(|_| more)),
    };
    Listed { orders: placed.into_iter().map(|placed| placed.order).collect(), newer, older }
}

fn tabs(words: &Words, shown: &Shown, counts: &Counts) -> Markup {
    let all: i64 = counts.iter().map(|(_, count)| count).sum();
    let rest = counts.iter().map(|(status, count)| (status.name(), words.status(*status), *count));
    html! {
        nav.tabs aria-label=(words.state) {
            @for (status, name, count) in [("", words.all, all)].into_iter().chain(rest) {
                a href=(shown.address(status, None)) aria-current=[(shown.status == status).then_some("page")] {
                    (name) " " span.count { (count) }
                }
            }
        }
    }
}

fn search(words: &Words, shown: &Shown, suppliers: &[String]) -> Markup {
    html! {
        form.search method="get" action="/orders" role="search" {
            @if !shown.status.is_empty() { input type="hidden" name="status" value=(shown.status); }
            input type="search" name="q" value=(shown.q) placeholder=(words.search_hint) aria-label=(words.search);
            select name="supplier" aria-label=(words.supplier) {
                option value="" { (words.every_supplier) }
                @for supplier in suppliers {
                    option value=(supplier) selected[*supplier == shown.supplier] { (supplier) }
                }
            }
            button type="submit" { (words.search) }
        }
    }
}

fn table(visit: &Visit, orders: &[PurchaseOrder]) -> Markup {
    let words = visit.words();
    html! {
        form #selection .bulk method="post" action="/orders" {
            (csrf(visit))
            input type="hidden" name="back" value=(visit.guest.here);
            label.check { input #select-all type="checkbox" hidden; span data-for="select-all" hidden { (words.select_all) } }
            button type="submit" name="do" value="cancel" { (words.cancel) }
            button type="submit" name="do" value="reopen" { (words.reopen) }
        }
        div.scroll tabindex="0" role="region" aria-label=(words.orders) {
            table.orders {
                thead { tr {
                    th scope="col" { span.unseen { (fill(words.select, &[""])) } }
                    th scope="col" { (words.order) }
                    th scope="col" { (words.title) }
                    th.number scope="col" { (words.quantity) }
                    th.number scope="col" { (words.limit) }
                    th scope="col" { (words.warehouse) }
                    th scope="col" { (words.state) }
                    th scope="col" { (words.age) }
                    th scope="col" { (words.actions) }
                } }
                tbody { @for order in orders { (row(words, order)) } }
            }
        }
    }
}

fn row(words: &Words, order: &PurchaseOrder) -> Markup {
    let first = order.lines.first();
    html! {
        tr {
            td { input type="checkbox" form="selection" name="order" value=(order.id)
                aria-label=(fill(words.select, &[&order.number])); }
            td { a href={ "/orders/" (order.id) } { (order.number) } div.faint { (order.supplier) } }
            td {
                div.product {
                    (picture(first))
                    div {
                        @if let Some(line) = first { div.title { (line.title) } (variant(line)) }
                        @if order.lines.len() > 1 {
                            span.faint { (fill(words.lines_more, &[&order.lines.len().to_string()])) }
                        }
                    }
                }
            }
            td.number { @if let Some(line) = first { (line.quantity) } }
            td.number { @if let Some(limit) = first.and_then(|line| line.limit) { (money(limit)) } }
            td { (order.warehouse.name) }
            td {
                (state(words, order.status))
                @if let Some(claim) = &order.claim { div.faint { (claim.by) } }
            }
            td { (age(words, order.created)) }
            td.actions { (buying(words, order)) }
        }
    }
}

fn pages(words: &Words, shown: &Shown, listed: &Listed) -> Markup {
    html! {
        nav.pages aria-label=(words.older) {
            @if let Some(seq) = listed.newer {
                a rel="prev" href=(shown.address(&shown.status, Some(("after", seq)))) { "← " (words.newer) }
            }
            @if let Some(seq) = listed.older {
                a rel="next" href=(shown.address(&shown.status, Some(("before", seq)))) { (words.older) " →" }
            }
        }
    }
}

/// Cancels or reopens the selected orders, each by itself: one that cannot be is left as it is.
pub async fn change(State(desk): State<Desk>, posted: Posted) -> Result<Redirect, Trouble> {
    let by = &posted.visit.user.name;
    let wanted = match posted.fields.get("do") {
        "cancel" => Status::Cancelled,
        "reopen" => Status::Pending,
        _ => return Err(Trouble::NotFound),
    };
    let (mut done, mut kept) = (0_u32, 0_u32);
    for id in posted.fields.all("order") {
        let outcome = match wanted {
            Status::Cancelled => purchasing::cancel(&desk.store, by, id).await,
            _ => purchasing::reopen(&desk.store, by, id).await,
        };
        match outcome {
            Ok(order) if (order.status == Status::Cancelled) == (wanted == Status::Cancelled) => done += 1,
            Ok(_) | Err(Failure::Refused(_) | Failure::NoOrder(_) | Failure::NoReport(_)) => kept += 1,
            Err(Failure::Database(error)) => return Err(error.into()),
        }
    }
    let back = own_path(posted.fields.get("back"));
    Ok(Redirect::to(&with_counts(back, done, kept)))
}

/// The address with the counts of what was done, in place of those of the time before.
fn with_counts(back: &str, done: u32, kept: u32) -> String {
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let mut new = form_urlencoded::Serializer::new(String::new());
    new.extend_pairs(
        form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "done" && name != "kept"),
    );
    if path == "/orders" {
        new.append_pair("done", &done.to_string()).append_pair("kept", &kept.to_string());
    }
    let query = new.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
