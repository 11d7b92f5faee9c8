//! Tabs: which purchase they belong to, and what happens to them.

use super::{Platform, Service};
use crate::message::PanelAct;
use crate::purchase::{Event, Purchase, PurchaseId, TabId};

impl<P: Platform> Service<P> {
    pub(super) fn purchase_of(&self, tab: TabId) -> Option<PurchaseId> {
        self.kept.borrow().purchase_of_tab(tab).map(|purchase| purchase.id.clone())
    }

    /// A tab opened another one.
    pub async fn tab_created(&self, tab: TabId, opener: Option<TabId>) {
        if let Some(id) = opener.and_then(|opener| self.purchase_of(opener)) {
            self.happen(&id, Event::Child(tab)).await;
        }
    }

    /// A tab was closed.
    pub async fn tab_removed(&self, tab: TabId) {
        self.readings.borrow_mut().retain(|(of, _), _| *of != tab);
        if let Some(id) = self.purchase_of(tab) {
            self.happen(&id, Event::Closed(tab)).await;
        }
    }

    /// A tab shows a new document (`loading`), or has finished it (`complete`).
    pub async fn tab_loading(&self, tab: TabId, status: &str) {
        let Some(id) = self.purchase_of(tab) else { return };
        let runs = self.kept.borrow().purchases.get(&id).is_some_and(Purchase::is_running);
        if !runs {
            // Nothing runs in pages outside a purchase, also not where one ended.
            return;
        }
        let injected = self.platform.inject(tab).await;
        if injected.is_err() && status == "complete" {
            // A host without access: nothing is shown there, and nothing is seen.
            self.happen(&id, Event::OutOfSight(tab)).await;
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

    /// The purchase of a panel, if its token is that of the document that its tab shows.
    pub fn panel_purchase(&self, tab: TabId, token: &str) -> Option<PurchaseId> {
        let kept = self.kept.borrow();
        kept.purchase_of_tab(tab)
            .filter(|purchase| purchase.panel(tab) == Some(token))
            .map(|purchase| purchase.id.clone())
    }

    /// Whether the panel of a tab is folded.
    pub fn is_folded(&self, tab: TabId) -> bool {
        self.places.borrow().get(&tab).copied().unwrap_or(false)
    }

    /// The person did something in a panel: nothing there spends, accepts or confirms.
    pub async fn panel_act(&self, tab: TabId, purchase: &PurchaseId, act: PanelAct) {
        match act {
            PanelAct::Decide => self.platform.open_window(&["purchase.html#", purchase].concat()),
            PanelAct::ByHand => self.platform.open_window(&["popup.html#by-hand=", purchase].concat()),
            PanelAct::Stop => self.decide(purchase, crate::purchase::Decision::GiveUp).await,
            PanelAct::Lead => self.happen(purchase, Event::Lead).await,
            PanelAct::Place { x, y, width, height, folded } => {
                self.places.borrow_mut().insert(tab, folded);
                self.platform.place_panel(tab, (x, y, width, height));
            }
        }
    }

    /// After a start of the browser tab ids mean nothing any more.
    pub async fn after_start(&self) {
        let session = self.kept.borrow().session.clone();
        let old = self.kept.borrow().purchases_that(&|purchase| purchase.session != session);
        for id in old {
            if let Some(purchase) = self.kept.borrow_mut().purchases.get_mut(&id) {
                purchase.session.clone_from(&session);
            }
            self.happen(&id, Event::Restarted).await;
        }
    }
}
