//! The purchase order that goes with a page, and the truth about both.

use anyhow::{Context, Result, anyhow, ensure};
use chrono::Utc;
use one_click_purchase::order::{Attribute, Line, Money, PurchaseOrder, Status, Time, Warehouse};
use rust_decimal::Decimal;

use super::coin::Coin;
use super::draft::Draft;
use super::goods::Form;
use super::mutation::{Fate, Mutation};
use super::page::{pages, path};

/// One line of the order.
const LINE: &str = "1";

/// What must become of a page.
#[derive(Debug, Clone)]
pub enum Truth {
    /// Handed over with just this in the page's own state.
    Buy {
        /// The shop's number of the variant.
        sku: String,
        /// How many.
        quantity: i64,
        /// What one costs, in minor units.
        minor: i64,
        /// The page puts one into its cart, where more are to be set.
        left_to_cart: bool,
    },
    /// Stopped for one of these reasons.
    Stop(Vec<&'static str>),
}

/// A page, its order and its truth.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its number.
    pub number: u32,
    /// What makes it hard.
    pub mutations: Vec<Mutation>,
    /// What must become of it.
    pub truth: Truth,
    /// The documents by their path; the order names the first.
    pub documents: Vec<(String, String)>,
    /// How the shop's amounts are counted.
    pub coin: Coin,
    draft: Draft,
}

impl Case {
    /// The case with that number.
    pub fn new(seed: u64, number: u32) -> Result<Self> {
        let draft = Draft::new(seed, number);
        let truth =
            truth(&draft).with_context(|| format!("page {number} of seed {seed} contradicts itself"))?;
        let documents = pages(&draft, number);
        Ok(Self { number, mutations: draft.mutations.clone(), truth, documents, coin: draft.coin, draft })
    }

    /// The path that the order names.
    pub fn path(&self) -> String {
        let option = (self.draft.form == Form::Pages).then_some(0);
        path(self.number, option)
    }

    /// The order of a page at that address.
    pub fn order(&self, url: String) -> Result<PurchaseOrder> {
        let draft = &self.draft;
        let now: Time = Utc::now().fixed_offset();
        let limit = Decimal::new(draft.limit, draft.limit_in.decimals);
        let code =
            draft.limit_in.code.parse().map_err(|_| anyhow!("no currency: {}", draft.limit_in.code))?;
        let attributes = draft.named.iter().map(|named| Attribute {
            axis: named.axis.clone(),
            option: named.option.clone(),
            id: named.id.clone(),
        });
        let sku = draft.wanted_sku().filter(|_| draft.sku_known).map(|sku| sku.id.clone());
        let line = Line {
            id: LINE.to_owned(),
            url,
            offer: None,
            sku,
            title: draft.title.clone(),
            picture: None,
            attributes: attributes.collect(),
            quantity: draft.quantity.into(),
            purchased: Decimal::ZERO,
            unit: None,
            limit: Some(Money::new(limit, code)),
        };
        Ok(PurchaseOrder {
            id: self.number.to_string(),
            number: format!("PO-{}", self.number),
            status: Status::Pending,
            supplier: String::new(),
            lines: vec![line],
            warehouse: Warehouse::default(),
            note: String::new(),
            created: now,
            changed: now,
            claim: None,
            reports: Vec::new(),
            page: String::new(),
        })
    }

    /// What the order says, in one line.
    pub fn told(&self) -> String {
        let draft = &self.draft;
        let named: Vec<String> = draft
            .named
            .iter()
            .map(|named| {
                let id = named.id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
                format!("{} = “{}”{id}", named.axis, named.option)
            })
            .collect();
        format!(
            "{} pcs, {}, at most {} {}",
            draft.quantity,
            named.join(", "),
            draft.limit_in.plain(draft.limit),
            draft.limit_in.code
        )
    }
}

/// The truth, with a check that the page is what its fate says.
fn truth(draft: &Draft) -> Result<Truth> {
    ensure!((draft.fate == Fate::Buy) == draft.reasons.is_empty(), "a fate without reasons");
    if draft.fate != Fate::Buy {
        return Ok(Truth::Stop(draft.reasons.clone()));
    }
    let sku = draft.wanted_sku().context("what is wanted is not sold")?;
    let minor = draft.unit(sku, draft.quantity);
    ensure!(sku.stock >= draft.quantity, "too few");
    ensure!(
        draft.quantity >= draft.minimum && draft.quantity % draft.step == 0,
        "a quantity that is not taken"
    );
    ensure!(minor <= draft.limit && draft.limit_in.code == draft.coin.code, "over the limit");
    let left_to_cart = draft.is_left_to_cart();
    let quantity = if left_to_cart { 1 } else { draft.quantity };
    Ok(Truth::Buy { sku: sku.id.clone(), quantity, minor, left_to_cart })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_pages_have_all_that_is_promised() {
        let cases: Vec<Case> = (0..1000).map(|number| Case::new(1, number).unwrap()).collect();
        for mutation in Mutation::ALL {
            let count = cases.iter().filter(|case| case.mutations.contains(&mutation)).count();
            assert!(count >= 50, "{mutation:?} is on {count} pages");
        }
        let hard = cases.iter().filter(|case| case.mutations.len() >= 3).count();
        assert!(hard >= 500, "{hard} pages carry three or more");
        let stops = cases.iter().filter(|case| matches!(case.truth, Truth::Stop(_))).count();
        assert!(stops >= 300, "{stops} must stop");
    }

    #[test]
    fn a_seed_gives_the_same_page() {
        let html = |seed| Case::new(seed, 7).unwrap().documents;
        assert_eq!(html(1), html(1));
        assert_ne!(html(1), html(2));
    }
}
