//! Pages that are known by less than a heading or a button that says so.

use super::Sign;
use super::signs::Signs;
use crate::page::ButtonRole;
use crate::page::controls::Pressable;
use crate::page::product::axes::{Place, axes};
use crate::page::product::cards::in_card;
use crate::page::product::option_groups::is_sibling;
use crate::page::sheet::Sheet;
use crate::page::text::chars::{CharKind, DIGIT, LETTER};
use crate::page::text::fold::fold;
use crate::page::text::labels::{FoundLabel, Label, labels_in};
use crate::page::text::money::{amounts, tells_money};
use crate::page::text::order_number::numbers_in;
use crate::page::text::words::{Word, plain};
use crate::page::tree::At;

/// Their names and what they ask.
pub const UNNAMED: [(&str, Sign); 6] = [
    ("confirms", confirms),
    ("thanks-in-words", thanks_in_words),
    ("misses-it-in-words", misses_it_in_words),
    ("leads-on", leads_on),
    ("leads-to-variants", leads_to_variants),
    ("lets-choose", lets_choose),
];

/// More amounts than that beside what can be chosen are those of several goods.
const AMOUNTS: usize = 6;

/// Stands between the title of a product and its variant.
const BEFORE_VARIANT: CharKind =
    |char| matches!(char, ',' | '(' | '[' | '/' | '|' | ':' | '-' | '–' | '，' | '：');

/// A receipt may say so in a sentence that also tells the number.
fn confirms(signs: &Signs) -> Option<String> {
    if !signs.idle() || !Word::Placed.within(signs.words) {
        return None;
    }
    let tree = signs.tree;
    let says_both = |at: At| {
        if !tree.node(at).shown || tree.tag(at) == "#text" || tree.subtree(at).len() > 8 {
            return false;
        }
        let text = tree.text(at);
        text.contains(DIGIT) && Word::Placed.within(&text) && tells_number(&text)
    };
    tree.first(tree.all(), &says_both).map(|at| tree.text(at))
}

/// A receipt may say so in a sentence below another heading, such as the checkout's; then its address
/// says it too.
pub fn thanks_in_words(signs: &Signs) -> Option<String> {
    const NAMES: [&str; 14] = [
        "received",
        "success",
        "succeeded",
        "successful",
        "thank",
        "thanks",
        "thankyou",
        "confirmation",
        "confirmed",
        "complete",
        "completed",
        "finish",
        "receipt",
        "placed",
    ];
    let named = signs.in_address(&NAMES).filter(|_| signs.idle())?;
    let sums_up = || signs.in_address(&THANKS).is_some() && signs.orders() <= 1 && tells_total(signs);
    says(signs, Word::Placed).or_else(|| sums_up().then_some(named))
}

/// Parts of addresses that thank, whatever the page's own words for it are.
const THANKS: [&str; 4] = ["thank", "thanks", "thankyou", "success"];

/// What was ordered comes to something.
fn tells_total(signs: &Signs) -> bool {
    let sheet = Sheet::of(signs.tree);
    sheet.fields.all.iter().any(|field| {
        matches!(field.field.label, Label::Total | Label::Payable)
            && tells_money(&field.field.value, &signs.tree.signs)
    })
}

/// A shop that leads on to other goods may say below a heading of its own that these are gone. What
/// still has a price is only sold out.
fn misses_it_in_words(signs: &Signs) -> Option<String> {
    let priced = signs.prices().own > 0 || signs.data.is_some_and(|data| data.price.is_some());
    if priced || !signs.idle() || signs.has_quantity {
        return None;
    }
    says(signs, Word::Gone)
}

/// A sentence of the page's own that holds it.
fn says(signs: &Signs, word: Word) -> Option<String> {
    let tree = signs.tree;
    let says = |at: At| {
        let node = tree.node(at);
        node.shown && node.text.chars().count() <= 120 && word.within(&node.text) && !in_card(tree, at)
    };
    tree.first(tree.all(), &says).map(|at| tree.node(at).text.clone())
}

fn tells_number(text: &str) -> bool {
    let text = fold(text);
    let tells = |found: &FoundLabel| {
        let value = text.get(found.end..).unwrap_or_default();
        found.label == Label::Order && !numbers_in(value).is_empty()
    };
    labels_in(&text).iter().any(tells)
}

/// A checkout of several pages leads on page by page, and the last one places the order.
fn leads_on(signs: &Signs) -> Option<String> {
    signs.headed(Word::Checkout).filter(|_| signs.has(ButtonRole::Continue) && !signs.buys())
}

/// Nothing to press, but a page for each variant: links that begin with the page's own heading.
fn leads_to_variants(signs: &Signs) -> Option<String> {
    let mut most = 0;
    for heading in signs.headings {
        most = most.max(heading.weight);
    }
    let title = signs.headings.iter().find(|heading| heading.weight == most && most >= 60)?;
    let named = plain(&title.text);
    let variant = |one: &&Pressable| {
        let label = plain(&one.label);
        let rest = label.strip_prefix(named.as_str()).unwrap_or_default().trim_start();
        let leads_beside = |url| is_sibling(&signs.tree.page.url, url);
        rest.starts_with(BEFORE_VARIANT) && signs.tree.leads(one.at).is_some_and(leads_beside)
    };
    let variants = signs.pressables.iter().filter(variant).count();
    let priced = tells_money(signs.words, &signs.tree.signs);
    (variants >= 2 && priced && named.contains(LETTER)).then(|| title.text.clone())
}

/// Nothing that buys, as where that comes once all is chosen: an axis of variants behind the page's own
/// heading, in a part of it that shows a price and not many of them.
fn lets_choose(signs: &Signs) -> Option<String> {
    if !signs.idle() || signs.count_fields(&["password"]) > 0 {
        return None;
    }
    let tree = signs.tree;
    let title = signs.main_heading()?;
    let axes = axes(tree, &Place { scope: 0, action: None }, signs.pressables, &[]);
    let is_apart =
        |at: At| tree.node(at).struck || axes.iter().any(|axis| axis.at == at) || in_card(tree, at);
    for axis in &axes {
        let is_own = axis.at > title.at && !in_card(tree, axis.at);
        if !is_own || axis.axis.options.len() < 2 || !Word::Axis.within(&axis.axis.name) {
            continue;
        }
        let around = tree.around(title.at, axis.at)?;
        let words = tree.text_without(around, &is_apart);
        let priced = amounts(&words, &tree.signs).iter().filter(|found| found.marked).count();
        if (1..=AMOUNTS).contains(&priced) {
            return Some(axis.axis.name.clone());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::page::testpage::page;
    use crate::page::{Kind, read, signs_of_kind};

    #[test]
    fn pages_of_variants_are_siblings_and_those_of_departments_are_none() {
        let shown = |links: &str| {
            let html = format!("<body><h1>Shoes</h1><p>$12.80</p><h2>Variants:</h2>{links}</body>");
            page("https://shop.example/x", &html)
        };
        let variants = shown(r#"<a href="/y">Shoes, red</a><a href="/z">Shoes, blue</a>"#);
        assert_eq!(read(&variants).kind, Kind::Product);
        assert!(signs_of_kind(&variants).contains(&"leads-to-variants"));
        let departments = shown(r#"<a href="/x/y">Shoes - men</a><a href="/x/z">Shoes - women</a>"#);
        assert!(!signs_of_kind(&departments).contains(&"leads-to-variants"));
    }

    #[test]
    fn what_is_to_be_chosen_first_is_a_product_before_anything_buys() {
        let kind = |html: &str| read(&page("https://shop.example/x", html)).kind;
        let sizes =
            "<div><b>Size</b><div><button data-id=1>S</button><button data-id=2>M</button></div></div>";
        let shown = |price: &str| format!("<body><section><h1>Glove</h1>{sizes}{price}</section></body>");
        assert_eq!(kind(&shown("<p>$12.80 - $14.10</p>")), Kind::Product);
        assert_eq!(kind(&shown("<p><i>$</i><b>12</b><small>.80</small></p>")), Kind::Product);
        assert_eq!(kind(&shown("<p>For small hands and large ones.</p>")), Kind::Other);
        // A filter above a list of goods.
        let goods: String =
            (1..9).map(|number| format!("<p>Glove {number} <b>$1{number}.00</b></p>")).collect();
        let filter = page("https://shop.example/x", &shown(&goods));
        assert!(!signs_of_kind(&filter).contains(&"lets-choose"));
    }

    #[test]
    fn what_is_sold_out_is_a_product_also_where_its_title_is_no_first_heading() {
        let html = "<html><head><title>Red glove | Shop</title></head><body><h2>Red glove</h2><p>Warm.</p><button disabled>Sold out</button></body></html>";
        let reading = read(&page("https://shop.example/x", html));
        assert_eq!(reading.kind, Kind::Product);
        assert!(reading.product.unwrap().sold_out);
        let other = html.replace("<h2>Red glove", "<h2>News of the week");
        assert_ne!(read(&page("https://shop.example/x", &other)).kind, Kind::Product);
    }

    #[test]
    fn what_is_sold_out_may_have_neither_a_button_nor_a_quantity() {
        let price = "<p><bdi>19,90&nbsp;<span>€</span></bdi></p>";
        let kind = |rest: &str| {
            let html = format!("<html lang=es><body><h1>Maceta</h1>{rest}</body></html>");
            read(&page("https://shop.example/maceta/", &html)).kind
        };
        assert_eq!(kind(&format!("{price}<p>Agotado</p>")), Kind::Product);
        assert_ne!(kind("<p>Agotado</p>"), Kind::Product);
    }

    #[test]
    fn an_article_with_a_number_and_a_price_is_a_product_without_any_button() {
        let kind = |rest: &str| {
            let html = format!(
                "<body><p style='font-size:20px'>Back seat cover</p>{rest}<input type=image alt=Go></body>"
            );
            read(&page("https://shop.example/outlet/View.html?sid=7", &html)).kind
        };
        assert_eq!(kind("<p>Product ID: HSBU2546R</p><p>Unit price: <b>$180.00</b></p>"), Kind::Product);
        assert_ne!(kind("<p>Product ID: HSBU2546R</p><p>Made to order.</p>"), Kind::Product);
    }

    #[test]
    fn an_address_that_thanks_with_a_total_below_is_a_receipt() {
        let kind = |url: &str| {
            let html = "<body><h2>Thank you, Sam!</h2><p>A confirmation is on its way.</p><p>Total: $861.84</p></body>";
            read(&page(url, html)).kind
        };
        assert_eq!(kind("https://shop.example/thankyou"), Kind::Receipt);
        assert_ne!(kind("https://shop.example/sam"), Kind::Receipt);
    }

    #[test]
    fn a_sentence_may_say_what_the_heading_does_not() {
        let kind = |url: &str, html: &str| read(&page(url, html)).kind;
        let thanks = "<body><h1>Checkout</h1><p>Thank you. Your order has been received.</p><ul><li>Order number: <b>70</b></li></ul><h2>Order details</h2><p>Mug × 2 £40.00</p></body>";
        assert_eq!(kind("https://shop.example/checkout/order-received/70/", thanks), Kind::Receipt);
        assert_eq!(kind("https://shop.example/account/view/70/", thanks), Kind::OrderDetail);
        let gone = "<body><h1>Sorry!</h1><p>Este producto ya no está disponible.</p><h2>Más</h2>";
        let card = |name: &str| format!("<li><a href=\"/{name}\"><h3>{name}</h3></a><p>9,90 €</p></li>");
        let cards = format!("{gone}<ul>{}{}{}</ul></body>", card("a"), card("b"), card("c"));
        assert_eq!(kind("https://shop.example/p/5", &cards), Kind::Gone);
        let waits = "<body><h1>Just a moment...</h1><p>Verifying you are human. This may take a few seconds.</p></body>";
        assert_eq!(kind("https://shop.example/p/5", waits), Kind::Blocked);
    }
}
