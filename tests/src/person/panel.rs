//! The panel in the supplier's page.

use anyhow::Result;
use one_click_purchase::purchase::Purchase;

use super::Errand;
use crate::webdriver::{Element, Session};

impl Errand<'_, '_> {
    /// Presses the panel's button that leads to the next page or to the cart, unless the supplier
    /// itself leads there before.
    pub(super) fn lead(&self, purchase: &Purchase) -> Result<()> {
        self.person.world.browser.until("the panel to lead on", || {
            if self.purchase()?.is_none_or(|now| now.stage != purchase.stage) {
                return Ok(Some(()));
            }
            self.in_panel(|session| session.look("[data-do=lead]")?.map(|lead| lead.click()).transpose())
        })
    }

    /// Does something inside the panel of the purchase's tab, unfolded.
    pub fn in_panel<T>(&self, act: impl Fn(&Session) -> Result<T>) -> Result<T> {
        let browser = &self.person.world.browser;
        browser.switch(&self.tab()?)?;
        let frame = self.panel_frame()?;
        browser.inside(&frame, || {
            if let Some(unfold) = browser.look("[data-do=unfold]")? {
                unfold.click()?;
            }
            act(browser.session())
        })
    }

    /// The panel's frame, which stands in a closed shadow root at the end of the document.
    fn panel_frame(&self) -> Result<Element> {
        let browser = &self.person.world.browser;
        let host = browser.until("the panel", || {
            let hosts = browser.all("html > div")?;
            Ok(hosts.into_iter().find(|host| host.shadow().is_ok()))
        })?;
        host.shadow()?.find("iframe")
    }
}
