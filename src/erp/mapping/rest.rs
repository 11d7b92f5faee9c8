//! A small REST server in memory, made for the manual's examples: it says yes, lies and fails on demand. A
//! fake, for there is no ERP that has these APIs.

use std::cell::{Cell, RefCell};

use serde_json::{Value, json};

use super::super::{Http, HttpError, Method, Request, Response};

/// Where it is.
pub const ORIGIN: &str = "https://erp.example";
/// The key that it knows.
pub const KEY: &str = "s3cret";

/// A server of both examples' APIs.
pub struct Rest {
    pub orders: RefCell<Vec<Value>>,
    pub comments: RefCell<Vec<(String, Value)>>,
    pub asked: RefCell<Vec<Request>>,
    /// What it answers in place of everything, behind so many requests more.
    pub instead: RefCell<Option<Result<Response, HttpError>>>,
    pub behind: Cell<u32>,
    /// Where the next page is said to be.
    pub next: RefCell<Option<String>>,
    /// Somebody else saves the order before so many more writes.
    pub meddled: Cell<u32>,
    /// Writes are answered and not kept.
    pub lies: Cell<bool>,
}

pub fn answer(status: u16, body: &Value) -> Response {
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
            behind: Cell::default(),
            meddled: Cell::default(),
            next: RefCell::default(),
            lies: Cell::default(),
        }
    }

    pub fn acme() -> Self {
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

    pub fn depot() -> Self {
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
                    if self.meddled.get() > 0 {
                        self.meddled.set(self.meddled.get() - 1);
                        order["version"] = json!([&version.1, "0"].concat());
                    }
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
            match self.behind.get() {
                0 => return instead,
                left => self.behind.set(left - 1),
            }
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
