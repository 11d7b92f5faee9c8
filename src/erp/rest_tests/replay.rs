//! Exchanges that were recorded from real servers, played to the connectors: each request is held against the recorded
//! one, and answered with the recorded reply.

use std::cell::RefCell;
use std::task::{Context, Poll, Waker};

use super::super::adapter::Adapter;
use super::super::dolibarr::Dolibarr;
use super::super::erpnext::ErpNext;
use super::super::fake::{Fake, recording};
use super::super::inventree::InvenTree;
use super::super::{Later, Wire};
use super::{HttpError, Kind, Means, Request, Response, Sessions, Settings, Setup, Value, parse};

#[derive(Debug, Clone)]
pub struct Exchange {
    pub title: String,
    method: String,
    path: String,
    headers: String,
    pub body: String,
    status: u16,
    pub reply: String,
}

/// The exchanges with a server, or nothing where they are not at hand.
pub fn recorded(server: &str) -> Option<Vec<Exchange>> {
    let text = recording(&[server, ".txt"].concat())?;
    let mut exchanges = Vec::new();
    for part in text.split("### ").skip(1) {
        let (title, rest) = part.split_once('\n').unwrap();
        let (asked, answered) = rest.split_once("\n--> ").unwrap();
        let (head, body) = asked.split_once("\n\n").unwrap_or((asked, ""));
        let (first, headers) = head.split_once('\n').unwrap();
        let (method, path) = first.split_once(' ').unwrap();
        let (_, reply) = answered.split_once("\n\n").unwrap_or((answered, ""));
        exchanges.push(Exchange {
            title: title.into(),
            method: method.into(),
            path: path.into(),
            headers: headers.into(),
            body: body.trim().into(),
            status: answered.split(' ').next().unwrap().parse().unwrap(),
            reply: whole(reply.trim()),
        });
    }
    Some(exchanges)
}

/// A reply as it is; one that was cut off when it was recorded, as far as it goes.
fn whole(reply: &str) -> String {
    let Some((kept, cut)) = reply.rsplit_once(" ...[") else { return reply.into() };
    assert!(cut.ends_with("chars]"), "{cut}");
    if let Some((kept, _)) = kept.split_once(",\"exc\":") {
        return [kept, "}"].concat();
    }
    let mut kept = kept;
    loop {
        kept = kept.rsplit_once(',').unwrap().0;
        let (mut open, mut inside, mut escaped) = (Vec::new(), false, false);
        for char in kept.chars() {
            match char {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => inside = !inside,
                '{' if !inside => open.push('}'),
                '[' if !inside => open.push(']'),
                '}' | ']' if !inside => drop(open.pop()),
                _ => {}
            }
        }
        let closed: String = kept.chars().chain(open.into_iter().rev()).collect();
        if parse(&closed).is_ok() {
            return closed;
        }
    }
}

/// Answers with the recorded replies of these titles, one after the other; what stands behind `=` is no title
/// but the reply of a call that was not recorded, with its status where it is another than 200.
struct Replay<'r> {
    exchanges: &'r [Exchange],
    script: RefCell<Vec<&'static str>>,
    asked: RefCell<Vec<Request>>,
}

impl Wire for Replay<'_> {
    fn carry(&self, request: Request) -> Later<'_, Result<Response, HttpError>> {
        let next = self.script.borrow_mut().remove(0);
        let (status, body) = match next.strip_prefix('=') {
            Some(body) => match body.split_once(' ').map(|(status, body)| (status.parse(), body)) {
                Some((Ok(status), body)) => (status, body.to_owned()),
                _ => (200, body.to_owned()),
            },
            None => {
                let exchange = exchange(self.exchanges, next);
                matches(&request, exchange);
                (exchange.status, exchange.reply.clone())
            }
        };
        self.asked.borrow_mut().push(request);
        let headers = vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            ("date".to_owned(), "Mon, 23 Nov 2026 13:47:53 GMT".to_owned()),
        ];
        Box::pin(async move { Ok(Response { status, headers, body }) })
    }
}

pub fn exchange<'r>(exchanges: &'r [Exchange], title: &str) -> &'r Exchange {
    exchanges.iter().find(|own| own.title == title).unwrap_or_else(|| panic!("no {title}"))
}

/// What a connector says on purpose that was not recorded, or otherwise: in which exchange, at which place, and what;
/// a star at the end where that is not the same each time.
const INTENDED: [(&str, &str, &str); 38] = [
    // All that is read of an order, and as many as a page holds.
    ("v1: list draft purchase orders", "fields", "supplier_name"),
    ("v1: list draft purchase orders", "fields", "set_warehouse"),
    ("v1: list draft purchase orders", "fields", "creation"),
    ("v1: list draft purchase orders", "fields", "_comments"),
    ("v1: list draft purchase orders", "limit_page_length", "*"),
    ("v1: list with child fields (one row for each line)", "fields", "items.idx"),
    ("v1: list with child fields (one row for each line)", "fields", "items.item_name"),
    ("v1: list with child fields (one row for each line)", "limit_page_length", "20000"),
    // Between the first and the last order of the page.
    (
        "v1: list with child fields (one row for each line)",
        "filters",
        r#"["name",">=","PUR-ORD-2026-00001"]"#,
    ),
    (
        "v1: list with child fields (one row for each line)",
        "filters",
        r#"["name","<=","PUR-ORD-2026-00002"]"#,
    ),
    // The lock goes with everything that is written.
    ("v1: freight as an Actual charge row", "modified", "*"),
    ("v1: submit by docstatus 1", "modified", "*"),
    ("v1: submit again", "modified", "*"),
    ("v1: order_confirmation_no after submit (allow_on_submit)", "modified", "*"),
    // A time that is stale anywhere, so that the site tells its own.
    ("v1: second write with the stale modified stamp", "modified", "2000-01-01 00:00:00.000000"),
    ("v1: freight as an Actual charge row", "taxes.0.description", "运费 · Freight 2187654321098765432"),
    ("comment", "content", "*"),
    ("comment", "comment_email", "Administrator"),
    ("comment", "comment_by", "Administrator"),
    // Numbers are looked up by a list of other orders than the recorded one.
    ("v1: after submit", "filters", r#"["docstatus","<",2]"#),
    ("v1: after submit", "filters", r#"["order_confirmation_no","like","%2187654321098765433%"]"#),
    ("v1: after submit", "limit_page_length", "100"),
    ("list pending purchase orders", "limit", "50"),
    ("list pending purchase orders", "ordering", "reference"),
    ("lines with part and supplier part", "supplier_part_detail", "true"),
    // All lines of an order at once, in the shape of a list that tells its count.
    ("lines with part and supplier part", "limit", "1000"),
    ("lines with part and supplier part", "offset", "0"),
    ("freight as an extra line", "notes", "2187654321098765432"),
    // The entry; what else is there is sent as it was read.
    ("metadata JSON on the order", "metadata.one-click-purchase-*", "*"),
    ("list approved = waiting to be ordered", "limit", "50"),
    // A page without rows is asked for like any other.
    ("list when nothing matches", "limit", "50"),
    ("list when nothing matches", "page", "0"),
    ("list when nothing matches", "sortfield", "t.rowid"),
    ("list when nothing matches", "sortorder", "ASC"),
    // The day is that of the reading; a comment would stand there again with each try.
    ("makeorder", "date", "*"),
    ("makeorder", "comment", ""),
    ("makeorder again", "date", "*"),
    ("makeorder again", "comment", ""),
];

/// What a request says, each with its place: parameters and what stands in the body, member by member.
fn told(path: &str, body: &str) -> Vec<(String, String)> {
    let mut told = Vec::new();
    let (_, query) = path.split_once('?').unwrap_or((path, ""));
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = decoded(value);
        match parse(&value) {
            // Filters and fields stand in any order.
            Ok(Value::List(items)) => told.extend(items.iter().map(|item| (name.to_owned(), plain(item)))),
            _ => told.push((name.to_owned(), value)),
        }
    }
    if !body.is_empty() {
        tell(String::new(), &parse(body).unwrap(), &mut told);
    }
    told
}

fn tell(place: String, value: &Value, told: &mut Vec<(String, String)>) {
    let inner = |name: &str| if place.is_empty() { name.to_owned() } else { [&place, ".", name].concat() };
    match value {
        Value::Object(members) => {
            members.members().for_each(|(name, member)| tell(inner(name), member, told));
        }
        Value::List(items) => {
            items.iter().enumerate().for_each(|(at, item)| tell(inner(&at.to_string()), item, told));
        }
        value => told.push((place, plain(value))),
    }
}

/// A value in one way of writing it: 8.0 and "8.00" are as much.
fn plain(value: &Value) -> String {
    let number = super::super::figures::number(value).map(crate::order::number_text);
    number.unwrap_or_else(|| value.as_text().map_or_else(|| value.to_string(), str::to_owned))
}

/// A part of a query without its percent-encoding.
pub fn decoded(text: &str) -> String {
    let mut decoded = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let mut digit = || char::from(bytes.next().unwrap()).to_digit(16).unwrap() as u8;
        decoded.push(if byte == b'%' { 16 * digit() + digit() } else { byte });
    }
    String::from_utf8(decoded).unwrap()
}

/// A request is as it was recorded: method, path, headers; whatever it says in its parameters and its body was said
/// there, but for what a connector says on purpose.
fn matches(request: &Request, exchange: &Exchange) {
    let title = exchange.title.as_str();
    assert_eq!(request.method.name(), exchange.method, "{title}");
    let path = |path: &str| path.split('?').next().unwrap().to_owned();
    assert_eq!(path(&request.path), path(&exchange.path), "{title}");
    for (name, value) in &request.headers {
        let told = format!("{name}: {value}");
        let is_other = title.starts_with("no t") || title.starts_with("bad");
        assert!(is_other || exchange.headers.contains(&told), "{title}: {told}");
    }
    assert_eq!(request.body.is_none(), exchange.body.is_empty(), "{title}");
    let recorded = told(&exchange.path, &exchange.body);
    for own in told(&request.path, request.body.as_deref().unwrap_or_default()) {
        let fits = |one: &str, other: &str| match one.strip_suffix('*') {
            Some(begin) => other.starts_with(begin),
            None => one == other,
        };
        let intended = INTENDED
            .iter()
            .any(|(which, place, what)| *which == title && fits(place, &own.0) && fits(what, &own.1));
        // Whoever is not let in is told so whatever they ask for.
        let refused = matches!(exchange.status, 401 | 403);
        assert!(intended || refused || recorded.contains(&own), "{title}: {own:?} in {recorded:?}");
    }
}

pub fn now<T>(mut future: Later<'_, T>) -> T {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

/// Runs a connector over these replies; each of them must have been asked for.
pub fn with<T>(
    exchanges: &[Exchange],
    kind: Kind,
    key: &str,
    script: &[&'static str],
    run: impl FnOnce(&dyn Adapter) -> T,
) -> (T, Vec<Request>) {
    let replay = Replay { exchanges, script: RefCell::new(script.to_vec()), asked: RefCell::default() };
    let (sessions, clock) = (Sessions::default(), Fake::new());
    let freight = "Freight and Forwarding Charges - SBC".to_owned();
    let settings = Settings { freight, ..Settings::default() };
    let setup = Setup { kind, origin: "http://127.0.0.1:8872", key, settings: &settings };
    let means = Means { http: &replay, clock: &clock, sessions: &sessions };
    let adapter: Box<dyn Adapter + '_> = match kind {
        Kind::ErpNext => Box::new(ErpNext::new(&setup, means)),
        Kind::InvenTree => Box::new(InvenTree::new(&setup, means)),
        _ => Box::new(Dolibarr::new(&setup, means)),
    };
    let told = run(&*adapter);
    drop(adapter);
    assert!(replay.script.borrow().is_empty(), "{:?}", replay.script);
    (told, replay.asked.into_inner())
}
