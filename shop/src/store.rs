//! What the shop remembers while it runs: who is signed in, carts, checkouts and orders.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, FixedOffset, Utc};

use crate::catalogue::{Product, Success, goods};
use crate::price::{Currency, Price};
use crate::trade::{self, Item, Line, Quote, Refusal};

/// Everything that changes while the shop runs.
#[derive(Debug)]
pub struct Store {
    /// The goods, as they are now.
    pub products: Vec<Product>,
    /// Accounts by session token.
    pub sessions: HashMap<String, String>,
    /// Accounts by the one-time code with which the sign-in host hands over.
    pub codes: HashMap<String, String>,
    /// Tokens of visitors who passed the check.
    pub passes: HashSet<String>,
    /// Carts by account.
    pub carts: BTreeMap<String, Vec<Item>>,
    /// Orders, oldest first.
    pub orders: Vec<Order>,
    /// Whether orders are still being worked on: pages that wait for one wait on.
    pub busy: bool,
    checkouts: HashMap<String, Checkout>,
}

/// One checkout: what somebody is about to order, or has ordered.
#[derive(Debug, Clone)]
pub struct Checkout {
    /// Its id in addresses.
    pub id: String,
    /// Who orders.
    pub account: String,
    /// What.
    pub items: Vec<Item>,
    /// Whether the items come out of the cart.
    pub from_cart: bool,
    /// The payment's number: not an order number, though it looks like one.
    pub payment: String,
    /// What was placed; empty before.
    pub placed: Vec<String>,
    /// How the receipt shows the numbers.
    pub success: Success,
}

/// One supplier order.
#[derive(Debug, Clone)]
pub struct Order {
    /// Its number: 19 digits.
    pub number: String,
    /// Who ordered.
    pub account: String,
    /// When.
    pub placed_at: DateTime<FixedOffset>,
    /// What.
    pub lines: Vec<Line>,
    /// Freight.
    pub freight: Price,
    /// Goods and freight.
    pub total: Price,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Whether it has been paid.
    pub paid: bool,
    /// Where it goes.
    pub ship_to: String,
    /// What the buyer wrote to the seller.
    pub note: String,
    /// The carrier's number, once shipped.
    pub tracking: Option<String>,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            products: goods(),
            sessions: HashMap::new(),
            codes: HashMap::new(),
            passes: HashSet::new(),
            carts: BTreeMap::new(),
            orders: Vec::new(),
            busy: false,
            checkouts: HashMap::new(),
        }
    }
}

impl Store {
    /// The product whose page has this key: its offer id, slug, or the id of one of its variants.
    pub fn product(&self, key: &str) -> Option<&Product> {
        let named =
            |product: &&Product| product.offer == key || product.slug == key || product.sku(key).is_some();
        self.products.iter().find(named)
    }

    /// Signs an account out everywhere.
    pub fn sign_out(&mut self, account: &str) {
        self.sessions.retain(|_, holder| holder != account);
        self.codes.retain(|_, holder| holder != account);
    }

    /// Puts items into a cart, adding to what is there.
    pub fn add_to_cart(&mut self, account: &str, items: &[Item]) -> Result<(), Refusal> {
        trade::quote(&self.products, items)?;
        let cart = self.carts.entry(account.to_owned()).or_default();
        for item in items {
            match cart.iter_mut().find(|held| held.sku == item.sku) {
                Some(held) => held.quantity = held.quantity.saturating_add(item.quantity),
                None => cart.push(item.clone()),
            }
        }
        Ok(())
    }

    /// Begins a checkout; nothing is ordered yet.
    pub fn check_out(&mut self, account: &str, items: Vec<Item>, from_cart: bool) -> Result<String, Refusal> {
        let quote = trade::quote(&self.products, &items)?;
        let checkout = Checkout {
            id: token(),
            account: account.to_owned(),
            items,
            from_cart,
            payment: number("88", 20),
            placed: Vec::new(),
            success: quote.success,
        };
        let id = checkout.id.clone();
        self.checkouts.insert(id.clone(), checkout);
        Ok(id)
    }

    /// The checkout of an id.
    pub fn checkout(&self, id: &str) -> Option<&Checkout> {
        self.checkouts.get(id)
    }

    /// The checkout with that payment.
    pub fn payment(&self, payment: &str) -> Option<&Checkout> {
        self.checkouts.values().find(|checkout| checkout.payment == payment)
    }

    /// Places the orders of a checkout, once: a second call changes nothing.
    pub fn place(&mut self, id: &str, ship_to: &str, note: &str) -> Result<(), Refusal> {
        let Some(checkout) = self.checkouts.get_mut(id).filter(|checkout| checkout.placed.is_empty()) else {
            return Ok(());
        };
        let quote = trade::quote(&self.products, &checkout.items)?;
        let orders = orders_of(&quote, &checkout.account, ship_to, note);
        checkout.placed = orders.iter().map(|order| order.number.clone()).collect();
        checkout.success = quote.success;
        for item in &checkout.items {
            let skus = self.products.iter_mut().flat_map(|product| &mut product.skus);
            skus.filter(|sku| sku.id == item.sku)
                .for_each(|sku| sku.stock = sku.stock.saturating_sub(item.quantity));
        }
        if checkout.from_cart
            && let Some(cart) = self.carts.get_mut(&checkout.account)
        {
            cart.retain(|held| !checkout.items.iter().any(|item| item.sku == held.sku));
        }
        self.orders.extend(orders);
        Ok(())
    }

    /// Marks the orders of a payment as paid.
    pub fn pay(&mut self, payment: &str) -> Option<Checkout> {
        let checkout = self.payment(payment).filter(|checkout| !checkout.placed.is_empty())?.clone();
        for order in self.orders.iter_mut().filter(|order| checkout.placed.contains(&order.number)) {
            order.paid = true;
        }
        Some(checkout)
    }

    /// The orders of a checkout.
    pub fn orders_of<'a>(&'a self, checkout: &'a Checkout) -> impl Iterator<Item = &'a Order> {
        self.orders.iter().filter(|order| checkout.placed.contains(&order.number))
    }
}

fn orders_of(quote: &Quote, account: &str, ship_to: &str, note: &str) -> Vec<Order> {
    let order = |parcel: &trade::Parcel| Order {
        number: number("3", 19),
        account: account.to_owned(),
        placed_at: now(),
        lines: parcel.lines.clone(),
        freight: parcel.freight,
        total: parcel.total(),
        currency: quote.currency,
        paid: false,
        ship_to: ship_to.to_owned(),
        note: note.to_owned(),
        tracking: None,
    };
    quote.parcels.iter().map(order).collect()
}

/// The time in China, to the second, as the shop shows it.
pub fn now() -> DateTime<FixedOffset> {
    let utc = Utc::now();
    let whole = DateTime::from_timestamp(utc.timestamp(), 0).unwrap_or(utc);
    match FixedOffset::east_opt(8 * 3600) {
        Some(china) => whole.with_timezone(&china),
        None => whole.fixed_offset(),
    }
}

/// A random token for cookies and addresses.
pub fn token() -> String {
    format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..))
}

/// A random number of so many digits with a fixed beginning.
pub fn number(beginning: &str, digits: usize) -> String {
    let rest = digits.saturating_sub(beginning.len());
    beginning.chars().chain((0..rest).map(|_| fastrand::digit(10))).collect()
}
