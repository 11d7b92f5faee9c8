//! Boxes that say whether a line of a cart is bought now. Others stand in a line, too: for a warranty, a gift, or to
//! take it away.

use std::ops::Range;

use crate::page::BasketLine;
use crate::page::sheet::Sheet;
use crate::page::text::chars::has_any;
use crate::page::tree::At;

/// The box that stands before everything else in a line.
pub fn box_before_goods(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Option<At> {
    let tree = sheet.tree;
    let at = boxes_in(sheet, part).into_iter().next()?;
    let labels = labels_of(sheet, at);
    let in_label = |other: At| labels.iter().any(|label| tree.subtree(*label).contains(&other));
    let before = |other: At| other < at && !in_label(other);
    let words = sheet.pieces_in(part).iter().any(|piece| before(piece.at));
    let picture = tree
        .first(part.clone(), &|other| tree.tag(other) == "img" && tree.node(other).shown && before(other));
    (!words && picture.is_none()).then_some(at)
}

/// Takes the ticks of lines that have their boxes elsewhere: each line has one then, without words of its own.
pub fn take_ticks(sheet: &Sheet<'_, '_>, parts: &[Range<At>], lines: &mut [BasketLine]) {
    if parts.iter().any(|part| box_before_goods(sheet, part).is_some()) {
        return;
    }
    let mut ticks = Vec::new();
    for part in parts {
        let boxes = boxes_in(sheet, part);
        let Some(at) = boxes.into_iter().find(|at| !has_words(sheet, part, *at)) else { return };
        ticks.push(sheet.tree.node(at).checked);
    }
    for (line, ticked) in lines.iter_mut().zip(ticks) {
        line.selected = ticked;
    }
}

/// The boxes of a line that the person sees and that do not take it away or put it off.
fn boxes_in(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Vec<At> {
    let tree = sheet.tree;
    let is_box = |at: At| {
        let checkbox = (tree.tag(at) == "input" && tree.attribute(at, "type") == "checkbox")
            || tree.attribute(at, "role") == "checkbox";
        let marks = tree.attributes(at, &["name", "id", "class"]).to_ascii_lowercase();
        checkbox
            && (tree.node(at).shown || labels_of(sheet, at).iter().any(|label| tree.node(*label).shown))
            && !has_any(&marks, &["delete", "remove", "later", "wish", "gift"])
    };
    tree.those(part.clone(), &is_box)
}

fn labels_of(sheet: &Sheet<'_, '_>, at: At) -> Vec<At> {
    let tree = sheet.tree;
    let around = tree.near_outer(at, 3, &|outer| tree.tag(outer) == "label");
    Vec::from_iter(tree.label_for(at).into_iter().chain(around))
}

/// Whether words belong to a box: its label's, or those that stand closer to it than the line's.
fn has_words(sheet: &Sheet<'_, '_>, part: &Range<At>, at: At) -> bool {
    let tree = sheet.tree;
    let says = |at: &At| !tree.text(*at).is_empty();
    let around = tree.outward(at).take_while(|outer| *outer != part.start).any(|outer| says(&outer));
    around || labels_of(sheet, at).iter().any(says)
}
