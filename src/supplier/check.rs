//! Reads profiles from text and refuses what is wrong in them, with its place.

use super::address::is_host;
use super::profile::Profile;
use crate::json::{self, Misfit, Wrong};

/// Reads a profile.
///
/// # Errors
/// Names the first place that is wrong.
pub fn read(text: &str) -> Result<Profile, Wrong> {
    json::checked(text, &misfit)
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
    if hosts.product.is_empty() && profile.currency.is_some() {
        return at(
            "currency",
            "hosts of products beside it: shops of one platform have currencies of their own",
        );
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

    #[test]
    fn a_currency_is_kept_as_it_was_written() {
        let text = GOOD.replacen(r#""note": "of a test","#, r#""note": "of a test", "currency": "CNY","#, 1);
        let profile = read(&text).unwrap();
        let again = read(&json::in_lines(&json::Json::to_value(&profile))).unwrap();
        assert_eq!((again.currency.map(|code| code.to_string()), &again), (Some("CNY".to_owned()), &profile));
    }

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
            (
                r#""note": "of a test","#,
                r#""note": "of a test", "currency": "yuan","#,
                "line 2: currency: wanted a currency code",
            ),
            (
                r#""hosts": { "product": ["www.mugs.example"] }"#,
                r#""marks": ["meta[name=mugs]"], "currency": "EUR""#,
                "line 3: currency: wanted hosts of products beside it: shops of one platform have currencies of their own",
            ),
            ("2026-11-24", "24.11.2026", "line 2: date: wanted a day such as 2026-11-24"),
            (r#""price": ".price","#, r#""price": ".price""#, "line 11: byte 291: wanted a comma or the end"),
        ] {
            let text = GOOD.replacen(from, to, 1);
            assert_ne!(text, GOOD, "{from}");
            assert_eq!(read(&text).unwrap_err().to_string(), wrong);
        }
    }
}
