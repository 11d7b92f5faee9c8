//! Servers that would have a key sent elsewhere, or answer what cannot be read: each is refused by name, and
//! nobody else hears of it.

use std::io::ErrorKind;
use std::net::TcpListener;

use anyhow::{Context, Result, bail, ensure};
use journeys::browser::Kind;
use journeys::person::Person;
use journeys::site::{Page, Site};
use one_click_purchase::erp;
use serde_json::{Value, json};

use crate::Journey;
use crate::mapping::example;
use crate::worlds::in_world;

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("no kind of ERP leads its key to another address by redirecting", redirects),
    ("no list goes on at another address than the connection's", goes_on_elsewhere),
    ("no kind of ERP fills the memory with a hundred megabytes", sends_too_much),
    ("an answer in another encoding is told as that, whatever the ERP", speaks_otherwise),
];

/// The key, which is to be seen at the ERP and nowhere else.
const KEY: &str = "s3cret-of-this-erp";

/// Somebody whom nothing must be sent to: whoever calls is found waiting at the door.
struct Stranger(TcpListener);

impl Stranger {
    fn new() -> Result<Self> {
        let door = TcpListener::bind("127.0.0.1:0")?;
        door.set_nonblocking(true)?;
        Ok(Self(door))
    }

    fn address(&self) -> Result<String> {
        Ok(format!("http://127.0.0.1:{}/api/order/po/?key=", self.0.local_addr()?.port()))
    }

    fn heard_nothing(&self) -> Result<()> {
        match self.0.accept() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(()),
            Err(error) => Err(error).context("looking who called"),
            Ok((_, who)) => bail!("{who} called at another address"),
        }
    }
}

fn data(body: &Value) -> Page {
    Page::new(body.to_string()).with("Content-Type", "application/json")
}

/// An ERP of this kind that says who it is, so that the key is sent, and then everywhere the same.
fn lying(kind: erp::Kind, answer: Page) -> Result<Site> {
    let (path, greeting) = match kind {
        erp::Kind::Odoo => ("/web/version", json!({ "version_info": [19, 0], "version": "19.0" })),
        erp::Kind::Tryton => ("/rpc/", json!({ "id": 1, "result": "8.0.1" })),
        // The others are sent the key with the very first request.
        _ => ("/nowhere", Value::Null),
    };
    Site::serve([(path, data(&greeting)), ("*", answer)])
}

/// What the extension says of a server in the test of a connection: the word of the catalogue, and what it is
/// said with.
fn said(person: &Person<'_>, kind: erp::Kind, server: &Site) -> Result<(String, String)> {
    let mapping = if kind == erp::Kind::Mapping { example()? } else { "" };
    let (login, database) = match kind {
        erp::Kind::Tryton => ("wang", "erp"),
        _ => ("", ""),
    };
    let settings = json!({ "login": login, "database": database, "mapping": mapping });
    let connection = json!({
        "erp": kind, "address": server.url("127.0.0.1", ""), "key": KEY, "name": "", "settings": settings,
    });
    let answer = person.world.tell(&json!({ "kind": "test", "connection": connection }))?;
    let told = |part: &str| answer.pointer(&format!("/result/problem/{part}"));
    let word = told("word").and_then(Value::as_str);
    let word = word.with_context(|| format!("{}: no problem in {answer}", kind.name()))?;
    Ok((word.to_owned(), told("with").map(Value::to_string).unwrap_or_default()))
}

/// Tries every kind of ERP whose server answers this, in an extension that may go to all addresses of this
/// machine, so that nothing but the extension itself keeps it from there.
fn each(
    browser: Kind,
    answer: impl Fn(&Stranger) -> Result<Page>,
    expected: impl Fn(&str, &str) -> bool,
) -> Result<()> {
    in_world(browser, 0, |person| {
        person.world.browser.open_page("options.html")?;
        person.world.browser.grant("http://127.0.0.1/*")?;
        for kind in erp::Kind::ALL {
            let stranger = Stranger::new()?;
            let server = lying(kind, answer(&stranger)?)?;
            let (word, with) = said(person, kind, &server)?;
            ensure!(expected(&word, &with), "{}: “{word}” with {with}", kind.name());
            stranger.heard_nothing().with_context(|| kind.name())?;
            ensure!(has_key(&server, kind), "{} was never sent the key: {:?}", kind.name(), server.asked());
        }
        Ok(())
    })
}

/// Whether the key came in a header, or, of a kind that signs in with it, where it signs in.
fn has_key(server: &Site, kind: erp::Kind) -> bool {
    server.asked().iter().any(|asked| match kind {
        erp::Kind::Tryton => asked.path == "/erp/rpc/" && asked.body.contains(KEY),
        _ => asked.headers.iter().any(|(_, value)| value.contains(KEY)),
    })
}

fn redirects(browser: Kind) -> Result<()> {
    // The second one keeps method and body.
    for status in [302, 307] {
        let to = |stranger: &Stranger| Ok(Page { status, ..Page::redirect(stranger.address()?) });
        each(browser, to, |word, _| word == "erp_redirected")?;
    }
    Ok(())
}

fn sends_too_much(browser: Kind) -> Result<()> {
    let much = data(&json!("x".repeat(100_000_000)));
    each(browser, |_| Ok(much.clone()), |word, _| word == "erp_too_large")
}

fn speaks_otherwise(browser: Kind) -> Result<()> {
    let (supplier, wrong) = (b"{\"name\":\"\xd2\xe5\xce\xda\"}".to_vec(), "application/json; charset=GBK");
    // It says which one it is, or it does not.
    let named = Page::new(supplier.clone()).with("Content-Type", wrong);
    let silent = Page::new(supplier).with("Content-Type", "application/json");
    for answer in [named, silent] {
        each(browser, |_| Ok(answer.clone()), |word, _| word == "erp_other_encoding")?;
    }
    Ok(())
}

/// InvenTree names the address of the next page, and a mapping file may say where it stands. The others are
/// asked for what lies behind the last order.
fn goes_on_elsewhere(browser: Kind) -> Result<()> {
    in_world(browser, 0, |person| {
        person.world.browser.open_page("options.html")?;
        person.world.browser.grant("http://127.0.0.1/*")?;
        for kind in [erp::Kind::InvenTree, erp::Kind::Mapping] {
            let stranger = Stranger::new()?;
            let elsewhere = stranger.address()?;
            let server = match kind {
                erp::Kind::InvenTree => Site::serve([
                    ("/api/", data(&json!({ "server": "InvenTree", "version": "1.2.0" }))),
                    ("/api/user/me/", data(&json!({ "username": "li" }))),
                    ("*", data(&json!({ "count": 2, "next": elsewhere, "results": [] }))),
                ]),
                _ => Site::serve([
                    ("/api/me", data(&json!({ "data": { "name": "li" } }))),
                    ("*", data(&json!({ "data": [], "links": { "next": elsewhere } }))),
                ]),
            }?;
            let (word, with) = said(person, kind, &server)?;
            let named = with.contains("another address") && with.contains(&elsewhere);
            ensure!(word == "erp_said" && named, "{}: “{word}” with {with}", kind.name());
            stranger.heard_nothing()?;
            ensure!(has_key(&server, kind), "the key went nowhere");
        }
        Ok(())
    })
}
