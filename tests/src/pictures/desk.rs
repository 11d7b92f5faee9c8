//! The desk's own pages.

use anyhow::{Context, Result};

use super::album::Size;
use super::{Scene, orders};
use crate::world::Desk;

impl Scene<'_> {
    /// The list of orders, while some of them are being bought.
    pub(super) fn desk_orders(&self) -> Result<()> {
        let browser = &self.world.browser;
        browser.new_tab()?;
        browser.go(&format!("{}/sign-in", self.world.desk.http.origin()))?;
        browser.find("input[name=name]")?.type_text(Desk::USER)?;
        browser.find("input[name=password]")?.type_text(Desk::PASSWORD)?;
        browser.find("input[name=password]")?.type_text("\u{E007}")?;
        browser.find("main table")?;
        self.take("desk-orders", Size::TAB)?;
        self.back_to_popup()
    }

    /// The page of the order that was bought.
    pub(super) fn desk_order(&self) -> Result<()> {
        let order = self.orders.get(orders::BOUGHT).context("an order of the pictures")?;
        self.world.browser.new_tab()?;
        self.world.browser.go(&self.world.desk.order(&order.id)?.page)?;
        self.world.browser.find("main h1")?;
        self.take("desk-order", Size::TAB)?;
        self.back_to_popup()
    }

    fn back_to_popup(&self) -> Result<()> {
        self.world.browser.close()?;
        self.world.browser.switch(&self.person.popup)
    }
}
