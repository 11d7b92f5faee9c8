//! The examples of `docs/mapping.md` against a small REST server in memory, and what a server may do wrong.

use std::cell::{Cell, RefCell};

use futures_util::FutureExt;
use serde_json::{Value, json};

use super::super::fake::noon;
use super::super::{
    Clock, Erp, ErpError, Fault, Http, HttpError, Kind, Later, Means, Method, Request, Response, Sessions,
    Settings, Setup, connect,
};
use super::check;
use crate::order::{Covered, Evidence, Money, OrderId, Report, Status, Time};

const ORIGIN: &str = "https://erp.example";
const KEY: &str = "s3cret";

/// The examples of the manual.
fn example(number: usize) -> String {
    let manual = include_str!("../../../docs/mapping.md");
    let block = manual.split("```json\n").nth(number).unwrap();
    block.split("```").next().unwrap().to_owned()
}

/// A server of both examples' APIs.
struct Rest {
    orders: RefCell<Vec<Value>>,
    comments: RefCell<Vec<(String, Value)>>,
    asked: RefCell<Vec<Request>>,
    /// What it answers in place of everything.
    instead: RefCell<Option<Result<Response, HttpError>>>,
    /// Where the next page is said to be.
    next: RefCell<Option<String>>,
    /// Writes are answered and not kept.
    lies: Cell<bool>,
}

fn answer(status: u16, body: &Value) -> Response {
    let headers = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("date".to_owned(), "Mon, 23 Nov 2026 12:00:00 GMT".to_owned()),
    ];
    Response { status, headers, body: body.to_string() }
}

fn merge(order: &mut Value, body: &Value) {
    for (name, value) in body.as_object().unwrap() {
        order[name] = value.clone();
    }
}

impl Rest {
    fn new(orders: Vec<Value>) -> Self {
        Self {
            orders: RefCell::new(orders),
            comments: RefCell::default(),
            asked: RefCell::default(),
            instead: RefCell::default(),
            next: RefCell::default(),
            lies: Cell::default(),
        }
    }

    fn acme() -> Self {
        let order = |id: u32, status: &str| {
            json!({
                "id": id, "number": format!("PO/{id}"), "status": status, "supplier_reference": null,
                "version": "1", "supplier": {"name": "义乌"}, "currency": "CNY", "internal_notes": "Ask Li first",
                "created_at": "2026-11-20T08:00:00Z", "updated_at": "2026-11-21T08:00:00+08:00",
                "lines": [{
                    "id": 70 + id, "product": {"name": "Cable"}, "quantity": "2.0", "unit_price": 4.35,
                    "supplier_url": "https://detail.1688.com/offer/1.html", "supplier_sku": "K-1",
                    "variant": "颜色=红色",
                }],
            })
        };
        Self::new(vec![order(1, "approved"), order(2, "draft"), order(3, "approved"), order(4, "approved")])
    }

    fn depot() -> Self {
        let order = |no: &str| {
            json!({
                "no": no, "ref": format!("D-{no}"), "state": 2, "ref_supplier": "", "date": "2026-11-20",
                "money": {"code": "EUR"}, "kept": {"deep": [1, 2.50]},
            })
        };
        Self::new(vec![order("a/../b?c"), order("7"), order("8")])
    }

    fn of_acme(&self, request: &Request, path: &str, query: &str) -> Response {
        let parameter = |name: &str| {
            query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
        };
        let mut orders = self.orders.borrow_mut();
        match (request.method, path) {
            (Method::Get, "/api/me") => answer(200, &json!({"data": {"name": "王丽"}})),
            (Method::Get, "/api/purchase-orders") => {
                let fits = |order: &&Value| match (parameter("status"), parameter("supplier_reference")) {
                    (Some(status), _) => order["status"] == status,
                    (_, Some(number)) => order["supplier_reference"].as_str().unwrap_or("").contains(&number),
                    _ => true,
                };
                let behind: usize = parameter("cursor").map_or(0, |cursor| cursor.parse().unwrap());
                let all: Vec<Value> = orders.iter().filter(fits).cloned().collect();
                let page: Vec<Value> = all.iter().skip(behind).take(2).cloned().collect();
                let own = (all.len() > behind + 2).then(|| {
                    format!("{ORIGIN}/api/purchase-orders?status=approved&limit=2&cursor={}", behind + 2)
                });
                let next = self.next.borrow().clone().or(own);
                answer(200, &json!({"data": page, "links": {"next": next}}))
            }
            (method, path) => {
                let id = path.strip_prefix("/api/purchase-orders/").unwrap();
                let Some(order) = orders.iter_mut().find(|order| order["id"].as_i64() == id.parse().ok())
                else {
                    return answer(404, &json!({}));
                };
                if method == Method::Patch {
                    let version = request.headers.iter().find(|(name, _)| name == "If-Match").unwrap();
                    if order["version"] != version.1 {
                        return answer(412, &json!({}));
                    }
                    if !self.lies.get() {
                        merge(order, &serde_json::from_str(request.body.as_ref().unwrap()).unwrap());
                        let next: u32 = version.1.parse().unwrap();
                        order["version"] = json!((next + 1).to_string());
                    }
                }
                answer(200, &json!({"data": order}))
            }
        }
    }

    fn of_depot(&self, request: &Request, path: &str, query: &str) -> Response {
        let mut orders = self.orders.borrow_mut();
        if path == "/rest/lines" {
            let line = json!({"label": "Box", "qty": 3, "price": "1.20", "supplier_code": "6109#L"});
            return answer(200, &json!({"items": [line]}));
        }
        let Some(rest) = path.strip_prefix("/rest/orders/") else {
            let page: usize = query.split("page=").nth(1).unwrap().parse().unwrap();
            let open = orders.iter().filter(|order| order["state"] == 2);
            return answer(200, &json!(open.skip(2 * (page - 1)).take(2).collect::<Vec<_>>()));
        };
        let (id, what) = rest.split_once('/').unwrap_or((rest, ""));
        let order = orders.iter_mut().find(|order| super::super::encode(order["no"].as_str().unwrap()) == id);
        let Some(order) = order else { return answer(404, &json!({})) };
        let body: Value =
            request.body.as_ref().map(|body| serde_json::from_str(body).unwrap()).unwrap_or_default();
        match (request.method, what) {
            (Method::Get, "comments") => {
                let comments = self.comments.borrow();
                let own: Vec<&Value> =
                    comments.iter().rev().filter(|(of, _)| of == id).map(|(_, own)| own).collect();
                answer(200, &json!({"items": own}))
            }
            (Method::Post, "comments") => {
                let mut comments = self.comments.borrow_mut();
                let no = comments.len() + 1;
                let comment = json!({"no": no, "by": {"name": "Jo"}, "at": "2026-11-23 20:00:00", "text": body["text"]});
                comments.push((id.to_owned(), comment));
                answer(201, &json!({}))
            }
            (Method::Post, what) => {
                order["state"] = json!(if what == "confirm" { 3 } else { 2 });
                Response { body: String::new(), ..answer(204, &Value::Null) }
            }
            (Method::Put, _) => {
                *order = body;
                answer(200, order)
            }
            _ => answer(200, order),
        }
    }
}

impl Http for Rest {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        self.asked.borrow_mut().push(request.clone());
        if let Some(instead) = self.instead.borrow().clone() {
            return instead;
        }
        let key = request.headers.iter().find(|(_, value)| value.contains(KEY));
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        match key.map(|(name, value)| (name.as_str(), value.as_str())) {
            Some(("Authorization", "Bearer s3cret")) => Ok(self.of_acme(&request, path, query)),
            Some(("X-Api-Key", "s3cret")) => Ok(self.of_depot(&request, path, query)),
            _ => Ok(answer(401, &json!({}))),
        }
    }
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
