//! One purchase that the person goes through.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::{Context, Result, anyhow};
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::{Purchase, Stage};
use serde_json::{from_value, json};

use super::{Controls, Person};
use crate::webdriver::Window;
use crate::world::Product;

/// What the person has answered last: the same state again asks for nothing new.
type Moment = (Stage, usize, usize);

/// One purchase that the person goes through, with the windows that belong to it.
#[derive(Debug)]
pub struct Errand<'p, 'a> {
    pub(super) person: &'p Person<'a>,
    /// The order as it was when the purchase started.
    pub order: PurchaseOrder,
    goods: Vec<Product>,
    controls: RefCell<BTreeMap<String, Rc<Controls>>>,
    windows: RefCell<Vec<Window>>,
    answered: RefCell<Option<Moment>>,
    watched: RefCell<Option<Window>>,
}

impl<'p, 'a> Errand<'p, 'a> {
    pub(super) fn new(person: &'p Person<'a>, order: &PurchaseOrder) -> Result<Self> {
        Ok(Self {
            person,
            order: order.clone(),
            goods: person.world.shop.catalogue()?,
            controls: RefCell::default(),
            windows: RefCell::default(),
            answered: RefCell::default(),
            watched: RefCell::default(),
        })
    }

    /// The purchase as the extension keeps it now.
    pub fn purchase(&self) -> Result<Option<Purchase>> {
        self.person.purchase_of(&self.order)
    }

    /// Waits, with nothing done, until the purchase stands so.
    pub fn reaches(&self, what: &str, mut stands: impl FnMut(&Purchase) -> bool) -> Result<Purchase> {
        let mut last = None;
        self.watched.take();
        self.person
            .world
            .browser
            .until(&format!("{} to be {what}", self.order.number), || {
                self.watch()?;
                let Some(purchase) = self.purchase()? else { return Ok(None) };
                let is = stands(&purchase);
                last = Some(purchase.clone());
                Ok(is.then_some(purchase))
            })
            .map_err(|error| error.context(standing(last.as_ref())).context(self.placed()))
    }

    /// Does whatever the person's turn is, again and again, until the purchase stands so.
    pub fn goes_on(&self, what: &str, mut stands: impl FnMut(&Purchase) -> bool) -> Result<Purchase> {
        loop {
            let purchase = self.reaches(what, |purchase| {
                stands(purchase)
                    || Self::is_persons_turn(&purchase.stage)
                        && self.answered.borrow().as_ref() != Some(&moment(purchase))
            })?;
            if stands(&purchase) {
                return Ok(purchase);
            }
            self.take_turn(&purchase).with_context(|| standing(Some(&purchase)))?;
        }
    }

    /// Keeps the supplier's newest tab before the person's eyes, as far as there is one.
    fn watch(&self) -> Result<()> {
        let newest = self.windows()?.pop();
        if newest.is_some() && *self.watched.borrow() == newest {
            return Ok(());
        }
        self.person.world.browser.switch(newest.as_ref().unwrap_or(&self.person.popup))?;
        *self.watched.borrow_mut() = newest;
        Ok(())
    }

    /// What was answered before is to be answered again.
    pub fn begins_anew(&self) {
        self.answered.take();
    }

    /// Goes through the whole purchase until the ERP has confirmed it.
    pub fn buy_all(&self) -> Result<Purchase> {
        self.goes_on("confirmed by the desk", |purchase| purchase.stage == Stage::Confirmed)
    }

    /// Does what the person's turn is now.
    pub fn take_turn(&self, purchase: &Purchase) -> Result<()> {
        *self.answered.borrow_mut() = Some(moment(purchase));
        self.turn(purchase)
    }

    /// The supplier's first tab of this purchase.
    pub fn tab(&self) -> Result<Window> {
        self.person.world.browser.until("the supplier's tab", || Ok(self.windows()?.into_iter().next()))
    }

    /// The tab that was opened last.
    pub fn newest_tab(&self) -> Result<Window> {
        self.windows()?.into_iter().next_back().context("the supplier's tabs are all closed")
    }

    fn windows(&self) -> Result<Vec<Window>> {
        let mut windows = self.windows.borrow_mut();
        windows.extend(self.person.new_windows()?);
        let open = self.person.world.browser.windows()?;
        windows.retain(|window| open.contains(window));
        Ok(windows.clone())
    }

    /// Waits until all of the supplier's tabs are closed but one.
    pub fn has_one_tab(&self) -> Result<()> {
        self.person
            .world
            .browser
            .until("one of the supplier's tabs", || Ok((self.windows()?.len() == 1).then_some(())))
    }

    /// Closes the supplier's tabs of this purchase.
    pub fn close_tabs(&self) -> Result<()> {
        let browser = &self.person.world.browser;
        for window in self.windows()? {
            browser.switch(&window)?;
            browser.close()?;
        }
        browser.switch(&self.person.popup)
    }

    /// The supplier's controls for the page at hand.
    pub fn controls(&self, purchase: &Purchase) -> Result<Rc<Controls>> {
        let task = purchase.tasks.get(purchase.at).context("the purchase has no page at hand")?;
        let sells = |product: &&Product| {
            product.url == task.url || product.skus.iter().any(|sku| sku.url == task.url)
        };
        let product = self.goods.iter().find(sells);
        let slug = &product.with_context(|| format!("the supplier sells nothing at {}", task.url))?.slug;
        if let Some(known) = self.controls.borrow().get(slug) {
            return Ok(Rc::clone(known));
        }
        let told: Controls = from_value(self.person.world.shop.selectors(slug)?)?;
        let told = Rc::new(told);
        self.controls.borrow_mut().insert(slug.clone(), Rc::clone(&told));
        Ok(told)
    }
}

impl Errand<'_, '_> {
    /// What the supplier knows of it all, for the error of a wait in vain.
    fn placed(&self) -> String {
        let Ok(log) = self.person.world.shop.log() else { return "the supplier does not answer".to_owned() };
        let orders: Vec<String> = log
            .iter()
            .map(|one| format!("{} ({})", one.number, if one.paid { "paid" } else { "not paid" }))
            .collect();
        format!("the supplier has {} orders: {}", orders.len(), orders.join(", "))
    }
}

fn moment(purchase: &Purchase) -> Moment {
    (purchase.stage.clone(), purchase.at, purchase.reports.len())
}

/// Where a purchase stands, for the error of a wait in vain.
fn standing(purchase: Option<&Purchase>) -> anyhow::Error {
    let Some(purchase) = purchase else { return anyhow!("the extension keeps no purchase of it") };
    let log: Vec<&str> = purchase.log.iter().rev().take(6).rev().map(|entry| entry.what.as_str()).collect();
    let stage = json!(purchase.stage);
    anyhow!("it stands at {stage}, found {}; last: {}", json!(purchase.found), log.join(" · "))
}
