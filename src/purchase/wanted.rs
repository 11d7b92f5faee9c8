//! What one line of the order wants of a product page.

use rust_decimal::Decimal;

use super::{Asked, Candidate, Stop, matching};
use crate::order::{Attribute, Line, LineId, Money, Quantity};
use crate::page::{Amount, Choice, Product};

/// Units that are one piece.
const PIECES: [&str; 19] = [
    "", "件", "个", "只", "条", "台", "枚", "根", "张", "pc", "pcs", "piece", "pieces", "ea", "each", "unit",
    "units", "nos", "u",
];

/// One line, in pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted<'a> {
    /// The order's line.
    pub line: &'a Line,
    /// How many pieces are to be bought.
    pub pieces: Quantity,
    /// Pieces in one unit of the ERP.
    pub pack: Quantity,
    /// What the person decided.
    pub asked: &'a Asked,
}

impl<'a> Wanted<'a> {
    /// The rest of a line in pieces; stops where the unit's pieces are not known.
    pub fn of(line: &'a Line, asked: &'a Asked) -> Result<Self, Stop> {
        let unit = line.unit.clone().unwrap_or_default();
        let known =
            asked.packs.iter().find(|(id, _)| *id == line.id).map(|(_, pieces)| Decimal::from(*pieces));
        let is_piece = PIECES.contains(&unit.trim().to_lowercase().as_str());
        let pack = match known {
            Some(pack) => pack,
            None if is_piece => Decimal::ONE,
            None => return Err(Stop::Unit { line: line.id.clone(), unit }),
        };
        let pieces = line.left().checked_mul(pack).unwrap_or_default().normalize();
        if !pieces.is_integer() || pieces <= Decimal::ZERO {
            let step = Some(Decimal::ONE);
            return Err(Stop::Quantity { line: line.id.clone(), wanted: pieces, minimum: None, step });
        }
        Ok(Self { line, pieces, pack, asked })
    }

    fn id(&self) -> LineId {
        self.line.id.clone()
    }

    /// Which option of each axis the line wants, and the attributes that no axis took.
    ///
    /// Stops where an axis with a choice is named by nothing, or by a label that fits no option or
    /// two. `rows` tells that attributes left over may still name a row.
    pub fn options<'p>(&self, product: &'p Product) -> Result<(Vec<&'p Choice>, Vec<&'a Attribute>), Stop> {
        let mut left: Vec<&Attribute> = self.line.attributes.iter().collect();
        let mut chosen = Vec::new();
        for (index, axis) in product.axes.iter().enumerate() {
            let pick =
                self.asked.picks.iter().find(|(line, axis, ..)| *line == self.line.id && *axis == index);
            let named = self.attribute_for(product, index, &left);
            let fits: Vec<&Choice> = match (pick, named) {
                (Some((_, _, label, id)), _) => {
                    axis.options.iter().filter(|option| option.label == *label && option.id == *id).collect()
                }
                (None, Some(attribute)) => self.fitting(axis.options.iter(), attribute),
                (None, None) => self.by_sku(&axis.options),
            };
            if let Some(attribute) = named {
                left.retain(|other| !std::ptr::eq(*other, attribute));
            }
            let stop = || Stop::NoOption {
                line: self.id(),
                axis: axis.name.clone(),
                wanted: named.map(|attribute| attribute.option.clone()).unwrap_or_default(),
                offered: offered(
                    index,
                    if fits.len() > 1 { fits.clone() } else { axis.options.iter().collect() },
                ),
            };
            match (fits.as_slice(), axis.options.as_slice()) {
                ([one], _) => chosen.push(*one),
                ([], [only]) if named.is_none() => chosen.push(only),
                _ => return Err(stop()),
            }
        }
        if let (Some(attribute), true) = (left.first(), product.rows.is_empty()) {
            let stop = Stop::NoOption {
                line: self.id(),
                axis: attribute.axis.clone(),
                wanted: attribute.option.clone(),
                offered: Vec::new(),
            };
            return Err(stop);
        }
        Ok((chosen, left))
    }

    /// The attribute that belongs to an axis: by the axis' name, else the only one that names one of its options.
    fn attribute_for(
        &self,
        product: &Product,
        index: usize,
        left: &[&'a Attribute],
    ) -> Option<&'a Attribute> {
        let axis = product.axes.get(index)?;
        let by_name = left.iter().find(|attribute| matching::same(&attribute.axis, &axis.name));
        if let Some(attribute) = by_name {
            return Some(attribute);
        }
        let named_elsewhere = |attribute: &Attribute| {
            product.axes.iter().any(|other| matching::same(&attribute.axis, &other.name))
        };
        let mut fitting = left.iter().filter(|attribute| {
            !named_elsewhere(attribute) && !self.fitting(axis.options.iter(), attribute).is_empty()
        });
        fitting.next().copied().filter(|_| fitting.next().is_none())
    }

    /// The options that an attribute names: by id where it has one, else by label; equal labels
    /// are told apart by the line's SKU.
    fn fitting<'p>(
        &self,
        options: impl Iterator<Item = &'p Choice> + Clone,
        attribute: &Attribute,
    ) -> Vec<&'p Choice> {
        if let Some(id) = &attribute.id {
            let by_id: Vec<&Choice> =
                options.clone().filter(|option| option.id.as_ref() == Some(id)).collect();
            if !by_id.is_empty() {
                // An id whose label says something else is a doubt, not a match.
                return by_id
                    .into_iter()
                    .filter(|option| matching::same(&option.label, &attribute.option))
                    .collect();
            }
        }
        let by_label: Vec<&Choice> =
            options.filter(|option| matching::same(&option.label, &attribute.option)).collect();
        let by_sku: Vec<&Choice> =
            by_label.iter().copied().filter(|option| self.is_sku(option.id.as_deref())).collect();
        if by_sku.len() == 1 { by_sku } else { by_label }
    }

    fn by_sku<'p>(&self, options: &'p [Choice]) -> Vec<&'p Choice> {
        options.iter().filter(|option| self.is_sku(option.id.as_deref())).collect()
    }

    /// Whether an id of the page is the line's SKU.
    pub fn is_sku(&self, id: Option<&str>) -> bool {
        matches!((id, self.line.sku.as_deref()), (Some(id), Some(sku)) if !id.is_empty() && id == sku)
    }

    /// The unit price that the person accepted.
    fn accepted(&self) -> Option<&Amount> {
        self.asked.prices.iter().find(|(id, _)| *id == self.line.id).map(|(_, price)| price)
    }

    /// What the rest may cost: at the price that the person accepted, else at the limit.
    pub fn most(&self) -> Option<Money> {
        match self.accepted() {
            Some(&Amount { amount, currency: Some(currency) }) => {
                Money::new(amount, currency).times(self.pieces)
            }
            _ => self.line.limit_of_rest(),
        }
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
            return Err(Stop::Price { line, found: price, limit: None });
        };
        if price.currency != Some(limit.currency) {
            return Err(Stop::Currency { line, found: price.currency, limit: limit.currency });
        }
        match price.amount.checked_mul(self.pack) {
            Some(unit) if unit <= limit.amount => Ok(()),
            _ => {
                Err(Stop::Price { line, found: price, limit: Some(Money::new(limit.amount, limit.currency)) })
            }
        }
    }

    /// Stops when a quantity is below the minimum, off the step or over the stock.
    pub fn allow_quantity(
        &self,
        stock: Option<Quantity>,
        minimum: Option<Quantity>,
        step: Option<Quantity>,
    ) -> Result<(), Stop> {
        let below = minimum.is_some_and(|minimum| self.pieces < minimum);
        let off = step.is_some_and(|step| step > Decimal::ONE && !(self.pieces % step).is_zero());
        if below || off {
            return Err(Stop::Quantity { line: self.id(), wanted: self.pieces, minimum, step });
        }
        match stock {
            Some(stock) if stock.is_zero() => Err(Stop::SoldOut { line: self.id() }),
            Some(stock) if stock < self.pieces => {
                Err(Stop::TooFew { line: self.id(), stock, wanted: self.pieces })
            }
            _ => Ok(()),
        }
    }
}

/// Options as the person may pick them.
pub fn offered(axis: usize, options: Vec<&Choice>) -> Vec<Candidate> {
    let open = options.into_iter().filter(|option| !option.disabled);
    open.map(|option| Candidate { axis, label: option.label.clone(), id: option.id.clone() }).collect()
}
