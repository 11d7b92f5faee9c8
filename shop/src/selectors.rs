//! Where this seed's controls are, for bare WebDriver scripts and for tests that play the person.
//!
//! A selector is a text, or, where open shadow roots are to be entered, an array of texts: each but the
//! last finds an element whose shadow root is searched next.

use serde_json::{Map, Value, json};

use crate::Shop;
use crate::catalogue::{Layout, Product, Sku};
use crate::hosts::Role;
use crate::look::Look;

/// The selectors of a product's page and of the pages that follow it.
pub fn of(shop: &Shop, product: &Product) -> Value {
    let look = shop.look();
    let skus: Map<String, Value> =
        product.skus.iter().map(|sku| (sku.id.clone(), of_sku(shop, product, sku))).collect();
    let mut page = on_page(look, product);
    let frame = (product.layout == Layout::G).then(|| by_id(look, "checkout-frame"));
    let pay_host = match product.layout {
        Layout::F => shop.hosts().origin(Role::Cashier),
        Layout::G => shop.hosts().origin(Role::Checkout),
        _ => shop.origin(),
    };
    if let Value::Object(map) = &mut page {
        map.insert("slug".to_owned(), json!(product.slug));
        map.insert("layout".to_owned(), json!(product.layout));
        map.insert("skus".to_owned(), Value::Object(skus));
        map.insert("header".to_owned(), json!({
            "signed_out": class(look, "signin"), "signed_in": class(look, "hello"), "cart_count": by_id(look, "badge"),
        }));
        map.insert(
            "sign_in".to_owned(),
            json!({
                "open": class(look, "signin"), "name": by_id(look, "login-name"),
                "password": by_id(look, "login-password"), "submit": by_id(look, "login-submit"),
            }),
        );
        map.insert("verify".to_owned(), json!({ "box": by_id(look, "captcha-box") }));
        map.insert(
            "cart".to_owned(),
            json!({ "url": format!("{}/cart", shop.origin()), "checkout": by_id(look, "to-checkout") }),
        );
        map.insert("checkout".to_owned(), json!({
            "frame": frame, "submit": by_id(look, "submit-order"), "total": format!(".{} dd", look.class("grand")),
        }));
        map.insert(
            "cashier".to_owned(),
            json!({ "origin": pay_host, "frame": frame, "pay": by_id(look, "pay") }),
        );
        map.insert(
            "receipt".to_owned(),
            json!({ "number": class(look, "order-number"), "orders": by_id(look, "see-orders") }),
        );
        map.insert(
            "orders".to_owned(),
            json!({ "url": format!("{}/orders", shop.origin()), "number": class(look, "order-number") }),
        );
    }
    page
}

fn on_page(look: &Look, product: &Product) -> Value {
    let buy = product.buy_now.then(|| control(look, product, "buy"));
    let add = product.add_to_cart.then(|| control(look, product, "add"));
    let ready = match product.layout {
        Layout::A => json!(class(look, "row")),
        Layout::B | Layout::G | Layout::H => json!(format!("[{}]", look.data("option"))),
        Layout::D => {
            json!([look.element("item"), look.element("options"), format!("[{}]", look.data("option"))])
        }
        _ => control(look, product, "quantity"),
    };
    json!({ "buy": buy, "add": add, "ready": ready })
}

/// What to press, pick and fill for one variant, in that order.
fn of_sku(shop: &Shop, product: &Product, sku: &Sku) -> Value {
    let look = shop.look();
    let url = format!("{}{}", shop.origin(), product.path(Some(sku)));
    let option = |id: &str| format!("[{}=\"{id}\"]", look.data("option"));
    let ids: Vec<&str> = product.choices(sku).map(|(_, choice)| choice.id.as_str()).collect();
    match product.layout {
        Layout::A => {
            let filter = product.axes.len() > 1;
            let options: Vec<String> = ids.iter().take(usize::from(filter)).map(|id| option(id)).collect();
            let quantity = format!("[{}=\"{}\"] input", look.data("sku"), sku.id);
            json!({ "url": url, "press": options, "pick": [], "quantity": quantity })
        }
        Layout::C => {
            let pick = |(place, id): (usize, &&str)| json!({ "select": by_id(look, &format!("axis-{place}")), "value": id });
            let picks: Vec<Value> = ids.iter().enumerate().map(pick).collect();
            json!({ "url": url, "press": [], "pick": picks, "quantity": by_id(look, "quantity") })
        }
        Layout::E => json!({ "url": url, "press": [], "pick": [], "quantity": by_id(look, "quantity") }),
        Layout::D => {
            let press: Vec<Value> = ids
                .iter()
                .map(|id| json!([look.element("item"), look.element("options"), option(id)]))
                .collect();
            json!({ "url": url, "press": press, "pick": [], "quantity": control(look, product, "quantity") })
        }
        Layout::B | Layout::F | Layout::G | Layout::H => {
            let press: Vec<String> = ids.iter().map(|id| option(id)).collect();
            json!({ "url": url, "press": press, "pick": [], "quantity": by_id(look, "quantity") })
        }
    }
}

/// A control of the buy box, which in layout (d) stands in shadow roots.
fn control(look: &Look, product: &Product, name: &str) -> Value {
    if product.layout != Layout::D {
        return json!(by_id(look, name));
    }
    let inner = if name == "quantity" { "stepper" } else { "buttons" };
    json!([look.element("item"), look.element(inner), by_id(look, name)])
}

fn by_id(look: &Look, name: &str) -> String {
    format!("#{}", look.id(name))
}

fn class(look: &Look, name: &str) -> String {
    format!(".{}", look.class(name))
}
