//! The profiles that hold now: those that are shipped, less those that are switched off, and the
//! person's own, which stand before a shipped one of the same name.

use std::cell::Cell;
use std::sync::OnceLock;

use super::profile::Profile;
use crate::json::{self, Json, Misfits, Value};

/// The profiles that hold now.
#[derive(Debug, Default)]
pub struct Shelf {
    /// In the order in which they are asked.
    pub profiles: Vec<Profile>,
}

thread_local! {
    /// Nothing before the first was put. A shelf stays in memory for good: another one is put only when
    /// the person changes something, and code that takes one apart would be larger than what it frees.
    static NOW: Cell<Option<&'static Shelf>> = const { Cell::new(None) };
}

impl Shelf {
    /// The profile of the shop that an address belongs to.
    pub fn of_address(&self, url: &str) -> Option<&Profile> {
        // Where to sign in or pay may be shared: a shop whose products are there comes first.
        let sells = |profile: &&Profile| profile.is_at(url, &profile.hosts.product);
        self.profiles.iter().find(sells).or_else(|| self.profiles.iter().find(|profile| profile.is_home(url)))
    }
}

/// The profiles that hold now. None before some were put; natively those of the source.
pub fn current() -> &'static Shelf {
    NOW.get().unwrap_or_else(first)
}

/// These hold from now on.
pub fn put(profiles: Vec<Profile>) {
    NOW.set(Some(Box::leak(Box::new(Shelf { profiles }))));
}

/// The file that is shipped: a list of all profiles. What is wrong in it was refused when it was built.
static SHIPPED: OnceLock<String> = OnceLock::new();

/// Provides the file that is shipped; all of it holds from now on.
pub fn provide(list: String) {
    // Provided once for each page; a second time would be the same.
    let _ = SHIPPED.set(list);
    arrange(&[], &[]);
}

/// The profiles that are shipped, as they stand in JSON.
pub fn list() -> Vec<Value> {
    match json::parse(SHIPPED.get_or_init(source)) {
        Ok(Value::List(items)) => items,
        _ => Vec::new(),
    }
}

/// The profiles hold from now on that are shipped or the person's own, without those of these names. The
/// person's own were checked before they were kept.
pub fn arrange(off: &[String], own: &[String]) {
    let mut values = Vec::new();
    for text in own {
        values.extend(json::parse(text));
    }
    values.append(&mut list());
    let mut names: Vec<String> = off.to_vec();
    let mut profiles = Vec::new();
    for value in values {
        let name = value.get("name").and_then(Value::as_text).unwrap_or_default().to_owned();
        if !names.contains(&name) {
            names.push(name);
            profiles.push(Profile::from_value(value, &mut Misfits::default()));
        }
    }
    put(profiles);
}

#[cfg(target_arch = "wasm32")]
fn source() -> String {
    String::new()
}

#[cfg(not(target_arch = "wasm32"))]
fn source() -> String {
    ["[", &include!("profiles/all.rs").join(","), "]"].concat()
}

/// Match patterns of all hosts of the shop that an address belongs to; none where it is unknown.
pub fn access(url: &str) -> Vec<String> {
    current().of_address(url).map(|profile| profile.access(url)).unwrap_or_default()
}

/// Whether a host is one of the shop that an address belongs to.
pub fn is_of_shop(url: &str, host: &str) -> bool {
    let address = ["https://", host, "/"].concat();
    current().of_address(url).is_some_and(|profile| profile.is_home(&address))
}

#[cfg(target_arch = "wasm32")]
fn first() -> &'static Shelf {
    const NONE: &Shelf = &Shelf { profiles: Vec::new() };
    NONE
}

/// The files of the source, read once for all threads of a test.
#[cfg(not(target_arch = "wasm32"))]
fn first() -> &'static Shelf {
    static SOURCE: OnceLock<Shelf> = OnceLock::new();
    SOURCE.get_or_init(|| Shelf {
        profiles: list().into_iter().filter_map(|value| json::fit(value).ok()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn every_profile_of_the_source_is_right_and_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/supplier/profiles");
        let listed: Vec<&str> = include!("profiles/all.rs").to_vec();
        let mut names: Vec<String> = Vec::new();
        for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "json") {
                let text = std::fs::read_to_string(&file).unwrap();
                let profile = read(&text).unwrap_or_else(|wrong| panic!("{}: {wrong}", file.display()));
                assert!(listed.contains(&text.as_str()), "{}", file.display());
                assert!(!names.contains(&profile.name), "{} twice", profile.name);
                names.push(profile.name);
            }
        }
        assert_eq!(current().profiles.len(), names.len());
    }

    #[test]
    fn a_host_with_a_dot_at_its_end_is_no_shops() {
        let item = "https://www.aliexpress.com/item/1005.html";
        assert!(is_of_shop(item, "login.aliexpress.com"));
        for host in ["evil.example.", "aliexpress.com.", "www.", "."] {
            assert!(!is_of_shop(item, host), "{host}");
            assert_eq!(access(&["https://", host, "/item/1005.html"].concat()), Vec::<String>::new());
        }
    }

    #[test]
    fn a_shop_is_asked_for_with_all_its_hosts_and_a_country_with_its_own() {
        let offer = "https://detail.1688.com/offer/6284.html";
        let asked = access(offer);
        for host in ["detail.1688.com", "login.1688.com", "cart.1688.com", "air.1688.com", "*.alipay.com"] {
            assert!(asked.contains(&format!("https://{host}/*")), "{host} in {asked:?}");
        }
        assert!(is_of_shop(offer, "air.1688.com") && is_of_shop(offer, "cashierzui.alipay.com"));
        assert!(!is_of_shop(offer, "air.1688.com.evil.example") && !is_of_shop(offer, "item.jd.com"));
        assert_eq!(access("https://www.amazon.de/dp/B07FW264WL"), ["https://www.amazon.de/*"]);
        assert_eq!(access("https://mugs.example/mug"), [] as [String; 0]);
    }
}
