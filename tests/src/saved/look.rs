//! What a browser told of a saved page, and what is read of that.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use one_click_purchase::json;
use one_click_purchase::page::{Handle, MayBePrice, Reading, Snapshot, prices_of, read, signs_of_kind};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Saved;
use crate::place;
use crate::webdriver::Session;

/// What was seen of a page.
#[derive(Debug)]
pub struct Seen {
    /// What it was read to be.
    pub reading: Reading,
    /// Milliseconds of the page's main thread that the look took.
    pub looking: f64,
    /// Milliseconds that it takes there to ask every element for its box.
    pub reference: f64,
    /// Milliseconds that the reading took, parsing included.
    pub reading_took: f64,
    /// Elements that were told.
    pub nodes: usize,
    /// There was more than the agent tells.
    pub cut: bool,
}

impl Seen {
    /// Milliseconds from the start of the look to the end of the reading, but for the message between.
    pub fn whole(&self) -> f64 {
        self.looking + self.reading_took
    }
}

/// A form of a page, as its browser has it.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Form {
    /// The form itself.
    pub handle: Handle,
    /// Its fields with their names, wherever they stand.
    pub fields: Vec<(Handle, String)>,
}

/// What the browser told of a page.
#[derive(Deserialize, Serialize)]
pub struct Look {
    text: String,
    /// The page's forms.
    #[serde(default)]
    pub forms: Vec<Form>,
    looking: f64,
    reference: f64,
}

/// The agent's eyes, as they are injected.
pub fn eyes_source() -> Result<String> {
    let eyes = place::root().join("extension/agent/eyes.js");
    fs::read_to_string(&eyes).with_context(|| format!("reading {}", eyes.display()))
}

impl Look {
    /// Looks at the page that the session shows.
    pub fn at_hand(session: &Session) -> Result<Self> {
        session.script(include_str!("look.js"), json!([eyes_source()?, ""]))
    }

    /// What the agent would send of it, as text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads the page.
    pub fn read(&self, page: &Saved) -> Result<Seen> {
        let start = Instant::now();
        let snapshot = self.snapshot(page)?;
        let reading = read(&snapshot);
        Ok(Seen {
            reading_took: milliseconds(start.elapsed()),
            reading,
            looking: self.looking,
            reference: self.reference,
            nodes: snapshot.nodes.len(),
            cut: snapshot.cut,
        })
    }

    /// The signs of the page by which its kind is told.
    pub fn signs_of_kind(&self, page: &Saved) -> Result<Vec<&'static str>> {
        Ok(signs_of_kind(&self.snapshot(page)?))
    }

    /// The amounts of the page that may be its price.
    pub fn prices(&self, page: &Saved) -> Result<Vec<MayBePrice>> {
        Ok(prices_of(&self.snapshot(page)?))
    }

    /// What the agent told, at the address that the page had in its shop.
    pub fn snapshot(&self, page: &Saved) -> Result<Snapshot> {
        let mut snapshot: Snapshot =
            json::read(&self.text).map_err(|why| anyhow!("what was seen of {}: {why}", page.path))?;
        page.url.clone_into(&mut snapshot.url);
        Ok(snapshot)
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
