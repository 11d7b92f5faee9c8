//! The variants of a product as its page's JSON-LD lists them: in a group, or each as a product of its own
//! that says of which group it is. What is said of one of them holds only where that one is chosen.

use super::Amount;
use super::structured::{Structured, offer_of, text_of};
use crate::json::Value;
use crate::order::lower_case;
use crate::page::Choice;
use crate::page::text::fold::fold;

/// One variant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Variant {
    /// What tells it from the others: its size, its colour.
    pub options: Vec<String>,
    /// Its unit price, where it is one.
    pub price: Option<Amount>,
    /// Whether it can be bought.
    pub available: Option<bool>,
}

/// What a variant may be told by, but for properties with names of their own.
const NAMES: [&str; 4] = ["color", "size", "pattern", "material"];

/// The variants of a product, among all products of the page's data; none where it has but one.
pub fn variants_of(product: &Value, all: &[&Value]) -> Vec<Variant> {
    let mut items: Vec<&Value> = Vec::new();
    for item in product.get("hasVariant").map(Value::as_list).unwrap_or_default() {
        let id = text_of(item, "@id");
        let whole = all.iter().find(|other| !id.is_empty() && text_of(other, "@id") == id);
        items.push(whole.copied().unwrap_or(item));
    }
    let group = group_of(product);
    if items.is_empty() && !group.is_empty() {
        items.extend(all.iter().copied().filter(|other| group_of(other) == group));
    }
    if items.len() < 2 {
        return Vec::new();
    }
    let properties: Vec<_> = items.iter().map(|item| properties_of(item)).collect();
    // What all of them have alike tells none of them.
    let varies = |property: &&(String, String)| !properties.iter().all(|other| other.contains(property));
    let mut variants = Vec::new();
    for (item, own) in items.iter().zip(&properties) {
        let mut options: Vec<String> = own.iter().filter(varies).map(|(_, value)| value.clone()).collect();
        if options.is_empty() {
            options = in_name(&text_of(item, "name"), &text_of(product, "name"));
        }
        let (price, available) = offer_of(item);
        variants.push(Variant { options, price, available });
    }
    variants
}

/// Which group a product says that it is a variant of.
fn group_of(product: &Value) -> String {
    let own = text_of(product, "inProductGroupWithID");
    let Some(group) = product.get("isVariantOf").filter(|_| own.is_empty()) else { return own };
    let group = group.as_list().first().unwrap_or(group);
    let told = ["productGroupID", "@id", "name"].map(|name| text_of(group, name));
    told.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

fn properties_of(item: &Value) -> Vec<(String, String)> {
    let mut properties = Vec::new();
    for name in NAMES {
        let value = item.get(name).map(|value| (text_of(item, name), text_of(value, "name")));
        let (text, named) = value.unwrap_or_default();
        properties.push((name.to_owned(), if text.is_empty() { named } else { text }));
    }
    if let Some(more) = item.get("additionalProperty") {
        let one = std::slice::from_ref(more);
        for property in if more.as_list().is_empty() { one } else { more.as_list() } {
            properties.push((text_of(property, "name"), text_of(property, "value")));
        }
    }
    properties.retain(|(_, value)| !value.is_empty());
    properties
}

/// `Mug - Red / L` of the group `Mug`.
fn in_name(name: &str, group: &str) -> Vec<String> {
    let Some(rest) = name.strip_prefix(group).and_then(|rest| rest.trim_start().strip_prefix('-')) else {
        return Vec::new();
    };
    rest.split(" / ").map(|option| option.trim().to_owned()).collect()
}

impl Structured {
    /// What it says where these options are chosen; nothing where it does not say it of one variant.
    pub fn with_chosen(&self, chosen: &[&Choice]) -> Option<Self> {
        let is_named = |option: &String| {
            chosen.iter().any(|choice| {
                is_same(option, &choice.label)
                    || choice.bare.as_deref().is_some_and(|bare| is_same(option, bare))
            })
        };
        let mut fitting = self.variants.iter().filter(|variant| {
            !chosen.is_empty()
                && variant.options.len() == chosen.len()
                && variant.options.iter().all(is_named)
        });
        let one = fitting.next().filter(|_| fitting.next().is_none())?;
        Some(Self { price: one.price, available: one.available, ..self.clone() })
    }
}

fn is_same(one: &str, other: &str) -> bool {
    lower_case(fold(one).trim()) == lower_case(fold(other).trim())
}

#[cfg(test)]
mod tests {
    use crate::page::read::read;
    use crate::page::testpage::page;

    const APART: &str = r#"[{"@type":"Product","name":"Tin mug","sku":"M-R","isVariantOf":{"@id":"/mug"},"color":"Red","material":"tin","offers":{"price":"9.90","priceCurrency":"EUR","availability":"InStock"}},
        {"@type":"Product","name":"Tin mug","sku":"M-B","isVariantOf":{"@id":"/mug"},"color":"Blue","material":"tin","offers":{"price":"12.90","priceCurrency":"EUR","availability":"OutOfStock"}}]"#;
    const NAMED: &str = r#"{"@type":"ProductGroup","name":"Tin mug","hasVariant":[{"@type":"Product","name":"Tin mug - Red","offers":{"price":"9.90","priceCurrency":"EUR","availability":"InStock"}},
        {"@type":"Product","name":"Tin mug - Blue","offers":[{"price":"12.90","priceCurrency":"EUR","availability":"OutOfStock"}]}]}"#;

    /// Price and whether it is sold out, with this option chosen and this much shown.
    fn told(data: &str, chosen: &str, shown: &str, button: &str) -> String {
        let mut options = String::new();
        for option in ["Red", "Blue"] {
            let class = if option == chosen { "on" } else { "off" };
            options.push_str(&format!("<button class={class}>{option}</button>"));
        }
        let html = format!(
            r#"<html><head><title>Tin mug</title></head><body><script type="application/ld+json">{data}</script><h1>Tin mug</h1>{shown}<div><b>Colour</b>{options}</div><input name=qty value=1>{button}</body></html>"#
        );
        let product = read(&page("https://shop.example/item/mug", &html)).product.unwrap();
        let price = product.price.map_or("none".to_owned(), |price| price.amount.to_string());
        [price, if product.sold_out { " gone" } else { "" }.to_owned()].concat()
    }

    const BUY: &str = "<button>Add to cart</button>";

    #[test]
    fn what_data_says_of_variants_follows_what_is_chosen() {
        for data in [APART, NAMED] {
            assert_eq!(told(data, "Red", "", BUY), "9.90", "{data}");
            assert_eq!(told(data, "Blue", "", BUY), "12.90", "{data}");
            assert_eq!(told(data, "", "", BUY), "none", "{data}");
            assert_eq!(told(data, "Blue", "<p>12.90 EUR <i>9.90 EUR</i></p>", BUY), "12.90", "{data}");
            let barred = "<button disabled>Add to cart</button>";
            assert_eq!(told(data, "Blue", "", barred), "12.90 gone", "{data}");
            assert_eq!(told(data, "Red", "", barred), "9.90", "{data}");
        }
    }

    #[test]
    fn a_price_that_all_variants_have_needs_no_choice() {
        let alike = NAMED.replace("12.90", "9.90");
        assert_eq!(told(&alike, "", "", BUY), "9.90");
    }
}
