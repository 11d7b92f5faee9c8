//! Found against expected, with an icon and a word for each: never by colour alone.

use super::icon::{Icon, icon};
use super::stage::LineName;
use super::tree::{Element, classed, el};
use super::{Words, say};
use crate::order::Time;
use crate::purchase::{Check, Checked, Fit};

/// All checks: those of each line under its name, and in a section of their own those that belong to
/// no line, as total and address do.
pub fn table(checks: &[Check], lines: &[LineName], now: Time, words: &Words) -> Option<Element> {
    if checks.is_empty() {
        return None;
    }
    let mut list = classed("ul", "checks").with("aria-label", words.say("checks_title", &[]));
    let (mut last, mut whole): (Option<&str>, bool) = (None, false);
    for check in checks {
        let line = check.line.as_deref();
        if lines.len() > 1 && line.is_some() && line != last {
            let name =
                lines.iter().find(|own| Some(own.id.as_str()) == line).map_or("", |own| own.name.as_str());
            list = list.put(classed("li", "check-line").put(name));
        }
        if line.is_none() && !whole {
            list = list.put(classed("li", "check-line check-whole").says(words, "checks_whole"));
        }
        (last, whole) = (line, line.is_none());
        list = list.put(row(check, &now, words));
    }
    Some(list)
}

fn row(check: &Check, now: &Time, words: &Words) -> Element {
    let (class, sign, word) = match check.fit {
        // It is not what the order says, but what the person said that it means.
        Fit::Same if check.paired.is_some() => ("check same", Icon::Check, "fit_paired"),
        Fit::Same => ("check same", Icon::Check, "fit_same"),
        Fit::Differs => ("check differs", Icon::Cross, "fit_differs"),
        Fit::NotChecked => ("check unread", Icon::Unknown, "fit_not_checked"),
        Fit::Open => ("check open", Icon::Open, "fit_open"),
    };
    let found = match &check.what {
        // Its name stands before it.
        Checked::Extra(name) => check.found.strip_prefix(name.as_str()).unwrap_or(&check.found).trim(),
        _ => &check.found,
    };
    let value = match check.fit {
        // What only may be it stands beside what should be there, too; how a number comes about says it already.
        Fit::NotChecked if check.what == Checked::Quantity && !check.expected.is_empty() => {
            check.expected.clone()
        }
        Fit::Differs | Fit::NotChecked if !found.is_empty() && !check.expected.is_empty() => {
            words.say("found_instead", &[found, &check.expected])
        }
        // How a number comes about stands beside what is expected.
        Fit::Same if !found.is_empty() && check.what != Checked::Quantity => found.to_owned(),
        _ if !check.expected.is_empty() => check.expected.clone(),
        _ => found.to_owned(),
    };
    let mut value = classed("span", "check-value").put(value);
    if let Some(paired) = &check.paired {
        value = value.put(classed("span", "check-paired muted").put(say::day(paired, now)));
    }
    classed("li", class)
        .put(icon(sign))
        .put(classed("span", "check-what").put(what(&check.what, words)))
        .put(value)
        .put(el("span").with("class", "check-fit").says(words, word))
}

fn what(what: &Checked, words: &Words) -> String {
    let key = match what {
        Checked::Axis(name) if name.is_empty() => "check_variant",
        Checked::Axis(name) => return name.clone(),
        Checked::Extra(name) => return words.say("check_extra", &[name]),
        Checked::Product => "check_product",
        Checked::Quantity => "check_quantity",
        Checked::UnitPrice => "check_unit_price",
        Checked::Stock => "check_stock",
        Checked::Minimum => "check_minimum",
        Checked::Total => "check_total",
        Checked::Freight => "check_freight",
        Checked::ShipTo => "check_ship_to",
        Checked::Rest => "check_rest",
    };
    words.say(key, &[])
}
