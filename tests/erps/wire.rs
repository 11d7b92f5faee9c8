//! The connectors' surroundings outside of a browser: HTTP that blocks, and a clock.

use std::cell::RefCell;
use std::io::Read as _;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use one_click_purchase::erp::{
    Clock, Erp, Http, HttpError, Kind, Later, Means, Request, Response, Sessions, Settings, Setup, connect,
};
use one_click_purchase::order::Time;
use ureq::Agent;
use ureq::http::Request as Sent;

/// An answer may be this long.
const MOST: u64 = 16 * 1024 * 1024;

/// What happens before a request is sent.
pub type Before = Box<dyn Fn(&Request)>;

/// Sends requests one after the other, and counts them.
pub struct Wire {
    agent: Agent,
    started: Instant,
    before: RefCell<Option<Before>>,
    /// The person's own session.
    pub cookie: RefCell<Option<String>>,
    /// Number of requests, and bytes of the answers' bodies as they came over the wire.
    pub count: RefCell<(u32, u64)>,
}

impl Wire {
    pub fn new() -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)));
        Self {
            agent: config.build().new_agent(),
            started: Instant::now(),
            before: RefCell::default(),
            cookie: RefCell::default(),
            count: RefCell::default(),
        }
    }

    /// Does this before each request from now on.
    pub fn before(&self, before: impl Fn(&Request) + 'static) {
        *self.before.borrow_mut() = Some(Box::new(before));
    }

    /// Leaves requests alone again.
    pub fn calm(&self) {
        *self.before.borrow_mut() = None;
    }
}

fn unreachable(error: impl ToString) -> HttpError {
    HttpError::Unreachable(error.to_string())
}

impl Http for Wire {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        if let Some(before) = &*self.before.borrow() {
            before(&request);
        }
        let url = [request.origin.as_str(), &request.path].concat();
        let mut sent = Sent::builder().method(request.method.name()).uri(url);
        sent = sent.header("Accept-Encoding", "gzip");
        for (name, value) in &request.headers {
            sent = sent.header(name, value);
        }
        if let Some(cookie) = self.cookie.borrow().as_ref().filter(|_| request.session) {
            sent = sent.header("Cookie", cookie);
        }
        if request.body.is_some() {
            sent = sent.header("Content-Type", "application/json");
        }
        let sent = sent.body(request.body.unwrap_or_default()).map_err(unreachable)?;
        let mut answer = self.agent.run(sent).map_err(unreachable)?;
        let status = answer.status().as_u16();
        if (300..400).contains(&status) {
            return Err(HttpError::Redirected);
        }
        let header = |name: &str| {
            let value = answer.headers().get(name)?.to_str().ok()?;
            Some((name.to_owned(), value.to_owned()))
        };
        let headers: Vec<_> = ["content-type", "date"].into_iter().filter_map(header).collect();
        let zipped = header("content-encoding").is_some_and(|(_, value)| value == "gzip");
        let mut bytes = answer.body_mut().with_config().limit(MOST).read_to_vec().map_err(unreachable)?;
        let mut count = self.count.borrow_mut();
        *count = (count.0 + 1, count.1 + bytes.len() as u64);
        if zipped {
            let mut plain = Vec::new();
            GzDecoder::new(bytes.as_slice()).take(MOST + 1).read_to_end(&mut plain).map_err(unreachable)?;
            bytes = plain;
        }
        if bytes.len() as u64 > MOST {
            return Err(HttpError::TooLarge);
        }
        Ok(Response { status, headers, body: String::from_utf8(bytes).map_err(unreachable)? })
    }
}

impl Clock for Wire {
    fn now(&self) -> Time {
        chrono::Utc::now().fixed_offset()
    }

    fn ticks(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn wait(&self, milliseconds: u32) -> Later<'_, ()> {
        // What is waited for is the ERP's own: that whatever was sent before can be read by then.
        thread::sleep(Duration::from_millis(milliseconds.into()));
        Box::pin(async {})
    }
}

/// One purchaser's extension.
pub struct Client {
    pub wire: Wire,
    pub sessions: Sessions,
    pub kind: Kind,
    pub origin: String,
    pub key: String,
    pub settings: Settings,
}

impl Client {
    /// Makes the same purchaser's extension at another computer, wherever it is called.
    pub fn elsewhere(&self) -> impl Fn() -> Self + Send + Sync + use<> {
        let (kind, origin, key) = (self.kind, self.origin.clone(), self.key.clone());
        let settings = self.settings.clone();
        move || Self {
            wire: Wire::new(),
            sessions: Sessions::default(),
            kind,
            origin: origin.clone(),
            key: key.clone(),
            settings: settings.clone(),
        }
    }

    /// The connector, as the background makes it for each call.
    pub fn erp(&self) -> Box<dyn Erp + '_> {
        let setup = Setup { kind: self.kind, origin: &self.origin, key: &self.key, settings: &self.settings };
        connect(&setup, Means { http: &self.wire, clock: &self.wire, sessions: &self.sessions })
    }
}

/// The outcome of a future that never waits, since everything it does blocks.
pub fn now<T>(mut future: Later<'_, T>) -> T {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => unreachable!("nothing here waits without blocking"),
    }
}
