//! The connectors' requests and what they read, held against exchanges that were recorded from real servers.
//! The recordings are not part of the project: without them these tests say so and pass.

use std::cell::RefCell;
use std::task::{Context, Poll, Waker};

use super::super::adapter::Adapter;
use super::super::dolibarr::Dolibarr;
use super::super::erpnext::ErpNext;
use super::super::fake::{Fake, noon};
use super::super::inventree::InvenTree;
use super::super::{Later, Wire};
use super::{
    ErpError, HttpError, Kind, Means, Method, Request, Response, Sessions, Settings, Setup, Value, parse,
};
use crate::order::number_text;

/// Beside the checkout.
const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/erps/recordings/");

#[derive(Debug, Clone)]
struct Exchange {
    title: String,
    method: String,
    path: String,
    headers: String,
    body: String,
    status: u16,
    reply: String,
}

/// The exchanges with a server, or nothing where they are not at hand.
fn recorded(server: &str) -> Option<Vec<Exchange>> {
    let Ok(text) = std::fs::read_to_string([PLACE, server, ".txt"].concat()) else {
        println!("skipped: the recordings of {server} are not at hand");
        return None;
    };
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
/// but the reply of a call that was not recorded.
struct Replay<'r> {
    exchanges: &'r [Exchange],
    script: RefCell<Vec<&'static str>>,
    asked: RefCell<Vec<Request>>,
}

impl Wire for Replay<'_> {
    fn carry(&self, request: Request) -> Later<'_, Result<Response, HttpError>> {
        let next = self.script.borrow_mut().remove(0);
        let (status, body) = match next.strip_prefix('=') {
            Some(body) => (200, body.to_owned()),
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

fn exchange<'r>(exchanges: &'r [Exchange], title: &str) -> &'r Exchange {
    exchanges.iter().find(|own| own.title == title).unwrap_or_else(|| panic!("no {title}"))
}

/// A request is as it was recorded: method, path, headers; its parameters and body say no more than the
/// recorded ones, but for what a connector adds on purpose.
fn matches(request: &Request, exchange: &Exchange) {
    let title = &exchange.title;
    assert_eq!(request.method.name(), exchange.method, "{title}");
    let split = |path: &str| {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let names: Vec<String> =
            query.split('&').filter_map(|pair| Some(pair.split_once('=')?.0.to_owned())).collect();
        (path.to_owned(), names)
    };
    let ((path, names), (wanted, known)) = (split(&request.path), split(&exchange.path));
    assert_eq!(path, wanted, "{title}");
    let added = [
        "filters",
        "fields",
        "limit_page_length",
        "limit",
        "offset",
        "page",
        "status",
        "sortfield",
        "sortorder",
        "ordering",
        "supplier_part_detail",
        "supplier_detail",
        "order_by",
    ];
    for name in &names {
        assert!(known.contains(name) || added.contains(&name.as_str()), "{title}: {name}");
    }
    for (name, value) in &request.headers {
        let told = format!("{name}: {value}");
        assert!(
            title.starts_with("no t") || title.starts_with("bad") || exchange.headers.contains(&told),
            "{title}: {told}"
        );
    }
    let Some(body) = &request.body else { return assert_eq!(exchange.body, "", "{title}") };
    let (Value::Object(own), wanted) = (parse(body).unwrap(), parse(&exchange.body).unwrap()) else {
        panic!("{title}: {body}")
    };
    for (name, _) in own.members() {
        // ERPNext's lock goes with everything; its date is cleared with the number.
        let known = wanted.get(name).is_some() || matches!(name, "modified" | "order_confirmation_date");
        assert!(known, "{title}: {name}");
    }
}

fn now<T>(mut future: Later<'_, T>) -> T {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

/// Runs a connector over these replies; each of them must have been asked for.
fn with<T>(
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

fn shown(read: &super::super::Read) -> String {
    let mut text = format!("{} {:?} {} ", read.order.number, read.state, read.order.supplier);
    for line in &read.order.lines {
        let limit = line.limit.map(|limit| number_text(limit.amount)).unwrap_or_default();
        let offer = line.offer.as_deref().unwrap_or("-");
        text +=
            &format!("[{} × {} {offer} {} {limit} {}]", line.quantity, line.title, line.variant(), line.url);
    }
    text
}

fn report(order: &str) -> crate::order::Report {
    let server = super::server(super::erpnext::Site::default());
    crate::order::Report { order: order.into(), ..super::report(&server, "r1", &[]) }
}

#[test]
fn erpnext_is_spoken_to_as_it_was_recorded() {
    let Some(all) = recorded("erpnext") else { return };
    let key = "080d836c335c2b2:1850d4b5898736f";
    let stale = "v1: second write with the stale modified stamp";
    let ((), asked) = with(
        &all,
        Kind::ErpNext,
        key,
        &[
            "who am I",
            "v1: count",
            "v1: list draft purchase orders",
            stale,
            "v1: read one with lines",
            r#"={"docinfo":{"comments":[]}}"#,
            "v1: write the supplier order number with the modified stamp",
            "v1: read one with lines",
            "v1: freight as an Actual charge row",
            "v1: submit by docstatus 1",
            "comment",
            "v1: after submit",
            "missing",
            "bad token",
        ],
        |erp| {
            let server = now(erp.test()).unwrap();
            assert_eq!((server.user.as_str(), server.pending), ("Administrator", 12));
            let id = "PUR-ORD-2026-00001".to_owned();
            let read = now(erp.order(&id)).unwrap();
            let offer = "610947572360";
            assert_eq!(
                shown(&read),
                format!("{id} Open 1688 store Yiwu Haoda [2 × USB-C cable 1m red {offer} red 4.35 ]")
            );
            assert_eq!(read.version, "2026-11-23 19:17:06.366814");
            // 19:17:53 there when it was 13:47:53 in UTC.
            assert_eq!(crate::order::time::rfc3339(&read.order.created), "2026-11-23T13:47:06.366814Z");
            now(erp.set_reference(&read, "2187654321098765432")).unwrap();
            now(erp.set_figures(&read, &report(&id))).unwrap();
            now(erp.mark_purchased(&read)).unwrap();
            assert_eq!(now(erp.append(&read, "told\nmachine".into())), Ok("7c1s191t0m".into()));
            let taken = now(erp.numbered("2187654321098765433"));
            assert_eq!(taken, Ok(vec![(id.clone(), id)]));
            assert_eq!(now(erp.order(&"PUR-ORD-2026-99999".into())), Err(ErpError::NotFound));
            assert_eq!(now(erp.numbered("1")), Err(ErpError::Key));
        },
    );
    let body = |at: usize| parse(asked[at].body.as_deref().unwrap()).unwrap();
    assert_eq!(
        body(6),
        parse(&exchange(&all, "v1: write the supplier order number with the modified stamp").body).unwrap()
    );
    for at in [3, 6, 8, 9] {
        assert!(body(at).get("modified").is_some(), "what is written is locked");
    }
    let wanted = parse(&exchange(&all, "v1: freight as an Actual charge row").body).unwrap();
    let names = |value: &Value| match &value.get("taxes").unwrap().as_list()[0] {
        Value::Object(row) => {
            let mut names: Vec<String> = row.members().map(|(name, _)| name.to_owned()).collect();
            names.sort();
            names
        }
        _ => Vec::new(),
    };
    assert_eq!(names(&body(8)), names(&wanted));
}

#[test]
fn erpnext_lists_orders_and_lines_as_recorded() {
    let Some(all) = recorded("erpnext") else { return };
    let script = [
        "v1: list draft purchase orders",
        "v1: list with child fields (one row for each line)",
        "v1: second write with the stale modified stamp",
    ];
    // Only what the recorded list leaves out is added to it.
    let mut all = all;
    for own in all.iter_mut().filter(|own| own.title == "v1: list draft purchase orders") {
        own.reply =
            own.reply.replace("\"status\":", "\"creation\":\"2026-11-23 19:17:06.366814\",\"status\":");
    }
    let key = "080d836c335c2b2:1850d4b5898736f";
    let (listed, _) = with(&all, Kind::ErpNext, key, &script, |erp| now(erp.list(None, None)).unwrap());
    let lines: Vec<usize> = listed.orders.iter().map(|read| read.order.lines.len()).collect();
    assert_eq!((lines, listed.next), (vec![1, 2], None));
    assert_eq!(listed.as_of.as_deref(), Some("2026-11-23 19:16:53"));
}

#[test]
fn inventree_is_spoken_to_as_it_was_recorded() {
    let Some(all) = recorded("inventree") else { return };
    let lines = "lines with part and supplier part";
    let none = r#"={"count":0,"next":null,"results":[]}"#;
    // The lines of the second order of the list were not recorded.
    let script = [
        "list pending purchase orders",
        lines,
        "=[]",
        "read after issue",
        lines,
        "read metadata",
        "write supplier reference",
        none,
        "freight as an extra line",
        r#"={"username":"admin"}"#,
        "read metadata",
        "metadata JSON on the order",
        "issue the order",
        "issue a second time",
        "bad token",
    ];
    let key = "inv-80ea7b3e32403cedbec57e24eb567a4987f3bc5b-20261123";
    let ((), asked) = with(&all, Kind::InvenTree, key, &script, |erp| {
        let listed = now(erp.list(None, None)).unwrap();
        assert_eq!((listed.orders.len(), listed.next.as_deref()), (2, Some("50-6")));
        let cable =
            "[2 × USB-C cable 1m red 610947572360 red 4.35 https://detail.1688.com/offer/610947572360.html]";
        assert_eq!(shown(&listed.orders[0]), format!("PO-0001 Open 1688 store Yiwu Haoda {cable}"));
        let read = now(erp.order(&"1".to_owned())).unwrap();
        assert_eq!(shown(&read), format!("PO-0001 Purchased 1688 store Yiwu Haoda {cable}"));
        assert_eq!((read.reference.as_str(), read.entries.len()), ("2187654321098765432", 0));
        now(erp.set_reference(&read, "2187654321098765432")).unwrap();
        now(erp.set_figures(&read, &report("1"))).unwrap();
        // The recorded reply has no entry in it, and so it is found not to be kept.
        assert!(now(erp.append(&read, "x".into())).is_err());
        now(erp.mark_purchased(&read)).unwrap();
        now(erp.mark_purchased(&read)).unwrap();
        assert_eq!(now(erp.list(None, None)), Err(ErpError::Key));
    });
    let metadata = parse(asked[11].body.as_deref().unwrap()).unwrap();
    assert!(metadata.get("metadata").unwrap().get("purchaser").is_some(), "what others keep there is kept");
}

#[test]
fn dolibarr_is_spoken_to_as_it_was_recorded() {
    let Some(all) = recorded("dolibarr") else { return };
    let supplier = r#"={"name":"1688 store Yiwu Haoda"}"#;
    let script = [
        "list approved = waiting to be ordered",
        r#"={"currency_code":"CNY"}"#,
        supplier,
        r#"={"url":"https://detail.1688.com/offer/610947572360.html"}"#,
        "read supplier prices",
        "write the supplier reference",
        r#"={"statut":"2"}"#,
        "makeorder",
        "list when nothing matches",
        "bad key",
    ];
    let (told, asked) = with(&all, Kind::Dolibarr, "dolikey-demo-1", &script, |erp| {
        let listed = now(erp.list(None, None)).unwrap();
        let read = listed.orders.into_iter().next().unwrap();
        now(erp.set_reference(&read, "2187654321098765432")).unwrap();
        now(erp.mark_purchased(&read)).unwrap();
        assert_eq!(now(erp.list(None, None)).map(|listed| listed.orders.len()), Ok(0));
        assert_eq!(now(erp.list(None, None)), Err(ErpError::Key));
        read
    });
    let url = "https://detail.1688.com/offer/610947572360.html";
    assert_eq!(
        shown(&told),
        format!("PO2611-0001 Open 1688 store Yiwu Haoda [2 × USB-C cable 1m red -  4.35 {url}]")
    );
    assert_eq!(told.order.note, "web order 1");
    assert!(told.order.created > noon());
    let order = parse(asked[7].body.as_deref().unwrap()).unwrap();
    assert_eq!((asked[7].method, order.get("method")), (Method::Post, Some(&Value::Integer(1))));
}
