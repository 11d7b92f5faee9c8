//! The connector against whole exchanges that were recorded at a running Odoo 19, where those are at hand.

use super::super::adapter::{Adapter, Read};
use super::super::fake::{noon, order, recording};
use super::super::journal::State;
use super::super::{
    ErpError, HttpError, Kind, Later, Means, Request, Response, Sessions, Settings, Setup, Wire,
};
use super::Odoo;
use super::tests::{Still, now};
use crate::json::{Value, parse};

/// One exchange of the recording.
struct Exchange {
    title: String,
    path: String,
    asked: String,
    answer: Response,
}

fn exchanges(text: &str) -> Vec<Exchange> {
    let mut exchanges = Vec::new();
    for part in text.split("### ").skip(1) {
        let (asked, answered) = part.split_once("\n--> ").expect("an answer");
        let (head, body) = asked.split_once("\n\n").unwrap_or((asked, ""));
        let (answer_head, answer) = answered.split_once("\n\n").unwrap_or((answered, ""));
        let kind =
            answer_head.lines().find_map(|line| line.strip_prefix("Content-Type: ")).unwrap_or_default();
        // Long answers are cut; of errors that is the traceback, which is the last member of each object.
        let body_of = match answer.split_once(", \"debug\"") {
            Some((whole, _)) => {
                let open = whole.matches('{').count() - whole.matches('}').count();
                [whole, &"}".repeat(open)].concat()
            }
            None => answer.trim().to_owned(),
        };
        exchanges.push(Exchange {
            title: head.lines().next().unwrap_or_default().to_owned(),
            path: head.lines().nth(1).and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned(),
            asked: body.trim().to_owned(),
            answer: Response {
                status: answered.split(' ').next().and_then(|status| status.parse().ok()).unwrap_or_default(),
                headers: vec![("content-type".to_owned(), kind.to_owned())],
                body: body_of,
            },
        });
    }
    exchanges
}

/// Answers with the exchange of one title; what is found out first, with what it was.
struct Recorded<'r> {
    exchange: &'r Exchange,
    all: &'r [Exchange],
    asked: std::cell::RefCell<Vec<Request>>,
}

impl Wire for Recorded<'_> {
    fn carry(&self, request: Request) -> Later<'_, Result<Response, HttpError>> {
        let body = request.body.clone().unwrap_or_default();
        let made = |body: &str| Response {
            status: 200,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.to_owned(),
        };
        let by_title = |title: &str| {
            self.all.iter().find(|exchange| exchange.title.starts_with(title)).expect("recorded")
        };
        let answer = match request.path.as_str() {
            path if path == self.exchange.path
                && !body.contains("context_get")
                && !body.contains("fields_get") =>
            {
                self.exchange.answer.clone()
            }
            "/web/version" => by_title("version").answer.clone(),
            "/web/session/get_session_info" => {
                let signed = by_title("/web/session/authenticate");
                let own = signed.answer.body.split_once("\"db\"").expect("a database").0;
                made(&[own, r#""server_version":"19.0","server_version_info":[19,0]}}"#].concat())
            }
            path if path.starts_with("/json/2/") => made("{}"),
            _ => made(r#"{"result":{}}"#),
        };
        self.asked.borrow_mut().push(request);
        Box::pin(async { Ok(answer) })
    }
}

/// Runs one thing against the exchange of a title; the outcome, and the bodies of what was asked and recorded.
fn at<T>(all: &[Exchange], title: &str, key: &str, run: impl Fn(&Odoo<'_>) -> T) -> (T, Value, Value) {
    let exchange =
        all.iter().find(|exchange| exchange.title == title).unwrap_or_else(|| panic!("no {title}"));
    let recorded = Recorded { exchange, all, asked: std::cell::RefCell::default() };
    let sessions = Sessions::default();
    let settings = Settings::default();
    let setup = Setup { kind: Kind::Odoo, origin: "http://erp.example", key, settings: &settings };
    let outcome = run(&Odoo::new(&setup, Means { http: &recorded, clock: &Still, sessions: &sessions }));
    let asked = recorded.asked.borrow();
    let last = asked.iter().rev().find(|request| request.path == exchange.path).expect("it was asked");
    let json = |text: &str| parse(text).unwrap_or_else(|misfit| panic!("{misfit}: {text}"));
    (outcome, json(last.body.as_deref().unwrap_or_default()), json(&exchange.asked))
}

fn read() -> Read {
    let (order, reference) = (order("1"), String::new());
    Read { order, state: State::Open, reference, version: String::new(), entries: Vec::new(), at: noon() }
}

/// Whether everything of the second is in the first.
fn holds(all: &Value, part: &Value) -> bool {
    match part {
        Value::Object(members) => {
            members.members().all(|(name, part)| all.get(name).is_some_and(|all| holds(all, part)))
        }
        _ => all == part,
    }
}

#[test]
fn requests_and_answers_are_those_that_were_recorded() {
    let Some(text) = recording("odoo19.txt") else { return };
    let all = exchanges(&text);
    let (done, asked, recorded) = at(&all, "JSON-2: write supplier order number", "key", |odoo| {
        now(odoo.set_reference(&read(), "2187654321098765432"))
    });
    assert!(done == Ok(()) && holds(&asked, &recorded), "{done:?} {asked}");

    let (done, asked, recorded) =
        at(&all, "JSON-2: chatter note", "key", |odoo| now(Box::pin(odoo.post(&read(), "x"))));
    assert_eq!(done, Ok("155".to_owned()));
    assert_eq!(asked.get("ids"), recorded.get("ids"));

    let (done, asked, recorded) = at(&all, "JSON-2: button_confirm", "key", |odoo| {
        now(Box::pin(odoo.press(&read(), "button_confirm")))
    });
    assert!(done == Ok(()) && holds(&asked, &recorded), "{done:?} {asked}");

    // An answer that is empty where an order is no more.
    let (done, asked, recorded) =
        at(&all, "JSON-2: list RFQs", "key", |odoo| now(odoo.numbered("2187654321098765432")));
    assert_eq!(done, Ok(Vec::new()));
    assert!(asked.get("domain").is_some() && recorded.get("domain").is_some());
    let names = |value: &Value| match value {
        Value::Object(object) => object.members().map(|(name, _)| name.to_owned()).collect(),
        _ => Vec::new(),
    };
    assert!(names(&asked).iter().all(|name| name == "context" || names(&recorded).contains(name)), "{asked}");
}

#[test]
fn errors_are_those_that_were_recorded() {
    let Some(text) = recording("odoo19.txt") else { return };
    let all = exchanges(&text);
    for title in ["JSON-2: bad key", "JSON-2: no key"] {
        let (done, ..) = at(&all, title, "nope", |odoo| now(odoo.numbered("1")).map(drop));
        assert_eq!(done, Err(ErpError::Key), "{title}");
    }
    let (done, asked, recorded) = at(&all, "call_kw with no session", "", |odoo| {
        now(Box::pin(odoo.rpc.call("purchase.order", "search_count", "", r#""domain":[]"#)))
    });
    assert_eq!(done, Err(ErpError::Key));
    let params = |value: &Value, name: &str| value.get("params").and_then(|params| params.get(name)).cloned();
    for same in ["model", "method"] {
        assert_eq!(params(&asked, same), params(&recorded, same));
    }
    let refusal = all.iter().find(|exchange| exchange.title == "/web/dataset/call_button").expect("recorded");
    let refusal = parse(&refusal.answer.body).unwrap();
    let error = refusal.get("error").and_then(|error| error.get("data")).expect("an error");
    let said = "Some order lines are missing a product, you need to correct them before going further.";
    assert_eq!(super::answer::error_of(500, error), ErpError::Refused(said.into()));
}
