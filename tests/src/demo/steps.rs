//! What the demo tells while it goes on: a line for each step with its time.

use std::cell::RefCell;
use std::io::{self, Write};
use std::time::Instant;

use anyhow::Result;
use one_click_purchase::purchase::{Purchase, Stage, Turn};

/// Tells each step once, with the time since the start.
#[derive(Debug)]
pub(super) struct Steps {
    start: Instant,
    last: RefCell<Option<(Stage, usize)>>,
}

impl Steps {
    pub(super) fn start() -> Self {
        Self { start: Instant::now(), last: RefCell::default() }
    }

    /// Tells one line.
    pub(super) fn tell(&self, step: &str) -> Result<()> {
        let time = self.start.elapsed();
        Ok(writeln!(io::stdout().lock(), "{:>4}.{:02} s  {step}", time.as_secs(), time.subsec_millis() / 10)?)
    }

    /// Tells where the purchase stands, if that is new.
    pub(super) fn stands(&self, purchase: &Purchase) -> Result<()> {
        let now = (purchase.stage.clone(), purchase.at);
        if self.last.borrow().as_ref() == Some(&now) {
            return Ok(());
        }
        *self.last.borrow_mut() = Some(now);
        self.tell(&words(purchase))
    }

    /// The last line, for people and for scripts.
    pub(super) fn end(&self, order: &str, numbers: &[String]) -> Result<()> {
        Ok(writeln!(io::stdout().lock(), "purchased {order} as {}", numbers.join(", "))?)
    }
}

fn words(purchase: &Purchase) -> String {
    let button = purchase.found.button.as_ref().map_or("the button", |(_, label)| label.as_str());
    match &purchase.stage {
        Stage::Claiming => "the order is claimed in the desk".to_owned(),
        Stage::Permission { .. } => "waiting for access to the supplier".to_owned(),
        Stage::Locked => "waiting for the passphrase of the keys".to_owned(),
        Stage::Opening => "the supplier's page is opened and read".to_owned(),
        Stage::SignIn => "waiting for the person to sign in at the supplier".to_owned(),
        Stage::Choosing => "variants and quantities are being filled".to_owned(),
        Stage::Ready { turn } => match turn {
            Turn::Buy => format!("filled and compared; the person's turn: {button}"),
            Turn::AddToCart => format!("filled and compared; the person's turn, for the cart: {button}"),
            Turn::NextPage => "in the cart; the panel leads to the next page".to_owned(),
            Turn::GoToCart => "in the cart; the panel leads there".to_owned(),
            Turn::Cart => format!("the cart is compared; the person's turn: {button}"),
            Turn::Submit => format!("the checkout is compared; the person's turn: {button}"),
            Turn::Pay => format!("the person's turn to pay: {button}"),
        },
        Stage::Placed => "the order is placed; its number is looked for".to_owned(),
        Stage::Recorded => "the number is recorded here and on its way to the desk".to_owned(),
        Stage::Confirmed => "the desk has confirmed".to_owned(),
        Stage::Paused { stop } => format!("stopped: {stop:?}"),
        Stage::GivenUp => "given up".to_owned(),
    }
}
