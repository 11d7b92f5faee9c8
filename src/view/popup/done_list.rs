//! What was bought: first the newest, which the first screen has, then all, once they are read. Only
//! what is in sight is painted.

use super::list::AHEAD;
use super::parse;
use crate::json;
use crate::order::{ReportId, has_text, lower_case};
use crate::service::newest;
use crate::store::{DoneRow, Parcel, ParcelState, Screen};

/// The cards that differ in height, with that height as the browser paints it, in CSS pixels.
const KINDS: [(&str, i32); 5] = [
    ("bought", 162),
    ("bought-part", 188),
    ("bought-waits", 186),
    ("bought-part-waits", 212),
    ("bought-open", 300),
];

/// What was bought.
#[derive(Debug)]
pub struct DoneList {
    rows: Vec<DoneRow>,
    /// What the search looks through, for each row, in lower case.
    texts: Vec<String>,
    /// The rows are all, and not only the newest.
    whole: bool,
    search: String,
    /// The record that is about to be taken back.
    opened: Option<ReportId>,
    heights: [i32; 5],
    /// Scrolled so far, and the height of the box.
    top: i32,
    height: i32,
    /// The rows that are found, with their distance from the top.
    entries: Vec<(i32, usize)>,
    total: i32,
}

impl Default for DoneList {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            texts: Vec::new(),
            whole: false,
            search: String::new(),
            opened: None,
            heights: KINDS.map(|(_, height)| height),
            top: 0,
            height: 480,
            entries: Vec::new(),
            total: 0,
        }
    }
}

impl DoneList {
    /// Takes the newest from a new first screen; tells whether anything changed. What was read of all
    /// the others stays until it is read again.
    pub fn take_in(&mut self, screen: &Screen) -> bool {
        let newest = screen.done.len();
        let known = self.rows.get(..newest).unwrap_or_default();
        let all = screen.counts.done as usize;
        if (!self.whole || self.rows.len() == all) && json::write_all(known) == json::write_all(&screen.done)
        {
            return false;
        }
        if !self.whole || all <= newest {
            self.whole = false;
            let mut rows = Vec::new();
            for row in &screen.done {
                rows.push(json::copy(row));
            }
            self.fill(rows);
        }
        true
    }

    /// Takes in all parcels, as JSON.
    pub fn fill_all(&mut self, texts: Vec<String>) {
        let mut parcels: Vec<Parcel> = Vec::new();
        for text in texts {
            let parcel: Option<Parcel> = parse(Some(text));
            parcels.extend(parcel.filter(|parcel| parcel.state != ParcelState::Undone));
        }
        self.whole = true;
        let all: Vec<&Parcel> = parcels.iter().collect();
        self.fill(newest(&all, usize::MAX));
    }

    fn fill(&mut self, rows: Vec<DoneRow>) {
        self.texts.clear();
        for row in &rows {
            let report = &row.report;
            let text = [&row.order, " ", &row.title, " ", &report.number, " ", &report.supplier].concat();
            self.texts.push(lower_case(&text));
        }
        self.rows = rows;
        self.lay_out();
    }

    /// What is looked for.
    pub fn search(&self) -> &str {
        &self.search
    }

    /// Looks for those that hold every word of `search`.
    pub fn look_for(&mut self, search: String) {
        self.search = search;
        self.top = 0;
        self.lay_out();
    }

    /// Makes room for the question whether a record is taken back.
    pub fn open(&mut self, report: Option<&ReportId>) {
        self.opened = report.cloned();
        self.lay_out();
    }

    /// Scrolled, or the box has another height.
    pub fn scroll(&mut self, top: i32, height: i32) {
        (self.top, self.height) = (top, height);
    }

    /// A part has this height as painted.
    pub fn measure(&mut self, part: &str, height: i32) {
        for (kind, known) in KINDS.iter().zip(&mut self.heights) {
            if kind.0 == part && height > 0 && *known != height {
                *known = height;
                self.lay_out();
                return;
            }
        }
    }

    /// The name under which a card's height is measured.
    pub fn kind(&self, row: &DoneRow) -> &'static str {
        KINDS.get(self.place_of_kind(row)).map(|(name, _)| *name).unwrap_or_default()
    }

    fn place_of_kind(&self, row: &DoneRow) -> usize {
        match () {
            () if self.opened.as_ref() == Some(&row.report.id) => 4,
            () => usize::from(!row.left.is_zero()) + if row.waits_for.is_some() { 2 } else { 0 },
        }
    }

    /// How many are found.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Height of all that are found, in CSS pixels.
    pub fn total(&self) -> i32 {
        self.total
    }

    /// Those in sight, each with its place and its distance from the top.
    pub fn in_sight(&self) -> Vec<(usize, i32, &DoneRow)> {
        let (from, to) = (self.top - AHEAD, self.top + self.height + AHEAD);
        let mut shown = Vec::new();
        for (place, &(top, row)) in self.entries.iter().enumerate() {
            if top >= from
                && top < to
                && let Some(row) = self.rows.get(row)
            {
                shown.push((place, top, row));
            }
        }
        shown
    }

    fn lay_out(&mut self) {
        let search = lower_case(&self.search);
        let words: Vec<&str> = search.split_whitespace().collect();
        let (mut entries, mut top) = (Vec::new(), 0);
        for (place, (row, text)) in self.rows.iter().zip(&self.texts).enumerate() {
            if words.iter().all(|word| has_text(text, word)) {
                entries.push((top, place));
                top += self.heights.get(self.place_of_kind(row)).copied().unwrap_or_default();
            }
        }
        self.entries = entries;
        self.total = top;
    }
}
