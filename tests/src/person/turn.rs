//! What the person does when it is the person's turn.

use anyhow::{Result, bail};
use one_click_purchase::purchase::{Purchase, Stage, Stop, Turn};

use serde_json::from_value;

use super::{Controls, Errand, Person};
use crate::webdriver::Session;

impl Errand<'_, '_> {
    /// Whether the purchase waits for something that every purchaser would do without thinking.
    pub(super) fn is_persons_turn(stage: &Stage) -> bool {
        match stage {
            Stage::SignIn | Stage::Ready { .. } => true,
            Stage::Paused { stop } => matches!(stop, Stop::Captcha),
            _ => false,
        }
    }

    pub(super) fn turn(&self, purchase: &Purchase) -> Result<()> {
        let browser = &self.person.world.browser;
        let session = browser.session();
        let controls = self.controls(purchase)?;
        browser.switch(&self.tab()?)?;
        match &purchase.stage {
            Stage::SignIn => self.sign_in(purchase),
            Stage::Paused { stop: Stop::Captcha } => controls.verify.tick.press(session),
            Stage::Ready { turn } => match turn {
                Turn::Buy => controls.buy()?.press(session),
                Turn::AddToCart => controls.add()?.press(session),
                Turn::NextPage | Turn::GoToCart => self.lead(purchase),
                Turn::Cart => controls.cart.checkout.press(session),
                Turn::Submit => {
                    browser.switch(&self.newest_tab()?)?;
                    controls.checkout.submit.press_in(controls.checkout.frame.as_ref(), session)
                }
                Turn::Pay => {
                    browser.switch(&self.newest_tab()?)?;
                    controls.cashier.pay.press_in(controls.cashier.frame.as_ref(), session)
                }
            },
            other => bail!("it is not the person's turn at {other:?}"),
        }
    }

    /// Signs in at the supplier, from its page in the purchase's tab.
    pub fn sign_in(&self, purchase: &Purchase) -> Result<()> {
        let browser = &self.person.world.browser;
        let session = browser.session();
        let controls = self.controls(purchase)?;
        browser.switch(&self.tab()?)?;
        // A page for members only has led to the sign-in page already.
        if !browser.url()?.contains("/login") {
            controls.header.signed_out.press(session)?;
        }
        enter(session, &controls)
    }
}

impl Person<'_> {
    /// Signs in at the supplier before anything is bought, in a tab that is closed again.
    pub fn sign_in_to_supplier(&self) -> Result<()> {
        let (browser, shop) = (&self.world.browser, &self.world.shop);
        let controls: Controls = from_value(shop.selectors("c-notebook")?)?;
        shop.sign_out(Self::ACCOUNT)?;
        browser.new_tab()?;
        browser.go(shop.http.origin())?;
        controls.header.signed_out.press(browser)?;
        enter(browser, &controls)?;
        controls.header.signed_in.find(browser)?;
        browser.close()?;
        browser.switch(&self.popup)
    }
}

/// Fills the sign-in page in and sends it off.
fn enter(session: &Session, controls: &Controls) -> Result<()> {
    controls.sign_in.name.find(session)?.type_text(Person::ACCOUNT)?;
    controls.sign_in.password.find(session)?.type_text("practice")?;
    controls.sign_in.submit.press(session)
}
