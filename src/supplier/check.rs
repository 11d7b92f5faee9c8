//! Reads profiles from text and refuses what is wrong in them, with its place.

use std::fmt;

use super::address::is_host;
use super::profile::Profile;
use crate::json::{self, Json, Misfit, Value};

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Wrong {
    /// The line, counted from 1.
    pub line: u32,
    /// The way to it and what should be there, such as `layouts.0.price: wanted a selector`.
    pub what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("line ")?;
        to.write_str(&self.line.to_string())?;
        to.write_str(": ")?;
        to.write_str(&self.what)
    }
}

impl std::error::Error for Wrong {}

/// Reads a profile.
///
/// # Errors
/// Names the first place that is wrong.
pub fn read(text: &str) -> Result<Profile, Wrong> {
    let wrong = |misfit: Misfit| Wrong { line: json::line_of(text, misfit.path()), what: misfit.to_string() };
    let value = json::parse(text).map_err(wrong)?;
    let profile: Profile = json::fit(value.clone()).map_err(wrong)?;
    // Whatever was not taken in is no member of a profile: a mistyped name must not pass unseen.
    let mut path = String::new();
    if is_unknown(&value, &profile.to_value(), &mut path) {
        return Err(wrong(Misfit::at(path, "no member of this name")));
    }
    match misfit(&profile) {
        Some(misfit) => Err(wrong(misfit)),
        None => Ok(profile),
    }
}

/// Whether a value has a member that another has not; the path then leads to it.
fn is_unknown(value: &Value, known: &Value, path: &mut String) -> bool {
    let before = path.len();
    let mut enter = |name: &str, value: &Value, known: &Value| {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        let unknown = is_unknown(value, known, path);
        if !unknown {
            path.truncate(before);
        }
        unknown
    };
    match (value, known) {
        (Value::Object(object), _) => {
            for (name, member) in object.members() {
                let unknown = match known.get(name) {
                    _ if matches!(member, Value::Null) => false,
                    Some(known) => enter(name, member, known),
                    None => enter(name, &Value::Bool(true), &Value::Null),
                };
                if unknown {
                    return true;
                }
            }
            false
        }
        (Value::List(items), Value::List(known)) => {
            for (at, (item, known)) in items.iter().zip(known).enumerate() {
                if enter(&at.to_string(), item, known) {
                    return true;
                }
            }
            false
        }
        // What stands for a member that is not known, see above.
        (Value::Bool(true), Value::Null) => true,
        _ => false,
    }
}

/// What fits its type and is wrong all the same.
fn misfit(profile: &Profile) -> Option<Misfit> {
    let at = |path: &str, wanted| Some(Misfit::at(path.to_owned(), wanted));
    if profile.name.trim().is_empty() {
        return at("name", "a name");
    }
    if profile.version == 0 {
        return at("version", "a number from 1 on");
    }
    if !is_day(&profile.date) {
        return at("date", "a day such as 2026-11-24");
    }
    if profile.note.trim().is_empty() {
        return at("note", "the layout it was written for, and where it is known from");
    }
    let hosts = &profile.hosts;
    for (name, role) in [
        ("product", &hosts.product),
        ("sign_in", &hosts.sign_in),
        ("checkout", &hosts.checkout),
        ("cashier", &hosts.cashier),
        ("orders", &hosts.orders),
    ] {
        for (place, host) in role.iter().enumerate() {
            if !is_host(host) || host.ends_with("{site}") && profile.sites.is_empty() {
                let path = ["hosts.", name, ".", &place.to_string()].concat();
                return at(&path, "a host, or a pattern of hosts such as *.1688.com or www.{site}");
            }
        }
    }
    for (place, site) in profile.sites.iter().enumerate() {
        if !is_host(site) || site.starts_with('*') || site.ends_with('}') {
            return at(&["sites.", &place.to_string()].concat(), "a domain such as amazon.de");
        }
    }
    if hosts.product.is_empty() && profile.marks.is_empty() {
        return at("hosts", "hosts of products, or marks of a platform");
    }
    for (place, rule) in profile.pages.iter().enumerate() {
        if rule.at.is_empty() && rule.mark.is_none() {
            return at(&["pages.", &place.to_string()].concat(), "an address or a mark");
        }
    }
    for (place, layout) in profile.layouts.iter().enumerate() {
        for (axis, rule) in layout.axes.iter().enumerate() {
            if rule.open.is_some() && rule.id.is_none() {
                let path = ["layouts.", &place.to_string(), ".axes.", &axis.to_string(), ".open"].concat();
                return at(&path, "an id beside it");
            }
        }
    }
    None
}

fn is_day(text: &str) -> bool {
    let form = |at: usize, byte: u8| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| form(at, byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{
  "name": "Mug Mart", "version": 1, "date": "2026-11-24", "note": "of a test",
  "hosts": { "product": ["www.mugs.example"] },
  "pages": [
    { "kind": "product",
      "at": ["/mug/{id:digits}"] }
  ],
  "layouts": [
    { "name": "A", "mark": "main.mug",
      "price": ".price",
      "axes": [
        { "each": "fieldset" }
      ] }
  ]
}"#;

    #[test]
    fn a_wrong_profile_is_refused_with_its_place() {
        assert!(read(GOOD).is_ok());
        for (from, to, wrong) in [
            (
                r#""price": ".price""#,
                r#""price": ".price{""#,
                "line 10: layouts.0.price: wanted a selector, perhaps with :nth-match(n) or @attribute behind it",
            ),
            (
                r#""price": ".price""#,
                r#""prize": ".price""#,
                "line 10: layouts.0.prize: wanted no member of this name",
            ),
            (
                r#""kind": "product""#,
                r#""kind": "produce""#,
                "line 5: pages.0.kind: wanted one of the known names",
            ),
            (
                "{id:digits}",
                "{id:hex}",
                "line 6: pages.0.at.0: wanted an address such as https://shop.example/item/{id:digits}, or /item?id={id:word}",
            ),
            (
                r#"{ "each": "fieldset" }"#,
                r#"{ }"#,
                "line 12: layouts.0.axes.0.each: wanted a selector of tags, #id, .class, [attribute], :nth-child(n), spaces, > and commas",
            ),
            (
                r#"["www.mugs.example"]"#,
                r#"["https://x"]"#,
                "line 3: hosts.product.0: wanted a host, or a pattern of hosts such as *.1688.com or www.{site}",
            ),
            (
                r#"["www.mugs.example"]"#,
                "[]",
                "line 3: hosts: wanted hosts of products, or marks of a platform",
            ),
            (r#""version": 1"#, r#""version": "1""#, "line 2: version: wanted a whole number"),
            ("2026-11-24", "24.11.2026", "line 2: date: wanted a day such as 2026-11-24"),
            (r#""price": ".price","#, r#""price": ".price""#, "line 11: byte 291: wanted a comma or the end"),
        ] {
            let text = GOOD.replacen(from, to, 1);
            assert_ne!(text, GOOD, "{from}");
            assert_eq!(read(&text).unwrap_err().to_string(), wrong);
        }
    }
}
