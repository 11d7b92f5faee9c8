//! Supplier order numbers: which words are one, and where addresses carry one.
//!
//! Nothing is an order number by its looks alone on a page: a label, the address's own name for it,
//! or a column's head says so. Looks only refuse what is a time, an amount or a word.

use super::chars::{CharKind, digits_in, without_end};
use super::fold::fold;
use super::time::is_time;
use crate::order::split_at_text;

/// Names of order numbers in addresses, in lower case without `_` and `-`.
const KEYS: [&str; 16] = [
    "orderid",
    "orderno",
    "ordernumber",
    "ordernum",
    "ordersn",
    "ordercode",
    "orderids",
    "ordernos",
    "bizorderid",
    "bizorderids",
    "orderref",
    "orderreference",
    "mainorderid",
    "tradeid",
    "placedorderid",
    "order",
];

/// Parts of a path after which an order number follows.
const FOLDERS: [&str; 14] = [
    "order",
    "orders",
    "vieworder",
    "orderreceived",
    "orderdetail",
    "orderdetails",
    "orderconfirmation",
    "orderinfo",
    "ordersuccess",
    "myorders",
    "ordercomplete",
    "purchaseorders",
    "orderstatus",
    "orderconfirmed",
];

/// Stands between several numbers.
const BETWEEN: CharKind =
    |char| char.is_whitespace() || matches!(char, '、' | ',' | ';' | '|' | '(' | ')' | '。');
const PAUSE: CharKind = |char| matches!(char, '、' | ',' | ';');
const COMMA: CharKind = |char| matches!(char, ',' | ';');
const NO_ASCII_WORD: CharKind = |char| !char.is_ascii_alphanumeric();

/// The order numbers that a labelled value begins with; several where one checkout made several.
pub fn numbers_in(value: &str) -> Vec<String> {
    let value = fold(value);
    let mut found: Vec<String> = Vec::new();
    for word in value.split(BETWEEN) {
        let word = word.trim_matches(NO_ASCII_WORD);
        let leads_over = matches!(word.to_ascii_lowercase().as_str(), "" | "and" | "is" | "no" | "nr");
        // Further numbers look like the first: a quantity or a price behind it does not.
        let fits = found.first().is_none_or(|first| alike(first, word));
        match is_number(word) || is_parted(word) {
            true if fits => found.push(word.to_owned()),
            _ if leads_over => {}
            _ => break,
        }
    }
    // `2026-11-23 19:17` is a time, though each of its words might be a number.
    if is_time(value.split(PAUSE).next().unwrap_or_default()) { Vec::new() } else { found }
}

/// Whether a word can be an order number at all.
pub fn is_number(word: &str) -> bool {
    let digits = digits_in(word);
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let letters = word.bytes().any(|byte| byte.is_ascii_alphabetic());
    plain && (1..=40).contains(&word.len()) && digits > 0 && (!letters || digits >= 3) && !is_time(word)
}

/// A number with a part for the year or the month, `2026/11/5512`. Only a label makes it one: it must be
/// no day, no month, and no count such as `1/2`.
fn is_parted(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_date =
        matches!(lengths.as_slice(), [0..=2, 4] | [4, 0..=2] | [0..=2, 0..=2, 2 | 4] | [4, 0..=2, 0..=2]);
    (2..=4).contains(&parts.len())
        && !is_date
        && digits_in(word) >= 4
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        && parts.iter().any(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        && word.len() <= 40
}

/// Whether a word has the form that large suppliers give their order numbers, so that it may be
/// taken without a label from a text that a person pasted for this purpose.
pub fn is_well_known(word: &str) -> bool {
    let parts: Vec<usize> = word.split('-').map(str::len).collect();
    let digits = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    digits && matches!(parts.as_slice(), [15..=19] | [3, 7, 7] | [2, 5, 5] | [6, 15])
}

/// Two numbers of one supplier have the same length and the same dashes.
fn alike(a: &str, b: &str) -> bool {
    a != b && a.len() == b.len() && a.bytes().zip(b.bytes()).all(|(a, b)| (a == b'-') == (b == b'-'))
}

/// The order numbers that an address names, with the name it gives them.
pub fn numbers_in_address(url: &str) -> Vec<(String, String)> {
    let (address, fragment) = url.split_once('#').unwrap_or((url, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let fragment = fragment.split_once('?').map_or(fragment, |(_, query)| query);
    let mut found = Vec::new();
    for pair in query.split('&').chain(fragment.split('&')) {
        let Some((key, value)) = pair.split_once('=') else { continue };
        if KEYS.contains(&bare(key).as_str()) {
            let mut rest = value;
            while !rest.is_empty() {
                // The comma in an address's own writing, or as it is.
                let (several, behind) = split_at_text(rest, "%2C").unwrap_or((rest, ""));
                for value in several.split(COMMA) {
                    if is_number(value) && !is_day(value) {
                        found.push((key.to_owned(), value.to_owned()));
                    }
                }
                rest = behind;
            }
        }
    }
    let mut folder = "";
    for part in path.split('/').skip(3) {
        let name = without_end(part, ".html");
        if FOLDERS.contains(&bare(folder).as_str()) && is_number(name) && !is_day(name) {
            found.push((folder.to_owned(), name.to_owned()));
        }
        folder = part;
    }
    found
}

/// Eight digits that are a day, as addresses carry them: `20261123`.
fn is_day(word: &str) -> bool {
    let part = |from: usize, to: usize| word.get(from..to).unwrap_or_default();
    word.len() == 8 && is_time(&[part(0, 4), part(4, 6), part(6, 8)].join("-"))
}

/// Whether a field's name says that its value is an order number.
pub fn names_number(name: &str) -> bool {
    KEYS.contains(&bare(name).as_str())
}

fn bare(key: &str) -> String {
    let mut bare = key.to_ascii_lowercase();
    bare.retain(|char| char.is_ascii_alphanumeric());
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_labelled_value_begins_with_its_numbers() {
        for (value, expected) in [
            ("2885410663725190012", &["2885410663725190012"][..]),
            ("2885410663725190012 复制 订单详情", &["2885410663725190012"]),
            ("112-0399923-3070642 (view)", &["112-0399923-3070642"]),
            ("12-34567-89012", &["12-34567-89012"]),
            ("261123-123456789012345", &["261123-123456789012345"]),
            ("100002. We will write to you.", &["100002"]),
            ("#1024", &["1024"]),
            ("SO-2026-0042", &["SO-2026-0042"]),
            ("2026/11/5512", &["2026/11/5512"]),
            ("ZAM/5512/2026 z dnia 12.11.2026", &["ZAM/5512/2026"]),
            ("1111111111111111111、2222222222222222222", &["1111111111111111111", "2222222222222222222"]),
            ("100002 and 100003", &["100002", "100003"]),
            ("100002 2 items", &["100002"]),
            ("100002 2026-11-23", &["100002"]),
        ] {
            assert_eq!(numbers_in(value), expected, "{value}");
        }
    }

    #[test]
    fn other_values_are_no_order_numbers() {
        for value in [
            "",
            "2026-11-23",
            "2026-11-23 19:17",
            "见短信",
            "pending",
            "¥",
            "November 23, 2026",
            "B2B",
            "12.80",
            "12/11/2026",
            "2026/11/12",
            "11/2026",
            "1/2",
        ] {
            assert_eq!(numbers_in(value), [] as [&str; 0], "{value}");
        }
    }

    #[test]
    fn an_address_names_its_order() {
        for (url, expected) in [
            ("https://a.example/cashier.html?fromType=make_order&orderId=2885&payId=77", &["2885"][..]),
            ("https://a.example/x?biz_order_id=2885", &["2885"]),
            ("https://a.example/order.html?order_sn=261123-123456789012345", &["261123-123456789012345"]),
            ("https://a.example/checkout/order-received/70/?key=wc_1", &["70"]),
            ("https://a.example/#/done?orderNo=2885&date=20261123", &["2885"]),
            ("https://a.example/x?orderIds=11,12", &["11", "12"]),
            ("https://a.example/orders/2885-1.html", &["2885-1"]),
            ("https://a.example/x?pmntId=77&tradeNo=88&purchaseId=99&phone=18888888888", &[]),
            ("https://a.example/shop/invoice/2/", &[]),
            ("https://a.example/orders/20261123", &[]),
            ("https://a.example/offer/628473829.html", &[]),
        ] {
            let numbers: Vec<_> = numbers_in_address(url).into_iter().map(|(_, number)| number).collect();
            assert_eq!(numbers, expected, "{url}");
        }
    }
}
