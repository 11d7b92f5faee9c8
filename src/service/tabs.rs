//! Tabs: which purchase they belong to, and what happens to them.

use super::kept::put;
use super::{Platform, Service};
use crate::purchase::{Event, Purchase, PurchaseId, TabId};
use crate::store::names;

impl<P: Platform> Service<P> {
    pub(super) fn purchase_of(&self, tab: TabId) -> Option<PurchaseId> {
        self.kept.borrow().purchase_of_tab(tab).map(|purchase| purchase.id.clone())
    }

    /// A tab opened another one.
    pub async fn tab_created(&self, tab: TabId, opener: Option<TabId>) {
        if let Some(id) = opener.and_then(|opener| self.purchase_of(opener)) {
            // It may load before its purchase has its turn to be written, and is looked at from the start.
            self.kept.borrow_mut().newborn.push((tab, id.clone()));
            self.happen(&id, Event::Child(tab)).await;
            self.kept.borrow_mut().newborn.retain(|(own, _)| *own != tab);
        }
    }

    /// A tab was closed.
    pub async fn tab_removed(&self, tab: TabId) {
        self.readings.borrow_mut().retain(|(of, _), _| *of != tab);
        if let Some(id) = self.purchase_of(tab) {
            self.happen(&id, Event::Closed(tab)).await;
        } else {
            self.open_awaited().await;
        }
    }

    /// A tab shows a new document (`loading`), or has finished it (`complete`).
    pub async fn tab_loading(&self, tab: TabId, status: &str) {
        let Some(id) = self.purchase_of(tab) else { return self.open_awaited().await };
        let watched = |purchase: &Purchase| purchase.watches(tab);
        if !self.kept.borrow().purchases.get(&id).is_some_and(watched) {
            // Nothing runs in pages outside a purchase, also not where one ended.
            return;
        }
        if status == "loading" {
            // What was read of the document before says nothing of the buttons of this one.
            self.readings.borrow_mut().retain(|(of, _), _| *of != tab);
        }
        let injected = self.platform.inject(tab).await;
        if injected.is_err() && status == "complete" {
            // A host without access: nothing is shown there, and nothing is seen.
            self.happen(&id, Event::OutOfSight(tab)).await;
        }
    }

    /// Time has passed: what is looked up for a purchase that has ended is not waited for without end.
    pub async fn end_listings(&self) {
        let awaiting = self.kept.borrow().purchases_that(&Purchase::awaits_listing);
        for id in awaiting {
            self.happen(&id, Event::Round).await;
        }
    }

    /// Frames were added to a document: agents for those that may have one.
    pub async fn frames_added(&self, tab: TabId) {
        if self.purchase_of(tab).is_some() {
            // Frames of other hosts refuse, the rest is entered.
            let _ = self.platform.inject(tab).await;
        }
    }

    /// Brings a purchase's tab to the front.
    pub async fn show(&self, purchase: &PurchaseId) {
        let tab = self.kept.borrow().purchases.get(purchase).and_then(|purchase| purchase.tab);
        if let Some(tab) = tab
            && self.platform.show_tab(tab).await.is_err()
        {
            self.happen(purchase, Event::Closed(tab)).await;
        }
    }

    /// After a start of the browser tab ids mean nothing any more.
    pub async fn after_start(&self) {
        self.hide_origin(None).await;
        let session = self.kept.borrow().session.clone();
        let old = self.kept.borrow().purchases_that(&|purchase| purchase.session != session);
        for id in old {
            let turn = self.writing.turn().await;
            let change = self.kept.borrow_mut().purchases.get_mut(&id).map(|purchase| {
                purchase.begin_session(&session);
                put(names::PURCHASES, &id, purchase)
            });
            // What cannot be written is found out anew at the next start.
            let _ = self.write(change.into_iter().collect()).await;
            drop(turn);
            self.happen(&id, Event::Restarted).await;
        }
    }
}
