//! A cart or checkout against the lines that should be in it.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::addresses::{names_id, same_page};
use super::compared::{amount_text, limit_text, price_check, too_many};
use super::ship_to::ship_to_check;
use super::spelled::{BETWEEN, spells};
use super::wanted::Wanted;
use super::{Check, Checked, Fit, matching, titles};
use crate::order::{Line, Money, PurchaseOrder, Quantity, added, host_of, plain_number};
use crate::page::{Amount, Basket, BasketLine, plain};

/// Compares a basket with what should be in it: one check for each line's quantity and price, one
/// for each line too many, then total, freight and ship-to. Of a basket without lines, or of a page that was
/// seen in part, nothing is said to be missing: it is not checked.
pub fn compare(basket: &Basket, wanted: &[Wanted], order: &PurchaseOrder) -> Vec<Check> {
    let mut checks = Vec::new();
    let in_part = basket.cut || basket.lines.is_empty();
    let mut rest: Vec<&BasketLine> = basket.lines.iter().filter(|line| line.selected).collect();
    for want in wanted {
        let known = take(&mut rest, want, &|line| is_line(line, want));
        let may_be = |line: &BasketLine| may_be_line(line, want, wanted.len());
        let found = known.or_else(|| take(&mut rest, want, &may_be));
        if let Some(found) = found
            && known.is_none()
        {
            let (title, found) = (want.line.title.clone(), found.title.clone());
            checks.push(Check::new(Checked::Product, Some(&want.line.id), title, found, Fit::NotChecked));
        }
        check_line(want, found, known.is_some(), in_part, &mut checks);
    }
    for line in rest {
        checks.push(extra(line));
    }
    checks.push(total_check(basket, wanted));
    // An order says nothing of freight: it is shown, and there is nothing that it could be as.
    let freight = basket.freight.map(amount_text).unwrap_or_default();
    checks.push(Check::new(Checked::Freight, None, String::new(), freight, Fit::NotChecked));
    checks.push(ship_to_check(basket, order));
    if basket.cut {
        checks.push(Check::new(Checked::Rest, None, String::new(), String::new(), Fit::NotChecked));
    }
    checks
}

/// Takes out the line that is meant: of several that fit, one with the quantity comes first.
fn take<'b>(
    rest: &mut Vec<&'b BasketLine>,
    want: &Wanted,
    fits: &dyn Fn(&BasketLine) -> bool,
) -> Option<&'b BasketLine> {
    let counted = |line: &&BasketLine| fits(line) && line.quantity == Some(want.count);
    let at = rest.iter().position(counted).or_else(|| rest.iter().position(|line| fits(line)))?;
    Some(rest.remove(at))
}

/// Whether nothing differs; what could not be read does not count as a difference.
pub fn fits(checks: &[Check]) -> bool {
    !checks.iter().any(|check| check.fit == Fit::Differs)
}

/// Whether every line was found with its quantity, and nothing else can stand behind them.
pub fn lines_proven(checks: &[Check]) -> bool {
    let mut found = false;
    for check in checks {
        if check.what == Checked::Rest {
            return false;
        }
        if check.what == Checked::Quantity {
            found = true;
            if check.fit != Fit::Same {
                return false;
            }
        }
    }
    found && fits(checks)
}

/// Whether a line of a basket is a line of the order: the product is the same by id, address or title, and all its
/// options are named.
pub fn is_line(line: &BasketLine, want: &Wanted) -> bool {
    let wanted = want.line;
    if want.is_sku(line.id.as_deref()) {
        return true;
    }
    // A variant may have a page of its own, which the order does not name: then its title says all of it.
    // With the supplier's id of the product another page is another product, whatever it is called.
    if offer_of(want).is_none() && is_neighbour(line, wanted) {
        let is_named = match want.words() {
            Some([word]) => matching::same(&line.title, word),
            Some(_) => false,
            None => spells(&line.title, &wanted.title, &wanted.attributes),
        };
        if is_named {
            return true;
        }
    }
    let titled = || titles::names(&line.title, want);
    is_product(line, want).unwrap_or_else(titled) && names_variant(line, want)
}

/// Whether a line may be the only one of the order, though neither id nor address nor title tells.
pub fn may_be_line(line: &BasketLine, want: &Wanted, among: usize) -> bool {
    among == 1 && is_product(line, want).is_none() && names_variant(line, want)
}

fn offer_of<'a>(want: &Wanted<'a>) -> Option<&'a str> {
    want.line.offer.as_deref().filter(|offer| !offer.is_empty())
}

/// Whether a line is of the order's product, by id or address; nothing where the page gives neither.
fn is_product(line: &BasketLine, want: &Wanted) -> Option<bool> {
    let offer = offer_of(want);
    let by_id = offer.and_then(|offer| line.id.as_deref().map(|id| id == offer));
    let by_address = line
        .url
        .as_deref()
        .map(|url| same_page(url, &want.line.url) || offer.is_some_and(|offer| names_id(url, offer)));
    match (by_id, by_address) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        // An id of another kind (a SKU's) proves nothing against it.
        (Some(false), None) | (None, None) => None,
        (_, Some(false)) => Some(false),
    }
}

/// Whether a line leads to a page of the same shop.
fn is_neighbour(line: &BasketLine, wanted: &Line) -> bool {
    let host = line.url.as_deref().and_then(host_of);
    host.is_some() && host == host_of(&wanted.url)
}

/// Whether all options of the order stand in the line's variant or title, each as a whole label.
fn names_variant(line: &BasketLine, want: &Wanted) -> bool {
    let mut labels: Vec<String> = Vec::new();
    for text in &line.variant {
        labels.append(&mut labels_in(text));
    }
    if labels.is_empty() {
        labels = labels_in(&line.title);
    }
    let mut whole: Vec<&str> = Vec::new();
    match want.words() {
        Some(words) => whole.extend(words.iter().map(String::as_str)),
        None => whole.extend(want.line.attributes.iter().map(|attribute| attribute.option.as_str())),
    }
    let each = whole.iter().all(|option| labels.iter().any(|label| matching::same(label, option)));
    each || line.variant.iter().any(|text| matching::same_joined(text, &whole))
        || want.words().is_none() && titles::spells_out(&line.title, want)
}

/// The labels in a text such as `颜色:红色; 尺码:XL` or `红色 / XL` or `Cable, red`.
fn labels_in(text: &str) -> Vec<String> {
    const COLON: fn(char) -> bool = |char| matches!(char, ':' | '：');
    let text = plain(text);
    let mut labels = vec![text.clone()];
    for part in text.split(BETWEEN) {
        labels.push(part.to_owned());
        if let Some((_, value)) = part.split_once(COLON) {
            labels.push(value.to_owned());
        }
    }
    labels
}

/// The line of a basket that is a line of the order, where it is the only one.
pub fn only_line<'b>(basket: &'b Basket, want: &Wanted) -> Option<&'b BasketLine> {
    let mut all = basket.lines.iter().filter(|line| is_line(line, want));
    all.next().filter(|_| all.next().is_none())
}

fn check_line(
    want: &Wanted,
    found: Option<&BasketLine>,
    known: bool,
    in_part: bool,
    checks: &mut Vec<Check>,
) {
    let quantity = found.and_then(|found| found.quantity);
    let fit = match (found, quantity) {
        (None, _) if in_part => Fit::NotChecked,
        (None, _) => Fit::Differs,
        (Some(_), None) => Fit::NotChecked,
        (Some(_), Some(found)) if found == want.count && known => Fit::Same,
        // Of goods that may be others the quantity proves nothing.
        (Some(_), Some(found)) if found == want.count => Fit::NotChecked,
        _ => Fit::Differs,
    };
    let text = quantity.map(plain_number);
    let text = if found.is_none() && !in_part { "0".to_owned() } else { text.unwrap_or_default() };
    let line = Some(&want.line.id);
    checks.push(Check::new(Checked::Quantity, line, want.count_text(), text, fit));
    if let Some(found) = found {
        let mut check = price_check(want, found.price);
        if found.price.is_none() {
            check.fit = Fit::NotChecked;
        }
        checks.push(check);
    }
}

fn extra(line: &BasketLine) -> Check {
    let label = [line.title.as_str(), &line.variant.join(" · ")].join(" ").trim().to_owned();
    too_many(label, line.quantity.unwrap_or(Quantity::ONE))
}

/// What a cashier asks for beside what the checkout showed: more is never as it was. Less may be a voucher's doing,
/// or the rest of another order.
pub fn cashier_check(asked: Amount, shown: Amount) -> Check {
    let foreign = asked.currency.is_some() && shown.currency.is_some() && asked.currency != shown.currency;
    let fit = match asked.amount.cmp(&shown.amount) {
        _ if foreign => Fit::Differs,
        Ordering::Less => Fit::NotChecked,
        Ordering::Equal => Fit::Same,
        Ordering::Greater => Fit::Differs,
    };
    Check::new(Checked::Total, None, amount_text(shown), amount_text(asked), fit)
}

/// What all lines may cost together; nothing where one has no limit.
fn most_of_all(wanted: &[Wanted]) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for want in wanted {
        let most = want.most()?;
        sum = Some(match sum {
            Some(sum) => sum.plus(most)?,
            None => most,
        });
    }
    sum
}

/// The goods may cost no more than the limits, or the prices accepted, together; freight comes on top. In another
/// currency than the total's it cannot be taken off: then the total is within the limits with it, or not checked.
fn total_check(basket: &Basket, wanted: &[Wanted]) -> Check {
    let sum = most_of_all(wanted);
    let fit = match (basket.total, sum) {
        (Some(total), Some(sum)) if total.currency == Some(sum.currency) => {
            let freight = basket.freight.filter(|freight| !freight.amount.is_zero());
            let foreign = freight.is_some_and(|one| one.currency.is_some() && one.currency != total.currency);
            let freight = freight.filter(|_| !foreign).map_or(Decimal::ZERO, |freight| freight.amount);
            match added(total.amount, -freight) {
                Some(goods) if goods <= sum.amount => Fit::Same,
                _ if foreign => Fit::NotChecked,
                _ => Fit::Differs,
            }
        }
        (Some(total), Some(_)) if total.currency.is_some() => Fit::Differs,
        _ => Fit::NotChecked,
    };
    let expected = sum.map(limit_text).unwrap_or_default();
    Check::new(Checked::Total, None, expected, basket.total.map(amount_text).unwrap_or_default(), fit)
}
