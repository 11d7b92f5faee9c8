//! What of an order is bought: as the ERP tells, and as it is recorded here.

use super::event::{Effect, Known};
use super::{Purchase, Stop};
use crate::order::{PurchaseOrder, Quantity, ReportId, Status, added};
use crate::planted::{self, Bug};

impl Purchase {
    /// Counts what is bought: by the reports that the ERP told of, and by those that are kept here and that it
    /// did not know of by then.
    pub(super) fn count(&mut self, known: &dyn Known) {
        if planted::is(Bug::WaitingNotCounted) {
            return;
        }
        let mut covered = known.kept_here(&self.key, &self.order.reports);
        for report in &self.order.reports {
            covered.extend_from_slice(&report.lines);
        }
        for line in &mut self.order.lines {
            line.purchased = Quantity::ZERO;
            for covered in covered.iter().filter(|covered| covered.line == line.id) {
                line.purchased = added(line.purchased, covered.quantity).unwrap_or(line.purchased);
            }
        }
    }

    /// There is nothing left to buy: by this purchase, or by another one whose report is on its way.
    pub(super) fn all_covered(&mut self) -> Vec<Effect> {
        if self.reports.is_empty() {
            return self.pause(Stop::NotOpen { status: Status::Purchased.name().to_owned() });
        }
        self.ended()
    }

    /// The person recorded something of the order by hand, or took it back.
    pub(super) fn order_changed(
        &mut self,
        order: PurchaseOrder,
        recorded: Option<ReportId>,
        known: &dyn Known,
    ) -> Vec<Effect> {
        let open = order.status.is_open();
        self.order = order;
        self.count(known);
        if !self.is_running() {
            return Vec::new();
        }
        // What is told twice explains one press.
        let new = recorded.filter(|report| !self.reports.contains(report));
        let explains = usize::from(new.is_some());
        self.reports.extend(new);
        if self.order.open_lines().next().is_none() {
            self.explain(explains);
            return self.recorded();
        }
        if !open && !self.may_be_placed() {
            return self.pause(Stop::NotOpen { status: self.order.status.name().to_owned() });
        }
        Vec::new()
    }
}
