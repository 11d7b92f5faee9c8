//! The desk: files to import, and requests to its API, on a database of its own that every input finds the same.

use std::collections::HashMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use desk::import::{Format, import};
use desk::server::{Desk, router};
use desk::store::{Store, dump, open};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

const KEY: &str = "desk_key";
const WHEN: &str = "2026-11-23T12:00:00+08:00";

/// A desk within this process.
struct Place {
    runtime: Runtime,
    store: Store,
    router: Router,
    /// What the database holds before each input.
    backup: Vec<u8>,
    _files: TempDir,
}

impl Place {
    fn new() -> Option<Self> {
        let files = tempfile::tempdir().ok()?;
        let runtime = Builder::new_current_thread().enable_time().build().ok()?;
        let database = format!("sqlite:{}", files.path().join("desk.sqlite").display());
        let store = runtime.block_on(open(&database)).ok()?;
        let router = router(Desk::new(store.clone(), None));
        Some(Self { runtime, store, router, backup: backup(), _files: files })
    }
}

thread_local! {
    static PLACE: Option<Place> = Place::new();
}

/// Does something at a desk that holds two orders and nothing else.
fn at_the_desk(does: impl AsyncFnOnce(&Place)) {
    PLACE.with(|place| match place {
        Some(place) => place.runtime.block_on(async {
            match dump::read(&place.store, place.backup.as_slice()).await {
                Ok(_) => does(place).await,
                Err(trouble) => panic!("the desk cannot be set back: {trouble}"),
            }
        }),
        None => panic!("no desk could be set up"),
    });
}

/// A table to be imported. What is taken without a fault is taken from JSON as well.
pub fn csv(data: &[u8]) {
    at_the_desk(async |place| {
        let Ok(read) = import(&place.store, "li", Format::Csv, data, true).await else {
            panic!("the database failed");
        };
        assert!(!read.imported, "a preview imports nothing");
        if !read.errors.is_empty() {
            return;
        }
        let text = json!(read.orders).to_string();
        match import(&place.store, "li", Format::Json, text.as_bytes(), true).await {
            Ok(again) => assert!(again.errors.is_empty(), "{:?} of {text}", again.errors),
            Err(error) => panic!("the database failed: {error}"),
        }
    });
}

/// Requests one after the other, set apart by lines of `.`: method and path in the first line, the body behind.
pub fn api(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    at_the_desk(async |place| {
        for asked in text.split("\n.\n").take(8) {
            let (head, body) = asked.split_once('\n').unwrap_or((asked, ""));
            let Some((method, path)) = head.split_once(' ') else { continue };
            let request = Request::builder()
                .method(method)
                .uri(format!("/api/v1/{path}"))
                .header(header::AUTHORIZATION, format!("Bearer {KEY}"))
                .header(header::CONTENT_LENGTH, body.len());
            let Ok(request) = request.body(Body::from(body.to_owned())) else { continue };
            ask(place, request).await;
        }
        stands(place).await;
    });
}

/// Asks, and looks at the answer: whatever comes in, it is never the server that fails.
async fn ask(place: &Place, request: Request<Body>) -> Value {
    let asked = format!("{} {}", request.method(), request.uri());
    let Ok(answer) = place.router.clone().oneshot(request).await;
    let (head, body) = answer.into_parts();
    let bytes = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let said = String::from_utf8_lossy(&bytes);
    assert!(!head.status.is_server_error(), "{asked} was answered with {}: {said}", head.status);
    if head.status.is_client_error() {
        let kind = head.headers.get(header::CONTENT_TYPE).map(|kind| kind.as_bytes());
        assert_eq!(kind, Some(&b"application/problem+json"[..]), "{asked}: {said}");
    } else if head.status == StatusCode::OK && said.starts_with(['{', '[']) {
        return serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{asked}: {error} in {said}"));
    }
    Value::Null
}

/// What must hold of all orders, whatever was asked: nothing is bought twice, no number stands in two orders.
async fn stands(place: &Place) {
    let request =
        Request::get("/api/v1/orders?limit=1000").header(header::AUTHORIZATION, format!("Bearer {KEY}"));
    let Ok(request) = request.body(Body::empty()) else { return };
    let page = ask(place, request).await;
    let mut owners: HashMap<String, String> = HashMap::new();
    for order in list(&page, "orders") {
        let number = text(order, "number");
        let open = matches!(text(order, "status").as_str(), "pending" | "purchasing" | "part_purchased");
        let claimed = order.get("claim").is_some_and(|claim| !claim.is_null());
        assert!(open || !claimed, "{number} is {} and claimed", text(order, "status"));
        for report in
            list(order, "reports").iter().filter(|report| report.get("shared") != Some(&json!(true)))
        {
            let own = format!("{} {}", text(report, "supplier").to_lowercase(), text(report, "number"));
            if let Some(other) = owners.insert(own.clone(), number.clone()).filter(|other| *other != number) {
                panic!("{own} is recorded for {other} and for {number}");
            }
        }
    }
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A person with a key, and two orders.
fn backup() -> Vec<u8> {
    let key = desk::secret::digest(KEY);
    let mut rows = vec![
        json!({"table": "users", "name": "li", "password": "", "admin": 1, "created": 0}),
        // Used so late that it needs no note of another use.
        json!({"table": "api_keys", "id": "k", "hash": key, "hint": "y", "who": "li", "label": "fuzz",
            "created": 0, "used": 4_000_000_000_000_000_i64, "revoked": null}),
    ];
    for (seq, id) in [(1, "a"), (2, "b")] {
        let number = format!("PO-{id}");
        let line = |line: &str, quantity: &str| {
            json!({"id": line, "url": "https://detail.1688.com/offer/1.html", "title": "T恤", "quantity": quantity,
                "limit": {"amount": "12.80", "currency": "CNY"}})
        };
        let order = json!({"id": id, "number": number, "status": "pending", "supplier": "杭州",
            "lines": [line("1", "5"), line("2", "2.5")], "created": WHEN, "changed": WHEN});
        rows.push(json!({"table": "orders", "seq": seq, "id": id, "number": number, "status": "pending",
            "supplier": "杭州", "leased_until": null, "changed": 0, "search": "", "document": order.to_string()}));
    }
    let count = rows.len();
    let heading = json!({"format": "desk backup", "version": 1});
    let all = [vec![heading], rows, vec![json!({"rows": count})]].concat();
    all.iter().flat_map(|row| format!("{row}\n").into_bytes()).collect()
}
