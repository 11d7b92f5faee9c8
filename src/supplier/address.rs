//! Patterns of addresses, in a language of their own that is smaller than regular expressions.
//!
//! `https://detail.1688.com/offer/{id:digits}.html`, `*.aliexpress.com/item/*`, `/dp/{id:word}` (at any
//! host of the profile), `?route=product/product&product_id={id}`.
//!
//! `*` in a path stands for anything; at the beginning of a host for itself and all below it. A hole
//! such as `{id}` takes what stands there up to the next `/`; `{id:digits}` only digits, `{id:word}` letters,
//! digits, `-` and `_`. What a pattern names of the query must be there, in any order; more may be there.

use crate::json::{Json, Misfits, Value};
use crate::order::{host_of, split_at_text};

/// The pattern of an address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Address {
    /// As it is written.
    text: String,
    /// The host's pattern; empty for every host of the profile.
    host: String,
    /// `path`, empty for any.
    path: Vec<Piece>,
    /// Names of the query with their values.
    query: Vec<(String, Vec<Piece>)>,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    Anything,
    Hole(String, Letters),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Digits,
    Word,
    Part,
}

/// So many steps are made to see whether an address fits. A pattern of many `*` would need more than anybody
/// waits for; it fits nothing then.
const STEPS: u32 = 50_000;

/// What stood in the holes of a pattern, by name.
pub type Holes = Vec<(String, String)>;

impl Address {
    /// Reads a pattern; nothing where there is something in it that is not known.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = match split_at_text(text, "://") {
            Some(("https" | "http", rest)) => rest,
            Some(_) => return None,
            None => text,
        };
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let start = place.find('/').unwrap_or(place.len());
        // `*/dp/…` is no host but a path anywhere.
        let start = if place.starts_with("*/") { 0 } else { start };
        let (host, path) = (place.get(..start).unwrap_or_default(), place.get(start..).unwrap_or_default());
        if !host.is_empty() && !is_host(host) || text.is_empty() {
            return None;
        }
        let mut pairs = Vec::new();
        for pair in query.split('&') {
            if !pair.is_empty() {
                let (name, value) = pair.split_once('=')?;
                pairs.push((name.to_owned(), pieces(value)?));
            }
        }
        let host = host.to_ascii_lowercase();
        Some(Self { text: text.to_owned(), host, path: pieces(trimmed(path))?, query: pairs })
    }

    /// Whether it names a host of its own.
    pub fn has_host(&self) -> bool {
        !self.host.is_empty()
    }

    /// What stands in the holes, where an address fits. The profile's site is the one of the address.
    pub fn holes(&self, url: &str, site: &str) -> Option<Holes> {
        if self.has_host() && !host_fits(&self.host, &host_of(url)?, site) {
            return None;
        }
        let (_, rest) = split_at_text(url, "://")?;
        let rest = rest.split('#').next().unwrap_or_default();
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = place.get(place.find('/').unwrap_or(place.len())..).unwrap_or_default();
        let (mut holes, mut steps) = (Holes::new(), STEPS);
        if !self.path.is_empty() && !fits(&self.path, trimmed(path), &mut holes, &mut steps) {
            return None;
        }
        for (name, value) in &self.query {
            let mut met = false;
            for pair in query.split('&') {
                let (key, own) = pair.split_once('=').unwrap_or((pair, ""));
                if !met && key == name {
                    met = fits(value, own, &mut holes, &mut steps);
                }
            }
            if !met {
                return None;
            }
        }
        Some(holes)
    }
}

impl Json for Address {
    fn to_value(&self) -> Value {
        Value::text(&self.text)
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        Self::parse(value.as_text().unwrap_or_default()).unwrap_or_else(|| {
            misfits.wanted("an address such as https://shop.example/item/{id:digits}, or /item?id={id:word}");
            Self::default()
        })
    }
}

/// A path without the `/` at its end.
fn trimmed(path: &str) -> &str {
    path.strip_suffix('/').unwrap_or(path)
}

/// Whether a text can be a host or the pattern of one: `*.1688.com`, `www.{site}`.
pub fn is_host(text: &str) -> bool {
    let bare = text.strip_prefix("*.").unwrap_or(text);
    let named = bare.strip_suffix("{site}").unwrap_or(bare);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    !bare.is_empty()
        && !bare.starts_with('.')
        && named.bytes().all(plain)
        && (bare != named || named.contains('.') || named == "localhost")
}

/// The host that a pattern names at one of a profile's sites; nothing where it needs one and there is none.
pub fn at_site(pattern: &str, site: &str) -> Option<String> {
    match pattern.strip_suffix("{site}") {
        Some(before) => (!site.is_empty()).then(|| [before, site].concat()),
        None => Some(pattern.to_owned()),
    }
}

/// Whether a host fits a pattern.
pub fn host_fits(pattern: &str, host: &str, site: &str) -> bool {
    let Some(pattern) = at_site(pattern, site) else { return false };
    match pattern.strip_prefix("*.") {
        Some(base) => is_below(host, base),
        None => host == pattern,
    }
}

/// Whether a host is another or stands below it.
pub fn is_below(host: &str, base: &str) -> bool {
    host.strip_suffix(base).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

fn pieces(pattern: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let (piece, length) = match first {
            '*' => (Piece::Anything, 1),
            '{' => {
                let end = rest.find('}')?;
                let hole = rest.get(1..end).unwrap_or_default();
                let (name, letters) = hole.split_once(':').unwrap_or((hole, ""));
                let letters = match letters {
                    "" => Letters::Part,
                    "digits" => Letters::Digits,
                    "word" => Letters::Word,
                    _ => return None,
                };
                if !matches!(name, "id" | "order") {
                    return None;
                }
                (Piece::Hole(name.to_owned(), letters), end + 1)
            }
            _ => {
                const MARK: fn(char) -> bool = |char| matches!(char, '*' | '{');
                let end = rest.find(MARK).unwrap_or(rest.len());
                (Piece::Text(rest.get(..end).unwrap_or_default().to_owned()), end)
            }
        };
        pieces.push(piece);
        rest = rest.get(length..).unwrap_or_default();
    }
    Some(pieces)
}

/// Whether a text fits from its beginning to its end, as far as that is seen in so many steps.
fn fits(pieces: &[Piece], text: &str, holes: &mut Holes, steps: &mut u32) -> bool {
    let Some(left) = steps.checked_sub(1) else { return false };
    *steps = left;
    let Some((first, behind)) = pieces.split_first() else { return text.is_empty() };
    match first {
        Piece::Text(own) => {
            text.strip_prefix(own.as_str()).is_some_and(|rest| fits(behind, rest, holes, steps))
        }
        Piece::Anything => {
            for (at, _) in text.char_indices() {
                if text.get(at..).is_some_and(|rest| fits(behind, rest, holes, steps)) {
                    return true;
                }
            }
            fits(behind, "", holes, steps)
        }
        Piece::Hole(name, letters) => {
            let mut end = text.bytes().take_while(|byte| letters.take(*byte)).count();
            while end > 0 {
                if let (Some(own), Some(rest)) = (text.get(..end), text.get(end..))
                    && fits(behind, rest, holes, steps)
                {
                    holes.push((name.clone(), own.to_owned()));
                    return true;
                }
                end -= 1;
            }
            false
        }
    }
}

impl Letters {
    fn take(self, byte: u8) -> bool {
        match self {
            Self::Digits => byte.is_ascii_digit(),
            Self::Word => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
            Self::Part => byte != b'/',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hole(pattern: &str, url: &str) -> Option<String> {
        let holes = Address::parse(pattern).unwrap().holes(url, "amazon.co.uk")?;
        Some(holes.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(","))
    }

    #[test]
    fn an_address_fits_its_pattern() {
        for (pattern, url, holes) in [
            (
                "https://detail.1688.com/offer/{id:digits}.html",
                "https://detail.1688.com/offer/6284.html?spm=a#x",
                Some("id=6284"),
            ),
            (
                "https://detail.1688.com/offer/{id:digits}.html",
                "https://detail.1688.com/offer/a6284.html",
                None,
            ),
            ("https://detail.1688.com/offer/{id:digits}.html", "https://evil.example/offer/6284.html", None),
            ("www.{site}/dp/{id:word}", "https://www.amazon.co.uk/dp/B07FW264WL/", Some("id=B07FW264WL")),
            ("*/dp/{id:word}/*", "https://www.amazon.co.uk/A-Mug/dp/B07FW264WL/ref=x", Some("id=B07FW264WL")),
            ("*/product/*/{id:digits}.html", "https://a.example/product/x-y/12.html", Some("id=12")),
            ("/item.htm?id={id:digits}", "https://a.example/item.htm?spm=1&id=77", Some("id=77")),
            ("/item.htm?id={id:digits}", "https://a.example/item.htm?spm=1&id=", None),
            (
                "?route=product/product&product_id={id}",
                "https://a.example/shop/?product_id=5&route=product/product",
                Some("id=5"),
            ),
            ("*.aliexpress.com/item/{id:digits}.html", "https://de.aliexpress.com/item/9.html", Some("id=9")),
            ("*.aliexpress.com/item/{id:digits}.html", "https://notaliexpress.com/item/9.html", None),
            (
                "*/order-received/{order:digits}",
                "https://a.example/checkout/order-received/70/?key=wc",
                Some("order=70"),
            ),
            ("login.1688.com", "https://login.1688.com/member/signin.htm", Some("")),
        ] {
            assert_eq!(hole(pattern, url).as_deref(), holes, "{pattern} {url}");
        }
    }

    #[test]
    fn a_pattern_of_nothing_but_stars_is_given_up() {
        let pattern = ["/", &"*a".repeat(12), "*b"].concat();
        assert_eq!(hole(&pattern, &["https://a.example/", &"a".repeat(1000)].concat()), None);
        assert_eq!(
            hole(&pattern, &["https://a.example/", &"a".repeat(12), "b"].concat()).as_deref(),
            Some("")
        );
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for text in
            ["", "ftp://a.example/", "/a/{id", "/a/{name}", "/a/{id:hex}", "/a?b", "nohost/x", "*.{x}/a"]
        {
            assert!(Address::parse(text).is_none(), "{text}");
        }
    }
}
