//! What a seed changes, and what it must not.

use std::collections::BTreeSet;

use super::buyer::{Buyer, text};
use super::client::router;

fn classes(page: &str) -> BTreeSet<String> {
    let names = page.split(" class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    names.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

#[tokio::test]
async fn two_seeds_share_the_goods_but_not_the_markup() {
    let (mut one, mut other) = (Buyer::of(&router(0)), Buyer::of(&router(1)));
    let catalogue = "http://localhost:8123/-/catalogue";
    let goods = one.json(catalogue).await;
    assert_eq!(goods, other.json(catalogue).await);
    for product in goods.as_array().unwrap().iter().filter(|product| product["note"] != "gone") {
        let url = text(product, "/url");
        one.get(url).await;
        other.get(url).await;
        let shared: Vec<String> = classes(&one.body).intersection(&classes(&other.body)).cloned().collect();
        assert!(shared.is_empty(), "{url}: {shared:?}");
    }
}

#[tokio::test]
async fn every_layout_has_two_products_and_one_with_five_variants() {
    let goods = Buyer::of(&router(0)).json("http://localhost:8123/-/catalogue").await;
    for layout in ["a", "b", "c", "d", "e", "f", "g"] {
        let of_layout: Vec<_> =
            goods.as_array().unwrap().iter().filter(|product| product["layout"] == layout).collect();
        assert!(of_layout.len() >= 2, "{layout}");
        let many = of_layout.iter().any(|product| product["skus"].as_array().unwrap().len() >= 5);
        assert!(many, "{layout} has no product with five variants");
    }
    let kinds: BTreeSet<&str> =
        goods.as_array().unwrap().iter().map(|product| text(product, "/success")).collect();
    assert_eq!(kinds, BTreeSet::from(["text", "address", "waiting", "none", "split"]));
}

#[tokio::test]
async fn the_quantity_field_of_the_rows_has_no_name_to_submit() {
    let mut buyer = Buyer::signed_in(0).await;
    let (product, _) = buyer.product("a-tshirt").await;
    buyer.get(text(&product, "/url")).await;
    assert!(!buyer.has("main form"), "what is ordered comes from the page's state, not from a form");
}

#[tokio::test]
async fn every_file_that_a_page_names_is_served() {
    for seed in 0..3 {
        let mut buyer = Buyer::signed_in(seed).await;
        let goods = buyer.json("http://localhost:8123/-/catalogue").await;
        for product in goods.as_array().unwrap() {
            buyer.get(text(product, "/url")).await;
            let page = buyer.body.clone();
            let files =
                page.split('"').filter(|part| part.starts_with("/static/") || part.starts_with("/img/"));
            for file in files.map(str::to_owned).collect::<BTreeSet<String>>() {
                buyer.get(&format!("http://localhost:8123{file}")).await;
                assert_eq!(buyer.status, 200, "{file}");
            }
        }
    }
}
