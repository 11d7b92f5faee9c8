//! Takes back what the run did, also where it stopped in between.

use super::reports::undo;
use super::{Run, claims, reading};

/// Takes back every report and gives back every claim of this run that still stands.
pub fn clean(run: &mut Run) {
    for (order, report) in &run.reports {
        let Ok(read) = reading::one(&run.client, order) else { continue };
        if read.reports.iter().any(|kept| kept.id == *report) {
            // What cannot be taken back has been told by the promise of taking back.
            let _ = undo(&run.client, report, "conformance: done");
        }
    }
    for (order, purchase) in &run.claims {
        let Ok(read) = reading::one(&run.client, order) else { continue };
        if read.claim.is_some_and(|claim| claim.purchase == *purchase) {
            let _ = claims::release(&run.client, order, purchase);
        }
    }
}
