//! Claims, reports and undoing for ERPs that have none of them: the sequences, written once over an
//! [`Adapter`] and the journal of entries at the order.
//!
//! **A claim** is written as an entry, read back after the settling time, and held by a second entry where
//! the first one was the first of all. Somebody else's earlier entry would be seen by then: its id was given
//! before ours, so its request had been sent, and whoever sent a request that took longer than the settling
//! time takes no claim from it. No two computers' clocks are compared for that.
//!
//! **A report** is written as an entry with everything in it, then the supplier order number goes into the
//! ERP's field, then figures, then the state; then all of it is read back. Each step looks first whether it
//! was done, so that a report may be sent again after whatever cut it short.

use super::adapter::{Adapter, Answer, Read};
use super::journal::{Act, LEASE, Standing, State, text_of};
use super::rules::{
    fits, fits_behind, has_number, hold, is_covered, is_new, left_of, lost, open, reference_of, release,
    stood, taken,
};
use super::{Clock, Erp, ErpError, Fault, Page, Server};
use crate::order::{OrderId, PurchaseOrder, Report};
use crate::planted::{self, Bug};

/// How often something is begun anew because the order changed meanwhile.
const TRIES: u8 = 4;

/// An ERP by its adapter.
pub struct Journaled<'h> {
    adapter: Box<dyn Adapter + 'h>,
    clock: &'h dyn Clock,
}

impl<'h> Journaled<'h> {
    /// An ERP by its adapter.
    pub fn new(adapter: Box<dyn Adapter + 'h>, clock: &'h dyn Clock) -> Self {
        Self { adapter, clock }
    }

    async fn read(&self, id: &OrderId) -> Result<(Read, Standing), ErpError> {
        let read = self.adapter.order(id).await?;
        let standing = Standing::of(&read.entries, &read.at);
        Ok((read, standing))
    }

    async fn append(&self, read: &Read, standing: &Standing, act: Act) -> Result<String, ErpError> {
        self.adapter.append(read, text_of(&act, &stood(read, standing))).await
    }

    async fn order(&self, id: &OrderId) -> Result<PurchaseOrder, ErpError> {
        let (read, standing) = self.read(id).await?;
        Ok(stood(&read, &standing))
    }

    async fn claim(&self, id: &OrderId, purchase: &str) -> Result<PurchaseOrder, ErpError> {
        let (read, standing) = self.read(id).await?;
        let order = open(&read, &standing)?;
        if let Some(claim) = standing.held_by(purchase) {
            if left_of(claim, &read) > LEASE / 2 {
                return Ok(order);
            }
            self.append(&read, &standing, hold(purchase, String::new())).await?;
            return self.held(id, purchase).await;
        }
        if let Some(claim) = standing.before(purchase) {
            return Err(taken(claim));
        }
        let entry = self.want(&read, &standing, purchase).await?;
        if planted::is(Bug::NoReadBack) {
            return self.order(id).await;
        }
        self.clock.wait(self.adapter.settling()).await;
        let (read, standing) = self.read(id).await?;
        if let Some(error) = open(&read, &standing).err().or_else(|| lost(&standing, &entry, purchase)) {
            // Nobody waits for it: the lease ends by itself.
            let _ = self.append(&read, &standing, release(purchase)).await;
            return Err(error);
        }
        self.append(&read, &standing, hold(purchase, entry)).await?;
        if planted::is(Bug::HoldBelieved) {
            return Ok(stood(&read, &standing));
        }
        self.held(id, purchase).await
    }

    /// Writes that a purchase wants an order; gives the entry where it can be relied on.
    async fn want(&self, read: &Read, standing: &Standing, purchase: &str) -> Result<String, ErpError> {
        let begun = self.clock.ticks();
        let claim = Act::Claim { purchase: purchase.to_owned() };
        let entry = self.append(read, standing, claim).await?;
        if self.clock.ticks().saturating_sub(begun) <= u64::from(self.adapter.settling()) {
            return Ok(entry);
        }
        let _ = self.append(read, standing, release(purchase)).await;
        Err(Fault::Slow.into())
    }

    /// The order, where the purchase holds it as read back.
    async fn held(&self, id: &OrderId, purchase: &str) -> Result<PurchaseOrder, ErpError> {
        let (read, standing) = self.read(id).await?;
        let order = open(&read, &standing)?;
        match standing.held_by(purchase) {
            Some(_) => Ok(order),
            None => Err(standing.before(purchase).map_or(ErpError::NotHeld, taken)),
        }
    }

    async fn release(&self, id: &OrderId, purchase: &str) -> Result<PurchaseOrder, ErpError> {
        let (read, standing) = self.read(id).await?;
        if standing.claim().is_none_or(|claim| claim.purchase != purchase) {
            return Ok(stood(&read, &standing));
        }
        self.append(&read, &standing, release(purchase)).await?;
        self.order(id).await
    }

    async fn record(&self, report: &Report) -> Result<PurchaseOrder, ErpError> {
        for _ in 0..TRIES {
            match self.record_once(report).await {
                Err(error) if error == ErpError::changed() => {}
                done => return done,
            }
        }
        Err(ErpError::changed())
    }

    async fn record_once(&self, report: &Report) -> Result<PurchaseOrder, ErpError> {
        let (mut read, mut standing) = self.read(&report.order).await?;
        if standing.undone.contains(&report.id) {
            // What took it back may have been cut short.
            self.write_reference(&read, &standing).await?;
        }
        let is_new = is_new(report, &standing)?;
        if (is_new || !has_number(&read, report))
            && let Err(refused) = self.check_number(report).await
        {
            // What an earlier try has written must not stay behind.
            if !is_new && matches!(refused, ErpError::NumberTaken(_)) {
                self.undo_once(report, "the number is another purchase order's").await?;
            }
            return Err(refused);
        }
        if is_new {
            fits(report, &stood(&read, &standing))?;
            let act = Act::Report { report: Box::new(crate::json::copy(report)) };
            self.append(&read, &standing, act).await?;
            (read, standing) = self.read(&report.order).await?;
            if !standing.knows(&report.id) && !planted::is(Bug::ReportNotReadBack) {
                return Err(Fault::NotKept("report").into());
            }
        }
        if let Err(refused) = fits_behind(report, &read, &standing)
            && !planted::is(Bug::CoveredTogether)
        {
            // Somebody else's entry came between the reading and the writing: theirs stands.
            self.undo_once(report, "covered by another supplier order already").await?;
            return Err(refused);
        }
        self.write_reference(&read, &standing).await?;
        if let Some(other) = self.claimed_elsewhere(report).await? {
            // Two orders got it at once. Each of them sees that only now; neither has it then.
            self.undo_once(report, "the number is another purchase order's, too").await?;
            return Err(ErpError::NumberTaken(other));
        }
        self.adapter.set_figures(&read, report).await?;
        // What was written just now is another version.
        (read, standing) = self.read(&report.order).await?;
        if read.state == State::Open && is_covered(&stood(&read, &standing)) {
            let marked = self.adapter.mark_purchased(&read).await;
            (read, standing) = self.read(&report.order).await?;
            if read.state == State::Open {
                marked?;
                return Err(Fault::NotKept("state of being purchased").into());
            }
        }
        if planted::is(Bug::ReportNotReadBack) {
            return Ok(stood(&read, &standing));
        }
        // Where entries stand in a field that is rewritten, somebody else's may have taken its place.
        if !standing.knows(&report.id) {
            return Err(Fault::NotKept("report").into());
        }
        if !has_number(&read, report) {
            return Err(Fault::NotKept("supplier order number").into());
        }
        Ok(stood(&read, &standing))
    }

    /// A supplier order serves several purchase orders only where the person has said so.
    async fn check_number(&self, report: &Report) -> Result<(), ErpError> {
        if report.shared {
            return Ok(());
        }
        let others = self.adapter.numbered(&report.number).await?;
        match others.into_iter().find(|(id, _)| *id != report.order) {
            Some((_, number)) => Err(ErpError::NumberTaken(number)),
            None => Ok(()),
        }
    }

    /// The other order that got the number at the same time, with a report that does not share it either.
    async fn claimed_elsewhere(&self, report: &Report) -> Result<Option<String>, ErpError> {
        if report.shared {
            return Ok(None);
        }
        for (id, name) in self.adapter.numbered(&report.number).await? {
            if id == report.order {
                continue;
            }
            let (_, standing) = self.read(&id).await?;
            if standing.reports.iter().any(|own| own.number == report.number && !own.shared) {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    /// Puts the numbers that stand into the ERP's field, and takes out those that stand no more.
    async fn write_reference(&self, read: &Read, standing: &Standing) -> Result<(), ErpError> {
        let reference = reference_of(&read.reference, standing);
        if reference == read.reference {
            return Ok(());
        }
        self.adapter.set_reference(read, &reference).await
    }

    async fn undo(&self, report: &Report, reason: &str) -> Result<PurchaseOrder, ErpError> {
        for _ in 0..TRIES {
            match self.undo_once(report, reason).await {
                Err(error) if error == ErpError::changed() => {}
                done => return done,
            }
        }
        Err(ErpError::changed())
    }

    async fn undo_once(&self, report: &Report, reason: &str) -> Result<PurchaseOrder, ErpError> {
        let (mut read, mut standing) = self.read(&report.order).await?;
        if !standing.knows(&report.id) {
            return Err(ErpError::NotFound);
        }
        if !standing.undone.contains(&report.id) {
            let act = Act::Undo { report: report.id.clone(), reason: reason.to_owned() };
            self.append(&read, &standing, act).await?;
            (read, standing) = self.read(&report.order).await?;
        }
        self.write_reference(&read, &standing).await?;
        self.adapter.clear_figures(&read, report).await?;
        (read, standing) = self.read(&report.order).await?;
        if read.state == State::Purchased
            && !is_covered(&stood(&read, &standing))
            && self.adapter.take_mark_back(&read).await?
        {
            (read, standing) = self.read(&report.order).await?;
        }
        let stands = standing.reports.iter().any(|own| own.id == report.id);
        if stands || reference_of(&read.reference, &standing) != read.reference {
            return Err(Fault::NotKept("trace of its being taken back").into());
        }
        Ok(stood(&read, &standing))
    }
}

impl std::fmt::Debug for Journaled<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Journaled")
    }
}

impl Erp for Journaled<'_> {
    fn test(&self) -> Answer<'_, Server> {
        self.adapter.test()
    }

    fn orders<'a>(&'a self, since: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Page> {
        Box::pin(async move {
            let listed = self.adapter.list(since, after).await?;
            let mut orders = Vec::with_capacity(listed.orders.len());
            for read in listed.orders {
                let standing = Standing::of(&read.entries, &read.at);
                let mut order = read.order;
                standing.stand(&mut order, read.state);
                orders.push(order);
            }
            Ok(Page { orders, next: listed.next, as_of: listed.as_of })
        })
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, PurchaseOrder> {
        Box::pin(self.order(id))
    }

    fn claim<'a>(&'a self, id: &'a OrderId, purchase: &'a str) -> Answer<'a, PurchaseOrder> {
        Box::pin(self.claim(id, purchase))
    }

    fn release<'a>(&'a self, id: &'a OrderId, purchase: &'a str) -> Answer<'a, PurchaseOrder> {
        Box::pin(self.release(id, purchase))
    }

    fn record<'a>(&'a self, report: &'a Report) -> Answer<'a, PurchaseOrder> {
        Box::pin(self.record(report))
    }

    fn undo<'a>(&'a self, report: &'a Report, reason: &'a str) -> Answer<'a, PurchaseOrder> {
        Box::pin(self.undo(report, reason))
    }
}
