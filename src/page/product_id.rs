//! The supplier's id of a product in the address of its page.

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
    let bare = |key: &str| key.replace(['_', '-'], "").to_ascii_lowercase();
    let pairs: Vec<(String, &str)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (bare(key), value))
        .collect();
    let asked =
        KEYS.iter().find_map(|key| pairs.iter().find(|(name, value)| name == key && !value.is_empty()));
    if let Some((_, value)) = asked {
        return Some((*value).to_owned());
    }
    let parts: Vec<&str> =
        path.split('/').skip(3).map(|part| part.trim_end_matches(".html").trim_end_matches(".htm")).collect();
    let long =
        parts.iter().rev().find(|part| part.len() >= 6 && part.chars().all(|char| char.is_ascii_digit()));
    let behind = parts.windows(2).find_map(|pair| match pair {
        [folder, id] if FOLDERS.contains(&folder.to_ascii_lowercase().as_str()) && !id.is_empty() => Some(id),
        _ => None,
    });
    long.or(behind).map(|id| (*id).to_owned())
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
