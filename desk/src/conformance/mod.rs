//! `desk conformance`: asks any server whether it keeps the contract of `openapi.json`, promise by promise.
//!
//! It does on two pending orders what the extension does with an order, and what goes wrong there, and takes
//! everything back at the end. A promise that builds on one that is broken stays untried, and says so.

mod besides;
mod claims;
mod cleaning;
mod client;
mod promises;
mod reading;
mod reports;
mod together;

use one_click_purchase::order::PurchaseOrder;
use serde::Serialize;
use serde_json::Value;

pub use client::Client;
pub use promises::{OTHERS, PROMISES};

/// What is to be asked.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The server's origin, such as `http://127.0.0.1:8710`.
    pub origin: String,
    /// The key.
    pub key: String,
    /// A key of another purchaser; without it nothing is said of what only that can try.
    pub other_key: Option<String>,
    /// Ids of the two orders to work on; without them the first pending ones that will do.
    pub orders: Vec<String>,
}

/// What was found of one promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The promise's name.
    pub promise: &'static str,
    /// What is promised.
    pub says: &'static str,
    /// Whether it holds; nothing where it could not be tried.
    pub holds: Option<bool>,
    /// Why not; empty where it holds.
    pub why: String,
}

/// The two orders that are worked on, as they were found.
#[derive(Debug)]
struct Subjects {
    /// Claimed, recorded in parts, recorded whole, taken back. At least two pieces are to be bought.
    one: PurchaseOrder,
    /// Where the same supplier order number is tried.
    other: PurchaseOrder,
}

/// A run: what was found so far, and what is to be taken back.
struct Run {
    client: Client,
    other_key: Option<String>,
    found: Vec<(&'static str, Result<(), String>)>,
    /// Reports that the server may have recorded: the order's id and the report's.
    reports: Vec<(String, String)>,
    /// Purchases that may hold an order: its id and the purchase's.
    claims: Vec<(String, String)>,
}

impl Run {
    /// Notes what came of a promise; gives what was read on the way where it holds.
    fn check<T>(&mut self, promise: &'static str, came: Result<T, String>) -> Option<T> {
        let (noted, read) = match came {
            Ok(read) => (Ok(()), Some(read)),
            Err(why) => (Err(why), None),
        };
        self.found.push((promise, noted));
        read
    }
}

/// Asks. `warn` gets what is going to be changed, before anything is.
pub fn ask(wish: &Wish, warn: &mut dyn FnMut(&str)) -> Vec<Finding> {
    let client = Client::new(&wish.origin, &wish.key);
    let other_key = wish.other_key.clone();
    let mut run = Run { client, other_key, found: Vec::new(), reports: Vec::new(), claims: Vec::new() };
    if let Some(subjects) = reading::read(&mut run, &wish.orders) {
        warn(&format!(
            "This claims, records and takes back on the purchase orders {} (id {}) and {} (id {}) of {}.",
            subjects.one.number, subjects.one.id, subjects.other.number, subjects.other.id, wish.origin
        ));
        claims::claim(&mut run, &subjects);
        claims::cancelled(&mut run);
        reports::record(&mut run, &subjects);
        cleaning::clean(&mut run);
    }
    findings(run)
}

/// One finding for each promise, in the order in which they are listed.
fn findings(run: Run) -> Vec<Finding> {
    let answers = run.client.noticed();
    let mut findings = Vec::with_capacity(PROMISES.len());
    for (promise, says) in PROMISES {
        if promise == OTHERS && run.other_key.is_none() {
            continue;
        }
        let noticed = answers.iter().find(|(name, _)| *name == promise).map(|(_, why)| Err(why.clone()));
        let of_answers = client::OF_EVERY_ANSWER.contains(&promise).then_some(Ok(()));
        let mut own = run.found.iter().filter(|(name, _)| *name == promise);
        let broken = own.clone().find(|(_, came)| came.is_err()).or_else(|| own.next());
        let came = noticed.or(of_answers).or_else(|| broken.map(|(_, came)| came.clone()));
        let (holds, why) = match came {
            Some(Ok(())) => (Some(true), String::new()),
            Some(Err(why)) => (Some(false), why),
            None => (None, "not tried, because what it builds on does not hold".to_owned()),
        };
        findings.push(Finding { promise, says, holds, why });
    }
    findings
}

/// A text of the answer's member; an error that names it where there is none.
fn text_of<'v>(body: &'v Value, member: &str) -> Result<&'v str, String> {
    let text = body.pointer(member).and_then(Value::as_str).filter(|text| !text.is_empty());
    text.ok_or_else(|| format!("its answer has no text in “{}”", member.trim_start_matches('/')))
}

/// Fails with what was expected.
fn expect(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}
