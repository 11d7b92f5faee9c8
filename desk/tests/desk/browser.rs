//! A browser without a script.

use std::fmt::Write;

use ureq::http::Response;

use super::client::{Desk, PASSWORD, USER};

/// Somebody at the desk with a browser.
pub struct Browser<'a> {
    desk: &'a Desk,
    /// What it sends as cookies.
    pub cookie: String,
    /// What it sends in forms.
    pub csrf: String,
    /// The languages that it asks for.
    pub language: &'a str,
}

/// What came back.
pub struct Page {
    /// The HTTP status.
    pub status: u16,
    /// Where it leads to.
    pub location: String,
    /// The cookie that it sets.
    pub cookie: String,
    /// The body.
    pub text: String,
}

impl<'a> Browser<'a> {
    /// A browser of nobody who is signed in.
    pub fn new(desk: &'a Desk) -> Self {
        Self { desk, cookie: String::new(), csrf: String::new(), language: "en-GB,zh;q=0.5" }
    }

    /// The browser of the person who has the key.
    pub fn signed_in(desk: &'a Desk) -> Self {
        let mut browser = Self::new(desk);
        let page = browser.post("/sign-in", &[("name", USER), ("password", PASSWORD)]);
        assert_eq!((page.status, page.location.as_str()), (303, "/orders"));
        browser.cookie = page.cookie.split(';').next().unwrap().to_owned();
        let page = browser.get("/orders");
        browser.csrf = page.between("name=\"csrf\" value=\"", "\"").to_owned();
        browser
    }

    /// Gets a page.
    pub fn get(&self, path: &str) -> Page {
        let request = self.desk.agent().get(self.at(path));
        Page::of(
            request.header("Cookie", &self.cookie).header("Accept-Language", self.language).call().unwrap(),
        )
    }

    /// Posts a form of the desk's own page.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_from(path, fields, &self.desk.address)
    }

    /// Posts a form of a page of some origin.
    pub fn post_from(&self, path: &str, fields: &[(&str, &str)], origin: &str) -> Page {
        let mut body = format!("csrf={}", self.csrf);
        for (name, value) in fields {
            let value: String = value.bytes().fold(String::new(), |mut text, byte| {
                write!(text, "%{byte:02X}").unwrap();
                text
            });
            write!(body, "&{name}={value}").unwrap();
        }
        let request =
            self.desk.agent().post(self.at(path)).header("Cookie", &self.cookie).header("Origin", origin);
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        Page::of(request.header("Accept-Language", self.language).send(body).unwrap())
    }

    /// The address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.desk.address)
    }
}

impl Page {
    /// The page that an answer is.
    pub fn of(mut response: Response<ureq::Body>) -> Self {
        let header = |name: &str| {
            response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let (location, cookie) = (header("location"), header("set-cookie"));
        let policy = header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        Self {
            status: response.status().as_u16(),
            location,
            cookie,
            text: response.body_mut().read_to_string().unwrap(),
        }
    }

    /// What stands between these.
    pub fn between(&self, before: &str, after: &str) -> &str {
        let (_, rest) =
            self.text.split_once(before).unwrap_or_else(|| panic!("no {before} in {}", self.text));
        rest.split_once(after).unwrap().0
    }

    /// Whether this stands there.
    pub fn has(&self, text: &str) -> bool {
        self.text.contains(text)
    }
}
