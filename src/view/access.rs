//! Which hosts the person has allowed.

use crate::order::split_at_text;

/// The patterns of `wanted` that no granted one covers.
pub fn missing(wanted: &[String], granted: &[String]) -> Vec<String> {
    let mut missing = wanted.to_vec();
    missing.retain(|pattern| !granted.iter().any(|own| covers(own, pattern)));
    missing
}

/// Whether one granted match pattern includes another for a whole host.
fn covers(granted: &str, wanted: &str) -> bool {
    if granted == "<all_urls>" || granted == wanted {
        return true;
    }
    let (Some((own_scheme, own_host)), Some((scheme, host))) = (parts(granted), parts(wanted)) else {
        return false;
    };
    let host_fits = own_host == "*"
        || own_host == host
        || own_host.strip_prefix("*.").is_some_and(|parent| {
            host == parent || host.strip_suffix(parent).is_some_and(|front| front.ends_with('.'))
        });
    (own_scheme == "*" || own_scheme == scheme) && host_fits
}

fn parts(pattern: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = split_at_text(pattern, "://")?;
    Some((scheme, rest.split('/').next().unwrap_or_default()))
}

/// The host of a match pattern, as people read it.
pub fn host(pattern: &str) -> &str {
    parts(pattern).map_or(pattern, |(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_grant_covers_is_asked_for() {
        let wanted = ["https://detail.1688.com/*".to_owned(), "http://localhost/*".to_owned()];
        let left = |granted: &[&str]| {
            let granted: Vec<String> = granted.iter().map(|&pattern| pattern.to_owned()).collect();
            missing(&wanted, &granted).len()
        };
        assert_eq!(left(&[]), 2);
        assert_eq!(left(&["<all_urls>"]), 0);
        assert_eq!(left(&["*://*/*"]), 0);
        assert_eq!(left(&["https://*/*"]), 1);
        assert_eq!(left(&["https://*.1688.com/*", "http://localhost/*"]), 0);
        assert_eq!(left(&["https://*.88.com/*", "https://localhost/*"]), 2);
        assert_eq!(left(&["http://detail.1688.com/*"]), 2);
    }
}
