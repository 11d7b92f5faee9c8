//! What a page says about its product for machines: JSON-LD, microdata, `meta`. Shops fill these in
//! carelessly, so they are read tolerantly and weighed against what a person sees.

use rust_decimal::Decimal;

use super::Amount;
use super::text::money;
use super::tree::{At, Tree};
use super::variants::{Variant, variants_of};
use crate::json::{Value, parse};
use crate::order::{Currency, decimal, has_text};
use crate::page::text::chars::CharKind;
use crate::page::text::words::plain;

/// A product as the page's data describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Structured {
    /// Its name.
    pub name: String,
    /// The supplier's id of it.
    pub id: Option<String>,
    /// Its article number.
    pub sku: Option<String>,
    /// Its unit price, where it is one.
    pub price: Option<Amount>,
    /// Whether it can be bought.
    pub available: Option<bool>,
    /// Its variants, where it has several.
    pub variants: Vec<Variant>,
    /// Where this was found: `json-ld`, `microdata` or `meta`.
    pub from: &'static str,
}

/// The page's product, where its data names one.
pub fn structured(tree: &Tree) -> Option<Structured> {
    let mut found = json_ld(tree).or_else(|| microdata(tree));
    if let Some(meta) = meta(tree) {
        match &mut found {
            Some(found) if found.price.is_none() => found.price = meta.price,
            Some(_) => {}
            None => found = Some(meta),
        }
    }
    found
}

fn json_ld(tree: &Tree) -> Option<Structured> {
    let mut values: Vec<Value> = Vec::new();
    for data in &tree.page.data {
        if has_text(&data.kind, "ld+json") {
            values.extend(parse(without_comments(&data.text)));
        }
    }
    let mut products = Vec::new();
    for value in &values {
        collect(value, &mut products, 0);
    }
    let title = plain(&tree.page.title);
    let own = products.iter().position(|product| {
        let name = plain(&text_of(product, "name"));
        !name.is_empty() && has_text(&title, &name)
    });
    let product = products.get(own.unwrap_or_default())?;
    let variants = variants_of(product, &products);
    let (mut price, mut available) = offer_of(product);
    // One of several variants with offers of its own is not all of them.
    let is_one = !variants.is_empty() && product.get("hasVariant").is_none();
    if !variants.is_empty() && (is_one || price.is_none()) {
        let first = variants.first().and_then(|first| first.price);
        price = first.filter(|_| variants.iter().all(|other| other.price == first));
        let any = |is: bool| variants.iter().any(|other| other.available == Some(is));
        available = if any(true) { Some(true) } else { any(false).then_some(false) };
    }
    let own = |keys: &[&str]| first_text(keys, &|key| text_of(product, key)).filter(|_| !is_one);
    Some(Structured {
        name: text_of(product, "name"),
        id: own(&["productID", "productId", "sku", "mpn"]),
        sku: own(&["sku", "productID", "productId"]),
        price,
        available,
        variants,
        from: "json-ld",
    })
}

/// The one price of what is offered, and whether any of it can be bought.
pub fn offer_of(product: &Value) -> (Option<Amount>, Option<bool>) {
    let mut prices: Vec<Amount> = Vec::new();
    let mut available = None;
    for offer in offers_of(product) {
        prices.extend(offered(offer));
        if let Some(stocked) = in_stock(&text_of(offer, "availability")) {
            available = Some(available == Some(true) || stocked);
        }
    }
    (prices.first().copied().filter(|first| prices.iter().all(|other| other == first)), available)
}

/// From the first bracket to the last: old shops hide their data from old browsers, in comments
/// around it.
fn without_comments(text: &str) -> &str {
    const OPENS: CharKind = |char| matches!(char, '{' | '[');
    const CLOSES: CharKind = |char| matches!(char, '}' | ']');
    match (text.find(OPENS), text.rfind(CLOSES)) {
        (Some(start), Some(end)) => text.get(start..=end).unwrap_or_default(),
        _ => text,
    }
}

/// The offers of a product; an aggregate without a price of its own is but a list of them.
fn offers_of(product: &Value) -> &[Value] {
    let Some(offers) = product.get("offers") else { return &[] };
    let inner =
        offers.get("offers").filter(|inner| matches!(inner, Value::List(_)) && offers.get("price").is_none());
    match inner.unwrap_or(offers) {
        Value::List(all) => all,
        Value::Object(_) => std::slice::from_ref(offers),
        _ => &[],
    }
}

/// The first text that is not empty.
fn first_text(keys: &[&str], text: &dyn Fn(&str) -> String) -> Option<String> {
    for key in keys {
        let text = text(key);
        if !text.is_empty() {
            return Some(text);
        }
    }
    None
}

/// Products anywhere in the data, but not those that a product says are like it.
fn collect<'v>(value: &'v Value, into: &mut Vec<&'v Value>, depth: u8) {
    const OTHERS: [&str; 5] = ["isRelatedTo", "isSimilarTo", "itemListElement", "review", "hasVariant"];
    match value {
        Value::List(all) if depth < 6 => {
            for one in all {
                collect(one, into, depth + 1);
            }
        }
        Value::Object(object) => {
            let is_product = match value.get("@type") {
                Some(Value::List(kinds)) => kinds.iter().any(names_product),
                Some(kind) => names_product(kind),
                None => false,
            };
            if is_product {
                into.push(value);
            } else if depth < 6 {
                for (key, one) in object.members() {
                    if !OTHERS.contains(&key) {
                        collect(one, into, depth + 1);
                    }
                }
            }
        }
        _ => {}
    }
}

fn names_product(kind: &Value) -> bool {
    let kind = kind.as_text().unwrap_or_default().to_ascii_lowercase();
    matches!(kind.rsplit('/').next(), Some("product" | "productgroup" | "individualproduct"))
}

fn offered(offer: &Value) -> Option<Amount> {
    let specified = offer.get("priceSpecification");
    let specified = specified.map(|all| all.as_list().first().unwrap_or(all));
    let price = |from: &Value, key: &str| text_of(from, key);
    let (low, high) = (price(offer, "lowPrice"), price(offer, "highPrice"));
    let plain_price = price(offer, "price");
    let inner = specified.map(|one| price(one, "price")).unwrap_or_default();
    let text = match () {
        () if !plain_price.is_empty() => plain_price,
        () if !inner.is_empty() => inner,
        () if high.is_empty() || low == high => low,
        () => return None,
    };
    let code = Some(text_of(offer, "priceCurrency"))
        .filter(|code| !code.is_empty())
        .or_else(|| specified.map(|one| text_of(one, "priceCurrency")))
        .unwrap_or_default();
    priced(&text, &code)
}

fn priced(text: &str, code: &str) -> Option<Amount> {
    let currency: Option<Currency> = code.parse().ok();
    let amount = match decimal(text.trim()) {
        Some(amount) => amount,
        None => money::amount(text, &money::Signs::of("", ""))?.amount,
    };
    (amount > Decimal::ZERO).then_some(Amount { amount, currency })
}

fn in_stock(availability: &str) -> Option<bool> {
    let mut word = availability.rsplit('/').next()?.to_ascii_lowercase();
    word.retain(|char| !matches!(char, ' ' | '_' | '-'));
    match word.as_str() {
        "instock"
        | "limitedavailability"
        | "onlineonly"
        | "instoreonly"
        | "preorder"
        | "backorder"
        | "presale" => Some(true),
        "outofstock" | "soldout" | "discontinued" => Some(false),
        _ => None,
    }
}

/// A member as text, or the first of several; empty where it is none.
pub fn text_of(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::Text(text)) => text.trim().to_owned(),
        Some(number @ (Value::Integer(_) | Value::Number(_))) => number.to_string(),
        Some(Value::List(all)) => all.first().and_then(Value::as_text).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

fn microdata(tree: &Tree) -> Option<Structured> {
    let products = tree.those(tree.all(), &|at| is_product(tree, at));
    let (first, rest) = products.split_first()?;
    // Several side by side are a list of products.
    if rest.iter().any(|other| !tree.contains(*first, *other)) && rest.len() > 1 {
        let title = plain(&tree.page.title);
        for at in products {
            let name = plain(&property(tree, at, "name"));
            if !name.is_empty() && has_text(&title, &name) {
                return Some(described(tree, at));
            }
        }
        return None;
    }
    Some(described(tree, *first))
}

fn is_product(tree: &Tree, at: At) -> bool {
    tree.attribute(at, "itemtype").ends_with("/Product")
}

fn described(tree: &Tree, product: At) -> Structured {
    let get = |name: &str| property(tree, product, name);
    Structured {
        name: get("name"),
        id: first_text(&["productID", "sku", "mpn"], &get),
        sku: first_text(&["sku", "productID"], &get),
        price: priced_or_read(tree, &get("price"), &get("priceCurrency")),
        available: in_stock(&get("availability")),
        variants: Vec::new(),
        from: "microdata",
    }
}

fn priced_or_read(tree: &Tree, text: &str, code: &str) -> Option<Amount> {
    if code.is_empty() {
        money::amount(text, &tree.signs).or_else(|| priced(text, code))
    } else {
        priced(text, code)
    }
}

fn property(tree: &Tree, product: At, name: &str) -> String {
    let is_own = |at: At| {
        let nearest = tree.outer(at, &|outer| outer == product || is_product(tree, outer));
        tree.attribute(at, "itemprop").split_whitespace().any(|own| own == name) && nearest == Some(product)
    };
    let Some(at) = tree.first(tree.inside(product), &is_own) else { return String::new() };
    match tree.any_attribute(at, &["content", "href", "src"]) {
        Some(told) => told.to_owned(),
        None if tree.node(at).shown => tree.text(at),
        None => tree.node(at).text.clone(),
    }
}

fn meta(tree: &Tree) -> Option<Structured> {
    let get = |names: &[&str]| {
        for name in names {
            if let Some((_, value)) =
                tree.page.meta.iter().find(|(key, value)| key == name && !value.is_empty())
            {
                return value.as_str();
            }
        }
        ""
    };
    let kind = get(&["og:type"]);
    let price = get(&["product:price:amount", "og:price:amount", "product:sale_price:amount"]);
    if !kind.ends_with("product") && price.is_empty() {
        return None;
    }
    Some(Structured {
        name: get(&["og:title"]).to_owned(),
        id: Some(get(&["product:retailer_item_id"]).to_owned()).filter(|id| !id.is_empty()),
        sku: Some(get(&["product:retailer_item_id"]).to_owned()).filter(|id| !id.is_empty()),
        price: priced(price, get(&["product:price:currency", "og:price:currency"])),
        available: in_stock(get(&["product:availability", "og:availability"])),
        variants: Vec::new(),
        from: "meta",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;

    fn read(html: &str) -> Option<Structured> {
        let page = page("https://shop.example/p/1", html);
        structured(&Tree::of(&page))
    }

    #[test]
    fn json_ld_names_the_product_its_price_and_stock() {
        let found = read(
            r#"<html><body><script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["Product"],"name":"Mug","sku":"M-1",
            "offers":{"@type":"Offer","price":12.5,"priceCurrency":"CNY","availability":"https://schema.org/OutOfStock"}}]}</script></body></html>"#,
        )
        .unwrap();
        assert_eq!(
            (found.name.as_str(), found.id.as_deref(), found.available),
            ("Mug", Some("M-1"), Some(false))
        );
        let price = found.price.unwrap();
        assert_eq!(
            (price.amount.to_string(), price.currency.map(|c| c.to_string())),
            ("12.5".to_owned(), Some("CNY".to_owned()))
        );
    }

    #[test]
    fn differing_offers_have_no_one_price() {
        let found = read(
            r#"<html><body><script type="application/ld+json">{"@type":"Product","name":"Mug","offers":[{"price":"1"},{"price":"2"}]}</script></body></html>"#,
        );
        assert_eq!(found.unwrap().price, None);
    }

    #[test]
    fn microdata_is_read_from_content_and_text() {
        let found = read(
            r#"<html><body><div itemscope itemtype="https://schema.org/Product"><h1 itemprop=name>Mug</h1><span itemprop=price content="9.90">¥9.90</span></div></body></html>"#,
        )
        .unwrap();
        assert_eq!(
            (found.name.as_str(), found.price.map(|p| p.amount.to_string())),
            ("Mug", Some("9.90".to_owned()))
        );
    }

    #[test]
    fn broken_data_is_left_aside() {
        assert_eq!(
            read(
                r#"<html><body><script type="application/ld+json">{"@type":"Product",</script></body></html>"#
            ),
            None
        );
    }
}
