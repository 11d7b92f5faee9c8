//! The purchase's own window, where things are decided, and the desk's pages.

use anyhow::{Context, Result};
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::Stage;

use super::{Errand, Person};
use crate::webdriver::Key;
use crate::world::{Desk, World};

impl Errand<'_, '_> {
    /// What the person works with.
    pub fn world(&self) -> &World {
        self.person.world
    }

    /// Presses what the person decides in the purchase's own window, such as `accept-price`.
    pub fn decides(&self, what: &str) -> Result<()> {
        self.decides_in_turn(&[what])
    }

    /// Gives the purchase up there, and waits until it is.
    pub fn give_up(&self) -> Result<()> {
        self.decides_in_turn(&["give-up", "give-up-really"])?;
        self.reaches("given up", |purchase| purchase.stage == Stage::GivenUp).map(drop)
    }

    /// Says there that this supplier order, of those that were found, is the purchase's.
    pub fn chooses(&self, number: &str) -> Result<()> {
        let browser = &self.person.world.browser;
        let id = self.purchase()?.context("the extension keeps no purchase of it")?.id;
        let window = browser.open_page(&format!("purchase.html#{id}"))?;
        self.person.knows(&window);
        browser.find_with_text(".candidate", number)?.click()?;
        browser.find("[data-do=found-it]:enabled")?.click()
    }

    fn decides_in_turn(&self, presses: &[&str]) -> Result<()> {
        let browser = &self.person.world.browser;
        let id = self.purchase()?.context("the extension keeps no purchase of it")?.id;
        // The window closes itself once all is decided.
        let window = browser.open_page(&format!("purchase.html#{id}"))?;
        self.person.knows(&window);
        for press in presses {
            browser.find(&format!("[data-do={press}]"))?.click()?;
        }
        Ok(())
    }
}

impl Person<'_> {
    /// Opens an order's page in the desk, signed in there.
    pub fn open_in_desk(&self, order: &PurchaseOrder) -> Result<()> {
        self.sign_in_to_desk()?;
        let desk = self.world.desk.http.origin();
        self.world.browser.go(&format!("{desk}/orders/{}", order.id))
    }

    /// Signs in to the desk's own pages, in a tab of their own.
    pub fn sign_in_to_desk(&self) -> Result<()> {
        let window = sign_in_to_desk(self.world)?;
        self.known.borrow_mut().push(window);
        Ok(())
    }
}

/// Signs the purchaser in to the desk's own pages, in a new tab.
pub(crate) fn sign_in_to_desk(world: &World) -> Result<crate::webdriver::Window> {
    let browser = &world.browser;
    let window = browser.new_tab()?;
    browser.go(world.desk.http.origin())?;
    // Who has signed in before is still.
    if browser.look("[name=password]")?.is_some() {
        browser.find("[name=name]")?.type_text(Desk::USER)?;
        browser.find("[name=password]")?.type_text(Desk::PASSWORD)?;
        browser.press(Key::Enter)?;
        browser.gone("[name=password]")?;
    }
    Ok(window)
}
