//! What single texts of a page mean: money, numbers, quantities, times, order numbers, and the words that shops use.

pub mod chars;
pub mod currency_signs;
pub mod fold;
pub mod labels;
pub mod money;
pub mod numbers;
pub mod order_number;
pub mod packs;
pub mod product_id;
pub mod quantity;
pub mod time;
pub mod words;
