//! Why a purchase stopped, as a sentence with its figures.

use super::{access, say, stage::Teller};
use crate::order::Quantity;
use crate::purchase::Stop;
use crate::store::is_full;

/// Which of [`super::stage::STEPS`] a stop belongs to.
pub fn step(stop: &Stop) -> usize {
    match stop {
        Stop::ClaimedBy { .. } | Stop::NotOpen { .. } | Stop::Erp { .. } | Stop::Host { .. } => 0,
        Stop::NotRecognised
        | Stop::OtherProduct { .. }
        | Stop::Captcha
        | Stop::Gone
        | Stop::NotOpened { .. }
        | Stop::NotStored { .. }
        | Stop::TabClosed
        | Stop::NoAddress { .. } => 1,
        Stop::SoldOut { .. }
        | Stop::TooFew { .. }
        | Stop::Quantity { .. }
        | Stop::Price { .. }
        | Stop::Currency { .. }
        | Stop::NoPrice { .. }
        | Stop::NoOption { .. }
        | Stop::Unit { .. }
        | Stop::Holds { .. }
        | Stop::PackTold { .. }
        | Stop::Covered
        | Stop::NotTaken { .. } => 3,
        Stop::WhichNumber { .. } | Stop::NumberTaken { .. } => 5,
    }
}

/// Whether the person decides something in the purchase's own window.
pub fn decides(stop: &Stop) -> bool {
    match stop {
        Stop::Price { .. }
        | Stop::Unit { .. }
        | Stop::Holds { .. }
        | Stop::PackTold { .. }
        | Stop::Host { .. }
        | Stop::WhichNumber { .. }
        | Stop::NumberTaken { .. } => true,
        Stop::NoOption { offered, .. } => !offered.is_empty(),
        _ => false,
    }
}

/// Whether opening the page again is a way on.
pub fn opens_again(stop: &Stop) -> bool {
    !matches!(stop, Stop::NoAddress { .. } | Stop::Host { .. } | Stop::Captcha)
}

/// The stop as a sentence.
pub fn sentence(stop: &Stop, teller: &Teller<'_>) -> String {
    match stop {
        Stop::NotRecognised => teller.say("stop_not_recognised", &[]),
        Stop::OtherProduct { found } => teller.say("stop_other_product", &[found]),
        Stop::Captcha => teller.say("stop_captcha", &[]),
        Stop::Gone => teller.say("stop_gone", &[]),
        Stop::SoldOut { line } => teller.about(line, teller.say("stop_sold_out", &[])),
        Stop::TooFew { line, stock, wanted } => {
            let figures = [say::quantity(*stock), say::quantity(*wanted)];
            teller.about(line, teller.say("stop_too_few", &figures.each_ref().map(String::as_str)))
        }
        Stop::Quantity { line, wanted, minimum, step } => {
            teller.about(line, of_quantity(*wanted, *minimum, *step, teller))
        }
        Stop::Price { line, found, limit, .. } => {
            let open = found.currency.is_none();
            let found = say::amount(found);
            let sentence = match limit {
                Some(limit) if open => teller.say("stop_currency_open", &[limit.currency.code()]),
                Some(limit) => teller.say("stop_price", &[&found, &say::money(limit)]),
                None => teller.say("stop_no_limit", &[&found]),
            };
            teller.about(line, sentence)
        }
        Stop::Currency { line, found, limit } => {
            let sentence = match found {
                Some(found) => teller.say("stop_currency", &[found.code(), limit.code()]),
                None => teller.say("stop_currency_open", &[limit.code()]),
            };
            teller.about(line, sentence)
        }
        Stop::NoPrice { line } => teller.about(line, teller.say("stop_no_price", &[])),
        Stop::NoOption { line, axis, wanted, offered, changed } => {
            let mut sentence = match (wanted.is_empty(), offered.is_empty()) {
                (true, _) => teller.say("stop_no_choice", &[axis]),
                (false, true) => teller.say("stop_not_offered", &[axis, wanted]),
                (false, false) => teller.say("stop_no_option", &[axis, wanted]),
            };
            if *changed {
                sentence = teller.say("stop_changed", &[&sentence]);
            }
            teller.about(line, sentence)
        }
        Stop::Holds { line, before } => teller.about(line, teller.say("stop_holds", &[&before.to_string()])),
        Stop::PackTold { line, pieces } => {
            teller.about(line, teller.say("stop_pack_told", &[&pieces.to_string()]))
        }
        Stop::Unit { line, unit } => teller.about(line, teller.say("stop_unit", &[unit])),
        Stop::Covered => teller.say("stop_covered", &[]),
        Stop::NotTaken { what } => teller.say("stop_not_taken", &[what]),
        Stop::ClaimedBy { by, until } => teller.say("stop_claimed", &[by, &teller.time(*until)]),
        Stop::NotOpen { status } => teller.say("stop_not_open", &[&teller.words.status(status)]),
        Stop::Erp { said } => teller.say("stop_erp", &[said]),
        Stop::NotOpened { said } => teller.say("stop_not_opened", &[said]),
        Stop::NotStored { said } if is_full(said) => teller.say("stop_storage_full", &[]),
        Stop::NotStored { said } => teller.say("stop_not_stored", &[said]),
        Stop::TabClosed => teller.say("stop_tab_closed", &[]),
        Stop::Host { host } => teller.say("stop_host", &[access::host(host)]),
        Stop::NoAddress { line, found } => {
            let sentence = match found.is_empty() {
                true => teller.say("stop_no_address", &[]),
                false => teller.say("stop_wrong_address", &[found]),
            };
            teller.about(line, sentence)
        }
        Stop::WhichNumber { found } => teller.say("stop_which_number", &[&found.len().to_string()]),
        Stop::NumberTaken { number, by, .. } => teller.say("stop_number_taken", &[number, by]),
    }
}

fn of_quantity(
    wanted: Quantity,
    minimum: Option<Quantity>,
    step: Option<Quantity>,
    teller: &Teller<'_>,
) -> String {
    let wanted = say::quantity(wanted);
    match (minimum.map(say::quantity), step.map(say::quantity)) {
        (Some(minimum), Some(step)) => teller.say("stop_minimum_and_step", &[&wanted, &minimum, &step]),
        (Some(minimum), None) => teller.say("stop_minimum", &[&wanted, &minimum]),
        (None, Some(step)) => teller.say("stop_step", &[&wanted, &step]),
        (None, None) => teller.say("stop_quantity", &[&wanted]),
    }
}
