//! The list of orders to buy: grouped by supplier, searched, folded, and only what is in sight
//! is ever painted, so that ten thousand orders scroll like ten.

use crate::order::{Money, OrderKey, has_text, lower_case};
use crate::store::OrderRow;

/// Painted above and below what is in sight, in CSS pixels, so that scrolling shows no gap.
pub(super) const AHEAD: i32 = 288;

/// Something in the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A supplier's header.
    Group {
        /// The supplier.
        supplier: String,
        /// How many orders of it are in the list.
        count: usize,
        /// The sum of their limits, where they have one currency and all have a limit.
        sum: Option<Money>,
        /// Folded.
        folded: bool,
        /// What is below it has the search in its number; the supplier may come once more with others.
        by_number: bool,
    },
    /// An order: its place in [`List::rows`].
    Row(usize),
}

/// Heights of the parts as the browser paints them, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Heights {
    group: i32,
    row: i32,
    detail: i32,
}

/// The list.
#[derive(Debug)]
pub struct List {
    rows: Vec<OrderRow>,
    search: String,
    folded: Vec<String>,
    opened: Option<OrderKey>,
    selected: Option<OrderKey>,
    heights: Heights,
    /// Scrolled so far, and the height of the box.
    top: i32,
    height: i32,
    /// Every entry with its distance from the top of the list.
    entries: Vec<(i32, Entry)>,
    total: i32,
}

impl Default for List {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            search: String::new(),
            folded: Vec::new(),
            opened: None,
            selected: None,
            heights: Heights { group: 32, row: 72, detail: 200 },
            top: 0,
            height: 480,
            entries: Vec::new(),
            total: 0,
        }
    }
}

impl List {
    /// Holds these rows from now on.
    pub fn fill(&mut self, rows: Vec<OrderRow>) {
        self.rows = rows;
        self.lay_out();
    }

    /// The rows.
    pub fn rows(&self) -> &[OrderRow] {
        &self.rows
    }

    /// The row of an order.
    pub fn row(&self, key: &OrderKey) -> Option<&OrderRow> {
        self.rows.iter().find(|row| row.key == *key)
    }

    /// What is looked for.
    pub fn search(&self) -> &str {
        &self.search
    }

    /// Looks for orders that hold every word of `search`; those that have it in their number first.
    pub fn look_for(&mut self, search: String) {
        self.search = search;
        self.selected = None;
        self.top = 0;
        self.lay_out();
    }

    /// The order whose row is open.
    pub fn opened(&self) -> Option<&OrderKey> {
        self.opened.as_ref()
    }

    /// Opens a row, or closes it when it is open; no other stays open.
    pub fn open(&mut self, key: Option<OrderKey>) {
        self.opened = key.filter(|key| self.opened.as_ref() != Some(key));
        if self.opened.is_some() {
            self.selected.clone_from(&self.opened);
        }
        self.lay_out();
    }

    /// Folds or unfolds a supplier's group.
    pub fn fold(&mut self, supplier: String) {
        match self.folded.iter().position(|own| *own == supplier) {
            Some(at) => drop(self.folded.remove(at)),
            None => self.folded.push(supplier),
        }
        self.lay_out();
    }

    /// The order that the keys act on.
    pub fn selected(&self) -> Option<&OrderRow> {
        self.selected.as_ref().and_then(|key| self.row(key))
    }

    /// Moves the selection by `by` rows; tells the stretch of the list to bring into sight.
    pub fn select(&mut self, by: isize) -> Option<(i32, i32)> {
        let in_list: Vec<(i32, usize)> = self
            .entries
            .iter()
            .filter_map(|(top, entry)| match entry {
                Entry::Row(row) => Some((*top, *row)),
                Entry::Group { .. } => None,
            })
            .collect();
        let is_selected =
            |&(_, row): &(i32, usize)| self.rows.get(row).map(|row| &row.key) == self.selected.as_ref();
        let next = match in_list.iter().position(is_selected) {
            Some(at) => at.saturating_add_signed(by).min(in_list.len().saturating_sub(1)),
            None => 0,
        };
        let (top, row) = *in_list.get(next)?;
        self.selected = self.rows.get(row).map(|row| row.key.clone());
        // A group's header that stands right above is brought along.
        Some((top - self.heights.group, self.heights.row + self.heights.group))
    }

    /// Scrolled, or the box has another height. Tells whether anything is to be painted anew.
    pub fn scroll(&mut self, top: i32, height: i32) -> bool {
        let changed = (top, height) != (self.top, self.height);
        (self.top, self.height) = (top, height);
        changed
    }

    /// A part has this height as painted.
    pub fn measure(&mut self, part: &str, height: i32) {
        let known = match part {
            "group" => &mut self.heights.group,
            "row" => &mut self.heights.row,
            "detail" => &mut self.heights.detail,
            _ => return,
        };
        if height > 0 && *known != height {
            *known = height;
            self.lay_out();
        }
    }

    /// Height of all entries, in CSS pixels.
    pub fn total(&self) -> i32 {
        self.total
    }

    /// The entries in sight with their distance from the top, and the place of the first of them.
    pub fn in_sight(&self) -> (usize, &[(i32, Entry)]) {
        let (from, to) = (self.top - AHEAD, self.top + self.height + AHEAD);
        let first = self.entries.partition_point(|(top, _)| *top < from).saturating_sub(1);
        let end = self.entries.partition_point(|(top, _)| *top < to);
        (first, self.entries.get(first..end.max(first)).unwrap_or_default())
    }

    /// How many entries there are in all.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    fn lay_out(&mut self) {
        let search = lower_case(&self.search);
        let words: Vec<&str> = search.split_whitespace().collect();
        let has_all = |text: &str| words.iter().all(|word| has_text(text, word));
        let found = self.rows.iter().enumerate().filter(|(_, row)| has_all(&row.search));
        // Who types digits means an order's number and not the supplier "1688": those come first.
        let (first, rest): (Vec<_>, Vec<_>) =
            found.partition(|(_, row)| !words.is_empty() && has_all(&lower_case(&row.number)));
        let (mut entries, mut top, mut header) = (Vec::new(), 0, None);
        let by_number = first.len();
        for (nth, (place, row)) in first.into_iter().chain(rest).enumerate() {
            let group = match header.and_then(|at: usize| entries.get_mut(at)) {
                Some((_, Entry::Group { supplier, count, sum, folded, .. })) if *supplier == row.supplier => {
                    *count += 1;
                    *sum = sum.zip(row.sum).and_then(|(sum, more)| sum.plus(more));
                    *folded
                }
                _ => {
                    header = Some(entries.len());
                    // A search shows what it found, folded or not.
                    let folded = words.is_empty() && self.folded.contains(&row.supplier);
                    entries.push((
                        top,
                        Entry::Group {
                            supplier: row.supplier.clone(),
                            count: 1,
                            sum: row.sum,
                            folded,
                            by_number: nth < by_number,
                        },
                    ));
                    top += self.heights.group;
                    folded
                }
            };
            if !group {
                entries.push((top, Entry::Row(place)));
                let is_open = self.opened.as_ref() == Some(&row.key);
                top += self.heights.row + if is_open { self.heights.detail } else { 0 };
            }
        }
        self.entries = entries;
        self.total = top;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::samples::row;

    fn list(rows: usize) -> List {
        let mut list = List::default();
        list.fill((0..rows).map(|n| row(n, if n % 5 < 3 { "Anna" } else { "Bolt" })).collect());
        list
    }

    fn groups(list: &List) -> Vec<(String, usize)> {
        let group = |(_, entry): &(i32, Entry)| match entry {
            Entry::Group { supplier, count, .. } => Some((supplier.clone(), *count)),
            Entry::Row(_) => None,
        };
        list.entries.iter().filter_map(group).collect()
    }

    #[test]
    fn rows_are_grouped_by_supplier_with_count_and_sum() {
        let list = list(5);
        assert_eq!(groups(&list), [("Anna".to_owned(), 3), ("Bolt".to_owned(), 2)]);
        assert_eq!(list.total(), 2 * 32 + 5 * 72);
        let Some((0, Entry::Group { sum: Some(sum), .. })) = list.entries.first() else {
            panic!("no header")
        };
        assert_eq!(sum.to_string(), "30 CNY");
    }

    #[test]
    fn only_what_is_in_sight_is_painted() {
        let mut list = list(10_000);
        assert!(list.in_sight().1.len() < 20);
        list.scroll(300_000, 480);
        let (first, shown) = list.in_sight();
        assert!(first > 3_000 && shown.len() < 20, "{first}, {}", shown.len());
        assert!(shown.first().unwrap().0 <= 300_000 && shown.last().unwrap().0 >= 300_480);
    }

    #[test]
    fn a_folded_group_keeps_its_header_and_a_search_unfolds_it() {
        let mut list = list(5);
        list.fold("Anna".to_owned());
        assert_eq!(list.len(), 1 + 1 + 2);
        list.look_for("po-1".to_owned());
        assert_eq!(list.len(), 2);
        list.look_for(String::new());
        list.fold("Anna".to_owned());
        assert_eq!(list.len(), 7);
    }

    #[test]
    fn what_has_the_search_in_its_number_comes_before_what_has_it_elsewhere() {
        let rows = [(16, "1688 Huafu"), (1688, "Bolt"), (17, "1688 Huafu")];
        let with_search = |(n, supplier): (usize, &str)| {
            let row = row(n, supplier);
            OrderRow { search: lower_case(&[row.number.as_str(), " ", supplier].concat()), ..row }
        };
        let mut list = List::default();
        list.fold("1688 Huafu".to_owned());
        list.fill(rows.map(with_search).into());
        list.look_for("1688".to_owned());
        assert_eq!(groups(&list), [("Bolt".to_owned(), 1), ("1688 Huafu".to_owned(), 2)]);
        list.look_for("1688 huafu".to_owned());
        assert_eq!(groups(&list), [("1688 Huafu".to_owned(), 2)]);
    }

    #[test]
    fn the_selection_steps_over_headers_and_stays_within() {
        let mut list = list(5);
        list.select(1);
        assert_eq!(list.selected().unwrap().number, "PO-0");
        for _ in 0..3 {
            list.select(1);
        }
        assert_eq!(list.selected().unwrap().number, "PO-3");
        for _ in 0..9 {
            list.select(-1);
        }
        assert_eq!(list.selected().unwrap().number, "PO-0");
    }

    #[test]
    fn an_open_row_makes_room_for_its_details() {
        let mut list = list(5);
        let key = list.rows()[0].key.clone();
        let closed = list.total();
        list.open(Some(key.clone()));
        list.measure("detail", 150);
        assert_eq!(list.total(), closed + 150);
        list.open(Some(key));
        assert_eq!(list.total(), closed);
    }
}
