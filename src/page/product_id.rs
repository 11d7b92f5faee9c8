//! The supplier's id of a product in the address of its page.

use super::chars::{all_digits, without_end};

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

#[cfg(test)]
mod tests {
    use super::*;

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
