//! Finds what each sign of a page's kind weighs: by labelled pages, kept near to what stood there before.
//!
//! A softmax regression, pulled towards the weights of `prior.txt`, which say what is known without any
//! page. Folds are by site, so that no page is judged by weights that its own shop has shaped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::{Context, Result};
use one_click_purchase::page::Kind;

/// The line of the weights that holds always.
const ALWAYS: &str = "always";
const KINDS: usize = Kind::ALL.len();
const ROUNDS: usize = 400;
/// How far a weight goes along its slope at a time.
const PACE: f64 = 0.02;

/// One labelled page.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// Its shop.
    pub site: String,
    /// The signs that hold.
    pub signs: Vec<&'static str>,
    /// The place of its kind in [`Kind::ALL`].
    pub kind: usize,
}

/// Natural logarithms, by sign and kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weights(BTreeMap<String, [f64; KINDS]>);

impl Weights {
    /// Reads them as they stand in a file: tenths.
    pub fn read(text: &str) -> Result<Self> {
        let mut weights = BTreeMap::new();
        for line in text.lines() {
            let (sign, says) = line.split_once(": ").with_context(|| format!("no colon in “{line}”"))?;
            let mut own = [0.0; KINDS];
            for one in says.split(", ") {
                let (kind, weight) = one.split_once(' ').with_context(|| format!("no number in “{one}”"))?;
                let place = place_of(kind).with_context(|| format!("“{kind}” is no kind"))?;
                let told = own.get_mut(place).context("a kind's place")?;
                *told = weight.parse::<f64>().with_context(|| format!("“{weight}” is no number"))? / 10.0;
            }
            weights.insert(sign.to_owned(), own);
        }
        Ok(Self(weights))
    }

    /// Writes them, rounded to tenths; what rounds to nothing is left out.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (sign, own) in &self.0 {
            let said: Vec<String> = Kind::ALL
                .iter()
                .zip(own)
                .map(|((_, name), weight)| (name, (weight * 10.0).round()))
                .filter(|(_, weight)| *weight != 0.0)
                .map(|(name, weight)| format!("{name} {weight}"))
                .collect();
            if !said.is_empty() {
                // Writing into a text does not fail.
                let _ = writeln!(text, "{sign}: {}", said.join(", "));
            }
        }
        text
    }

    fn sums(&self, signs: &[&str]) -> [f64; KINDS] {
        let mut sums = [0.0; KINDS];
        for sign in signs.iter().chain([&ALWAYS]) {
            if let Some(own) = self.0.get(*sign) {
                sums.iter_mut().zip(own).for_each(|(sum, weight)| *sum += weight);
            }
        }
        sums
    }

    /// The place of the kind that the signs speak for.
    pub fn told(&self, signs: &[&str]) -> usize {
        let sums = self.sums(signs);
        // The first of those that are alike, as in the extension.
        let mut best = 0;
        for (kind, sum) in sums.iter().enumerate() {
            if sums.get(best).is_none_or(|most| sum > most) {
                best = kind;
            }
        }
        best
    }

    /// The weights that fit the pages, `pull` times drawn to these.
    pub fn fitted(&self, pages: &[&Labelled], pull: f64) -> Self {
        let mut weights = self.clone();
        for sign in pages.iter().flat_map(|page| &page.signs) {
            weights.0.entry((*sign).to_owned()).or_default();
        }
        let nothing = [0.0; KINDS];
        for _ in 0..ROUNDS {
            let mut slopes: BTreeMap<&str, [f64; KINDS]> = BTreeMap::new();
            for page in pages {
                let off = off(weights.sums(&page.signs), page.kind);
                // What holds always stays: how often each kind was saved says nothing of how often it is met.
                for sign in &page.signs {
                    let slope = slopes.entry(sign).or_default();
                    slope.iter_mut().zip(off).for_each(|(slope, off)| *slope += off);
                }
            }
            for (sign, own) in &mut weights.0 {
                let before = self.0.get(sign).unwrap_or(&nothing);
                let slope = slopes.get(sign.as_str()).unwrap_or(&nothing);
                for ((weight, before), slope) in own.iter_mut().zip(before).zip(slope) {
                    *weight -= PACE * (slope + pull * (*weight - before));
                }
            }
        }
        weights
    }
}

/// How much too likely each kind is taken for.
fn off(sums: [f64; KINDS], right: usize) -> [f64; KINDS] {
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let shares = sums.map(|sum| (sum - most).exp());
    let all: f64 = shares.iter().sum();
    let mut off = shares.map(|share| share / all);
    if let Some(own) = off.get_mut(right) {
        *own -= 1.0;
    }
    off
}

/// The place of a kind by its name.
pub fn place_of(name: &str) -> Option<usize> {
    Kind::ALL.iter().position(|(_, own)| *own == name)
}

/// For each page the kind that weights fitted on other shops tell.
pub fn told_by_folds(prior: &Weights, pages: &[Labelled], folds: usize, pull: f64) -> Vec<usize> {
    let sites: BTreeSet<&str> = pages.iter().map(|page| page.site.as_str()).collect();
    let fold_of =
        |page: &Labelled| sites.iter().position(|site| *site == page.site).unwrap_or_default() % folds;
    let mut told = vec![0; pages.len()];
    for fold in 0..folds {
        let others: Vec<&Labelled> = pages.iter().filter(|page| fold_of(page) != fold).collect();
        let fitted = prior.fitted(&others, pull);
        for (page, told) in pages.iter().zip(&mut told).filter(|(page, _)| fold_of(page) == fold) {
            *told = fitted.told(&page.signs);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(site: &str, signs: &[&'static str], kind: &str) -> Labelled {
        Labelled { site: site.to_owned(), signs: signs.to_vec(), kind: place_of(kind).unwrap() }
    }

    #[test]
    fn weights_are_read_and_written() {
        let text = "a: product 20, login -5\nb: cart 3\n";
        assert_eq!(Weights::read(text).unwrap().text(), text);
        assert!(Weights::read("a: shelf 3").unwrap_err().to_string().contains("shelf"));
    }

    #[test]
    fn a_sign_learns_what_it_stands_for_and_the_rest_stays() {
        let prior = Weights::read("always: other 20\na: cart 30").unwrap();
        let pages = [page("x", &["b"], "login"), page("y", &["b"], "login"), page("z", &["c"], "product")];
        let fitted = prior.fitted(&pages.iter().collect::<Vec<_>>(), 0.1);
        assert_eq!(fitted.told(&["b"]), place_of("login").unwrap());
        assert_eq!(fitted.told(&["a"]), place_of("cart").unwrap());
        let told = told_by_folds(&prior, &pages, 3, 0.1);
        assert_eq!(told[2], place_of("other").unwrap(), "no other shop shows what c is");
    }
}
