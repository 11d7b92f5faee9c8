//! Several lines, several pages, several supplier orders, and two purchases at once.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::{Errand, books};
use journeys::world::Draft;
use one_click_purchase::purchase::{Stage, Turn};

use crate::Journey;
use crate::layouts::buy;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("variants that a page takes one at a time go into the cart together", one_at_a_time),
    ("the goods of two pages go into the cart and are bought in one", two_pages),
    ("goods of two warehouses become two supplier orders of one purchase order", two_warehouses),
    ("two purchases of one product in two tabs do not mix", two_at_once),
];

fn one_at_a_time(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| buy(person, "c-notebook", &[(0, 2), (3, 5)]))
}

fn two_pages(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let (envelope, label) = (world.shop.product("c-envelope")?, world.shop.product("e-label")?);
        let first = envelope.skus.get(1).context("a second size of envelopes")?;
        let second = label.skus.get(2).context("a third size of labels")?;
        let draft = Draft::new(number()).line(&envelope, first, 3).line(&label, second, 4);
        let order = draft.import(&world.desk)?;
        person.buy(&order)?.buy_all()?;
        let numbers = books::agree(world, &order.id)?;
        ensure!(numbers.len() == 1, "the cart was bought in {} orders", numbers.len());
        Ok(())
    })
}

fn two_warehouses(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let bins = world.shop.product("a-bins")?;
        let mut draft = Draft::new(number());
        for (sku, quantity) in bins.skus.iter().zip(2..) {
            draft = draft.line(&bins, sku, quantity);
        }
        let order = draft.import(&world.desk)?;
        person.buy(&order)?.buy_all()?;
        let numbers = books::agree(world, &order.id)?;
        ensure!(numbers.len() == 2, "two warehouses gave the supplier orders {numbers:?}");
        Ok(())
    })
}

fn two_at_once(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let notebook = world.shop.product("c-notebook")?;
        let order = |place: usize| {
            // Both cost the same, so that nothing but the variant tells them apart.
            let sku = notebook.skus.get(place).context("a variant of the notebook")?;
            Draft::new(number()).line(&notebook, sku, 2).import(&world.desk)
        };
        let (first, second) = (order(0)?, order(1)?);
        let one = person.buy(&first)?;
        one.tab()?;
        let other = person.buy(&second)?;
        other.tab()?;
        ready(&one, Turn::Submit)?;
        ready(&other, Turn::Submit)?;
        ready(&one, Turn::Pay)?;
        other.buy_all()?;
        one.buy_all()?;
        let numbers = [books::agree(world, &first.id)?, books::agree(world, &second.id)?];
        ensure!(numbers.iter().all(|numbers| numbers.len() == 1), "{numbers:?}");
        Ok(())
    })
}

/// Goes on until that is the person's turn.
fn ready(errand: &Errand<'_, '_>, wanted: Turn) -> Result<()> {
    let is_it = |stage: &Stage| matches!(stage, Stage::Ready { turn } if *turn == wanted);
    errand.goes_on(&format!("at {wanted:?}"), |purchase| is_it(&purchase.stage)).map(drop)
}
