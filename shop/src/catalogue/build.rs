//! Short words with which the catalogue is written down.

use super::{Axis, Choice, Layout, Product, Sku, Success, Tier};
use crate::look::hash;
use crate::picture::Shape;
use crate::price::{Currency, Price};

/// An option as the catalogue writes it.
#[derive(Clone, Copy)]
pub(super) struct Offered {
    label: &'static str,
    hint: Option<&'static str>,
    colour: Option<&'static str>,
    extra: u64,
}

/// An option with a colour for its picture.
pub(super) fn colour(label: &'static str, colour: &'static str) -> Offered {
    Offered { label, hint: None, colour: Some(colour), extra: 0 }
}

/// An option that makes the variant dearer by so many hundredths.
pub(super) fn size(label: &'static str, extra: u64) -> Offered {
    Offered { label, hint: None, colour: None, extra }
}

impl Offered {
    /// Says on hovering what the label leaves out.
    pub(super) fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Makes the variant dearer.
    pub(super) fn extra(mut self, extra: u64) -> Self {
        self.extra = extra;
        self
    }
}

/// Digits that belong to some words for good, whatever the seed of the shop.
pub(super) fn digits(words: &[&str], first: char, count: usize) -> String {
    let number = hash(0x0ffe_4141, words);
    let rest: String = format!("{number:020}").chars().rev().take(count - 1).collect();
    format!("{first}{rest}")
}

impl Product {
    pub(super) fn new(slug: &'static str, layout: Layout, title: &'static str, shape: Shape) -> Self {
        Self {
            slug,
            offer: digits(&["offer", slug], '6', 12),
            layout,
            title,
            unit: "件",
            shape,
            currency: Currency::Cny,
            axes: Vec::new(),
            skus: Vec::new(),
            tiers: Vec::new(),
            minimum: 1,
            step: 1,
            success: Success::Text,
            buy_now: true,
            add_to_cart: true,
            note: None,
            members_only: false,
            gone: false,
            captcha: false,
            was: None,
        }
    }

    /// Adds an axis and, from all axes so far, the variants at a basic price.
    pub(super) fn axis(mut self, name: &'static str, options: &[Offered]) -> Self {
        let place = self.axes.len().to_string();
        let id = |index: usize| digits(&["option", self.slug, &place, &index.to_string()], '3', 8);
        let choices = options.iter().enumerate().map(|(index, option)| Choice {
            id: id(index),
            label: option.label,
            hint: option.hint,
            colour: option.colour,
        });
        let choices: Vec<Choice> = choices.collect();
        let before = if self.skus.is_empty() { vec![(Vec::new(), Price(0))] } else { self.sku_picks() };
        let mut skus = Vec::new();
        for (picks, price) in before {
            for (index, option) in options.iter().enumerate() {
                let picks: Vec<usize> = picks.iter().copied().chain([index]).collect();
                skus.push(self.variant_of(picks, price.plus(Price(option.extra))));
            }
        }
        self.skus = skus;
        self.axes.push(Axis { name, choices });
        self
    }

    fn sku_picks(&self) -> Vec<(Vec<usize>, Price)> {
        self.skus.iter().map(|sku| (sku.picks.clone(), sku.price)).collect()
    }

    fn variant_of(&self, picks: Vec<usize>, price: Price) -> Sku {
        let key = format!("{picks:?}");
        let stock = 300 + u32::try_from(hash(0, &["stock", self.slug, &key]) % 900).unwrap_or(0);
        Sku { id: digits(&["sku", self.slug, &key], '5', 13), picks, price, stock, warehouse: 0 }
    }

    /// Sets the price of the cheapest variant; the others keep their distance.
    pub(super) fn price(mut self, price: u64) -> Self {
        self.skus.iter_mut().for_each(|sku| sku.price = sku.price.plus(Price(price)));
        self
    }

    /// Makes each one cheaper from a quantity on.
    pub(super) fn tier(mut self, from: u32, off: u64) -> Self {
        self.tiers.push(Tier { from, off: Price(off) });
        self
    }

    /// Sells no less than so many, and only multiples of the step.
    pub(super) fn at_least(mut self, minimum: u32, step: u32) -> Self {
        (self.minimum, self.step) = (minimum, step);
        self
    }

    pub(super) fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    pub(super) fn success(mut self, success: Success) -> Self {
        self.success = success;
        self
    }

    pub(super) fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    pub(super) fn only_cart(mut self) -> Self {
        self.buy_now = false;
        self
    }

    pub(super) fn only_buy(mut self) -> Self {
        self.add_to_cart = false;
        self
    }

    pub(super) fn members_only(mut self) -> Self {
        self.members_only = true;
        self
    }

    /// Sets the stock of every variant.
    pub(super) fn stock(mut self, stock: u32) -> Self {
        self.skus.iter_mut().for_each(|sku| sku.stock = stock);
        self
    }

    /// Nothing is left of the variants at these places.
    pub(super) fn without(mut self, places: &[usize]) -> Self {
        for (place, sku) in self.skus.iter_mut().enumerate() {
            if places.contains(&place) {
                sku.stock = 0;
            }
        }
        self
    }

    /// Every other variant is shipped from a second warehouse.
    pub(super) fn two_warehouses(mut self) -> Self {
        self.skus.iter_mut().skip(1).step_by(2).for_each(|sku| sku.warehouse = 1);
        self.success(Success::Split)
    }
}
