//! The page of a product: where it stands, which variants it has, what they cost, and how many can be had.

pub mod article;
pub mod axes;
pub mod beside;
pub mod cards;
pub mod dropdowns;
pub mod layout_reader;
pub mod matrix;
pub mod no_quantity;
pub mod option_groups;
pub mod option_note;
pub mod option_state;
mod order_bounds;
pub mod place;
pub mod quantity;
pub mod reader;
pub mod rows;
pub mod sold_out;
pub mod state_reader;
pub mod tiers;
pub mod types;
pub mod variant_list;

pub use types::{Amount, Axis, Choice, Control, Opener, Product, QuantityControl, QuantityKind, Row, Tier};
