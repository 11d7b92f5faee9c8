//! The table of what was seen and bought, for spreadsheets: UTF-8 with a byte order mark, one line for each order
//! that the ERPs showed, for each report, and for each purchase that came to none. It is never read again.

use crate::json;
use crate::order::{Evidence, Money, PurchaseOrder, Quantity, Time, host_of, number_text, time};
use crate::purchase::Purchase;
use crate::store::{Connection, Parcel, ParcelState, names};

/// Digits up to which a spreadsheet shows a number as it is, and writes it again so.
const DIGITS: usize = 11;
/// Digits up to which it keeps what it does not show.
const KEPT: usize = 15;
/// What makes a date of the digits behind it, also cut short to three letters or more.
const MONTHS: &str = "january february march april may june july august september october november december";

/// Writes the table.
#[derive(Debug)]
pub struct Table {
    /// The names of the columns, parted by `|`.
    columns: String,
    /// The ERPs by id, with their names.
    erps: Vec<(String, String)>,
    /// So many documents were damaged.
    pub(super) damaged: u32,
}

impl Table {
    /// A table with these names of its sixteen columns, parted by `|`.
    pub fn new(columns: String, connections: &[Connection]) -> Self {
        let erps = connections.iter().map(|own| (own.id.clone(), own.name.clone())).collect();
        Self { columns, erps, damaged: 0 }
    }

    pub(super) fn begin(&self) -> String {
        let columns: Vec<&str> = self.columns.split('|').collect();
        ["\u{feff}", &line(&columns)].concat()
    }

    /// Nothing where the document is none.
    pub(super) fn take(&self, store: &str, key: &str, text: &str, to: &mut String) -> Option<()> {
        match store {
            names::ORDERS => {
                let connection = key.split('|').next().unwrap_or_default();
                to.push_str(&self.order(connection, &json::read(text).ok()?));
            }
            names::OUTBOX => to.push_str(&self.report(&json::read(text).ok()?)),
            _ => {
                let purchase: Purchase = json::read(text).ok()?;
                if purchase.reports.is_empty() {
                    to.push_str(&self.purchase(&purchase));
                }
            }
        }
        Some(())
    }

    fn erp<'t>(&'t self, connection: &'t str) -> &'t str {
        self.erps.iter().find(|(id, _)| id == connection).map_or(connection, |(_, name)| name)
    }

    fn report(&self, parcel: &Parcel) -> String {
        let report = &parcel.report;
        let state = match &parcel.state {
            ParcelState::Waiting if parcel.undo.is_some() => "undo waiting",
            ParcelState::Waiting => "waiting",
            ParcelState::Confirmed => "confirmed",
            ParcelState::Refused { .. } => "refused",
            ParcelState::Undone => "undone",
        };
        let evidence = match report.evidence {
            Evidence::ShownByPage => "shown by the page",
            Evidence::OrderList => "list of orders",
            Evidence::Confirmed => "confirmed by a person",
            Evidence::ByHand => "by hand",
        };
        let mut lines = String::new();
        for covered in &report.lines {
            add_line(&covered.line, covered.quantity, &mut lines);
        }
        let amount = |money: &Option<Money>| money.map(|money| number_text(money.amount)).unwrap_or_default();
        let currency = report.total.or(report.freight).map(|money| money.currency.code().to_owned());
        line(&[
            &exactly(&parcel.number),
            self.erp(&parcel.key.connection),
            &parcel.title,
            &report.supplier,
            &exactly(&report.number),
            state,
            evidence,
            &moment(&report.placed),
            &amount(&report.total),
            &amount(&report.freight),
            &currency.unwrap_or_default(),
            &lines,
            &exactly(report.tracking.as_deref().unwrap_or_default()),
            &report.note,
            &moment(&parcel.made),
            &report.id,
        ])
    }

    fn purchase(&self, purchase: &Purchase) -> String {
        let state = [purchase.stage.phrase(), "", "", &moment(&purchase.started), &purchase.id];
        self.line(&purchase.key.connection, &purchase.order, state)
    }

    /// What an order has yet to cost stands in no sum.
    fn order(&self, connection: &str, order: &PurchaseOrder) -> String {
        let mut lines = String::new();
        for line in &order.lines {
            add_line(&line.id, line.quantity, &mut lines);
        }
        let state = [order.status.name(), "order seen", &lines, &moment(&order.created), &exactly(&order.id)];
        self.line(connection, order, state)
    }

    /// A line of what has no supplier order.
    fn line(&self, connection: &str, order: &PurchaseOrder, state: [&str; 5]) -> String {
        let first = order.lines.first();
        let host = first.and_then(|line| host_of(&line.url)).unwrap_or_default();
        let title = first.map(|line| line.title.as_str()).unwrap_or_default();
        let [state, evidence, lines, at, id] = state;
        let (number, erp) = (exactly(&order.number), self.erp(connection));
        line(&[&number, erp, title, &host, "", state, evidence, "", "", "", "", lines, "", "", at, id])
    }
}

fn add_line(line: &str, quantity: Quantity, to: &mut String) {
    let comma = if to.is_empty() { "" } else { "; " };
    to.push_str(&[comma, line, " × ", &number_text(quantity)].concat());
}

fn moment(time: &Time) -> String {
    time::rfc3339(time)
}

/// One line of the table.
fn line(cells: &[&str]) -> String {
    let mut line = String::new();
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        cell(text, &mut line);
    }
    line.push_str("\r\n");
    line
}

/// A number that names something, with an apostrophe before it where a spreadsheet would change it: it makes
/// numbers, dates, times, fractions and amounts of all that looks so, and drops zeros and digits.
fn exactly(number: &str) -> String {
    let small = number.to_ascii_lowercase();
    let digits = small.trim_start_matches(|sign: char| sign.is_ascii_alphabetic());
    let word = small.strip_suffix(digits).unwrap_or_default();
    let month = word.len() > 2 && MONTHS.split(' ').any(|month| month.starts_with(word));
    let date = month && digits.contains(|sign: char| sign.is_ascii_digit());
    let plain = has_digits_only(&small) && small.len() <= DIGITS && (small == "0" || !small.starts_with('0'));
    let text = small.starts_with(char::is_alphabetic) && !date && small != "true" && small != "false";
    let formula = is_formula(number);
    let sign = if number.is_empty() || plain || text || formula { "" } else { "'" };
    [sign, number].concat()
}

fn has_digits_only(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%'])
        || text.starts_with(['\t', '\r', '\n'])
}

/// One cell, always in quotes. What a spreadsheet would take for a formula, or for a number of which it would
/// lose digits, gets an apostrophe before it and stays a text.
fn cell(text: &str, to: &mut String) {
    to.push('"');
    if is_formula(text) || text.len() > KEPT && has_digits_only(text) {
        to.push('\'');
    }
    for sign in text.chars() {
        if sign == '"' {
            to.push('"');
        }
        to.push(sign);
    }
    to.push('"');
}
