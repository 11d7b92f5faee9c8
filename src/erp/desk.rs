//! The embedded desk, whose JSON is our own types'. Any server that serves the same calls will do.

use crate::json::{self, Json, Value};

use super::{Answer, Erp, ErpError, Method, Page, Request, Response, Server, Wire, encode};
use crate::order::{OrderId, PurchaseOrder, Report, Time};

/// Seconds that a claim holds unless it is renewed.
const LEASE: u32 = 1800;
/// Orders on a page.
const PAGE: u32 = 500;

/// A connector to one desk.
pub struct Desk<'h> {
    origin: String,
    key: String,
    http: &'h dyn Wire,
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

#[derive(Json)]
struct Me {
    server: MeServer,
    user: MeUser,
    orders: MeOrders,
}

#[derive(Json)]
struct MeServer {
    name: String,
    version: String,
}

#[derive(Json)]
struct MeUser {
    name: String,
}

#[derive(Json)]
struct MeOrders {
    pending: u64,
}

#[derive(Json)]
struct Orders {
    orders: Vec<PurchaseOrder>,
    next: Option<String>,
    as_of: Option<String>,
}

#[derive(Json)]
struct ClaimRequest {
    purchase: String,
    seconds: u32,
}

/// RFC 9457, with the desk's own members.
#[derive(Default, Json)]
#[json(default)]
struct Problem {
    r#type: String,
    title: String,
    detail: String,
    by: String,
    until: Option<Time>,
    order_status: String,
    number: String,
}

impl<'h> Desk<'h> {
    /// A connector to the desk at an origin, with a key.
    pub fn new(origin: String, key: String, http: &'h dyn Wire) -> Self {
        Self { origin, key, http }
    }

    async fn call<T: Json>(&self, method: Method, path: String, body: Option<String>) -> Result<T, ErpError> {
        let bearer = ("Authorization".to_owned(), format!("Bearer {}", self.key));
        let accept = ("Accept".to_owned(), "application/json".to_owned());
        let request = Request {
            method,
            origin: self.origin.clone(),
            path,
            headers: vec![bearer, accept],
            body,
            session: false,
        };
        let response = self.http.carry(request).await?;
        match response.status {
            200..=299 => json::read(&response.body)
                .map_err(|error| ErpError::NotThisKind(format!("the answer is not a desk's: {error}"))),
            _ => Err(refusal(&response)),
        }
    }
}

/// What an answer other than success means.
fn refusal(response: &Response) -> ErpError {
    let problem: Option<Problem> = json::read(&response.body).ok();
    let status = response.status;
    let Some(problem) = problem else {
        return match status {
            401 | 403 => ErpError::Key,
            404 | 405 => ErpError::NotThisKind(format!("HTTP {status}: there is no desk at this address")),
            _ => ErpError::Trouble(format!("HTTP {status}")),
        };
    };
    let said = if problem.detail.is_empty() { problem.title } else { problem.detail };
    match (status, problem.r#type.rsplit('/').next().unwrap_or_default(), problem.until) {
        // The key is right and may not do this: what it says names the key that may.
        (403, "scope", _) => ErpError::Trouble(said),
        (401 | 403, ..) => ErpError::Key,
        (404, ..) => ErpError::NotFound,
        (409, "claimed", Some(until)) => ErpError::Claimed(problem.by, until),
        (409, "not-open", _) => ErpError::NotOpen(problem.order_status),
        (409, "number-taken", _) => ErpError::NumberTaken(problem.number),
        (429 | 500..=599, ..) => ErpError::Trouble(said),
        _ => ErpError::Refused(said),
    }
}

impl Erp for Desk<'_> {
    fn test(&self) -> Answer<'_, Server> {
        Box::pin(async {
            let me: Me = self.call(Method::Get, "/api/v1/me".to_owned(), None).await?;
            let name = format!("{} {}", me.server.name, me.server.version);
            Ok(Server { name, user: me.user.name, pending: me.orders.pending })
        })
    }

    fn orders<'a>(&'a self, since: Option<&'a str>, after: Option<&'a str>) -> Answer<'a, Page> {
        Box::pin(async move {
            let mut path = format!("/api/v1/orders?limit={PAGE}");
            match since {
                Some(since) => path.push_str(&format!("&changed_since={}", encode(since))),
                None => path.push_str("&status=pending,purchasing,part_purchased"),
            }
            if let Some(after) = after {
                path.push_str(&format!("&after={}", encode(after)));
            }
            let orders: Orders = self.call(Method::Get, path, None).await?;
            Ok(Page { orders: orders.orders, next: orders.next, as_of: orders.as_of })
        })
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, PurchaseOrder> {
        Box::pin(self.call(Method::Get, format!("/api/v1/orders/{}", encode(id)), None))
    }

    fn claim<'a>(&'a self, id: &'a OrderId, purchase: &'a str) -> Answer<'a, PurchaseOrder> {
        Box::pin(async move {
            let body = json::write(&ClaimRequest { purchase: purchase.to_owned(), seconds: LEASE });
            let path = format!("/api/v1/orders/{}/claim", encode(id));
            let order: PurchaseOrder = self.call(Method::Post, path, Some(body)).await?;
            match &order.claim {
                Some(claim) if claim.purchase == purchase => Ok(order),
                Some(claim) => Err(ErpError::Claimed(claim.by.clone(), claim.until)),
                None => Err(ErpError::NotHeld),
            }
        })
    }

    fn release<'a>(&'a self, id: &'a OrderId, purchase: &'a str) -> Answer<'a, PurchaseOrder> {
        let body = Value::only("purchase", &purchase.to_owned()).to_string();
        Box::pin(self.call(Method::Post, format!("/api/v1/orders/{}/release", encode(id)), Some(body)))
    }

    fn record<'a>(&'a self, report: &'a Report) -> Answer<'a, PurchaseOrder> {
        Box::pin(async move {
            let path = format!("/api/v1/reports/{}", encode(&report.id));
            let order: PurchaseOrder = self.call(Method::Put, path, Some(json::write(report))).await?;
            // 200 alone proves nothing: the number must stand in the order.
            match order.reports.iter().any(|kept| kept.id == report.id && kept.number == report.number) {
                true => Ok(order),
                false => Err(ErpError::Trouble(
                    "it answered, but the number does not stand in the order".to_owned(),
                )),
            }
        })
    }

    fn undo<'a>(&'a self, report: &'a Report, reason: &'a str) -> Answer<'a, PurchaseOrder> {
        Box::pin(async move {
            let body = Value::only("reason", &reason.to_owned()).to_string();
            let path = format!("/api/v1/reports/{}/undo", encode(&report.id));
            let order: PurchaseOrder = self.call(Method::Post, path, Some(body)).await?;
            match order.reports.iter().any(|kept| kept.id == report.id) {
                false => Ok(order),
                true => {
                    Err(ErpError::Trouble("it answered, but the number still stands in the order".to_owned()))
                }
            }
        })
    }
}
