//! The examples of `docs/mapping.md` against a small REST server in memory, and what a server may do wrong.

use futures_util::FutureExt;
use serde_json::json;

use super::super::fake::noon;
use super::super::{
    Clock, Erp, ErpError, Fault, HttpError, Kind, Later, Means, Response, Sessions, Settings, Setup, connect,
};
use super::check;
use super::rest::{KEY, ORIGIN, Rest, answer};
use crate::order::{Covered, Evidence, Money, OrderId, Report, Status, Time};

/// The examples of the manual.
fn example(number: usize) -> String {
    let manual = include_str!("../../../docs/mapping.md");
    let block = manual.split("```json\n").nth(number).unwrap();
    block.split("```").next().unwrap().to_owned()
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Time {
        noon()
    }

    fn ticks(&self) -> u64 {
        0
    }

    fn wait(&self, _: u32) -> Later<'_, ()> {
        Box::pin(async {})
    }
}

fn with<T>(rest: &Rest, mapping: &str, does: impl FnOnce(&dyn Erp) -> T) -> T {
    let settings = Settings {
        mapping: mapping.to_owned(),
        address: if mapping.contains("Depot") {
            "https://detail.1688.com/offer/{code}.html".into()
        } else {
            String::new()
        },
        ..Settings::default()
    };
    let sessions = Sessions::default();
    let setup = Setup { kind: Kind::Mapping, origin: ORIGIN, key: KEY, settings: &settings };
    does(&*connect(&setup, Means { http: rest, clock: &Still, sessions: &sessions }))
}

fn now<T>(later: Later<'_, T>) -> T {
    later.now_or_never().unwrap()
}

fn report(id: &str, order: &str, line: &str, quantity: i64) -> Report {
    Report {
        id: id.into(),
        order: order.into(),
        purchase: "mine".into(),
        supplier: "detail.1688.com".into(),
        number: "4085112233445566778".into(),
        lines: vec![Covered { line: line.into(), quantity: quantity.into() }],
        total: Some(Money::new("14.70".parse().unwrap(), "CNY".parse().unwrap())),
        freight: Some(Money::new(6.into(), "CNY".parse().unwrap())),
        placed: noon(),
        tracking: None,
        note: "快".into(),
        evidence: Evidence::ByHand,
        shared: false,
    }
}

fn ids(erp: &dyn Erp) -> (Vec<OrderId>, u32) {
    let (mut ids, mut after, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = now(erp.orders(None, after.as_deref())).unwrap();
        ids.extend(page.orders.into_iter().map(|order| order.id));
        pages += 1;
        match page.next {
            Some(next) => after = Some(next),
            None => return (ids, pages),
        }
    }
}

#[test]
fn the_first_example_lists_claims_records_and_takes_back() {
    let rest = Rest::acme();
    with(&rest, &example(1), |erp| {
        let server = now(erp.test()).unwrap();
        assert_eq!((server.name.as_str(), server.user.as_str(), server.pending), ("Acme ERP", "王丽", 2));
        assert_eq!(ids(erp), (vec!["1".to_owned(), "3".into(), "4".into()], 2));
        let order = now(erp.order(&"1".to_owned())).unwrap();
        let line = &order.lines[0];
        assert_eq!((order.number.as_str(), order.supplier.as_str()), ("PO/1", "义乌"));
        assert_eq!((line.url.as_str(), line.quantity), ("https://detail.1688.com/offer/1.html", 2.into()));
        assert_eq!(line.limit.map(|limit| limit.amount.to_string()).as_deref(), Some("4.35"));
        assert_eq!((line.sku.as_deref(), line.variant().as_str()), (Some("K-1"), "红色"));
        assert_eq!(order.page, "https://erp.example/purchase-orders/1");
        let claimed = now(erp.claim(&"1".to_owned(), "mine")).unwrap();
        assert_eq!(claimed.claim.map(|claim| claim.by).as_deref(), Some("王丽"));
        let refused = now(erp.claim(&"1".to_owned(), "other"));
        assert!(matches!(refused, Err(ErpError::Claimed(by, _)) if by == "王丽"));
        let sent = report("r1", "1", "71", 2);
        let order = now(erp.record(&sent)).unwrap();
        assert_eq!((order.status, order.reports.as_slice()), (Status::Purchased, [sent.clone()].as_slice()));
        let kept = rest.orders.borrow()[0].clone();
        assert_eq!((&kept["supplier_reference"], &kept["status"]), (&json!(sent.number), &json!("ordered")));
        assert_eq!(kept["costs"], json!({"paid": "14.70", "freight": "6", "currency": "CNY"}));
        assert!(kept["internal_notes"].as_str().unwrap().starts_with("Ask Li first\n\n» "));
        now(erp.record(&sent)).unwrap();
        let notes = rest.orders.borrow()[0]["internal_notes"].clone();
        assert_eq!(notes, kept["internal_notes"], "a second time has no second effect");
        let other = report("r2", "3", "73", 2);
        assert_eq!(now(erp.record(&other)), Err(ErpError::NumberTaken("PO/1".into())));
        let undone = now(erp.undo(&sent, "wrong shop")).unwrap();
        assert_eq!((undone.status, undone.reports.len()), (Status::Purchasing, 0), "it is claimed still");
        let kept = rest.orders.borrow()[0].clone();
        assert_eq!((&kept["supplier_reference"], &kept["status"]), (&json!(""), &json!("approved")));
    });
}

#[test]
fn an_order_whose_goods_have_come_is_not_reopened() {
    let rest = Rest::acme();
    with(&rest, &example(1), |erp| {
        now(erp.claim(&"1".to_owned(), "mine")).unwrap();
        let sent = report("r1", "1", "71", 2);
        now(erp.record(&sent)).unwrap();
        rest.orders.borrow_mut()[0]["status"] = json!("received");
        let undone = now(erp.undo(&sent, "wrong shop")).unwrap();
        assert_eq!((undone.status, undone.reports.len()), (Status::Purchased, 0));
        let kept = rest.orders.borrow()[0].clone();
        assert_eq!((&kept["supplier_reference"], &kept["status"]), (&json!(""), &json!("received")));
    });
}

#[test]
fn the_second_example_lists_claims_records_and_takes_back() {
    let rest = Rest::depot();
    with(&rest, &example(2), |erp| {
        assert_eq!(ids(erp), (vec!["a/../b?c".to_owned(), "7".into(), "8".into()], 3));
        let id = "a/../b?c".to_owned();
        let order = now(erp.order(&id)).unwrap();
        assert_eq!(order.lines[0].url, "https://detail.1688.com/offer/6109.html");
        assert_eq!(order.created.to_rfc3339(), "2026-11-20T00:00:00+08:00");
        assert_eq!(now(erp.claim(&id, "mine")).unwrap().status, Status::Purchasing);
        assert!(matches!(now(erp.claim(&id, "other")), Err(ErpError::Claimed(by, _)) if by == "Jo"));
        let part = now(erp.record(&report("r1", &id, "1", 1))).unwrap();
        assert_eq!(part.status, Status::PartPurchased);
        let rest_of = Report { number: "77".into(), ..report("r2", &id, "1", 2) };
        assert_eq!(now(erp.record(&rest_of)).unwrap().status, Status::Purchased);
        let kept = rest.orders.borrow()[0].clone();
        assert_eq!((&kept["ref_supplier"], &kept["state"]), (&json!("4085112233445566778, 77"), &json!(3)));
        assert_eq!(kept["kept"], json!({"deep": [1, 2.50]}), "an order that is sent whole loses nothing");
        assert_eq!(now(erp.undo(&rest_of, "wrong")).unwrap().status, Status::PartPurchased);
    });
    let encoded = "/rest/orders/a%2F..%2Fb%3Fc";
    let asked = rest.asked.borrow();
    assert!(asked.iter().any(|request| request.path == encoded));
    assert!(asked.iter().all(|request| !request.path.contains("..%2Fb?")));
}

#[test]
fn a_server_that_lies_or_misbehaves_is_named_and_nobody_else_is_asked() {
    let page = |kind: &str, body: &str| {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        Ok(Response { status: 200, headers, body: body.to_owned() })
    };
    let gbk = Fault::Encoding("gbk".into());
    for (instead, error) in [
        (Err(HttpError::Redirected), ErpError::Http(HttpError::Redirected)),
        (Err(HttpError::TooLarge), ErpError::Http(HttpError::TooLarge)),
        (Err(HttpError::NotUtf8), ErpError::Http(HttpError::NotUtf8)),
        (page("application/json; charset=GBK", "{}"), gbk.into()),
        (page("text/html", "<!doctype html>"), Fault::WebPage.into()),
        (page("application/json", "{}"), Fault::Unreadable("/data".into()).into()),
        (Ok(answer(401, &json!({}))), ErpError::Key),
        (Ok(answer(503, &json!({}))), ErpError::Trouble("HTTP 503".into())),
    ] {
        let rest = Rest::acme();
        *rest.instead.borrow_mut() = Some(instead);
        with(&rest, &example(1), |erp| assert_eq!(now(erp.orders(None, None)), Err(error)));
        only_the_granted(&rest, 1);
    }
    for link in [
        "https://evil.example/api/purchase-orders?cursor=2",
        "https://erp.example.evil.example/x",
        "https://erp.example:8443/x",
        "https://erp.example@evil.example/x",
        "//evil.example/x",
        "/\\evil.example/x",
        "http://erp.example/x",
    ] {
        let rest = Rest::acme();
        *rest.next.borrow_mut() = Some(link.to_owned());
        with(&rest, &example(1), |erp| {
            assert_eq!(now(erp.orders(None, None)), Err(Fault::Elsewhere(link.into()).into()));
            assert_eq!(now(erp.orders(None, Some(link))), Err(Fault::Elsewhere(link.into()).into()));
        });
        only_the_granted(&rest, 1);
    }
    let rest = Rest::acme();
    rest.lies.set(true);
    with(&rest, &example(1), |erp| {
        assert_eq!(now(erp.claim(&"1".to_owned(), "mine")), Err(Fault::NotKept("entry").into()));
    });
}

#[test]
fn what_is_cut_short_anywhere_is_completed_by_the_next_try_once() {
    let examples = [(1, "1", "71", 2), (2, "a/../b?c", "1", 3)];
    for (number, id, line, quantity) in examples {
        for instead in [
            Err(HttpError::Unreachable("reset".into())),
            Err(HttpError::Redirected),
            Ok(answer(401, &json!({}))),
            Ok(answer(503, &json!({}))),
            Ok(Response {
                status: 200,
                headers: vec![("content-type".into(), "text/html".into())],
                body: "<html>".into(),
            }),
        ] {
            for turn in 0..16 {
                let rest = if number == 1 { Rest::acme() } else { Rest::depot() };
                with(&rest, &example(number), |erp| {
                    let sent = report("r1", id, line, quantity);
                    *rest.instead.borrow_mut() = Some(instead.clone());
                    rest.behind.set(turn);
                    let first = now(erp.record(&sent));
                    *rest.instead.borrow_mut() = None;
                    let told = now(erp.record(&sent)).map(|order| (order.status, order.reports.len()));
                    assert_eq!(told, Ok((Status::Purchased, 1)), "{number} {turn} {first:?}");
                });
                let (notes, comments) = (rest.orders.borrow()[0].to_string(), rest.comments.borrow());
                let comments: String = comments.iter().map(|(_, own)| own.to_string()).collect();
                assert_eq!([notes, comments].concat().matches("one-click-purchase/1").count(), 1, "{turn}");
            }
        }
    }
}

#[test]
fn a_stale_copy_is_read_again() {
    let rest = Rest::acme();
    rest.meddled.set(2);
    with(&rest, &example(1), |erp| {
        let told = now(erp.record(&report("r1", "1", "71", 2))).unwrap();
        assert_eq!((told.status, told.reports.len(), rest.meddled.get()), (Status::Purchased, 1, 0));
    });
}

#[test]
fn what_was_bought_of_an_order_that_was_cancelled_meanwhile_is_noted_and_it_stays_cancelled() {
    let rest = Rest::acme();
    with(&rest, &example(1), |erp| {
        now(erp.claim(&"1".to_owned(), "mine")).unwrap();
        rest.orders.borrow_mut()[0]["status"] = json!("cancelled");
        let sent = report("r1", "1", "71", 2);
        let told = now(erp.record(&sent)).unwrap();
        assert_eq!((told.status, told.reports.as_slice()), (Status::Cancelled, [sent.clone()].as_slice()));
        let kept = rest.orders.borrow()[0].clone();
        assert_eq!(
            (&kept["supplier_reference"], &kept["status"]),
            (&json!(sent.number), &json!("cancelled"))
        );
        assert_eq!(now(erp.claim(&"1".to_owned(), "mine")), Err(ErpError::NotOpen("cancelled".into())));
    });
}

/// Every request went to the origin of the connection, with the key in its one header and nowhere else.
fn only_the_granted(rest: &Rest, count: usize) {
    let asked = rest.asked.borrow();
    assert_eq!(asked.len(), count);
    for request in asked.iter() {
        assert_eq!(request.origin, ORIGIN);
        assert!(!request.path.contains(KEY) && !request.path.contains("evil"), "{}", request.path);
        let keyed: Vec<&str> = request
            .headers
            .iter()
            .filter(|(_, value)| value.contains(KEY))
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(keyed, ["Authorization"]);
    }
}

#[test]
fn a_wrong_file_is_refused_with_its_place() {
    let good = example(1);
    assert!(check::read(&good).is_ok() && check::read(&example(2)).is_ok());
    for (from, to, wrong) in [
        ("Bearer {key}", "Bearer s3cret", "line 3: auth.value: wanted {key}"),
        ("\"Authorization\"", "\"Cookie\"", "line 3: auth.header: wanted"),
        ("\"/api/me\"", "\"https://evil.example/me\"", "line 4: me.path: wanted a path"),
        ("\"/api/me\"", "\"//evil.example/me\"", "line 4: me.path: wanted a path"),
        ("\"/api/me\"", "\"/api/me?token=abc\"", "line 4: me.path: wanted no key"),
        ("approved&limit=2", "approved&key={key}", "line 6: list.path: wanted"),
        (
            "\"rows\": \"/data\",\n    \"pages\"",
            "\"rows\": \"data\",\n    \"pages\"",
            "line 7: list.rows: wanted a place",
        ),
        ("\"by\": \"link\"", "\"by\": \"luck\"", "line 8: list.pages.by: wanted"),
        ("updated_after={since}", "updated_after=now", "line 11: changed.path: wanted {since}"),
        ("orders/{id}\", \"at\"", "orders/{no}\", \"at\"", "line 15: order.path: wanted a path"),
        ("\"id\": \"/id\", \"number\"", "\"number\"", "line 16: fields.id: wanted a place"),
        ("\"/quantity\"", "\"quantity\"", "line 22: lines.quantity: wanted a place"),
        ("[\"approved\"]", "[]", "line 25: states.pending: wanted"),
        ("\"received\"]", "\"approved\"]", "line 25: states.purchased: wanted"),
        ("\"{journal}\"", "\"{entry}\"", "line 30: journal.write.body.internal_notes: wanted"),
        ("\"{reference}\"", "\"x\"", "line 35: reference.body: wanted {reference}"),
        ("\"{total}\"", "\"{sum}\"", "line 47: figures.body.costs.paid: wanted"),
        ("\"method\": \"PATCH\"", "\"method\": \"DELETE\"", "journal.write.method: wanted"),
        ("\"name\": \"Acme ERP\"", "\"title\": \"Acme ERP\"", "line 1: name: wanted a text"),
        ("\"me\":", "\"mine\":", "line 4: mine: wanted no member"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let told = check::read(&text).unwrap_err().to_string();
        assert!(told.contains(wrong), "{told} is not {wrong}");
        let rest = Rest::acme();
        with(&rest, &text, |erp| assert_eq!(now(erp.test()), Err(ErpError::Refused(told))));
        only_the_granted(&rest, 0);
    }
}
