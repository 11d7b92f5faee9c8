//! What the shop sells: products, their variants and the ways in which they are sold.

mod build;
mod goods;

use serde::Serialize;

use crate::picture::Shape;
use crate::price::{Currency, Price};

pub use goods::goods;

/// The way in which a product page is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Filter buttons, then a row with a stepper for each SKU; controlled inputs.
    A,
    /// Axes of buttons, loaded late; one stepper.
    B,
    /// Selects and a number field, no script.
    C,
    /// Strict CSP, controls in shadow roots.
    D,
    /// One address for each variant.
    E,
    /// Checkout in a new tab, cashier on a third host.
    F,
    /// Checkout in a frame of another origin.
    G,
    /// Hostile pages.
    H,
}

impl Layout {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F, Self::G, Self::H];

    /// What a visitor of the start page reads about it.
    pub fn about(self) -> (&'static str, &'static str) {
        match self {
            Self::A => ("批发：每个规格一行，各填数量", "Wholesale: a row and a quantity for each variant"),
            Self::B => ("按钮选规格，选项稍后加载", "Option buttons, loaded a moment later"),
            Self::C => ("下拉选择，无脚本", "Plain selects, no script"),
            Self::D => ("严格内容策略，Shadow DOM 控件", "Strict content policy, shadow DOM controls"),
            Self::E => ("每个规格一个页面", "One page for each variant"),
            Self::F => ("新标签页结算，第三方收银台", "Checkout in a new tab, cashier on another host"),
            Self::G => ("内嵌结算框", "Checkout in a frame"),
            Self::H => ("不怀好意的页面", "Hostile pages"),
        }
    }
}

/// How the page after paying shows the order number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Success {
    /// In its text.
    Text,
    /// Only in its address, beside other numbers.
    Address,
    /// In the text of the page that follows a waiting page.
    Waiting,
    /// Not at all; only the order list has it.
    None,
    /// Two numbers in its text: the goods come from two warehouses.
    Split,
}

/// One option of an axis.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The shop's id of it; what tells equal labels apart.
    pub id: String,
    /// What the button says.
    pub label: &'static str,
    /// What hovering says, where the label alone is not enough.
    pub hint: Option<&'static str>,
    /// The colour of its picture.
    pub colour: Option<&'static str>,
}

/// One axis of a variant.
#[derive(Debug, Clone)]
pub struct Axis {
    /// Such as 颜色.
    pub name: &'static str,
    /// Its options.
    pub choices: Vec<Choice>,
}

/// One variant.
#[derive(Debug, Clone)]
pub struct Sku {
    /// The shop's id of it.
    pub id: String,
    /// The option of each axis, by its place.
    pub picks: Vec<usize>,
    /// The price of one, before any tier.
    pub price: Price,
    /// How many there are.
    pub stock: u32,
    /// Where it is shipped from; goods of two warehouses become two orders.
    pub warehouse: u8,
}

/// A lower price from a quantity on.
#[derive(Debug, Clone, Copy)]
pub struct Tier {
    /// From how many of the product on.
    pub from: u32,
    /// How much less each of them costs.
    pub off: Price,
}

/// One product.
#[derive(Debug, Clone)]
pub struct Product {
    /// Its name in tests.
    pub slug: &'static str,
    /// The shop's id of it.
    pub offer: String,
    /// How its page is laid out.
    pub layout: Layout,
    /// What it is called.
    pub title: &'static str,
    /// What it is counted in.
    pub unit: &'static str,
    /// What its picture shows.
    pub shape: Shape,
    /// The currency of its prices.
    pub currency: Currency,
    /// Its axes.
    pub axes: Vec<Axis>,
    /// Its variants.
    pub skus: Vec<Sku>,
    /// Its tiers, by rising quantity.
    pub tiers: Vec<Tier>,
    /// The least that can be ordered of it.
    pub minimum: u32,
    /// What each quantity must be a multiple of.
    pub step: u32,
    /// How its receipt shows the number.
    pub success: Success,
    /// Whether its page has a buy button.
    pub buy_now: bool,
    /// Whether its page has a cart button.
    pub add_to_cart: bool,
    /// What is special about it, for tests.
    pub note: Option<&'static str>,
    /// Whether its page asks visitors to sign in first.
    pub members_only: bool,
    /// Whether it has been taken off.
    pub gone: bool,
    /// Whether visitors must pass a check first.
    pub captcha: bool,
    /// What it cost before, where the price rose.
    pub was: Option<Price>,
}

impl Product {
    /// The variant of that id.
    pub fn sku(&self, id: &str) -> Option<&Sku> {
        self.skus.iter().find(|sku| sku.id == id)
    }

    /// The variant made of these option ids, one for each axis.
    pub fn sku_of(&self, options: &[&str]) -> Option<&Sku> {
        self.skus
            .iter()
            .find(|sku| self.choices(sku).map(|(_, choice)| choice.id.as_str()).eq(options.iter().copied()))
    }

    /// A variant's axes and options.
    pub fn choices<'a>(&'a self, sku: &'a Sku) -> impl Iterator<Item = (&'a Axis, &'a Choice)> {
        self.axes.iter().zip(&sku.picks).filter_map(|(axis, pick)| Some((axis, axis.choices.get(*pick)?)))
    }

    /// A variant in words, such as `颜色:红色;尺码:XL`.
    pub fn variant(&self, sku: &Sku) -> String {
        let words: Vec<String> =
            self.choices(sku).map(|(axis, choice)| format!("{}：{}", axis.name, choice.label)).collect();
        words.join("；")
    }

    /// The price of one when so many of the product are bought together.
    pub fn price_at(&self, sku: &Sku, quantity: u32) -> Price {
        let tier = self.tiers.iter().rev().find(|tier| quantity >= tier.from);
        tier.map_or(sku.price, |tier| sku.price.less(tier.off))
    }

    /// The lowest and the highest price of its variants.
    pub fn price_range(&self) -> (Price, Price) {
        let prices = || self.skus.iter().map(|sku| sku.price);
        (prices().min().unwrap_or_default(), prices().max().unwrap_or_default())
    }

    /// Whether nothing of it is left.
    pub fn sold_out(&self) -> bool {
        self.skus.iter().all(|sku| sku.stock < self.minimum)
    }

    /// The path of its page, or of the page of one variant where each has its own.
    pub fn path(&self, sku: Option<&Sku>) -> String {
        match self.layout {
            Layout::A => format!("/offer/{}.html", self.offer),
            Layout::B => format!("/item.htm?id={}", self.offer),
            Layout::C => format!("/product/{}", self.slug),
            Layout::D => format!("/p/{}", self.offer),
            Layout::E => {
                let sku = sku.or_else(|| self.skus.iter().find(|sku| sku.stock > 0)).or(self.skus.first());
                format!("/dp/{}", sku.map_or(self.offer.as_str(), |sku| sku.id.as_str()))
            }
            Layout::F => format!("/goods/{}", self.offer),
            Layout::G => format!("/detail/{}", self.offer),
            Layout::H => format!("/show/{}", self.offer),
        }
    }

    /// The path of its picture, in the colour of a variant.
    pub fn picture(&self, sku: Option<&Sku>) -> String {
        let colour = sku.and_then(|sku| self.choices(sku).find_map(|(_, choice)| choice.colour));
        self.picture_in(colour)
    }

    /// The path of its picture in a colour.
    pub fn picture_in(&self, colour: Option<&str>) -> String {
        let first = || self.axes.iter().flat_map(|axis| &axis.choices).find_map(|choice| choice.colour);
        let colour = colour.or_else(first).unwrap_or("#8fa3b8");
        format!("/img/{}-{}.svg", self.shape.name(), colour.trim_start_matches('#'))
    }
}
