//! Real shops that this project did not write, each described in one place, and purchases in them.
//!
//! [`Described`] says where a shop's own controls are and what a person fills in; [`Running`] is such
//! a shop brought up on this machine, [`customer`] the person in it, and [`journeys`] what is bought,
//! the same for all of them. [`kinds`] reads the pages of a shop.

mod cartridge;
pub mod customer;
mod eyes;
pub mod journeys;
pub mod kinds;
mod oscar;
mod up;

pub use eyes::Eyes;
pub use up::{Running, Sold, scripts};

use one_click_purchase::page::Kind;

/// All of them.
pub const ALL: [&Described; 3] = [&oscar::STOCK, &oscar::FULL, &cartridge::CARTRIDGE];

/// A shop: how it is brought up, what it sells, where its controls are. Controls are CSS selectors.
#[derive(Debug)]
pub struct Described {
    /// What it is called in what is printed.
    pub name: &'static str,
    /// The script that brings it up.
    pub script: &'static str,
    /// Environment variables for that.
    pub settings: &'static [(&'static str, &'static str)],
    /// Its directory among those of the shops.
    pub directory: &'static str,
    /// The directory of a shop that is the same program, from which it takes what was installed.
    pub installed_with: Option<&'static str>,
    /// Its database, in its directory.
    pub database: &'static str,
    /// Asks the database for number, total, freight, SKU and quantity of each line that was sold.
    pub sold: &'static str,
    /// How a person signs in.
    pub sign_in: SignIn,
    /// What is bought.
    pub goods: Goods,
    /// The button that puts goods into the cart.
    pub add: &'static str,
    /// The cart's path.
    pub cart: &'static str,
    /// The cart's button that takes changed quantities over.
    pub update: &'static str,
    /// The cart's way to the checkout.
    pub to_checkout: &'static str,
    /// The pages of the checkout, one after the other; the last one places the order.
    pub checkout: &'static [Step],
    /// The page after it: a part of its address.
    pub thanks: &'static str,
    /// Whether that page tells the order's number.
    pub shows_number: bool,
    /// From there to the person's orders: the links to press.
    pub to_orders: &'static [&'static str],
    /// Pages and what each must be read to be, where anybody sees them.
    pub pages: &'static [(&'static str, Kind)],
    /// Pages of who is signed in.
    pub own_pages: &'static [(&'static str, Kind)],
}

/// The sign-in page and an account.
#[derive(Debug)]
pub struct SignIn {
    /// The link that leads there from every page.
    pub link: &'static str,
    /// What is filled in.
    pub fields: &'static [(&'static str, &'static str)],
    /// The button.
    pub submit: &'static str,
    /// What stands on pages of who is signed in.
    pub done: &'static str,
}

/// What is bought.
#[derive(Debug)]
pub struct Goods {
    /// Its page.
    pub path: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The variant in the order's words: axis and option.
    pub attributes: &'static [(&'static str, &'static str)],
    /// The shop's id of the variant, as its books have it. The order does not know it.
    pub sku: &'static str,
    /// The price of one in US dollars.
    pub price: &'static str,
    /// How many.
    pub quantity: u32,
    /// The page on which a person without the extension finds the variant.
    pub page_of_variant: &'static str,
    /// What such a person fills in there.
    pub by_hand: &'static [(&'static str, &'static str)],
    /// And in the cart.
    pub in_cart: &'static [(&'static str, &'static str)],
}

/// A page of the checkout. A field without a value is ticked.
#[derive(Debug)]
pub struct Step {
    /// What tells that it is this page: a part of its address.
    pub at: &'static str,
    /// What tells it where several have one address.
    pub shows: &'static str,
    /// What is filled in.
    pub fields: &'static [(&'static str, &'static str)],
    /// The button that leads on or places the order.
    pub press: &'static str,
    /// What it is to a reader.
    pub is: Kind,
}
