//! What the weights of kinds and prices are fitted on: pages of an index, made pages, and those of formasaurus
//! whose kind leaves no doubt.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use one_click_purchase::page::{Kind, Shipped};

use super::fit::{FOLDS, Folds, Labelled, Weights, place_of, site_of};
use super::fit_price::{PriceWeights, Priced, price_pull};
use super::index::saved;
use super::labelled::labelled_pages;
use super::look::Look;
use super::made::make;
use super::{Eyes, Saved, SeenForms};
use crate::place;

/// The seed of the made pages that weights are fitted on.
const SEED: u64 = 1;

/// Labelled pages with their signs, each with its path.
#[derive(Debug, Default)]
pub struct Examples {
    /// By kind.
    pub kinds: Vec<(String, Labelled)>,
    /// By price.
    pub prices: Vec<(String, Priced)>,
    /// The forms of the latter pages, by what they are there for.
    forms: Vec<Labelled>,
}

/// The weights of each part of the shops, fitted on all others.
pub struct FoldWeights {
    folds: Folds,
    weights: Vec<&'static Shipped>,
}

impl Examples {
    /// Adds a page of an index, by what the index says of it.
    pub fn add(&mut self, page: &Saved, look: &Look) -> Result<()> {
        let site = site_of_page(page);
        if let Some(kind) = page.column("kind").and_then(place_of_kind) {
            let signs = look.signs_of_kind(page)?;
            self.kinds.push((page.path.clone(), Labelled { site: site.clone(), signs, kind }));
        }
        if let Some(price) = page.column("price").and_then(|price| price.parse().ok()) {
            self.prices.push((page.path.clone(), Priced { site, amounts: look.prices(page)?, price }));
        }
        Ok(())
    }

    /// Adds what is there besides: made pages of the kinds that were saved nowhere, and pages to sign in and
    /// to register.
    pub fn add_others(&mut self, eyes: &Eyes) -> Result<()> {
        let directory = tempfile::tempdir()?;
        for page in saved(&make(directory.path(), SEED)?, None)? {
            self.add(&page, &eyes.look(&page)?)?;
        }
        for labelled in labelled_pages()? {
            let Some(kind) = labelled.kind().and_then(place_of_kind) else { continue };
            let (site, path) = (site_of(&labelled.page.url), labelled.page.path.clone());
            let look = eyes.look(&labelled.page)?;
            let signs = look.signs_of_kind(&labelled.page)?;
            self.kinds.push((path, Labelled { site, signs, kind }));
            let forms = super::forms::examples(&[SeenForms::of(labelled, &look)?]);
            self.forms.extend(forms.into_iter().map(|(_, form)| form));
        }
        Ok(())
    }

    /// The weights of each part of the shops.
    pub fn by_folds(&self, pull: f64) -> Result<FoldWeights> {
        let kinds: Vec<Labelled> = self.kinds.iter().map(|(_, one)| one.clone()).collect();
        let prices: Vec<Priced> = self.prices.iter().map(|(_, one)| one.clone()).collect();
        let of_pages = kinds.iter().chain(&self.forms).map(|one| one.site.as_str());
        let folds = Folds::of(of_pages.chain(prices.iter().map(|one| one.site.as_str())), FOLDS);
        let (of_kind, of_form, of_price) = (prior_of_kinds()?, super::forms::prior()?, prior_of_prices()?);
        const SITE: fn(&Labelled) -> &str = |one| &one.site;
        let by_kind = folds.fitted(&kinds, SITE, &|others| of_kind.fitted(others, pull).text());
        let by_form = folds.fitted(&self.forms, SITE, &|others| of_form.fitted(others, pull).text());
        let by_price = folds
            .fitted(&prices, |one| &one.site, &|others| of_price.fitted(others, price_pull(pull)).text());
        let weights = by_kind.into_iter().zip(by_form).zip(by_price);
        let weights = weights.map(|((kind, form), price)| Shipped::other(kind, form, price)).collect();
        Ok(FoldWeights { folds, weights })
    }
}

impl FoldWeights {
    /// Those that no page of this page's shop has shaped.
    pub fn of(&self, page: &Saved) -> Result<&'static Shipped> {
        self.weights.get(self.folds.of_site(&site_of_page(page))).copied().context("there are no folds")
    }
}

/// Whose page it is; shops of one owner in several countries are alike.
fn site_of_page(page: &Saved) -> String {
    site_of(page.column("site").unwrap_or(&page.path))
}

fn place_of_kind(name: &str) -> Option<usize> {
    place_of(&Kind::ALL.map(|(_, name)| name), name)
}

/// What is known of kinds without any page.
pub fn prior_of_kinds() -> Result<Weights> {
    Weights::read(&text(&place::root().join("src/page/kind/prior.txt"))?, &Kind::ALL.map(|(_, name)| name))
}

/// What is known of prices without any page.
pub fn prior_of_prices() -> Result<PriceWeights> {
    PriceWeights::read(&text(&place::root().join("src/page/price/prior.txt"))?)
}

fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))
}
