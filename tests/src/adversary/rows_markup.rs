//! Variants as rows, each with a quantity of its own.

use serde_json::{Value, json};

use super::draft::Draft;
use super::goods::{Axis, Form, Sku};
use super::markup::{both, classes, el, mark, soup, text};
use super::price_markup::{Manner, fact};
use super::quantity_markup;

/// The rows on the page.
pub struct Made {
    /// All of them.
    pub html: String,
    /// For the script: one entry for each row.
    pub config: Value,
}

/// Lays the rows out. Behind an axis each of its options has rows of its own; only one's are in sight.
pub fn rows(draft: &mut Draft, manner: &Manner) -> Made {
    let behind = draft.form == Form::RowsBehind;
    let tag = draft.dice.text(&["table", "ul", "div"]);
    // One column for each axis, or all in one.
    let apart = draft.dice.percent(60);
    let id_name = draft.dice.text(&["data-sku-id", "data-sku", "data-id"]);
    let classes_of = classes(&mut draft.dice);
    let stock_word = [draft.dice.text(draft.language.stock)];
    let panes = if behind { draft.axes.first().map_or(1, |axis| axis.options.len()) } else { 1 };
    let (mut html, mut config) = (String::new(), Vec::new());
    for pane in 0..panes {
        let holder = mark(&mut draft.dice);
        let mut inner = String::new();
        let skus: Vec<(usize, Sku)> = draft.skus.iter().cloned().enumerate().collect();
        for (at, sku) in skus {
            if behind && sku.options.first() != Some(&pane) {
                continue;
            }
            let control = quantity(draft, at, &sku);
            let labels: Vec<String> = draft
                .axes
                .iter()
                .zip(&sku.options)
                .skip(usize::from(behind))
                .filter_map(|(axis, option)| axis.options.get(*option))
                .map(|option| text(&option.shown))
                .collect();
            let mut cells: Vec<String> = if apart { labels } else { vec![labels.join(" / ")] };
            cells.push(text(&manner.text(draft, draft.unit(&sku, 1))));
            cells.push(match &control {
                Some(_) if draft.stock_told => fact(draft, &stock_word, sku.stock),
                Some(_) => String::new(),
                None => String::new(),
            });
            cells.push(match &control {
                Some(control) => control.html.clone(),
                None => text(draft.dice.text(draft.language.sold_out)),
            });
            let row_id = format!("{id_name}=\"{}\"", sku.id);
            inner.push_str(&row(tag, &classes_of, &row_id, &cells));
            config.push(json!({ "sku": at, "control": control.map(|made| made.config), "pane": holder, "of": if behind { json!(pane) } else { Value::Null } }));
        }
        html.push_str(&el(tag, &both(&classes_of, &holder), "", &inner));
    }
    Made { html: soup(&mut draft.dice, html), config: json!(config) }
}

/// The quantity of a variant, unless nothing is left of it.
fn quantity(draft: &mut Draft, at: usize, sku: &Sku) -> Option<quantity_markup::Made> {
    let start = if draft.prefilled == Some(at) { draft.dice.between(1, 3) } else { 0 };
    (sku.stock > 0).then(|| quantity_markup::control(draft, "name=\"quantity\"", start, 0))
}

/// Lays a table out that has one axis down and the other across.
pub fn grid(draft: &mut Draft) -> Made {
    let [Axis { options: down, name }, Axis { options: across, .. }] = draft.axes.as_slice() else {
        return Made { html: String::new(), config: json!([]) };
    };
    let (down, across, name) = (down.clone(), across.clone(), name.clone());
    let holder = mark(&mut draft.dice);
    let stock_word = [draft.dice.text(draft.language.stock)];
    let head_tag = draft.dice.text(&["th", "th", "td"]);
    let corner = if draft.dice.percent(50) { text(&name) } else { String::new() };
    let heads: String = across.iter().map(|option| el("th", "", "", &text(&option.shown))).collect();
    let mut html = el("tr", "", "", &format!("{}{heads}", el("th", "", "", &corner)));
    let mut config = Vec::new();
    for (first, choice) in down.iter().enumerate() {
        let mut cells = el(head_tag, "", "", &text(&choice.shown));
        for second in 0..across.len() {
            let at = draft.skus.iter().position(|sku| sku.options == [first, second]);
            let Some((at, sku)) = at.and_then(|at| Some((at, draft.skus.get(at)?.clone()))) else {
                cells.push_str("<td></td>");
                continue;
            };
            let control = quantity(draft, at, &sku);
            let inner = match &control {
                Some(made) if draft.stock_told => {
                    format!("{}<small>{}</small>", made.html, fact(draft, &stock_word, sku.stock))
                }
                Some(made) => made.html.clone(),
                None => text(draft.dice.text(draft.language.sold_out)),
            };
            cells.push_str(&el("td", "", &format!("data-sku-id=\"{}\"", sku.id), &inner));
            config.push(json!({ "sku": at, "control": control.map(|made| made.config), "pane": holder, "of": Value::Null }));
        }
        html.push_str(&el("tr", "", "", &cells));
    }
    let classes_of = both(&classes(&mut draft.dice), &holder);
    let table = el("table", &classes_of, "", &html);
    Made { html: soup(&mut draft.dice, table), config: json!(config) }
}

fn row(tag: &str, classes: &str, attributes: &str, cells: &[String]) -> String {
    let (row, cell) = match tag {
        "table" => ("tr", "td"),
        "ul" => ("li", "span"),
        _ => ("div", "div"),
    };
    let inner: String = cells.iter().map(|inner| el(cell, "", "style=\"padding:0 8px\"", inner)).collect();
    el(
        row,
        classes,
        &format!("{attributes} style=\"{}\"", if row == "tr" { "" } else { "display:flex" }),
        &inner,
    )
}
