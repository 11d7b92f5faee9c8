//! Finds what each sign of a price weighs: by pages whose price is known, kept near to what stood there
//! before. A softmax regression over the amounts of each page and over telling none of them.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result};
use one_click_purchase::page::{AHEAD, ENOUGH, MayBePrice};
use rust_decimal::Decimal;

use super::fit::Folds;

const ROUNDS: usize = 300;
/// How far a weight goes along its slope at a time.
const PACE: f64 = 0.02;

/// How hard weights of prices are drawn to what stood there, where those of kinds are drawn so hard: a price
/// that is told wrongly is worse than none, and few pages show which sign must never be outweighed.
pub fn price_pull(pull: f64) -> f64 {
    pull * 10.0
}

/// One page whose price is known.
#[derive(Debug, Clone)]
pub struct Priced {
    /// Its shop.
    pub site: String,
    /// The amounts that may be its price.
    pub amounts: Vec<MayBePrice>,
    /// The one that is.
    pub price: Decimal,
}

/// Natural logarithms, by sign.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PriceWeights(BTreeMap<String, f64>);

impl PriceWeights {
    /// Reads them as they stand in a file: tenths.
    pub fn read(text: &str) -> Result<Self> {
        let mut weights = BTreeMap::new();
        for line in text.lines() {
            let (sign, weight) = line.split_once(": ").with_context(|| format!("no colon in “{line}”"))?;
            let weight: f64 = weight.parse().with_context(|| format!("“{weight}” is no number"))?;
            weights.insert(sign.to_owned(), weight / 10.0);
        }
        Ok(Self(weights))
    }

    /// Writes them, rounded to tenths.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (sign, weight) in &self.0 {
            // Writing into a text does not fail.
            let _ = writeln!(text, "{sign}: {}", (weight * 10.0).round());
        }
        text
    }

    fn sum(&self, signs: &[&str]) -> f64 {
        signs.iter().filter_map(|sign| self.0.get(*sign)).sum()
    }

    /// The amount that stands out, as the extension takes it.
    pub fn told(&self, amounts: &[MayBePrice]) -> Option<Decimal> {
        let sums: Vec<f64> = amounts.iter().map(|one| (self.sum(&one.signs) * 10.0).round()).collect();
        let most = sums.iter().copied().fold(f64::MIN, f64::max);
        let best = amounts.iter().zip(&sums).find(|(_, sum)| **sum >= most)?.0.amount;
        let rivalled =
            amounts.iter().zip(&sums).any(|(one, sum)| one.amount != best && sum + f64::from(AHEAD) > most);
        (most >= f64::from(ENOUGH) && !rivalled).then_some(best)
    }

    /// The weights that fit the pages, `pull` times drawn to these.
    pub fn fitted(&self, pages: &[&Priced], pull: f64) -> Self {
        let mut weights = self.clone();
        for _ in 0..ROUNDS {
            let mut slopes: BTreeMap<&str, f64> = BTreeMap::new();
            for page in pages {
                weights.add_slopes(page, &mut slopes);
            }
            for (sign, own) in &mut weights.0 {
                let before = self.0.get(sign).copied().unwrap_or_default();
                let slope = slopes.get(sign.as_str()).copied().unwrap_or_default();
                *own -= PACE * (slope + pull * (*own - before));
            }
        }
        weights
    }

    /// What each sign of a page holds is too much taken for the price, less what is too little. A page that
    /// does not show its price says nothing.
    fn add_slopes<'p>(&self, page: &'p Priced, slopes: &mut BTreeMap<&'p str, f64>) {
        let is_right = |one: &MayBePrice| one.amount == page.price;
        if !page.amounts.iter().any(is_right) {
            return;
        }
        let none = (f64::from(ENOUGH) / 10.0).exp();
        let shares: Vec<f64> = page.amounts.iter().map(|one| self.sum(&one.signs).exp()).collect();
        let all: f64 = none + shares.iter().sum::<f64>();
        let right: f64 =
            page.amounts.iter().zip(&shares).filter(|(one, _)| is_right(one)).map(|(_, share)| share).sum();
        for (one, share) in page.amounts.iter().zip(&shares) {
            let off = share / all - if is_right(one) { share / right } else { 0.0 };
            for sign in &one.signs {
                *slopes.entry(sign).or_default() += off;
            }
        }
    }
}

/// For each page the price that weights fitted on other shops tell.
pub fn prices_by_folds(
    prior: &PriceWeights,
    pages: &[Priced],
    folds: usize,
    pull: f64,
) -> Vec<Option<Decimal>> {
    let folds = Folds::of(pages.iter().map(|page| page.site.as_str()), folds);
    let fitted = folds.fitted(pages, |page| &page.site, &|others| prior.fitted(others, pull));
    let by = |page: &Priced| fitted.get(folds.of_site(&page.site)).unwrap_or(prior);
    pages.iter().map(|page| by(page).told(&page.amounts)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(site: &str, amounts: &[(i64, &[&'static str])], price: i64) -> Priced {
        let amounts = amounts
            .iter()
            .map(|(amount, signs)| MayBePrice { amount: (*amount).into(), signs: signs.to_vec(), sum: 0 })
            .collect();
        Priced { site: site.to_owned(), amounts, price: price.into() }
    }

    #[test]
    fn a_sign_learns_which_amount_is_the_price() {
        let prior = PriceWeights::read("large: 30\nnew: 0\n").unwrap();
        assert_eq!(prior.text(), "large: 30\nnew: 0\n");
        let pages = [
            page("a", &[(1, &["large"]), (2, &["new"])], 2),
            page("b", &[(3, &["new"]), (4, &["large"])], 3),
        ];
        assert_eq!(prior.told(&pages[0].amounts), Some(1.into()));
        let fitted = prior.fitted(&pages.iter().collect::<Vec<_>>(), 0.05);
        assert_eq!(fitted.told(&pages[0].amounts), Some(2.into()));
        let told = prices_by_folds(&prior, &pages, 2, 0.05);
        assert_eq!(told.len(), 2);
    }
}
