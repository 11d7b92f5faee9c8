//! What is recorded and taken back, and where it stands in Tryton.

use anyhow::{Context, Result, bail, ensure};
use one_click_purchase::erp::ErpError;
use one_click_purchase::order::{Report, Status};
use serde_json::{Value, json};

use super::Case;
use super::up::Tryton;
use crate::acts::{claim, list, read, record, report, told, undo};

pub const CASES: [(&str, Case); 5] = [
    ("a report is in the order as Tryton's own client reads it, once however often it is sent", once),
    ("an order is purchased when all its lines are", in_parts),
    ("a supplier order of another order is refused, unless it is shared", shared),
    ("undo clears the number, and the state only where Tryton allows it", undone),
    ("a refresh has what changed and nothing else", refreshed),
];

/// What a client that shares no code with the connector finds.
fn found(tryton: &Tryton, id: &str) -> Result<Value> {
    tryton.proteus(&[id])?.into_iter().next().context("one order")
}

fn notes(found: &Value) -> String {
    let notes = found["notes"].as_array().cloned().unwrap_or_default();
    notes.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n--\n")
}

fn once(tryton: &mut Tryton) -> Result<()> {
    let id = tryton.order(2)?;
    let wang = tryton.wang();
    let order = told(claim(&wang, &id, &format!("purchase-{id}")))?;
    let all = report(&order, "2187654321098765432")?;
    let done = told(record(&wang, &all))?;
    ensure!(done.status == Status::Purchased && done.reports == [all.clone()], "{done:?}");
    let first = found(tryton, &id)?;
    ensure!(first["state"] == "processing" && first["reference"] == "2187654321098765432", "{first}");
    let text = notes(&first);
    let total = all.total.map(|total| format!("{} CNY", total.amount)).context("a total")?;
    for part in ["2187654321098765432", &total, "8.00 CNY", "YT7788", "急 \"urgent\"", "USB-C cable"] {
        ensure!(text.contains(part), "no {part} in {text}");
    }
    ensure!(told(record(&wang, &all))? == done);
    // Another person's extension sends the same report, too.
    told(record(&tryton.li(), &all))?;
    ensure!(found(tryton, &id)? == first, "a second report has an effect");
    let other = Report { number: "9".into(), ..all };
    ensure!(matches!(record(&wang, &other), Err(ErpError::Refused(_))));
    ensure!(matches!(claim(&tryton.li(), &id, "p"), Err(ErpError::NotOpen(status)) if status == "purchased"));
    Ok(())
}

fn in_parts(tryton: &mut Tryton) -> Result<()> {
    let id = tryton.order(3)?;
    let wang = tryton.wang();
    let order = read(&wang, &id)?;
    let mut first = report(&order, "701")?;
    first.lines.truncate(1);
    let part = told(record(&wang, &first))?;
    ensure!(part.status == Status::PartPurchased && part.open_lines().count() == 2, "{part:?}");
    let told_by = found(tryton, &id)?;
    ensure!(told_by["state"] == "quotation" && told_by["reference"] == "701", "{told_by}");
    let listed = list(&tryton.li(), None)?.0.into_iter().find(|order| order.id == id);
    ensure!(listed.is_some_and(|order| order.status == Status::PartPurchased));
    let rest = report(&part, "702")?;
    ensure!(told(record(&tryton.li(), &rest))?.status == Status::Purchased);
    let told_by = found(tryton, &id)?;
    ensure!(told_by["state"] == "processing" && told_by["reference"] == "701, 702", "{told_by}");
    Ok(())
}

fn shared(tryton: &mut Tryton) -> Result<()> {
    let (one, other) = (tryton.order(1)?, tryton.order(1)?);
    let wang = tryton.wang();
    told(record(&wang, &report(&read(&wang, &one)?, "80_1%")?))?;
    let again = report(&read(&wang, &other)?, "80_1%")?;
    match record(&wang, &again) {
        Err(ErpError::NumberTaken(order)) => ensure!(order == one, "{order}"),
        told => bail!("{told:?}"),
    }
    // What merely looks like it is another number.
    let alike = Report { number: "8001%".into(), id: "alike".into(), ..again.clone() };
    told(record(&wang, &alike))?;
    let third = tryton.order(1)?;
    let shared = Report { shared: true, ..report(&read(&wang, &third)?, "80_1%")? };
    ensure!(told(record(&wang, &shared))?.status == Status::Purchased);
    Ok(())
}

fn undone(tryton: &mut Tryton) -> Result<()> {
    let wang = tryton.wang();
    for (state, after) in [("processing", Status::Purchased), ("confirmed", Status::Pending)] {
        let id = tryton.order(1)?;
        tryton.call(&[json!(["purchase.purchase.write", [id.parse::<i64>()?], {"reference": "Q-12"}])])?;
        let all = report(&read(&wang, &id)?, "990011")?;
        told(record(&wang, &all))?;
        if state == "confirmed" {
            // As it is where workers process purchases later; here there are none.
            tryton.sql(&[&format!("update purchase_purchase set state = 'confirmed' where id = {id}")])?;
            tryton.kill();
            tryton.start()?;
        }
        let order = told(undo(&wang, &all, "wrong colour"))?;
        ensure!(order.status == after && order.reports.is_empty(), "{state}: {order:?}");
        ensure!(told(undo(&wang, &all, "wrong colour"))? == order);
        let found = found(tryton, &id)?;
        let state = if after == Status::Purchased { "processing" } else { "quotation" };
        ensure!(found["state"] == state && found["reference"] == "Q-12", "{found}");
        ensure!(notes(&found).matches("wrong colour").count() == 2, "once for people and once for machines");
    }
    Ok(())
}

fn refreshed(tryton: &mut Tryton) -> Result<()> {
    let wang = tryton.wang();
    let id = tryton.order(2)?;
    // What happened before is long ago.
    tryton.sql(&[
        "update purchase_purchase set create_date = datetime('now', '-1 day'), write_date = null",
        "update ir_note set create_date = datetime('now', '-1 day')",
    ])?;
    let (_, as_of) = list(&wang, None)?;
    let as_of = as_of.context("a time for the next refresh")?;
    ensure!(list(&wang, Some(&as_of))?.0.is_empty());
    told(claim(&tryton.li(), &id, "p-li"))?;
    let (changed, _) = list(&wang, Some(&as_of))?;
    ensure!(changed.len() == 1 && changed.iter().all(|order| order.claim.is_some()), "{changed:?}");
    let other = tryton.order(1)?;
    tryton.call(&[json!(["purchase.purchase.cancel", [other.parse::<i64>()?]])])?;
    let before = wang.wire.count.borrow().1;
    let (changed, _) = list(&wang, Some(&as_of))?;
    let bytes = wang.wire.count.borrow().1 - before;
    let states: Vec<_> = changed.iter().map(|order| (order.id.as_str(), order.status)).collect();
    let wanted = [(id.as_str(), Status::Purchasing), (other.as_str(), Status::Cancelled)];
    ensure!(wanted.iter().all(|want| states.contains(want)) && states.len() == 2, "{states:?}");
    eprintln!("a refresh of two changed orders: {bytes} bytes");
    Ok(())
}
