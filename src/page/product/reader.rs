//! Reads the product of a product page.

use super::article::article;
use super::axes::FoundAxis;
use super::cards::in_card;
use super::no_quantity::by_button;
use super::option_note::noted_stock;
use super::order_bounds::{counted, minimum, step};
use super::place::ProductPlace;
use super::rows::stock;
use super::sold_out::sold_out;
use super::tiers::tiers;
use super::variant_list::listed;
use crate::order::Quantity;
use crate::page::buttons::Placed;
use crate::page::controls::Pressable;
use crate::page::evidence::Because;
use crate::page::headings::Heading;
use crate::page::price::{currency, price};
use crate::page::structured::Structured;
use crate::page::text::packs::sold_by;
use crate::page::text::product_id::id_in_address;
use crate::page::text::words::Word;
use crate::page::tree::{At, Tree};
use crate::page::{Choice, Product};

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
    let place = ProductPlace::on(tree, parts);
    let own = parts.data.and_then(|data| data.with_chosen(&chosen(&place.axes)));
    let parts = &Parts { data: own.as_ref().or(parts.data), ..*parts };
    let by_button = if place.quantity.is_none() { by_button(tree, &place, parts.pressables) } else { None };
    let listed = listed(tree, place.scope, &place.axes, &place.apart);
    let facts = facts(tree, place.scope, &place.apart);
    for axis in &place.axes {
        because.add("axis", "control", &axis.axis.name);
    }
    if let Some(field) = &place.quantity {
        because.add("quantity", "control", &tree.name_of_field(field.at));
    }
    let (currency, all) = currency(tree, place.scope);
    let tiers = tiers(tree, place.scope, &place.apart, &place.rows);
    // A row of a table of prices tells from how many pieces its own holds.
    let at_least = facts.at_least.filter(|least| !tiers.iter().any(|tier| tier.from == *least));
    let mut price = listed.price.or_else(|| price(tree, &place.of_price(parts), because));
    if let Some(price) = price.as_mut().filter(|_| all) {
        price.currency = price.currency.or(currency);
    }
    let id = id_in_address(&tree.page.url).or_else(|| parts.data.and_then(|data| data.id.clone()));
    Product {
        sku: article(tree, place.title.map(|heading| heading.at), parts.data, because),
        id,
        title: place
            .title
            .map(|heading| heading.text.clone())
            .or_else(|| parts.data.map(|data| data.name.clone()))
            .unwrap_or_default(),
        price,
        currency,
        tiers,
        mixed: facts.mixed,
        stock: least(noted(&place.axes), listed.stock.or(facts.stock)),
        sold_out: sold_out(tree, parts, &place, facts.stock, because),
        minimum: facts.minimum.or(at_least),
        step: facts.step,
        pack: facts.pack,
        axes: place.axes.into_iter().map(|found| found.axis).collect(),
        rows: place.rows.into_iter().map(|found| found.row).collect(),
        quantity: place.quantity.map(|found| found.control).or(by_button),
    }
}

/// What is chosen, where one option of each axis is.
fn chosen(axes: &[FoundAxis]) -> Vec<&Choice> {
    let mut chosen: Vec<&Choice> = Vec::new();
    for found in axes {
        match found.axis.options.iter().find(|option| option.chosen) {
            Some(option) => chosen.push(option),
            None => return Vec::new(),
        }
    }
    chosen
}

/// The least that the notes of what is chosen say of its stock: of a variant there are no more than of
/// each of its options.
fn noted(axes: &[FoundAxis]) -> Option<Quantity> {
    let mut stock = None;
    for found in axes {
        for option in &found.axis.options {
            if option.chosen {
                stock = least(stock, noted_stock(&option.label));
            }
        }
    }
    stock
}

fn least(one: Option<Quantity>, other: Option<Quantity>) -> Option<Quantity> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        _ => one.or(other),
    }
}

#[derive(Default)]
struct Facts {
    stock: Option<Quantity>,
    minimum: Option<Quantity>,
    at_least: Option<Quantity>,
    step: Option<Quantity>,
    mixed: bool,
    pack: Option<Quantity>,
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
        facts.pack = facts.pack.or_else(|| sold_by(&text));
        facts.mixed |= Word::Mixed.within(&text);
        facts.minimum = facts.minimum.or_else(|| minimum(&text, &tree.signs));
        facts.at_least = facts.at_least.or_else(|| counted(&text, Word::AtLeast));
        facts.step = facts.step.or_else(|| step(&text, &tree.signs));
    }
    // Several stocks on one page are those of several variants.
    facts.stock = stocks.first().copied().filter(|_| stocks.len() == 1);
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::read::read;
    use crate::page::testpage::page;

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
    fn rows_that_grow_cheaper_by_chance_are_no_prices_by_quantity() {
        let row = |label: &str, price: &str| {
            format!(
                "<li><span>{label}</span><b>{price}</b><i>{} pcs left</i><input name=qty value=0></li>",
                900
            )
        };
        let rows = [row("12 V", "¥39.30"), row("250 ml", "¥35.00"), row("500 ml", "¥28.90")].concat();
        let product =
            product_of(&format!("<body><h1>Mug</h1><ul>{rows}</ul><button>Add to cart</button></body>"));
        assert_eq!((product.rows.len(), product.tiers.len()), (3, 0));
    }

    #[test]
    fn the_stock_behind_a_chosen_option_is_the_most_there_is() {
        let product = product_of(
            "<body><h1>Mug</h1><p>¥12.80</p><div><b>Color</b><button>Rose – Stock: 1338</button><button class=on>Navy – Stock: 3</button></div><input name=qty value=4><button>Buy now</button></body>",
        );
        assert_eq!(product.stock, Some(3.into()), "{:?}", product.axes);
    }

    #[test]
    fn quantities_of_several_variants_count_together_where_the_page_says_so() {
        let mixed = |words: &str| {
            let html = format!(
                "<body><h1>Mug</h1><p>¥12.80</p><p>{words}</p><input name=qty value=1><button>Buy now</button></body>"
            );
            product_of(&html).mixed
        };
        assert!(mixed("支持混批") && mixed("Prices across all variants"));
        assert!(!mixed("Mixed colours") && !mixed("批发"));
    }

    #[test]
    fn what_is_delivered_in_days_has_no_smallest_quantity_and_no_step_of_them() {
        let bounds = |words: &str| {
            let html = format!(
                "<body><h1>Mug</h1><p>¥12.80</p><p>{words}</p><input name=qty type=number min=10 value=10><button>Buy now</button></body>"
            );
            let product = product_of(&html);
            (product.minimum, product.step)
        };
        assert_eq!(bounds("Delivery from 2 days"), (None, None));
        assert_eq!(bounds("Order in the next 2 hrs"), (None, None));
        assert_eq!(bounds("From 20 pcs"), (Some(20.into()), None));
        let table = "<ul><li>From 1 pcs ¥12.80</li><li><b>From 20 pcs</b> ¥10.00</li></ul>";
        assert_eq!(bounds(table), (None, None), "prices by quantity");
    }

    #[test]
    fn a_point_that_ends_a_word_makes_no_decimals() {
        let product = product_of(
            "<body><h1>Mug</h1><p>¥12.80</p><p>Min. ilość: 17 szt.</p><input name=qty value=17><button>Buy now</button></body>",
        );
        assert_eq!(product.minimum, Some(17.into()));
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
