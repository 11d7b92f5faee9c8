//! The panel in a supplier's page: in which document it is answered, how the person left it in a
//! shop, and what is done in it.

use crate::json::Json;

use super::kept::put;
use super::{FrameId, Kept, Platform, Service};
use crate::message::PanelAct;
use crate::order::host_of;
use crate::purchase::{Decision, Event, PurchaseId, Stage, TabId};
use crate::store::{PanelPlace, names};

/// The panel of a document.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Panel {
    /// Its token.
    pub token: String,
    /// How the person left it in this shop.
    pub place: PanelPlace,
}

impl<P: Platform> Service<P> {
    /// The purchase of a panel, if its token is that of the document that its tab shows.
    pub fn panel_purchase(&self, tab: TabId, token: &str) -> Option<PurchaseId> {
        let kept = self.kept.borrow();
        kept.purchase_of_tab(tab)
            .filter(|purchase| purchase.panel(tab) == Some(token))
            .map(|purchase| purchase.id.clone())
    }

    /// A token for the panel of a document, unless it shows the panel that its tab was given last.
    /// One that the browser has brought back, or that lost the answer, does not.
    pub(super) fn new_panel(&self, id: &PurchaseId, tab: TabId, shown: Option<&str>) -> Option<String> {
        let kept = self.kept.borrow();
        let token = kept.purchases.get(id)?.panel(tab);
        if token.is_some() && token == shown {
            return None;
        }
        Some(self.platform.new_id())
    }

    /// The panel that a tab is to show.
    pub(super) fn panel_of(&self, id: &PurchaseId, tab: TabId) -> Option<Panel> {
        let kept = self.kept.borrow();
        let purchase = kept.purchases.get(id).filter(|purchase| !purchase.is_given_up())?;
        Some(Panel { token: purchase.panel(tab)?.to_owned(), place: place_of(&kept, id) })
    }

    /// How the person left the panel in the shop of a purchase.
    pub fn panel_place(&self, id: &PurchaseId) -> PanelPlace {
        place_of(&self.kept.borrow(), id)
    }

    async fn keep_place(&self, id: &PurchaseId, place: PanelPlace) {
        let change = {
            let mut kept = self.kept.borrow_mut();
            let Some(shop) = shop_of(&kept, id) else { return };
            kept.places.retain(|(of, _)| *of != shop);
            kept.places.push((shop, place));
            put(names::SINGLES, "places", &kept.places)
        };
        // One that is not written still holds until the background ends.
        let _ = self.write(vec![change]).await;
    }

    /// The person dragged the panel of a tab, and let go.
    pub async fn panel_dragged(&self, tab: TabId, frame: FrameId, at: (i32, i32), full: bool) {
        if frame == 0
            && let Some(id) = self.purchase_of(tab)
        {
            let PanelPlace { folded, .. } = self.panel_place(&id);
            self.keep_place(&id, PanelPlace { at: Some(at), full, folded }).await;
        }
    }

    fn open_purchase(&self, purchase: &PurchaseId) {
        self.platform.open_window(&["purchase.html#", purchase].concat());
    }

    fn is_locked(&self, purchase: &PurchaseId) -> bool {
        let kept = self.kept.borrow();
        kept.purchases.get(purchase).is_some_and(|own| matches!(own.stage, Stage::Locked))
    }

    /// Whether an order was, or may have been, placed by a purchase.
    fn has_placed(&self, purchase: &PurchaseId) -> bool {
        let kept = self.kept.borrow();
        kept.purchases.get(purchase).is_some_and(|own| own.may_be_placed() || !own.reports.is_empty())
    }

    /// The person did something in a panel: nothing there spends, accepts or confirms.
    pub async fn panel_act(&self, tab: TabId, purchase: &PurchaseId, act: PanelAct) {
        match act {
            PanelAct::Decide if self.is_locked(purchase) => self.platform.open_window("popup.html"),
            PanelAct::Decide => self.open_purchase(purchase),
            PanelAct::ByHand => self.platform.open_window(&["popup.html#by-hand=", purchase].concat()),
            // A page may dress the panel up and have it pressed: what could make an order be bought once more
            // is decided where no page reaches.
            PanelAct::Stop if self.has_placed(purchase) => self.open_purchase(purchase),
            PanelAct::Stop => self.decide(purchase, Decision::GiveUp).await,
            PanelAct::Lead => self.happen(purchase, Event::Lead).await,
            PanelAct::Place { x, y, width, height, dropped } => {
                self.platform.place_panel(tab, (x, y, width, height), dropped);
            }
            PanelAct::Point { thing } => self.point(tab, thing),
            PanelAct::Unlearn => self.unlearn(purchase, tab).await,
            PanelAct::Fold { folded } => {
                self.platform.fold_panel(tab, folded);
                let place = self.panel_place(purchase);
                self.keep_place(purchase, PanelPlace { folded, ..place }).await;
            }
        }
    }
}

/// The shop of a purchase is the host of the product at hand: its cart and its cashier may stand
/// elsewhere, and the panel stays where it was on the way there.
fn shop_of(kept: &Kept, id: &PurchaseId) -> Option<String> {
    let purchase = kept.purchases.get(id)?;
    host_of(&purchase.tasks.get(purchase.at)?.url)
}

fn place_of(kept: &Kept, id: &PurchaseId) -> PanelPlace {
    let shop = shop_of(kept, id);
    let place = kept.places.iter().find(|(of, _)| Some(of) == shop.as_ref());
    place.map_or_else(PanelPlace::default, |(_, place)| *place)
}
