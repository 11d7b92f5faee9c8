//! Calls and answers on their way between two modules.

use std::cell::RefCell;

use futures_util::FutureExt;

use super::fake::noon;
use super::*;
use crate::json;
use crate::order::{Status, Warehouse};

/// Connectors that answer every call alike.
struct Alike(Result<String, String>);

impl Connectors for Alike {
    fn call(&self, _: String) -> Later<'_, Result<String, String>> {
        Box::pin(async { self.0.clone() })
    }
}

/// The real connectors over a server that answers every request alike.
struct Real {
    status: u16,
    body: String,
    asked: RefCell<Vec<Request>>,
}

impl Http for Real {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        self.asked.borrow_mut().push(request);
        Ok(Response { status: self.status, headers: Vec::new(), body: self.body.clone() })
    }
}

impl Clock for Real {
    fn now(&self) -> crate::order::Time {
        noon()
    }

    fn ticks(&self) -> u64 {
        0
    }

    fn wait(&self, _: u32) -> Later<'_, ()> {
        Box::pin(async {})
    }
}

impl Connectors for Real {
    fn call(&self, asked: String) -> Later<'_, Result<String, String>> {
        Box::pin(async move {
            let means = Means { http: self, clock: self, sessions: &Sessions::default() };
            Ok(answer(&asked, means).await)
        })
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().unwrap()
}

fn with<T>(connectors: &dyn Connectors, does: impl FnOnce(Remote<'_>) -> T) -> T {
    let settings = Settings { sku: "x_sku".into(), ..Settings::default() };
    let setup = Setup { kind: Kind::Desk, origin: "https://erp.example", key: "k", settings: &settings };
    does(Remote::new(&setup, connectors))
}

fn real(status: u16, body: &str) -> Real {
    Real { status, body: body.into(), asked: RefCell::default() }
}

fn order(id: &str) -> PurchaseOrder {
    PurchaseOrder {
        id: id.into(),
        number: format!("PO-{id}"),
        status: Status::Pending,
        // Nothing of it may be taken for the end of a line.
        supplier: "a\nb\r\nc\u{2028}d\u{85}".into(),
        lines: Vec::new(),
        warehouse: Warehouse::default(),
        note: "\"红\" \\".into(),
        created: noon(),
        changed: noon(),
        claim: None,
        reports: Vec::new(),
        page: String::new(),
    }
}

#[test]
fn an_error_says_the_same_on_both_sides() {
    let errors = [
        ErpError::Http(HttpError::Unreachable("reset".into())),
        ErpError::Http(HttpError::Redirected),
        ErpError::Http(HttpError::TooLarge),
        ErpError::Http(HttpError::NotUtf8),
        ErpError::Key,
        ErpError::NotFound,
        ErpError::Claimed("王丽".into(), noon()),
        ErpError::NotHeld,
        ErpError::NotOpen("cancelled".into()),
        ErpError::NumberTaken("PO-7".into()),
        ErpError::Refused("no\nsuch field".into()),
        ErpError::Trouble("busy".into()),
        ErpError::NotThisKind("HTTP 404".into()),
        Fault::WebPage.into(),
        Fault::Unreadable("/data".into()).into(),
        Fault::Encoding("gbk".into()).into(),
        Fault::Elsewhere("https://evil.example".into()).into(),
        Fault::NotKept("claim").into(),
        Fault::Slow.into(),
        ErpError::changed(),
    ];
    for error in errors {
        let text = json::Value::only("error", &error).to_string();
        let told = with(&Alike(Ok(text)), |erp| run(erp.test())).unwrap_err();
        assert_eq!(told.text(), error.text());
        assert_eq!(told.may_pass(), error.may_pass(), "{error:?}");
        assert!(told == error || matches!(told, ErpError::Answer(Fault::Told(_))), "{told:?}");
    }
}

#[test]
fn a_key_that_may_not_do_this_is_told_by_what_the_desk_says_and_waits_for_another() {
    let said =
        r#"{"type": "/problems/scope", "title": "", "detail": "needs “purchase”", "scope": "purchase"}"#;
    let told = with(&real(403, said), |erp| run(erp.claim(&"1".into(), "p"))).unwrap_err();
    assert!(told.text() == "needs “purchase”" && told.may_pass(), "{told:?}");
    let other = with(&real(403, r#"{"type": "/problems/no-key"}"#), |erp| run(erp.claim(&"1".into(), "p")));
    assert_eq!(other.unwrap_err().text(), ErpError::Key.text());
}

#[test]
fn connectors_that_cannot_be_loaded_or_understood_are_tried_again_later() {
    for alike in [Err("CompileError".to_owned()), Ok(String::new()), Ok("{\"answer\":".to_owned())] {
        let told = with(&Alike(alike), |erp| run(erp.order(&"1".into()))).unwrap_err();
        assert!(told.may_pass(), "{told:?}");
    }
    let unloaded = with(&Alike(Err("CompileError".into())), |erp| run(erp.test())).unwrap_err();
    assert_eq!(unloaded.text(), "CompileError");
}

#[test]
fn a_page_of_orders_arrives_with_the_text_of_each() {
    let orders = [order("1"), order("2")];
    let body = format!(r#"{{"orders":{},"next":"2","as_of":"now"}}"#, json::write_all(&orders));
    let server = real(200, &body);
    let sheet = with(&server, |erp| run(erp.orders(Some("a b"), Some("7")))).unwrap();
    assert_eq!((sheet.next.as_deref(), sheet.as_of.as_deref()), (Some("2"), Some("now")));
    assert_eq!(sheet.orders, orders.map(|order| (order.clone(), json::write(&order))));
    let asked = server.asked.borrow();
    assert!(asked[0].path.ends_with("&changed_since=a%20b&after=7"), "{}", asked[0].path);
    assert_eq!(asked[0].origin, "https://erp.example");
    assert!(asked[0].headers.contains(&("Authorization".into(), "Bearer k".into())));
}

#[test]
fn an_empty_page_is_the_end() {
    let server = real(200, r#"{"orders":[],"next":null,"as_of":null}"#);
    let sheet = with(&server, |erp| run(erp.orders(None, None))).unwrap();
    assert_eq!(sheet, Sheet::default());
}

#[test]
fn what_is_asked_of_one_order_reaches_its_connector() {
    let text = json::write(&order("a/b"));
    let id = "a/b".to_owned();
    let paths = |server: &Real| server.asked.borrow().iter().map(|one| one.path.clone()).collect::<Vec<_>>();
    let server = real(200, &text);
    assert_eq!(with(&server, |erp| run(erp.order(&id))), Ok(order("a/b")));
    assert_eq!(with(&server, |erp| run(erp.release(&id, "p"))), Ok(order("a/b")));
    // The answer holds no claim.
    assert!(matches!(with(&server, |erp| run(erp.claim(&id, "p"))), Err(ErpError::NotHeld)));
    let base = "/api/v1/orders/a%2Fb";
    assert_eq!(paths(&server), [base.to_owned(), format!("{base}/release"), format!("{base}/claim")]);
    let bodies: Vec<_> = server.asked.borrow().iter().map(|one| one.body.clone()).collect();
    assert_eq!(bodies[1].as_deref(), Some(r#"{"purchase":"p"}"#));
    assert_eq!(with(&real(404, ""), |erp| run(erp.order(&id))).map_err(|told| told.may_pass()), Err(true));
}
