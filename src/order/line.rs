//! One line of a purchase order: what to buy, where, how many and for how much at most.

use crate::json::Json;

use super::{Currency, Money, Quantity, added};

/// The line's id within its order, as the ERP gives it.
pub type LineId = String;

/// One thing to buy.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Line {
    /// The line's id within its order.
    pub id: LineId,
    /// The supplier's page of the product (http or https).
    pub url: String,
    /// The supplier's id of the product (offer id), where the ERP has it.
    pub offer: Option<String>,
    /// The supplier's SKU or the ERP's own, as the ERP writes it.
    pub sku: Option<String>,
    /// What the ERP calls the product.
    pub title: String,
    /// Address of a picture, if there is one.
    pub picture: Option<String>,
    /// The variant: one option for each axis, in the supplier's words.
    #[json(default)]
    pub attributes: Vec<Attribute>,
    /// How many are to be bought, in the ERP's unit.
    pub quantity: Quantity,
    /// How many of them are already covered by recorded supplier orders.
    #[json(default)]
    pub purchased: Quantity,
    /// The ERP's unit where it is not a piece; such a line asks for its pack factor.
    pub unit: Option<String>,
    /// The most that one unit may cost. Without it any price needs the person's word.
    pub limit: Option<Money>,
}

impl Line {
    /// How many are still to be bought; never negative.
    pub fn left(&self) -> Quantity {
        added(self.quantity, -self.purchased).unwrap_or_default().max(Quantity::ZERO)
    }

    /// What the rest costs at most, where a limit is set.
    pub fn limit_of_rest(&self) -> Option<Money> {
        self.limit?.times(self.left())
    }

    /// The currency of the limit, where one is set.
    pub fn currency(&self) -> Option<Currency> {
        self.limit.map(|limit| limit.currency)
    }

    /// Title and variant in one text.
    pub fn name(&self) -> String {
        let variant = self.variant();
        if variant.is_empty() { self.title.clone() } else { [&self.title, " · ", &variant].concat() }
    }

    /// The variant in one short text, such as `红色 · XL`.
    pub fn variant(&self) -> String {
        let mut variant = String::new();
        for (index, attribute) in self.attributes.iter().enumerate() {
            if index > 0 {
                variant.push_str(" · ");
            }
            variant.push_str(&attribute.option);
        }
        variant
    }
}

/// One axis of a variant with the option to choose.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Attribute {
    /// The axis as the supplier names it (颜色, Size); empty where the ERP does not know it.
    #[json(default)]
    pub axis: String,
    /// The option as the supplier names it (红色, XL).
    pub option: String,
    /// The supplier's id of the option, which tells equal labels apart.
    pub id: Option<String>,
}
