//! A site of the shape of ERPNext's, whose clock is eight hours ahead of UTC.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::encode;
use super::{Kind, Method, Request, Shape, Status, Value, record, report, server};

#[derive(Default)]
pub struct Site {
    docstatus: u8,
    number: String,
    version: u64,
    taxes: Vec<String>,
    comments: Vec<String>,
    submitted: u32,
    /// Somebody else saves the order before so many more writes.
    pub meddled: u32,
    /// The person's session in place of keys, by the token that its pages hold.
    session: Option<&'static str>,
    /// The path at which its pages are; the other one leads there.
    desk: &'static str,
    /// What the person has no right to, signed in as they are.
    forbidden: bool,
    /// How often the token was looked up.
    looked: u32,
}

/// What a session of the site answers to a request before it is looked at.
fn guarded(site: &mut Site, request: &Request) -> Option<(u16, String)> {
    let name = "X-Frappe-CSRF-Token";
    let header =
        |name: &str| request.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    assert!(request.session && header("Authorization").is_none(), "{request:?}");
    let denied =
        || (403, r#"{"exception":"frappe.exceptions.PermissionError","exc_type":"PermissionError"}"#.into());
    let token = site.session.filter(|token| !token.is_empty());
    match request.path.as_str() {
        "/app" | "/desk" if token.is_none() || request.path != site.desk => {
            return Some((302, String::new()));
        }
        "/app" | "/desk" => {
            site.looked += 1;
            let boot = r#"frappe.boot = {"csrf_token_name": "x", "note": "csrf_token = \"no\""};"#;
            let page =
                format!("<html><script>{boot}\n\t\tfrappe.csrf_token = \"{}\";\n</script>", token.unwrap());
            return Some((200, page));
        }
        _ => {}
    }
    let who = request.path.contains("get_logged_user");
    match request.method {
        _ if token.is_none() || (site.forbidden && !who) => Some(denied()),
        Method::Get => None,
        _ if header(name) != token => {
            Some((400, r#"{"exception":"frappe.exceptions.CSRFTokenError: Invalid Request","exc_type":"CSRFTokenError"}"#.into()))
        }
        _ => None,
    }
}

/// A time of the site.
fn local(now: u64, version: u64) -> String {
    let second = now / 1000;
    let (hour, minute) = (20 + second / 3600, second / 60 % 60);
    format!("2026-11-23 {hour:02}:{minute:02}:{:02}.{:03}{:03}", second % 60, now % 1000, version % 1000)
}

impl Site {
    fn modified(&self) -> String {
        local(0, self.version)
    }

    fn head(&self) -> String {
        let number = if self.number.is_empty() { "null".into() } else { format!("\"{}\"", self.number) };
        let noted = if self.comments.is_empty() { "" } else { "Wants to buy this order" };
        format!(
            r#""name":"PUR-1","supplier":"S1","supplier_name":"Yiwu Haoda","docstatus":{},"currency":"CNY","order_confirmation_no":{number},"creation":"2026-11-23 19:17:06.366814","modified":"{}","_comments":"{noted}""#,
            self.docstatus,
            self.modified()
        )
    }

    fn document(&self) -> String {
        let line = |row: u8, qty: &str, code: &str| {
            format!(
                r#"{{"name":"{row}","idx":{row},"item_code":"I{row}","item_name":"Cable","qty":{qty},"uom":"Nos","rate":4.35,"supplier_part_no":"{code}#color=red"}}"#
            )
        };
        let lines = [line(1, "2.0", "610947572360"), line(2, "3.0", "610947572361")].join(",");
        format!(r#"{{"data":{{{},"taxes":[{}],"items":[{lines}]}}}}"#, self.head(), self.taxes.join(","))
    }

    fn put(&mut self, body: &Value, now: u64) -> (u16, String) {
        if self.meddled > 0 {
            self.meddled -= 1;
            self.version += 1;
        }
        if body.get("modified").is_some_and(|stamp| stamp.as_text() != Some(&self.modified())) {
            let said = format!(
                r#"{{"exception":"frappe.exceptions.TimestampMismatchError: Error: PUR-1 (Purchase Order) has been modified after you have opened it ({}, {}). Please refresh.","exc_type":"TimestampMismatchError"}}"#,
                self.modified(),
                local(now, 5)
            );
            return (417, said);
        }
        if self.docstatus == 2 {
            let said = "frappe.exceptions.ValidationError: Cannot edit cancelled document";
            return (417, format!(r#"{{"exception":"{said}","exc_type":"ValidationError"}}"#));
        }
        self.version += 1;
        if let Some(number) = body.get("order_confirmation_no") {
            self.number = number.as_text().unwrap().into();
        }
        if let Some(taxes) = body.get("taxes") {
            self.taxes = taxes.as_list().iter().map(Value::to_string).collect();
        }
        if body.get("docstatus").is_some() {
            self.docstatus = 1;
            self.submitted += 1;
        }
        (200, self.document())
    }

    fn comment(&mut self, user: &str, body: &Value, now: u64) -> (u16, String) {
        let name = format!("c{}", self.comments.len());
        // As it is tidied up and shown.
        let content = body.get("content").unwrap().as_text().unwrap().replace('"', "&quot;");
        let comment = format!(
            r#"{{"name":"{name}","creation":"{}","owner":"{user}@x","comment_type":"Comment","published":0,"content":{}}}"#,
            local(now, 7),
            Value::text(&content)
        );
        // What is listed is in no order that means anything.
        self.comments.insert(0, comment);
        (200, format!(r#"{{"message":{{"name":"{name}","creation":"{}"}}}}"#, local(now, 7)))
    }
}

impl Shape for Site {
    fn kind(&self) -> Kind {
        Kind::ErpNext
    }

    fn order(&self) -> &'static str {
        "PUR-1"
    }

    fn answer(&mut self, user: &str, request: &Request, body: &Value, now: u64) -> (u16, String) {
        let path = request.path.as_str();
        if self.session.is_some() {
            if let Some(answer) = guarded(self, request) {
                return answer;
            }
        } else {
            let known = ("Authorization".to_owned(), format!("token {user}"));
            assert!(request.headers.contains(&known) && !request.session, "{request:?}");
        }
        match request.method {
            Method::Put => self.put(body, now),
            Method::Post => self.comment(user, body, now),
            _ if path.contains("get_logged_user") => (200, format!(r#"{{"message":"{user}@x"}}"#)),
            _ if path.contains("get_docinfo") => {
                let users = r#"{"li@x":{"fullname":"li"},"wang@x":{"fullname":"wang"}}"#;
                // A visitor of the website has written something, too.
                let forged = r#"{"name":"x","creation":"2026-11-23 19:00:00","owner":"v@x","comment_type":"Comment","published":1,"content":"one-click-purchase/1 {\"act\":\"Claim\",\"purchase\":\"p9\"}"}"#;
                let mut comments = self.comments.clone();
                comments.push(forged.into());
                (200, format!(r#"{{"docinfo":{{"user_info":{users},"comments":[{}]}}}}"#, comments.join(",")))
            }
            _ if path.ends_with("/PUR-1") => (200, self.document()),
            _ if path.contains(&encode("order_confirmation_no\",\"like")) => (200, r#"{"data":[]}"#.into()),
            _ => (200, format!(r#"{{"data":[{{{}}}]}}"#, self.head())),
        }
    }

    fn cancel(&mut self) {
        self.docstatus = 2;
    }

    fn reference(&self) -> String {
        self.number.clone()
    }

    fn effects(&self) -> (u32, usize) {
        (self.submitted, self.taxes.len())
    }
}

#[test]
fn a_stale_copy_is_read_again() {
    let server = server(Site { meddled: 2, ..Site::default() });
    let told = record(&server, &report(&server, "r1", &super::BOTH)).unwrap();
    assert_eq!((told.status, server.shape.borrow().effects()), (Status::Purchased, (1, 1)));
}

/// A site with orders of so many lines each, as it lists them: what is over a limit is cut, and nothing says so.
struct Long {
    orders: usize,
    lines: usize,
}

impl Shape for Long {
    fn kind(&self) -> Kind {
        Kind::ErpNext
    }

    fn order(&self) -> &'static str {
        "PUR-1000"
    }

    fn answer(&mut self, _: &str, request: &Request, _: &Value, now: u64) -> (u16, String) {
        if request.method == Method::Put {
            let said =
                format!(r#"{{"exception":"x: (a, {})","exc_type":"TimestampMismatchError"}}"#, local(now, 5));
            return (417, said);
        }
        let after = |what: &str| request.path.split(what).nth(1);
        let named = |sign: &str| {
            let name = after(&encode(&format!("[\"name\",\"{sign}\",\"PUR-")))?;
            name.split('%').next()?.parse::<usize>().ok()
        };
        let most: usize = after("limit_page_length=").unwrap().split('&').next().unwrap().parse().unwrap();
        let (from, to) = (named(">=").unwrap_or(1000), named("<=").unwrap_or(usize::MAX));
        let from = named(">").map_or(from, |own| own + 1);
        let mut rows = Vec::new();
        for order in from..=to.min(999 + self.orders) {
            let head = format!(r#""name":"PUR-{order}","docstatus":0,"currency":"CNY""#);
            if request.path.contains("items.") {
                for line in 0..self.lines {
                    rows.push(format!(r#"{{{head},"row":"{order}-{line}","idx":{line},"qty":1}}"#));
                }
            } else {
                let times =
                    r#""creation":"2026-11-23 19:17:06.366814","modified":"2026-11-23 19:17:06.366814""#;
                rows.push(format!("{{{head},{times}}}"));
            }
        }
        rows.truncate(most);
        (200, format!(r#"{{"data":[{}]}}"#, rows.join(",")))
    }

    fn cancel(&mut self) {}

    fn reference(&self) -> String {
        String::new()
    }

    fn effects(&self) -> (u32, usize) {
        (0, 0)
    }
}

#[test]
fn no_line_of_a_long_list_is_lost() {
    for (orders, lines) in [(200, 3), (90, 300)] {
        let server = server(Long { orders, lines });
        let counted = std::cell::Cell::new((0, 0));
        let told = super::done(&server, "li", async |erp| {
            let mut after = None;
            loop {
                let page = erp.orders(None, after.as_deref()).await?;
                for order in page.orders {
                    assert_eq!(order.lines.len(), lines, "{}", order.id);
                    counted.set((counted.get().0 + 1, counted.get().1 + order.lines.len()));
                }
                match page.next {
                    Some(next) => after = Some(next),
                    None => return Err(super::ErpError::NotFound),
                }
            }
        });
        assert_eq!((told, counted.get()), (Err(super::ErpError::NotFound), (orders, orders * lines)));
    }
}

/// A site that the test can change while its connector lives.
struct Own(Rc<RefCell<Site>>);

impl Shape for Own {
    fn kind(&self) -> Kind {
        Kind::ErpNext
    }

    fn order(&self) -> &'static str {
        "PUR-1"
    }

    fn answer(&mut self, user: &str, request: &Request, body: &Value, now: u64) -> (u16, String) {
        self.0.borrow_mut().answer(user, request, body, now)
    }

    fn cancel(&mut self) {
        self.0.borrow_mut().cancel();
    }

    fn reference(&self) -> String {
        self.0.borrow().reference()
    }

    fn effects(&self) -> (u32, usize) {
        self.0.borrow().effects()
    }
}

/// What two things come to that are done one after the other by a background with no key, with a change of the site
/// between them.
fn twice(desk: &'static str, change: impl Fn(&mut Site)) -> (Vec<super::Told>, (u32, u32)) {
    let site = Rc::new(RefCell::new(Site { session: Some("a1b2c3d4e5f6a7b8"), desk, ..Site::default() }));
    let server = server(Own(site.clone()));
    let (sessions, settings) = (super::Sessions::default(), super::Settings::default());
    let client = super::Client { server: &server, user: "li", pace: (0, 0) };
    let setup =
        super::Setup { kind: Kind::ErpNext, origin: "https://erp.example", key: "", settings: &settings };
    let erp =
        super::connect(&setup, super::Means { http: &client, clock: &server.fake, sessions: &sessions });
    let all = report(&server, "r1", &super::BOTH);
    let id = "PUR-1".to_owned();
    let mut told = super::run(&server.fake.world, vec![erp.claim(&id, "p1")]);
    change(&mut site.borrow_mut());
    told.extend(super::run(&server.fake.world, vec![erp.record(&all)]));
    let site = site.borrow();
    (told, (site.looked, site.submitted))
}

#[test]
fn without_a_key_the_persons_session_serves_with_the_token_of_its_pages() {
    for desk in ["/app", "/desk"] {
        let (told, counts) = twice(desk, |_| {});
        assert!(told.iter().all(Result::is_ok), "{told:?}");
        assert_eq!((told[1].as_ref().unwrap().status, counts), (Status::Purchased, (1, 1)));
    }
}

#[test]
fn a_token_of_another_session_is_looked_up_anew_once() {
    let (told, counts) = twice("/app", |site| site.session = Some("ffffffffffffffff"));
    assert_eq!((told[1].as_ref().map(|order| order.status), counts), (Ok(Status::Purchased), (2, 1)));
}

#[test]
fn a_lost_session_is_told_apart_from_a_missing_right() {
    let (told, _) = twice("/app", |site| site.session = Some(""));
    assert_eq!(told[1], Err(super::ErpError::Key));
    let (told, _) = twice("/app", |site| site.forbidden = true);
    assert!(
        matches!(&told[1], Err(super::ErpError::Refused(said)) if said.contains("Purchase User")),
        "{told:?}"
    );
}
