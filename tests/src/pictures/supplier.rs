//! The panel in the supplier's page, from the sign-in to the receipt, and where it stops.

use anyhow::{Context, Result};
use one_click_purchase::purchase::{Purchase, Stage, Stop, Turn};

use super::album::Size;
use super::{Scene, orders};
use crate::person::{Errand, Person};

impl<'a> Scene<'a> {
    /// A purchase that waits for the person to sign in.
    pub(super) fn begin(&self) -> Result<Errand<'a, 'a>> {
        let errand = self.buy_order(orders::BOUGHT)?;
        errand.reaches("waiting for the sign-in", |purchase| purchase.stage == Stage::SignIn)?;
        self.panel(&errand, "panel-sign-in")?;
        Ok(errand)
    }

    /// A purchase that stops because the price is over the limit, with the window that decides.
    pub(super) fn stopped(&self) -> Result<Errand<'a, 'a>> {
        let errand = self.buy_order(orders::RISEN)?;
        let is_price =
            |purchase: &Purchase| matches!(purchase.stage, Stage::Paused { stop: Stop::Price { .. } });
        let purchase = errand.goes_on("stopped at the price", is_price)?;
        self.panel(&errand, "panel-price")?;
        self.world.browser.open_page(&format!("purchase.html#{}", purchase.id))?;
        self.world.browser.find("[data-do=accept-price]")?;
        self.take("window-price", Size::WINDOW)?;
        self.world.browser.close()?;
        self.world.browser.switch(&self.person.popup)?;
        self.world.shop.sign_out(Person::ACCOUNT)?;
        Ok(errand)
    }

    /// Buys, with a picture at each turn of the person.
    pub(super) fn buy(&self, errand: &Errand<'_, '_>) -> Result<()> {
        let purchase = errand.purchase()?.context("the purchase that waits for the sign-in")?;
        errand.sign_in(&purchase)?;
        errand.reaches("filled", |purchase| purchase.stage == Stage::Ready { turn: Turn::Buy })?;
        self.panel(errand, "panel-ready")?;
        errand
            .goes_on("at the checkout", |purchase| purchase.stage == Stage::Ready { turn: Turn::Submit })?;
        self.panel(errand, "panel-checkout")?;
        errand.buy_all()?;
        self.panel(errand, "panel-confirmed")
    }

    fn buy_order(&self, place: usize) -> Result<Errand<'a, 'a>> {
        self.person.buy(self.orders.get(place).context("an order of the pictures")?)
    }

    /// The supplier's page with the panel painted.
    fn panel(&self, errand: &Errand<'_, '_>, name: &str) -> Result<()> {
        self.world.browser.switch(&errand.newest_tab()?)?;
        errand.in_panel(|session| session.find("h1, h2, p").map(drop))?;
        self.take(name, Size::TAB)
    }
}
