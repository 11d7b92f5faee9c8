//! The connector against a server that answers by a script.

use std::cell::RefCell;
use std::task::{Context, Poll, Waker};

use super::super::adapter::Adapter;
use super::super::fake::noon;
use super::super::{
    Clock, ErpError, HttpError, Kind, Later, Means, Request, Response, Sessions, Settings, Setup, Wire,
};
use super::Odoo;
use crate::order::{Money, Time, find_text, has_text, number_text};

/// Answers whatever is asked with the first line of the script whose parts are all in path and body.
struct Scripted {
    script: Vec<(Vec<&'static str>, u16, &'static str)>,
    asked: RefCell<Vec<Request>>,
}

impl Wire for Scripted {
    fn carry(&self, request: Request) -> Later<'_, Result<Response, HttpError>> {
        let text = [request.path.as_str(), " ", request.body.as_deref().unwrap_or_default()].concat();
        let found = self.script.iter().find(|(parts, ..)| parts.iter().all(|part| has_text(&text, part)));
        let answer = match found {
            Some((_, status, body)) => {
                let kind = if body.starts_with('<') { "text/html" } else { "application/json" };
                let headers = vec![
                    ("content-type".to_owned(), kind.to_owned()),
                    ("date".to_owned(), "Mon, 23 Nov 2026 12:00:30 GMT".to_owned()),
                ];
                Ok(Response { status: *status, headers, body: (*body).to_owned() })
            }
            None => Err(HttpError::Unreachable(text)),
        };
        self.asked.borrow_mut().push(request);
        Box::pin(async { answer })
    }
}

pub struct Still;

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

pub fn now<T>(mut future: Later<'_, T>) -> T {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

const NO_PAGE: (&str, u16, &str) = ("/web/version", 404, "<!doctype html>");

/// The parts of version 16, which has other fields than later ones.
fn sixteen() -> Scripted {
    let lines = r#"{"result":[
        {"id":7,"product_id":3,"name":"x","product_qty":2.0,"price_unit":4.35,"display_type":false,"product_uom":1},
        {"id":8,"product_id":false,"name":"Heading","product_qty":0.0,"price_unit":0.0,"display_type":"line_section","product_uom":false},
        {"id":9,"product_id":3,"name":"y","product_qty":0.5,"price_unit":1e-05,"display_type":false,"product_uom":12},
        {"id":10,"product_id":4,"name":"运费 · Freight 77","product_qty":1.0,"price_unit":8.0,"display_type":false,"product_uom":1}]}"#;
    let script = vec![
        (vec![NO_PAGE.0], NO_PAGE.1, NO_PAGE.2),
        (
            vec!["version_info"],
            200,
            r#"{"result":{"server_version":"16.0","server_version_info":[16,0,0,"final",0,""]}}"#,
        ),
        (vec!["/web/database/list"], 200, r#"{"result":["erp"]}"#),
        (vec![r#""login","args":["erp","wang","key-1"]"#], 200, r#"{"result":5}"#),
        (vec![r#""login""#], 200, r#"{"result":false}"#),
        (vec!["context_get"], 200, r#"{"result":{"lang":"zh_CN","tz":false}}"#),
        (
            vec!["fields_get", "stock.picking"],
            200,
            r#"{"error":{"code":200,"data":{"name":"odoo.exceptions.UserError","message":"Object stock.picking doesn't exist"}}}"#,
        ),
        (vec!["fields_get", "purchase.order.line"], 200, r#"{"result":{"product_uom":{"type":"many2one"}}}"#),
        (vec!["fields_get"], 200, r#"{"result":{"notes":{"type":"html"}}}"#),
        (
            vec!["\"purchase.order\",\"search_read\""],
            200,
            r#"{"result":[{"id":4,"name":"P00004","state":"sent","partner_id":6,"partner_ref":false,"currency_id":6,"order_line":[9,7,8,10,11],"create_date":"2026-11-23 10:00:00","write_date":"2026-11-23 11:00:00","notes":"<p>rush &amp; careful</p>"}]}"#,
        ),
        (vec!["purchase.order.line\",\"read\""], 200, lines),
        (
            vec!["product.product"],
            200,
            r#"{"result":[{"id":4,"default_code":false,"display_name":"Freight","product_tmpl_id":2,"type":"service"},{"id":3,"default_code":"A-1","display_name":"[A-1] Cable","product_tmpl_id":1,"type":"product"}]}"#,
        ),
        (
            vec!["product.supplierinfo"],
            200,
            r#"{"result":[{"id":1,"partner_id":9,"product_tmpl_id":1,"product_id":false,"product_code":"other","product_name":false,"min_qty":0.0},
                {"id":2,"partner_id":8,"product_tmpl_id":1,"product_id":false,"product_code":"bulk","product_name":false,"min_qty":100.0},
                {"id":3,"partner_id":8,"product_tmpl_id":1,"product_id":3,"product_code":"6109#color=red","product_name":"https://detail.1688.com/offer/6109.html","min_qty":1.0}]}"#,
        ),
        (vec!["res.partner"], 200, r#"{"result":[{"id":6,"display_name":"Haoda","parent_id":8}]}"#),
        (vec!["res.currency"], 200, r#"{"result":[{"id":6,"display_name":"CNY"}]}"#),
        (
            vec!["uom.uom"],
            200,
            r#"{"result":[{"id":12,"display_name":"Dozens"},{"id":1,"display_name":"Units"}]}"#,
        ),
        (
            vec!["mail.message"],
            200,
            r#"{"result":[{"id":71,"res_id":4,"create_uid":[5,"Wang"],"create_date":"2026-11-23 11:59:00","body":"<p>a<br>one-click-purchase/1 {\"act\":\"claim\",\"purchase\":\"p\"}</p>"}]}"#,
        ),
    ];
    Scripted { script, asked: RefCell::default() }
}

fn settings(login: &str) -> Settings {
    Settings { login: login.into(), ..Settings::default() }
}

fn with<T>(server: &Scripted, key: &str, settings: &Settings, run: impl Fn(&Odoo<'_>) -> T) -> T {
    let sessions = Sessions::default();
    let setup = Setup { kind: Kind::Odoo, origin: "https://erp.example", key, settings };
    run(&Odoo::new(&setup, Means { http: server, clock: &Still, sessions: &sessions }))
}

#[test]
fn version_16_is_read_by_name_and_key() {
    let server = sixteen();
    let read = with(&server, "key-1", &settings("wang"), |odoo| now(odoo.order(&"4".to_owned()))).unwrap();
    let shown: Vec<String> = read
        .order
        .lines
        .iter()
        .map(|line| {
            let limit = line.limit.map(|limit| number_text(limit.amount)).unwrap_or_default();
            let (offer, unit) = (line.offer.as_deref().unwrap_or("-"), line.unit.as_deref().unwrap_or("-"));
            format!(
                "{} {} {} {} {offer} {} {unit} {limit}",
                line.id,
                line.title,
                line.quantity,
                line.url,
                line.variant()
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "9 Cable 0.5   bulk  Dozens 0.00001",
            "7 Cable 2 https://detail.1688.com/offer/6109.html 6109 red - 4.35"
        ]
        .map(|line| line.replace("0.5   bulk", "0.5  bulk"))
    );
    assert_eq!(read.order.note, "rush & careful");
    assert_eq!(read.order.page, "https://erp.example/web#model=purchase.order&id=4");
    assert_eq!(
        read.entries.first().map(|entry| (entry.id.as_str(), entry.author.as_str())),
        Some(("71", "Wang"))
    );
    assert_eq!(read.at, noon() + chrono::TimeDelta::seconds(30));
    let asked = server.asked.borrow();
    assert!(asked.iter().all(|request| !request.session && request.headers.len() == 1), "a key in a header");
    let spoken =
        asked.iter().filter_map(|request| request.body.as_deref()).filter(|body| has_text(body, "zh_CN"));
    assert_eq!(spoken.count(), 3 + 8, "the user's language goes with every call");
}

#[test]
fn a_wrong_name_and_none_are_told_apart() {
    let test = |login: &str, key: &str| with(&sixteen(), key, &settings(login), |odoo| now(odoo.test()));
    assert_eq!(test("wang", "wrong"), Err(ErpError::Key));
    assert!(matches!(test("", "key-1"), Err(ErpError::Refused(said)) if has_text(&said, "the name")));
}

#[test]
fn what_was_found_out_with_one_key_is_not_taken_for_another() {
    let (server, sessions, settings) = (sixteen(), Sessions::default(), settings("wang"));
    let found = |key: &str| {
        let setup = Setup { kind: Kind::Odoo, origin: "https://erp.example", key, settings: &settings };
        let odoo = Odoo::new(&setup, Means { http: &server, clock: &Still, sessions: &sessions });
        now(Box::pin(async move { odoo.rpc.session().await.map(|session| session.version) }))
    };
    assert_eq!(found("key-1"), Ok("16.0".to_owned()));
    assert_eq!(found("wrong"), Err(ErpError::Key));
}

#[test]
fn a_page_that_is_too_large_is_asked_for_in_smaller_ones() {
    struct Long(RefCell<Vec<String>>);
    impl Wire for Long {
        fn carry(&self, request: Request) -> Later<'_, Result<Response, HttpError>> {
            let body = request.body.unwrap_or_default();
            let limit = body.split("\"limit\":").nth(1).map(|rest| rest.trim_end_matches('}').to_owned());
            let answer = match request.path.as_str() {
                "/web/version" => r#"{"version_info":[19,0],"version":"19.0"}"#,
                "/json/2/purchase.order/search_read" => "[]",
                _ => "{}",
            };
            let too_large = limit.as_ref().is_some_and(|limit| limit.len() > 2);
            self.0.borrow_mut().extend(limit);
            let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
            let answer = Response { status: 200, headers, body: answer.to_owned() };
            Box::pin(async move { if too_large { Err(HttpError::TooLarge) } else { Ok(answer) } })
        }
    }
    let (server, sessions, settings) = (Long(RefCell::default()), Sessions::default(), settings(""));
    let setup = Setup { kind: Kind::Odoo, origin: "https://erp.example", key: "key", settings: &settings };
    let odoo = Odoo::new(&setup, Means { http: &server, clock: &Still, sessions: &sessions });
    assert_eq!(now(odoo.list(None, Some("7"))).map(|listed| listed.next), Ok(None));
    let asked = server.0.borrow();
    assert!(asked.len() > 1 && asked.first().is_some_and(|most| most == "4000"), "{asked:?}");
}

#[test]
fn the_persons_own_session_goes_without_a_key() {
    let script = vec![
        (
            vec!["get_session_info"],
            200,
            r#"{"result":{"uid":2,"db":"erp","server_version":"19.0","server_version_info":[19,0],"user_context":{"lang":"en_US"}}}"#,
        ),
        (vec!["fields_get"], 200, r#"{"result":{}}"#),
        (
            vec!["/web/dataset/call_kw/purchase.order/write", r#""args":[[4]]"#],
            200,
            r#"{"error":{"code":100,"data":{"debug":"Traceback"}}}"#,
        ),
        (
            vec!["/web/dataset/call_kw/purchase.order/search_read"],
            200,
            r#"{"result":[{"id":1,"name":"P1","partner_ref":"7, 80_1%"},{"id":2,"name":"P2","partner_ref":"80_1%9"}]}"#,
        ),
    ];
    let server = Scripted { script, asked: RefCell::default() };
    with(&server, "", &settings(""), |odoo| {
        let found = now(odoo.numbered("80_1%"));
        assert_eq!(found, Ok(vec![("1".to_owned(), "P1".to_owned())]));
        let read = super::super::adapter::Read {
            order: super::super::fake::order("4"),
            state: super::State::Open,
            reference: String::new(),
            version: String::new(),
            entries: Vec::new(),
            at: noon(),
        };
        assert_eq!(now(odoo.set_reference(&read, "x")), Err(ErpError::Key));
    });
    let asked = server.asked.borrow();
    assert!(asked.iter().all(|request| request.session && request.headers.len() == 1), "{asked:?}");
    assert!(asked.iter().any(|request| {
        request.body.as_deref().is_some_and(|body| find_text(body, r#"80\\_1\\%"#).is_some())
    }));
}

#[test]
fn an_error_is_told_without_its_traceback() {
    let version = (vec!["/web/version"], 200, r#"{"version_info":[19,0],"version":"19.0"}"#);
    let test = |status: u16, body: &'static str| {
        let server = Scripted {
            script: vec![version.clone(), (vec!["/json/2/"], status, body)],
            asked: RefCell::default(),
        };
        with(&server, "key", &settings(""), |odoo| now(odoo.test())).unwrap_err()
    };
    let debug =
        r#"{"name":"werkzeug.exceptions.Unauthorized","message":"Invalid apikey","debug":"Traceback /srv"}"#;
    assert_eq!(test(401, debug), ErpError::Key);
    assert_eq!(
        test(403, r#"{"name":"odoo.exceptions.AccessError","message":"No right.","debug":"Traceback"}"#),
        ErpError::Refused("No right.".into())
    );
    assert_eq!(
        test(500, r#"{"name":"builtins.OSError","message":"/srv/secret","debug":"Traceback"}"#),
        ErpError::Trouble("Odoo failed: builtins.OSError".into())
    );
    assert_eq!(test(502, "<html>"), ErpError::Trouble("HTTP 502".into()));
    assert!(
        matches!(test(404, r#"{"name":"werkzeug.exceptions.NotFound","message":"the model 'purchase.order' does not exist"}"#), ErpError::NotThisKind(said) if has_text(&said, "purchase.order"))
    );
}

#[test]
fn what_is_no_odoo_is_told() {
    for (status, body) in
        [(200, "{}"), (404, "<html>"), (200, r#"{"result":{"server_version_info":[15,0]}}"#)]
    {
        let server = Scripted { script: vec![(vec!["/web/"], status, body)], asked: RefCell::default() };
        let found = with(&server, "key", &settings(""), |odoo| now(odoo.test()));
        assert!(matches!(found, Err(ErpError::NotThisKind(_))), "{found:?}");
    }
}

#[test]
fn a_limit_is_the_price_after_the_discount() {
    let row = crate::json::parse(r#"{"price_unit":4.35,"discount":10.0}"#).unwrap();
    let yuan = |amount: &str| Money::new(amount.parse().unwrap(), "CNY".parse().unwrap());
    let price = super::parse::price(&row).map(|price| Money::new(price, "CNY".parse().unwrap()));
    assert_eq!(price, Some(yuan("3.915")));
}
