//! The connectors against whole exchanges that were recorded at running servers.

use std::cell::RefCell;
use std::fs;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use one_click_purchase::erp::{
    Clock, Erp, Http, HttpError, Kind, Later, Means, Request, Response, Sessions, Settings, Setup, connect,
};
use one_click_purchase::order::Time;

use crate::ask::scripts;
use crate::wire::now;

/// One exchange of a recording.
#[derive(Debug, Clone)]
struct Exchange {
    path: String,
    body: String,
    status: u16,
    kind: String,
    answer: String,
}

/// All trials by recordings.
pub fn trials() -> Vec<Trial> {
    let Some(file) = scripts().map(|scripts| scripts.join("recordings/tryton80.txt")) else {
        return Vec::new();
    };
    vec![crate::trial("tryton: the recording of 8.0, request for request", move || {
        tryton(&exchanges(&fs::read_to_string(file)?))
    })]
}

/// The exchanges of a recording: a title, the request, what came back.
fn exchanges(text: &str) -> Vec<Exchange> {
    let mut exchanges = Vec::new();
    for part in text.split("### ").skip(1) {
        let Some((asked, answered)) = part.split_once("\n--> ") else { continue };
        let (head, body) = asked.split_once("\n\n").unwrap_or((asked, ""));
        let path = head.lines().nth(1).and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
        let (answer_head, answer) = answered.split_once("\n\n").unwrap_or((answered, ""));
        let kind =
            answer_head.lines().find_map(|line| line.strip_prefix("Content-Type: ")).unwrap_or_default();
        exchanges.push(Exchange {
            path: path.into(),
            body: body.trim().into(),
            status: answered.split(' ').next().and_then(|status| status.parse().ok()).unwrap_or_default(),
            kind: kind.into(),
            answer: answer.trim().into(),
        });
    }
    exchanges
}

/// Answers with what was recorded for the same path and method.
struct Recorded<'r> {
    exchanges: &'r [Exchange],
    asked: RefCell<Vec<(String, serde_json::Value)>>,
}

impl Http for Recorded<'_> {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let body: serde_json::Value =
            serde_json::from_str(&request.body.unwrap_or_default()).unwrap_or_default();
        let method = body["method"].clone();
        self.asked.borrow_mut().push((request.path.clone(), body));
        let found = self.exchanges.iter().find(|exchange| {
            let own: serde_json::Value = serde_json::from_str(&exchange.body).unwrap_or_default();
            exchange.path == request.path && own["method"] == method
        });
        let headers = |kind: &str| vec![("content-type".to_owned(), kind.to_owned())];
        match (found, method.as_str().unwrap_or_default()) {
            (Some(exchange), _) => Ok(Response {
                status: exchange.status,
                headers: headers(&exchange.kind),
                body: exchange.answer.clone(),
            }),
            // Nobody had written a note.
            (None, "model.ir.note.search_read") => Ok(Response {
                status: 200,
                headers: headers("application/json"),
                body: "{\"id\":1,\"result\":[]}".into(),
            }),
            // Lines were read by their ids, with the purchase left out.
            (None, "model.purchase.line.search_read") => {
                let read = |exchange: &&Exchange| exchange.body.contains("model.purchase.line.read");
                let answer = self.exchanges.iter().find(read).map(|exchange| exchange.answer.clone());
                let body = answer
                    .unwrap_or_default()
                    .replace("\"id\":1,\"amount\"", "\"id\":1,\"purchase\":1,\"amount\"");
                Ok(Response { status: 200, headers: headers("application/json"), body })
            }
            (None, method) => Err(HttpError::Unreachable(format!("{method} was not recorded"))),
        }
    }
}

impl Clock for Recorded<'_> {
    fn now(&self) -> Time {
        Time::default()
    }

    fn ticks(&self) -> u64 {
        0
    }

    fn wait(&self, _: u32) -> Later<'_, ()> {
        Box::pin(async {})
    }
}

fn tryton(exchanges: &[Exchange]) -> Result<()> {
    let recorded = Recorded { exchanges, asked: RefCell::default() };
    let sessions = Sessions::default();
    let settings = Settings { login: "admin".into(), ..Settings::default() };
    let setup =
        Setup { kind: Kind::Tryton, origin: "http://erp.example", key: "tryton-demo-1", settings: &settings };
    let erp: Box<dyn Erp> = connect(&setup, Means { http: &recorded, clock: &recorded, sessions: &sessions });
    let page = now(erp.orders(None, None)).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    ensure!(page.orders.len() == 3, "{page:?}");
    let order = page.orders.first().context("the first order")?;
    ensure!(order.number == "1" && order.supplier == "1688 store Yiwu Haoda", "{order:?}");
    let line = order.lines.first().context("its line")?;
    ensure!(
        line.url == "https://detail.1688.com/offer/610947572360.html" && line.quantity == 2.into(),
        "{line:?}"
    );
    ensure!(line.limit == Some(crate::yuan("4.35")?), "{line:?}");
    // The requests are those that were recorded, but for the fields that are asked for.
    let asked = recorded.asked.borrow();
    for (path, body) in asked.iter() {
        let method = body["method"].as_str().unwrap_or_default();
        let same = exchanges.iter().find(|exchange| {
            let own: serde_json::Value = serde_json::from_str(&exchange.body).unwrap_or_default();
            exchange.path == *path && own["method"] == body["method"]
        });
        let Some(same) = same else { continue };
        let own: serde_json::Value = serde_json::from_str(&same.body)?;
        let count = |value: &serde_json::Value| value["params"].as_array().map(Vec::len);
        ensure!(count(&own) == count(body), "{method}: {body} instead of {own}");
    }
    ensure!(asked.iter().any(|(_, body)| body["params"][0] == "admin"), "nobody signed in");
    Ok(())
}
