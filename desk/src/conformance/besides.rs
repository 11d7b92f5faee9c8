//! What is promised of reports that come when the extension does not expect them: after another was taken back,
//! beside another purchase's claim, for an order that was cancelled.

use one_click_purchase::order::{PurchaseOrder, Quantity, Report, Status};
use uuid::Uuid;

use super::reports::{is, put, report, stands, unchanged, undo, whole_of};
use super::{Run, Subjects, claims, expect, reading};

/// Records what only a server that forgets nothing, and nothing too much, takes. Nothing is recorded any more.
pub fn besides(run: &mut Run, subjects: &Subjects, undone: &Report) {
    let came = number_free(run, undone, &subjects.other);
    run.check("number-free", came);
    let came = unheld(run, &subjects.one);
    run.check("recorded-unheld", came);
}

/// The number of a report that was taken back, for another order.
fn number_free(run: &mut Run, undone: &Report, other: &PurchaseOrder) -> Result<(), String> {
    let sent = Report { number: undone.number.clone(), ..report(&other.id, "", whole_of(other)) };
    there_and_back(run, other, &sent, Status::Purchased)
}

/// A report of a purchase that does not hold the order, while another does. The money is spent all the same.
fn unheld(run: &mut Run, order: &PurchaseOrder) -> Result<(), String> {
    let holder = claims::purchase();
    let reply = claims::claim_for(run, &order.id, &holder, 600)?;
    let claimed = run.client.order(&reply)?;
    let mut lines = whole_of(order);
    lines.truncate(1);
    let whole = lines.len() == order.open_lines().count();
    for line in lines.iter_mut().filter(|line| whole && line.quantity > Quantity::ONE) {
        line.quantity = Quantity::ONE;
    }
    let sent = report(&order.id, &claims::purchase(), lines);
    there_and_back(run, &claimed, &sent, Status::PartPurchased)?;
    claims::release(&run.client, &order.id, &holder).map(drop)
}

/// A report of an order that was cancelled after it had been bought.
pub fn cancelled(run: &mut Run, order: &PurchaseOrder) {
    let lines = whole_of(order);
    let came = match lines.is_empty() {
        true => Err(format!("nothing is left to buy of the cancelled order {}", order.number)),
        false => there_and_back(run, order, &report(&order.id, "", lines), Status::Cancelled),
    };
    run.check("recorded-cancelled", came);
}

/// Records, reads back, and takes back.
fn there_and_back(
    run: &mut Run,
    before: &PurchaseOrder,
    sent: &Report,
    status: Status,
) -> Result<(), String> {
    let sent = Report { id: Uuid::new_v4().to_string(), ..sent.clone() };
    let reply = put(run, &sent)?;
    let order = run.client.order(&reply)?;
    stands(&order, &sent)?;
    is(&order, status)?;
    let read = reading::one(&run.client, &before.id)?;
    expect(read == order, || "read back, the order is not as the answer said".to_owned())?;
    let back = undo(&run.client, &sent.id, "conformance: 撤销")?;
    is(&back, before.status)?;
    unchanged(&run.client, &back)
        .map_err(|_| "taken back, it reads otherwise than it was answered".to_owned())
}
