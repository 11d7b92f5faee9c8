//! What is typed, checked field by field, becomes reports.

use rust_decimal::Decimal;

use crate::order::time::{parse_rfc3339, zone};
use crate::order::{
    Covered, Currency, Evidence, Line, Money, PurchaseOrder, Quantity, Report, Time, added, decimal, host_of,
    is_letter_or_digit,
};
use crate::store::Draft;

/// Supplier order numbers are shorter than this.
const LONGEST: usize = 64;

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// The supplier order number at this place.
    Number(usize),
    /// Its amount.
    Total(usize),
    /// Its freight.
    Freight(usize),
    /// What it covers of a line.
    Covers(usize, String),
    /// All that it covers.
    Lines(usize),
    /// The currency.
    Currency,
    /// The time.
    Placed,
}

/// What is wrong with a field, as a key of the words with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The field.
    pub field: Field,
    /// The key.
    pub word: &'static str,
    /// What stands for `$1` …
    pub with: Vec<String>,
}

fn mistake(field: Field, word: &'static str, with: &[&str]) -> Mistake {
    Mistake { field, word, with: with.iter().map(|&text| text.to_owned()).collect() }
}

/// The reports that the draft says, or everything that is wrong with it.
pub fn reports(
    draft: &Draft,
    order: &PurchaseOrder,
    shared: bool,
    taken: &[(String, String)],
    now: Time,
) -> Result<Vec<Report>, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let currency = keep(&mut mistakes, currency(draft));
    let placed = keep(&mut mistakes, placed(draft, now));
    let mut reports = Vec::new();
    for at in 0..draft.numbers.len() {
        let number = keep(&mut mistakes, number(draft, at, shared, taken));
        let lines = lines(draft, order, at, &mut mistakes);
        let total = keep(&mut mistakes, amount(&draft.totals, at, Field::Total(at)));
        let freight = keep(&mut mistakes, amount(&draft.freights, at, Field::Freight(at)));
        let (total, freight) = (total.flatten(), freight.flatten());
        if total.is_some_and(|total| freight.is_some_and(|freight| freight > total)) {
            mistakes.push(mistake(Field::Freight(at), "wrong_freight_over_total", &[]));
        }
        let of = |amount: Option<Decimal>| Some(Money::new(amount?, currency.flatten()?));
        if (total.is_some() || freight.is_some()) && currency == Some(None) {
            mistakes.push(mistake(Field::Currency, "wrong_currency_missing", &[]));
        }
        let (Some(number), Some(placed)) = (number, placed) else { continue };
        reports.push(Report {
            id: draft.ids.get(at).cloned().unwrap_or_default(),
            order: order.id.clone(),
            purchase: String::new(),
            supplier: supplier(order, &lines),
            number,
            lines,
            total: of(total),
            freight: of(freight),
            placed,
            tracking: Some(draft.tracking.trim().to_owned()).filter(|tracking| !tracking.is_empty()),
            note: draft.note.trim().to_owned(),
            evidence: Evidence::ByHand,
            shared,
        });
    }
    over_covered(draft, order, &mut mistakes);
    mistakes.dedup();
    if mistakes.is_empty() { Ok(reports) } else { Err(mistakes) }
}

fn keep<T>(mistakes: &mut Vec<Mistake>, checked: Result<T, Mistake>) -> Option<T> {
    checked.map_err(|mistake| mistakes.push(mistake)).ok()
}

fn number(draft: &Draft, at: usize, shared: bool, taken: &[(String, String)]) -> Result<String, Mistake> {
    let field = Field::Number(at);
    let number = draft.numbers.get(at).map(|number| number.trim()).unwrap_or_default();
    if number.is_empty() {
        return Err(mistake(field, "wrong_number_missing", &[]));
    }
    let plain = |c: char| is_letter_or_digit(c) || matches!(c, '-' | '_' | '.' | '/' | '#');
    if number.len() > LONGEST || !number.chars().all(plain) {
        return Err(mistake(field, "wrong_number", &[]));
    }
    if draft.numbers.iter().take(at).any(|other| other.trim() == number) {
        return Err(mistake(field, "wrong_number_twice", &[]));
    }
    match taken.iter().find(|(own, _)| own == number) {
        Some((_, by)) if !shared => Err(mistake(field, "wrong_number_taken", &[by])),
        _ => Ok(number.to_owned()),
    }
}

fn currency(draft: &Draft) -> Result<Option<Currency>, Mistake> {
    let text = draft.currency.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| mistake(Field::Currency, "wrong_currency", &[text]))
}

fn placed(draft: &Draft, now: Time) -> Result<Time, Mistake> {
    // A `datetime-local` field gives minutes, or seconds where they are not zero, and no zone.
    let seconds = if draft.placed.len() == 16 { ":00" } else { "" };
    let text = [draft.placed.as_str(), seconds, &zone(&now)].concat();
    let placed = parse_rfc3339(&text).ok_or_else(|| mistake(Field::Placed, "wrong_time", &[]))?;
    if (placed - now).num_minutes() > 10 {
        return Err(mistake(Field::Placed, "wrong_time_future", &[]));
    }
    Ok(placed)
}

fn amount(texts: &[String], at: usize, field: Field) -> Result<Option<Decimal>, Mistake> {
    let text = texts.get(at).map(|text| text.trim()).unwrap_or_default();
    if text.is_empty() {
        return Ok(None);
    }
    match decimal(&text.replace(',', "")) {
        Some(amount) if amount >= Decimal::ZERO && !swapped(text) => Ok(Some(amount)),
        _ => Err(mistake(field, "wrong_amount", &[text])),
    }
}

/// Whether commas stand where no thousands end, as in `12,80`: that is no 1280.
fn swapped(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    text.matches(',').count() > whole.matches(',').count()
        || whole.split(',').skip(1).any(|group| group.len() != 3)
}

fn lines(draft: &Draft, order: &PurchaseOrder, at: usize, mistakes: &mut Vec<Mistake>) -> Vec<Covered> {
    let mut covered = Vec::new();
    let before = mistakes.len();
    for line in &order.lines {
        let typed = draft.lines.iter().find(|own| own.number == at && own.line == line.id);
        let text = typed.map(|own| own.quantity.trim()).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        match decimal(text) {
            Some(quantity) if quantity.is_zero() => {}
            Some(quantity) if quantity > Quantity::ZERO => {
                covered.push(Covered { line: line.id.clone(), quantity })
            }
            _ => mistakes.push(mistake(Field::Covers(at, line.id.clone()), "wrong_quantity", &[text])),
        }
    }
    if covered.is_empty() && mistakes.len() == before {
        mistakes.push(mistake(Field::Lines(at), "wrong_nothing_covered", &[]));
    }
    covered
}

/// All supplier orders together cover no more of a line than is left of it.
fn over_covered(draft: &Draft, order: &PurchaseOrder, mistakes: &mut Vec<Mistake>) {
    for line in &order.lines {
        let (mut sum, mut last) = (Quantity::ZERO, None);
        for own in &draft.lines {
            if own.line == line.id {
                let quantity = decimal(own.quantity.trim()).unwrap_or_default();
                sum = added(sum, quantity).unwrap_or(Quantity::MAX);
                last = last.max(Some(own.number));
            }
        }
        if sum > line.left()
            && let Some(last) = last
        {
            let field = Field::Covers(last, line.id.clone());
            mistakes.push(mistake(field, "wrong_over_covered", &[&super::super::say::quantity(line.left())]));
        }
    }
}

/// Host of the supplier whose goods are covered.
fn supplier(order: &PurchaseOrder, covered: &[Covered]) -> String {
    let of = |line: &Line| host_of(&line.url);
    let first = covered.iter().find_map(|own| order.line(&own.line).and_then(of));
    first.or_else(|| order.lines.iter().find_map(of)).unwrap_or_else(|| order.supplier.clone())
}
