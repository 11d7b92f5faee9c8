//! The connector's way to the desk: HTTP that blocks, times every answer, and loses some.

use std::cell::{Cell, RefCell};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use one_click_purchase::erp::{Clock, Http, HttpError, Later, Method, Request, Response};
use one_click_purchase::order::Time;
use ureq::Agent;
use ureq::http::Request as Sent;

use super::gate::Gate;

/// Of so many answers to what changes something, one is lost on its way back.
const LOST: u32 = 29;

/// One purchaser's way.
pub struct Wire<'g> {
    agent: Agent,
    gate: &'g Gate,
    /// The desk's run that the connection belongs to.
    run: Cell<u32>,
    changes: Cell<u32>,
    /// The last answer was lost.
    lost: Cell<bool>,
    /// How long each answer took, by what was asked.
    pub times: RefCell<Vec<(Asked, Duration)>>,
}

/// What a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// To claim an order or give it back.
    Claim,
    /// To record a supplier order.
    Record,
    /// To show an order.
    Read,
}

impl Asked {
    /// All of them, as they are printed.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Claim, "claim"), (Self::Record, "record"), (Self::Read, "read back")];

    fn of(method: Method) -> Self {
        match method {
            Method::Get => Self::Read,
            Method::Put => Self::Record,
            Method::Post | Method::Patch => Self::Claim,
        }
    }
}

impl<'g> Wire<'g> {
    pub fn new(gate: &'g Gate) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0);
        Self {
            agent: config.timeout_global(Some(Duration::from_secs(120))).build().new_agent(),
            gate,
            run: Cell::new(gate.standing().run),
            changes: Cell::new(0),
            lost: Cell::new(false),
            times: RefCell::default(),
        }
    }

    /// Why the last call came to nothing: `true` when its answer was lost on purpose, `false` when the desk was
    /// killed meanwhile. Anything else is the desk's fault.
    pub fn was_lost(&self) -> Result<bool> {
        if self.lost.take() {
            return Ok(true);
        }
        let now = self.gate.standing();
        if now.up && now.run == self.run.get() {
            bail!("the desk ran");
        }
        self.run.set(now.run);
        Ok(false)
    }

    fn exchange(&self, request: &Request) -> Result<Response, ureq::Error> {
        let url = [request.origin.as_str(), &request.path].concat();
        let mut sent = Sent::builder().method(request.method.name()).uri(url);
        for (name, value) in &request.headers {
            sent = sent.header(name, value);
        }
        if request.body.is_some() {
            sent = sent.header("Content-Type", "application/json");
        }
        let mut answer = self.agent.run(sent.body(request.body.clone().unwrap_or_default())?)?;
        let status = answer.status().as_u16();
        let body = answer.body_mut().with_config().limit(16 << 20).read_to_string()?;
        Ok(Response { status, headers: Vec::new(), body })
    }
}

impl Http for Wire<'_> {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let run = self.gate.standing().run;
        let start = Instant::now();
        let answer = self.exchange(&request).map_err(|error| HttpError::Unreachable(error.to_string()))?;
        self.times.borrow_mut().push((Asked::of(request.method), start.elapsed()));
        self.run.set(run);
        if request.method != Method::Get {
            self.changes.set(self.changes.get().wrapping_add(1));
            if self.changes.get().is_multiple_of(LOST) {
                self.lost.set(true);
                return Err(HttpError::Unreachable("the answer was lost on its way".to_owned()));
            }
        }
        Ok(answer)
    }
}

/// The desk's connector asks for no time.
impl Clock for Wire<'_> {
    fn now(&self) -> Time {
        chrono::Utc::now().fixed_offset()
    }

    fn ticks(&self) -> u64 {
        0
    }

    fn wait(&self, _: u32) -> Later<'_, ()> {
        Box::pin(async {})
    }
}

/// The outcome of a future that never waits, since everything it does blocks.
pub fn now<T>(mut future: Later<'_, T>) -> Result<T> {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => Ok(outcome),
        Poll::Pending => bail!("a call waited without blocking"),
    }
}
