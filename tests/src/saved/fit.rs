//! Finds what signs weigh, of a page's kind or of a form's purpose: by what is labelled, kept near to what
//! stood there before.
//!
//! A softmax regression, pulled towards the weights of `prior.txt`, which say what is known without any
//! page. Folds are by site, so that no page is judged by weights that its own shop has shaped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::{Context, Result};

/// So many parts the shops are cut into; each is judged by weights fitted on the others.
pub const FOLDS: usize = 10;
/// The line of the weights that holds always.
const ALWAYS: &str = "always";
const ROUNDS: usize = 400;
/// How far a weight goes along its slope at a time.
const PACE: f64 = 0.02;

/// A page or a form with its label.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// Its shop.
    pub site: String,
    /// The signs that hold.
    pub signs: Vec<&'static str>,
    /// The place of what it is among the kinds.
    pub kind: usize,
}

/// Natural logarithms, by sign and kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    kinds: Vec<&'static str>,
    lines: BTreeMap<String, Vec<f64>>,
}

impl Weights {
    /// Reads them as they stand in a file, for these kinds: tenths.
    pub fn read(text: &str, kinds: &[&'static str]) -> Result<Self> {
        let mut lines = BTreeMap::new();
        for line in text.lines() {
            let (sign, says) = line.split_once(": ").with_context(|| format!("no colon in “{line}”"))?;
            let mut own = vec![0.0; kinds.len()];
            for one in says.split(", ") {
                let (kind, weight) = one.split_once(' ').with_context(|| format!("no number in “{one}”"))?;
                let place = place_of(kinds, kind).with_context(|| format!("“{kind}” is no kind"))?;
                let told = own.get_mut(place).context("a kind's place")?;
                *told = weight.parse::<f64>().with_context(|| format!("“{weight}” is no number"))? / 10.0;
            }
            lines.insert(sign.to_owned(), own);
        }
        Ok(Self { kinds: kinds.to_vec(), lines })
    }

    /// Writes them, rounded to tenths; what rounds to nothing is left out.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (sign, own) in &self.lines {
            let said: Vec<String> = self
                .kinds
                .iter()
                .zip(own)
                .map(|(name, weight)| (name, (weight * 10.0).round()))
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

    fn sums(&self, signs: &[&str]) -> Vec<f64> {
        let mut sums = vec![0.0; self.kinds.len()];
        for sign in signs.iter().chain([&ALWAYS]) {
            if let Some(own) = self.lines.get(*sign) {
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
        let nothing = vec![0.0; self.kinds.len()];
        for sign in pages.iter().flat_map(|page| &page.signs) {
            weights.lines.entry((*sign).to_owned()).or_insert_with(|| nothing.clone());
        }
        for _ in 0..ROUNDS {
            let mut slopes: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
            for page in pages {
                let off = off(weights.sums(&page.signs), page.kind);
                // What holds always stays: how often each kind was saved says nothing of how often it is met.
                for sign in &page.signs {
                    let slope = slopes.entry(sign).or_insert_with(|| nothing.clone());
                    slope.iter_mut().zip(&off).for_each(|(slope, off)| *slope += off);
                }
            }
            for (sign, own) in &mut weights.lines {
                let before = self.lines.get(sign).unwrap_or(&nothing);
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
fn off(sums: Vec<f64>, right: usize) -> Vec<f64> {
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let mut off = sums;
    off.iter_mut().for_each(|sum| *sum = (*sum - most).exp());
    let all: f64 = off.iter().sum();
    off.iter_mut().for_each(|share| *share /= all);
    if let Some(own) = off.get_mut(right) {
        *own -= 1.0;
    }
    off
}

/// The place of a kind by its name.
pub fn place_of(kinds: &[&str], name: &str) -> Option<usize> {
    kinds.iter().position(|own| *own == name)
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

/// Whose page an address is: the name that its owner registered, without what stands around it. Shops of
/// one owner in several countries, and the parts of one, are alike.
pub fn site_of(url: &str) -> String {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let mut names: Vec<&str> = host.split('.').collect();
    if names.len() > 1 {
        names.pop();
    }
    // `co.uk`, `com.br`: what is registered stands before both.
    if names.len() > 1 && names.last().is_some_and(|name| name.len() <= 3) {
        names.pop();
    }
    names.last().map_or_else(String::new, |name| name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [&str; 4] = ["other", "product", "login", "cart"];

    fn page(site: &str, signs: &[&'static str], kind: &str) -> Labelled {
        Labelled { site: site.to_owned(), signs: signs.to_vec(), kind: place_of(&KINDS, kind).unwrap() }
    }

    #[test]
    fn weights_are_read_and_written() {
        let text = "a: product 20, login -5\nb: cart 3\n";
        assert_eq!(Weights::read(text, &KINDS).unwrap().text(), text);
        assert!(Weights::read("a: shelf 3", &KINDS).unwrap_err().to_string().contains("shelf"));
    }

    #[test]
    fn a_sign_learns_what_it_stands_for_and_the_rest_stays() {
        let prior = Weights::read("always: other 20\na: cart 30", &KINDS).unwrap();
        let pages = [page("x", &["b"], "login"), page("y", &["b"], "login"), page("z", &["c"], "product")];
        let fitted = prior.fitted(&pages.iter().collect::<Vec<_>>(), 0.1);
        assert_eq!(fitted.told(&["b"]), place_of(&KINDS, "login").unwrap());
        assert_eq!(fitted.told(&["a"]), place_of(&KINDS, "cart").unwrap());
        let told = told_by_folds(&prior, &pages, 3, 0.1);
        assert_eq!(told[2], place_of(&KINDS, "other").unwrap(), "no other shop shows what c is");
    }

    #[test]
    fn a_site_is_what_its_owner_registered() {
        for (url, site) in [
            ("https://www.shop.example/a", "shop"),
            ("http://forum.shop.co.uk?x=1", "shop"),
            ("https://shop.com:8080/", "shop"),
            ("made-3", "made-3"),
        ] {
            assert_eq!(site_of(url), site);
        }
    }
}
