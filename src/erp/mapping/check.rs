//! Reads mappings from text and refuses what is wrong in them, with its place.

use super::rules::{Action, Journal, List, Pages, Rules};
use crate::json::{self, Misfit, Value, Wrong};
use crate::order::{lower_case, split_at_text};

const PATH: &str =
    "a path such as /api/orders/{id}, of this server, with nothing in braces but what is known here";
const PLACE: &str = "a place such as /data/0/name";
const NO_KEY: &str = "no key: it belongs into the connection's own field";
/// Parameters that keys are sent in.
const KEYS: [&str; 7] = ["key", "api_key", "apikey", "token", "access_token", "secret", "password"];
/// Headers that are the browser's.
const OWN_HEADERS: [&str; 7] =
    ["host", "origin", "cookie", "content-type", "content-length", "connection", "referer"];

/// Reads a mapping.
///
/// # Errors
/// Names the first place that is wrong.
pub fn read(text: &str) -> Result<Rules, Wrong> {
    json::checked(text, &misfit)
}

/// The first misfit of those that were looked for.
#[derive(Default)]
struct Found(Option<Misfit>);

impl Found {
    fn unless(&mut self, fits: bool, path: &[&str], wanted: &'static str) {
        if !fits && self.0.is_none() {
            self.0 = Some(Misfit::at(path.concat(), wanted));
        }
    }

    fn path(&mut self, at: &[&str], path: &str, known: &[&str]) {
        self.unless(is_path(path) && holds_only(path, known), at, PATH);
        self.unless(!names_key(path), at, NO_KEY);
    }

    fn place(&mut self, at: &[&str], place: &str, needed: bool) {
        self.unless(place.starts_with('/') || place.is_empty() && !needed, at, PLACE);
    }

    fn list(&mut self, name: &str, list: &List, known: &[&str]) {
        self.path(&[name, ".path"], &list.path, known);
        self.place(&[name, ".rows"], &list.rows, true);
        match &list.pages {
            Pages::None => {}
            Pages::Key { parameter, key } => {
                self.parameter(name, parameter);
                self.place(&[name, ".pages.key"], key, true);
            }
            Pages::Page { parameter, .. } => self.parameter(name, parameter),
            Pages::Link { at } => self.place(&[name, ".pages.at"], at, true),
        }
    }

    fn parameter(&mut self, name: &str, parameter: &str) {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.[]$".contains(&byte);
        let fits = !parameter.is_empty() && parameter.bytes().all(plain);
        self.unless(fits, &[name, ".pages.parameter"], "the name of a parameter, such as page");
    }

    fn action(&mut self, name: &str, action: &Action, known: &[&str]) {
        self.path(&[name, ".path"], &action.path, &["id"]);
        let header = &action.version_header;
        self.unless(header.is_empty() || is_header(header), &[name, ".version_header"], "a header's name");
        if let Some(body) = &action.body {
            let mut path = [name, ".body"].concat();
            if !body_fits(body, known, &mut path) {
                self.unless(false, &[&path], "texts with nothing in braces but what is known here");
            }
        }
    }

    fn journal(&mut self, journal: &Journal) {
        let text = !journal.text.is_empty();
        let list = !journal.entry.is_empty();
        self.unless(text != list, &["journal"], "either a text, or a list with entry, id, author and time");
        self.place(&["journal.text"], &journal.text, false);
        for (name, place) in [
            ("rows", &journal.rows),
            ("id", &journal.id),
            ("author", &journal.author),
            ("time", &journal.time),
            ("entry", &journal.entry),
        ] {
            self.place(&["journal.", name], place, list);
        }
        if !journal.path.is_empty() {
            self.path(&["journal.path"], &journal.path, &["id"]);
        }
        let own = if text { "journal" } else { "entry" };
        self.action("journal.write", &journal.write, &["id", "version", own]);
        let holds = journal.write.body.as_ref().is_some_and(|body| names(body, own));
        self.unless(holds, &["journal.write.body"], "{journal} of a text, or {entry} of a list");
    }
}

/// What fits its type and is wrong all the same.
fn misfit(rules: &Rules) -> Option<Misfit> {
    let mut found = Found::default();
    found.unless(!rules.name.trim().is_empty(), &["name"], "a name");
    let auth = &rules.auth;
    let own = OWN_HEADERS.contains(&lower_case(&auth.header).as_str());
    found.unless(is_header(&auth.header) && !own, &["auth.header"], "a header's name, such as Authorization");
    let around = split_at_text(&auth.value, "{key}");
    // A scheme such as Bearer is a word; what is longer may be a key that was pasted here.
    let plain = |text: &str| text.len() <= 24 && text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let fits = around.is_some_and(|(before, behind)| {
        plain(before) && plain(behind) && !before.contains('{') && !behind.contains('{')
    });
    found.unless(fits, &["auth.value"], "{key} with what stands before it, such as Bearer {key}");
    if let Some(me) = &rules.me {
        found.path(&["me.path"], &me.path, &[]);
        found.place(&["me.user"], &me.user, true);
    }
    found.list("list", &rules.list, &[]);
    if let Some(changed) = &rules.changed {
        found.list("changed", changed, &["since"]);
        found.unless(changed.path.contains('{'), &["changed.path"], "{since} in it");
    }
    found.path(&["order.path"], &rules.order.path, &["id"]);
    found.unless(rules.order.path.contains('{'), &["order.path"], "{id} in it");
    found.place(&["order.at"], &rules.order.at, false);
    places(rules, &mut found);
    found.unless(
        !rules.states.pending.is_empty(),
        &["states.pending"],
        "the states of what waits to be bought",
    );
    found.unless(
        !rules.states.purchased.is_empty(),
        &["states.purchased"],
        "the states of what is purchased",
    );
    for (at, state) in rules.states.purchased.iter().chain(&rules.states.cancelled).enumerate() {
        let only = !rules.states.pending.contains(state);
        let of_purchased = at < rules.states.purchased.len();
        let name = if of_purchased { "states.purchased" } else { "states.cancelled" };
        found.unless(only, &[name], "no state that is pending, too");
    }
    found.journal(&rules.journal);
    found.action("reference", &rules.reference, &["id", "version", "reference"]);
    let holds = rules.reference.body.as_ref().is_some_and(|body| names(body, "reference"));
    found.unless(holds, &["reference.body"], "{reference} in it");
    found.action("purchase", &rules.purchase, &["id", "version"]);
    if let Some(reopen) = &rules.reopen {
        found.action("reopen", reopen, &["id", "version"]);
    }
    if let Some(figures) = &rules.figures {
        let known = ["id", "version", "total", "freight", "currency", "tracking", "note"];
        found.action("figures", figures, &known);
    }
    if let Some(find) = &rules.find {
        found.path(&["find.path"], &find.path, &["number"]);
        found.place(&["find.rows"], &find.rows, true);
    }
    let zone = ["2026-01-01T00:00:00", if rules.zone.is_empty() { "Z" } else { &rules.zone }].concat();
    found.unless(crate::order::time::parse_rfc3339(&zone).is_some(), &["zone"], "a zone such as +08:00");
    found.0
}

fn places(rules: &Rules, found: &mut Found) {
    let fields = &rules.fields;
    for (name, place, needed) in [
        ("id", &fields.id, true),
        ("state", &fields.state, true),
        ("reference", &fields.reference, true),
        ("number", &fields.number, false),
        ("version", &fields.version, false),
        ("supplier", &fields.supplier, false),
        ("warehouse", &fields.warehouse, false),
        ("note", &fields.note, false),
        ("currency", &fields.currency, false),
        ("created", &fields.created, false),
        ("changed", &fields.changed, false),
    ] {
        found.place(&["fields.", name], place, needed);
    }
    if !fields.page.is_empty() {
        found.path(&["fields.page"], &fields.page, &["id"]);
    }
    let lines = &rules.lines;
    if !lines.path.is_empty() {
        found.path(&["lines.path"], &lines.path, &["id"]);
    }
    for (name, place, needed) in [
        ("rows", &lines.rows, true),
        ("title", &lines.title, true),
        ("quantity", &lines.quantity, true),
        ("id", &lines.id, false),
        ("unit", &lines.unit, false),
        ("price", &lines.price, false),
        ("url", &lines.url, false),
        ("code", &lines.code, false),
        ("sku", &lines.sku, false),
        ("product", &lines.product, false),
        ("attributes", &lines.attributes, false),
        ("picture", &lines.picture, false),
    ] {
        found.place(&["lines.", name], place, needed);
    }
}

/// Whether it is a path of the same server and nothing else.
pub fn is_path(path: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'!'..=b'~') && !matches!(byte, b'\\' | b'#' | b'"' | b'<' | b'>');
    path.starts_with('/') && !path.starts_with("//") && path.bytes().all(plain)
}

fn is_header(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether a text has nothing in braces but these.
fn holds_only(text: &str, known: &[&str]) -> bool {
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, after)) = behind.split_once('}') else { return false };
        if before.contains('}') || !known.contains(&name) {
            return false;
        }
        rest = after;
    }
    !rest.contains('}')
}

/// Whether a parameter of the query is one that keys are sent in.
fn names_key(path: &str) -> bool {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    for part in query.split('&') {
        let name = lower_case(part.split('=').next().unwrap_or_default());
        if KEYS.contains(&name.as_str()) {
            return true;
        }
    }
    false
}

/// Whether the texts of a body have nothing in braces but these; else the path leads to the one.
fn body_fits(body: &Value, known: &[&str], path: &mut String) -> bool {
    let before = path.len();
    let mut inner = |name: &str, value: &Value| {
        path.push('.');
        path.push_str(name);
        let fits = body_fits(value, known, path);
        if fits {
            path.truncate(before);
        }
        fits
    };
    match body {
        Value::Text(text) => holds_only(text, known),
        Value::Object(object) => {
            for (name, value) in object.members() {
                if !inner(name, value) {
                    return false;
                }
            }
            true
        }
        Value::List(items) => {
            for (at, value) in items.iter().enumerate() {
                if !inner(&at.to_string(), value) {
                    return false;
                }
            }
            true
        }
        _ => true,
    }
}

/// Whether a text of a body has this in braces.
fn names(body: &Value, name: &str) -> bool {
    match body {
        Value::Text(text) => {
            !holds_only(text, &[]) && crate::order::has_text(text, &["{", name, "}"].concat())
        }
        Value::Object(object) => object.members().any(|(_, value)| names(value, name)),
        Value::List(items) => items.iter().any(|value| names(value, name)),
        _ => false,
    }
}
