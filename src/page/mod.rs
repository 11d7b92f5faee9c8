//! From a plain snapshot of a page to a reading of it: what page this is, who is signed in, what
//! can be chosen, what it costs, what was ordered. Pure: no browser, and nothing is remembered
//! between two readings.
//!
//! The agent in the page sends a [`Snapshot`]; [`read`] makes a [`Reading`] of it; the purchase
//! decides what to do and sends back [`Step`]s, which name elements by the handles of the snapshot.

mod account;
mod asked;
mod bought;
mod buttons;
mod controls;
mod evidence;
mod fields;
mod forms;
mod headings;
mod kind;
mod lexicon;
mod links;
mod naming;
mod pieces;
mod price;
mod product;
mod read;
mod reading;
mod select;
mod sheet;
mod snapshot;
mod step;
mod structured;
mod supplied;
#[cfg(test)]
mod supplier_tests;
mod surroundings;
mod teach;
#[cfg(test)]
pub mod testpage;
mod text;
mod tree;
mod variants;
mod weights;

pub use asked::{Learnt, Lesson, learn_text, read_text, role_text};
pub use bought::{Basket, BasketLine, Pasted, Placed, ShipTo, from_text};
pub use lexicon::provide as provide_words;
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
pub use text::fold::plain;
pub use text::packs::packs;
pub use text::product_id::number_in_address;
#[cfg(not(target_arch = "wasm32"))]
pub use weights::Shipped;
