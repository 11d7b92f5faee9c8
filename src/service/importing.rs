//! Takes in what was exported on another computer, or on this one: each document once, by its id.

use super::kept::{number_of, order_key, put, use_of};
use super::{Kept, Platform, Service, storage_problem};
use crate::archive::{LeftOut, Outcome, Slice, Tally, Why};
use crate::json;
use crate::message::Answer;
use crate::order::Time;
use crate::purchase::{Pairing, Purchase};
use crate::store::{Change, Parcel, ParcelState, Suppliers, names};

/// What a slice comes to.
#[derive(Default)]
struct Merged {
    outcome: Outcome,
    changes: Vec<Change>,
    parcels: Vec<Parcel>,
    pairings: Vec<Pairing>,
    suppliers: Option<Suppliers>,
}

/// What of a slice is here already, as only the store knows.
#[derive(Default)]
struct Stored {
    purchases: Vec<String>,
    orders: Vec<String>,
    suppliers: Suppliers,
}

impl<P: Platform> Service<P> {
    /// Takes a slice of an export in, or only tells what would come of it. What is here already stays as it
    /// is, so the same file may be brought again.
    pub async fn import(&self, slice: Slice, keep: bool) -> Answer {
        let stored = match self.stored_of(&slice).await {
            Ok(stored) => stored,
            Err(why) => return Answer::Failed { problem: storage_problem(&why) },
        };
        let _turn = self.writing.turn().await;
        let merged = merge(slice, &stored, &self.kept.borrow(), self.platform.now());
        let Merged { outcome, changes, parcels, pairings, suppliers } = merged;
        if !keep || changes.is_empty() {
            return Answer::Imported { outcome };
        }
        // Known here before it is stored, so that nothing takes one of the numbers meanwhile.
        let ids: Vec<String> = parcels.iter().map(|parcel| parcel.report.id.clone()).collect();
        self.kept.borrow_mut().take_parcels(parcels);
        if let Err(problem) = self.write_or_tell(changes).await {
            let mut kept = self.kept.borrow_mut();
            ids.iter().for_each(|id| kept.take_back_parcel(id, None));
            return Answer::Failed { problem };
        }
        self.kept.borrow_mut().pairings.extend(pairings);
        if let Some(suppliers) = suppliers {
            super::connecting::know(&self.platform, &suppliers);
        }
        self.changed.set(true);
        Answer::Imported { outcome }
    }

    async fn stored_of(&self, slice: &Slice) -> Result<Stored, String> {
        let mut stored = Stored::default();
        for purchase in &slice.purchases {
            let known = self.kept.borrow().purchases.contains_key(&purchase.id);
            if known || self.platform.read(names::PAST, &purchase.id).await?.is_some() {
                stored.purchases.push(purchase.id.clone());
            }
        }
        for seen in &slice.orders {
            let own = slice.same(&seen.connection, &self.kept.borrow().connections).map(|own| own.id.clone());
            let Some(own) = own else { continue };
            let key = [&own, "|", &seen.order.id].concat();
            if self.platform.read(names::ORDERS, &key).await?.is_some() {
                stored.orders.push(key);
            }
        }
        let suppliers = super::kept::read(&self.platform, names::SINGLES, "suppliers").await?;
        stored.suppliers = suppliers.unwrap_or_default();
        Ok(stored)
    }
}

impl Kept {
    /// Takes parcels in; a number that is in use stays with whom it is.
    fn take_parcels(&mut self, parcels: Vec<Parcel>) {
        for parcel in parcels {
            let number = number_of(&parcel);
            if parcel.state != ParcelState::Undone && !self.numbers.contains_key(&number) {
                self.numbers.insert(number, use_of(&parcel));
            }
            self.parcels.insert(parcel.report.id.clone(), parcel);
        }
    }
}

/// What a slice comes to here.
fn merge(mut slice: Slice, stored: &Stored, kept: &Kept, now: Time) -> Merged {
    let mut merged = Merged::default();
    let (reports, purchases) = (std::mem::take(&mut slice.reports), std::mem::take(&mut slice.purchases));
    for parcel in reports {
        merged.report(parcel, &slice, kept, now);
    }
    for purchase in purchases {
        merged.purchase(purchase, &slice, stored, (kept, now));
    }
    for seen in &slice.orders {
        let Some(own) = slice.same(&seen.connection, &kept.connections) else {
            merged.outcome.orders.left_out += 1;
            continue;
        };
        let key =
            order_key(&crate::order::OrderKey { connection: own.id.clone(), order: seen.order.id.clone() });
        if is_new(&mut merged.outcome.orders, stored.orders.contains(&key)) {
            merged.changes.push(put(names::ORDERS, &key, &seen.order));
        }
    }
    for pairing in slice.pairings {
        let here = kept.pairings.iter().chain(&merged.pairings).any(|own| own.key == pairing.key);
        if is_new(&mut merged.outcome.pairings, here) {
            merged.changes.push(put(names::PAIRINGS, &pairing.key, &pairing));
            merged.pairings.push(pairing);
        }
    }
    merged.profiles(slice.profiles, &stored.suppliers);
    merged
}

impl Merged {
    fn report(&mut self, mut parcel: Parcel, slice: &Slice, kept: &Kept, now: Time) {
        let source = slice.connections.iter().find(|source| source.id == parcel.key.connection);
        let connected = slice.same(&parcel.key.connection, &kept.connections).is_some();
        parcel.key = slice.key_here(&parcel.key, &kept.connections);
        let here = self.has(&parcel, kept);
        if !is_new(&mut self.outcome.reports, here) {
            return;
        }
        let open = matches!(parcel.state, ParcelState::Waiting | ParcelState::Refused { .. });
        if open && !connected {
            let erp = source.map(|source| source.name.clone()).unwrap_or_default();
            return self.leave_out(&parcel, Why::NotConnected { erp });
        }
        if parcel.state != ParcelState::Undone {
            let number = number_of(&parcel);
            let fresh = self.parcels.iter().find(|own| {
                own.state != ParcelState::Undone && number_of(own) == number && own.key != parcel.key
            });
            let taken = match kept.numbers.get(&number) {
                Some(usage) if usage.key != parcel.key => Some(usage.order.clone()),
                _ => fresh.map(|own| own.number.clone()),
            };
            if let Some(by) = taken.filter(|_| !parcel.report.shared) {
                return self.leave_out(&parcel, Why::Taken { by });
            }
            let known = self.parcels.iter().any(|own| number_of(own) == number);
            if !known && kept.numbers.get(&number).is_none() {
                self.changes.push(put(names::NUMBERS, &number, &use_of(&parcel)));
            }
        }
        if parcel.waits() {
            // Sent from here under its own id, which the ERP takes once.
            (parcel.tries, parcel.next) = (0, Some(now));
            self.outcome.to_send += 1;
        }
        self.changes.push(put(names::OUTBOX, &parcel.report.id, &parcel));
        self.parcels.push(parcel);
    }

    /// Whether a report is known: under its id, or as one that says the same under another, as two people do who
    /// both record a purchase by hand.
    fn has(&self, parcel: &Parcel, kept: &Kept) -> bool {
        if kept.parcels.contains_key(&parcel.report.id) {
            return true;
        }
        let same = |own: &Parcel| own.report.id == parcel.report.id || says_the_same(own, parcel);
        let used = kept.numbers.get(&number_of(parcel)).is_some_and(|usage| usage.key == parcel.key);
        self.parcels.iter().any(same) || used && kept.parcels.values().any(same)
    }

    /// It was counted as new.
    fn leave_out(&mut self, parcel: &Parcel, why: Why) {
        let reports = &mut self.outcome.reports;
        (reports.new, reports.left_out) = (reports.new.saturating_sub(1), reports.left_out.saturating_add(1));
        let (order, number) = (parcel.number.clone(), parcel.report.number.clone());
        self.outcome.left_out.push(LeftOut { order, number, why });
    }

    fn purchase(&mut self, purchase: Purchase, slice: &Slice, stored: &Stored, (kept, now): (&Kept, Time)) {
        if !is_new(&mut self.outcome.purchases, stored.purchases.contains(&purchase.id)) {
            return;
        }
        self.outcome.ran += u32::from(purchase.is_running());
        let connection = slice.key_here(&purchase.key, &kept.connections).connection;
        let past = purchase.into_history(connection, now);
        self.changes.push(put(names::PAST, &past.id, &past));
    }

    fn profiles(&mut self, brought: Suppliers, here: &Suppliers) {
        let name = |text: &String| json::parse(text).ok().and_then(|own| Some(own.get("name")?.to_string()));
        let mut all = here.clone();
        for text in brought.own {
            let known = all.own.iter().any(|own| name(own) == name(&text));
            if is_new(&mut self.outcome.profiles, known) {
                all.own.push(text);
            }
        }
        for off in brought.off {
            if is_new(&mut self.outcome.profiles, all.off.contains(&off)) {
                all.off.push(off);
            }
        }
        if all != *here {
            self.changes.push(put(names::SINGLES, "suppliers", &all));
            self.suppliers = Some(all);
        }
    }
}

fn says_the_same(a: &Parcel, b: &Parcel) -> bool {
    let undone = a.state == ParcelState::Undone || b.state == ParcelState::Undone;
    let (one, other) = (&a.report, &b.report);
    !undone
        && a.key == b.key
        && one.number == other.number
        && one.supplier == other.supplier
        && json::write_all(&one.lines) == json::write_all(&other.lines)
}

/// Counts one; tells whether it is new.
fn is_new(tally: &mut Tally, here: bool) -> bool {
    let place = if here { &mut tally.here } else { &mut tally.new };
    *place = place.saturating_add(1);
    !here
}
