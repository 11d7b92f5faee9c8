//! The panel in the supplier's page.

use anyhow::{Context, Result};
use one_click_purchase::purchase::Purchase;
use serde::Deserialize;
use serde_json::json;

use super::Errand;
use crate::webdriver::{Element, Session};

/// A box of the window, in whole CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Area {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

impl Area {
    /// The box of an element, and of its neighbours that match the selector.
    pub fn of(session: &Session, element: &Element, beside: &str) -> Result<Vec<Self>> {
        let body = "const [element, beside] = arguments;
            const near = beside ? [...element.parentElement.querySelectorAll(beside)] : [];
            return [element, ...near].map((one) => {
                const { x, y, width, height } = one.getBoundingClientRect();
                return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
            });";
        session.script(body, json!([element.reference(), beside]))
    }

    /// Whether they lie over each other.
    pub fn meets(&self, other: &Self) -> bool {
        let apart = |one: i32, size: i32, other: i32| one + size <= other;
        !(apart(self.x, self.width, other.x)
            || apart(other.x, other.width, self.x)
            || apart(self.y, self.height, other.y)
            || apart(other.y, other.height, self.y))
    }
}

impl Errand<'_, '_> {
    /// Presses the panel's button that leads to the next page or to the cart, unless the supplier
    /// itself leads there before.
    pub fn lead(&self, purchase: &Purchase) -> Result<()> {
        self.person.world.browser.until("the panel to lead on", || {
            if self.purchase()?.is_none_or(|now| now.stage != purchase.stage) {
                return Ok(Some(()));
            }
            // A panel that is still finding its place is pressed by nobody: the press would fall beside it.
            self.person.world.browser.switch(&self.tab()?)?;
            if self.panel_area()? != self.panel_area()? {
                return Ok(None);
            }
            self.in_panel(|session| session.look("[data-do=lead]")?.map(|lead| lead.click()).transpose())
        })
    }

    /// Does something inside the panel of the purchase's tab, unfolded.
    pub fn in_panel<T>(&self, act: impl Fn(&Session) -> Result<T>) -> Result<T> {
        self.person.world.browser.switch(&self.tab()?)?;
        self.in_panel_here(|session| {
            if let Some(unfold) = session.look("[data-do=unfold]")? {
                unfold.click()?;
            }
            act(session)
        })
    }

    /// Does something inside the panel of the window that is shown, as it stands there.
    pub fn in_panel_here<T>(&self, act: impl Fn(&Session) -> Result<T>) -> Result<T> {
        let browser = &self.person.world.browser;
        browser.inside(&self.panel_frame()?, || act(browser.session()))
    }

    /// The token of the panel in the window that is shown.
    pub fn panel_token(&self) -> Result<String> {
        let address = self.panel_frame()?.attribute("src")?.unwrap_or_default();
        Ok(address.split_once('#').map(|(_, token)| token.to_owned()).unwrap_or_default())
    }

    /// Where the panel stands in the window that is shown, once it is painted and the page rests.
    pub fn panel_area(&self) -> Result<Area> {
        let browser = &self.person.world.browser;
        self.in_panel_here(|session| session.find(".panel, .pill").map(drop))?;
        let frames = "const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done(null)));";
        browser.async_script::<Option<()>>(frames, json!([]))?;
        let areas = Area::of(browser, &self.panel_host()?, "")?;
        areas.into_iter().next().context("the panel has no box")
    }

    /// The panel's frame, which stands in a closed shadow root at the end of the document.
    fn panel_frame(&self) -> Result<Element> {
        self.panel().map(|(_, frame)| frame)
    }

    fn panel_host(&self) -> Result<Element> {
        self.panel().map(|(host, _)| host)
    }

    /// The panel's host and its frame, looked up together: each goes with its document.
    fn panel(&self) -> Result<(Element, Element)> {
        let browser = &self.person.world.browser;
        browser.until("the panel", || {
            for host in browser.all("html > div")? {
                // What is outlined stands in one too.
                if let Ok(root) = host.shadow()
                    && let Some(frame) = root.all("iframe")?.into_iter().next()
                {
                    return Ok(Some((host, frame)));
                }
            }
            Ok(None)
        })
    }
}
