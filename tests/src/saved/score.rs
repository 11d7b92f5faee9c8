//! Compares what was read of saved pages with what their index says they hold.

use std::collections::BTreeMap;
use std::fmt::Write;

use rust_decimal::Decimal;
use serde_json::Value;

use super::Saved;

/// Right, told and labelled answers of one field, and where they differ.
#[derive(Debug, Default)]
pub struct Field {
    right: usize,
    told: usize,
    labelled: usize,
    /// Page, what was told, what is right.
    pub misses: Vec<(String, String, String)>,
}

/// The fields that can be scored, in the order in which they are printed.
pub const FIELDS: [&str; 10] = [
    "quantity",
    "sign-in",
    "kind",
    "signed_in",
    "price",
    "currency",
    "sku",
    "availability",
    "out_of_stock",
    "order_number",
];

/// What one reader told, field by field.
#[derive(Debug, Default)]
pub struct Score(BTreeMap<&'static str, Field>);

impl Field {
    fn add(&mut self, place: &str, told: Option<String>, wanted: Option<&str>, right: bool) {
        self.told += usize::from(told.is_some());
        self.labelled += usize::from(wanted.is_some());
        self.right += usize::from(right);
        if !right && (told.is_some() || wanted.is_some()) {
            let told = told.unwrap_or_else(|| "–".to_owned());
            self.misses.push((place.to_owned(), told, wanted.unwrap_or("–").to_owned()));
        }
    }

    /// Precision, recall and F1.
    #[expect(clippy::cast_precision_loss, reason = "some hundred pages")]
    pub fn figures(&self) -> (f64, f64, f64) {
        let share = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        let (precision, recall) = (share(self.told), share(self.labelled));
        let sum = precision + recall;
        (precision, recall, if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum })
    }
}

impl Score {
    /// Compares what was told of one page, in the words of `read`.
    pub fn add(&mut self, page: &Saved, told: &Value) {
        let text = |name: &str| text_of(told, name);
        // A cashier is told as the end of a checkout.
        if let Some(kind) = page.column("kind").map(|kind| if kind == "cashier" { "checkout" } else { kind })
        {
            let own = text("kind");
            let right = own.as_deref() == Some(kind);
            self.field("kind").add(&page.path, own, Some(kind), right);
        }
        if let Some(signed_in) = page.column("signed_in") {
            let own = text("signed_in");
            let right = own.as_deref() == Some(signed_in);
            self.field("signed_in").add(&page.path, own, Some(signed_in), right);
        }
        if let Some(number) = page.column("order_number") {
            let numbers: Vec<&str> = told
                .get("order_numbers")
                .and_then(Value::as_array)
                .map(|all| all.iter().filter_map(Value::as_str).collect())
                .unwrap_or_default();
            let own = (!numbers.is_empty()).then(|| numbers.join(" "));
            self.field("order_number").add(&page.path, own, Some(number), numbers == [number]);
        }
        if page.column("price").or(page.column("availability")).is_some() {
            self.add_offer(page, told);
        }
    }

    /// Compares price, currency, SKU and availability alone.
    pub fn add_offer(&mut self, page: &Saved, told: &Value) {
        let text = |name: &str| text_of(told, name);
        let number = |text: &str| text.parse::<Decimal>().ok();
        let (own, wanted) = (text("price"), page.column("price"));
        let right = own.as_deref().and_then(number).is_some_and(|own| wanted.and_then(number) == Some(own));
        self.field("price").add(&page.path, own, wanted, right);
        // Without a price nothing says whose currency it would be.
        if let (Some(sign), true) = (page.column("currency"), text("price").is_some()) {
            let own = text("currency");
            let right = own.as_deref().is_some_and(|code| is_sign_of(sign, code));
            self.field("currency").add(&page.path, own, Some(sign), right);
        }
        let (own, wanted) = (text("sku"), page.column("sku"));
        let right =
            own.as_deref().is_some_and(|own| wanted.is_some_and(|all| all.split('|').any(|one| one == own)));
        self.field("sku").add(&page.path, own, wanted, right);
        let (own, wanted) = (text("availability"), page.column("availability"));
        let right = own.is_some() && own.as_deref() == wanted;
        self.field("availability").add(&page.path, own.clone(), wanted, right);
        let is_out = |text: Option<&str>| text == Some("OutOfStock");
        if is_out(wanted) || is_out(own.as_deref()) {
            let told = own.filter(|own| is_out(Some(own)));
            let wanted = wanted.filter(|wanted| is_out(Some(wanted)));
            self.field("out_of_stock").add(&page.path, told, wanted, right);
        }
    }

    /// Counts one answer: whether a thing at a place was told to be one, and whether it is.
    pub fn add_one(&mut self, field: &'static str, place: &str, told: bool, is: bool) {
        let wanted = is.then_some(field);
        self.field(field).add(place, told.then(|| field.to_owned()), wanted, told && is);
    }

    fn field(&mut self, name: &'static str) -> &mut Field {
        self.0.entry(name).or_default()
    }

    /// A line for each field: how often it is right, and precision, recall and F1.
    pub fn table(&self, reader: &str) -> String {
        self.table_of(reader, &FIELDS)
    }

    /// Like [`Score::table`], of some fields.
    pub fn table_of(&self, reader: &str, fields: &[&str]) -> String {
        let mut table = format!("{reader:<14} right  told  labelled  precision  recall     F1\n");
        for (name, field) in fields.iter().filter_map(|name| Some((name, self.0.get(name)?))) {
            let (precision, recall, both) = field.figures();
            let Field { right, told, labelled, .. } = field;
            // Writing into a text does not fail.
            let _ = writeln!(
                table,
                "{name:<14} {right:>5} {told:>5} {labelled:>9} {precision:>10.3} {recall:>7.3} {both:>6.3}"
            );
        }
        table
    }

    /// A line for each answer that is not right.
    pub fn misses(&self) -> String {
        let mut lines = String::new();
        for (name, field) in FIELDS.iter().filter_map(|name| Some((name, self.0.get(name)?))) {
            for (page, told, wanted) in &field.misses {
                let _ = writeln!(lines, "{name:<14} {page}: told {told}, is {wanted}");
            }
        }
        lines
    }
}

fn text_of(told: &Value, name: &str) -> Option<String> {
    match told.get(name)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// Whether a currency is written with a sign. Indexes keep the sign that the page shows.
fn is_sign_of(sign: &str, code: &str) -> bool {
    let codes = match sign.trim() {
        "$" => "USD CAD AUD NZD SGD HKD TWD MXN CLP ARS COP",
        "£" => "GBP",
        "€" => "EUR",
        "¥" | "￥" => "CNY JPY",
        "₹" => "INR",
        "R$" => "BRL",
        "Lei" | "lei" => "RON",
        "zł" => "PLN",
        "Kn" | "kn" => "HRK",
        "Kč" => "CZK",
        "Ft" => "HUF",
        "₽" => "RUB",
        other => other,
    };
    codes.split(' ').any(|one| one == code)
}
