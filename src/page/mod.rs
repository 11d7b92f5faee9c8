//! From a plain snapshot of a page to a reading of it: what page this is, who is signed in, what
//! can be chosen, what it costs, what was ordered. Pure: no browser, and nothing is remembered
//! between two readings.
//!
//! The agent in the page sends a [`Snapshot`]; [`read`] makes a [`Reading`] of it; the purchase
//! decides what to do and sends back [`Step`]s, which name elements by the handles of the snapshot.

mod account;
mod article;
mod asked;
mod axes;
mod basket;
mod basket_reader;
#[cfg(test)]
mod bought_tests;
mod buttons;
mod cards;
mod chars;
mod controls;
mod currency_signs;
mod dropdowns;
mod evidence;
mod fields;
mod fold;
mod forms;
mod goods;
mod headings;
mod kind;
mod labels;
mod layout_reader;
mod lexicon;
mod line_reader;
mod links;
mod matrix;
mod money_text;
mod naming;
mod no_quantity;
mod numbers;
mod option_groups;
mod option_note;
mod option_state;
mod order_number;
mod order_places;
mod paste;
mod pieces;
mod placed;
mod placed_links;
mod placed_reader;
mod price;
mod product;
mod product_id;
mod product_place;
mod product_reader;
mod quantity;
mod quantity_text;
mod read;
mod reading;
mod rows;
mod select;
mod sheet;
mod snapshot;
mod sold_out;
mod state_reader;
mod step;
mod structured;
mod supplied;
#[cfg(test)]
mod supplier_tests;
mod surroundings;
mod teach;
#[cfg(test)]
pub mod testpage;
mod tiers;
mod time_text;
mod tree;
mod variant_list;
mod weights;
mod words;

pub use asked::{Learnt, Lesson, learn_text, read_text, role_text};
pub use basket::{Basket, BasketLine, ShipTo};
pub use fold::plain;
pub use lexicon::provide as provide_words;
pub use paste::{Pasted, from_text};
pub use placed::Placed;
#[cfg(not(target_arch = "wasm32"))]
pub use price::{AHEAD, ENOUGH, MayBePrice};
pub use product::{Amount, Axis, Choice, Control, Opener, Product, QuantityControl, QuantityKind, Row, Tier};
#[cfg(not(target_arch = "wasm32"))]
pub use read::{PURPOSES, prices_of, quantities_of, signs_of_forms, signs_of_kind};
pub use read::{read, read_by};
pub use reading::{Button, ButtonRole, Evidence, Frame, Kind, Link, LinkRole, Reading, SignIn};
pub use snapshot::{Attributes, Data, Handle, Node, Press, Rect, Snapshot};
pub use step::Step;
pub use teach::{Thing, learn};
#[cfg(not(target_arch = "wasm32"))]
pub use weights::Shipped;
