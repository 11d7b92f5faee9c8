//! Quantities as shops let them be set.

use serde_json::{Value, json};

use super::dice::Dice;
use super::draft::Draft;
use super::goods::Control;
use super::markup::{both, classes, el, mark, named, soup, text};

/// A quantity on the page: its markup, and what the page's script must know of it.
pub struct Made {
    /// The control, with its name where it has one.
    pub html: String,
    /// For the script.
    pub config: Value,
}

/// The one quantity of a page.
pub fn quantity(draft: &mut Draft) -> Made {
    if draft.control == Control::Absent {
        let config = json!({ "mark": mark(&mut draft.dice), "start": 1, "least": 1, "step": 1 });
        return Made { html: String::new(), config };
    }
    let label = draft.dice.text(draft.language.quantity).to_owned();
    let id = mark(&mut draft.dice);
    let plain = label.trim_end_matches([':', '：']).trim().to_owned();
    // By which of several ways it is named.
    let way = draft.dice.below(4);
    let attributes = match way {
        0 => format!("id=\"{id}\""),
        1 => format!("aria-label=\"{}\"", text(&plain)),
        2 => format!("name=\"{}\"", draft.dice.text(&["quantity", "qty", "product_qty", "item-quantity"])),
        _ => String::new(),
    };
    let made = control(draft, &attributes, start(draft), 1);
    let dice = &mut draft.dice;
    let buttons = matches!(draft.control, Control::Between | Control::Locked | Control::Bare);
    let html = match way {
        0 => format!("{}{}", el("label", &classes(dice), &format!("for=\"{id}\""), &text(&label)), made.html),
        1 | 2 => made.html,
        // Two buttons beside a number need no name.
        _ if buttons && dice.percent(40) => made.html,
        _ => named(dice, &plain, &made.html),
    };
    Made { html: soup(dice, html), config: made.config }
}

/// What stands there at first.
pub fn start(draft: &Draft) -> i64 {
    let least = draft.minimum.max(draft.step);
    // A field that does not tell its bounds may begin at one all the same.
    if matches!(draft.control, Control::Text) { 1 } else { least }
}

/// The control alone: what stands there at first, and 0 where it may be empty.
pub fn control(draft: &mut Draft, attributes: &str, start: i64, floor: i64) -> Made {
    let (least, step) = (draft.minimum.max(if draft.step > 1 { draft.step } else { 1 }), draft.step);
    let least = if floor == 0 { 0 } else { least };
    let control = draft.control;
    let stock = draft.stock_told;
    let dice = &mut draft.dice;
    let (own, minus, plus) = (mark(dice), mark(dice), mark(dice));
    let marked = both(&classes(dice), &own);
    let bounded = matches!(control, Control::Number | Control::Between);
    let bounds = if bounded { format!("min=\"{least}\" step=\"{step}\"") } else { String::new() };
    let field = |kind: &str, more: &str| {
        el(
            "input",
            &marked,
            &format!("type=\"{kind}\" value=\"{start}\" size=\"4\" {bounds} {more} {attributes}"),
            "",
        )
    };
    let html = match control {
        Control::Absent => String::new(),
        Control::Number => field("number", ""),
        Control::Text => field(dice.text(&["text", "tel"]), "inputmode=\"numeric\""),
        Control::Between => between(dice, &minus, &plus, &field("text", "")),
        Control::Locked => between(dice, &minus, &plus, &field("text", "readonly")),
        Control::Bare => {
            let tag = dice.text(&["span", "div", "b", "output"]);
            between(dice, &minus, &plus, &el(tag, &marked, attributes, &start.to_string()))
        }
        Control::List => {
            let options: String = (0..10)
                .map(|at| least + at * step)
                .map(|number| format!("<option value=\"{number}\">{number}</option>"))
                .collect();
            el("select", &marked, attributes, &options)
        }
    };
    let config = json!({
        "mark": own, "minus": minus, "plus": plus, "start": start, "least": least, "step": step,
        "text": control == Control::Bare, "list": control == Control::List,
        // A field without a word about the stock at least ends there.
        "bounded": bounded && !stock,
    });
    Made { html, config }
}

/// The number between its buttons.
fn between(dice: &mut Dice, minus: &str, plus: &str, number: &str) -> String {
    let (less, more) = match dice.below(4) {
        0 => ("-", "+"),
        1 => ("−", "+"),
        2 => ("－", "＋"),
        _ => ("", ""),
    };
    let tag = dice.text(&["button", "button", "span", "a"]);
    let press = |mark: &str, sign: &str, spoken: &str, class: &str| {
        let spoken = if sign.is_empty() { format!("aria-label=\"{spoken}\"") } else { String::new() };
        let sign = if sign.is_empty() {
            "<i style=\"display:inline-block;width:12px;height:12px;background:#999\"></i>"
        } else {
            sign
        };
        let kind = match tag {
            "button" => "type=\"button\"",
            "a" => "href=\"#\"",
            _ => "style=\"cursor:pointer;padding:4px\"",
        };
        el(tag, &both(class, mark), &format!("{kind} {spoken}"), sign)
    };
    let class = classes(dice);
    let (minus, plus) =
        (press(minus, less, "Decrease quantity", &class), press(plus, more, "Increase quantity", &class));
    el("div", &classes(dice), "style=\"display:flex\"", &format!("{minus}{number}{plus}"))
}
