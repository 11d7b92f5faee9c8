//! What stops a line that is found: its pack, its price, its currency, its quantity.

use rust_decimal::Decimal;

use super::Stop;
use super::pairing::shape_of;
use super::wanted::Wanted;
use crate::order::{Currency, Money, Quantity, added, at_most, is_multiple, multiplied, plain_number};
use crate::page::{Amount, Choice, Product, QuantityControl, packs};

impl Wanted<'_> {
    /// Stops where it was said before that one of these holds several pieces, and the supplier's variants
    /// are others now: then that may hold no more. Stops, too, where nobody said it yet, and the page says
    /// that one has several pieces where the order does not: so many times too many would be bought.
    pub fn allow_pack(&self, product: &Product, names: &[&str]) -> Result<(), Stop> {
        let is_said = self.asked.holds(&self.line.id).is_some()
            || self.pairing.is_some_and(|pairing| pairing.among == shape_of(product, false));
        match self.pairing {
            Some(pairing)
                if pairing.holds > 1
                    && self.asked.holds(&self.line.id).is_none()
                    && pairing.among != shape_of(product, false) =>
            {
                Err(Stop::Holds { line: self.id(), before: pairing.holds })
            }
            _ => match self.pack_told(product, names).filter(|_| !is_said) {
                Some(pieces) => Err(Stop::PackTold { line: self.id(), pieces }),
                None => Ok(()),
            },
        }
    }

    /// How many pieces one has by the page's words and not by the order's: those of what is chosen, else of
    /// the title, else beside the price. Where quantities go by so many the page counts pieces.
    pub fn pack_told(&self, product: &Product, names: &[&str]) -> Option<u32> {
        let mut ordered = packs(&self.line.title);
        for attribute in &self.line.attributes {
            ordered.append(&mut packs(&attribute.option));
        }
        let mut told = Vec::new();
        for name in names {
            told.append(&mut packs(name));
        }
        // Where packs are variants, a title may name another one's.
        if told.is_empty() && !has_packs(product) {
            told = packs(&product.title);
            told.extend(product.pack.filter(|_| told.is_empty()));
        }
        let control = product.quantity.as_ref();
        let counted = [product.step, control.and_then(|own| own.step), control.and_then(|own| own.min)];
        told.retain(|pack| {
            *pack > Decimal::ONE && !ordered.contains(pack) && !counted.contains(&Some(*pack))
        });
        plain_number(*told.first()?).parse().ok()
    }

    /// The unit price that the person accepted.
    fn accepted(&self) -> Option<&Amount> {
        let (_, price) = self.asked.prices.iter().find(|(id, _)| *id == self.line.id)?;
        Some(price)
    }

    /// What the rest may cost: at the price that the person accepted, else at the limit.
    pub fn most(&self) -> Option<Money> {
        match self.accepted() {
            Some(&Amount { amount, currency: Some(currency) }) => {
                Money::new(amount, currency).times(self.count)
            }
            _ => self.line.limit_of_rest(),
        }
    }

    /// What one of the supplier's may cost at the most, to be shown: it is compared without the division.
    pub fn limit_of_one(&self) -> Option<Money> {
        let limit = self.line.limit?;
        let amount = at_most(multiplied(limit.amount, self.holds)?, self.pack)?;
        Some(Money::new(amount, limit.currency))
    }

    /// Stops when a unit price is over what may be paid.
    pub fn allow_price(&self, price: Option<Amount>) -> Result<(), Stop> {
        let line = self.id();
        let Some(price) = price else {
            return Err(Stop::NoPrice { line });
        };
        if self
            .accepted()
            .is_some_and(|accepted| accepted.currency == price.currency && price.amount <= accepted.amount)
        {
            return Ok(());
        }
        let Some(limit) = self.line.limit else {
            return Err(Stop::Price { line, found: price, limit: None, count: self.count });
        };
        if price.currency.is_none() {
            // A bare `$` may be the limit's: that is the person's to say.
            return Err(Stop::Price { line, found: price, limit: self.limit_of_one(), count: self.count });
        }
        if price.currency != Some(limit.currency) {
            return Err(Stop::Currency { line, found: price.currency, limit: limit.currency });
        }
        // The price is for what holds so many pieces, the limit for what has so many: nothing is divided.
        match (multiplied(price.amount, self.pack), multiplied(limit.amount, self.holds)) {
            (Some(unit), Some(most)) if unit <= most => Ok(()),
            _ => Err(Stop::Price { line, found: price, limit: self.limit_of_one(), count: self.count }),
        }
    }

    /// Stops when a page tells its prices in another currency than the limit's. That holds for every
    /// variant, so it can be told before anything is touched.
    pub fn allow_currency(&self, told: Option<Currency>) -> Result<(), Stop> {
        match (self.line.limit, told) {
            (Some(limit), Some(found)) if found != limit.currency && self.accepted().is_none() => {
                Err(Stop::Currency { line: self.id(), found: told, limit: limit.currency })
            }
            _ => Ok(()),
        }
    }

    /// Stops when a quantity is below the minimum, off the step or over the stock.
    pub fn allow_quantity(
        &self,
        stock: Option<Quantity>,
        minimum: Option<Quantity>,
        step: Option<Quantity>,
    ) -> Result<(), Stop> {
        self.allow_bounds(minimum, step, None)?;
        match stock {
            Some(stock) if stock.is_zero() => Err(Stop::SoldOut { line: self.id() }),
            Some(stock) if stock < self.count => {
                Err(Stop::TooFew { line: self.id(), stock, wanted: self.count })
            }
            _ => Ok(()),
        }
    }

    /// Stops when a quantity is below the minimum or off the step, as the page's words tell them and as the
    /// control takes them: both must hold.
    pub fn allow_bounds(
        &self,
        minimum: Option<Quantity>,
        step: Option<Quantity>,
        control: Option<&QuantityControl>,
    ) -> Result<(), Stop> {
        let minimum = minimum.max(control.and_then(|control| control.min));
        let below = minimum.is_some_and(|minimum| self.count < minimum);
        let told = step.filter(|step| *step > Decimal::ONE);
        let own = control.and_then(|control| control.step).filter(|step| *step > Decimal::ONE);
        let off = match (told, own) {
            (Some(told), _) if !is_multiple(self.count, told) => Some(told),
            // Words that name the step of the control say that it counts from zero.
            (Some(told), Some(own)) if is_multiple(told, own) => None,
            (_, own) => own.filter(|own| !is_multiple(self.above(control), *own)),
        };
        if below || off.is_some() {
            let step = off.or(told).or(own);
            return Err(Stop::Quantity { line: self.id(), wanted: self.count, minimum, step });
        }
        Ok(())
    }

    /// How far it is above the smallest value of a control, from which its steps count.
    fn above(&self, control: Option<&QuantityControl>) -> Quantity {
        let least = control.and_then(|control| control.min).unwrap_or_default();
        added(self.count, -least).unwrap_or_default()
    }
}

/// Whether the variants that a page offers are packs.
fn has_packs(product: &Product) -> bool {
    let is_pack = |label: &String| !packs(label).is_empty();
    product.axes.iter().flat_map(|axis| &axis.options).any(|option| is_pack(&option.label))
        || product.rows.iter().flat_map(|row| &row.labels).any(is_pack)
}

/// What the chosen options are called, without the notes behind them.
pub fn names_of<'p>(options: &[&'p Choice]) -> Vec<&'p str> {
    let mut names = Vec::new();
    for option in options {
        names.push(option.bare.as_deref().unwrap_or(&option.label));
    }
    names
}
