//! Whole purchases in every layout of the supplier, each with two seeds of its markup.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::{Person, books};
use journeys::world::Draft;
use libtest_mimic::Trial;

use crate::trial;
use crate::worlds::{in_world, number};

/// What is bought: what the page is like, the product, and its variants by their place with a quantity each.
struct Layout {
    page: &'static str,
    slug: &'static str,
    variants: &'static [(usize, u32)],
}

const LAYOUTS: [Layout; 7] = [
    Layout { page: "(a) rows with a stepper each", slug: "a-tshirt", variants: &[(0, 2), (2, 3)] },
    Layout { page: "(b) late axes with equal labels", slug: "b-dress", variants: &[(7, 2)] },
    Layout { page: "(c) plain selects", slug: "c-notebook", variants: &[(1, 3)] },
    Layout { page: "(d) strict policy and shadow roots", slug: "d-lamp", variants: &[(1, 2)] },
    Layout { page: "(e) one address per variant", slug: "e-bottle", variants: &[(2, 4)] },
    Layout { page: "(f) checkout in a new tab", slug: "f-backpack", variants: &[(1, 2)] },
    Layout { page: "(g) checkout in a foreign frame", slug: "g-chair", variants: &[(1, 2)] },
];

const SEEDS: [u64; 2] = [0, 1];

pub fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for seed in SEEDS {
        for layout in &LAYOUTS {
            for kind in Kind::ALL {
                let name = format!("{}, seed {seed}, is bought and recorded", layout.page);
                trials.push(trial(kind, &name, move |kind| {
                    in_world(kind, seed, |person| buy(person, layout.slug, layout.variants))
                }));
            }
        }
    }
    trials
}

/// Buys variants of a product from the popup and compares the desk with the supplier's log.
pub fn buy(person: &Person<'_>, slug: &str, variants: &[(usize, u32)]) -> Result<()> {
    let world = person.world;
    let product = world.shop.product(slug)?;
    let mut draft = Draft::new(number());
    for &(place, quantity) in variants {
        let sku = product.skus.get(place).with_context(|| format!("{slug} has no variant {place}"))?;
        draft = draft.line(&product, sku, quantity);
    }
    let order = draft.import(&world.desk)?;
    let errand = person.buy(&order)?;
    errand.buy_all()?;
    let numbers = books::agree(world, &order.id)?;
    ensure!(!numbers.is_empty(), "{} is purchased without a number", order.number);
    Ok(())
}
