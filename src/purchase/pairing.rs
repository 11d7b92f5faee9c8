//! What a person said once of how an order's line is bought at a supplier: kept for the next time.

use crate::json::Json;

use super::addresses::page_key;
use super::{Candidate, matching};
use crate::order::{Line, Time, host_of};
use crate::page::Product;

/// The order's SKU on one side, the supplier's on the other.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Pairing {
    /// Supplier's host, its product, and what tells the order's line from others: see [`key_of_line`].
    pub key: String,
    /// The order's SKU, for people.
    #[json(default)]
    pub sku: String,
    /// Title and variant in the order's words, for people.
    pub name: String,
    /// The supplier's options that the person picked for it.
    #[json(default)]
    pub picks: Vec<PairedPick>,
    /// The ERP's unit where it is no piece.
    #[json(default)]
    pub unit: String,
    /// Pieces in one such unit.
    pub pieces: u32,
    /// Pieces in one of what the supplier sells.
    pub holds: u32,
    /// The supplier's variants when that was said, see [`shape_of`]; empty where one is one and no page ever
    /// said otherwise.
    #[json(default)]
    pub among: String,
    /// The purchase order for which it was said.
    pub order: String,
    /// When it was said.
    pub made: Time,
    /// When a purchase last went by it.
    pub used: Time,
}

/// An option that the person picked.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct PairedPick {
    /// The axis as the page names it; empty for a row.
    pub axis: String,
    /// The option as the page names it.
    pub label: String,
    /// The page's id of it.
    #[json(default)]
    pub id: Option<String>,
    /// The supplier's variants when it was picked, see [`shape_of`].
    pub among: String,
}

impl Pairing {
    /// One of a line about which nothing is said yet.
    pub(super) fn of(line: &Line, order: &str, now: Time) -> Self {
        Self {
            key: key_of_line(line),
            sku: line.sku.clone().unwrap_or_default(),
            name: line.name(),
            picks: Vec::new(),
            unit: String::new(),
            pieces: 1,
            holds: 1,
            among: String::new(),
            order: order.to_owned(),
            made: now,
            used: now,
        }
    }

    /// The supplier's host.
    pub fn supplier(&self) -> &str {
        self.key.split('|').next().unwrap_or_default()
    }

    /// Whether it says anything beyond what an order says itself.
    pub(super) fn says_something(&self) -> bool {
        !self.picks.is_empty() || self.holds != 1 || !self.unit.is_empty() || !self.among.is_empty()
    }

    /// What fits its type and is wrong all the same: the member, and what should be there.
    pub fn misfit(&self) -> Option<(&'static str, &'static str)> {
        if self.key.split('|').filter(|part| !part.trim().is_empty()).count() < 3 {
            return Some(("key", "host|product|item"));
        }
        for (name, number) in [("pieces", self.pieces), ("holds", self.holds)] {
            if number == 0 {
                return Some((name, "a whole number from 1 on"));
            }
        }
        None
    }
}

/// What the pairing of a line is kept under: the supplier's host, its id of the product or else its page,
/// and SKU, title and attributes of the line. A SKU alone may be that of all variants, and two ERPs may
/// give it to different goods.
pub fn key_of_line(line: &Line) -> String {
    let product = match line.offer.as_deref() {
        Some(offer) if !offer.is_empty() => offer.to_owned(),
        _ => page_key(&line.url),
    };
    // The SKU as it is written: what tells two of them apart may be no more than a sign.
    let sku = line.sku.as_deref().unwrap_or_default().trim();
    let host = host_of(&line.url).unwrap_or_default();
    let mut key = [host.as_str(), "|", &product, "|", sku, ";", &folded(&line.title)].concat();
    for attribute in &line.attributes {
        let id = attribute.id.as_deref().unwrap_or_default();
        let (axis, option) = (folded(&attribute.axis), folded(&attribute.option));
        key.push_str(&[";", axis.as_str(), "=", &option, "=", id].concat());
    }
    key
}

/// A label without what does not count in it, unless nothing would be left.
fn folded(label: &str) -> String {
    let key = matching::key_of(label);
    if key.is_empty() { label.trim().to_owned() } else { key }
}

/// Whether an option of a page is the one of that label and id.
pub(super) fn is_option(option: &Candidate, label: &str, id: Option<&str>) -> bool {
    option.id.as_deref() == id && folded(&option.label) == folded(label)
}

/// A mark of what a page lets be chosen, whatever is chosen, sold out, or stands in which place. Where
/// variants are rows behind the options of an axis, the rows count only for what was said of a row.
pub(super) fn shape_of(product: &Product, rows: bool) -> String {
    let mut sum: u64 = 0;
    for axis in &product.axes {
        for option in &axis.options {
            sum = sum.wrapping_add(mark(&[&axis.name, &option.label], option.id.as_deref()));
        }
    }
    if rows || product.axes.is_empty() {
        for row in &product.rows {
            sum = sum.wrapping_add(mark(&[&row.name()], row.id.as_deref()));
        }
    }
    if sum == 0 {
        // One thing is sold here: what it is called tells whether it still is the same.
        sum = mark(&[&product.title], product.sku.as_deref());
    }
    sum.to_string()
}

/// FNV-1a over folded texts and an id, which are parted by a byte that no text has.
fn mark(labels: &[&str], id: Option<&str>) -> u64 {
    let mut mark: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |text: &str| {
        for byte in text.bytes().chain([0xff]) {
            mark = (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for label in labels {
        take(&folded(label));
    }
    take(id.unwrap_or_default());
    mark
}
