//! Reads the product of a product page.

use super::article::article;
use super::axes::{Place, axes};
use super::buttons::{Placed, says_sold_out};
use super::cards::in_card;
use super::chars::CharKind;
use super::controls::Pressable;
use super::evidence::Because;
use super::fold::fold;
use super::headings::Heading;
use super::numbers::whole_numbers;
use super::price::{Where, currency, price};
use super::product_id::id_in_address;
use super::quantity::{Found, quantities};
use super::rows::{FoundRow, rows, stock};
use super::structured::Structured;
use super::tiers::tiers;
use super::tree::{At, Tree};
use super::variant_list::listed;
use super::words::{Word, plain};
use super::{ButtonRole, Product, QuantityKind};
use crate::order::{Quantity, find_text, has_text, lower_case};

/// What the product is read from.
pub struct Parts<'s> {
    /// What can be pressed.
    pub pressables: &'s [Pressable],
    /// The buttons that matter.
    pub buttons: &'s [Placed],
    /// The headings.
    pub headings: &'s [Heading],
    /// The page's own data.
    pub data: Option<&'s Structured>,
}

/// The product of a page.
pub fn product(tree: &Tree, parts: &Parts, because: &mut Because) -> Product {
    let title = title(tree, parts);
    let action = parts
        .buttons
        .iter()
        .find(|button| matches!(button.role, ButtonRole::BuyNow | ButtonRole::AddToCart))
        .map(|button| button.at);
    let scope = scope(tree, title.map(|heading| heading.at), action);
    let fields = quantities(tree, scope, parts.pressables);
    let found_rows = rows(tree, &fields);
    let in_rows = |at: At| found_rows.iter().any(|row| tree.contains(row.at, at));
    let mut outside = parts.pressables.to_vec();
    outside.retain(|one| !in_rows(one.at));
    let mut found_axes = axes(tree, &Place { scope, action }, &outside, &fields);
    found_axes.retain(|axis| !in_rows(axis.at));
    let mut apart: Vec<At> = Vec::new();
    for row in &found_rows {
        apart.push(row.at);
    }
    for axis in &found_axes {
        apart.push(axis.at);
    }
    let place =
        Where { scope, title: title.map(|heading| heading.at), action, data: parts.data, apart: &apart };
    let listed = listed(tree, scope, &found_axes, &apart);
    let tiers = tiers(tree, scope, &apart);
    let facts = facts(tree, scope, &apart);
    let quantity = if found_rows.is_empty() { one_of(tree, fields, action) } else { None };
    for axis in &found_axes {
        because.add("axis", "control", &axis.axis.name);
    }
    if let Some(field) = &quantity {
        because.add("quantity", "control", &tree.name_of_field(field.at));
    }
    let (currency, all) = currency(tree, scope);
    let mut price = listed.price.or_else(|| price(tree, &place, because));
    if let Some(price) = price.as_mut().filter(|_| all) {
        price.currency = price.currency.or(currency);
    }
    let id = id_in_address(&tree.page.url).or_else(|| parts.data.and_then(|data| data.id.clone()));
    Product {
        sku: article(tree, title.map(|heading| heading.at), parts.data, id.as_deref(), because),
        id,
        title: title
            .map(|heading| heading.text.clone())
            .or_else(|| parts.data.map(|data| data.name.clone()))
            .unwrap_or_default(),
        price,
        currency,
        tiers,
        stock: listed.stock.or(facts.stock),
        sold_out: sold_out(tree, parts, action, &found_rows, because),
        minimum: facts.minimum,
        step: facts.step,
        axes: found_axes.into_iter().map(|found| found.axis).collect(),
        rows: found_rows.into_iter().map(|found| found.row).collect(),
        quantity: quantity.map(|found| found.control),
    }
}

fn title<'s>(tree: &Tree, parts: &Parts<'s>) -> Option<&'s Heading> {
    let named = parts.data.map(|data| plain(&data.name)).unwrap_or_default();
    let page = plain(&tree.page.title);
    let (mut in_title, mut largest): (Option<&Heading>, Option<&Heading>) = (None, None);
    for heading in parts.headings {
        if in_card(tree, heading.at) {
            continue;
        }
        let text = plain(&heading.text);
        if !named.is_empty() && text == named {
            return Some(heading);
        }
        if in_title.is_none() && heading.weight >= 60 && has_text(&page, &text) {
            in_title = Some(heading);
        }
        // The first of those that stand out alike.
        let more = |largest: &Heading| {
            heading.weight > largest.weight || heading.weight == largest.weight && heading.at <= largest.at
        };
        if largest.is_none_or(more) {
            largest = Some(heading);
        }
    }
    in_title.or(largest)
}

/// The smallest part of the page that holds the title and the button; else all of it.
fn scope(tree: &Tree, title: Option<At>, action: Option<At>) -> At {
    match (title, action) {
        (Some(title), Some(action)) => tree.around(title, action).unwrap_or_default(),
        _ => 0,
    }
}

/// The one quantity of a page: with several, the one nearest before the button.
fn one_of(tree: &Tree, fields: Vec<Found>, action: Option<At>) -> Option<Found> {
    if fields.len() <= 1 {
        return fields.into_iter().next();
    }
    let action = action?;
    let distance =
        |found: &Found| tree.around(found.at, action).map_or(usize::MAX, |around| tree.subtree(around).len());
    let mut nearest = usize::MAX;
    for found in &fields {
        nearest = nearest.min(distance(found));
    }
    let mut near = fields;
    near.retain(|found| distance(found) == nearest && found.control.kind != QuantityKind::Fixed);
    let one = near.pop()?;
    near.is_empty().then_some(one)
}

#[derive(Default)]
struct Facts {
    stock: Option<Quantity>,
    minimum: Option<Quantity>,
    step: Option<Quantity>,
}

/// Stock, minimum and step, as short texts tell them: `库存 120 件`, `起批量：10`, `Sold in multiples of 5`.
fn facts(tree: &Tree, scope: At, apart: &[At]) -> Facts {
    let mut facts = Facts::default();
    let mut stocks = Vec::new();
    for at in tree.subtree(scope) {
        let node = tree.node(at);
        if !node.shown
            || node.tag == "#text"
            || apart.iter().any(|apart| tree.contains(*apart, at))
            || tree.subtree(at).len() > 12
            || in_card(tree, at)
        {
            continue;
        }
        let text = tree.text(at);
        if text.is_empty() || text.chars().count() > 60 {
            continue;
        }
        if let Some(stock) = stock(tree, at, &text)
            && !stocks.contains(&stock)
        {
            stocks.push(stock);
        }
        if facts.minimum.is_none() {
            facts.minimum = beside(&text, Word::Minimum);
        }
        if facts.step.is_none() {
            facts.step = beside(&text, Word::Step);
        }
    }
    // Several stocks on one page are those of several variants.
    facts.stock = stocks.first().copied().filter(|_| stocks.len() == 1);
    facts
}

/// The number nearest to a word in a text, behind it or before it, but no amount of money.
fn beside(text: &str, word: Word) -> Option<Quantity> {
    let form = word.find(text)?;
    let text = lower_case(&fold(text));
    let at = find_text(&text, form)?;
    let (before, after) = (text.get(..at)?, text.get(at + form.len()..)?);
    let numbers = |text: &str| -> Vec<Quantity> {
        const MONEY: CharKind = |char| matches!(char, '¥' | '$' | '€' | '£');
        if text.contains(MONEY) { Vec::new() } else { whole_numbers(text) }
    };
    let nearest = [numbers(after).first().copied(), numbers(before).last().copied()];
    nearest.into_iter().flatten().find(|number| !number.is_zero())
}

fn sold_out(
    tree: &Tree,
    parts: &Parts,
    action: Option<At>,
    rows: &[FoundRow],
    because: &mut Because,
) -> bool {
    if !rows.is_empty() && rows.iter().all(|row| row.row.sold_out) {
        return true;
    }
    if says_sold_out(tree, parts.pressables) {
        because.add("sold_out", "control", "");
        return true;
    }
    // Data that was rendered once may lag; it counts only where nothing can be bought either.
    let told = parts.data.and_then(|data| data.available) == Some(false);
    let can_buy = action.is_some_and(|action| !super::controls::barred(tree, action));
    if !can_buy {
        let text = tree.first(tree.all(), &|at| {
            let node = tree.node(at);
            node.shown && says_so(&node.text) && !in_card(tree, at) && !is_option(tree, at)
        });
        if let Some(at) = text {
            because.add("sold_out", "text", &tree.node(at).text);
            return true;
        }
    }
    told && !can_buy
}

/// Says that it is sold out and hardly more; "not available for collection" is another matter.
pub fn says_so(text: &str) -> bool {
    Word::SoldOut.is(text) || text.chars().count() <= 16 && Word::SoldOut.within(text)
}

fn is_option(tree: &Tree, at: At) -> bool {
    matches!(tree.tag(at), "option" | "label")
        || tree.pressable(at)
        || tree.near_outer(at, 2, &|outer| tree.pressable(outer)).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::read::read;
    use super::super::testpage::page;
    use super::*;

    fn product_of(html: &str) -> Product {
        read(&page("https://shop.example/item/88", html)).product.unwrap()
    }

    #[test]
    fn a_product_is_read_from_what_a_person_sees() {
        let product = product_of(
            r#"<html><head><title>Mug - Shop</title></head><body><h1>Mug</h1><p>Price ¥12.80</p><p>库存 120 件</p><p>起批量：10 件，需为 5 的倍数</p>
            <div><b>颜色</b><button class="on">红</button><button>蓝</button></div><label>数量 <input name=qty value=10></label><button>立即购买</button></body></html>"#,
        );
        assert_eq!((product.title.as_str(), product.id.as_deref()), ("Mug", Some("88")));
        assert_eq!(product.price.map(|price| price.amount), Some(rust_decimal::Decimal::new(1280, 2)));
        assert_eq!(
            (product.stock, product.minimum, product.step),
            (Some(120.into()), Some(10.into()), Some(5.into()))
        );
        assert_eq!(product.axes[0].options.iter().filter(|option| option.chosen).count(), 1);
        assert!(!product.sold_out);
    }

    #[test]
    fn a_point_that_ends_a_word_makes_no_decimals() {
        let product = product_of(
            "<body><h1>Mug</h1><p>¥12.80</p><p>Min. ilość: 17 szt.</p><input name=qty value=17><button>Buy now</button></body>",
        );
        assert_eq!(product.minimum, Some(17.into()));
    }

    #[test]
    fn a_product_is_sold_out_where_the_page_says_so() {
        assert!(
            product_of("<body><h1>Mug</h1><p>¥12.80</p><input name=qty value=1><p>已售罄</p></body>")
                .sold_out
        );
        assert!(
            product_of("<body><h1>Mug</h1><p>¥12.80</p><button disabled>Sold out</button></body>").sold_out
        );
        let other = "<body><h1>Mug</h1><p>¥12.80</p><label>Size<select><option>S</option><option>M (sold out)</option></select></label><button>Buy now</button></body>";
        assert!(!product_of(other).sold_out);
        let waits = "<body><h1>Mug</h1><p>¥12.80</p><div><b>Size</b><button>S</button><button>M - sold out</button></div><input name=qty value=1><button disabled>Buy now</button></body>";
        assert!(!product_of(waits).sold_out);
    }

    #[test]
    fn a_range_tells_the_currency_and_two_currencies_tell_none() {
        let code = |html: &str| product_of(html).currency.map(|currency| currency.to_string());
        let page = |prices: &str| {
            format!(
                "<body><h1>Tote</h1>{prices}<label>Size<select><option>S</option><option>L</option></select></label><input name=qty value=1><button>Buy now</button></body>"
            )
        };
        assert_eq!(code(&page("<p>US$3.20 - US$4.10</p>")).as_deref(), Some("USD"));
        assert_eq!(product_of(&page("<p>US$3.20 - US$4.10</p>")).price, None);
        assert_eq!(code(&page("<p>US$3.20</p><p>€2.95</p>")), None);
        let told = |price: &str| {
            let html =
                page(price).replace("<body>", "<meta property=product:price:currency content=EUR><body>");
            product_of(&html).price.and_then(|price| price.currency).map(|currency| currency.to_string())
        };
        assert_eq!(told("<p class=price>3.20</p>").as_deref(), Some("EUR"));
        assert_eq!(told("<p class=price>$3.20</p>"), None, "a sign of another currency");
    }
}
