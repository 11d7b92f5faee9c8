//! Hosts and origins of addresses, read without a browser.

use super::split_at_text;

/// The origin of an http(s) address, such as `https://detail.1688.com` or `http://localhost:8080`,
/// in lower case; nothing for any other address, one that carries a user name, or one whose host is not written
/// as browsers do (`xn--…`): letters of other scripts look like those of a shop that is trusted.
pub fn origin_of(address: &str) -> Option<String> {
    let (scheme, rest) = split_at_text(address, "://")?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return None;
    }
    const ENDS: fn(char) -> bool = |char| matches!(char, '/' | '?' | '#' | '\\');
    let authority = rest.split(ENDS).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    if authority.is_empty() || !authority.chars().all(plain) {
        return None;
    }
    let authority = authority.to_ascii_lowercase();
    let default_port = if scheme == "http" { ":80" } else { ":443" };
    let authority = authority.strip_suffix(default_port).unwrap_or(&authority);
    Some([scheme.as_str(), "://", authority].concat())
}

/// The host of an http(s) address without its port, in lower case.
pub fn host_of(address: &str) -> Option<String> {
    let origin = origin_of(address)?;
    let (_, authority) = split_at_text(&origin, "://")?;
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => authority,
    };
    (!host.is_empty()).then(|| host.to_owned())
}

/// Whether a host is this very machine, where plain http is no risk.
pub fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.starts_with("127.") && host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        assert_eq!(
            origin_of("HTTPS://Detail.1688.com/offer/1.html").as_deref(),
            Some("https://detail.1688.com")
        );
        assert_eq!(origin_of("http://localhost:8080?x").as_deref(), Some("http://localhost:8080"));
        assert_eq!(origin_of("https://a.example:443/").as_deref(), Some("https://a.example"));
        for wrong in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https://me@evil.example/",
            "ftp://a.example/",
            // The first letter `e` is Cyrillic; so is all of the second host but its end.
            "https://d\u{435}tail.1688.com/offer/1.html",
            "https://\u{430}\u{440}\u{440}\u{4cf}\u{435}.com/",
            "https://detail.1688.com\u{2044}offer.evil.example/",
            "https://detail\u{3002}1688.com/",
        ] {
            assert_eq!(origin_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_host_has_no_port() {
        assert_eq!(host_of("http://127.0.0.1:81/x").as_deref(), Some("127.0.0.1"));
        assert_eq!(host_of("http://[::1]:81/x").as_deref(), Some("[::1]"));
        assert_eq!(host_of("https://shop.example").as_deref(), Some("shop.example"));
    }

    #[test]
    fn loopback_is_this_machine_only() {
        for own in ["localhost", "pay.localhost", "127.0.0.1", "127.1.2.3", "[::1]"] {
            assert!(is_loopback(own), "{own}");
        }
        for other in ["localhost.example.com", "127.evil.example", "128.0.0.1", "192.168.0.1"] {
            assert!(!is_loopback(other), "{other}");
        }
    }
}
