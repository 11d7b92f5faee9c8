//! What is recorded, and where it stands in Odoo.

use anyhow::{Context, Result, bail, ensure};
use one_click_purchase::erp::ErpError;
use one_click_purchase::order::{Report, Status};
use serde_json::{Value, json};

use super::Case;
use super::up::Odoo;
use crate::acts::{claim, list, read, record, report, told};
use crate::yuan;

pub const CASES: [(&str, Case); 5] = [
    (
        "a report is in the order as another client reads it, to the cent and once however often it is sent",
        once,
    ),
    ("an order is purchased when all its lines are, each by its own report", in_parts),
    ("a price as paid is that of the line, where one line was paid", priced),
    ("a supplier order of another order is refused, unless it is shared", shared),
    ("a refresh has what changed and nothing else", refreshed),
];

fn once(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(2)?;
    let wang = odoo.wang();
    let order = told(claim(&wang, &id, &format!("purchase-{id}")))?;
    let all = report(&order, "2187654321098765432")?;
    let done = told(record(&wang, &all))?;
    ensure!(done.status == Status::Purchased && done.reports == [all.clone()], "{done:?}");
    ensure!(
        done.lines
            == order
                .lines
                .iter()
                .cloned()
                .map(|mut line| {
                    line.purchased = line.quantity;
                    line
                })
                .collect::<Vec<_>>(),
        "freight is no line that is to be bought"
    );
    let first = odoo.found(&id)?;
    ensure!(first["state"] == "purchase" && first["partner_ref"] == "2187654321098765432", "{first}");
    let total = all.total.context("a total")?;
    ensure!(
        first["amount_untaxed"].to_string().parse() == Ok(total.amount),
        "{} for {total:?}",
        first["amount_untaxed"]
    );
    let lines = first["lines"].as_array().context("lines")?;
    let freight = lines.last().context("freight")?;
    ensure!(lines.len() == 3 && freight["price_unit"] == 8.0 && freight["tax_ids"] == json!([]), "{freight}");
    ensure!(freight["product_id"][1] == "[FREIGHT] Freight", "{freight}");
    ensure!(first["receipts"][0]["carrier_tracking_ref"] == "YT7788", "{}", first["receipts"]);
    let text = first["notes"].to_string();
    for part in ["2187654321098765432", "8.00 CNY", "YT7788", "USB-C cable 2m blue"] {
        ensure!(text.contains(part), "no {part} in {text}");
    }
    ensure!(told(record(&wang, &all))? == done);
    // Another person's extension sends the same report, too.
    told(record(&odoo.li(), &all))?;
    ensure!(odoo.found(&id)? == first, "a second report has an effect");
    let other = Report { number: "9".into(), ..all };
    ensure!(matches!(record(&wang, &other), Err(ErpError::Refused(_))));
    ensure!(matches!(claim(&odoo.li(), &id, "p"), Err(ErpError::NotOpen(status)) if status == "purchased"));
    Ok(())
}

fn in_parts(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(3)?;
    let wang = odoo.wang();
    let order = read(&wang, &id)?;
    let mut first = report(&order, "701")?;
    first.lines.truncate(1);
    first.total = None;
    let part = told(record(&wang, &first))?;
    ensure!(part.status == Status::PartPurchased && part.open_lines().count() == 2, "{part:?}");
    let found = odoo.found(&id)?;
    ensure!(found["state"] == "draft" && found["partner_ref"] == "701", "{found}");
    let listed = list(&odoo.li(), None)?.0.into_iter().find(|order| order.id == id);
    ensure!(listed.is_some_and(|order| order.status == Status::PartPurchased));
    let rest = Report { tracking: Some("YT9".into()), ..report(&part, "702")? };
    ensure!(told(record(&odoo.li(), &rest))?.status == Status::Purchased);
    let found = odoo.found(&id)?;
    ensure!(found["state"] == "purchase" && found["partner_ref"] == "701, 702", "{found}");
    ensure!(found["receipts"][0]["carrier_tracking_ref"] == "YT7788, YT9", "{}", found["receipts"]);
    let freight = |line: &&Value| line["name"].as_str().is_some_and(|name| name.contains("Freight 70"));
    let lines = found["lines"].as_array().context("lines")?;
    ensure!(lines.iter().filter(freight).count() == 2, "{lines:?}");
    Ok(())
}

fn priced(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let wang = odoo.wang();
    let order = read(&wang, &id)?;
    let quantity = order.lines.first().context("its line")?.quantity;
    let mut paid = report(&order, "703")?;
    // 9.97 for that many pieces: no price of whole cents.
    paid.total = Some(yuan("17.97")?);
    told(record(&wang, &paid))?;
    let found = odoo.found(&id)?;
    ensure!(found["amount_untaxed"] == 17.97 && found["state"] == "purchase", "{quantity}: {found}");
    told(record(&wang, &paid))?;
    ensure!(odoo.found(&id)? == found, "a second report has an effect");
    Ok(())
}

fn shared(odoo: &mut Odoo) -> Result<()> {
    let (one, other) = (odoo.order(1)?, odoo.order(1)?);
    let wang = odoo.wang();
    told(record(&wang, &report(&read(&wang, &one)?, "80_1%")?))?;
    let again = report(&read(&wang, &other)?, "80_1%")?;
    match record(&wang, &again) {
        Err(ErpError::NumberTaken(number)) => ensure!(number == read(&wang, &one)?.number, "{number}"),
        told => bail!("{told:?}"),
    }
    // What merely looks like it is another number.
    let alike = Report { number: "8001%".into(), id: "alike".into(), ..again };
    told(record(&wang, &alike))?;
    let third = odoo.order(1)?;
    let shared = Report { shared: true, ..report(&read(&wang, &third)?, "80_1%")? };
    ensure!(told(record(&wang, &shared))?.status == Status::Purchased);
    Ok(())
}

fn refreshed(odoo: &mut Odoo) -> Result<()> {
    let wang = odoo.wang();
    let (id, other) = (odoo.order(2)?, odoo.order(1)?);
    let line = odoo.order(1)?;
    // What happened before is long ago.
    odoo.sql("update purchase_order set create_date = now() - interval '1 day', write_date = now() - interval '1 day'")?;
    odoo.sql("update purchase_order_line set write_date = now() - interval '1 day'")?;
    odoo.sql("update mail_message set create_date = now() - interval '1 day'")?;
    let (_, as_of) = list(&wang, None)?;
    let as_of = as_of.context("a time for the next refresh")?;
    ensure!(list(&wang, Some(&as_of))?.0.is_empty());
    told(claim(&odoo.li(), &id, "p-li"))?;
    let (changed, _) = list(&wang, Some(&as_of))?;
    ensure!(changed.len() == 1 && changed.iter().all(|order| order.claim.is_some()), "{changed:?}");
    let row = read(&wang, &line)?.lines.first().context("its line")?.id.parse::<i64>()?;
    odoo.call(&[
        json!(["purchase.order", "button_cancel", {"ids": [other.parse::<i64>()?]}]),
        json!(["purchase.order.line", "write", {"ids": [row], "vals": {"name": "another description"}}]),
    ])?;
    let before = wang.wire.count.borrow().1;
    let (changed, _) = list(&wang, Some(&as_of))?;
    let bytes = wang.wire.count.borrow().1 - before;
    let states: Vec<_> = changed.iter().map(|order| (order.id.as_str(), order.status)).collect();
    let wanted = [
        (id.as_str(), Status::Purchasing),
        (other.as_str(), Status::Cancelled),
        (line.as_str(), Status::Pending),
    ];
    ensure!(wanted.iter().all(|want| states.contains(want)) && states.len() == 3, "{states:?}");
    eprintln!("a refresh of three changed orders: {bytes} bytes");
    Ok(())
}
