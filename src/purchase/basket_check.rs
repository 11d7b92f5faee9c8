//! A cart or checkout against the lines that should be in it.

use rust_decimal::Decimal;

use super::plan::amount_text;
use super::wanted::Wanted;
use super::{Check, Checked, Fit, matching};
use crate::order::{PurchaseOrder, Quantity};
use crate::page::{Basket, BasketLine, plain};

/// Compares a basket with what should be in it: one check for each line's quantity and price, one
/// for each line too many, then total, freight and ship-to.
pub fn compare(basket: &Basket, wanted: &[Wanted], order: &PurchaseOrder) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut rest: Vec<&BasketLine> = basket.lines.iter().filter(|line| line.selected).collect();
    for want in wanted {
        let fits = |line: &&BasketLine| is_line(line, want, wanted.len());
        let quantity = |line: &BasketLine| line.quantity == Some(want.pieces);
        let at =
            rest.iter().position(|line| fits(line) && quantity(line)).or_else(|| rest.iter().position(fits));
        let found = at.map(|at| rest.remove(at));
        checks.extend(line_checks(want, found));
    }
    checks.extend(rest.into_iter().map(extra));
    checks.push(total_check(basket, wanted));
    if let Some(freight) = basket.freight {
        let found = amount_text(freight);
        checks.push(Check {
            what: Checked::Freight,
            line: None,
            expected: String::new(),
            found,
            fit: Fit::Same,
        });
    }
    checks.push(ship_to_check(basket, order));
    checks
}

/// Whether nothing differs; what could not be read does not count as a difference.
pub fn fits(checks: &[Check]) -> bool {
    !checks.iter().any(|check| check.fit == Fit::Differs)
}

/// Whether every line was found with its quantity.
pub fn lines_proven(checks: &[Check]) -> bool {
    let quantities = || checks.iter().filter(|check| check.what == Checked::Quantity);
    quantities().count() > 0 && quantities().all(|check| check.fit == Fit::Same) && fits(checks)
}

/// Whether a line of a basket is a line of the order: all its options are named, and the product is
/// the same by id or address, or, where the page gives neither, there is only one it can be.
pub fn is_line(line: &BasketLine, want: &Wanted, among: usize) -> bool {
    let wanted = want.line;
    if want.is_sku(line.id.as_deref()) {
        return true;
    }
    let offer = wanted.offer.as_deref().filter(|offer| !offer.is_empty());
    let by_id = offer.and_then(|offer| line.id.as_deref().map(|id| id == offer));
    let by_address = line
        .url
        .as_deref()
        .map(|url| same_page(url, &wanted.url) || offer.is_some_and(|offer| names_id(url, offer)));
    let product = match (by_id, by_address) {
        (Some(true), _) | (_, Some(true)) => true,
        // An id of another kind (a SKU's) proves nothing against it.
        (Some(false), None) | (None, None) => among == 1 || title_says(line, &wanted.title),
        (_, Some(false)) => false,
    };
    product && names_variant(line, want)
}

/// Whether all options of the order stand in the line's variant or title, each as a whole label.
fn names_variant(line: &BasketLine, want: &Wanted) -> bool {
    let mut labels: Vec<String> = line.variant.iter().flat_map(|text| labels_in(text)).collect();
    if labels.is_empty() {
        labels = labels_in(&line.title);
    }
    let whole: Vec<&str> = want.line.attributes.iter().map(|attribute| attribute.option.as_str()).collect();
    let each = whole.iter().all(|option| labels.iter().any(|label| matching::same(label, option)));
    each || line.variant.iter().any(|text| matching::same_joined(text, &whole))
}

/// The labels in a text such as `颜色:红色; 尺码:XL` or `红色 / XL` or `Cable, red`.
fn labels_in(text: &str) -> Vec<String> {
    let text = plain(text);
    let mut labels = vec![text.clone()];
    for part in
        text.split([';', ',', '/', '|', '·', '>', '，', '；', '、', '\n', '(', ')', '[', ']', '【', '】'])
    {
        labels.push(part.to_owned());
        if let Some((_, value)) = part.split_once([':', '：']) {
            labels.push(value.to_owned());
        }
    }
    labels
}

fn title_says(line: &BasketLine, title: &str) -> bool {
    let (found, wanted) = (matching::key_of(&line.title), matching::key_of(title));
    !found.is_empty()
        && !wanted.is_empty()
        && (found == wanted || found.starts_with(&wanted) || wanted.starts_with(&found))
}

/// Whether two addresses are one page: host and path, and the query's id where the path has none.
pub fn same_page(one: &str, other: &str) -> bool {
    let parts = |address: &str| {
        let address = address.split('#').next().unwrap_or_default().to_lowercase();
        let (page, query) = address
            .split_once('?')
            .map_or((address.clone(), String::new()), |(p, q)| (p.to_owned(), q.to_owned()));
        let ids = ["id", "goods_id", "sku", "skuid", "variant", "product_id", "item"];
        let named = |pair: &&str| pair.split_once('=').is_some_and(|(name, _)| ids.contains(&name));
        let mut query: Vec<String> = query.split('&').filter(named).map(str::to_owned).collect();
        query.sort();
        (
            page.trim_end_matches('/').split_once("://").map(|(_, rest)| rest.to_owned()).unwrap_or_default(),
            query,
        )
    };
    let (one, other) = (parts(one), parts(other));
    !one.0.is_empty() && one == other
}

/// Whether an address names an id as one whole part of its path or query.
pub fn names_id(address: &str, id: &str) -> bool {
    let tail = address.split_once("://").map_or(address, |(_, rest)| rest);
    !id.is_empty()
        && tail.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').any(|part| part == id)
}

fn line_checks(want: &Wanted, found: Option<&BasketLine>) -> Vec<Check> {
    let line = Some(want.line.id.clone());
    let quantity = found.and_then(|found| found.quantity);
    let expected = want.pieces.normalize().to_string();
    let fit = match (found, quantity) {
        (None, _) => Fit::Differs,
        (Some(_), None) => Fit::NotChecked,
        (Some(_), Some(found)) if found == want.pieces => Fit::Same,
        _ => Fit::Differs,
    };
    let text = quantity.map(|quantity| quantity.normalize().to_string());
    let text = if found.is_none() { "0".to_owned() } else { text.unwrap_or_default() };
    let mut checks = vec![Check { what: Checked::Quantity, line: line.clone(), expected, found: text, fit }];
    if let Some(price) = found.and_then(|found| found.price) {
        let fit = if want.allow_price(Some(price)).is_ok() { Fit::Same } else { Fit::Differs };
        let expected = want.line.limit.map(|limit| format!("≤ {limit}")).unwrap_or_default();
        checks.push(Check { what: Checked::UnitPrice, line, expected, found: amount_text(price), fit });
    }
    checks
}

fn extra(line: &BasketLine) -> Check {
    let quantity = line.quantity.unwrap_or(Quantity::ONE).normalize();
    let label = [line.title.as_str(), &line.variant.join(" · ")].join(" ").trim().to_owned();
    let found = format!("{label} × {quantity}");
    Check { what: Checked::Extra(label), line: None, expected: "0".to_owned(), found, fit: Fit::Differs }
}

/// The goods may cost no more than the limits, or the prices accepted, together; freight comes on top.
fn total_check(basket: &Basket, wanted: &[Wanted]) -> Check {
    let limits: Option<Vec<_>> = wanted.iter().map(Wanted::most).collect();
    let sum = limits
        .and_then(|limits| limits.into_iter().map(Some).reduce(|sum, limit| sum?.plus(limit?)).flatten());
    let freight = basket.freight.map_or(Decimal::ZERO, |freight| freight.amount);
    let fit = match (basket.total, sum) {
        (Some(total), Some(sum)) if total.currency == Some(sum.currency) => {
            if total.amount - freight <= sum.amount { Fit::Same } else { Fit::Differs }
        }
        (Some(total), Some(_)) if total.currency.is_some() => Fit::Differs,
        _ => Fit::NotChecked,
    };
    Check {
        what: Checked::Total,
        line: None,
        expected: sum.map(|sum| format!("≤ {sum}")).unwrap_or_default(),
        found: basket.total.map(amount_text).unwrap_or_default(),
        fit,
    }
}

fn ship_to_check(basket: &Basket, order: &PurchaseOrder) -> Check {
    let warehouse = &order.warehouse;
    let shown = basket.ship_to.as_ref().map(|ship_to| ship_to.text.clone()).unwrap_or_default();
    let key = matching::key_of(&shown);
    let says = |wanted: &str| wanted.is_empty() || key.contains(&matching::key_of(wanted));
    let nothing_to_compare = warehouse.recipient.is_empty() && warehouse.postcode.is_empty();
    let fit = if shown.is_empty() || nothing_to_compare {
        Fit::NotChecked
    } else if says(&warehouse.recipient) && says(&warehouse.postcode) {
        Fit::Same
    } else {
        Fit::Differs
    };
    let expected = [warehouse.recipient.as_str(), &warehouse.postcode].join(" ").trim().to_owned();
    Check { what: Checked::ShipTo, line: None, expected, found: shown, fit }
}
