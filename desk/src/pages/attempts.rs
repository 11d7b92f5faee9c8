//! How often somebody tried to sign in and failed.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::people::LONGEST_NAME;

/// So long failures count.
const WINDOW: Duration = Duration::from_secs(300);
/// A person's password can be tried so often in that time.
const PER_NAME: u32 = 10;
/// One machine can try so often in that time, whatever the names.
const PER_ADDRESS: u32 = 50;

/// Failures of the last minutes, by name and by address.
#[derive(Default)]
pub struct Attempts(Mutex<HashMap<String, (u32, Instant)>>);

impl Attempts {
    /// Whether another try is allowed.
    pub fn allowed(&self, name: &str, address: IpAddr) -> bool {
        self.count(&by_name(name)) < PER_NAME && self.count(&by_address(address)) < PER_ADDRESS
    }

    /// Counts a failure.
    pub fn failed(&self, name: &str, address: IpAddr) {
        let Ok(mut counted) = self.0.lock() else { return };
        counted.retain(|_, (_, since)| since.elapsed() < WINDOW);
        for key in [by_name(name), by_address(address)] {
            let (count, _) = counted.entry(key).or_insert_with(|| (0, Instant::now()));
            *count = count.saturating_add(1);
        }
    }

    /// Forgets a person's failures, and takes the last try off the machine's.
    pub fn succeeded(&self, name: &str, address: IpAddr) {
        let Ok(mut counted) = self.0.lock() else { return };
        counted.remove(&by_name(name));
        if let Some((count, _)) = counted.get_mut(&by_address(address)) {
            *count = count.saturating_sub(1);
        }
    }

    fn count(&self, key: &str) -> u32 {
        // A lock that a panic poisoned lets nobody in: the safe side.
        self.0.lock().map_or(u32::MAX, |counted| match counted.get(key) {
            Some((count, since)) if since.elapsed() < WINDOW => *count,
            _ => 0,
        })
    }
}

/// Cut to what a person's name can be: what is kept is never as long as whoever sends it likes.
fn by_name(name: &str) -> String {
    format!("name {}", name.chars().take(LONGEST_NAME).collect::<String>())
}

/// An IPv6 network counts as one machine: whoever has one address of it has them all.
fn by_address(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => format!("address {address}"),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("network {a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> IpAddr {
        address.parse().unwrap()
    }

    #[test]
    fn a_name_can_be_tried_ten_times() {
        let attempts = Attempts::default();
        for _ in 0..PER_NAME {
            assert!(attempts.allowed("wang", at("::1")));
            attempts.failed("wang", at("::1"));
        }
        assert!(!attempts.allowed("wang", at("10.0.0.1")));
        assert!(attempts.allowed("li", at("::1")));
    }

    #[test]
    fn a_machine_can_try_fifty_names() {
        let attempts = Attempts::default();
        for n in 0..PER_ADDRESS {
            let from = format!("2001:db8::{n:x}");
            assert!(attempts.allowed(&n.to_string(), at(&from)));
            attempts.failed(&n.to_string(), at(&from));
        }
        assert!(!attempts.allowed("another", at("2001:db8::ffff")), "of the same network");
        assert!(attempts.allowed("another", at("2001:db8:0:1::1")));
        assert!(attempts.allowed("another", at("10.0.0.1")));
    }

    #[test]
    fn a_name_is_kept_no_longer_than_a_person_can_be_called() {
        let attempts = Attempts::default();
        attempts.failed(&"王".repeat(1_000_000), at("::1"));
        let counted = attempts.0.lock().unwrap();
        assert!(counted.keys().all(|key| key.chars().count() < 70), "{:?}", counted.keys().map(String::len));
    }
}
