//! Opens a purchase's page, once: the background may die between opening a tab and keeping its id.
//!
//! Before it opens one it keeps which tabs there are. When it wakes with that still kept, a tab at the
//! address that was not among them is the one that it opened; without one, none was.

use super::{Platform, Service};
use crate::purchase::{Effect, Event, PurchaseId, Stage, TabId, same_page};

impl<P: Platform> Service<P> {
    /// Opens an address for a purchase. Gives nothing where that is under way, or is known only later.
    pub(super) async fn open_page(&self, id: &PurchaseId, address: &str) -> Option<Event> {
        if self.opening.borrow().contains(id) {
            return None;
        }
        self.opening.borrow_mut().push(id.clone());
        let event = self.open_or_adopt(id, address).await;
        self.opening.borrow_mut().retain(|own| own != id);
        event
    }

    async fn open_or_adopt(&self, id: &PurchaseId, address: &str) -> Option<Event> {
        let before = self.tabs_before(id)?;
        let tabs = match self.platform.tabs().await {
            Ok(tabs) => tabs,
            Err(why) => return Some(Event::Opened(Err(why))),
        };
        match before {
            Some(before) => {
                let mut unknown = false;
                for tab in tabs {
                    if before.contains(&tab.id) {
                        continue;
                    }
                    if same_page(&tab.address, address) {
                        return Some(Event::Adopted(tab.id));
                    }
                    unknown |= tab.loading && tab.address.is_empty();
                }
                // It may be the one, and tells so when it loads.
                if unknown {
                    return None;
                }
            }
            None => {
                let mut before = Vec::new();
                for tab in tabs {
                    before.push(tab.id);
                }
                self.step(id, Event::Opens(before)).await;
                // What could not be kept is not done.
                self.tabs_before(id)??;
            }
        }
        Some(Event::Opened(self.platform.open_tab(address, true, None).await))
    }

    /// The tabs that were there before the page of a purchase was opened, if it still waits for its tab.
    fn tabs_before(&self, id: &PurchaseId) -> Option<Option<Vec<TabId>>> {
        let kept = self.kept.borrow();
        let purchase = kept.purchases.get(id)?;
        let waits = matches!(purchase.stage, Stage::Opening) && purchase.tab.is_none();
        waits.then(|| purchase.before.clone())
    }

    /// Something happened to a tab of nobody's: it may be one that a purchase waits for, or the last
    /// that could have been.
    pub(super) async fn open_awaited(&self) {
        let mut awaited = Vec::new();
        for purchase in self.kept.borrow().purchases.values() {
            let waits = matches!(purchase.stage, Stage::Opening) && purchase.tab.is_none();
            if waits
                && purchase.before.is_some()
                && let Some(task) = purchase.tasks.get(purchase.at)
            {
                awaited.push((purchase.id.clone(), task.address().to_owned()));
            }
        }
        for (id, address) in awaited {
            self.run(id, vec![Effect::Open(address)]).await;
        }
    }
}
