//! What purchasers do to orders: each one a rule applied in one change, with its line of history.

use chrono::Duration;
use one_click_purchase::order::{Claim, PurchaseOrder, Report, Status};

use crate::rules::{self, FieldError, Refusal};
use crate::store::history::What;
use crate::store::{Change, Store};

/// Who is named in histories for what nobody did.
const DESK: &str = "desk";

/// Why something was not done.
#[derive(Debug)]
pub enum Failure {
    /// A rule is against it. The order is as the refusal saw it.
    Refused(Refusal),
    /// There is no such order.
    NoOrder(String),
    /// There is no such report.
    NoReport(String),
    /// The database failed.
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The order as it is afterwards.
pub type Outcome = Result<PurchaseOrder, Failure>;

/// Claims an order for a purchase, or renews its lease.
pub async fn claim(store: &Store, by: &str, id: &str, purchase: &str, seconds: i64) -> Outcome {
    let mut errors = Vec::new();
    if !is_plain_id(purchase) {
        errors.push(FieldError::new("purchase", "a purchase needs an id, such as a UUID"));
    }
    if !(1..=rules::MOST_SECONDS).contains(&seconds) {
        errors
            .push(FieldError::new("seconds", format!("a lease lasts 1 to {} seconds", rules::MOST_SECONDS)));
    }
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors).into());
    }
    let mut change = store.change().await?;
    let mut order = present(&mut change, id).await?;
    let now = change.now();
    let until = now + Duration::seconds(seconds);
    let wanted = Claim { by: by.to_owned(), purchase: purchase.to_owned(), until };
    if rules::claim(&mut order, wanted, now)? {
        change.note(id, by, What::Claimed, &until.to_rfc3339()).await?;
    }
    keep(change, order).await
}

/// Gives an order back. Whoever does not hold it changes nothing.
pub async fn release(store: &Store, by: &str, id: &str, purchase: &str) -> Outcome {
    let mut change = store.change().await?;
    let mut order = present(&mut change, id).await?;
    if !rules::release(&mut order, by, purchase) {
        return Ok(order);
    }
    change.note(id, by, What::Released, "").await?;
    keep(change, order).await
}

/// Records a supplier order. The same report again has no second effect, undone or not.
pub async fn record(store: &Store, by: &str, report: Report) -> Outcome {
    let mut change = store.change().await?;
    if let Some(known) = change.report(&report.id).await? {
        if known.report != report {
            return Err(Refusal::ReportDiffers.into());
        }
        return present(&mut change, &report.order).await;
    }
    let mut order = present(&mut change, &report.order).await?;
    rules::check(&order, &report)?;
    if !report.shared {
        refuse_taken(&mut change, &report).await?;
    }
    rules::record(&mut order, report.clone())?;
    change.add_report(&report, by).await?;
    let what = if order.status == Status::Cancelled { What::RecordedLate } else { What::Recorded };
    change.note(&order.id, by, what, &named(&report)).await?;
    keep(change, order).await
}

async fn refuse_taken(change: &mut Change, report: &Report) -> Result<(), Failure> {
    let Some(other) = change.other_owner(report).await? else { return Ok(()) };
    let number = change.order(&other).await?.map(|order| order.number).unwrap_or_default();
    Err(Refusal::NumberTaken { order: other, number }.into())
}

/// Takes a recorded supplier order back. Undone before, nothing happens.
pub async fn undo(store: &Store, by: &str, report: &str, reason: &str) -> Outcome {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 500 {
        let error = FieldError::new("reason", "say why in 1 to 500 characters");
        return Err(Refusal::Invalid(vec![error]).into());
    }
    let mut change = store.change().await?;
    let known = change.report(report).await?.ok_or_else(|| Failure::NoReport(report.to_owned()))?;
    let mut order = present(&mut change, &known.report.order).await?;
    if known.undone {
        return Ok(order);
    }
    rules::undo(&mut order, report);
    change.undo_report(report, by, reason).await?;
    change.note(&order.id, by, What::Undone, &format!("{}: {reason}", named(&known.report))).await?;
    keep(change, order).await
}

/// Cancels an order; one that is cancelled already stays so.
pub async fn cancel(store: &Store, by: &str, id: &str) -> Outcome {
    let mut change = store.change().await?;
    let mut order = present(&mut change, id).await?;
    if !rules::cancel(&mut order)? {
        return Ok(order);
    }
    change.note(id, by, What::Cancelled, "").await?;
    keep(change, order).await
}

/// Takes a cancelled order up again; any other stays as it is.
pub async fn reopen(store: &Store, by: &str, id: &str) -> Outcome {
    let mut change = store.change().await?;
    let mut order = present(&mut change, id).await?;
    if !rules::reopen(&mut order) {
        return Ok(order);
    }
    change.note(id, by, What::Reopened, "").await?;
    keep(change, order).await
}

/// Ends the leases that have run out. Everything that shows orders calls this first, so that no
/// clock needs to tick while nobody looks.
pub async fn lapse(store: &Store) -> Result<(), sqlx::Error> {
    let now = chrono::Utc::now().timestamp_micros();
    let mut reader = store.reader().await?;
    let none = crate::store::orders::with_ended_lease(&mut reader, now).await?.is_empty();
    drop(reader);
    if none {
        return Ok(());
    }
    let mut change = store.change().await?;
    let now = change.now();
    for mut order in change.orders_with_ended_lease().await? {
        if let Some(ended) = rules::lapse(&mut order, now) {
            change.note(&order.id, DESK, What::Lapsed, &ended.by).await?;
            change.save_order(&mut order).await?;
        }
    }
    change.commit().await
}

/// The order with that id, an ended lease already taken from it.
async fn present(change: &mut Change, id: &str) -> Outcome {
    let mut order = change.order(id).await?.ok_or_else(|| Failure::NoOrder(id.to_owned()))?;
    if let Some(ended) = rules::lapse(&mut order, change.now()) {
        change.note(id, DESK, What::Lapsed, &ended.by).await?;
    }
    Ok(order)
}

async fn keep(mut change: Change, mut order: PurchaseOrder) -> Outcome {
    change.save_order(&mut order).await?;
    change.commit().await?;
    Ok(order)
}

fn named(report: &Report) -> String {
    format!("{} {}", report.supplier, report.number)
}

fn is_plain_id(id: &str) -> bool {
    (1..=100).contains(&id.len()) && id.chars().all(|c| c.is_ascii_graphic())
}
