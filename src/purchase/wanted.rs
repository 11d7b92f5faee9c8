//! What one line of the order wants of a product page.

use rust_decimal::Decimal;

use super::pairing::Pairing;
use super::spelled::spells;
use super::{Asked, Candidate, Pick, Stop, matching};
use crate::order::{
    Attribute, Line, LineId, Quantity, added, divided, is_multiple, lower_case, multiplied, number_text,
    plain_number,
};
use crate::page::{Axis, Choice, Product, Row};

/// Units that are one piece.
const PIECES: [&str; 19] = [
    "", "件", "个", "只", "条", "台", "枚", "根", "张", "pc", "pcs", "piece", "pieces", "ea", "each", "unit",
    "units", "nos", "u",
];

/// One line, in what the supplier counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted<'a> {
    /// The order's line.
    pub line: &'a Line,
    /// How many of the supplier's are to be bought: this is what is filled and compared there.
    pub count: Quantity,
    /// Pieces in one unit of the ERP.
    pub pack: Quantity,
    /// Pieces in one of the supplier's.
    pub holds: Quantity,
    /// What the person decided.
    pub asked: &'a Asked,
    /// What was said of it before; only where a product is at hand.
    pub pairing: Option<&'a Pairing>,
    /// The page at hand is the one to which an option leads that was picked.
    pub is_picked_page: bool,
    /// What the product's own page calls it; empty where that is not known.
    pub called: &'a str,
    /// What its quantity stood at in the look before, and how often a button was pressed since.
    pub moved: Option<(Quantity, u32)>,
}

impl<'a> Wanted<'a> {
    /// The rest of a line in what the supplier counts; stops where the unit's pieces are not known, or
    /// the pieces are no whole number of what the supplier sells.
    pub fn of(line: &'a Line, asked: &'a Asked, pairing: Option<&'a Pairing>) -> Result<Self, Stop> {
        let Some(pack) = pack_of(line, asked, pairing) else {
            let unit = line.unit.clone().unwrap_or_default();
            return Err(Stop::Unit { line: line.id.clone(), unit });
        };
        let before = pairing.map(|pairing| pairing.holds);
        let holds = asked.holds(&line.id).or(before).unwrap_or(1).max(1);
        let (pack, holds) = (Decimal::from(pack), Decimal::from(holds));
        let pieces = multiplied(line.left(), pack).unwrap_or_default().normalize();
        if pieces <= Decimal::ZERO || !is_multiple(pieces, holds) {
            let step = Some(holds);
            return Err(Stop::Quantity { line: line.id.clone(), wanted: pieces, minimum: None, step });
        }
        let count = divided(pieces, holds).unwrap_or_default().normalize();
        Ok(Self { line, count, pack, holds, asked, pairing, is_picked_page: false, called: "", moved: None })
    }

    /// How many are to be bought, with how that comes about: `5 (10 = 5 × 2)`.
    pub fn count_text(&self) -> String {
        let count = plain_number(self.count);
        let factor = |number: Quantity| match number == Decimal::ONE {
            true => String::new(),
            false => [" × ", &number_text(number)].concat(),
        };
        let (pack, holds) = (factor(self.pack), factor(self.holds));
        if pack.is_empty() && holds.is_empty() {
            return count;
        }
        [&count, " (", &plain_number(self.line.left()), &pack, " = ", &count, &holds, ")"].concat()
    }

    /// What the person picked of an axis.
    pub fn pick(&self, axis: usize) -> Option<&'a Pick> {
        self.asked.picked(&self.line.id).iter().find(|pick| pick.axis == axis)
    }

    /// The product's titles, in the order's words and in the supplier's.
    pub fn titles(&self) -> Vec<&'a str> {
        let mut titles = vec![self.line.title.as_str(), self.called];
        titles.retain(|title| !title.is_empty());
        titles
    }

    /// What the variant is called at the supplier, where an option of it was picked.
    pub fn words(&self) -> Option<&'a [String]> {
        let said = self.asked.said(&self.line.id)?;
        (!said.words.is_empty()).then_some(said.words.as_slice())
    }

    /// How far one press of a stepper's button went, where it stands at `value` now.
    pub fn moved_by(&self, value: Quantity) -> Option<Quantity> {
        let (stood, presses) = self.moved?;
        let far = added(value, -stood)?.abs();
        let step = far.checked_div(Decimal::from(presses))?;
        (step.is_integer() && !step.is_zero()).then_some(step)
    }

    pub(super) fn id(&self) -> LineId {
        self.line.id.clone()
    }

    /// Which option of each axis the line wants, and the attributes that no axis took.
    ///
    /// Stops where an axis with a choice is named by nothing, or by a label that fits no option or
    /// two, and where an attribute is left over that can name no row.
    pub fn options<'p>(&self, product: &'p Product) -> Result<(Vec<&'p Choice>, Vec<&'a Attribute>), Stop> {
        let (chosen, left) = self.matched(product)?;
        self.none_left(product, &left)?;
        Ok((chosen, left))
    }

    /// Stops where an attribute is left over that can name no row.
    pub fn none_left(&self, product: &Product, left: &[&Attribute]) -> Result<(), Stop> {
        match left.first() {
            Some(attribute) if product.rows.is_empty() => Err(Stop::NoOption {
                line: self.id(),
                axis: attribute.axis.clone(),
                wanted: attribute.option.clone(),
                offered: Vec::new(),
                changed: false,
            }),
            _ => Ok(()),
        }
    }

    /// Whether a closed list shows the option that the line wants. What is not in sight is not known of.
    pub fn is_shown(&self, product: &Product, index: usize) -> bool {
        let Some(axis) = product.axes.get(index) else { return true };
        let left: Vec<&Attribute> = self.line.attributes.iter().collect();
        let fits = match (self.pick(index), self.attribute_for(product, index, &left)) {
            (Some(pick), _) => those(&axis.options, &|option| option.label == pick.option.label),
            (None, Some(attribute)) => self.fitting(&axis.options, attribute),
            (None, None) => Vec::new(),
        };
        matches!(fits.as_slice(), [one] if one.chosen)
    }

    /// The same, where what is left over may name a row that is still to come.
    pub fn matched<'p>(&self, product: &'p Product) -> Result<(Vec<&'p Choice>, Vec<&'a Attribute>), Stop> {
        let mut left: Vec<&Attribute> = self.line.attributes.iter().collect();
        let mut chosen = Vec::new();
        // An option that no word of the order is about was picked for what the words say together.
        let mut picked_for_all = self.is_picked_page && product.axes.is_empty();
        for (index, axis) in product.axes.iter().enumerate() {
            let pick = self.pick(index);
            let named = self.attribute_for(product, index, &left);
            picked_for_all |= pick.is_some() && named.is_none();
            let mut fits = match (pick, named) {
                // A closed list may show a label and no id.
                (Some(pick), _) => those(&axis.options, &|option| {
                    let has_id = option.id == pick.option.id || axis.opener.is_some() && option.id.is_none();
                    option.label == pick.option.label && has_id
                }),
                (None, Some(attribute)) => self.fitting(&axis.options, attribute),
                (None, None) => those(&axis.options, &|option| self.is_sku(option.id.as_deref())),
            };
            if let Some(attribute) = named {
                left.retain(|other| !std::ptr::eq(*other, attribute));
            }
            if fits.is_empty() && pick.is_none() && product.axes.len() == 1 {
                // One list of whole variants, each with all of its options in one label.
                fits = self.spelled(product, &axis.options);
                if fits.len() == 1 {
                    left.clear();
                }
            }
            match (fits.as_slice(), axis.options.as_slice()) {
                ([one], _) => chosen.push(*one),
                ([], [only]) if named.is_none() => chosen.push(only),
                _ => {
                    let all = if fits.len() > 1 { fits } else { axis.options.iter().collect() };
                    return Err(Stop::NoOption {
                        line: self.id(),
                        axis: axis.name.clone(),
                        wanted: named.map(|attribute| attribute.option.clone()).unwrap_or_default(),
                        offered: offered(index, &all),
                        changed: false,
                    });
                }
            }
        }
        if self.is_titled(product) || picked_for_all && product.rows.is_empty() {
            left.clear();
        }
        Ok((chosen, left))
    }

    /// The options that spell out all that the line wants, perhaps behind the title.
    fn spelled<'p>(&self, product: &Product, options: &'p [Choice]) -> Vec<&'p Choice> {
        let all = self.line.attributes.as_slice();
        those(options, &|option| {
            let label = option.label.as_str();
            spells(label, "", all)
                || spells(label, &self.line.title, all)
                || spells(label, &product.title, all)
        })
    }

    /// Whether the page is one variant's own, with nothing to choose: its title spells the variant out.
    pub fn is_titled(&self, product: &Product) -> bool {
        let all = self.line.attributes.as_slice();
        product.axes.is_empty() && product.rows.is_empty() && spells(&product.title, &self.line.title, all)
    }

    /// The attribute that belongs to an axis: by the axis' name, else the only one that names one of its
    /// options, as long as it names none elsewhere. `10` may be a width as well as a length.
    fn attribute_for(
        &self,
        product: &Product,
        index: usize,
        left: &[&'a Attribute],
    ) -> Option<&'a Attribute> {
        let axis = product.axes.get(index)?;
        if let Some(named) = left.iter().find(|attribute| matching::same(&attribute.axis, &axis.name)) {
            return Some(named);
        }
        let mut fitting = left.to_vec();
        fitting.retain(|attribute| !is_named(product, attribute) && self.fits(product, axis, attribute));
        let [only] = fitting.as_slice() else { return None };
        let is_named_by_order =
            |other: &Axis| self.line.attributes.iter().any(|own| matching::same(&own.axis, &other.name));
        let fits_other = |(at, other): (usize, &Axis)| {
            at != index && !is_named_by_order(other) && self.fits(product, other, only)
        };
        // What all rows say is what was chosen before.
        let names = |row: &Row| row.labels.iter().any(|label| matching::same(label, &only.option));
        let names_row = product.rows.iter().any(names) && !product.rows.iter().all(names);
        (!names_row && !product.axes.iter().enumerate().any(fits_other)).then_some(only)
    }

    /// What the order says of an axis, for the person: its own words or what was picked. Where it says nothing
    /// there was nothing to choose.
    pub fn words_for(&self, product: &Product, index: usize, option: &Choice) -> String {
        if let Some(pick) = self.pick(index) {
            return pick.option.label.clone();
        }
        let all: Vec<&Attribute> = self.line.attributes.iter().collect();
        let Some(attribute) = self.attribute_for(product, index, &all) else {
            let is_spelled = product.axes.len() == 1 && all.len() > 1 && product.rows.is_empty();
            let said = if is_spelled { self.line.variant() } else { option.label.clone() };
            return said;
        };
        let called = product.axes.get(index).is_some_and(|axis| matching::same(&axis.name, &attribute.axis));
        let axis = if called { "" } else { &attribute.axis };
        [axis, " ", &attribute.option].concat().trim().to_owned()
    }

    /// Whether an attribute names an option of an axis. One whose id is at another axis does not.
    fn fits(&self, product: &Product, axis: &Axis, attribute: &Attribute) -> bool {
        let has_id = |axis: &Axis| {
            attribute.id.is_some() && axis.options.iter().any(|option| option.id == attribute.id)
        };
        (has_id(axis) || !product.axes.iter().any(has_id))
            && !self.fitting(&axis.options, attribute).is_empty()
    }

    /// The options that an attribute names: by id where it has one, else by label; equal labels
    /// are told apart by the line's SKU.
    fn fitting<'p>(&self, options: &'p [Choice], attribute: &Attribute) -> Vec<&'p Choice> {
        // What stands behind a label may be a part of it, or not: two that fit are a doubt.
        let says = |option: &Choice| {
            matching::same(&option.label, &attribute.option)
                || option.bare.as_deref().is_some_and(|bare| matching::same(bare, &attribute.option))
        };
        let has_id = |option: &Choice| attribute.id.is_some() && option.id == attribute.id;
        if options.iter().any(has_id) {
            // An id whose label says something else is a doubt, not a match.
            return those(options, &|option| has_id(option) && says(option));
        }
        let by_label = those(options, &says);
        let by_sku = those(options, &|option| says(option) && self.is_sku(option.id.as_deref()));
        if by_sku.len() == 1 { by_sku } else { by_label }
    }

    /// Whether an id of the page is the line's SKU.
    pub fn is_sku(&self, id: Option<&str>) -> bool {
        matches!((id, self.line.sku.as_deref()), (Some(id), Some(sku)) if !id.is_empty() && id == sku)
    }
}

/// Whether the page calls one of its axes as the order does an attribute's.
fn is_named(product: &Product, attribute: &Attribute) -> bool {
    product.axes.iter().any(|axis| matching::same(&attribute.axis, &axis.name))
}

fn those<'p>(options: &'p [Choice], fit: &dyn Fn(&Choice) -> bool) -> Vec<&'p Choice> {
    let mut found: Vec<&Choice> = options.iter().collect();
    found.retain(|option| fit(option));
    found
}

/// Whether the ERP counts a line in pieces.
pub fn is_piece(line: &Line) -> bool {
    PIECES.contains(&lower_case(line.unit.as_deref().unwrap_or_default().trim()).as_str())
}

/// Pieces in one unit of the ERP, as far as that is known.
pub fn pack_of(line: &Line, asked: &Asked, pairing: Option<&Pairing>) -> Option<u32> {
    if let Some((_, pieces)) = asked.packs.iter().find(|(id, _)| *id == line.id) {
        return Some(*pieces);
    }
    if is_piece(line) {
        return Some(1);
    }
    // The ERP's unit is what it is, whatever the supplier does.
    let unit = line.unit.as_deref().unwrap_or_default();
    pairing.filter(|pairing| pairing.unit == unit).map(|pairing| pairing.pieces)
}

/// Options as the person may pick them.
fn offered(axis: usize, options: &[&Choice]) -> Vec<Candidate> {
    let mut open = Vec::new();
    for option in options {
        if !option.disabled {
            open.push(Candidate { axis, label: option.label.clone(), id: option.id.clone() });
        }
    }
    open
}
