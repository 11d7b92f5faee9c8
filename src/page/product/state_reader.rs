//! The variants of a product as the page's own scripts hold them: read out of the script's text, never run.

use rust_decimal::Decimal;

use super::layout_reader::number;
use crate::json::{Value, parse_behind};
use crate::order::{Quantity, decimal, find_text};
use crate::page::evidence::Because;
use crate::page::text::chars::CharKind;
use crate::page::text::words::plain;
use crate::page::tree::Tree;
use crate::page::{Amount, Axis, Choice, Product};
use crate::supplier::State;

/// One variant.
#[derive(Debug, Clone, PartialEq)]
struct Sku {
    id: Option<String>,
    options: Vec<String>,
    price: Option<Decimal>,
    stock: Option<Quantity>,
}

/// Puts what the scripts tell of variants into a product. Two copies that differ tell nothing: then it
/// is not known which of them the page sells by, and false comes back.
pub fn take_state(tree: &Tree, state: &State, product: &mut Product, because: &mut Because) -> bool {
    let mut found: Option<Vec<Sku>> = None;
    for data in &tree.page.data {
        for value in values_of(&data.text, &state.key) {
            let mut table = None;
            if let Some(name) = &state.by_id {
                table = values_of(&data.text, name).into_iter().next();
            }
            let skus = skus(&value, table.as_ref(), state);
            if skus.is_empty() {
                continue;
            }
            if found.as_ref().is_some_and(|other| *other != skus) {
                because.add("state_differs", "profile", &state.key);
                return false;
            }
            found = Some(skus);
        }
    }
    let Some(skus) = found else { return true };
    because.add("variants", "profile", &state.key);
    settle_options(&skus, &mut product.axes);
    let mut chosen: Vec<&Choice> = Vec::new();
    for axis in &product.axes {
        if let Some(option) = axis.options.iter().find(|option| option.chosen) {
            chosen.push(option);
        }
    }
    let all_chosen = chosen.len() == product.axes.len();
    for row in &mut product.rows {
        let is_row = |sku: &&Sku| {
            sku.options.iter().all(|option| {
                is_named(option, &row.labels) || chosen.iter().any(|choice| names(option, choice))
            }) && sku.options.len() == row.labels.len() + chosen.len()
        };
        let Some(sku) = only(&skus, &is_row).filter(|_| all_chosen) else { continue };
        row.id = sku.id.clone().or(row.id.take());
        row.stock = row.stock.or(sku.stock);
        row.sold_out |= sku.stock.is_some_and(|stock| stock.is_zero());
        row.price = row.price.or(sku.price.map(|amount| Amount { amount, currency: product.currency }));
    }
    if !product.rows.is_empty() || !all_chosen {
        return true;
    }
    let is_chosen = |sku: &&Sku| {
        sku.options.len() == chosen.len()
            && sku.options.iter().all(|option| chosen.iter().any(|choice| names(option, choice)))
    };
    if let Some(sku) = only(&skus, &is_chosen) {
        product.stock = sku.stock.or(product.stock);
        product.sold_out |= sku.stock.is_some_and(|stock| stock.is_zero());
        let price = sku.price.map(|amount| Amount { amount, currency: product.currency });
        product.price = product.price.or(price);
    }
    true
}

/// Nothing is left of an option when nothing is left of all variants that have it; an option that is a
/// variant by itself has the variant's id.
fn settle_options(skus: &[Sku], axes: &mut [Axis]) {
    let single = axes.len() == 1;
    for axis in axes {
        for choice in &mut axis.options {
            let (mut with, mut left, mut id) = (0, 0, None);
            for sku in skus {
                if sku.options.iter().any(|option| names(option, choice)) {
                    with += 1;
                    left += usize::from(sku.stock.is_none_or(|stock| !stock.is_zero()));
                    id = sku.id.as_ref();
                }
            }
            choice.disabled |= with > 0 && left == 0;
            if single && with == 1 && choice.id.is_none() {
                choice.id = id.cloned();
            }
        }
    }
}

/// Whether what a variant calls an option is this choice: its label, or its id, or one behind the other
/// as in `14:193#black`.
fn names(option: &str, choice: &Choice) -> bool {
    let (option, name) =
        option.split_once('#').filter(|(id, _)| id.contains(':')).unwrap_or((option, option));
    let by_id =
        |id: &str| option == id || option.strip_suffix(id).is_some_and(|before| before.ends_with(':'));
    plain(name) == plain(&choice.label) || choice.id.as_deref().is_some_and(by_id)
}

fn is_named(option: &str, labels: &[String]) -> bool {
    let option = plain(option);
    labels.iter().any(|label| plain(label) == option)
}

fn only<'s>(skus: &'s [Sku], fits: &dyn Fn(&&Sku) -> bool) -> Option<&'s Sku> {
    let mut found = None;
    for sku in skus {
        if fits(&sku) {
            if found.is_some() {
                return None;
            }
            found = Some(sku);
        }
    }
    found
}

/// The values of all members of a name that stand in a script's text.
fn values_of(text: &str, key: &str) -> Vec<Value> {
    let mut values = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| find_text(rest, key)) {
        let (start, end) = (from + at, from + at + key.len());
        from = end;
        let before = text.as_bytes().get(start.wrapping_sub(1)).copied().unwrap_or(b' ');
        if before.is_ascii_alphanumeric() || matches!(before, b'_' | b'$') {
            continue;
        }
        let behind = text.get(end..).unwrap_or_default();
        const QUOTE: CharKind = |char| matches!(char, '"' | '\'');
        const LEADS: CharKind = |char| matches!(char, ':' | '=' | ' ');
        let behind = behind.strip_prefix(QUOTE).unwrap_or(behind);
        let value = behind.trim_start_matches(LEADS);
        if value.len() < behind.len()
            && value.starts_with(OPENS)
            && let Some(value) = parse_behind(text, text.len() - value.len())
        {
            values.push(value);
        }
    }
    values
}

fn way<'v>(value: &'v Value, way: &str) -> Option<&'v Value> {
    let mut value = value;
    for name in way.split('.') {
        if !name.is_empty() {
            value = value.get(name)?;
        }
    }
    Some(value)
}

fn skus(value: &Value, table: Option<&Value>, state: &State) -> Vec<Sku> {
    let mut all = Vec::new();
    match way(value, &state.skus) {
        Some(Value::List(items)) => {
            for item in items {
                all.extend(sku(item, "", table, state));
            }
        }
        Some(Value::Object(members)) => {
            for (name, item) in members.members() {
                all.extend(sku(item, name, table, state));
            }
        }
        _ => {}
    }
    all
}

fn sku(value: &Value, name: &str, table: Option<&Value>, state: &State) -> Option<Sku> {
    let mut options = Vec::new();
    match state.options.as_ref().map(|own| way(value, own)) {
        Some(Some(Value::List(items))) => {
            for item in items {
                options.extend(text(state.label.as_ref().map_or(Some(item), |label| way(item, label))));
            }
        }
        Some(own) => split(&text(own)?, &state.between, &mut options),
        None => split(&unescaped(name), &state.between, &mut options),
    }
    let id = state.id.as_ref().and_then(|id| text(way(value, id)));
    let told = match (&state.by_id, table, &id) {
        (None, ..) => Some(value),
        (_, Some(table), Some(id)) => table.get(id),
        _ => None,
    };
    let at = |path: &str| text(way(told?, path));
    let price = state.price.iter().find_map(|price| decimal(at(price)?.trim_start_matches(SIGN)));
    let stock = state.stock.as_ref().and_then(|stock| number(&at(stock)?));
    matches!(value, Value::Object(_)).then_some(Sku { id, options, price, stock })
}

/// Stands before an amount.
const SIGN: CharKind = |char| !char.is_ascii_digit();
/// Begins an object or a list.
const OPENS: CharKind = |char| matches!(char, '{' | '[');

fn split(text: &str, between: &str, into: &mut Vec<String>) {
    let mut rest = text;
    while let Some((part, behind)) =
        crate::order::split_at_text(rest, between).filter(|_| !between.is_empty())
    {
        into.push(part.to_owned());
        rest = behind;
    }
    if !rest.is_empty() {
        into.push(rest.to_owned());
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::Text(text) => unescaped(text),
        number @ (Value::Integer(_) | Value::Number(_)) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Some scripts hold texts as they stand in HTML.
fn unescaped(text: &str) -> String {
    const SIGNS: [(&str, &str); 5] =
        [("&gt;", ">"), ("&lt;", "<"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let sign = SIGNS.iter().find(|(written, _)| rest.starts_with(written));
        let (own, length) = match sign {
            Some((written, sign)) => (*sign, written.len()),
            None => (rest.get(..first.len_utf8()).unwrap_or_default(), first.len_utf8()),
        };
        plain.push_str(own);
        rest = rest.get(length..).unwrap_or_default();
    }
    plain
}
