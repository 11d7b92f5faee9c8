//! Past the product: carts, checkouts, receipts, and the orders that were placed.

pub mod basket;
pub mod basket_reader;
pub mod boxes;
pub mod goods;
pub mod line_reader;
pub mod order_places;
pub mod paste;
pub mod placed;
pub mod placed_links;
pub mod placed_reader;
mod placed_time;
#[cfg(test)]
mod tests;

pub use basket::{Basket, BasketLine, ShipTo};
pub use paste::{Pasted, from_text};
pub use placed::Placed;
