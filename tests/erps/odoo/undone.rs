//! What is taken back, and what of it Odoo allows.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::{Context, Result, ensure};
use one_click_purchase::order::{Report, Status};
use serde_json::{Value, json};

use super::Case;
use super::up::Odoo;
use crate::acts::{read, record, report, told, undo};
use crate::yuan;

pub const CASES: [(&str, Case); 4] = [
    ("undo clears number, freight, price and tracking, and the order waits again", waits_again),
    ("an order whose goods have come, that is billed or locked stays purchased", stays),
    ("an undo that is cut off after it cancelled the order is taken up", cut_off),
    ("of two reports one is taken back, and the other stays", one_of_two),
];

fn notes(found: &Value) -> String {
    found["notes"].to_string()
}

fn waits_again(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let wang = odoo.wang();
    odoo.call(&[
        json!(["purchase.order", "write", {"ids": [id.parse::<i64>()?], "vals": {"partner_ref": "Q-12"}}]),
    ])?;
    let before = odoo.found(&id)?;
    let order = read(&wang, &id)?;
    let all = Report { total: Some(yuan("10.00")?), ..report(&order, "990011")? };
    told(record(&wang, &all))?;
    let bought = odoo.found(&id)?;
    ensure!(bought["partner_ref"] == "Q-12, 990011" && bought["amount_untaxed"] == 10.0, "{bought}");
    let after = told(undo(&wang, &all, "wrong colour"))?;
    ensure!(
        after.status == Status::Pending && after.reports.is_empty() && after.lines == order.lines,
        "{after:?}"
    );
    let found = odoo.found(&id)?;
    for what in ["state", "partner_ref", "amount_untaxed", "lines"] {
        ensure!(found[what] == before[what], "{what}: {found} instead of {before}");
    }
    ensure!(
        found["receipts"].as_array().context("receipts")?.iter().all(|receipt| receipt["state"] == "cancel")
    );
    ensure!(notes(&found).matches("wrong colour").count() == 2, "once for people and once for machines");
    ensure!(told(undo(&wang, &all, "wrong colour"))? == after);
    ensure!(odoo.found(&id)? == found, "a second undo has an effect");
    // It can be bought again.
    let again = report(&after, "990012")?;
    ensure!(told(record(&wang, &again))?.status == Status::Purchased);
    let found = odoo.found(&id)?;
    ensure!(found["state"] == "purchase" && found["partner_ref"] == "Q-12, 990012", "{found}");
    Ok(())
}

fn stays(odoo: &mut Odoo) -> Result<()> {
    for reason in ["received", "billed", "locked"] {
        let id = odoo.order(1)?;
        let own: i64 = id.parse()?;
        let wang = odoo.wang();
        let all = report(&read(&wang, &id)?, &format!("9910{id}"))?;
        told(record(&wang, &all))?;
        let found = odoo.found(&id)?;
        let receipt = found["receipts"][0]["id"].clone();
        let told_by = match reason {
            "received" => odoo.call(&[json!(["stock.picking", "button_validate", {"ids": [receipt]}])])?,
            "billed" => {
                odoo.sql(&format!("update purchase_order_line set qty_invoiced = 1 where order_id = {own}"))?;
                Vec::new()
            }
            _ => odoo.call(&[json!(["purchase.order", "button_lock", {"ids": [own]}])])?,
        };
        ensure!(told_by.iter().all(|told| told.get("refused").is_none()), "{told_by:?}");
        if reason == "billed" {
            odoo.kill();
            odoo.start()?;
        }
        let after = told(undo(&wang, &all, "lost"))?;
        ensure!(after.status == Status::Purchased && after.reports.is_empty(), "{reason}: {after:?}");
        let found = odoo.found(&id)?;
        ensure!(found["state"] == "purchase" && found["partner_ref"] == false, "{reason}: {found}");
    }
    Ok(())
}

fn cut_off(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let wang = odoo.wang();
    let all = report(&read(&wang, &id)?, "9920")?;
    told(record(&wang, &all))?;
    let server = Rc::new(RefCell::new(odoo.take()));
    let own = server.clone();
    wang.wire.before(move |request| {
        if request.path.ends_with("button_draft") {
            own.borrow_mut().take();
        }
    });
    ensure!(undo(&wang, &all, "x").is_err_and(|error| error.may_pass()), "it is not tried again");
    wang.wire.calm();
    odoo.start()?;
    ensure!(odoo.found(&id)?["state"] == "cancel");
    let after = told(undo(&wang, &all, "x"))?;
    ensure!(after.status == Status::Pending, "{after:?}");
    // What a person cancels stays cancelled.
    let again = report(&after, "9921")?;
    told(record(&wang, &again))?;
    odoo.call(&[json!(["purchase.order", "button_cancel", {"ids": [id.parse::<i64>()?]}])])?;
    ensure!(told(undo(&wang, &again, "y"))?.status == Status::Cancelled);
    let found = odoo.found(&id)?;
    ensure!(found["state"] == "cancel" && found["partner_ref"] == false, "{found}");
    Ok(())
}

fn one_of_two(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(2)?;
    let wang = odoo.wang();
    let mut first = report(&read(&wang, &id)?, "9931")?;
    first.lines.truncate(1);
    first.total = None;
    let part = told(record(&wang, &first))?;
    let second = Report { tracking: Some("SF1".into()), ..report(&part, "9932")? };
    told(record(&wang, &second))?;
    let after = told(undo(&wang, &first, "x"))?;
    ensure!(after.status == Status::PartPurchased && after.reports == [second], "{after:?}");
    let found = odoo.found(&id)?;
    ensure!(found["partner_ref"] == "9932" && found["state"] == "draft", "{found}");
    let lines = found["lines"].to_string();
    ensure!(!lines.contains("Freight 9931") && lines.contains("Freight 9932"), "{lines}");
    Ok(())
}
