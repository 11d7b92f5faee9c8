//! Signing in, refusals, changes while running, and what must never place an order.

use serde_json::{Value, json};

use super::buyer::{Buyer, text};
use super::client::router;

async fn set(buyer: &mut Buyer, change: Value) {
    buyer.post_json("http://localhost:8123/-/set", &change).await;
    assert_eq!(buyer.status, 200, "{}", buyer.body);
}

#[tokio::test]
async fn signing_in_comes_back_to_the_page_over_another_host() {
    for seed in 0..4 {
        let mut buyer = Buyer::of(&router(seed));
        let (product, selectors) = buyer.product("d-lamp").await;
        buyer.get(text(&product, "/url")).await;
        assert!(buyer.url.starts_with("http://127.0.0.1:8123/login?"), "{}", buyer.url);
        buyer.enter("buyer").await;
        assert_eq!(buyer.url, text(&product, "/url"));
        assert!(
            buyer.way.len() == 3 || buyer.way.len() == 4,
            "one or two redirects between: {:?}",
            buyer.way
        );
        assert!(
            buyer.has(text(&selectors, "/header/signed_in"))
                && !buyer.has(text(&selectors, "/header/signed_out"))
        );
        buyer.post_json("http://localhost:8123/-/accounts/buyer/sign-out", &json!({})).await;
        buyer.get("http://localhost:8123/").await;
        assert!(buyer.has(text(&selectors, "/header/signed_out")));
    }
}

#[tokio::test]
async fn signing_in_never_leads_off_the_shop() {
    for elsewhere in ["https://evil.example/", "//evil.example/", "/\\evil.example"] {
        let mut buyer = Buyer::of(&router(0));
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("to", elsewhere).finish();
        buyer.get(&format!("/signin?{query}")).await;
        buyer.enter("buyer").await;
        assert_eq!(buyer.url, "http://localhost:8123/");
    }
}

#[tokio::test]
async fn a_sign_in_code_works_once() {
    let mut buyer = Buyer::signed_in(0).await;
    let callback = buyer.way.iter().find(|step| step.contains("/signin/callback")).unwrap().clone();
    let mut thief = Buyer::of(&router(0));
    thief.get(&callback).await;
    assert!(!thief.has("form[action=\"/signout\"]"));
    buyer.get("/").await;
    assert!(buyer.has("form[action=\"/signout\"]"));
}

#[tokio::test]
async fn buying_asks_to_sign_in_first() {
    let mut buyer = Buyer::of(&router(0));
    let (product, _) = buyer.product("a-tshirt").await;
    let answer = buyer.ask("/api/trade/buy", &[(text(&product, "/skus/0/sku"), 1)]).await;
    assert!(text(&answer, "/to").starts_with("/signin?to=%2Foffer%2F"), "{answer}");
    assert!(buyer.log().await.is_empty());
}

#[tokio::test]
async fn nothing_is_ordered_by_get_and_a_second_submit_orders_nothing_more() {
    let mut buyer = Buyer::signed_in(0).await;
    let (product, selectors) = buyer.product("c-notebook").await;
    buyer.ask("/api/trade/buy", &[(text(&product, "/skus/0/sku"), 1)]).await;
    let checkout = buyer.url.clone();
    buyer.get(&checkout).await;
    assert!(buyer.log().await.is_empty());
    buyer.get(&checkout).await;
    buyer.press(text(&selectors, "/checkout/submit"), &[]).await;
    assert_eq!(buyer.log().await.len(), 1);
    let cashier = buyer.url.clone();
    buyer.get(&cashier).await;
    assert_eq!(buyer.log().await[0]["paid"], false, "looking at the cashier pays nothing");
    buyer.post_json(&checkout, &json!({})).await;
    buyer.get(&checkout).await;
    assert_eq!(buyer.url, cashier);
    assert_eq!(buyer.log().await.len(), 1);
}

#[tokio::test]
async fn another_account_sees_neither_checkout_nor_receipt_nor_order() {
    let shop = router(0);
    let mut buyer = Buyer::of(&shop);
    buyer.get("/signin?to=/").await;
    buyer.enter("buyer").await;
    let (product, selectors) = buyer.product("c-notebook").await;
    buyer.ask("/api/trade/buy", &[(text(&product, "/skus/0/sku"), 1)]).await;
    let checkout = buyer.url.clone();
    buyer.submit_and_pay(&selectors).await;
    let order = format!("http://localhost:8123/orders/{}", text(&buyer.log().await[0], "/number"));
    let receipt = buyer.url.clone();
    let mut other = Buyer::of(&shop);
    other.get("/signin?to=/").await;
    other.enter("somebody").await;
    for address in [checkout, receipt, order] {
        other.get(&address).await;
        assert_eq!(other.status, 404, "{address}");
    }
}

#[tokio::test]
async fn a_price_that_changed_is_shown_again_before_it_is_ordered() {
    let mut buyer = Buyer::signed_in(0).await;
    let (product, selectors) = buyer.product("c-notebook").await;
    buyer.ask("/api/trade/buy", &[(text(&product, "/skus/0/sku"), 2)]).await;
    set(&mut buyer, json!({ "slug": "c-notebook", "price": "9.90" })).await;
    buyer.press(text(&selectors, "/checkout/submit"), &[]).await;
    assert!(buyer.log().await.is_empty() && buyer.url.contains("/checkout/"));
    let again = buyer.url.clone();
    buyer.get(&again).await;
    buyer.press(text(&selectors, "/checkout/submit"), &[]).await;
    assert_eq!(text(&buyer.log().await[0], "/lines/0/unit_price"), "9.90");
}

#[tokio::test]
async fn a_product_can_be_taken_off_sold_out_or_guarded_while_running() {
    let mut buyer = Buyer::signed_in(0).await;
    let (product, selectors) = buyer.product("c-notebook").await;
    let url = text(&product, "/url");
    set(&mut buyer, json!({ "slug": "c-notebook", "sold_out": true })).await;
    buyer.get(url).await;
    assert!(!buyer.has(text(&selectors, "/buy")));
    set(&mut buyer, json!({ "slug": "c-notebook", "stock": 5, "captcha": true })).await;
    buyer.get(url).await;
    assert!(buyer.url.contains("/verify?") && !buyer.has(text(&selectors, "/buy")));
    buyer.press(text(&selectors, "/verify/box"), &[]).await;
    assert_eq!(buyer.url, url);
    assert!(buyer.has(text(&selectors, "/buy")));
    set(&mut buyer, json!({ "slug": "c-notebook", "gone": true })).await;
    buyer.get(url).await;
    assert_eq!(buyer.status, 404);
    buyer.post_json("http://localhost:8123/-/set", &json!({ "slug": "nothing" })).await;
    assert_eq!(buyer.status, 422);
}

#[tokio::test]
async fn a_shipped_order_shows_its_tracking_number() {
    let mut buyer = Buyer::signed_in(0).await;
    let (product, selectors) = buyer.product("c-notebook").await;
    buyer.ask("/api/trade/buy", &[(text(&product, "/skus/0/sku"), 1)]).await;
    buyer.submit_and_pay(&selectors).await;
    let number = text(&buyer.log().await[0], "/number").to_owned();
    let shipped = buyer.post_json(&format!("http://localhost:8123/-/orders/{number}/ship"), &json!({})).await;
    buyer.get(&format!("http://localhost:8123/orders/{number}")).await;
    assert!(buyer.body.contains(text(&shipped, "/tracking")));
}

#[tokio::test]
async fn each_host_answers_only_its_own_pages() {
    let mut buyer = Buyer::of(&router(0));
    for (address, status) in [
        ("http://127.0.0.1:8123/", 421),
        ("http://localhost:8123/login", 421),
        ("http://cashier.localhost:8123/orders", 421),
        ("http://evil.example/", 421),
        ("http://localhost:8123/", 200),
    ] {
        buyer.get(address).await;
        assert_eq!(buyer.status, status, "{address}");
    }
}
