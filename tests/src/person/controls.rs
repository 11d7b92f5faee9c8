//! Where the supplier's own controls are, as the supplier tells.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::webdriver::{Element, Session};

/// The way to a control: a selector, or one for each component that it stands in.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Way {
    /// In the document itself.
    Plain(String),
    /// Through shadow roots.
    Through(Vec<String>),
}

/// The controls that a person uses on a product's pages.
#[derive(Debug, Clone, Deserialize)]
pub struct Controls {
    /// Buy now.
    pub buy: Option<Way>,
    /// Add to cart.
    pub add: Option<Way>,
    /// What stands there as soon as the product can be chosen.
    pub ready: Way,
    /// Above every page.
    pub header: Header,
    /// The sign-in page.
    pub sign_in: SignIn,
    /// The check of visitors.
    pub verify: Verify,
    /// The cart.
    pub cart: Cart,
    /// The checkout.
    pub checkout: Checkout,
    /// The cashier.
    pub cashier: Cashier,
    /// One entry for each variant, by its id.
    pub skus: BTreeMap<String, OfSku>,
}

/// Above every page.
#[derive(Debug, Clone, Deserialize)]
pub struct Header {
    /// The link to sign in.
    pub signed_out: Way,
    /// The name of who is signed in.
    pub signed_in: Way,
    /// How many goods lie in the cart.
    pub cart_count: Way,
}

/// The sign-in page.
#[derive(Debug, Clone, Deserialize)]
pub struct SignIn {
    /// The account's name.
    pub name: Way,
    /// Its password.
    pub password: Way,
    /// The button.
    pub submit: Way,
}

/// The check of visitors.
#[derive(Debug, Clone, Deserialize)]
pub struct Verify {
    /// What a person presses and a program must not.
    #[serde(rename = "box")]
    pub tick: Way,
}

/// The cart.
#[derive(Debug, Clone, Deserialize)]
pub struct Cart {
    /// Its address.
    pub url: String,
    /// The button that leads to the checkout.
    pub checkout: Way,
}

/// The checkout.
#[derive(Debug, Clone, Deserialize)]
pub struct Checkout {
    /// The frame that it stands in, if it does.
    pub frame: Option<Way>,
    /// The button that places the order.
    pub submit: Way,
}

/// The cashier.
#[derive(Debug, Clone, Deserialize)]
pub struct Cashier {
    /// The frame that it stands in, if it does.
    pub frame: Option<Way>,
    /// The button that pays.
    pub pay: Way,
}

/// What is chosen and filled for one variant.
#[derive(Debug, Clone, Deserialize)]
pub struct OfSku {
    /// Its page.
    pub url: String,
    /// The quantity's field.
    pub quantity: Way,
}

impl Way {
    /// Waits for the control.
    pub fn find(&self, session: &Session) -> Result<Element> {
        match self {
            Self::Plain(css) => session.find(css),
            Self::Through(path) => session.pierce(path),
        }
    }

    /// Presses the control once it can be pressed, as a person does: brought into the middle of
    /// the window first, with the pointer.
    pub fn press(&self, session: &Session) -> Result<()> {
        session.until(&format!("{self:?} to take a press"), || {
            let element = self.find(session)?;
            element.into_view()?;
            element.click().map(Some)
        })
    }

    /// Presses the control inside a frame.
    pub fn press_in(&self, frame: Option<&Self>, session: &Session) -> Result<()> {
        match frame {
            None => self.press(session),
            Some(frame) => session.inside(&frame.find(session)?, || self.press(session)),
        }
    }
}

impl Controls {
    /// The button that starts buying, or an error that says that there is none.
    pub fn buy(&self) -> Result<&Way> {
        self.buy.as_ref().context("this product has no button to buy now")
    }

    /// The button that puts goods into the cart, or an error that says that there is none.
    pub fn add(&self) -> Result<&Way> {
        self.add.as_ref().context("this product has no button for the cart")
    }
}
