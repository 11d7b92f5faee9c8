//! The embedded desk, whose JSON is our own types'. Any server that serves the same calls will do.

use crate::json::{self, Json, Value};

use super::{Erp, ErpError, Http, Method, Page, Request, Response, Server, encode};
use crate::order::{OrderId, PurchaseOrder, Report, ReportId, Time};

/// Seconds that a claim holds unless it is renewed.
const LEASE: u32 = 1800;
/// Orders on a page.
const PAGE: u32 = 500;

/// A connector to one desk.
#[derive(Debug)]
pub struct Desk<'h, H> {
    origin: String,
    key: String,
    http: &'h H,
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

impl<'h, H: Http> Desk<'h, H> {
    /// A connector to the desk at an origin, with a key.
    pub fn new(origin: String, key: String, http: &'h H) -> Self {
        Self { origin, key, http }
    }

    async fn call<T: Json>(&self, method: Method, path: String, body: Option<String>) -> Result<T, ErpError> {
        let bearer = ("Authorization".to_owned(), format!("Bearer {}", self.key));
        let accept = ("Accept".to_owned(), "application/json".to_owned());
        let request =
            Request { method, origin: self.origin.clone(), path, headers: vec![bearer, accept], body };
        let response = self.http.send(request).await?;
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
        (401 | 403, ..) => ErpError::Key,
        (404, ..) => ErpError::NotFound,
        (409, "claimed", Some(until)) => ErpError::Claimed(problem.by, until),
        (409, "not-open", _) => ErpError::NotOpen(problem.order_status),
        (409, "number-taken", _) => ErpError::NumberTaken(problem.number),
        (429 | 500..=599, ..) => ErpError::Trouble(said),
        _ => ErpError::Refused(said),
    }
}

impl<H: Http> Erp for Desk<'_, H> {
    async fn test(&self) -> Result<Server, ErpError> {
        let me: Me = self.call(Method::Get, "/api/v1/me".to_owned(), None).await?;
        let name = format!("{} {}", me.server.name, me.server.version);
        Ok(Server { name, user: me.user.name, pending: me.orders.pending })
    }

    async fn orders(&self, since: Option<&str>, after: Option<&str>) -> Result<Page, ErpError> {
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
    }

    async fn order(&self, id: &OrderId) -> Result<PurchaseOrder, ErpError> {
        self.call(Method::Get, format!("/api/v1/orders/{}", encode(id)), None).await
    }

    async fn claim(&self, id: &OrderId, purchase: &str) -> Result<PurchaseOrder, ErpError> {
        let body = json::write(&ClaimRequest { purchase: purchase.to_owned(), seconds: LEASE });
        let order: PurchaseOrder =
            self.call(Method::Post, format!("/api/v1/orders/{}/claim", encode(id)), Some(body)).await?;
        match &order.claim {
            Some(claim) if claim.purchase == purchase => Ok(order),
            Some(claim) => Err(ErpError::Claimed(claim.by.clone(), claim.until)),
            None => Err(ErpError::Refused("the claim was answered but not kept".to_owned())),
        }
    }

    async fn release(&self, id: &OrderId, purchase: &str) -> Result<PurchaseOrder, ErpError> {
        let body = Value::only("purchase", &purchase.to_owned()).to_string();
        self.call(Method::Post, format!("/api/v1/orders/{}/release", encode(id)), Some(body)).await
    }

    async fn record(&self, report: &Report) -> Result<PurchaseOrder, ErpError> {
        let body = json::write(report);
        let order: PurchaseOrder =
            self.call(Method::Put, format!("/api/v1/reports/{}", encode(&report.id)), Some(body)).await?;
        // 200 alone proves nothing: the number must stand in the order.
        match order.reports.iter().any(|kept| kept.id == report.id && kept.number == report.number) {
            true => Ok(order),
            false => {
                Err(ErpError::Trouble("it answered, but the number does not stand in the order".to_owned()))
            }
        }
    }

    async fn undo(&self, report: &ReportId, reason: &str) -> Result<PurchaseOrder, ErpError> {
        let body = Value::only("reason", &reason.to_owned()).to_string();
        let order: PurchaseOrder =
            self.call(Method::Post, format!("/api/v1/reports/{}/undo", encode(report)), Some(body)).await?;
        match order.reports.iter().any(|kept| kept.id == *report) {
            false => Ok(order),
            true => {
                Err(ErpError::Trouble("it answered, but the number still stands in the order".to_owned()))
            }
        }
    }
}
