//! A bare WebDriver script that knows every selector: what a purchase is measured against.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::person::Way;
use crate::webdriver::Session;
use crate::world::World;

/// Control and A, then control let go.
const SELECT_ALL: &str = "\u{E009}a\u{E000}";

/// The selectors of a product's page.
#[derive(Debug, Deserialize)]
pub(super) struct Script {
    ready: Way,
    skus: BTreeMap<String, Sku>,
}

#[derive(Debug, Deserialize)]
struct Sku {
    url: String,
    press: Vec<Way>,
    pick: Vec<Pick>,
    quantity: Way,
}

#[derive(Debug, Deserialize)]
struct Pick {
    select: Way,
    value: String,
}

impl Script {
    /// The script for a product.
    pub(super) fn of(world: &World, slug: &str) -> Result<Self> {
        Ok(serde_json::from_value(world.shop.selectors(slug)?)?)
    }

    /// Opens the page in a new tab, chooses and fills each variant, and reads the quantity back.
    pub(super) fn run(&self, session: &Session, wanted: &[(String, u32)]) -> Result<Duration> {
        let here = session.window()?;
        let start = Instant::now();
        session.new_tab()?;
        for (at, (sku, quantity)) in wanted.iter().enumerate() {
            let sku = self.skus.get(sku).with_context(|| format!("no selectors of {sku}"))?;
            if at == 0 {
                session.go(&sku.url)?;
                self.ready.find(session)?;
            }
            sku.fill(session, *quantity)?;
        }
        let took = start.elapsed();
        session.close()?;
        session.switch(&here)?;
        Ok(took)
    }
}

impl Sku {
    fn fill(&self, session: &Session, quantity: u32) -> Result<()> {
        for option in &self.press {
            option.find(session)?.click()?;
        }
        for Pick { select, value } in &self.pick {
            let body = "arguments[0].value = arguments[1];
                arguments[0].dispatchEvent(new Event('change', { bubbles: true }));";
            session.script::<Value>(body, json!([select.find(session)?.reference(), value]))?;
        }
        let field = self.quantity.find(session)?;
        field.type_text(&format!("{SELECT_ALL}{quantity}"))?;
        session.until("the quantity", || Ok((field.value()? == quantity.to_string()).then_some(())))
    }
}
