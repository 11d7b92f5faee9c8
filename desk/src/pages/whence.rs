//! From which machine a request comes, also through a proxy.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

/// The machine that asks: whoever connected or, when that is one of the operator's proxies, whom its
/// `X-Forwarded-For` names. It is read from its end, where the nearest proxy writes: what stands before is the
/// asker's own word.
pub(super) fn whence(connected: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let lines = headers.get_all("x-forwarded-for").iter();
    // A line that is no text is a hop that is no address, lest the one before it count.
    let hops = lines.flat_map(|line| line.to_str().unwrap_or_default().split(','));
    let mut from = connected.to_canonical();
    for hop in hops.rev() {
        if !proxies.contains(&from) {
            break;
        }
        let Some(hop) = address(hop.trim()) else { break };
        from = hop;
    }
    from
}

/// An address with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse().map(|socket: SocketAddr| socket.ip());
    text.parse().or_else(|_| with_port()).ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn from(connected: &str, forwarded: &[&[u8]]) -> String {
        let name = HeaderName::from_static("x-forwarded-for");
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(name.clone(), HeaderValue::from_bytes(line).unwrap());
        }
        let proxies = ["127.0.0.1", "10.0.0.7"].map(|proxy| proxy.parse().unwrap());
        whence(connected.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn a_proxy_of_the_operators_is_believed() {
        assert_eq!(from("127.0.0.1", &[b"192.0.2.1"]), "192.0.2.1");
        assert_eq!(from("::ffff:127.0.0.1", &[b"[2001:db8::1]:4711"]), "2001:db8::1");
        assert_eq!(from("127.0.0.1", &[b"192.0.2.1, 10.0.0.7"]), "192.0.2.1", "through both proxies");
        assert_eq!(from("127.0.0.1", &[b"192.0.2.1", b"10.0.0.7"]), "192.0.2.1");
    }

    #[test]
    fn nobody_else_is() {
        assert_eq!(from("192.0.2.9", &[b"192.0.2.1"]), "192.0.2.9");
        assert_eq!(
            from("127.0.0.1", &[b"198.51.100.1, 192.0.2.1"]),
            "192.0.2.1",
            "what the asker wrote itself"
        );
        assert_eq!(from("127.0.0.1", &[]), "127.0.0.1");
        for unreadable in [&b"unknown"[..], b"", b"\xff, 192.0.2.1\xff"] {
            assert_eq!(from("127.0.0.1", &[b"198.51.100.1", unreadable]), "127.0.0.1");
        }
    }
}
