//! The table of what was bought, for spreadsheets: UTF-8 with a byte order mark, one line for each report, and
//! one for each purchase that came to none.

use super::write::parcel;
use crate::json;
use crate::order::{Evidence, Money, Time, number_text, time};
use crate::purchase::Purchase;
use crate::store::{Connection, Parcel, ParcelState, names};

/// Digits up to which a spreadsheet keeps a number as it is.
const DIGITS: usize = 15;

/// Writes the table.
#[derive(Debug)]
pub struct Table {
    /// The names of the columns, parted by `|`.
    columns: String,
    /// The ERPs by id, with their names.
    erps: Vec<(String, String)>,
}

impl Table {
    /// A table with these names of its sixteen columns, parted by `|`.
    pub fn new(columns: String, connections: &[Connection]) -> Self {
        let erps = connections.iter().map(|own| (own.id.clone(), own.name.clone())).collect();
        Self { columns, erps }
    }

    pub(super) fn begin(&self) -> String {
        let columns: Vec<&str> = self.columns.split('|').collect();
        ["\u{feff}", &line(&columns)].concat()
    }

    pub(super) fn take(&self, store: &str, text: &str, to: &mut String) {
        match store {
            names::OUTBOX => {
                if let Some(parcel) = parcel(text) {
                    to.push_str(&self.report(&parcel));
                }
            }
            _ => {
                if let Ok(purchase) = json::read::<Purchase>(text)
                    && purchase.reports.is_empty()
                {
                    to.push_str(&self.purchase(&purchase));
                }
            }
        }
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
            if !lines.is_empty() {
                lines.push_str("; ");
            }
            lines.push_str(&[covered.line.as_str(), " × ", &number_text(covered.quantity)].concat());
        }
        let amount = |money: &Option<Money>| money.map(|money| number_text(money.amount)).unwrap_or_default();
        let currency = report.total.or(report.freight).map(|money| money.currency.code().to_owned());
        line(&[
            &parcel.number,
            self.erp(&parcel.key.connection),
            &parcel.title,
            &report.supplier,
            &report.number,
            state,
            evidence,
            &moment(&report.placed),
            &amount(&report.total),
            &amount(&report.freight),
            &currency.unwrap_or_default(),
            &lines,
            report.tracking.as_deref().unwrap_or_default(),
            &report.note,
            &moment(&parcel.made),
            &report.id,
        ])
    }

    fn purchase(&self, purchase: &Purchase) -> String {
        let order = &purchase.order;
        let first = order.lines.first();
        let host = first.and_then(|line| crate::order::host_of(&line.url)).unwrap_or_default();
        let title = first.map(|line| line.title.as_str()).unwrap_or_default();
        line(&[
            &order.number,
            self.erp(&purchase.key.connection),
            title,
            &host,
            "",
            purchase.stage.phrase(),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            &moment(&purchase.started),
            &purchase.id,
        ])
    }
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

/// One cell, always in quotes. What a spreadsheet would take for a formula, or for a number of which it would
/// lose digits, gets an apostrophe before it and stays a text.
fn cell(text: &str, to: &mut String) {
    to.push('"');
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%'])
        || text.starts_with(['\t', '\r', '\n']);
    let long = text.len() > DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    if formula || long {
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
