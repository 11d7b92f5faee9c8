//! The practice supplier as a child process, and what it sells and has sold.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::http::Http;
use crate::place;
use crate::webdriver::{Held, Program};

/// A supplier of its own.
#[derive(Debug)]
pub struct Shop {
    /// Its control addresses below `/-/`, which no page knows.
    pub http: Http,
    program: Program,
}

/// How the page after paying shows the supplier order number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Success {
    /// In its text.
    Text,
    /// Only in its address.
    Address,
    /// After a waiting page.
    Waiting,
    /// Not at all.
    None,
    /// Two numbers.
    Split,
}

/// Something that the supplier sells.
#[derive(Debug, Clone, Deserialize)]
pub struct Product {
    /// Its name for the control addresses.
    pub slug: String,
    /// Its layout, `a` to `h`.
    pub layout: String,
    /// The supplier's id of it.
    pub offer: String,
    /// What it is called.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its picture.
    pub picture: String,
    /// The currency of its prices.
    pub currency: String,
    /// How few can be bought.
    pub minimum: u32,
    /// In what steps.
    pub step: u32,
    /// How its receipt shows the number.
    pub success: Success,
    /// `buy_now`, `add_to_cart` or both.
    pub buy: Vec<String>,
    /// What is special about it, such as `sold_out`; empty for most.
    #[serde(default)]
    pub note: Option<String>,
    /// Whether its page sends who is not signed in to the sign-in page.
    #[serde(default)]
    pub members_only: bool,
    /// Its variants.
    pub skus: Vec<Sku>,
}

/// A variant.
#[derive(Debug, Clone, Deserialize)]
pub struct Sku {
    /// The supplier's id of it.
    pub sku: String,
    /// Its page.
    pub url: String,
    /// One option per axis.
    pub attributes: Vec<Choice>,
    /// What one costs.
    pub price: String,
    /// How many there are.
    pub stock: u32,
    /// Its picture.
    pub picture: String,
}

/// One option of a variant.
#[derive(Debug, Clone, Deserialize)]
pub struct Choice {
    /// The axis.
    pub axis: String,
    /// The label.
    pub option: String,
    /// The supplier's id of it.
    pub id: Option<String>,
    /// Whether another option of the axis has the same label.
    #[serde(default)]
    pub ambiguous: bool,
}

/// An order that was really placed.
#[derive(Debug, Clone, Deserialize)]
pub struct Bought {
    /// The supplier order number.
    pub number: String,
    /// Who placed it.
    pub account: String,
    /// What is in it.
    pub lines: Vec<BoughtLine>,
    /// What it costs, freight included.
    pub total: String,
    /// The freight in it.
    pub freight: String,
    /// The currency of both.
    pub currency: String,
    /// Whether it is paid.
    pub paid: bool,
}

/// A line of an order that was really placed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct BoughtLine {
    /// The supplier's id of the variant.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

impl Shop {
    /// Starts a supplier whose markup and wording come from the seed.
    pub fn start(seed: u64) -> Result<Self> {
        let mut command = Command::new(place::program("shop")?);
        command.args(["--seed", &seed.to_string()]);
        let (program, origin) =
            Program::start(&mut command, |line| line.strip_prefix("shop: ").map(str::to_owned))?;
        Ok(Self { http: Http::new(origin), program })
    }

    /// Everything that it sells.
    pub fn catalogue(&self) -> Result<Vec<Product>> {
        self.http.get("/-/catalogue")
    }

    /// One product.
    pub fn product(&self, slug: &str) -> Result<Product> {
        let found = self.catalogue()?.into_iter().find(|product| product.slug == slug);
        found.with_context(|| format!("the practice supplier sells no “{slug}”"))
    }

    /// Every order that was placed, the oldest first.
    pub fn log(&self) -> Result<Vec<Bought>> {
        self.http.get("/-/log")
    }

    /// What lies in the carts, by account.
    pub fn carts(&self) -> Result<BTreeMap<String, Vec<BoughtLine>>> {
        self.http.get("/-/carts")
    }

    /// Changes a product, such as `json!({ "sold_out": true })`.
    pub fn set(&self, slug: &str, change: &impl Serialize) -> Result<()> {
        let mut change = serde_json::to_value(change)?;
        if let Some(members) = change.as_object_mut() {
            members.insert("slug".to_owned(), slug.into());
        }
        self.http.send::<Value>("POST", "/-/set", &change).map(drop)
    }

    /// Lets the page that waits for a placed order wait until told otherwise.
    pub fn keep_waiting(&self, waits: bool) -> Result<()> {
        self.http.send::<Value>("POST", "/-/busy", &json!({ "busy": waits })).map(drop)
    }

    /// Signs an account out everywhere.
    pub fn sign_out(&self, account: &str) -> Result<()> {
        let path = format!("/-/accounts/{account}/sign-out");
        self.http.send::<Value>("POST", &path, &json!({})).map(drop)
    }

    /// Where the controls of a product's pages are in this seed.
    pub fn selectors(&self, slug: &str) -> Result<Value> {
        self.http.get(&format!("/-/selectors/{slug}"))
    }

    /// Leaves every request without an answer until what is returned is dropped.
    pub fn hold(&self) -> Result<Held> {
        self.program.hold()
    }
}
