//! Purchases as stories: what happens, and what the purchase wants done.

mod bounds;
mod carts;
mod claims;
mod listed;
mod options;
mod packs;
mod pairings;
mod prices;
mod proof;
mod receipts;
mod stops;
mod stories;
mod sums;
mod twice;

use super::*;
pub use crate::order::samples::noon;
use crate::order::{
    Attribute, Claim, Covered, Line, OrderKey, PurchaseOrder, Report, Time, Warehouse, samples,
};
use crate::page::{
    Amount, Axis, Basket, BasketLine, Button, ButtonRole, Choice, Control, Kind, Link, LinkRole, Placed,
    Product, QuantityControl, QuantityKind, Reading, Row,
};
use rust_decimal::Decimal;

/// The address of the product that most tests buy.
pub const PRODUCT: &str = "https://mall.example/item/77";

pub fn time(text: &str) -> Time {
    Time::parse_from_rfc3339(text).unwrap()
}

pub fn yuan(cents: i64) -> Amount {
    Amount { amount: Decimal::new(cents, 2), currency: Some("CNY".parse().unwrap()) }
}

/// A line of `quantity` pieces with the given options (axes 颜色, 尺码) and a limit of ¥12.00.
pub fn line(id: &str, url: &str, options: &[&str], quantity: i64) -> Line {
    let axes = ["颜色", "尺码"];
    let attribute = |(axis, option): (&&str, &&str)| Attribute {
        axis: (*axis).into(),
        option: (*option).into(),
        id: None,
    };
    let attributes = axes.iter().zip(options).map(attribute).collect();
    Line { url: url.into(), attributes, ..samples::line(id, quantity) }
}

pub fn order(lines: Vec<Line>) -> PurchaseOrder {
    let warehouse =
        Warehouse { recipient: "王芳".into(), postcode: "322000".into(), ..Warehouse::default() };
    PurchaseOrder { warehouse, ..samples::order("7", lines) }
}

/// A document that has not changed for long.
pub const AT_REST: Pace = Pace { quiet: 60_000, stirred: 60_000 };

/// What is known beyond the purchase: nothing but this.
#[derive(Default)]
pub struct Told {
    /// Supplier order numbers, each with the purchase order that has it.
    pub taken: Vec<(&'static str, &'static str)>,
    /// Supplier order numbers of which the record was taken back.
    pub taken_back: Vec<&'static str>,
    /// Supplier order numbers that other purchases saw, and when.
    pub seen: Vec<(&'static str, Time)>,
    pub pairings: Vec<Pairing>,
    pub reports: Vec<Report>,
    pub ticks: u64,
    /// The clock was put back.
    pub put_back: bool,
}

impl Known for Told {
    fn pairing(&self, key: &str) -> Option<&Pairing> {
        self.pairings.iter().find(|pairing| pairing.key == key)
    }

    fn ticks(&self) -> u64 {
        self.ticks
    }

    fn has_number(&self, _: &OrderKey, _: &str, number: &str) -> bool {
        self.reports.iter().any(|report| report.number == number)
    }

    fn was_taken_back(&self, _: &str, number: &str) -> bool {
        self.taken_back.contains(&number)
    }

    fn was_seen(&self, _: &str, number: &str, before: Time) -> bool {
        self.seen.iter().any(|(seen, at)| *seen == number && *at < before)
    }

    fn clock_was_put_back(&self, _: Time) -> bool {
        self.put_back
    }

    fn kept_here(&self, _: &OrderKey, told: &[Report]) -> Vec<Covered> {
        let is_told = |report: &Report| told.iter().any(|own| own.id == report.id);
        self.reports
            .iter()
            .filter(|report| !is_told(report))
            .flat_map(|report| report.lines.clone())
            .collect()
    }

    fn taken(&self, _: &str, number: &str, _: &PurchaseId) -> Option<String> {
        self.taken.iter().find(|(used, _)| *used == number).map(|(_, order)| (*order).to_owned())
    }
}

/// A purchase with what happens to it.
pub struct Story {
    pub purchase: Purchase,
    pub known: Told,
    looks: u32,
    pub covered: bool,
    pub pace: Pace,
    pub now: Time,
    /// The address of the document at hand.
    url: String,
}

impl Story {
    /// A purchase that has access and the claim; its page is being opened in tab 1.
    pub fn opened(lines: Vec<Line>) -> Self {
        let order = order(lines);
        let purchase = Purchase::start("p".into(), "s".into(), "erp".into(), order.clone(), noon());
        let (known, url) = (Told::default(), String::new());
        let mut story = Self { purchase, known, looks: 0, covered: false, pace: AT_REST, now: noon(), url };
        assert_eq!(story.tell(Event::Access(true)), vec![Effect::Claim]);
        story.claimed(order);
        story.tell(Event::Opened(Ok(1)));
        story
    }

    pub fn claimed(&mut self, order: PurchaseOrder) -> Vec<Effect> {
        self.claimed_after(chrono::TimeDelta::zero(), order)
    }

    /// The claim is answered so long after it was asked for.
    pub fn claimed_after(&mut self, time: chrono::TimeDelta, mut order: PurchaseOrder) -> Vec<Effect> {
        let asked = self.ticks();
        self.now += time;
        order.claim = Some(Claim { by: "li".into(), purchase: "p".into(), until: self.now });
        self.tell(Event::Claimed(Ok(order), asked))
    }

    fn ticks(&self) -> u64 {
        u64::try_from(self.now.timestamp_millis()).unwrap()
    }

    pub fn tell(&mut self, event: Event) -> Vec<Effect> {
        self.known.ticks = self.ticks();
        self.purchase.apply(event, self.now, &self.known)
    }

    /// A new document in tab 1.
    pub fn arrives(&mut self, reading: Reading) -> Vec<Effect> {
        self.looks = 0;
        self.changes(reading)
    }

    /// The same document, changed.
    pub fn changes(&mut self, reading: Reading) -> Vec<Effect> {
        self.shows(1, reading)
    }

    /// A document in one of the tabs shows this now.
    pub fn shows(&mut self, tab: TabId, reading: Reading) -> Vec<Effect> {
        self.looks += 1;
        self.url.clone_from(&reading.url);
        let look = Look {
            tab,
            look: self.looks,
            covered: self.covered,
            pace: self.pace,
            panel: None,
            reading: reading.into(),
        };
        self.tell(Event::Look(Box::new(look)))
    }

    pub fn presses(&mut self, role: ButtonRole) -> Vec<Effect> {
        let url = self.url.clone();
        let pressed = Pressed { role, label: format!("{role:?}"), url, at: self.now };
        self.tell(Event::Pressed(pressed))
    }

    pub fn stop(&self) -> &Stop {
        match &self.purchase.stage {
            Stage::Paused { stop } => stop,
            other => panic!("not stopped but {other:?}"),
        }
    }
}

/// A signed-in product page with the buttons "buy now" and "add to cart".
pub fn product_page(product: Product) -> Reading {
    Reading {
        url: PRODUCT.into(),
        top: true,
        settled: true,
        kind: Kind::Product,
        signed_in: Some(true),
        product: Some(product),
        buttons: vec![button(90, ButtonRole::BuyNow), button(91, ButtonRole::AddToCart)],
        ..Reading::default()
    }
}

pub fn button(handle: u32, role: ButtonRole) -> Button {
    Button { handle, role, label: format!("{role:?}"), disabled: false }
}

/// A product with one quantity field and the axes 颜色 and 尺码 as buttons.
pub fn shirt(chosen: &[&str], quantity: i64) -> Product {
    let axis = |name: &str, first: u32, labels: &[&str]| Axis {
        name: name.into(),
        options: (first..)
            .zip(labels)
            .map(|(handle, label)| choice(handle, label, chosen.contains(label)))
            .collect(),
        opener: None,
    };
    Product {
        title: "衬衫".into(),
        price: Some(yuan(1000)),
        stock: Some(Decimal::from(500)),
        axes: vec![axis("颜色", 10, &["红色", "蓝色"]), axis("尺码", 20, &["L", "XL"])],
        quantity: Some(field(30, quantity)),
        ..Product::default()
    }
}

pub fn choice(handle: u32, label: &str, chosen: bool) -> Choice {
    Choice {
        label: label.into(),
        bare: None,
        id: None,
        disabled: false,
        chosen,
        control: Control::Click(handle),
    }
}

pub fn field(handle: u32, value: i64) -> QuantityControl {
    QuantityControl { handle, value: Some(Decimal::from(value)), ..QuantityControl::default() }
}

/// A product whose sizes are rows behind colours.
pub fn rows(colour: &str, quantities: [(&str, i64); 2]) -> Product {
    let mut product = shirt(&[colour], 0);
    product.axes.truncate(1);
    product.quantity = None;
    let row = |(handle, (label, value)): (u32, (&str, i64))| Row {
        labels: vec![label.into()],
        price: Some(yuan(900)),
        stock: Some(Decimal::from(50)),
        quantity: Some(field(handle, value)),
        ..Row::default()
    };
    product.rows = (40..).zip(quantities).map(row).collect();
    product
}

pub fn checkout(lines: Vec<BasketLine>, total: i64) -> Reading {
    Reading {
        url: "https://mall.example/checkout".into(),
        top: true,
        settled: true,
        kind: Kind::Checkout,
        signed_in: Some(true),
        basket: Some(Basket {
            lines,
            freight: Some(yuan(500)),
            total: Some(yuan(total)),
            ..Basket::default()
        }),
        buttons: vec![button(95, ButtonRole::Submit)],
        ..Reading::default()
    }
}

pub fn bought(title: &str, variant: &[&str], quantity: i64) -> BasketLine {
    BasketLine {
        title: title.into(),
        variant: variant.iter().map(|text| (*text).into()).collect(),
        url: Some(PRODUCT.into()),
        quantity: Some(Decimal::from(quantity)),
        selected: true,
        ..BasketLine::default()
    }
}

pub fn receipt(placed: Vec<Placed>) -> Reading {
    Reading {
        url: "https://mall.example/done".into(),
        top: true,
        settled: true,
        kind: Kind::Receipt,
        signed_in: Some(true),
        placed,
        links: vec![Link { role: LinkRole::Orders, url: "https://mall.example/orders".into(), handle: 1 }],
        ..Reading::default()
    }
}

pub fn placed(number: &str, total: i64) -> Placed {
    Placed { number: number.into(), total: Some(yuan(total)), ..Placed::default() }
}
