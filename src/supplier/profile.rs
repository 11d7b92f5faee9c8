//! What a supplier profile says. Whatever is not known of a shop is left out, and read as of any shop.

use super::address::{self, Address, Holes};
use super::selector::{Pick, Selector};
use crate::json::Json;
use crate::order::{Currency, host_of};

/// One shop, or one platform that many shops run on.
#[derive(Debug, Clone, Default, PartialEq, Json)]
pub struct Profile {
    /// What the shop or platform is called.
    pub name: String,
    /// Counts up with each change.
    pub version: u32,
    /// The day of the facts it was written from, such as `2026-11-24`.
    pub date: String,
    /// Which layout of the shop it was written for, and how far that is to be trusted.
    pub note: String,
    /// The currency of all its prices: what `¥`, `$` or `元` means there in whatever language it is shown.
    pub currency: Option<Currency>,
    /// The shop's domains where it has one for each country; `{site}` in hosts stands for the one at hand.
    #[json(default)]
    pub sites: Vec<String>,
    /// The shop's hosts.
    #[json(default)]
    pub hosts: Hosts,
    /// Marks that tell a platform, which has no hosts of its own: one of them is enough.
    #[json(default)]
    pub marks: Vec<Selector>,
    /// Pages by their address or by a mark.
    #[json(default)]
    pub pages: Vec<PageRule>,
    /// What is there for those who are signed in.
    pub signed_in: Option<Selector>,
    /// What is there for those who are not.
    pub signed_out: Option<Selector>,
    /// Ways in which its product pages are made.
    #[json(default)]
    pub layouts: Vec<Layout>,
    /// The product as the page's own scripts hold it.
    pub state: Option<State>,
    /// Where orders are.
    #[json(default)]
    pub orders: Orders,
}

/// Hosts by what happens there, such as `detail.1688.com`, `*.taobao.com` or `www.{site}`.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Hosts {
    /// Where its products are.
    pub product: Vec<String>,
    /// Where the person signs in.
    pub sign_in: Vec<String>,
    /// Cart and checkout.
    pub checkout: Vec<String>,
    /// Where is paid.
    pub cashier: Vec<String>,
    /// The person's orders.
    pub orders: Vec<String>,
}

/// How a page is known.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct PageRule {
    /// What it is.
    pub kind: PageKind,
    /// Its addresses: one of them fits.
    #[json(default)]
    pub at: Vec<Address>,
    /// What is on it. With addresses both must hold.
    pub mark: Option<Selector>,
}

/// What pages there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
#[json(kebab)]
pub enum PageKind {
    /// One product.
    Product,
    /// Several products.
    Listing,
    /// The cart.
    Cart,
    /// Before the order is placed.
    Checkout,
    /// Where it is paid.
    Cashier,
    /// After it was placed.
    Receipt,
    /// The person's orders.
    OrderList,
    /// One of them.
    OrderDetail,
    /// Where the person signs in.
    Login,
    /// A check of the person.
    Blocked,
    /// Not there any more.
    Gone,
}

/// One way in which product pages are made.
#[derive(Debug, Clone, Default, PartialEq, Json)]
pub struct Layout {
    /// What it is called.
    pub name: String,
    /// What tells that this is the one.
    pub mark: Selector,
    /// The product's title.
    pub title: Option<Pick>,
    /// The unit price that holds now.
    pub price: Option<Pick>,
    /// How many there are.
    pub stock: Option<Pick>,
    /// The smallest quantity.
    pub minimum: Option<Pick>,
    /// What the shop calls the article.
    pub sku: Option<Pick>,
    /// What is there when it is sold out.
    pub sold_out: Option<Selector>,
    /// What can be chosen.
    #[json(default)]
    pub axes: Vec<AxisRule>,
    /// Variants with a quantity each.
    pub rows: Option<RowsRule>,
    /// The field or `select` of the quantity.
    pub quantity: Option<Selector>,
    /// The button that buys at once.
    pub buy: Option<Selector>,
    /// The button that puts into the cart.
    pub add_to_cart: Option<Selector>,
}

/// How axes are laid out.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct AxisRule {
    /// The element of each axis; a `select` needs no more.
    pub each: Selector,
    /// Its name, in the element.
    pub name: Option<Pick>,
    /// Its options, in the element.
    pub option: Option<Selector>,
    /// What an option is called, in the option; else all its words.
    pub label: Option<Pick>,
    /// What a chosen option is.
    pub chosen: Option<Selector>,
    /// What an option is that cannot be chosen.
    pub disabled: Option<Selector>,
    /// The option's id.
    pub id: Option<Pick>,
    /// Where the option has a page of its own: its address, `{id}` standing for the option's id.
    pub open: Option<String>,
}

/// How rows of variants are laid out.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct RowsRule {
    /// The element of each row.
    pub each: Selector,
    /// What it calls the variant, in the row.
    pub labels: Vec<Pick>,
    /// Its price.
    pub price: Option<Pick>,
    /// How many there are.
    pub stock: Option<Pick>,
    /// Its quantity.
    pub quantity: Option<Selector>,
    /// Its id.
    pub id: Option<Pick>,
    /// What a row is of which nothing is left.
    pub sold_out: Option<Selector>,
}

/// Where a script of the page holds all variants. Ways through the data are names with dots between.
#[derive(Debug, Clone, Default, PartialEq, Json)]
pub struct State {
    /// The member of this name, wherever in a script it stands.
    pub key: String,
    /// The way from there to the variants: a list, or an object by the names of their options.
    pub skus: String,
    /// The id of one.
    pub id: Option<String>,
    /// Its options: a list, or a text with `between` between them; nothing where the object's names are it.
    pub options: Option<String>,
    /// Where options are objects: the way to what they are called.
    pub label: Option<String>,
    /// What stands between options in one text.
    #[json(default)]
    pub between: String,
    /// The name of an object, wherever in the same script, that holds prices and stock under the ids of
    /// the variants: the ways to them begin there.
    pub by_id: Option<String>,
    /// The ways to its price: the first that leads somewhere.
    #[json(default)]
    pub price: Vec<String>,
    /// The way to how many there are.
    pub stock: Option<String>,
}

/// Where orders are.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Orders {
    /// The order's number on a receipt or an order's page.
    pub number: Option<Pick>,
    /// What a number looks like: `9` for a digit, any other character for itself.
    pub format: Option<String>,
    /// The list of orders, where a number can be looked up.
    pub list: Option<String>,
    /// The rows of that list.
    pub each: Option<Selector>,
    /// The number in a row.
    pub row_number: Option<Pick>,
}

impl Profile {
    /// Its hosts, role by role.
    fn roles(&self) -> [&[String]; 5] {
        let hosts = &self.hosts;
        [&hosts.product, &hosts.sign_in, &hosts.checkout, &hosts.cashier, &hosts.orders]
    }

    /// Which of its sites a host belongs to; empty where it has none, nothing where it is none of them.
    pub fn site_of(&self, host: &str) -> &str {
        for site in &self.sites {
            if address::is_below(host, site) {
                return site;
            }
        }
        ""
    }

    /// Whether an address is at one of these hosts of it.
    pub fn is_at(&self, url: &str, hosts: &[String]) -> bool {
        let Some(host) = host_of(url) else { return false };
        let site = self.site_of(&host);
        hosts.iter().any(|pattern| address::host_fits(pattern, &host, site))
    }

    /// Whether an address is at any of its hosts.
    pub fn is_home(&self, url: &str) -> bool {
        self.roles().iter().any(|role| self.is_at(url, role))
    }

    /// Whether a rule's addresses fit, and what stood in the holes. Without addresses it does.
    pub fn holes(&self, rule: &PageRule, url: &str) -> Option<Holes> {
        if rule.at.is_empty() {
            return Some(Holes::new());
        }
        let host = host_of(url)?;
        for address in &rule.at {
            if let Some(holes) = address.holes(url, self.site_of(&host)) {
                return Some(holes);
            }
        }
        None
    }

    /// The match patterns of all hosts that buying at an address of it needs, some perhaps twice.
    pub fn access(&self, url: &str) -> Vec<String> {
        let host = host_of(url).unwrap_or_default();
        let site = self.site_of(&host);
        let mut patterns = Vec::new();
        // A shop on this very machine may be without encryption.
        let own = if url.starts_with("http:") { "http://" } else { "https://" };
        for role in self.roles() {
            for pattern in role {
                let scheme = if *pattern == host { own } else { "https://" };
                if let Some(pattern) = address::at_site(pattern, site) {
                    patterns.push([scheme, &pattern, "/*"].concat());
                }
            }
        }
        patterns
    }
}
