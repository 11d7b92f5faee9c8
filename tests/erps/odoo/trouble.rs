//! What goes wrong while something is recorded.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::{Context, Result, ensure};
use one_click_purchase::erp::{ErpError, Fault, HttpError};
use one_click_purchase::order::{Status, has_text};
use serde_json::json;

use super::Case;
use super::up::Odoo;
use crate::acts::{claim, read, record, report, told};

pub const CASES: [(&str, Case); 6] = [
    ("an order that is cancelled meanwhile is not claimed, and recorded as what it is", cancelled),
    ("an order that was bought by hand meanwhile is told", bought),
    ("a key that was taken away and a session that ended are told", ended),
    ("a server that is killed between number and state is taken up where it was", killed),
    ("a refusal says what Odoo said, and nothing of its insides", refused),
    ("what is no Odoo is told", no_odoo),
];

fn cancelled(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let wang = odoo.wang();
    let order = told(claim(&wang, &id, "p"))?;
    odoo.call(&[json!(["purchase.order", "button_cancel", {"ids": [id.parse::<i64>()?]}])])?;
    ensure!(read(&wang, &id)?.status == Status::Cancelled);
    ensure!(matches!(claim(&wang, &id, "p"), Err(ErpError::NotOpen(status)) if status == "cancelled"));
    // Odoo says that it confirms such an order, and does not.
    let said = odoo.call(&[json!(["purchase.order", "button_confirm", {"ids": [id.parse::<i64>()?]}])])?;
    ensure!(said == [json!(true)] && odoo.found(&id)?["state"] == "cancel", "{said:?}");
    // The money is spent, so it is written down, and the order stays what it is.
    let kept = told(record(&wang, &report(&order, "5002")?))?;
    ensure!(kept.status == Status::Cancelled && kept.reports.len() == 1, "{kept:?}");
    ensure!(odoo.found(&id)?["partner_ref"] == "5002");
    Ok(())
}

fn bought(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let wang = odoo.wang();
    // The page that the person has shows it as it was.
    let stale = read(&wang, &id)?;
    odoo.call(&[
        json!(["purchase.order", "write", {"ids": [id.parse::<i64>()?], "vals": {"partner_ref": "by hand"}}]),
        json!(["purchase.order", "button_confirm", {"ids": [id.parse::<i64>()?]}]),
    ])?;
    ensure!(matches!(claim(&wang, &id, "p"), Err(ErpError::NotOpen(status)) if status == "purchased"));
    let said = record(&wang, &report(&stale, "5006")?);
    ensure!(said.as_ref().is_ok_and(|order| order.status == Status::Purchased), "{said:?}");
    ensure!(odoo.found(&id)?["partner_ref"] == "by hand, 5006");
    Ok(())
}

fn ended(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let own = odoo.client("", "");
    let (cookie, _) = odoo.sign_in("wang", "res.users", "context_get", &json!([]), &json!({}))?;
    *own.wire.cookie.borrow_mut() = Some(cookie);
    read(&own, &id)?;
    let by_key = odoo.wang();
    read(&by_key, &id)?;
    *own.wire.cookie.borrow_mut() = Some("session_id=gone".into());
    let erp = own.erp();
    ensure!(crate::wire::now(erp.order(&id)) == Err(ErpError::Key));
    odoo.set_scope("other")?;
    let erp = by_key.erp();
    ensure!(crate::wire::now(erp.order(&id)) == Err(ErpError::Key));
    odoo.set_scope("rpc")?;
    read(&by_key, &id)?;
    Ok(())
}

fn killed(odoo: &mut Odoo) -> Result<()> {
    for method in ["purchase.order/button_confirm", "purchase.order/write", "purchase.order/message_post"] {
        let id = odoo.order(2)?;
        let wang = odoo.wang();
        let number = format!("600{id}");
        let all = report(&read(&wang, &id)?, &number)?;
        let server = Rc::new(RefCell::new(odoo.take()));
        let own = server.clone();
        wang.wire.before(move |request| {
            if request.path.ends_with(method) {
                own.borrow_mut().take();
            }
        });
        let cut = record(&wang, &all);
        ensure!(matches!(cut, Err(ErpError::Http(HttpError::Unreachable(_)))), "{cut:?}");
        ensure!(cut.is_err_and(|error| error.may_pass()), "it is not tried again");
        wang.wire.calm();
        odoo.start()?;
        let found = odoo.found(&id)?;
        ensure!(found["state"] == "draft", "{found}");
        ensure!((found["partner_ref"] == number.as_str()) == method.ends_with("confirm"), "{found}");
        ensure!(told(record(&wang, &all))?.status == Status::Purchased);
        let found = odoo.found(&id)?;
        ensure!(found["state"] == "purchase" && found["partner_ref"] == number.as_str(), "{found}");
        let (notes, lines) =
            (found["notes"].as_array().map_or(0, Vec::len), found["lines"].as_array().map_or(0, Vec::len));
        ensure!(notes == 1 && lines == 3, "{notes} notes about one report, {lines} lines");
    }
    Ok(())
}

fn refused(odoo: &mut Odoo) -> Result<()> {
    let id = odoo.order(1)?;
    let wang = odoo.wang();
    let all = report(&read(&wang, &id)?, "5003")?;
    // Odoo confirms no order with a line that has no product.
    let line =
        json!([[0, 0, {"name": "Handling", "product_qty": 1, "price_unit": 1.0, "product_id": false}]]);
    odoo.call(&[
        json!(["purchase.order", "write", {"ids": [id.parse::<i64>()?], "vals": {"order_line": line}}]),
    ])?;
    let handling = read(&wang, &id)?;
    let rest = report(&handling, "5003")?;
    match record(&wang, &rest) {
        Err(ErpError::Refused(said)) => {
            ensure!(has_text(&said, "missing a product") && !has_text(&said, "Traceback"), "{said}");
        }
        other => anyhow::bail!("{other:?}"),
    }
    let kept = read(&wang, &id)?;
    ensure!(
        kept.reports.len() == 1 && all.lines.len() == 1,
        "what was bought is written down all the same: {kept:?}"
    );
    Ok(())
}

fn no_odoo(odoo: &mut Odoo) -> Result<()> {
    let mut client = odoo.wang();
    let page = tiny_http::Server::http("127.0.0.1:0").map_err(|error| anyhow::anyhow!("{error}"))?;
    let port = page.server_addr().to_ip().context("its port")?.port();
    client.origin = format!("http://127.0.0.1:{port}");
    let silent = tiny_http::Server::http("127.0.0.1:0").map_err(|error| anyhow::anyhow!("{error}"))?;
    let elsewhere = format!("http://127.0.0.1:{}/", silent.server_addr().to_ip().context("its port")?.port());
    // What the first page and then the call behind it answer.
    let answers = std::thread::spawn(move || {
        for at in 0..6 {
            let Ok(request) = page.recv() else { return };
            let header = |text: &str| text.parse::<tiny_http::Header>().ok();
            let mut answer = tiny_http::Response::from_string(match at {
                0 | 1 => "<!doctype html><title>Sign in</title>",
                2 | 4 => "{\"version_info\":[19,0],\"version\":\"19.0\"}",
                3 => "[]",
                _ => "",
            });
            let kind = match at {
                0 | 1 => "text/html",
                3 => "application/json; charset=GBK",
                _ => "application/json",
            };
            answer.add_header(header(&format!("Content-Type: {kind}")).unwrap());
            if at == 5 {
                answer.add_header(header(&format!("Location: {elsewhere}")).unwrap());
                answer = answer.with_status_code(302);
            }
            let _ = request.respond(answer);
        }
    });
    let test = || crate::wire::now(client.erp().order(&"1".to_owned())).map(drop);
    ensure!(test() == Err(Fault::WebPage.into()));
    ensure!(test() == Err(Fault::Encoding("gbk".into()).into()));
    ensure!(test() == Err(ErpError::Http(HttpError::Redirected)));
    ensure!(answers.join().is_ok());
    let followed = silent.recv_timeout(std::time::Duration::ZERO)?;
    ensure!(followed.is_none(), "the key went to another address");
    Ok(())
}
