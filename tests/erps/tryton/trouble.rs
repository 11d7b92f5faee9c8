//! What goes wrong while something is recorded.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use anyhow::{Context, Result, ensure};
use one_click_purchase::erp::{ErpError, Fault, HttpError, Request};
use one_click_purchase::order::{Status, has_text};
use serde_json::json;

use super::Case;
use super::up::{OTHER, Tryton};
use crate::acts::{claim, read, record, report, told};

pub const CASES: [(&str, Case); 6] = [
    ("an order that is changed meanwhile keeps that change", changed),
    ("an order that is cancelled meanwhile is not claimed, and recorded as what it is", cancelled),
    ("a session that ended is begun anew, once", session),
    ("a server that is killed between number and state is taken up where it was", killed),
    ("a refusal says what Tryton said, and nothing of its insides", refused),
    ("what is no Tryton is told", no_tryton),
];

fn calls(request: &Request, method: &str) -> bool {
    request.body.as_deref().is_some_and(|body| has_text(body, method))
}

fn changed(tryton: &mut Tryton) -> Result<()> {
    let id = tryton.order(1)?;
    let wang = tryton.wang();
    let all = report(&read(&wang, &id)?, "5001")?;
    let done = Rc::new(Cell::new(false));
    let (first, order) = (done.clone(), id.parse::<i64>()?);
    let change = json!(["purchase.purchase.write", [order], {"description": "rush", "reference": "Q-7"}]);
    let origin = tryton.origin();
    wang.wire.before(move |request| {
        if calls(request, "purchase.purchase.write") && !first.replace(true) {
            super::up::call(&origin, std::slice::from_ref(&change)).unwrap();
        }
    });
    ensure!(told(record(&wang, &all))?.status == Status::Purchased);
    ensure!(done.get(), "nobody changed it");
    let found =
        tryton.call(&[json!(["purchase.purchase.read", [order], ["description", "reference", "state"]])])?;
    let found = &found[0][0];
    ensure!(found["description"] == "rush" && found["reference"] == "Q-7, 5001", "{found}");
    Ok(())
}

fn cancelled(tryton: &mut Tryton) -> Result<()> {
    let id = tryton.order(1)?;
    let wang = tryton.wang();
    let order = told(claim(&wang, &id, "p"))?;
    tryton.call(&[json!(["purchase.purchase.cancel", [id.parse::<i64>()?]])])?;
    ensure!(read(&wang, &id)?.status == Status::Cancelled);
    ensure!(matches!(claim(&wang, &id, "p"), Err(ErpError::NotOpen(status)) if status == "cancelled"));
    // The money is spent, so it is written down, and the order stays what it is.
    let kept = told(record(&wang, &report(&order, "5002")?))?;
    ensure!(kept.status == Status::Cancelled && kept.reports.len() == 1, "{kept:?}");
    Ok(())
}

fn session(tryton: &mut Tryton) -> Result<()> {
    let id = tryton.order(1)?;
    let wang = tryton.wang();
    read(&wang, &id)?;
    tryton.sql(&["delete from ir_session"])?;
    let before = wang.wire.count.borrow().0;
    read(&wang, &id)?;
    let requests = wang.wire.count.borrow().0 - before;
    ensure!(requests == 1 + 2 + 3 || requests == 1 + 1 + 2 + 3, "{requests} requests");
    // The password is another one now.
    let user = json!(["res.user.search", [["login", "=", "wang"]], 0, 1, null]);
    let user = tryton.call(&[user])?[0][0].as_i64().context("wang")?;
    tryton.call(&[json!(["res.user.write", [user], {"password": "another-one-1"}])])?;
    tryton.sql(&["delete from ir_session"])?;
    let erp = wang.erp();
    ensure!(crate::wire::now(erp.order(&id)) == Err(ErpError::Key));
    tryton.call(&[json!(["res.user.write", [user], {"password": OTHER}])])?;
    read(&wang, &id)?;
    Ok(())
}

fn killed(tryton: &mut Tryton) -> Result<()> {
    for method in ["purchase.purchase.confirm", "purchase.purchase.write", "ir.note.create"] {
        let id = tryton.order(1)?;
        let wang = tryton.wang();
        let number = format!("600{id}");
        let all = report(&read(&wang, &id)?, &number)?;
        let server = Rc::new(RefCell::new(tryton.take()));
        let own = server.clone();
        wang.wire.before(move |request| {
            if calls(request, method) {
                own.borrow_mut().take();
            }
        });
        let cut = record(&wang, &all);
        ensure!(matches!(cut, Err(ErpError::Http(HttpError::Unreachable(_)))), "{cut:?}");
        ensure!(cut.is_err_and(|error| error.may_pass()), "it is not tried again");
        wang.wire.calm();
        tryton.start()?;
        let state = tryton.proteus(&[&id])?;
        ensure!(state[0]["state"] == "quotation", "{state:?}");
        ensure!((state[0]["reference"] == number.as_str()) == method.ends_with("confirm"), "{state:?}");
        ensure!(told(record(&wang, &all))?.status == Status::Purchased);
        let state = tryton.proteus(&[&id])?;
        ensure!(state[0]["state"] == "processing" && state[0]["reference"] == number.as_str(), "{state:?}");
        let notes = state[0]["notes"].as_array().map_or(0, Vec::len);
        ensure!(notes == 1, "{notes} notes about one report");
    }
    Ok(())
}

fn refused(tryton: &mut Tryton) -> Result<()> {
    let id = tryton.order(1)?;
    let wang = tryton.wang();
    let all = report(&read(&wang, &id)?, "5003")?;
    // Tryton confirms no purchase without the address that it is invoiced from.
    tryton.sql(&[&format!("update purchase_purchase set invoice_address = null where id = {id}")])?;
    tryton.kill();
    tryton.start()?;
    match record(&wang, &all) {
        Err(ErpError::Refused(said)) => {
            ensure!(has_text(&said, "Invoice Address") && !has_text(&said, "Traceback"), "{said}");
        }
        other => anyhow::bail!("{other:?}"),
    }
    let kept = read(&wang, &id)?;
    ensure!(kept.reports.len() == 1, "what was bought is written down all the same: {kept:?}");
    Ok(())
}

fn no_tryton(tryton: &mut Tryton) -> Result<()> {
    let mut client = tryton.wang();
    let page = tiny_http::Server::http("127.0.0.1:0").map_err(|error| anyhow::anyhow!("{error}"))?;
    let port = page.server_addr().to_ip().context("its port")?.port();
    client.origin = format!("http://127.0.0.1:{port}");
    client.settings.database = "erp".into();
    let silent = tiny_http::Server::http("127.0.0.1:0").map_err(|error| anyhow::anyhow!("{error}"))?;
    let elsewhere = format!("http://127.0.0.1:{}/", silent.server_addr().to_ip().context("its port")?.port());
    let answers = std::thread::spawn(move || {
        for at in 0..4 {
            let Ok(request) = page.recv() else { return };
            let header = |text: &str| text.parse::<tiny_http::Header>().ok();
            let mut answer = tiny_http::Response::from_string(match at {
                0 => "<!doctype html><title>Sign in</title>",
                1 => "[]",
                2 => "",
                _ => "{\"id\":1}",
            });
            match at {
                1 => answer.add_header(header("Content-Type: application/json; charset=GBK").unwrap()),
                2 => {
                    answer.add_header(header(&format!("Location: {elsewhere}")).unwrap());
                    answer = answer.with_status_code(302);
                }
                _ => answer.add_header(header("Content-Type: application/json").unwrap()),
            }
            let _ = request.respond(answer);
        }
    });
    let test = || crate::wire::now(client.erp().order(&"1".to_owned())).map(drop);
    ensure!(test() == Err(Fault::WebPage.into()));
    ensure!(test() == Err(Fault::Encoding("gbk".into()).into()));
    ensure!(test() == Err(ErpError::Http(HttpError::Redirected)));
    ensure!(test() == Err(Fault::Unreadable("no result".into()).into()));
    ensure!(answers.join().is_ok());
    let followed = silent.recv_timeout(std::time::Duration::ZERO)?;
    ensure!(followed.is_none(), "the password went to another address");
    Ok(())
}
