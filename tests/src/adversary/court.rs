//! Has the agent work a page, and judges by what the page's own script holds.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use one_click_purchase::purchase::{Checked, Purchase, Stage, Turn};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;
use tempfile::TempDir;

use super::bridge;
use super::order::{Case, Truth};
use super::stand::Stand;
use crate::browser::{Browser, Kind, Launch};

/// After the page has done what it had to, the agent tells at once what is new to it.
const TELLS_WITHIN: Duration = Duration::from_millis(700);

/// What a page did so many milliseconds ago the agent may not have told yet.
const FRESH: i64 = 500;

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Handed over, and all is right.
    Right,
    /// Stopped, and for a reason that fits.
    Stopped(String),
    /// Could have been bought, but was stopped.
    Refused(String),
    /// Stopped as it must, but for a reason that does not fit.
    Mistaken(String),
    /// Neither handed over nor stopped.
    Hung(String),
    /// Handed over, and something is wrong.
    Wrong(String),
}

impl Verdict {
    /// Its name and why.
    pub fn told(&self) -> (&'static str, &str) {
        match self {
            Self::Right => ("Right", ""),
            Self::Stopped(why) => ("Stopped", why),
            Self::Refused(why) => ("Refused", why),
            Self::Mistaken(why) => ("Mistaken", why),
            Self::Hung(why) => ("Hung", why),
            Self::Wrong(why) => ("Wrong", why),
        }
    }

    /// The verdict of that name; nothing where there is none.
    pub fn of(name: &str, why: &str) -> Option<Self> {
        let why = why.to_owned();
        Some(match name {
            "Right" => Self::Right,
            "Stopped" => Self::Stopped(why),
            "Refused" => Self::Refused(why),
            "Mistaken" => Self::Mistaken(why),
            "Hung" => Self::Hung(why),
            "Wrong" => Self::Wrong(why),
            _ => return None,
        })
    }
}

/// What the page's script says of its own state.
#[derive(Debug, Deserialize)]
struct Cart {
    lines: Vec<CartLine>,
    pending: i64,
    idle: i64,
    broken: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct CartLine {
    sku: String,
    quantity: i64,
    minor: i64,
    left: i64,
}

/// A browser at its stand.
pub struct Court {
    browser: Browser,
    stand: Stand,
    // Deleted when dropped.
    _extension: TempDir,
}

impl Court {
    /// Starts a browser with the agent.
    pub fn open(kind: Kind) -> Result<Self> {
        let extension = bridge::extension()?;
        let browser = Browser::start(Launch::new(kind).with_extension(extension.path()))?;
        browser.open_page("popup.html")?;
        if kind == Kind::Firefox {
            browser.grant("http://localhost/*")?;
        }
        browser.new_tab()?;
        Ok(Self { browser, stand: Stand::open()?, _extension: extension })
    }

    /// What becomes of a page.
    pub fn judge(&self, case: &Case) -> Result<Verdict> {
        self.browser.go(&self.stand.take_up(case)?)?;
        loop {
            let Some(lead) = self.stand.wait_long(|run| match run.leads.take() {
                Some(url) => Some(Some(url)),
                None => run.stands().then_some(None),
            }) else {
                return Ok(Verdict::Hung(self.stage()));
            };
            if let Some(url) = lead {
                self.browser.go(&url)?;
                continue;
            }
            let mut cart = self.cart()?;
            if cart.pending > 0 || cart.idle < FRESH {
                // Nobody presses a button of a page that is still at work, or was a moment ago.
                cart = self.cart_at_rest()?;
                let looks = self.looks();
                if self.stand.wait(TELLS_WITHIN, |run| (run.looks > looks).then_some(())).is_some() {
                    continue;
                }
            }
            ensure!(cart.broken.is_empty(), "the page broke down: {:?}", cart.broken);
            return Ok(self.verdict(case, &cart));
        }
    }

    /// The last snapshot, in the agent's JSON.
    pub fn seen(&self) -> String {
        self.stand.wait(Duration::ZERO, |run| Some(run.seen.clone())).unwrap_or_default()
    }

    /// What the purchase and its last reading hold, for whoever looks into it.
    pub fn minutes(&self) -> String {
        self.stand
            .wait(Duration::ZERO, |run| {
                let log: Vec<&str> = run.purchase.log.iter().map(|entry| entry.what.as_str()).collect();
                Some(format!(
                    "{:?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}",
                    run.misheard, log, run.purchase.stage, run.purchase.found, run.reading
                ))
            })
            .unwrap_or_default()
    }

    fn stage(&self) -> String {
        self.stand.wait(Duration::ZERO, |run| Some(format!("{:?}", run.purchase.stage))).unwrap_or_default()
    }

    fn looks(&self) -> u32 {
        self.stand.wait(Duration::ZERO, |run| Some(run.looks)).unwrap_or_default()
    }

    fn cart(&self) -> Result<Cart> {
        self.browser.script("return window.cart()", json!([])).context("the page's own state")
    }

    fn cart_at_rest(&self) -> Result<Cart> {
        let body = "const done = arguments[arguments.length - 1];
            const look = () => cart().pending ? setTimeout(look, 10) : done(cart());
            look();";
        self.browser.async_script(body, json!([])).context("the page's own state at rest")
    }

    fn verdict(&self, case: &Case, cart: &Cart) -> Verdict {
        let judged = self.stand.wait(Duration::ZERO, |run| Some(of(case, &run.purchase, cart)));
        judged.unwrap_or_else(|| Verdict::Hung("nothing is being bought".to_owned()))
    }
}

fn of(case: &Case, purchase: &Purchase, cart: &Cart) -> Verdict {
    match (&purchase.stage, &case.truth) {
        (Stage::Ready { .. }, Truth::Stop(reasons)) => {
            Verdict::Wrong(format!("handed over, though {reasons:?}: {cart:?}"))
        }
        (Stage::Ready { turn }, Truth::Buy { sku, quantity, minor, left_to_cart }) => {
            let [line] = cart.lines.as_slice() else {
                return Verdict::Wrong(format!("not one line: {cart:?}"));
            };
            let right = line.sku == *sku && line.quantity == *quantity && line.minor == *minor;
            let price = told_price(purchase);
            let told = price == format!("{} {}", normal(&case.coin.plain(line.minor)), case.coin.code);
            let is_left = purchase.tasks.iter().any(|task| task.quantity_in_cart);
            let led = is_left == *left_to_cart && (!is_left || *turn == Turn::AddToCart);
            if right && told && led && line.left >= line.quantity {
                Verdict::Right
            } else {
                Verdict::Wrong(format!(
                    "{line:?}, told as {price}, instead of {quantity} × {sku} for {minor}; left to the cart: {is_left}"
                ))
            }
        }
        (Stage::Paused { stop }, truth) => {
            let said = format!("{stop:?}");
            let reason = said.split([' ', '{']).next().unwrap_or_default();
            match truth {
                Truth::Stop(reasons) if reasons.contains(&reason) => Verdict::Stopped(reason.to_owned()),
                Truth::Stop(reasons) => Verdict::Mistaken(format!("{said} instead of {reasons:?}")),
                Truth::Buy { .. } => Verdict::Refused(said),
            }
        }
        (other, _) => Verdict::Hung(format!("{other:?}")),
    }
}

/// The unit price that the person is shown.
fn told_price(purchase: &Purchase) -> String {
    let check = purchase.found.checks.iter().find(|check| check.what == Checked::UnitPrice);
    let Some((number, code)) = check.and_then(|check| check.found.split_once(' ')) else {
        return String::new();
    };
    format!("{} {code}", normal(number))
}

fn normal(number: &str) -> String {
    number.parse::<Decimal>().map(|number| number.normalize().to_string()).unwrap_or_default()
}
