//! The popup's tabs and the options.

use anyhow::{Context, Result};

use super::album::Size;
use super::{Scene, orders};

/// What a person copies off a supplier's order page.
const COPIED: &str = "订单编号:2718281828459045235 复制\n下单时间:2026-11-23 09:41:07\n\
    商品总额:¥680.00 运费:¥12.00\n实付款:¥692.00\n运单号:YT8765432109876";

impl Scene<'_> {
    /// The list, with what runs above it; then one of its rows open.
    pub(super) fn popup_with_orders(&self) -> Result<()> {
        self.person.look_at_popup()?;
        let browser = &self.world.browser;
        browser.find(".row")?;
        self.take("popup-orders", Size::POPUP)?;
        browser.find("[data-do=open-row]")?.click()?;
        browser.find(".details .line")?;
        self.take("popup-row", Size::POPUP)
    }

    /// What runs.
    pub(super) fn running(&self) -> Result<()> {
        self.tab("running", ".card")?;
        self.take("popup-running", Size::POPUP)
    }

    /// What was recorded.
    pub(super) fn popup_done(&self) -> Result<()> {
        self.tab("done", ".card")?;
        self.take("popup-done", Size::POPUP)
    }

    /// The form, with a pasted text read, and then filled from it.
    pub(super) fn popup_by_hand(&self) -> Result<()> {
        let browser = &self.world.browser;
        self.tab("by-hand", ".offered-order")?;
        let order = self.orders.get(orders::BY_HAND).context("an order of the pictures")?;
        browser.find(&format!("[data-order='{}']", order.number))?.click()?;
        browser.find("[data-do=paste]")?.type_text(COPIED)?;
        let take_over = browser.find("[data-do=take-over]")?;
        self.take("popup-by-hand-paste", Size::POPUP)?;
        take_over.click()?;
        browser.gone("[data-do=take-over]")?;
        self.take("popup-by-hand", Size::POPUP)
    }

    /// The options.
    pub(super) fn options(&self) -> Result<()> {
        self.world.browser.open_page("options.html")?;
        self.world.browser.find("section")?;
        self.take("options", Size::TAB)?;
        self.world.browser.close()?;
        self.world.browser.switch(&self.person.popup)
    }

    fn tab(&self, name: &str, content: &str) -> Result<()> {
        self.person.look_at_popup()?;
        self.world.browser.find(&format!("#tab-{name}"))?.click()?;
        self.world.browser.find(content).map(drop)
    }
}
