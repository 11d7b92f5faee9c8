//! When an order was placed.

use std::ops::Range;

use chrono::FixedOffset;

use super::order_places::is_of_earlier;
use super::paste::first_value;
use crate::order::{Time, has_text};
use crate::page::fields::Field;
use crate::page::sheet::Sheet;
use crate::page::text::labels::{Label, labels_in};
use crate::page::text::time::time;
use crate::page::tree::At;

/// What is beside a number is part of something with so many characters.
const BESIDE: usize = 120;

/// The time in a part of the page with these fields. Times without a zone are taken to be in `zone`.
pub fn placed_at(
    sheet: &Sheet<'_, '_>,
    part: &Range<At>,
    fields: &[Field],
    zone: FixedOffset,
) -> Option<Time> {
    let labelled = first_value(fields, Label::Placed, &|value| time(value, zone));
    // Beside a time that is said to be another one, a bare time may be anything.
    if labelled.is_some() || fields.iter().any(|field| field.label == Label::OtherTime) {
        return labelled;
    }
    for piece in sheet.pieces_in(part) {
        if labels_in(&piece.text).iter().all(|found| found.label == Label::Order)
            && let Some(time) = time(&piece.text, zone)
        {
            return Some(time);
        }
    }
    None
}

/// When a receipt's order was placed. The whole page may be its part: of other times there only those
/// count that stand beside its number.
pub fn placed_beside(
    sheet: &Sheet<'_, '_>,
    part: &Range<At>,
    number: &str,
    zone: FixedOffset,
) -> Option<Time> {
    let tree = sheet.tree;
    let mut fields = Vec::new();
    for field in &sheet.fields.all {
        let is_time = matches!(field.field.label, Label::Placed | Label::OtherTime);
        if is_time && part.contains(&field.at) && !is_of_earlier(sheet, field.at) {
            fields.push(field.field.clone());
        }
    }
    let number = sheet.pieces_in(part).into_iter().find(|piece| has_text(&piece.text, number));
    let is_beside = |at: &At| part.contains(at) && tree.text(*at).chars().count() <= BESIDE;
    let beside = number.and_then(|piece| tree.outward(piece.at).take_while(is_beside).last());
    let beside = beside.map(|at| tree.subtree(at)).unwrap_or_default();
    placed_at(sheet, &beside, &fields, zone)
}
