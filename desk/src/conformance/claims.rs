//! What is promised of claims.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use one_click_purchase::erp::encode;
use one_click_purchase::order::time::parse_rfc3339;
use one_click_purchase::order::{Claim, PurchaseOrder, Status};
use serde_json::{Value, json};
use uuid::Uuid;

use super::client::{Client, Reply};
use super::{OTHERS, Run, Subjects, besides, expect, reading, text_of, together};

/// How long it is waited for a lease of one second to run out.
const LONGEST: Duration = Duration::from_secs(10);
/// How often it is asked meanwhile.
const BETWEEN: Duration = Duration::from_millis(200);

/// A purchase of this run.
pub fn purchase() -> String {
    format!("conformance-{}", Uuid::new_v4())
}

/// Claims an order for a purchase.
pub fn claim_for(run: &mut Run, id: &str, purchase: &str, seconds: u32) -> Result<Reply, String> {
    run.claims.push((id.to_owned(), purchase.to_owned()));
    let body = json!({"purchase": purchase, "seconds": seconds});
    run.client.post(&format!("/orders/{}/claim", encode(id)), &body)
}

/// Gives an order back.
pub fn release(client: &Client, id: &str, purchase: &str) -> Result<PurchaseOrder, String> {
    let reply = client.post(&format!("/orders/{}/release", encode(id)), &json!({"purchase": purchase}))?;
    client.order(&reply)
}

/// Claims, tries to take the claim away, renews it and gives it back.
pub fn claim(run: &mut Run, subjects: &Subjects) {
    let (id, mine, other) = (subjects.one.id.as_str(), purchase(), purchase());
    let since = reading::now(&run.client);
    let came = claimed(run, id, &mine);
    let Some(held) = run.check("claim", came) else { return };
    let came = since.and_then(|since| reading::changed(&run.client, &since, id)).and_then(|told| {
        expect(told.claim.as_ref() == Some(&held), || "the order is told without its claim".to_owned())
    });
    run.check("changed-since", came);
    let came = nameless(&run.client, id);
    run.check("invalid", came);
    let came = refused(run, id, &other, &held);
    run.check("claimed", came);
    let came = renewed(run, id, &mine, &held);
    run.check("renew", came);
    if let Some(key) = run.other_key.clone() {
        let came = others(&run.client, id, &mine, &key);
        run.check(OTHERS, came);
    }
    let came = released(&run.client, id, &mine, &other);
    if run.check("release", came).is_some() {
        together::race(run, id);
        let came = lapsed(run, id);
        run.check("lapse", came);
    }
}

fn claimed(run: &mut Run, id: &str, mine: &str) -> Result<Claim, String> {
    let reply = claim_for(run, id, mine, 600)?;
    let order = run.client.order(&reply)?;
    let held = order.claim.clone().filter(|claim| claim.purchase == mine);
    let held = held.ok_or_else(|| "the answer has no claim of this purchase".to_owned())?;
    expect(!held.by.is_empty(), || "“by” of the claim is empty".to_owned())?;
    expect(order.status == Status::Purchasing, || format!("the order is {}", order.status.name()))?;
    let read = reading::one(&run.client, id)?;
    expect(read == order, || "read back, the order is not as the answer said".to_owned())?;
    Ok(held)
}

fn nameless(client: &Client, id: &str) -> Result<(), String> {
    let reply = client.post(&format!("/orders/{}/claim", encode(id)), &json!({"purchase": ""}))?;
    let refusal = reply.refused(422, "invalid").map_err(|why| format!("a claim of no purchase: {why}"))?;
    text_of(refusal, "/errors/0/detail").map(drop)
}

fn refused(run: &mut Run, id: &str, other: &str, held: &Claim) -> Result<(), String> {
    let reply = claim_for(run, id, other, 600)?;
    let refusal = reply.refused(409, "claimed")?;
    let by = text_of(refusal, "/by")?;
    expect(by == held.by, || format!("“by” is {by}, but {} holds the order", held.by))?;
    let until = text_of(refusal, "/until")?;
    expect(parse_rfc3339(until) == Some(held.until), || {
        format!("“until” is {until}, but the lease ends {}", held.until.to_rfc3339())
    })?;
    let read = reading::one(&run.client, id)?;
    expect(read.claim.as_ref() == Some(held), || "it took the claim away all the same".to_owned())
}

fn renewed(run: &mut Run, id: &str, mine: &str, held: &Claim) -> Result<(), String> {
    let reply = claim_for(run, id, mine, 1800)?;
    let until = run.client.order(&reply)?.claim.map(|claim| claim.until);
    let later = held.until + TimeDelta::seconds(600);
    expect(until > Some(later), || {
        let until = until.map_or_else(|| "at once".to_owned(), |until| until.to_rfc3339());
        format!("claimed for 1800 seconds in place of 600, the lease ends {until}")
    })
}

fn others(client: &Client, id: &str, mine: &str, key: &str) -> Result<(), String> {
    let own = client.get("/me")?;
    let theirs = client.send("GET", "/me", None, Some(key))?;
    theirs.is_done().map_err(|why| format!("with the other key {why}"))?;
    expect(text_of(&own.body, "/user/name")? != text_of(&theirs.body, "/user/name")?, || {
        "both keys belong to the same purchaser; give one of another".to_owned()
    })?;
    let held = reading::one(client, id)?.claim;
    let ask = |what: &str, body: &Value| {
        client.send("POST", &format!("/orders/{}/{what}", encode(id)), Some(body), Some(key))
    };
    let renewed = ask("claim", &json!({"purchase": mine, "seconds": 3600}))?;
    let refused = renewed.refused(409, "claimed").map(drop);
    let released = client.order(&ask("release", &json!({"purchase": mine}))?);
    refused.map_err(|why| format!("claimed by another purchaser, {why}"))?;
    released.map_err(|why| format!("given back by another purchaser, {why}"))?;
    let read = reading::one(client, id)?.claim;
    expect(read == held, || "another purchaser took the claim or gave it back".to_owned())
}

fn released(client: &Client, id: &str, mine: &str, other: &str) -> Result<(), String> {
    let order = release(client, id, other)?;
    let stays = order.claim.is_some_and(|claim| claim.purchase == mine);
    expect(stays, || "another purchase than the one that holds it gave it back".to_owned())?;
    let answered = release(client, id, mine)?;
    let read = reading::one(client, id)?;
    for order in [answered, read] {
        expect(order.claim.is_none(), || "the claim still stands".to_owned())?;
        expect(order.status == Status::Pending, || format!("the order is {}", order.status.name()))?;
    }
    release(client, id, mine).map(drop).map_err(|why| format!("once more: {why}"))
}

fn lapsed(run: &mut Run, id: &str) -> Result<(), String> {
    let (mine, other) = (purchase(), purchase());
    let reply = claim_for(run, id, &mine, 1)?;
    run.client.order(&reply)?;
    let begun = Instant::now();
    loop {
        let reply = claim_for(run, id, &other, 600)?;
        if reply.is_done().is_ok() {
            return release(&run.client, id, &other).map(drop);
        }
        let waited = begun.elapsed();
        if waited > LONGEST {
            let why = reply.is_done().err().unwrap_or_default();
            return Err(format!("{} s after a lease of one second, {why}", waited.as_secs()));
        }
        std::thread::sleep(BETWEEN);
    }
}

/// Tries to claim what is cancelled, and records what was bought of it.
pub fn cancelled(run: &mut Run) {
    let came = match reading::any_cancelled(&run.client) {
        Ok(Some(order)) => {
            besides::cancelled(run, &order);
            not_open(run, &order.id, Status::Cancelled)
        }
        Ok(None) => Err("no order is cancelled; cancel one for this, and run it again".to_owned()),
        Err(why) => Err(why),
    };
    run.check("cancelled", came);
}

/// A claim of an order that is not open any more is refused, and says what the order is.
pub fn not_open(run: &mut Run, id: &str, status: Status) -> Result<(), String> {
    let reply = claim_for(run, id, &purchase(), 60)?;
    let refusal = reply.refused(409, "not-open").map_err(|why| format!("claimed then, {why}"))?;
    let told = text_of(refusal, "/order_status")?;
    expect(told == status.name(), || format!("“order_status” is {told}, not {}", status.name()))
}
