//! When two addresses are one page, and which product an address names.

use crate::order::{has_text, is_letter_or_digit, lower_case, split_at_text};
use crate::page::number_in_address;

/// Names in a query that name a product or its variant: an address without one is of another page.
const IDS: [&str; 17] = [
    "id",
    "goods_id",
    "goodsid",
    "sku",
    "skuid",
    "variant",
    "product_id",
    "products_id",
    "productid",
    "product",
    "prod_id",
    "prodid",
    "item",
    "item_id",
    "itemid",
    "offer_id",
    "offerid",
];

/// Names in a query that tell where somebody came from, how the page is to be shown, or when it was asked for.
const ASIDE: [&str; 33] = [
    "_",
    "campaign",
    "currency",
    "fbclid",
    "from",
    "gclid",
    "lang",
    "language",
    "locale",
    "msclkid",
    "pos",
    "position",
    "pvid",
    "qid",
    "query",
    "rand",
    "ref",
    "referer",
    "referrer",
    "scene",
    "scm",
    "session",
    "sid",
    "source",
    "spm",
    "src",
    "t",
    "tab",
    "timestamp",
    "token",
    "tracelog",
    "track",
    "ts",
];

/// Beginnings of such names.
const ASIDE_BEGINS: [&str; 7] = ["utm_", "utparam", "mc_", "pd_rd", "pf_rd", "ref_", "algo_"];

/// An address in lower case, cut up.
struct Address<'a> {
    /// Host and path, without an end that says nothing.
    page: &'a str,
    /// The page within a page that draws its own, behind `#/`.
    route: &'a str,
    /// The pairs of the query.
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Address<'a> {
    fn of(address: &'a str) -> Option<Self> {
        let (rest, behind) = address.split_once('#').unwrap_or((address, ""));
        let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (_, page) = split_at_text(page, "://")?;
        // Behind the path of a product such a fragment names no more than what is chosen there.
        let draws_its_own = page.ends_with('/') || !page.contains('/') || page.ends_with("/index.html");
        let behind = behind.trim_start_matches('!');
        let (route, more) = match draws_its_own && behind.starts_with('/') {
            true => behind.split_once('?').unwrap_or((behind, "")),
            false => ("", ""),
        };
        let (page, route) = (page.trim_end_matches('/'), route.trim_end_matches('/'));
        let mut pairs = Vec::new();
        for pair in query.split('&').chain(more.split('&')) {
            pairs.extend(pair.split_once('='));
        }
        (!page.is_empty()).then_some(Self { page, route, pairs })
    }

    /// The values of a name, in no order.
    fn values(&self, name: &str) -> Vec<&'a str> {
        let mut values = Vec::new();
        for (own, value) in &self.pairs {
            if *own == name {
                values.push(*value);
            }
        }
        values.sort_unstable();
        values
    }

    /// Whether the path ends with the product's number; one before that may be its shop's.
    fn is_numbered(&self) -> bool {
        let ends_with_it = |path: &str| {
            let number = number_in_address(&["x://", path].concat()).unwrap_or_default();
            let last = path.rsplit('/').next().unwrap_or_default();
            !number.is_empty() && has_text(last, &number)
        };
        ends_with_it(self.page) || ends_with_it(self.route)
    }
}

/// Whether two addresses are one page: host, path and what names an id are the same, and nothing else that both
/// name differs, unless it only tells the way there. What only one of them has may be such, too, whatever it is
/// called; and where a number names the product, all the rest is.
pub fn same_page(one: &str, other: &str) -> bool {
    let (one, other) = (lower_case(one), lower_case(other));
    let (Some(one), Some(other)) = (Address::of(&one), Address::of(&other)) else { return false };
    if (one.page, one.route) != (other.page, other.route) {
        return false;
    }
    let (mut named, mut differs) = (one.is_numbered(), false);
    for (name, value) in one.pairs.iter().chain(&other.pairs) {
        let (here, there) = (one.values(name), other.values(name));
        if here == there {
            named |= is_id(name) && (!is_plain(name) || is_telling(value));
        } else if is_id(name) {
            return false;
        } else {
            differs |= !here.is_empty() && !there.is_empty() && !is_aside(name);
        }
    }
    named || !differs
}

/// Whether two addresses are alike but for their queries.
pub fn same_path(one: &str, other: &str) -> bool {
    let (one, other) = (lower_case(one), lower_case(other));
    match (Address::of(&one), Address::of(&other)) {
        (Some(one), Some(other)) => (one.page, one.route) == (other.page, other.route),
        _ => false,
    }
}

fn is_id(name: &str) -> bool {
    IDS.contains(&name)
}

/// Whether a name may as well be that of a page on which several products are shown one after the other.
fn is_plain(name: &str) -> bool {
    matches!(name, "id" | "item" | "product")
}

/// A number so long names one product whatever it is called.
fn is_telling(value: &str) -> bool {
    value.len() >= 6 && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_aside(name: &str) -> bool {
    ASIDE.contains(&name) || ASIDE_BEGINS.iter().any(|begin| name.starts_with(begin))
}

/// The page of an address, alike for all addresses of it.
pub fn page_key(address: &str) -> String {
    let lower = lower_case(address);
    let Some(Address { page, route, pairs }) = Address::of(&lower) else { return lower };
    let mut key = [page, route].concat();
    for (name, value) in pairs {
        if is_id(name) {
            key.push_str(&["?", name, "=", value].concat());
        }
    }
    key
}

/// Whether an address names an id as one whole part of its path or query.
pub fn names_id(address: &str, id: &str) -> bool {
    const BETWEEN: fn(char) -> bool = |char| !is_letter_or_digit(char) && char != '-' && char != '_';
    let tail = split_at_text(address, "://").map_or(address, |(_, rest)| rest);
    !id.is_empty() && tail.split(BETWEEN).any(|part| part == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_the_way_to_a_page_does_not_make_it_another() {
        for (one, other) in [
            (
                "https://a.example/offer/628473829.html?spm=a.1",
                "https://a.example/offer/628473829.html?spm=b.2&sk=consign",
            ),
            (
                "https://a.example/item.htm?id=628473829&x=1",
                "https://a.example/item.htm?x=2&id=628473829&pvid=3",
            ),
            (
                "https://a.example/goods.html?goods_id=628473829",
                "https://a.example/goods.html?goods_id=628473829&_oak=1",
            ),
            (
                "https://a.example/item/100500.html",
                "https://a.example/item/100500.html?algo_pvid=1&sku_id=12",
            ),
            (
                "https://a.example/cup/dp/B07FW264WL?th=1",
                "https://a.example/cup/dp/B07FW264WL/?th=2&psc=1#reviews",
            ),
            ("https://a.example/cup?utm_source=a&lang=en", "https://a.example/cup/?utm_source=b&lang=de"),
            (
                "https://a.example/i.php?route=p&product_id=40&path=20",
                "https://a.example/i.php?product_id=40&route=p&path=20_27",
            ),
            ("https://a.example/1-shirt.html#/1-size-s", "https://a.example/1-shirt.html#/2-size-m"),
            ("https://a.example/#/goods?id=12", "https://a.example/#/goods?id=12&from=cart"),
            ("https://a.example/cup", "https://a.example/cup#/"),
        ] {
            assert!(same_page(one, other) && same_page(other, one), "{one} = {other}");
        }
    }

    #[test]
    fn what_both_name_and_name_otherwise_is_another_page() {
        for (one, other) in [
            ("https://a.example/p.php?products_id=12", "https://a.example/p.php?products_id=99"),
            ("https://a.example/p.php?products_id=12", "https://a.example/p.php"),
            ("https://a.example/p.php?art=12", "https://a.example/p.php?art=99"),
            ("https://a.example/?q=goods/12", "https://a.example/?q=goods/99"),
            ("https://a.example/shop-123456/p.php?art=12", "https://a.example/shop-123456/p.php?art=99"),
            ("https://a.example/?id=42&shop[item]=12", "https://a.example/?id=42&shop[item]=99"),
            (
                "https://a.example/item.htm?id=628473829&skuid=1",
                "https://a.example/item.htm?id=628473829&skuid=2",
            ),
            ("https://a.example/cup?variant=1", "https://a.example/cup"),
            ("https://a.example/#/goods/12", "https://a.example/#/goods/99"),
            ("https://a.example/#/goods?id=12", "https://a.example/#/goods?id=99"),
            ("https://a.example/", "https://a.example/#/goods/99"),
            ("about:blank", "about:blank"),
        ] {
            assert!(!same_page(one, other) && !same_page(other, one), "{one} ≠ {other}");
        }
    }

    #[test]
    fn a_key_holds_the_ids_and_nothing_of_the_way() {
        assert_eq!(
            page_key("https://A.example/p.php?spm=1&products_id=12#top"),
            "a.example/p.php?products_id=12"
        );
        assert_eq!(page_key("https://a.example/#/goods?id=12"), "a.example/goods?id=12");
    }
}
