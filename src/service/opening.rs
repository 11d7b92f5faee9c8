//! Opens a purchase's page, once: the background may die between opening a tab and keeping its id.
//!
//! Before it opens one it keeps which tabs there are. When it wakes with that still kept, a tab at the
//! address that was not among them is the one that it opened; without one, none was.

use super::{OpenTab, Platform, Service};
use crate::purchase::{Effect, Event, Purchase, PurchaseId, Stage, same_page};

impl<P: Platform> Service<P> {
    /// Opens an address for a purchase. Gives nothing where that is under way, or is known only later.
    pub(super) async fn open_page(&self, id: &PurchaseId, address: &str) -> Option<Event> {
        if self.opening.borrow().contains(id) || !self.awaits_tab(id) {
            return None;
        }
        self.opening.borrow_mut().push(id.clone());
        let mut event = match self.platform.tabs().await {
            Ok(tabs) => self.seek(id, &tabs, address),
            Err(why) => Some(Event::Opened(Err(why))),
        };
        if let Some(Event::Opens(_)) = &event {
            self.step(id, event?).await;
            // What could not be kept is not done.
            event = match self.awaits_tab(id) {
                true => Some(Event::Opened(self.platform.open_tab(address, true, None).await)),
                false => None,
            };
        }
        self.opening.borrow_mut().retain(|own| own != id);
        event
    }

    /// Opens the list of orders behind for a purchase. Once that has ended it takes the tab of its own that shows
    /// the list: the background may have died between opening it and keeping its id.
    pub(super) async fn open_behind(&self, purchase: &Purchase, address: &str) -> Option<Event> {
        let tabs = self.platform.tabs().await.unwrap_or_default();
        let shows = |tab: &&OpenTab| {
            !purchase.is_running()
                && purchase.tabs.contains(&tab.id)
                && !tab.front
                && same_page(&tab.address, address)
        };
        match tabs.iter().find(shows) {
            Some(tab) => Some(Event::LookingUp(tab.id)),
            None => self.platform.open_tab(address, false, purchase.tab).await.ok().map(Event::LookingUp),
        }
    }

    fn awaits_tab(&self, id: &PurchaseId) -> bool {
        self.kept.borrow().purchases.get(id).is_some_and(awaits_tab)
    }

    /// Whether one of these tabs is the purchase's own already; else it is to be opened. Nothing as
    /// long as it may be one that does not show its address yet: that one tells when it loads.
    fn seek(&self, id: &PurchaseId, tabs: &[OpenTab], address: &str) -> Option<Event> {
        let kept = self.kept.borrow();
        let before = kept.purchases.get(id)?.before.as_deref();
        let (mut ids, mut unknown) = (Vec::new(), false);
        for tab in tabs {
            ids.push(tab.id);
            if before.is_some_and(|before| !before.contains(&tab.id)) {
                if same_page(&tab.address, address) {
                    return Some(Event::Adopted(tab.id));
                }
                unknown |= tab.loading && tab.address.is_empty();
            }
        }
        (!unknown).then_some(Event::Opens(ids))
    }

    /// Something happened to a tab of nobody's: it may be one that a purchase waits for, or the last
    /// that could have been.
    pub(super) async fn open_awaited(&self) {
        let awaits = |purchase: &Purchase| awaits_tab(purchase) && purchase.before.is_some();
        let awaiting = self.kept.borrow().purchases_that(&awaits);
        for id in awaiting {
            let address = self.address_of(&id);
            self.run(id, vec![Effect::Open(address)]).await;
        }
    }

    fn address_of(&self, id: &PurchaseId) -> String {
        let kept = self.kept.borrow();
        let task = kept.purchases.get(id).and_then(|purchase| purchase.tasks.get(purchase.at));
        task.map(|task| task.address().to_owned()).unwrap_or_default()
    }
}

/// Whether a purchase's page is being opened and has no tab yet.
fn awaits_tab(purchase: &Purchase) -> bool {
    matches!(purchase.stage, Stage::Opening) && purchase.tab.is_none()
}
