//! Which kill, at which state, in which browser.

use anyhow::{Context, Result};
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::{Purchase, Stage, Turn};

use crate::browser::Kind;
use crate::person::{Errand, Person};
use crate::webdriver::Held;
use crate::world::Draft;

/// What ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The extension's background.
    Background,
    /// Every tab of the supplier's.
    Tab,
    /// The browser, by SIGKILL; it is started again with the same profile.
    Browser,
    /// The ERP, by SIGKILL; it is started again at the same address.
    Erp,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Background, Self::Tab, Self::Browser, Self::Erp];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::Tab => "tab",
            Self::Browser => "browser",
            Self::Erp => "erp",
        }
    }
}

/// Where the purchase stands when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The person is to sign in.
    SignIn,
    /// Options and quantities are being filled.
    Choosing,
    /// Everything is filled in.
    Buy,
    /// At the checkout.
    Submit,
    /// At the cashier: the order is placed and not paid.
    Pay,
    /// Paid, and the supplier's page shows no number yet.
    Placed,
    /// The number is known here, and the ERP does not answer.
    Recorded,
}

impl State {
    /// All of them, in the order of a purchase.
    pub const ALL: [Self; 7] =
        [Self::SignIn, Self::Choosing, Self::Buy, Self::Submit, Self::Pay, Self::Placed, Self::Recorded];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Choosing => "choosing",
            Self::Buy => "buy",
            Self::Submit => "submit",
            Self::Pay => "pay",
            Self::Placed => "placed",
            Self::Recorded => "recorded",
        }
    }

    fn is_at(self, purchase: &Purchase) -> bool {
        let turn = |wanted| matches!(purchase.stage, Stage::Ready { turn } if turn == wanted);
        match self {
            Self::SignIn => purchase.stage == Stage::SignIn,
            Self::Choosing => purchase.stage == Stage::Choosing,
            Self::Buy => turn(Turn::Buy),
            Self::Submit => turn(Turn::Submit),
            Self::Pay => turn(Turn::Pay),
            Self::Placed => purchase.stage == Stage::Placed,
            Self::Recorded => purchase.stage == Stage::Recorded,
        }
    }

    /// Whether the person has pressed a button that places orders by then.
    pub fn is_pressed(self) -> bool {
        matches!(self, Self::Pay | Self::Placed | Self::Recorded)
    }
}

/// One kill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// In which browser.
    pub browser: Kind,
    /// At which state.
    pub state: State,
    /// Of what.
    pub fault: Fault,
}

/// Every kill, in the order of the table.
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for state in State::ALL {
        for fault in Fault::ALL {
            cases.extend(Kind::ALL.map(|browser| Case { browser, state, fault }));
        }
    }
    cases
}

impl Case {
    /// Its name, such as `firefox pay browser`.
    pub fn name(self) -> String {
        [self.browser.name(), self.state.name(), self.fault.name()].join(" ")
    }

    /// The order that is bought.
    pub(super) fn order(self, person: &Person<'_>) -> Result<PurchaseOrder> {
        // So many rows behind two colours that choosing takes a while; and one whose receipt can be kept waiting.
        let (slug, variants): (_, &[(usize, u32)]) = match self.state {
            State::Placed | State::Recorded => ("b-dress", &[(6, 2)]),
            _ => ("a-tshirt", &[(0, 2), (1, 3), (2, 2), (3, 4), (5, 2), (6, 3), (7, 2), (8, 5)]),
        };
        let product = person.world.shop.product(slug)?;
        let mut draft = Draft::new("PO-KILLED");
        for &(place, quantity) in variants {
            let sku = product.skus.get(place).with_context(|| format!("{slug} has no variant {place}"))?;
            draft = draft.line(&product, sku, quantity);
        }
        draft.import(&person.world.desk)
    }

    /// Goes on until the purchase stands so; where the ERP must not answer, it is silent as long as what is returned
    /// lives.
    pub(super) fn reach(self, errand: &Errand<'_, '_>) -> Result<Option<Held>> {
        let shop = &errand.world().shop;
        let is_at = |purchase: &Purchase| self.state.is_at(purchase);
        if matches!(self.state, State::Placed | State::Recorded) {
            shop.keep_waiting(true)?;
            errand.goes_on("placed", |purchase| purchase.stage == Stage::Placed)?;
        }
        let mut silent = None;
        if self.state == State::Recorded {
            silent = Some(errand.world().desk.hold()?);
            shop.keep_waiting(false)?;
        }
        errand.goes_on(self.state.name(), is_at)?;
        Ok(silent)
    }
}
