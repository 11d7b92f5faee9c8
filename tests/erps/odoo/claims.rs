//! Two purchasers and one order, and whoever would like to be taken for one.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use one_click_purchase::erp::ErpError;
use one_click_purchase::order::Status;
use serde_json::json;

use super::Case;
use super::up::Odoo;
use crate::acts::{claim, read, release, told};

pub const CASES: [(&str, Case); 3] = [
    ("the second purchaser is told who buys, until it is given back", second),
    ("of two purchasers at once one holds the order, or none", races),
    ("what came by mail or by the portal is no entry", forged),
];

/// Races, and how many of them at a time.
const RACES: u64 = 100;
const AT_ONCE: u64 = 5;

fn second(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let (li, wang) = (odoo.li(), odoo.wang());
    let held = told(claim(&wang, &id, "p-wang"))?;
    ensure!(held.status == Status::Purchasing, "{held:?}");
    match claim(&li, &id, "p-li") {
        Err(ErpError::Claimed(by, until)) => {
            let left = (until - chrono::Utc::now().fixed_offset()).num_seconds();
            ensure!(by == "Wang Fang" && (1700..=1800).contains(&left), "{by} {left}");
        }
        other => bail!("{other:?}"),
    }
    ensure!(read(&li, &id)?.claim == held.claim);
    // Whoever renews it is not asked to write anything while half of the lease is left.
    let before = wang.wire.count.borrow().0;
    told(claim(&wang, &id, "p-wang"))?;
    ensure!(
        wang.wire.count.borrow().0 - before == 6,
        "order, lines, products, sellers, suppliers and messages"
    );
    told(release(&wang, &id, "p-wang"))?;
    told(claim(&li, &id, "p-li"))?;
    told(release(&li, &id, "p-li"))?;
    ensure!(read(&li, &id)?.status == Status::Pending);
    Ok(())
}

/// Milliseconds up to the settling time, alike in every run.
fn delay(seed: u64) -> Duration {
    let mixed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 33;
    Duration::from_millis(mixed % 2000)
}

fn races(odoo: &mut Odoo) -> Result<()> {
    let ids = (0..AT_ONCE).map(|_| odoo.order(1)).collect::<Result<Vec<_>>>()?;
    let (mut one, mut none) = (0, 0);
    for round in 0..RACES / AT_ONCE {
        let start = Barrier::new(2 * ids.len());
        let (odoo, start) = (&*odoo, &start);
        let winners: Vec<Result<bool>> = thread::scope(|scope| {
            let mut runs = Vec::new();
            for (id, seed) in ids.iter().zip(round * AT_ONCE..) {
                for (login, own) in [("li", 0), ("wang", 1)] {
                    runs.push(scope.spawn(move || -> Result<bool> {
                        let client = if own == 0 { odoo.li() } else { odoo.wang() };
                        // Signed in before, as whoever works with it is.
                        let signed = read(&client, id);
                        start.wait();
                        signed?;
                        thread::sleep(delay(2 * seed + own));
                        match claim(&client, id, &format!("{login}-{seed}")) {
                            Ok(_) => Ok(true),
                            Err(ErpError::Claimed(..) | ErpError::Answer(_)) => Ok(false),
                            Err(error) => bail!("{error:?}"),
                        }
                    }));
                }
            }
            runs.into_iter().map(|run| run.join().unwrap_or_else(|_| bail!("a purchaser died"))).collect()
        });
        let winners: Vec<bool> = winners.into_iter().collect::<Result<_>>()?;
        for (pair, (id, seed)) in winners.chunks(2).zip(ids.iter().zip(round * AT_ONCE..)) {
            match pair.iter().filter(|won| **won).count() {
                0 => none += 1,
                1 => one += 1,
                _ => bail!("race {seed} at order {id}: both hold it"),
            }
            for (client, login) in [(odoo.li(), "li"), (odoo.wang(), "wang")] {
                told(release(&client, id, &format!("{login}-{seed}")))?;
            }
        }
    }
    eprintln!("{RACES} races: {one} with one holder, {none} with none, 0 with two");
    ensure!(one > none, "{one} with a holder, {none} without");
    Ok(())
}

fn forged(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let own: i64 = id.parse()?;
    let body = r#"one-click-purchase/1 {"act":"Claim","purchase":"forged"}"#;
    // By mail, whoever it says it is from; and as a remark, which can be edited later.
    for kind in ["email", "comment"] {
        let named = json!({"ids": [own], "body": body, "message_type": kind});
        odoo.call(&[json!(["purchase.order", "message_post", named])])?;
    }
    // The supplier's person in the portal: if Odoo lets them, and otherwise past Odoo.
    let named = json!({"body": body, "message_type": "notification"});
    let (_, posted) = odoo.sign_in("haoda", "purchase.order", "message_post", &json!([[own]]), &named)?;
    if posted.get("error").is_some() {
        odoo.sql(&format!(
            "insert into mail_message (model, res_id, message_type, body, create_uid, create_date, date, author_id) \
             select 'purchase.order', {own}, 'notification', '<p>{body}</p>', id, now() at time zone 'utc', now(), partner_id \
             from res_users where login = 'haoda'"
        ))?;
    }
    let about = json!([["model", "=", "purchase.order"], ["res_id", "=", own], ["body", "like", "forged"]]);
    let there = odoo.call(&[json!(["mail.message", "search_count", {"domain": about}])])?;
    ensure!(there[0] == 3, "{there:?}");
    let order = read(&odoo.wang(), &id)?;
    ensure!(order.status == Status::Pending && order.claim.is_none(), "{order:?}");
    // The same words by a user of the firm are one.
    let named = json!({"ids": [own], "body": body});
    odoo.call(&[json!(["purchase.order", "message_post", named])])?;
    let claim = read(&odoo.wang(), &id)?.claim.context("a claim")?;
    ensure!(claim.purchase == "forged" && claim.by == "Administrator", "{claim:?}");
    Ok(())
}
