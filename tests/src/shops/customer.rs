//! The person in a real shop: presses the shop's own buttons, and what the panel outlines.

use anyhow::{Context, Result, bail};
use one_click_purchase::page::{ButtonRole, Kind};
use one_click_purchase::purchase::{Purchase, Stage, Stop, Turn};

use super::{Running, Step};
use crate::person::Errand;
use crate::webdriver::{Element, Session};

/// A person in a shop, with or without a purchase of the extension.
#[derive(Debug)]
pub struct Customer<'a> {
    /// The shop.
    pub shop: &'a Running,
    /// The browser.
    pub session: &'a Session,
}

/// The purchase has come to where the person goes on, or asks whether the price is the limit's.
fn may_go_on(purchase: &Purchase) -> bool {
    matches!(purchase.stage, Stage::Ready { .. } | Stage::Paused { stop: Stop::Price { .. } })
}

impl Customer<'_> {
    /// Goes through the whole purchase, from the sign-in to the pressed button that places the order.
    pub fn buys(&self, errand: &Errand<'_, '_>) -> Result<()> {
        let purchase = errand.reaches("waiting for the sign-in, or ready", |purchase| {
            matches!(purchase.stage, Stage::SignIn) || may_go_on(purchase)
        })?;
        if matches!(purchase.stage, Stage::SignIn) {
            self.session.switch(&errand.tab()?)?;
            self.signs_in()?;
        }
        self.adds(errand)?;
        self.goes_to_checkout(errand)?;
        self.checks_out(errand)
    }

    /// Signs in from the page at hand.
    pub fn signs_in(&self) -> Result<()> {
        let sign_in = &self.shop.shop.sign_in;
        self.press(sign_in.link)?;
        self.fill(sign_in.fields)?;
        self.press(sign_in.submit)?;
        self.session.find(sign_in.done).map(drop)
    }

    /// Waits until the product is chosen, accepts its price where the page leaves the currency open,
    /// and presses the button that puts it into the cart.
    fn adds(&self, errand: &Errand<'_, '_>) -> Result<()> {
        let mut purchase = errand.reaches("chosen", may_go_on)?;
        if let Stage::Paused { stop: Stop::Price { found, .. } } = &purchase.stage
            && found.currency.is_none()
        {
            errand.decides("accept-price")?;
            purchase = errand.reaches("chosen", |purchase| matches!(purchase.stage, Stage::Ready { .. }))?;
        }
        let Stage::Ready { turn: Turn::Buy | Turn::AddToCart } = purchase.stage else {
            bail!("the product is not ready to be added: {:?}", purchase.stage);
        };
        self.session.switch(&errand.tab()?)?;
        self.press_and_leave(self.shop.shop.add)
    }

    /// Goes to the cart, where the panel leads unless the shop itself does, and from there to the
    /// checkout, by way of the button that takes the quantity over if that is what is outlined.
    fn goes_to_checkout(&self, errand: &Errand<'_, '_>) -> Result<()> {
        let shop = self.shop.shop;
        loop {
            let purchase = errand.reaches("in the cart", |purchase| {
                matches!(&purchase.stage, Stage::Ready { turn: Turn::GoToCart | Turn::Cart })
            })?;
            match (&purchase.stage, &purchase.found.button) {
                (Stage::Ready { turn: Turn::GoToCart }, _) => {
                    errand.lead(&purchase)?;
                    errand.reaches("at the cart", |purchase| {
                        !matches!(purchase.stage, Stage::Ready { turn: Turn::GoToCart })
                    })?;
                }
                (Stage::Ready { .. }, Some((ButtonRole::UpdateCart, _))) => {
                    self.press_and_leave(shop.update)?;
                    errand.reaches("updated", |purchase| {
                        !matches!(purchase.found.button, Some((ButtonRole::UpdateCart, _)))
                    })?;
                }
                _ => return self.press(shop.to_checkout),
            }
        }
    }

    /// Fills page after page of the checkout. Before the last button the extension has compared the page.
    fn checks_out(&self, errand: &Errand<'_, '_>) -> Result<()> {
        let Some((last, before)) = self.shop.shop.checkout.split_last() else { return Ok(()) };
        for step in before {
            self.takes(step)?;
        }
        self.comes_to(last)?;
        errand.reaches("ready to be submitted", |purchase| {
            matches!(purchase.stage, Stage::Ready { turn: Turn::Submit })
        })?;
        // That it is this page which was read, and not the one before, its panel tells.
        errand.in_panel_here(|session| session.find(".panel, .pill").map(drop))?;
        self.takes(last)?;
        self.session.until("the page after the checkout", || {
            Ok(self.session.url()?.contains(self.shop.shop.thanks).then_some(()))
        })?;
        if !self.shop.shop.to_orders.is_empty() {
            self.folds_panel(errand)?;
        }
        self.looks_at_orders()
    }

    /// The panel may lie over what the person wants to press next, which is no part of the purchase.
    fn folds_panel(&self, errand: &Errand<'_, '_>) -> Result<()> {
        errand.in_panel_here(|session| {
            session.find(".panel, .pill")?;
            session.look("[data-do=fold]")?.map_or(Ok(()), |fold| fold.click())
        })
    }

    /// Goes to the own orders, in a shop whose last page does not tell the number.
    fn looks_at_orders(&self) -> Result<()> {
        for link in self.shop.shop.to_orders {
            self.press(link)?;
        }
        Ok(())
    }

    /// Buys the same in the shop alone, signed in already, without the extension.
    pub fn buys_alone(&self) -> Result<()> {
        self.buys_alone_seeing(|_| Ok(()))
    }

    /// Buys alone, and shows each page on the way with what it is.
    pub fn buys_alone_seeing(&self, mut see: impl FnMut(Kind) -> Result<()>) -> Result<()> {
        let shop = self.shop.shop;
        self.session.go(&self.shop.url(shop.goods.page_of_variant))?;
        self.fill(shop.goods.by_hand)?;
        see(Kind::Product)?;
        self.press_and_leave(shop.add)?;
        self.session.go(&self.shop.url(shop.cart))?;
        see(Kind::Cart)?;
        if !shop.goods.in_cart.is_empty() {
            self.fill(shop.goods.in_cart)?;
            self.press_and_leave(shop.update)?;
        }
        self.press(shop.to_checkout)?;
        for step in shop.checkout {
            self.comes_to(step)?;
            see(step.is)?;
            self.takes(step)?;
        }
        self.session.until("the page after the checkout", || {
            Ok(self.session.url()?.contains(shop.thanks).then_some(()))
        })?;
        see(Kind::Receipt)
    }

    fn press_and_leave(&self, css: &str) -> Result<()> {
        let pressed = self.session.find(css)?;
        self.press(css)?;
        self.is_left(&pressed)
    }

    fn comes_to(&self, step: &Step) -> Result<()> {
        self.session.until(&format!("the page {}", step.at), || {
            Ok((self.session.url()?.contains(step.at) && self.session.look(step.shows)?.is_some())
                .then_some(()))
        })
    }

    fn takes(&self, step: &Step) -> Result<()> {
        self.comes_to(step)?;
        self.fill(step.fields)?;
        self.press_and_leave(step.press)
    }

    /// Waits until the document of an element is gone.
    fn is_left(&self, element: &Element) -> Result<()> {
        self.session.until("the next page", || Ok(element.attribute("class").is_err().then_some(())))
    }

    fn press(&self, css: &str) -> Result<()> {
        self.session.until(&format!("“{css}” to take a press"), || {
            let element = self.session.find(css)?;
            element.into_view()?;
            element.click().map(Some)
        })
    }

    /// Fills fields as a person does: what stands there is replaced, and of a list an entry is chosen.
    fn fill(&self, fields: &[(&str, &str)]) -> Result<()> {
        fields.iter().try_for_each(|(css, value)| {
            self.enter(css, value).with_context(|| format!("filling “{css}” with “{value}”"))
        })
    }

    fn enter(&self, css: &str, value: &str) -> Result<()> {
        let field = self.session.find(css)?;
        field.into_view()?;
        if value.is_empty() {
            // Something that is ticked.
            return field.click();
        }
        let options = field.all("option")?;
        if options.is_empty() {
            if !field.value()?.is_empty() {
                field.clear()?;
            }
            return field.type_text(value);
        }
        for option in options {
            if option.attribute("value")?.as_deref() == Some(value) || option.text()?.trim() == value {
                return option.click();
            }
        }
        bail!("it offers no such entry")
    }

    /// Where the shop's numbers are looked up in the end.
    pub fn newest_number(&self) -> Result<String> {
        let sold = self.shop.sold()?;
        Ok(sold.last().context("the shop has sold nothing")?.number.clone())
    }
}
