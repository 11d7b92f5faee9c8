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
        let mut before = self.clone();
        for sign in pages.iter().flat_map(|page| &page.signs) {
            before.lines.entry((*sign).to_owned()).or_insert_with(|| vec![0.0; self.kinds.len()]);
        }
        let places: BTreeMap<&str, usize> =
            before.lines.keys().enumerate().map(|(place, sign)| (sign.as_str(), place)).collect();
        let place = |sign: &str| places.get(sign).copied();
        let pages: Vec<(Vec<usize>, usize)> = pages
            .iter()
            .map(|page| (page.signs.iter().filter_map(|sign| place(sign)).collect(), page.kind))
            .collect();
        let lines: Vec<Vec<f64>> = before.lines.values().cloned().collect();
        let fitted = descended(&lines, place(ALWAYS), &pages, pull);
        before.lines.values_mut().zip(fitted).for_each(|(own, fitted)| *own = fitted);
        before
    }
}

/// The weights of signs, by their places, after all rounds. What holds always stays: how often each kind was
/// saved says nothing of how often it is met.
fn descended(
    before: &[Vec<f64>],
    always: Option<usize>,
    pages: &[(Vec<usize>, usize)],
    pull: f64,
) -> Vec<Vec<f64>> {
    let mut weights = before.to_vec();
    let mut slopes: Vec<Vec<f64>> = before.iter().map(|own| vec![0.0; own.len()]).collect();
    for _ in 0..ROUNDS {
        slopes.iter_mut().flatten().for_each(|slope| *slope = 0.0);
        for (signs, kind) in pages {
            let mut sums: Vec<f64> = vec![0.0; weights.first().map_or(0, Vec::len)];
            for own in signs.iter().copied().chain(always).filter_map(|sign| weights.get(sign)) {
                sums.iter_mut().zip(own).for_each(|(sum, weight)| *sum += weight);
            }
            let off = off(sums, *kind);
            for sign in signs {
                if let Some(slope) = slopes.get_mut(*sign) {
                    slope.iter_mut().zip(&off).for_each(|(slope, off)| *slope += off);
                }
            }
        }
        for ((own, before), slope) in weights.iter_mut().zip(before).zip(&slopes) {
            for ((weight, before), slope) in own.iter_mut().zip(before).zip(slope) {
                *weight -= PACE * (slope + pull * (*weight - before));
            }
        }
    }
    weights
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

/// The parts that shops are cut into, so that none is judged by weights that its own pages have shaped.
#[derive(Debug)]
pub struct Folds {
    sites: Vec<String>,
    count: usize,
}

impl Folds {
    /// So many parts of these shops.
    pub fn of<'s>(sites: impl Iterator<Item = &'s str>, count: usize) -> Self {
        let sites: BTreeSet<&str> = sites.collect();
        Self { sites: sites.into_iter().map(str::to_owned).collect(), count }
    }

    /// The part that a shop is in.
    pub fn of_site(&self, site: &str) -> usize {
        self.sites.iter().position(|own| own == site).unwrap_or_default() % self.count
    }

    /// Of each part the numbers that are fitted on what is of all others.
    pub fn fitted<E, W>(&self, all: &[E], site: fn(&E) -> &str, fit: &dyn Fn(&[&E]) -> W) -> Vec<W> {
        let others =
            |fold: usize| all.iter().filter(|one| self.of_site(site(one)) != fold).collect::<Vec<_>>();
        (0..self.count).map(|fold| fit(&others(fold))).collect()
    }
}

/// For each page the kind that weights fitted on other shops tell.
pub fn told_by_folds(prior: &Weights, pages: &[Labelled], folds: usize, pull: f64) -> Vec<usize> {
    let folds = Folds::of(pages.iter().map(|page| page.site.as_str()), folds);
    let fitted = folds.fitted(pages, |page| &page.site, &|others| prior.fitted(others, pull));
    let by = |page: &Labelled| fitted.get(folds.of_site(&page.site)).unwrap_or(prior);
    pages.iter().map(|page| by(page).told(&page.signs)).collect()
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
