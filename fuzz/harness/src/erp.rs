//! What ERPs answer: the connectors ask a server whose replies are the input.
//!
//! The first line says what is asked, a letter for each call: `t`est, `o`rders, `s`ince, `g`et, `c`laim,
//! `r`ecord, `l`et go, `u`ndo. For a mapping the second line is the mapping. Each line behind is one reply, with
//! its status before it where that is not 200. Where a tab stands in it, it answers every request that holds the
//! text before the tab; the others answer one request each, in their order.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::task::{Context, Poll, Waker};

use one_click_purchase::erp::{
    Clock, Erp, ErpError, HttpError, Kind, Later, Means, Request, Response, Sessions, Settings, Setup, Wire,
    connect,
};
use one_click_purchase::order::{Covered, Evidence, Money, PurchaseOrder, Report, Status, Time, decimal};

use super::comes_back;

const ORIGIN: &str = "https://erp.example";
const KEY: &str = "key-that-is-told-to-nobody-else";
const PURCHASE: &str = "purchase-1";
/// So many requests are answered.
const ANSWERED: u32 = 200;
/// A connector that asks so often a server which does not answer any more would never end.
const PATIENCE: u32 = 60;

/// A server that answers the same to everything, asked by a mapping.
pub fn mapped(mapping: &str) {
    let row =
        r#"{"id":1,"number":"PO-1","data":[],"rows":[],"name":"PO-1","lines":[{"id":1,"quantity":"2"}]}"#;
    let replies = [row; 12].join("\n");
    ask(Kind::Mapping, mapping, "togcrlu", &replies);
}

/// The connector of a kind with any replies.
pub fn replies(kind: Kind, data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (calls, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (mapping, replies) = match kind {
        Kind::Mapping => rest.split_once('\n').unwrap_or((rest, "")),
        _ => ("", rest),
    };
    ask(kind, mapping, calls, replies);
}

fn ask(kind: Kind, mapping: &str, calls: &str, replies: &str) {
    let (rules, replies): (Vec<_>, Vec<_>) = replies.lines().partition(|line| line.contains('\t'));
    let server = Server { rules, replies: RefCell::new(replies.into()), asked: Cell::new(0), kind };
    let settings = Settings {
        database: "erp".to_owned(),
        login: "wang".to_owned(),
        mapping: mapping.to_owned(),
        ..Settings::default()
    };
    let sessions = Sessions::default();
    let setup = Setup { kind, origin: ORIGIN, key: KEY, settings: &settings };
    let erp = connect(&setup, Means { http: &server, clock: &server, sessions: &sessions });
    let mut asker = Asker { erp: erp.as_ref(), order: None };
    calls.chars().take(16).for_each(|call| asker.call(call));
}

struct Asker<'e> {
    erp: &'e dyn Erp,
    /// The order that was answered last.
    order: Option<PurchaseOrder>,
}

impl Asker<'_> {
    fn call(&mut self, call: char) {
        let id = self.order.as_ref().map_or_else(|| "1".to_owned(), |order| order.id.clone());
        match call {
            't' => drop(now(self.erp.test())),
            'o' => self.list(None),
            's' => self.list(Some("2026-11-23T12:00:00Z")),
            'g' => {
                let order = now(self.erp.order(&id));
                self.answered(order);
            }
            'c' => {
                let order = now(self.erp.claim(&id, PURCHASE));
                if let Ok(order) = &order {
                    let held = order.claim.as_ref().is_some_and(|claim| claim.purchase == PURCHASE);
                    assert!(held, "the claim was had and does not stand in the order");
                }
                self.answered(order);
            }
            'r' => {
                let report = self.report(&id);
                let order = now(self.erp.record(&report));
                if let Ok(order) = &order {
                    let stands =
                        order.reports.iter().any(|kept| kept.id == report.id && kept.number == report.number);
                    assert!(stands, "the report was acknowledged and does not stand in the order");
                }
                self.answered(order);
            }
            'l' => {
                let order = now(self.erp.release(&id, PURCHASE));
                self.answered(order);
            }
            'u' => {
                let report = self.report(&id);
                let order = now(self.erp.undo(&report, "wrong number"));
                if let Ok(order) = &order {
                    assert!(
                        order.reports.iter().all(|kept| kept.id != report.id),
                        "the report was taken back and still stands in the order"
                    );
                }
                self.answered(order);
            }
            _ => {}
        }
    }

    fn list(&mut self, since: Option<&str>) {
        let mut after = None;
        for _ in 0..4 {
            let Ok(page) = now(self.erp.orders(since, after.as_deref())) else { return };
            for order in page.orders {
                self.answered(Ok(order));
            }
            if page.next.is_none() {
                return;
            }
            after = page.next;
        }
    }

    fn answered(&mut self, order: Result<PurchaseOrder, ErpError>) {
        match order {
            Ok(order) => {
                comes_back(&order);
                if order.status == Status::Purchased {
                    assert!(order.claim.is_none() || !order.lines.is_empty(), "it is bought and claimed");
                }
                self.order = Some(order);
            }
            Err(error) => drop(error.text()),
        }
    }

    fn report(&self, order: &str) -> Report {
        let lines = self.order.iter().flat_map(|order| &order.lines);
        let lines: Vec<Covered> =
            lines.map(|line| Covered { line: line.id.clone(), quantity: line.quantity }).collect();
        let amount = decimal("128.00").zip("CNY".parse().ok());
        Report {
            id: "purchase-1-3000000000000000001".to_owned(),
            order: order.to_owned(),
            purchase: PURCHASE.to_owned(),
            supplier: "detail.1688.com".to_owned(),
            number: "3000000000000000001".to_owned(),
            lines,
            total: amount.map(|(amount, currency)| Money::new(amount, currency)),
            freight: amount.map(|(amount, currency)| Money::new(amount, currency)),
            placed: noon(),
            tracking: Some("SF1234567890".to_owned()),
            note: "快".to_owned(),
            evidence: Evidence::ShownByPage,
            shared: false,
        }
    }
}

/// A server with its replies.
struct Server<'r> {
    rules: Vec<&'r str>,
    replies: RefCell<VecDeque<&'r str>>,
    asked: Cell<u32>,
    kind: Kind,
}

impl Server<'_> {
    fn reply(&self, request: &Request) -> Option<Response> {
        let asked = [request.path.as_str(), " ", request.body.as_deref().unwrap_or_default()].concat();
        let rule = self.rules.iter().find_map(|rule| {
            let (holds, reply) = rule.split_once('\t')?;
            asked.contains(holds).then_some(reply)
        });
        let reply = rule.or_else(|| self.replies.borrow_mut().pop_front())?;
        let (status, body) = match reply.split_once(' ') {
            Some((status, body)) if status.len() == 3 => {
                status.parse().map_or((200, reply), |status| (status, body))
            }
            _ => (200, reply),
        };
        let headers = vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            ("date".to_owned(), "Mon, 23 Nov 2026 12:00:30 GMT".to_owned()),
        ];
        Some(Response { status, headers, body: body.to_owned() })
    }

    /// What must hold of every request.
    fn check(&self, request: &Request) {
        assert_eq!(request.origin, ORIGIN, "a request leaves the granted origin");
        let path = &request.path;
        let plain = path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic());
        assert!(plain && !path.starts_with("//"), "{path:?} is no path of the origin");
        assert!(!path.contains(KEY), "the key stands in an address");
        // These two take the password as a part of what is asked.
        if !matches!(self.kind, Kind::Tryton | Kind::Odoo) {
            let body = request.body.as_deref().unwrap_or_default();
            assert!(!body.contains(KEY), "the key stands in a body");
        }
    }
}

impl Wire for Server<'_> {
    fn carry(&self, request: Request) -> Later<'_, Result<Response, HttpError>> {
        self.check(&request);
        self.asked.set(self.asked.get() + 1);
        assert!(self.asked.get() < ANSWERED + PATIENCE, "it asks and asks where nothing answers");
        let reply = if self.asked.get() > ANSWERED { None } else { self.reply(&request) };
        let answer = reply.ok_or_else(|| HttpError::Unreachable("no reply is left".to_owned()));
        Box::pin(async { answer })
    }
}

impl Clock for Server<'_> {
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

fn noon() -> Time {
    chrono::DateTime::from_timestamp(1_795_435_200, 0).unwrap_or_default().fixed_offset()
}

/// The outcome of a future that never waits.
fn now<T>(mut future: Later<'_, T>) -> T {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("a connector waits for nothing"),
    }
}
