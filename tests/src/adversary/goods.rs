//! What a shop sells on one page, before any markup.

/// How the variants of a page are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// Axes to choose from and one quantity.
    #[default]
    Axes,
    /// A row with a quantity for each variant.
    Rows,
    /// Rows behind the options of the first axis.
    RowsBehind,
    /// A page for each option of the only axis.
    Pages,
    /// A table with a quantity in each cell: one axis down, the other across.
    Grid,
}

impl Form {
    /// Whether every variant has a quantity of its own.
    pub fn has_rows(self) -> bool {
        matches!(self, Self::Rows | Self::RowsBehind | Self::Grid)
    }
}

/// How the quantity is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Control {
    /// A field for numbers.
    #[default]
    Number,
    /// A field for text.
    Text,
    /// A field between two buttons.
    Between,
    /// A field that only its buttons change.
    Locked,
    /// A bare number between two buttons.
    Bare,
    /// A list of numbers.
    List,
    /// It is set nowhere.
    Absent,
}

/// What a page does not take.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Deaf {
    /// It takes all.
    #[default]
    Not,
    /// The quantity goes back.
    Quantity,
    /// Nothing can be chosen.
    Options,
    /// What was chosen is forgotten when the quantity is filled.
    Forgets,
}

/// One option of an axis.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What it is called, plainly.
    pub label: String,
    /// What the page writes.
    pub shown: String,
    /// What stands behind it in the same text: what it costs more, or that it is sold out.
    pub note: String,
    /// The shop's id of it.
    pub id: String,
    /// It cannot be chosen.
    pub barred: bool,
}

/// One axis.
#[derive(Debug, Clone, Default)]
pub struct Axis {
    /// Its name.
    pub name: String,
    /// Its options.
    pub options: Vec<Choice>,
}

/// One variant.
#[derive(Debug, Clone, Default)]
pub struct Sku {
    /// The shop's number of it.
    pub id: String,
    /// The option of each axis.
    pub options: Vec<usize>,
    /// What one costs in the first tier, in minor units.
    pub price: i64,
    /// How many there are.
    pub stock: i64,
}

/// What the order says of one axis.
#[derive(Debug, Clone)]
pub struct Named {
    /// The axis, or nothing where the ERP does not know it.
    pub axis: String,
    /// The option.
    pub option: String,
    /// Its id, where the ERP has it.
    pub id: Option<String>,
}

/// An option with that label.
pub fn named(label: impl Into<String>) -> Choice {
    Choice { label: label.into(), ..Choice::default() }
}
