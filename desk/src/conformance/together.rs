//! What is promised of claims that come at once.

use std::sync::Barrier;
use std::thread;

use one_click_purchase::erp::encode;
use serde_json::json;

use super::client::{Client, Reply};
use super::{Run, claims, expect, reading};

/// Purchases that claim the order at once.
const RIVALS: usize = 8;
/// How often they do: a server that looks first and writes then lets two of them through now and then.
const ROUNDS: usize = 5;

/// Lets purchases claim one order at once, and gives it back each time.
pub fn race(run: &mut Run, id: &str) {
    let came = (0..ROUNDS).try_for_each(|_| round(run, id));
    run.check("race", came);
}

fn round(run: &mut Run, id: &str) -> Result<(), String> {
    let rivals: Vec<String> = (0..RIVALS).map(|_| claims::purchase()).collect();
    run.claims.extend(rivals.iter().map(|own| (id.to_owned(), own.clone())));
    let replies = at_once(&run.client, id, &rivals)?;
    let held = reading::one(&run.client, id)?.claim.map(|claim| claim.purchase);
    let came = judged(&rivals, &replies, held.as_ref());
    // What is tried next needs it free, whatever came of this.
    if let Some(held) = held.filter(|held| rivals.contains(held)) {
        claims::release(&run.client, id, &held)?;
    }
    came
}

fn judged(rivals: &[String], replies: &[Reply], held: Option<&String>) -> Result<(), String> {
    let told = rivals.iter().zip(replies).filter(|(_, reply)| reply.is_done().is_ok());
    let told: Vec<&String> = told.map(|(own, _)| own).collect();
    let [winner] = told.as_slice() else {
        let count = told.len();
        return Err(format!(
            "{count} of {RIVALS} purchases that claimed it at once were told that they hold it"
        ));
    };
    expect(held == Some(winner), || {
        "the purchase that was told that it holds the order does not".to_owned()
    })?;
    let mut refused = replies.iter().filter(|reply| reply.is_done().is_err());
    refused.try_for_each(|reply| reply.refused(409, "claimed").map(drop))
}

/// The answers to claims of which none is sent before all are ready to be.
fn at_once(client: &Client, id: &str, rivals: &[String]) -> Result<Vec<Reply>, String> {
    let path = format!("/orders/{}/claim", encode(id));
    let ready = Barrier::new(rivals.len());
    let claim = |purchase: &String| {
        ready.wait();
        client.post(&path, &json!({"purchase": purchase, "seconds": 600}))
    };
    thread::scope(|scope| {
        let asked: Vec<_> = rivals.iter().map(|purchase| scope.spawn(|| claim(purchase))).collect();
        asked
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|_| Err("a claim could not be sent".to_owned())))
            .collect()
    })
}
