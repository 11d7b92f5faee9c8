//! What the database holds at the end, read past the desk and compared with what the purchasers were told.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result};
use serde_json::Value;

use super::database::Database;
use super::tally::Books;

/// What is wrong, a sentence each.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Orders and reports that are not there, or not whole.
    pub lost: Vec<String>,
    /// Whatever is there twice.
    pub doubled: Vec<String>,
}

impl Verdict {
    /// Whether nothing was lost and nothing doubled.
    pub fn is_clean(&self) -> bool {
        self.lost.is_empty() && self.doubled.is_empty()
    }
}

/// A report as a row of the database, beside its id.
struct Kept {
    order: String,
    number: String,
    undone: bool,
    document: Value,
}

/// Compares the tables of a desk that does not run with the purchasers' books.
pub fn compare(database: &Database, books: &Books, orders: usize) -> Result<Verdict> {
    let mut verdict = Verdict { doubled: books.doubled.clone(), ..Verdict::default() };
    let reports = reports(database)?;
    compare_reports(&reports, books, &mut verdict)?;
    let recorded = recorded(database)?;
    let mut standing: HashMap<&str, usize> = HashMap::new();
    for report in reports.values().filter(|report| !report.undone) {
        *standing.entry(&report.order).or_default() += 1;
    }

    let rows = database.rows("SELECT id, status, coalesce(leased_until, -1), document FROM orders")?;
    if rows.len() != orders {
        verdict.lost.push(format!("there are {} orders of {orders}", rows.len()));
    }
    for row in rows {
        let [id, status, lease, document] = fields(row)?;
        let order: Value = serde_json::from_str(&document).context("an order's document")?;
        let number = text(&order, "/number");
        if status != "purchased" || text(&order, "/status") != "purchased" {
            verdict.lost.push(format!("{number} is {status}"));
        }
        if lease != "-1" || order.get("claim").is_some_and(|claim| !claim.is_null()) {
            verdict.doubled.push(format!("{number} is purchased and still claimed"));
        }
        let of_it = standing.get(id.as_str()).copied().unwrap_or_default();
        let within = order.pointer("/reports").and_then(Value::as_array).map_or(0, Vec::len);
        let written = recorded.get(&id).copied().unwrap_or_default();
        if of_it != within || of_it != written {
            verdict.doubled.push(format!(
                "{number} has {of_it} reports, {within} in its document and {written} in its history"
            ));
        }
        compare_lines(&order, &number, &mut verdict);
    }
    Ok(verdict)
}

/// Every acknowledged report is there as it was sent, no other is, and no number stands twice.
fn compare_reports(reports: &BTreeMap<String, Kept>, books: &Books, verdict: &mut Verdict) -> Result<()> {
    for (id, report) in &books.reports {
        match reports.get(id) {
            None => verdict.lost.push(format!("the acknowledged report {id} is not there")),
            Some(kept) if kept.undone || kept.document != serde_json::to_value(report)? => {
                verdict.lost.push(format!("the report {id} is not kept as it was sent"));
            }
            Some(_) => {}
        }
    }
    let mut owners: HashMap<&str, &str> = HashMap::new();
    for (id, kept) in reports {
        if !books.reports.contains_key(id) {
            verdict.doubled.push(format!("nobody was told that the report {id} is kept"));
        }
        if let Some(other) = owners.insert(&kept.number, id) {
            verdict.doubled.push(format!("the number {} stands in {other} and in {id}", kept.number));
        }
    }
    Ok(())
}

/// What was bought of each line is what was ordered: no less, no more.
fn compare_lines(order: &Value, number: &str, verdict: &mut Verdict) {
    for line in order.pointer("/lines").and_then(Value::as_array).into_iter().flatten() {
        let covered = order
            .pointer("/reports")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|report| report.pointer("/lines")?.as_array())
            .flatten()
            .filter(|covered| covered.get("line") == line.get("id"));
        let wanted = text(line, "/quantity");
        let quantities: Vec<String> = covered.map(|covered| text(covered, "/quantity")).collect();
        if quantities != [wanted.clone()] || text(line, "/purchased") != wanted {
            let list = if quantities.len() > 1 { &mut verdict.doubled } else { &mut verdict.lost };
            list.push(format!("a line of {number} wants {wanted} and is covered by {quantities:?}"));
        }
    }
}

fn reports(database: &Database) -> Result<BTreeMap<String, Kept>> {
    let rows = database.rows("SELECT id, order_id, number, coalesce(undone, -1), document FROM reports")?;
    rows.into_iter()
        .map(|row| {
            let [id, order, number, undone, document] = fields(row)?;
            let document = serde_json::from_str(&document).context("a report's document")?;
            Ok((id, Kept { order, number, undone: undone != "-1", document }))
        })
        .collect()
}

/// How often a supplier order was recorded, by order, as the history tells.
fn recorded(database: &Database) -> Result<HashMap<String, usize>> {
    let rows = database.rows(
        "SELECT order_id, count(*) FROM history WHERE what IN ('recorded', 'recorded_late') GROUP BY order_id",
    )?;
    rows.into_iter()
        .map(|row| {
            let [order, count] = fields(row)?;
            Ok((order, count.parse()?))
        })
        .collect()
}

fn fields<const N: usize>(row: Vec<String>) -> Result<[String; N]> {
    let found = row.len();
    row.try_into().ok().with_context(|| format!("a row has {found} fields instead of {N}"))
}

/// A member as text: quantities are texts in the desk's JSON, and so are names.
fn text(value: &Value, pointer: &str) -> String {
    match value.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
