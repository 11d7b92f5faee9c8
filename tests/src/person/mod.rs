//! The purchaser: uses the popup, the panel and the supplier's own controls with a real pointer.
//!
//! [`Person`] sits at the popup, an [`Errand`] is one purchase that the person goes through, and
//! [`books`] compares in the end what was bought with what the desk says.

pub mod books;
mod controls;
mod errand;
mod panel;
mod turn;
pub(crate) mod window;

pub use controls::{Controls, Way};
pub use errand::Errand;
pub use panel::Area;

use std::cell::RefCell;

use anyhow::{Context, Result};
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::Purchase;
use one_click_purchase::store::names;
use serde_json::json;

use crate::webdriver::Window;
use crate::world::World;

/// The extension's database.
pub const DATABASE: &str = "one-click-purchase";

/// A purchaser with the popup in a tab.
#[derive(Debug)]
pub struct Person<'a> {
    /// What the person works with.
    pub world: &'a World,
    /// The tab with the popup.
    pub popup: Window,
    /// Every window that somebody has a use for.
    known: RefCell<Vec<Window>>,
}

/// Scrolls the popup's list on by a part of what is in sight.
const SCROLL: &str = "const list = document.getElementById('list'), before = list.scrollTop;
    list.scrollTop += list.clientHeight / 2;
    if (list.scrollTop === before) list.scrollTop = 0;";

impl<'a> Person<'a> {
    /// The supplier's account.
    pub const ACCOUNT: &'static str = "buyer";

    /// Opens the popup in a tab.
    pub fn new(world: &'a World) -> Result<Self> {
        let popup = world.browser.open_page("popup.html")?;
        let known = RefCell::new(world.browser.windows()?);
        Ok(Self { world, popup, known })
    }

    /// Says yes beforehand to every host of the supplier, so that no question of the browser comes up.
    pub fn consent_to_supplier(&self) -> Result<()> {
        for host in ["localhost", "127.0.0.1", "checkout.localhost", "cashier.localhost"] {
            self.world.browser.grant(&format!("http://{host}/*"))?;
        }
        Ok(())
    }

    /// Opens the popup anew, which shows what the ERP has now.
    pub fn look_at_popup(&self) -> Result<()> {
        let browser = &self.world.browser;
        browser.switch(&self.popup)?;
        browser.script::<Option<()>>("window.isOld = true; return null", json!([]))?;
        browser.go(&browser.extension()?.url("popup.html"))?;
        // Firefox's driver gives up waiting for a load that a busy browser has not begun for five seconds.
        browser.until("another document of the popup", || {
            // A document that is being left answers nothing.
            let is_new = browser.script::<Option<bool>>("return window.isOld !== true", json!([]))?;
            Ok(is_new.filter(|is_new| *is_new).map(drop))
        })?;
        browser.focus()?;
        self.world.tell(&json!({ "kind": "refresh" })).map(drop)
    }

    /// Presses *Buy* in the popup's row of the order.
    pub fn buy(&self, order: &PurchaseOrder) -> Result<Errand<'_, 'a>> {
        self.look_at_popup()?;
        self.press_buy(&order.number)?;
        self.errand(order)
    }

    /// Presses *Buy* in the row of that number, in the popup that is shown.
    pub fn press_buy(&self, number: &str) -> Result<()> {
        let browser = &self.world.browser;
        browser.until(&format!("the row of {number} to take a press"), || {
            let rows = browser.all("[data-do=buy]:enabled")?;
            // A long list has only the rows in sight: a person looks for the number.
            let long = rows.len() > 5;
            for buy in rows {
                // Its name for screen readers begins with the order's number.
                let name = buy.attribute("aria-label")?.unwrap_or_default();
                if name.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == number) {
                    return buy.click().map(Some);
                }
            }
            let search = browser.find("#search")?;
            if long && search.value()?.is_empty() {
                search.type_text(number)?;
            } else if long {
                // Others have it, too, in their supplier's name: on and on through the list, and from its top again.
                browser.script::<Option<()>>(SCROLL, json!([]))?;
            }
            Ok(None)
        })
    }

    /// Takes back what is recorded for an order, in the popup's tab of what is done.
    pub fn undo(&self, order: &PurchaseOrder, reason: &str) -> Result<()> {
        let browser = &self.world.browser;
        self.look_at_popup()?;
        browser.find("#tab-done")?.click()?;
        browser.find_with_text(".card", &order.number)?.find("[data-do=undo]")?.click()?;
        browser.find("#undo-reason")?.type_text(reason)?;
        browser.find("[data-do=undo-really]")?.click()
    }

    /// The purchase of that order, which was started somewhere just now.
    pub fn errand(&self, order: &PurchaseOrder) -> Result<Errand<'_, 'a>> {
        Errand::new(self, order)
    }

    /// All purchases that the extension keeps.
    pub fn purchases(&self) -> Result<Vec<Purchase>> {
        let texts = self.world.browser.stored(&self.popup, DATABASE, names::PURCHASES)?;
        let read = |text: &String| {
            serde_json::from_str(text).with_context(|| format!("a purchase that the extension keeps: {text}"))
        };
        texts.iter().map(read).collect()
    }

    /// The purchase of an order, once there is one.
    pub fn purchase_of(&self, order: &PurchaseOrder) -> Result<Option<Purchase>> {
        Ok(self.purchases()?.into_iter().rfind(|purchase| purchase.key.order == order.id))
    }

    /// Tells the person of a window that is no supplier's.
    pub fn knows(&self, window: &Window) {
        self.known.borrow_mut().push(window.clone());
    }

    /// The windows that nobody has a use for yet; from now on somebody has. None as long as the extension looks
    /// something up behind: that tab is its own, and no purchase goes on in it.
    fn new_windows(&self) -> Result<Vec<Window>> {
        let open = self.world.browser.windows()?;
        let is_new = |window: &Window| !self.known.borrow().contains(window);
        let new: Vec<Window> = open.into_iter().filter(is_new).collect();
        if !new.is_empty() && self.purchases()?.iter().any(Purchase::awaits_listing) {
            return Ok(Vec::new());
        }
        self.known.borrow_mut().extend(new.iter().cloned());
        Ok(new)
    }
}
