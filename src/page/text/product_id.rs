//! The supplier's id of a product in the address of its page.

use super::chars::{CharKind, DIGIT, all_digits, bare_address, digits_in, without_end};

/// Names of product ids in addresses, in lower case without `_` and `-`, the most telling first.
const KEYS: [&str; 10] =
    ["skuid", "sku", "variant", "offerid", "goodsid", "itemid", "productid", "offer", "pid", "id"];

/// Parts of a path after which a product's id follows.
const FOLDERS: [&str; 10] = ["offer", "item", "itm", "dp", "product", "products", "goods", "p", "ip", "sku"];

/// The id that an address names: by its query, behind a word such as `offer`, or as the one part
/// that is a long number.
pub fn id_in_address(url: &str) -> Option<String> {
    let address = url.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    // The place in `KEYS` of the most telling name so far, with its value.
    let mut asked: Option<(usize, &str)> = None;
    for pair in query.split('&') {
        let Some((key, value)) = pair.split_once('=') else { continue };
        let mut key = key.to_ascii_lowercase();
        key.retain(|char| !matches!(char, '_' | '-'));
        if let Some(rank) = KEYS.iter().position(|known| *known == key)
            && !value.is_empty()
            && asked.is_none_or(|(best, _)| rank < best)
        {
            asked = Some((rank, value));
        }
    }
    if let Some((_, value)) = asked {
        return Some(value.to_owned());
    }
    let (mut long, mut behind) = (None, None);
    let mut folder = String::new();
    for part in path.split('/').skip(3) {
        let part = without_end(without_end(part, ".html"), ".htm");
        if part.len() >= 6 && all_digits(part) {
            long = Some(part);
        }
        if behind.is_none() && !part.is_empty() && FOLDERS.contains(&folder.as_str()) {
            behind = Some(part);
        }
        folder = part.to_ascii_lowercase();
    }
    long.or(behind).map(str::to_owned)
}

/// The number that an address gives its product: its id where that is no words, else the number that ends
/// a part of its path, as in `red-cup-4711-22.html` or `c7200a278526196`.
pub fn number_in_address(url: &str) -> Option<String> {
    if let Some(id) = id_in_address(url).filter(|id| is_number(id)) {
        return Some(id);
    }
    let path = bare_address(url);
    for part in path.split('/').skip(3).collect::<Vec<_>>().into_iter().rev() {
        let part = part.rsplit_once('.').map_or(part, |(name, _)| name);
        if is_number(part) && digits_in(part) >= 5 && !part.contains(LOWER) {
            return Some(part.to_owned());
        }
        let (before, last) = part.rsplit_once(BETWEEN).unwrap_or(("", part));
        let number = if last.len() > 16 {
            ""
        } else if last.contains(LOWER) {
            last.rsplit(NO_DIGIT).next().unwrap_or_default()
        } else {
            last
        };
        let called = before == "p" || before.ends_with("-p");
        if is_number(number) && (digits_in(number) >= 5 || called) {
            return Some(number.to_owned());
        }
    }
    None
}

const BETWEEN: CharKind = |char| matches!(char, '-' | '_');
const LOWER: CharKind = |char| char.is_ascii_lowercase();
const NO_DIGIT: CharKind = |char| !char.is_ascii_digit();

/// Whether a part of an address is a number, perhaps with some letters, and no words.
fn is_number(part: &str) -> bool {
    let word = |one: &str| one.len() > 2 && !one.contains(DIGIT) && one.contains(LOWER);
    (3..=32).contains(&part.len()) && part.contains(DIGIT) && !part.split(BETWEEN).any(word)
}

/// Whether a code that a page shows is a part of its address, written in the page's own way: `002.937.72` of
/// `/table-00293772/`.
pub fn is_in_address(url: &str, code: &str) -> bool {
    const NO_WORD: CharKind = |char| !char.is_ascii_alphanumeric();
    let mut bare = code.to_ascii_lowercase();
    bare.retain(|char| char.is_ascii_alphanumeric());
    let path = bare_address(url).to_ascii_lowercase();
    // A letter or two and noughts may stand before it there.
    let holds = |part: &str| {
        let rest = part.strip_suffix(bare.as_str()).unwrap_or(part);
        rest.len() <= 2 && rest.len() < part.len()
    };
    digits_in(&bare) >= 6 && path.split('/').skip(3).any(|part| part.split(NO_WORD).any(&holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_numbers_its_product() {
        for (url, number) in [
            ("https://a.example/red-cup-1589482272.html", Some("1589482272")),
            ("https://a.example/tv/c7200a278526196/remote-control.html", Some("278526196")),
            ("https://a.example/24h/M67296549.htm?pc=promo", Some("M67296549")),
            ("https://a.example/red-cup-p400105394.html", Some("400105394")),
            ("https://a.example/red-cup-p-2635.html", Some("2635")),
            ("https://a.example/products/red-cup", None),
            ("https://a.example/products/red-cup_87329.html", Some("87329")),
            ("https://a.example/products/red-cup-8-to-12", None),
            ("https://a.example/red-cup-ca542b1o1-q11.html", None),
        ] {
            assert_eq!(number_in_address(url).as_deref(), number, "{url}");
        }
    }

    #[test]
    fn a_shown_code_may_be_the_one_of_the_address() {
        let url = "https://a.example/be/long-boots-p11002710.html?v=1";
        assert!(is_in_address(url, "1002/710"));
        assert!(!is_in_address(url, "1002/711"));
        assert!(is_in_address("https://a.example/p/oak-table-00293772/", "002.937.72"));
        assert!(!is_in_address("https://a.example/p/oak-table-12/", "12"));
    }

    #[test]
    fn an_address_names_its_product() {
        for (url, id) in [
            ("https://detail.example/offer/628473829.html?spm=a", Some("628473829")),
            ("https://a.example/item.htm?spm=1&id=6284", Some("6284")),
            ("https://a.example/item.htm?id=6284&skuId=77", Some("77")),
            ("https://a.example/dp/B07FW264WL/ref=x", Some("B07FW264WL")),
            ("https://a.example/product/cup-red", Some("cup-red")),
            ("https://a.example/about", None),
        ] {
            assert_eq!(id_in_address(url).as_deref(), id, "{url}");
        }
    }
}
