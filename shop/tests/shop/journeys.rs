//! Whole purchases, one for each layout's endpoints.

use serde_json::Value;

use super::buyer::{Buyer, text};

/// The first SKUs of which there are any.
fn skus(product: &Value, count: usize) -> Vec<String> {
    let all = product["skus"].as_array().unwrap().iter().filter(|sku| sku["stock"] != 0);
    all.take(count).map(|sku| text(sku, "/sku").to_owned()).collect()
}

fn expected(skus: &[String], quantity: u64) -> Vec<(String, u64)> {
    skus.iter().map(|sku| (sku.clone(), quantity)).collect()
}

#[tokio::test]
async fn rows_are_ordered_together_and_the_receipt_shows_the_number() {
    let mut buyer = Buyer::signed_in(0).await;
    let (product, selectors) = buyer.product("a-tshirt").await;
    let skus = skus(&product, 5);
    let items: Vec<(&str, u32)> = skus.iter().map(|sku| (sku.as_str(), 10)).collect();
    buyer.ask("/api/trade/buy", &items).await;
    assert!(buyer.log().await.is_empty(), "a checkout is no order");
    buyer.ask("/api/trade/buy", &items).await;
    buyer.submit_and_pay(&selectors).await;
    let shown = buyer.texts(text(&selectors, "/receipt/number"));
    let log = buyer.log().await;
    assert_eq!(shown, [text(&log[0], "/number")]);
    assert_eq!(buyer.bought().await, expected(&skus, 10));
    assert_eq!(
        (text(&log[0], "/lines/0/unit_price"), log[0]["paid"].as_bool()),
        ("11.90", Some(true)),
        "the tier of 50"
    );
}

#[tokio::test]
async fn goods_of_two_warehouses_become_two_orders() {
    let mut buyer = Buyer::signed_in(1).await;
    let (product, selectors) = buyer.product("a-bins").await;
    let skus = skus(&product, 2);
    buyer.ask("/api/trade/buy", &[(&skus[0], 1), (&skus[1], 2)]).await;
    buyer.submit_and_pay(&selectors).await;
    let log = buyer.log().await;
    let numbers: Vec<&str> = log.iter().map(|order| text(order, "/number")).collect();
    assert_eq!(buyer.texts(text(&selectors, "/receipt/number")), numbers);
    assert!(numbers.len() == 2 && numbers.iter().all(|number| number.len() == 19));
}

#[tokio::test]
async fn the_page_of_late_options_submits_its_form_and_waits_before_the_receipt() {
    let mut buyer = Buyer::signed_in(2).await;
    let (product, selectors) = buyer.product("b-dress").await;
    let data = buyer.json(&format!("http://localhost:8123/api/item/{}", text(&product, "/offer"))).await;
    assert_eq!(data["skus"].as_array().unwrap().len(), 16);
    buyer.get(text(&product, "/url")).await;
    let sku = skus(&product, 1);
    let hidden = "input[type=hidden][value=\"\"]";
    buyer
        .press(
            text(&selectors, "/buy"),
            &[(hidden, &sku[0]), (text(&selectors, &format!("/skus/{}/quantity", sku[0])), "4")],
        )
        .await;
    buyer.submit_and_pay(&selectors).await;
    let refresh = buyer.attribute("meta[http-equiv=refresh]", "content");
    assert!(!buyer.has(text(&selectors, "/receipt/number")), "the waiting page has no number");
    buyer.get(refresh.split_once("url=").unwrap().1).await;
    assert_eq!(buyer.texts(text(&selectors, "/receipt/number")), [text(&buyer.log().await[0], "/number")]);
    assert_eq!(buyer.bought().await, expected(&sku, 4));
}

#[tokio::test]
async fn plain_selects_fill_the_cart_variant_by_variant() {
    for seed in [0, 1] {
        let mut buyer = Buyer::signed_in(seed).await;
        let (product, selectors) = buyer.product("c-screws").await;
        assert_eq!(product["buy"], serde_json::json!(["add_to_cart"]));
        let skus = skus(&product, 5);
        for sku in &skus {
            buyer.get(text(&product, "/url")).await;
            let own = &selectors["skus"][sku];
            let mut fill = vec![(text(own, "/quantity"), "3")];
            fill.extend(
                own["pick"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|pick| (text(pick, "/select"), text(pick, "/value"))),
            );
            buyer.press(text(&selectors, "/add"), &fill).await;
        }
        assert!(buyer.log().await.is_empty(), "a cart is no order");
        buyer.get(text(&selectors, "/cart/url")).await;
        buyer.press(text(&selectors, "/cart/checkout"), &[]).await;
        buyer.submit_and_pay(&selectors).await;
        assert!(!buyer.has(text(&selectors, "/receipt/number")), "this receipt shows no number");
        let log = buyer.log().await;
        assert!(
            !buyer.body.contains(text(&log[0], "/number")) && !buyer.url.contains(text(&log[0], "/number"))
        );
        buyer.get("http://localhost:8123/orders").await;
        assert_eq!(buyer.texts(text(&selectors, "/orders/number")), [text(&log[0], "/number")]);
        assert_eq!(buyer.bought().await, expected(&skus, 3));
        buyer.get("http://localhost:8123/cart").await;
        assert!(!buyer.has(text(&selectors, "/cart/checkout")), "what was ordered has left the cart");
    }
}

#[tokio::test]
async fn the_strict_page_allows_only_its_own_and_its_receipt_has_the_number_in_the_address() {
    let mut buyer = Buyer::signed_in(0).await;
    let (product, selectors) = buyer.product("d-lamp").await;
    buyer.get(text(&product, "/url")).await;
    assert!(buyer.policy.starts_with("default-src 'none'; script-src 'self';"), "{}", buyer.policy);
    assert!(!buyer.has("[style], style, script:not([src])"), "nothing that the policy would refuse");
    let skus = skus(&product, 1);
    buyer.ask("/api/trade/buy", &[(&skus[0], 2)]).await;
    buyer.submit_and_pay(&selectors).await;
    let number = text(&buyer.log().await[0], "/number").to_owned();
    assert!(buyer.url.contains(&number) && buyer.url.contains("13800138000"), "{}", buyer.url);
    assert!(!buyer.body.contains(&format!(">{number}<")), "not in the text");
}

#[tokio::test]
async fn each_sibling_page_orders_its_own_variant() {
    let mut buyer = Buyer::signed_in(3).await;
    let (product, selectors) = buyer.product("e-bottle").await;
    let skus = skus(&product, 2);
    for sku in &skus {
        buyer.get(text(&selectors["skus"][sku], "/url")).await;
        buyer.press(text(&selectors, "/add"), &[(text(&selectors["skus"][sku], "/quantity"), "2")]).await;
    }
    buyer.press(text(&selectors, "/cart/checkout"), &[]).await;
    buyer.submit_and_pay(&selectors).await;
    assert_eq!(buyer.bought().await, expected(&skus, 2));
}

#[tokio::test]
async fn the_new_tab_leads_to_the_cashier_on_its_own_host() {
    let mut buyer = Buyer::signed_in(4).await;
    let (product, selectors) = buyer.product("f-backpack").await;
    buyer.get(text(&product, "/url")).await;
    assert_eq!(buyer.attribute("form[target]", "target"), "_blank");
    let skus = skus(&product, 1);
    let own = &selectors["skus"][&skus[0]];
    let value = text(own, "/press/0").split('"').nth(1).unwrap().to_owned();
    buyer
        .press(text(&selectors, "/buy"), &[(text(own, "/quantity"), "1"), ("input[type=radio]", &value)])
        .await;
    buyer.submit_and_pay(&selectors).await;
    assert!(buyer.way[0].starts_with("http://cashier.localhost:8123/"), "{:?}", buyer.way);
    assert!(buyer.url.starts_with("http://localhost:8123/trade/paid?"), "{}", buyer.url);
    assert_eq!(buyer.bought().await, expected(&skus, 1));
}

#[tokio::test]
async fn the_framed_checkout_needs_no_cookie_and_names_the_receipt() {
    let mut buyer = Buyer::signed_in(5).await;
    let (product, selectors) = buyer.product("g-chair").await;
    let skus = skus(&product, 1);
    buyer.ask("/api/trade/buy", &[(&skus[0], 1)]).await;
    buyer.submit_and_pay(&selectors).await;
    assert_eq!(buyer.attribute("[data-origin]", "data-origin"), "http://localhost:8123");
    let receipt = buyer.attribute("[data-to]", "data-to");
    buyer.get(&format!("http://localhost:8123{receipt}")).await;
    assert_eq!(buyer.texts(text(&selectors, "/receipt/number")), [text(&buyer.log().await[0], "/number")]);
    assert_eq!(buyer.bought().await, expected(&skus, 1));
}

#[tokio::test]
async fn two_products_of_two_pages_make_one_order() {
    let mut buyer = Buyer::signed_in(0).await;
    let (envelope, selectors) = buyer.product("c-envelope").await;
    let (label, _) = buyer.product("e-label").await;
    let skus = [skus(&envelope, 1), skus(&label, 1)].concat();
    buyer.ask("/api/cart/add", &[(&skus[0], 2)]).await;
    buyer.ask("/api/cart/add", &[(&skus[1], 2)]).await;
    buyer.get("http://localhost:8123/cart").await;
    buyer.press(text(&selectors, "/cart/checkout"), &[]).await;
    buyer.submit_and_pay(&selectors).await;
    assert_eq!(buyer.log().await.len(), 1);
    assert_eq!(buyer.bought().await, expected(&skus, 2));
}
