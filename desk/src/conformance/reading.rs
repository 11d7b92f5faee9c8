//! What is promised of reading: who the key is, the list, one order.

use std::collections::HashSet;

use one_click_purchase::erp::encode;
use one_click_purchase::order::{PurchaseOrder, Quantity, Status};
use serde_json::Value;
use uuid::Uuid;

use super::client::{Client, Reply};
use super::{Run, Subjects, expect, text_of};

/// Orders on a page, as the extension asks for them.
const PAGE: usize = 500;
/// Pages of one order that are looked at.
const SINGLE_PAGES: usize = 3;
/// What waits to be bought, in any way.
const OPEN: &str = "status=pending,purchasing,part_purchased";

/// Reads; gives the orders to work on where there are any.
pub fn read(run: &mut Run, wanted: &[String]) -> Option<Subjects> {
    let came = me(&run.client);
    run.check("me", came);
    let came = key(&run.client);
    run.check("key", came);
    let came = not_found(&run.client);
    run.check("not-found", came);
    let came = invalid(&run.client);
    run.check("invalid", came);
    let came = limit(&run.client);
    run.check("limit", came);
    let came = paging(&run.client);
    let open = run.check("paging", came)?;
    let came = status(&run.client, &open);
    run.check("status", came);
    let came = as_of(&run.client);
    run.check("as-of", came);
    let subjects = subjects(&run.client, &open, wanted);
    // Nothing is claimed where there is nothing to claim: the promise of claims is what stays open.
    let subjects = subjects.map_err(|why| run.check("claim", Err::<(), _>(why))).ok()?;
    // One that was named was read by itself: it is held against the list, too.
    let listed = open.iter().find(|order| order.id == subjects.one.id).unwrap_or(&subjects.one);
    let came = order(&run.client, listed);
    run.check("order", came);
    Some(subjects)
}

fn me(client: &Client) -> Result<(), String> {
    let me = client.get("/me")?;
    me.is_done()?;
    for member in ["/server/name", "/server/version", "/user/name"] {
        text_of(&me.body, member)?;
    }
    let pending = me.body.pointer("/orders/pending").and_then(Value::as_u64);
    pending.map(drop).ok_or_else(|| "its answer has no whole number in “orders/pending”".to_owned())
}

fn key(client: &Client) -> Result<(), String> {
    for (key, what) in [(Some("wrong"), "a wrong key"), (None, "no key")] {
        for path in ["/me", "/orders?limit=1"] {
            let reply = client.send("GET", path, None, key)?;
            expect(reply.status == 401, || format!("GET {path} with {what} is answered {}", reply.status))?;
        }
    }
    Ok(())
}

fn not_found(client: &Client) -> Result<(), String> {
    client.get(&format!("/orders/{}", Uuid::new_v4()))?.refused(404, "not-found").map(drop)
}

fn invalid(client: &Client) -> Result<(), String> {
    let reply = client.get("/orders?limit=0")?;
    let refusal = reply.refused(422, "invalid").map_err(|why| format!("limit=0: {why}"))?;
    let first = refusal.pointer("/errors/0").unwrap_or(&Value::Null);
    text_of(first, "/field").and(text_of(first, "/detail")).map(drop)
}

/// One page of the list.
struct Page {
    orders: Vec<PurchaseOrder>,
    next: Option<String>,
    as_of: String,
}

fn page(client: &Client, query: &str) -> Result<Page, String> {
    let reply: Reply = client.get(&format!("/orders?{query}"))?;
    reply.is_done()?;
    let rows = reply.body.get("orders").and_then(Value::as_array);
    let rows = rows.ok_or_else(|| "a page has no list in “orders”".to_owned())?;
    let mut orders = Vec::with_capacity(rows.len());
    for row in rows {
        orders.push(client.read_order(&row.to_string())?);
    }
    let next = match reply.body.get("next") {
        Some(Value::Null) => None,
        Some(Value::String(next)) if !next.is_empty() => Some(next.clone()),
        _ => return Err("“next” of a page is neither a cursor nor null".to_owned()),
    };
    Ok(Page { orders, next, as_of: text_of(&reply.body, "/as_of")?.to_owned() })
}

fn limit(client: &Client) -> Result<(), String> {
    let mut after = String::new();
    for _ in 0..SINGLE_PAGES {
        let page = page(client, &format!("{OPEN}&limit=1{after}"))?;
        let count = page.orders.len();
        expect(count <= 1, || format!("a page of limit=1 holds {count} orders"))?;
        let Some(next) = page.next else { return Ok(()) };
        after = format!("&after={}", encode(&next));
    }
    Ok(())
}

/// Everything that is open, by pages of the size that the extension takes, and by small ones.
fn paging(client: &Client) -> Result<Vec<PurchaseOrder>, String> {
    let open = all(client, PAGE, usize::MAX)?;
    let small = all(client, 2, SINGLE_PAGES)?;
    for (at, (one, other)) in open.iter().zip(&small).enumerate() {
        expect(one.id == other.id, || {
            format!(
                "order {} of the list is {} by pages of 2, and {} by larger ones",
                at + 1,
                other.id,
                one.id
            )
        })?;
    }
    let least = open.len().min(2 * SINGLE_PAGES);
    expect(small.len() >= least, || {
        format!("pages of 2 end after {} orders of {}", small.len(), open.len())
    })?;
    Ok(open)
}

fn all(client: &Client, limit: usize, pages: usize) -> Result<Vec<PurchaseOrder>, String> {
    let (mut seen, mut cursors) = (HashSet::new(), HashSet::new());
    let (mut orders, mut after) = (Vec::new(), String::new());
    for _ in 0..pages {
        let page = page(client, &format!("{OPEN}&limit={limit}{after}"))?;
        for order in page.orders {
            expect(seen.insert(order.id.clone()), || format!("order {} is told twice", order.id))?;
            orders.push(order);
        }
        let Some(next) = page.next else { break };
        expect(cursors.insert(next.clone()), || format!("the cursor {next} comes again"))?;
        after = format!("&after={}", encode(&next));
    }
    Ok(orders)
}

fn status(client: &Client, open: &[PurchaseOrder]) -> Result<(), String> {
    if let Some(other) = open.iter().find(|order| !order.status.is_open()) {
        return Err(format!("{OPEN} tells order {}, which is {}", other.number, other.status.name()));
    }
    for status in [Status::Pending, Status::Purchased, Status::Cancelled] {
        let page = page(client, &format!("status={}&limit=50", status.name()))?;
        if let Some(other) = page.orders.iter().find(|order| order.status != status) {
            let (asked, is) = (status.name(), other.status.name());
            return Err(format!("status={asked} tells order {}, which is {is}", other.number));
        }
    }
    Ok(())
}

fn as_of(client: &Client) -> Result<(), String> {
    let first = page(client, "limit=1")?;
    let later = page(client, &format!("limit=1&changed_since={}", encode(&first.as_of)))?;
    match later.orders.first() {
        None => Ok(()),
        Some(order) => Err(format!(
            "order {} is told as changed since {}, but is of {} (run this while nobody works on orders)",
            order.number, first.as_of, order.changed
        )),
    }
}

/// The moment up to which everything is known.
pub fn now(client: &Client) -> Result<String, String> {
    Ok(page(client, "limit=1")?.as_of)
}

/// Whether an order is among what changed since a moment, as it is then.
pub fn changed(client: &Client, since: &str, id: &str) -> Result<PurchaseOrder, String> {
    let page = page(client, &format!("limit={PAGE}&changed_since={}", encode(since)))?;
    let found = page.orders.into_iter().find(|order| order.id == id);
    found.ok_or_else(|| format!("order {id} changed, but is not told by changed_since={since}"))
}

/// One order, read anew.
pub fn one(client: &Client, id: &str) -> Result<PurchaseOrder, String> {
    let reply = client.get(&format!("/orders/{}", encode(id)))?;
    client.order(&reply)
}

/// An order that is cancelled, if there is one with something left to buy.
pub fn any_cancelled(client: &Client) -> Result<Option<PurchaseOrder>, String> {
    let page = page(client, "status=cancelled&limit=50")?;
    let mut orders: Vec<PurchaseOrder> =
        page.orders.into_iter().filter(|order| order.status == Status::Cancelled).collect();
    let open = orders.iter().position(|order| order.open_lines().next().is_some());
    Ok((!orders.is_empty()).then(|| orders.swap_remove(open.unwrap_or_default())))
}

fn order(client: &Client, listed: &PurchaseOrder) -> Result<(), String> {
    let read = one(client, &listed.id)?;
    expect(read == *listed, || format!("order {} differs from how the list has it", listed.number))
}

/// The orders to work on: two that are pending, the first of them with two pieces to buy.
fn subjects(client: &Client, open: &[PurchaseOrder], wanted: &[String]) -> Result<Subjects, String> {
    let mut candidates = Vec::new();
    for id in wanted {
        let order = one(client, id).map_err(|why| format!("order {id}: {why}"))?;
        expect(order.status == Status::Pending, || format!("order {id} is {}", order.status.name()))?;
        candidates.push(order);
    }
    if wanted.is_empty() {
        candidates.extend(open.iter().filter(|order| order.status == Status::Pending).cloned());
    }
    let first = candidates.iter().position(|order| pieces(order) >= Quantity::TWO);
    let first = first.map(|at| candidates.remove(at));
    let (Some(one), Some(other)) = (first, candidates.into_iter().next()) else {
        return Err(
            "two pending orders are needed, one of them with two pieces or more; make some for this, \
                    or name them by --order"
                .to_owned(),
        );
    };
    Ok(Subjects { one, other })
}

fn pieces(order: &PurchaseOrder) -> Quantity {
    order.lines.iter().fold(Quantity::ZERO, |sum, line| sum.saturating_add(line.left()))
}
