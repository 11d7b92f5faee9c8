//! A visitor without a browser: keeps cookies per host, follows redirects, fills and sends forms.

use std::collections::{BTreeMap, HashMap};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use shop::{Hosts, Shop};
use tower::ServiceExt;

/// Where the shop of the tests pretends to listen.
pub const PORT: u16 = 8123;

pub struct Client {
    router: Router,
    cookies: HashMap<String, BTreeMap<String, String>>,
    /// The address of the page that is shown, after redirects.
    pub url: String,
    /// Every address that was asked for since the last step.
    pub way: Vec<String>,
    pub status: StatusCode,
    pub body: String,
    pub policy: String,
}

struct Reply {
    status: StatusCode,
    next: Option<String>,
    policy: String,
    body: String,
}

pub fn router(seed: u64) -> Router {
    let hosts = Hosts {
        shop: "localhost".to_owned(),
        sign_in: "127.0.0.1".to_owned(),
        cashier: "cashier.localhost".to_owned(),
        checkout: "checkout.localhost".to_owned(),
        port: PORT,
    };
    Shop::new(seed, hosts).router(true)
}

impl Client {
    pub fn of(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookies: HashMap::new(),
            url: format!("http://localhost:{PORT}/"),
            way: Vec::new(),
            status: StatusCode::OK,
            body: String::new(),
            policy: String::new(),
        }
    }

    pub async fn get(&mut self, address: &str) {
        self.way.clear();
        self.follow(Method::GET, address, None).await;
    }

    /// Sends JSON as a page's script does and gives the answer; the page that is shown stays.
    pub async fn post_json(&mut self, address: &str, body: &Value) -> Value {
        let url = self.absolute(address);
        let reply = self.send(Method::POST, &url, Some(("application/json", body.to_string()))).await;
        self.status = reply.status;
        serde_json::from_str(&reply.body).unwrap_or(Value::Null)
    }

    /// Asks for JSON; the page that is shown stays.
    pub async fn json(&mut self, address: &str) -> Value {
        let url = self.absolute(address);
        let reply = self.send(Method::GET, &url, None).await;
        serde_json::from_str(&reply.body).unwrap_or_else(|error| panic!("{url}: {error}: {}", reply.body))
    }

    /// Presses a submit button: sends its form with these fields changed, each named by a selector.
    pub async fn press(&mut self, button: &str, fill: &[(&str, &str)]) {
        let (method, action, pairs) = self.form(button, fill);
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.way.clear();
        if method == "post" {
            self.follow(Method::POST, &action, Some(("application/x-www-form-urlencoded", body))).await;
        } else {
            self.follow(Method::GET, &format!("{action}?{body}"), None).await;
        }
    }

    /// Whether the page has an element.
    pub fn has(&self, selector: &str) -> bool {
        Html::parse_document(&self.body).select(&css(selector)).next().is_some()
    }

    /// The texts of all elements of a selector.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        Html::parse_document(&self.body).select(&css(selector)).map(|found| found.text().collect()).collect()
    }

    /// An attribute of the first element of a selector.
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        let page = Html::parse_document(&self.body);
        let found =
            page.select(&css(selector)).next().unwrap_or_else(|| panic!("no {selector} at {}", self.url));
        found.attr(name).unwrap_or_default().to_owned()
    }

    fn form(&self, button: &str, fill: &[(&str, &str)]) -> (String, String, Vec<(String, String)>) {
        let page = Html::parse_document(&self.body);
        let find = |selector: &str| {
            page.select(&css(selector))
                .next()
                .unwrap_or_else(|| panic!("no {selector} at {}:\n{}", self.url, self.body))
        };
        let pressed = find(button);
        let form =
            pressed.ancestors().filter_map(ElementRef::wrap).find(|element| element.value().name() == "form");
        let form = form.unwrap_or_else(|| panic!("{button} stands in no form"));
        let filled: Vec<(String, &str)> = fill
            .iter()
            .map(|(field, value)| (find(field).attr("name").unwrap_or_default().to_owned(), *value))
            .collect();
        let mut pairs = Vec::new();
        for field in form.select(&css("input, select, textarea")) {
            let name = field.attr("name").unwrap_or_default().to_owned();
            let off =
                matches!(field.attr("type"), Some("radio" | "checkbox")) && field.attr("checked").is_none();
            if name.is_empty() || off || pairs.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let own = field.attr("value").unwrap_or_default().to_owned();
            pairs.push((name, own));
        }
        for (name, value) in filled {
            pairs.retain(|(known, _)| *known != name);
            pairs.push((name, value.to_owned()));
        }
        let method = form.attr("method").unwrap_or("get").to_owned();
        let action = pressed.attr("formaction").or(form.attr("action")).unwrap_or_default();
        (method, self.absolute(action), pairs)
    }

    async fn follow(&mut self, method: Method, address: &str, body: Option<(&str, String)>) {
        let mut url = self.absolute(address);
        let mut request = Some((method, body));
        while let Some((method, body)) = request.take() {
            self.way.push(url.clone());
            self.url.clone_from(&url);
            let reply = self.send(method, &url, body).await;
            (self.status, self.body, self.policy) = (reply.status, reply.body, reply.policy);
            if let Some(next) = reply.next {
                url = self.absolute(&next);
                request = Some((Method::GET, None));
            }
            assert!(self.way.len() < 8, "goes round: {:?}", self.way);
        }
    }

    async fn send(&mut self, method: Method, url: &str, body: Option<(&str, String)>) -> Reply {
        let (host, path) = parts(url);
        let name = host.split(':').next().unwrap_or_default().to_owned();
        let jar = self.cookies.entry(name).or_default();
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, host);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let (kind, text) = body.unwrap_or_default();
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let reply = self.router.clone().oneshot(request.body(Body::from(text)).unwrap()).await.unwrap();
        for cookie in reply.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap();
            jar.insert(name.to_owned(), value.to_owned());
        }
        let text = |name| reply.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let (next, policy) = (text(header::LOCATION), text(header::CONTENT_SECURITY_POLICY));
        let (status, policy) = (reply.status(), policy.unwrap_or_default());
        let bytes = reply.into_body().collect().await.unwrap().to_bytes();
        Reply { status, next, policy, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    fn absolute(&self, address: &str) -> String {
        if address.starts_with("http://") {
            return address.to_owned();
        }
        let (host, path) = parts(&self.url);
        if address.is_empty() { format!("http://{host}{path}") } else { format!("http://{host}{address}") }
    }
}

fn parts(url: &str) -> (String, String) {
    let rest = url.strip_prefix("http://").unwrap_or_else(|| panic!("{url} is no address"));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    (host.to_owned(), format!("/{path}"))
}

fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}
