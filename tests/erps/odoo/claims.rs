//! Two purchasers and one order, and whoever would like to be taken for one.

use anyhow::{Context, Result, ensure};
use one_click_purchase::order::Status;
use serde_json::json;

use super::Case;
use super::up::Odoo;
use crate::acts::read;
use crate::rivals;

pub const CASES: [(&str, Case); 3] = [
    ("the second purchaser is told who buys, until it is given back", second),
    ("of two purchasers at once one holds the order, or none", races),
    ("what came by mail or by the portal is no entry", forged),
];

fn second(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    // A renewal reads the order, its lines, products, sellers, suppliers and messages.
    rivals::second(&odoo.li(), &odoo.wang(), &id, 6)
}

fn races(odoo: &mut Odoo) -> Result<()> {
    let ids = (0..rivals::AT_ONCE).map(|_| odoo.order(3)).collect::<Result<Vec<_>>>()?;
    let odoo = &*odoo;
    let purchaser = |own| if own == 0 { odoo.li() } else { odoo.wang() };
    let entries =
        "delete from mail_message where model = 'purchase.order' and body like '%one-click-purchase%'";
    rivals::race(&ids, purchaser, || odoo.sql(entries).map(drop))
}

fn forged(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let own: i64 = id.parse()?;
    let body = r#"one-click-purchase/1 {"act":"claim","purchase":"forged"}"#;
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
