//! What a round of steps does, all in all.

use super::event::Look;
use crate::page::Step;

/// Whether nothing is done but to open a list of options.
pub(super) fn opens_list(look: &Look, steps: &[Step]) -> bool {
    let Some(product) = &look.reading.product else { return false };
    let is_opener = |step: &Step| {
        product.axes.iter().filter_map(|axis| axis.opener.as_ref()).any(|one| one.handle == step.handle())
    };
    steps.iter().all(is_opener)
}

/// How often one and the same button is pressed where nothing else is done.
pub(super) fn presses_of_one(steps: &[Step]) -> u32 {
    let first = steps.first().map(Step::handle);
    let same = |step: &Step| matches!(step, Step::Click { .. }) && Some(step.handle()) == first;
    if steps.iter().all(same) { steps.len() as u32 } else { 0 }
}
