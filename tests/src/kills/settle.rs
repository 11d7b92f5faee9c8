//! How a person brings a purchase to its end after something was killed.

use anyhow::{Context, Result, bail};
use one_click_purchase::purchase::{Purchase, Stage, Stop};
use serde_json::json;

use crate::person::{Errand, Person};

/// How a purchase came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It went on by itself, with the person's usual turns.
    WentOn,
    /// The person opened its page again.
    OpenedAgain,
    /// It was recorded here and waited for its next try, and the person had it sent at once.
    SentNow,
    /// It said "may have been placed", and the person recorded the number that the supplier has.
    ByHand,
    /// It said "may have been placed", and the person said that it was not.
    NotPlaced,
}

impl End {
    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::WentOn => "went on",
            Self::OpenedAgain => "opened again",
            Self::SentNow => "waited, and was sent at once by its person",
            Self::ByHand => "may have been placed: recorded by hand",
            Self::NotPlaced => "may have been placed: it was not",
        }
    }
}

/// So often a purchase may ask for something before it counts as lost.
const ROUNDS: u32 = 6;

/// Goes on until the ERP has confirmed. The supplier had so many orders before.
pub(super) fn settle(person: &Person<'_>, errand: &Errand<'_, '_>, sold: usize) -> Result<End> {
    let mut end = End::WentOn;
    for _ in 0..ROUNDS {
        let purchase = errand.goes_on("confirmed, or waiting for a word", |purchase| {
            matches!(purchase.stage, Stage::Recorded | Stage::Confirmed)
                || is_closed(purchase)
                || is_left(purchase)
        })?;
        if purchase.stage == Stage::Confirmed {
            return Ok(end);
        }
        if purchase.stage == Stage::Recorded {
            // What the ERP did not answer to is sent again by itself, a minute or two later.
            if errand.reaches("confirmed by itself", is_confirmed).is_ok() {
                return Ok(end);
            }
            person.look_at_popup()?;
            person.world.tell(&json!({ "kind": "send_now" }))?;
            return errand.reaches("confirmed", is_confirmed).map(|_| End::SentNow);
        }
        if is_closed(&purchase) {
            errand.decides("open")?;
            errand.begins_anew();
            errand.reaches("opened again", |purchase| !is_closed(purchase))?;
            if end == End::WentOn {
                end = End::OpenedAgain;
            }
        } else if person.world.shop.log()?.len() > sold {
            by_hand(person, errand, sold)?;
            // A purchase whose number was recorded by hand has no report of its own to be confirmed: whoever asked
            // for it looks into the ERP.
            let ended = |purchase: &Purchase| matches!(purchase.stage, Stage::Recorded | Stage::Confirmed);
            errand.reaches("recorded", ended)?;
            return Ok(End::ByHand);
        } else {
            errand.decides("not-placed")?;
            errand.reaches("told", |purchase| !is_left(purchase))?;
            end = End::NotPlaced;
        }
    }
    bail!("it asks again and again")
}

fn is_confirmed(purchase: &Purchase) -> bool {
    purchase.stage == Stage::Confirmed
}

fn is_closed(purchase: &Purchase) -> bool {
    purchase.stage == Stage::Paused { stop: Stop::TabClosed }
}

/// It may have been placed, and nothing is left that could show it.
fn is_left(purchase: &Purchase) -> bool {
    purchase.stage == Stage::Placed && purchase.tab.is_none() && purchase.looking_up.is_none()
}

/// The person looks the order up at the supplier and records it in the popup.
fn by_hand(person: &Person<'_>, errand: &Errand<'_, '_>, sold: usize) -> Result<()> {
    let browser = &person.world.browser;
    let log = person.world.shop.log()?;
    let bought = log.get(sold).context("the supplier has the order")?;
    let purchase = errand.purchase()?.context("it is kept")?;
    let window = browser.open_page(&format!("popup.html#by-hand={}", purchase.id))?;
    person.knows(&window);
    for (field, words) in [
        ("#number-0", &bought.number),
        ("[data-do=total]", &bought.total),
        ("[data-do=freight]", &bought.freight),
    ] {
        let field = browser.find(field)?;
        field.clear()?;
        field.type_text(words)?;
    }
    browser.find("[data-do=record]")?.click()?;
    browser.gone("[data-do=record]")
}
