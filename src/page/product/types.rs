//! A product page: what can be chosen, what it costs, how many there are.

use crate::json::{Json, Misfits, Value};
use rust_decimal::Decimal;

use crate::order::{Currency, Quantity};
use crate::page::Handle;

/// An amount as a page shows it. A page may leave the currency open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
pub struct Amount {
    /// The amount.
    pub amount: Decimal,
    /// The currency, where the page leaves no doubt.
    pub currency: Option<Currency>,
}

/// What a product page says.
#[derive(Debug, Clone, Default, PartialEq, Json)]
pub struct Product {
    /// The supplier's id of the product.
    pub id: Option<String>,
    /// What the page calls its article: its SKU, item number, 货号.
    pub sku: Option<String>,
    /// Its title. It may keep naming another variant than the chosen one.
    pub title: String,
    /// The unit price that holds now, for the chosen variant.
    pub price: Option<Amount>,
    /// The currency of all its prices, also where they leave the unit price open, as a range does.
    pub currency: Option<Currency>,
    /// Unit prices by quantity, smallest quantity first; empty where there are no tiers.
    pub tiers: Vec<Tier>,
    /// The page says that the quantities of several variants count together for [`Product::tiers`].
    #[json(default)]
    pub mixed: bool,
    /// How many there are, where told.
    pub stock: Option<Quantity>,
    /// The page says that it cannot be bought now.
    pub sold_out: bool,
    /// The smallest quantity that may be ordered.
    pub minimum: Option<Quantity>,
    /// Quantities must be a multiple of this (counted from zero).
    pub step: Option<Quantity>,
    /// The page says that what it sells is a pack of so many pieces.
    #[json(default)]
    pub pack: Option<Quantity>,
    /// Axes of variants, each with its options.
    pub axes: Vec<Axis>,
    /// Variants as rows with a quantity each; then [`Product::quantity`] is empty.
    pub rows: Vec<Row>,
    /// The one quantity of the page.
    pub quantity: Option<QuantityControl>,
}

/// A unit price from a quantity on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
pub struct Tier {
    /// From this quantity on.
    pub from: Quantity,
    /// One unit costs this.
    pub price: Amount,
}

/// One axis of a variant, such as colour.
#[derive(Debug, Clone, Default, PartialEq, Json)]
pub struct Axis {
    /// The axis as the page names it; may be empty.
    pub name: String,
    /// Its options, in the page's order. Where a list is closed, those of it that are known.
    pub options: Vec<Choice>,
    /// What is pressed before an option can be, where the list of them is closed.
    pub opener: Option<Opener>,
}

/// What opens a list of options.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
pub struct Opener {
    /// The element.
    pub handle: Handle,
    /// What it is called now.
    pub label: String,
}

/// One option of an axis.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Choice {
    /// The option as the page names it.
    pub label: String,
    /// The same without the price, the stock or "sold out" behind it, where it has such a note.
    pub bare: Option<String>,
    /// The page's id of the option or SKU.
    pub id: Option<String>,
    /// Cannot be chosen now.
    pub disabled: bool,
    /// Is chosen now.
    pub chosen: bool,
    /// How it is chosen.
    pub control: Control,
}

/// How something is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// A click on the element (button, radio, swatch).
    Click(Handle),
    /// A value of a `select`.
    Select(Handle, String),
    /// The variant has a page of its own.
    Open(String),
}

/// The element and the text, of which one may be missing.
impl Json for Control {
    fn to_value(&self) -> Value {
        match self {
            Self::Click(handle) => (Some(*handle), None::<String>).to_value(),
            Self::Select(handle, value) => (Some(*handle), Some(value.clone())).to_value(),
            Self::Open(address) => (None::<Handle>, Some(address.clone())).to_value(),
        }
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        match <(Option<Handle>, Option<String>)>::from_value(value, misfits) {
            (Some(handle), None) => Self::Click(handle),
            (Some(handle), Some(value)) => Self::Select(handle, value),
            (None, address) => Self::Open(address.unwrap_or_default()),
        }
    }
}

/// One variant as a row with its own quantity.
#[derive(Debug, Clone, Default, PartialEq, Json)]
pub struct Row {
    /// What the row calls the variant: one label, or one for each column.
    pub labels: Vec<String>,
    /// The page's id of the SKU.
    pub id: Option<String>,
    /// The row's unit price.
    pub price: Option<Amount>,
    /// The row's stock.
    pub stock: Option<Quantity>,
    /// Cannot be bought now.
    pub sold_out: bool,
    /// Its quantity, where it can be set.
    pub quantity: Option<QuantityControl>,
}

impl Row {
    /// What the row calls the variant, in one text.
    pub fn name(&self) -> String {
        self.labels.join(" · ")
    }
}

/// Where a quantity is shown and set.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct QuantityControl {
    /// The field, or the element that shows the number of a stepper.
    pub handle: Handle,
    /// How it is set.
    pub kind: QuantityKind,
    /// What stands in it now; nothing where it is empty or no number.
    pub value: Option<Quantity>,
    /// The smallest value it takes.
    pub min: Option<Quantity>,
    /// The largest value it takes.
    pub max: Option<Quantity>,
    /// Its values are this far apart.
    pub step: Option<Quantity>,
    /// The button that lowers it.
    pub minus: Option<Handle>,
    /// What that button is called.
    pub minus_label: String,
    /// The button that raises it.
    pub plus: Option<Handle>,
    /// What that button is called.
    pub plus_label: String,
}

/// How a quantity is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Json)]
pub enum QuantityKind {
    /// A field that is typed into.
    #[default]
    Field,
    /// A `select` whose values are numbers.
    Select,
    /// Only the buttons minus and plus.
    Stepper,
    /// It cannot be set here (hidden or fixed); the cart may let it.
    Fixed,
    /// Nothing on the page sets it: one press of its button, which is the handle's, buys one. A place for
    /// it may still come.
    Button,
}
