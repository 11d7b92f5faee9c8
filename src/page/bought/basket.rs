//! Carts and checkouts: what is about to be bought, for how much, and where it goes.

use crate::json::Json;

use crate::order::Quantity;
use crate::page::{Amount, QuantityControl};

/// What a cart, a checkout or a receipt lists.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Basket {
    /// Its lines.
    pub lines: Vec<BasketLine>,
    /// Freight, where shown.
    pub freight: Option<Amount>,
    /// The total with freight, where shown.
    pub total: Option<Amount>,
    /// Where the goods go, where shown.
    pub ship_to: Option<ShipTo>,
    /// The page was seen in part only: there may be more lines than these.
    pub cut: bool,
}

/// One line of a cart, a checkout, a receipt or a placed order.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct BasketLine {
    /// The product's title.
    pub title: String,
    /// The variant as shown, in one text or several.
    pub variant: Vec<String>,
    /// The product's page.
    pub url: Option<String>,
    /// The supplier's id of product or SKU.
    pub id: Option<String>,
    /// How many.
    pub quantity: Option<Quantity>,
    /// The price of one.
    pub price: Option<Amount>,
    /// The price of all.
    pub total: Option<Amount>,
    /// Ticked for this checkout; true where lines cannot be ticked.
    pub selected: bool,
    /// Where its quantity can be set.
    pub control: Option<QuantityControl>,
    /// What stands there is not what the shop sent: it may have to be told.
    pub unsaved: bool,
}

/// A ship-to as a page shows it, which may shorten or rewrite what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
#[json(default)]
pub struct ShipTo {
    /// All of it as one text, white space folded.
    pub text: String,
}
